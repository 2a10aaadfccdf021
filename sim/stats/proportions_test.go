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
				ci := PairTable{i, j, k, l}.Interval()
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
	got, swapped := NewPairTable(a, b).Interval(), NewPairTable(b, a).Interval()
	if got != (PairTable{2, 2, 1, 1}).Interval() {
		t.Errorf("%v is not that of 2 both, 2 and 1 apart, 1 neither", got)
	}
	if math.Abs(got.Low+swapped.High) > 1e-12 || math.Abs(got.High+swapped.Low) > 1e-12 {
		t.Errorf("%v one way, %v the other", got, swapped)
	}
	if all := (PairTable{0, 40, 0, 0}).Interval(); all.High != 1 || all.Low < 0.85 {
		t.Errorf("40 of 40 differ: %v", all)
	}
	if none := (PairTable{40, 0, 0, 0}).Interval(); !(none.Low < 0 && none.Low > -0.13 && none.High > 0 && none.High < 0.13) {
		t.Errorf("none of 40 differ: %v", none)
	}
	// Pairs that are alike tell more than unrelated ones of the same shares.
	if alike, not := (PairTable{45, 10, 0, 45}).Interval(), (PairTable{25, 30, 20, 25}).Interval(); alike.High-alike.Low >= not.High-not.Low {
		t.Errorf("alike %v, unrelated %v", alike, not)
	}
	if ci := NewPairTable(nil, nil).Interval(); !math.IsNaN(ci.Low) {
		t.Errorf("without pairs: %v", ci)
	}
}

// TestSharesAgreeWithTheirInterval: what is told from chance has an interval without 0 (or beyond the
// margin), and chance alone makes no more of it than it says.
func TestSharesAgreeWithTheirInterval(t *testing.T) {
	for _, n := range []int{5, 24, 40, 200} {
		for first := range n + 1 {
			for second := 0; first+second <= n; second += 1 + n/40 {
				for _, both := range []int{0, (n - first - second) / 2, n - first - second} {
					table := PairTable{both, first, second, n - first - second - both}
					for _, margin := range []float64{0, 0.1} {
						ci := table.Interval()
						if p := table.P(margin); p < 0.05 && !(ci.Low > margin || ci.High < -margin) {
							t.Fatalf("%+v: p %v with the interval %v and a margin of %v", table, p, ci, margin)
						}
					}
				}
			}
		}
	}
}

func TestMcNemar(t *testing.T) {
	for _, c := range []struct {
		table PairTable
		want  float64
	}{
		{PairTable{0, 4, 0, 20}, 0.125}, {PairTable{0, 0, 0, 9}, 1}, {PairTable{5, 3, 3, 0}, 1}, {PairTable{2, 1, 9, 12}, 22. / 1024},
		{PairTable{0, 1200, 0, 0}, 0},
	} {
		if got := mcNemar(c.table.First, c.table.Second); math.Abs(got-c.want) > 1e-12 {
			t.Errorf("%+v: %v, want %v", c.table, got, c.want)
		}
		if p := c.table.P(0); p < c.want-1e-12 {
			t.Errorf("%+v: p %v is below the exact %v", c.table, p, c.want)
		}
	}
	if p := (PairTable{}).P(0); !math.IsNaN(p) {
		t.Errorf("without pairs p is %v", p)
	}
	if p := (PairTable{0, 30, 0, 70}).P(0.3); p != 1 {
		t.Errorf("a difference of 0.3 exceeds 0.3: %v", p)
	}
}
