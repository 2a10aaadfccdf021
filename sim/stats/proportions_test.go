package stats

import (
	"math"
	"testing"
)

func TestPairedSharesCover(t *testing.T) {
	shares := []float64{0.05, 0.2, 0.5, 0.8, 0.95}
	for _, c := range []struct{ n, of100 int }{{5, 96}, {10, 97}, {20, 97}, {40, 96}} {
		sum, cases, worst := 0.0, 0, 1.0
		for _, pa := range shares {
			for _, pb := range shares {
				for _, alike := range []float64{0, 0.5, 0.95} {
					apart := pa * pb
					both := apart + alike*(min(pa, pb)-apart)
					held := covers(c.n, both, pa-both, pb-both)
					sum, cases, worst = sum+held, cases+1, min(worst, held)
				}
			}
		}
		if mean := sum / float64(cases); math.Round(100*mean) != float64(c.of100) || worst < 0.85 {
			t.Errorf("n = %d: covers %.4f on average, %.3f at worst; want %d of 100", c.n, mean, worst, c.of100)
		}
	}
}

// covers adds up the chances of all tables of n pairs whose interval holds the truth.
func covers(n int, both, first, second float64) (held float64) {
	neither := 1 - both - first - second
	chance := func(k int, p float64) float64 {
		lg, _ := math.Lgamma(float64(k + 1))
		if k == 0 {
			return 0
		}
		return float64(k)*math.Log(p) - lg
	}
	all, _ := math.Lgamma(float64(n + 1))
	for i := range n + 1 {
		for j := range n - i + 1 {
			for k := range n - i - j + 1 {
				l := n - i - j - k
				ci := pairedShares(float64(i), float64(j), float64(k), float64(l))
				if ci.Low <= first-second+1e-12 && first-second-1e-12 <= ci.High {
					held += math.Exp(all + chance(i, both) + chance(j, first) + chance(k, second) + chance(l, neither))
				}
			}
		}
	}
	return held
}

func TestPairedShares(t *testing.T) {
	nan := math.NaN()
	a, b := []float64{1, 1, 0, 1, nan, 0, 1}, []float64{1, 0, 0, 1, 1, 1, 0}
	got, swapped := PairedShares(a, b), PairedShares(b, a)
	if got != pairedShares(2, 2, 1, 1) {
		t.Errorf("%v is not that of 2 both, 2 and 1 apart, 1 neither", got)
	}
	if math.Abs(got.Low+swapped.High) > 1e-12 || math.Abs(got.High+swapped.Low) > 1e-12 {
		t.Errorf("%v one way, %v the other", got, swapped)
	}
	if all := pairedShares(0, 40, 0, 0); all.High != 1 || all.Low < 0.85 {
		t.Errorf("40 of 40 differ: %v", all)
	}
	if none := pairedShares(40, 0, 0, 0); !(none.Low < 0 && none.Low > -0.13 && none.High > 0 && none.High < 0.13) {
		t.Errorf("none of 40 differ: %v", none)
	}
	// Pairs that are alike tell more than unrelated ones of the same shares.
	if alike, not := pairedShares(45, 10, 0, 45), pairedShares(25, 30, 20, 25); alike.High-alike.Low >= not.High-not.Low {
		t.Errorf("alike %v, unrelated %v", alike, not)
	}
	if ci := PairedShares(nil, nil); !math.IsNaN(ci.Low) {
		t.Errorf("without pairs: %v", ci)
	}
}
