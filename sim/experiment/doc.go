// Package experiment runs many replications and reads answers off them.
//
// Every experiment has one shape: a Design says what to simulate, Run splits it
// into blocks, simulates them side by side, hands each to a Store and folds them
// in their order into an Answer. The answer is the same to the last bit for any
// number of workers. Memory does not grow with the number of runs beyond the
// first ExactRuns.
package experiment
