// Package chance is the only source of randomness and of transcendental
// functions in the simulator.
//
// Random numbers are stateless: each is a hash of a key and of its cause (which
// mechanism, which entity, which week), in the manner of the counter-based
// generators of Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy
// as 1, 2, 3" (SC 2011). Nothing is consumed, so adding a draw in one place moves
// no draw in another, agents may be visited in any order or side by side, and two
// worlds that differ by one rule share all chance that the rule does not touch
// (common random numbers).
//
//	root := chance.Root(seed, replication)
//	reply := chance.Key(root, mechanismReply)
//	if chance.Uniform(reply, partner, week) < p { ... }
//
//	s := chance.NewStream(reply, partner, week) // several draws for one cause
//	n := chance.Poisson(&s, mean)
//
// Every function returns the same bits on every platform Go runs on. The standard
// library's math.Exp and math.Log do not, because some platforms have them in
// assembly, and neither does a*b + c, which the compiler may fuse into one rounding.
// Here each product that feeds a sum, also in a caller into which a function is
// inlined, is rounded on its own, as float64(a*b) + c, and only math.Sqrt, exact
// everywhere by IEEE 754, is borrowed. One test holds a hash over the bits of all
// functions, to be run on each platform that is shipped; another reads the machine
// code for fused products.
//
// No function allocates, locks or keeps state outside its arguments.
package chance
