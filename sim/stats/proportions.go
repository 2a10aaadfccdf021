package stats

import (
	"math"

	"channelsim/sim/chance"
)

// PairTable counts pairs of outcomes that are 0 or 1: in how many both are 1, only the first,
// only the second, and neither.
type PairTable struct{ Both, First, Second, Neither int }

// NewPairTable counts pairs; those with a NaN are left out. It panics if the lengths differ.
func NewPairTable(a, b []float64) (t PairTable) {
	if len(a) != len(b) {
		panic("stats: pairs of different length")
	}
	for i := range a {
		switch {
		case math.IsNaN(a[i]) || math.IsNaN(b[i]):
		case a[i] == 1 && b[i] == 1:
			t.Both++
		case a[i] == 1:
			t.First++
		case b[i] == 1:
			t.Second++
		default:
			t.Neither++
		}
	}
	return t
}

func (t PairTable) n() int { return t.Both + t.First + t.Second + t.Neither }

// Interval is the 95 % interval of the first share less the second: Newcombe's hybrid score
// interval (Statistics in Medicine 17, 1998, 2635-2650, method 10). It stays in [-1, 1] and is of
// use where nothing differs; undefined without pairs. Of 100 intervals hold the difference, on
// average over shares of 0.05, 0.2, 0.5, 0.8, 0.95 on both sides and pairs that are unrelated, half
// as and nearly as alike as they can be (exact chances added up by TestPairedSharesCover):
//
//	n        5  10  20  40
//	of 100  96  97  97  96
func (t PairTable) Interval() Interval { return t.interval(-chance.NormalQuantile(tail)) }

// interval is Interval at the level that a standard normal variable has between -z and z.
func (t PairTable) interval(z float64) Interval {
	n := t.n()
	if n == 0 {
		return undefined
	}
	a, b := wilson(float64(t.Both+t.First), n, z), wilson(float64(t.Both+t.Second), n, z)
	pa, pb := float64(t.Both+t.First)/float64(n), float64(t.Both+t.Second)/float64(n)
	alike := likeness(float64(t.Both), float64(t.First), float64(t.Second), float64(t.Neither))
	side := func(x, y float64) float64 {
		return math.Sqrt(math.Max(0, float64(x*x)-float64(2*alike*float64(x*y))+float64(y*y)))
	}
	d := float64(t.First-t.Second) / float64(n)
	return Interval{math.Max(-1, d-side(pa-a.Low, b.High-pb)), math.Min(1, d+side(a.High-pa, pb-b.Low))}
}

// P is how likely a difference as large as this one, or a larger one, is at the most where the true
// one does not exceed margin, 0 or more, on either side: the greater of McNemar's exact
// probability and that at which the interval begins to leave the margin. So no difference passes for
// more than chance whose own interval holds 0, and none that chance makes too often of few pairs
// (TestSharesAgreeWithTheirInterval). NaN without pairs.
func (t PairTable) P(margin float64) float64 {
	if t.n() == 0 {
		return math.NaN()
	}
	if t.Second > t.First {
		t.First, t.Second = t.Second, t.First
	}
	if !(float64(t.First-t.Second)/float64(t.n()) > margin) {
		return 1
	}
	low, high := 0., 40. // a normal variable is never farther out
	for range 60 {
		z := (low + high) / 2
		if t.interval(z).Low > margin {
			low = z
		} else {
			high = z
		}
	}
	return math.Max(mcNemar(t.First, t.Second), float64(2*chance.NormalCDF(-low)))
}

// mcNemar is the exact probability, on both sides, of so uneven a split of the pairs that differ
// where each goes either way alike (Q. McNemar, Psychometrika 12, 1947).
func mcNemar(first, second int) float64 {
	n := first + second
	sum, log := 0.0, float64(float64(n)*chance.Log(0.5)) // of the chance of k
	for k := range min(first, second) + 1 {
		if k > 0 {
			log += chance.Log(float64(n-k+1) / float64(k))
		}
		sum += chance.Exp(log)
	}
	return math.Min(1, float64(2*sum))
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
