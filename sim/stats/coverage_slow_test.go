//go:build slow

package stats

import (
	"math"
	"testing"

	"channelsim/sim/chance"
)

// TestCoverageOnSkewedData measures the table in the comment of Student.Mean, and
// that SkewDoubt speaks up where the coverage is low.
func TestCoverageOnSkewedData(t *testing.T) {
	draw := func(z float64) float64 { return chance.LogNormal(z, 1, 1.3) }
	for _, c := range []struct {
		n, of100 int
		doubted  float64 // least share of samples that are doubted
	}{{20, 81, 0.8}, {40, 84, 0.78}, {200, 90, 0.5}, {1000, 93, 0}} {
		held, doubted := coverage(20000, c.n, 1, draw)
		t.Logf("n = %d: covers %.4f, doubted %.3f", c.n, held, doubted)
		if math.Round(100*held) != float64(c.of100) {
			t.Errorf("n = %d: covers %.4f, the comment says %d of 100", c.n, held, c.of100)
		}
		if doubted < c.doubted {
			t.Errorf("n = %d: only %.3f of the samples doubted, want %.1f", c.n, doubted, c.doubted)
		}
	}
}

// TestCoverageOnExponentialData measures what the comment of SkewDoubt says of samples of 40 from an
// exponential.
func TestCoverageOnExponentialData(t *testing.T) {
	held, doubted := coverage(20000, 40, 1, func(z float64) float64 { return -math.Log(chance.NormalCDF(-z)) })
	t.Logf("covers %.4f, doubted %.3f", held, doubted)
	if math.Round(100*held) != 93 || math.Abs(doubted-0.25) > 0.05 {
		t.Errorf("covers %.4f and doubts %.3f, the comment says 0.93 and one in four", held, doubted)
	}
}

// TestCoverageOnNormalData: within three binomial standard deviations of 95 %, for n up to 1,000.
func TestCoverageOnNormalData(t *testing.T) {
	const trials = 20000
	margin := 3 * math.Sqrt(Level*(1-Level)/trials)
	for _, n := range []int{2, 3, 5, 20, 40, 200, 1000} {
		held, _ := coverage(trials, n, 3, func(z float64) float64 { return 3 + float64(2*z) })
		t.Logf("n = %d: covers %.4f", n, held)
		if math.Abs(held-Level) > margin {
			t.Errorf("n = %d: covers %.4f, want %.2f within %.4f", n, held, Level, margin)
		}
	}
}

// Intervals of a posterior hold the truth as often as they say, if the truth is drawn from the
// prior (S. Talts et al., "Validating Bayesian inference algorithms with simulation-based
// calibration", 2018): here with two parameters, a curved outcome and one that sees both.
func TestCoverageOfPosteriors(t *testing.T) {
	const searches, noise, err = 400, 0.05, 0.05
	held := map[float64]int{}
	for i := range searches {
		s := chance.NewStream(chance.Root(5, i), 3, 0)
		truth := []float64{s.Unit(), s.Unit()}
		mean := func(at []float64) []float64 { return []float64{at[0] * at[0], at[0] + at[1]} }
		observed := mean(truth)
		for j := range observed {
			observed[j] += math.Sqrt(noise*noise+err*err) * chance.NormalQuantile(chance.Open(s.Next()))
		}
		a := &ABC{Observed: observed, Errors: []float64{err, err}, Keep: 300, Stream: s}
		search(a, 2, 5, noise, mean)
		p := a.Posterior()
		for k := range truth {
			xs := p.Parameter(k)
			for _, level := range []float64{0.5, 0.9} {
				if tail := (1 - level) / 2; WeightedQuantile(xs, p.Weights, tail) <= truth[k] && truth[k] <= WeightedQuantile(xs, p.Weights, 1-tail) {
					held[level]++
				}
			}
		}
	}
	for level, n := range held {
		got := float64(n) / (2 * searches)
		t.Logf("intervals of %v held the truth in %.3f", level, got)
		if math.Abs(got-level) > 0.05 {
			t.Errorf("intervals of %v held the truth in %.3f", level, got)
		}
	}
}
