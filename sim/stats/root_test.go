package stats

import (
	"math"
	"testing"

	"channelsim/sim/chance"
)

// TestRootOfNoisyLogistic: of 100 intervals for a known root at least 95 hold it,
// and they are narrow for a response that turns within 0.25.
func TestRootOfNoisyLogistic(t *testing.T) {
	s := chance.NewStream(1, 2, 3)
	const times = 200
	held, width, miss, runs := 0, 0.0, 0.0, 0
	for range times {
		root := s.Unit()
		search := Search{Low: -4, High: 5, Tolerance: 0.01, PerPoint: 1000, Budget: 20000}
		got := FindRoot(search, func(x float64, _ int) float64 {
			return chance.Logistic(4*(x-root)) - 0.5 + 0.3*normal(&s)
		})
		if got.Contains(root) {
			held++
		}
		width += 2 * got.Half() / times
		miss += math.Abs(got.Estimate-root) / times
		runs += got.Runs
	}
	t.Logf("%d of %d hold the root; mean width %.4f, error %.4f, %d runs", held, times, width, miss, runs/times)
	if held < times*95/100 || width > 0.2 || miss > 0.04 || runs > times*20000 {
		t.Errorf("%d of %d hold the root; mean width %.4f, error %.4f, %d runs", held, times, width, miss, runs/times)
	}
}

// TestRootUnderCoarseEvidence: few runs per point make wide intervals, not wrong
// ones, though responses near the root are a coin's.
func TestRootUnderCoarseEvidence(t *testing.T) {
	s := chance.NewStream(4, 5, 6)
	held := 0
	for range 400 {
		got := FindRoot(Search{Low: 0, High: 1, Tolerance: 1e-4, PerPoint: 60, Budget: 2000}, func(x float64, _ int) float64 {
			return 3*(x-0.6) + normal(&s)
		})
		if got.Contains(0.6) {
			held++
		}
	}
	t.Logf("%d of 400 hold the root", held)
	if held < 380 {
		t.Errorf("%d of 400 hold the root", held)
	}
}

// TestRootWithoutNoise comes to the tolerance; 2^-10 of the range takes 12 points.
func TestRootWithoutNoise(t *testing.T) {
	got := FindRoot(Search{Low: 0, High: 1, Tolerance: 0.001, PerPoint: 100, Budget: 1000}, func(x float64, _ int) float64 {
		return x*x - 0.5
	})
	if !got.Contains(math.Sqrt(0.5)) || 2*got.Half() > 0.001 || got.Runs > 250 {
		t.Errorf("got %+v, want %v", got, math.Sqrt(0.5))
	}
}

// TestRootOutOfReach: what the ends do not bracket is said so, and the budget kept.
func TestRootOutOfReach(t *testing.T) {
	line := func(x float64, _ int) float64 { return x - 2 }
	got := FindRoot(Search{Low: 0, High: 1, Tolerance: 0.1, PerPoint: 100, Budget: 1000}, line)
	if got.Low != 1 || !math.IsInf(got.High, 1) || !math.IsNaN(got.Estimate) {
		t.Errorf("root to the right: %+v", got)
	}
	got = FindRoot(Search{Low: 3, High: 4, Tolerance: 0.1, PerPoint: 100, Budget: 1000}, line)
	if got.High != 3 || !math.IsInf(got.Low, -1) {
		t.Errorf("root to the left: %+v", got)
	}
	got = FindRoot(Search{Low: 1, High: 4, Tolerance: 0.1, PerPoint: 100, Budget: 1000}, func(x float64, _ int) float64 { return 2 - x })
	if !math.IsNaN(got.Low) || !math.IsNaN(got.High) || !math.IsNaN(got.Estimate) {
		t.Errorf("response that falls: %+v", got)
	}
	s := chance.NewStream(7, 8, 9)
	coin := func(float64, int) float64 { return s.Unit() - 0.5 }
	got = FindRoot(Search{Low: 0, High: 1, Tolerance: 0.1, PerPoint: 100, Budget: 150}, coin)
	if got.Runs != 150 || !math.IsInf(got.Low, -1) || !math.IsInf(got.High, 1) {
		t.Errorf("a coin: %+v", got)
	}
}

// TestRootOfFold: x' = h + x - x^3 leaves its lower branch at h = 2/(3 sqrt 3); a
// little noise tips it earlier, and 300 units of time are not for ever.
func TestRootOfFold(t *testing.T) {
	s := chance.NewStream(10, 11, 12)
	const dt, noise = 0.1, 0.003
	tip := func(h float64, _ int) float64 {
		x := -1.0
		for range int(300 / dt) {
			x += (h+x-x*x*x)*dt + noise*math.Sqrt(dt)*normal(&s)
			if x > 0.5 {
				return 1
			}
		}
		return -1
	}
	got := FindRoot(Search{Low: 0.3, High: 0.5, Tolerance: 1e-4, PerPoint: 150, Budget: 2000}, tip)
	t.Logf("%+v", got)
	if critical := 2 / (3 * math.Sqrt(3)); !isClose(got.Estimate, critical, 0.001) || 2*got.Half() > 0.001 {
		t.Errorf("got %+v, want %.4f", got, critical)
	}
}

// TestRootSearchEnded: a response of NaN decides nothing, and what was certain before stands.
func TestRootSearchEnded(t *testing.T) {
	for _, runs := range []int{0, 5, 40} {
		made := 0
		got := FindRoot(Search{Low: 0, High: 1, Tolerance: 0.001, PerPoint: 100, Budget: 1000}, func(x float64, _ int) float64 {
			if made == runs {
				return math.NaN()
			}
			made++
			return x - 0.3
		})
		if got.Runs != runs || !got.Contains(0.3) && !math.IsInf(got.Low, 0) {
			t.Errorf("ended after %d runs: %+v", runs, got)
		}
		if known := !math.IsInf(got.Low, 0) && !math.IsInf(got.High, 0); known != (runs == 40) {
			t.Errorf("ended after %d runs: %+v", runs, got)
		}
	}
}
