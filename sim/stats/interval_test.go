package stats

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"channelsim/sim/chance"
)

// TestMeanIntervalOfSleepData: R's t.test on the extra sleep of the second group
// of W. S. Gosset, "The probable error of a mean", 1908.
func TestMeanIntervalOfSleepData(t *testing.T) {
	var s Student
	got := s.Mean(momentsOf([]float64{1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4}))
	if !near(got.Low, 0.8976775, 1e-6) || !near(got.High, 3.7623225, 1e-6) {
		t.Errorf("got %v, want 0.8976775 to 3.7623225", got)
	}
	if i := s.Mean(momentsOf([]float64{1})); !math.IsNaN(i.Low) || !math.IsNaN(i.High) {
		t.Errorf("interval of one number = %v, want undefined", i)
	}
}

// TestPairedDifferenceOfSleepData: R's paired t.test on both groups.
func TestPairedDifferenceOfSleepData(t *testing.T) {
	a := []float64{0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0, math.NaN(), 9}
	b := []float64{1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4, 1, math.NaN()}
	var s Student
	got := s.Paired(a, b)
	if got.N != 10 || !near(got.Mean, -1.58, 1e-12) || !near(got.Low, -2.4598858, 1e-6) || !near(got.High, -0.7001142, 1e-6) {
		t.Errorf("got %+v, want 10 pairs, -1.58, -2.4598858 to -0.7001142", got)
	}
	if want := 1 - 1.512889/(3.200556+4.009); !near(got.Reduction, want, 1e-6) {
		t.Errorf("reduction %v, want %v", got.Reduction, want)
	}
}

// TestWilsonOfKnownProportions: values of R's prop.test(k, n, correct = FALSE).
func TestWilsonOfKnownProportions(t *testing.T) {
	for _, c := range []struct {
		k, n      int
		low, high float64
	}{
		{0, 10, 0, 0.2775328},
		{10, 10, 0.7224672, 1},
		{1, 20, 0.008881449, 0.2361312},
		{187, 200, 0.8919809, 0.9616236},
		{50, 100, 0.4038315, 0.5961685},
	} {
		got := Wilson(c.k, c.n)
		if !near(got.Low, c.low, 1e-6) || !near(got.High, c.high, 1e-6) {
			t.Errorf("Wilson(%d, %d) = %v, want %v to %v", c.k, c.n, got, c.low, c.high)
		}
	}
	// By hand: (2.5 + z^2/2 -+ z sqrt(2.5 * 7.5/10 + z^2/4)) / (10 + z^2).
	if got := WilsonOf(2.5, 10); !near(got.Low, 0.0809478, 1e-6) || !near(got.High, 0.5578186, 1e-6) {
		t.Errorf("WilsonOf(2.5, 10) = %v, want 0.0809478 to 0.5578186", got)
	}
	if got := Wilson(0, 0); !math.IsNaN(got.Low) {
		t.Errorf("Wilson(0, 0) = %v, want undefined", got)
	}
}

// TestWilsonCovers adds up the exact chances: on average over p the interval holds
// p in as many cases as the comment of Wilson says, never in fewer than 93 of 100.
func TestWilsonCovers(t *testing.T) {
	const steps = 500
	for _, c := range []struct{ n, of100 int }{{1, 96}, {2, 96}, {5, 96}, {10, 95}, {20, 95}, {40, 95}, {200, 95}} {
		n, sum := c.n, 0.0
		for i := range steps {
			p := (float64(i) + 0.5) / steps
			seen := distuv.Binomial{N: float64(n), P: p}
			for k := range n + 1 {
				if Wilson(k, n).Contains(p) {
					sum += seen.Prob(float64(k))
				}
			}
		}
		if mean := sum / steps; mean < 0.93 || math.Round(100*mean) != float64(c.of100) {
			t.Errorf("n = %d: covers %.4f on average, want %d of 100", n, mean, c.of100)
		}
	}
}

// coverage returns the share of trials in which the interval of the mean of n draws
// holds truth, and the share in which SkewDoubt speaks up.
func coverage(trials, n int, truth float64, draw func(z float64) float64) (held, doubted float64) {
	var s Student
	for trial := range trials {
		stream := chance.NewStream(uint64(n), uint64(trial), 11)
		var m Moments
		for range n {
			m.Add(draw(chance.NormalQuantile(chance.Open(stream.Next()))))
		}
		if s.Mean(m).Contains(truth) {
			held++
		}
		if SkewDoubt(m.N, m.Skewness()) {
			doubted++
		}
	}
	return held / float64(trials), doubted / float64(trials)
}

func TestMeanIntervalCoversNormalData(t *testing.T) {
	const trials = 4000
	margin := 4 * math.Sqrt(Level*(1-Level)/trials) // four binomial standard deviations
	for _, n := range []int{2, 3, 5, 10, 40} {
		got, doubted := coverage(trials, n, 3, func(z float64) float64 { return 3 + 2*z })
		if math.Abs(got-Level) > margin {
			t.Errorf("n = %d: covers %.4f, want %.3f within %.4f", n, got, Level, margin)
		}
		if n >= 10 && doubted > 0.15 {
			t.Errorf("n = %d: doubts %.3f of normal samples", n, doubted)
		}
	}
}

func TestSkewDoubt(t *testing.T) {
	for _, c := range []struct {
		n        int
		skewness float64
		want     bool
	}{{50, 2, false}, {40, 3, true}, {40, -3, true}, {1000, 9, false}, {200, math.NaN(), false}} {
		if got := SkewDoubt(c.n, c.skewness); got != c.want {
			t.Errorf("SkewDoubt(%d, %v) = %v", c.n, c.skewness, got)
		}
	}
}
