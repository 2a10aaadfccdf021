// Package stats computes numbers from numbers: sums, moments, quantiles,
// intervals, inequality and survival; designs of experiments, sensitivity after
// Morris and Sobol, early warnings and the search for a tipping point.
//
// Its results reach files that must hold the same bytes on every platform. So sums
// run from left to right, products that feed a sum are rounded on their own, and
// logarithms and exponentials come from package chance. Nothing here uses a
// vectorised kernel that adds in another order on some machines.
//
// An undefined result (no data, no denominator) is NaN unless a function says
// otherwise; a NaN among the data makes the result NaN, so leave undefined data
// out before.
package stats
