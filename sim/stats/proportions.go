package stats

import "math"

// PairedShares is the 95 % interval of the mean of a - b where each is 0 or 1: Newcombe's
// hybrid score interval (Statistics in Medicine 17, 1998, 2635-2650, method 10). It stays
// in [-1, 1] and is of use where nothing differs; undefined without pairs. Pairs with a NaN
// are left out; it panics if the lengths differ. Of 100 intervals hold the difference, on
// average over shares of 0.05, 0.2, 0.5, 0.8, 0.95 on both sides and pairs that are
// unrelated, half as and nearly as alike as they can be (exact chances added up by
// TestPairedSharesCover):
//
//	n        5  10  20  40
//	of 100  96  97  97  96
func PairedShares(a, b []float64) Interval {
	if len(a) != len(b) {
		panic("stats: pairs of different length")
	}
	var both, first, second, neither float64
	for i := range a {
		switch {
		case math.IsNaN(a[i]) || math.IsNaN(b[i]):
		case a[i] == 1 && b[i] == 1:
			both++
		case a[i] == 1:
			first++
		case b[i] == 1:
			second++
		default:
			neither++
		}
	}
	return pairedShares(both, first, second, neither)
}

// pairedShares is PairedShares of a table of counts.
func pairedShares(both, first, second, neither float64) Interval {
	n := both + first + second + neither
	if n == 0 {
		return undefined
	}
	a, b := WilsonOf(both+first, int(n)), WilsonOf(both+second, int(n))
	pa, pb := (both+first)/n, (both+second)/n
	alike := likeness(both, first, second, neither)
	side := func(x, y float64) float64 {
		return math.Sqrt(math.Max(0, float64(x*x)-float64(2*alike*float64(x*y))+float64(y*y)))
	}
	d := pa - pb
	return Interval{math.Max(-1, d-side(pa-a.Low, b.High-pb)), math.Min(1, d+side(a.High-pa, pb-b.Low))}
}

// likeness is the correlation of pairs, with Newcombe's correction for continuity.
func likeness(both, first, second, neither float64) float64 {
	margins := float64((both+first)*(second+neither)) * float64((both+second)*(first+neither))
	if margins == 0 {
		return 0
	}
	excess, half := float64(both*neither)-float64(first*second), float64((both+first+second+neither)/2) // halving is a product to the compiler
	if excess > 0 {
		excess = math.Max(0, excess-half)
	}
	return excess / math.Sqrt(margins)
}
