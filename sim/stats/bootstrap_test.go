package stats

import (
	"math"
	"testing"

	"channelsim/sim/chance"
)

// TestBootstrapOfACount: resampling 10 successes out of 40 draws from the binomial distribution of 40
// and 1/4, whose 2.5 % and 97.5 % quantiles are 5 and 16 (R: qbinom(c(.025, .975), 40, .25)).
func TestBootstrapOfACount(t *testing.T) {
	s := chance.NewStream(1, 2, 3)
	got := bootstrap(40, 20000, &s, func(count []float64) []float64 { return []float64{Sum(count[:10])} })
	if len(got) != 1 || got[0] != (Interval{5, 16}) {
		t.Errorf("got %v, want 5 to 16", got)
	}
}

// TestBootstrapOfAMean: of many numbers it comes to the normal interval, mean -+ 1.96 sd/sqrt(n), where
// the sd has divisor n.
func TestBootstrapOfAMean(t *testing.T) {
	const n = 400
	var m Moments
	xs := make([]float64, n)
	for i := range xs {
		xs[i] = chance.NormalQuantile((float64(i) + 0.5) / n)
		m.Add(xs[i])
	}
	s := chance.NewStream(1, 2, 4)
	got := bootstrap(n, 20000, &s, func(count []float64) []float64 {
		sum := 0.0
		for i, x := range xs {
			sum += float64(count[i] * x)
		}
		return []float64{sum / n}
	})[0]
	half := 1.959964 * math.Sqrt(m.M2/n) / math.Sqrt(n)
	if math.Abs(got.Low+half) > 0.003 || math.Abs(got.High-half) > 0.003 {
		t.Errorf("got %v, want -+%.4f", got, half)
	}
}

func TestBootstrapOfWhatIsUndefined(t *testing.T) {
	s := chance.NewStream(1, 2, 5)
	identity := func(count []float64) []float64 { return []float64{1 / count[0] * count[0], 7} } // NaN where 0 is not drawn
	got := bootstrap(5, 200, &s, identity)
	if !math.IsNaN(got[0].Low) || got[1] != (Interval{7, 7}) {
		t.Errorf("got %v, want undefined and 7 to 7", got)
	}
	if got := bootstrap(5, 0, &s, identity); !math.IsNaN(got[1].High) {
		t.Errorf("without resamples: %v, want undefined", got)
	}
}
