package experiment

import (
	"context"
	"math"
	"strings"
	"testing"

	"channelsim/scenarios"
	"channelsim/sim"
	"channelsim/sim/stats"
)

// apartBy is a response that lies 10 higher at a lead quality above one half, with noise of its own
// at each point, so that differences have a true mean of 10.
func apartBy(draw func(z float64) float64) answering {
	return answering{respond: func(s *scenarios.Scenario, noise func(uint64) float64) map[string]float64 {
		x, key := 100.0, uint64(1)
		if parameter(s, "lead_quality") > 0.5 {
			x, key = 110, 2
		}
		return map[string]float64{sim.VendorProfit: x + draw(noise(key))}
	}}
}

// toldBy compares two points until their difference is known to a share of the first one's mean.
func toldBy(t *testing.T, like answering, seed uint64, precision float64) *Answer {
	t.Helper()
	s := classroom(t)
	s.Run.Weeks = 2
	better, err := s.With("lead_quality", 0.9)
	if err != nil {
		t.Fatal(err)
	}
	d := Design{Points: []Point{{Scenario: s}, {Index: 1, Scenario: better}}, Runs: 1, Seed: seed, NoWeeks: true, Precision: precision, Paired: 2, Outcomes: []Outcome{DefaultOutcome}}
	a, err := Run(context.Background(), d, Options{New: answers(like)})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// TestToldDifferencesCover runs a few whole searches; the slow test runs many.
func TestToldDifferencesCover(t *testing.T) {
	if testing.Short() {
		t.Skip("many runs")
	}
	toldDifferencesCover(t, 60, 0.05)
}

// toldDifferencesCover runs whole searches and holds the share of intervals with the truth to its range,
// give or take a margin; differences of points with the same noise are symmetric. For skewed ones see
// TestCoverageOfStoppedIntervals.
func toldDifferencesCover(t *testing.T, times int, margin float64) {
	t.Helper()
	for _, c := range []struct {
		name      string
		draw      func(z float64) float64
		precision float64
		low, high float64 // of the coverage
	}{
		{"normal", func(z float64) float64 { return 20 * z }, 0.05, 0.92, 0.98},
		{"lognormal, sigma 1", func(z float64) float64 { return 10 * (math.Exp(z) - math.Exp(0.5)) }, 0.05, 0.89, 0.97},
	} {
		held, runs := 0, 0
		for seed := range uint64(times) {
			a := toldBy(t, apartBy(c.draw), seed+1, c.precision)
			d := a.Paired(1, 0, DefaultOutcome)
			if d.CILow <= 10 && 10 <= d.CIHigh {
				held++
			}
			runs += d.N
			if !(d.CIHigh-d.CILow < 2*c.precision*120) {
				t.Fatalf("%s: stopped at an interval from %v to %v", c.name, d.CILow, d.CIHigh)
			}
		}
		i := stats.Wilson(held, times)
		t.Logf("%s: %.3f (%.3f to %.3f) of %d intervals hold the truth, after %.0f runs on average", c.name, float64(held)/float64(times), i.Low, i.High, times, float64(runs)/float64(times))
		if share := float64(held) / float64(times); share < c.low-margin || share > c.high+margin {
			t.Errorf("%s: coverage %.3f, want %v to %v, give or take %v", c.name, share, c.low, c.high, margin)
		}
	}
}

// TestToldByTheLeastNumber: an exact response stops at the least number of runs, one that is never
// precise enough is given up, and the note says which.
func TestToldByTheLeastNumber(t *testing.T) {
	if testing.Short() {
		t.Skip("many runs")
	}
	a := toldBy(t, apartBy(func(float64) float64 { return 0 }), 1, 0.01)
	if n := len(a.Replicated(1, DefaultOutcome)); n != MinPreciseRuns || a.Runs != 2*n {
		t.Errorf("%d runs, want %d", n, MinPreciseRuns)
	}
	if notes := strings.Join(a.Notes, "\n"); !strings.Contains(notes, "stopped at 50 runs of each") {
		t.Errorf("notes %s", notes)
	}
	a = toldBy(t, apartBy(func(z float64) float64 { return 1000 * z }), 1, 0.0001)
	if notes := strings.Join(a.Notes, "\n"); !strings.Contains(notes, "gave up at 20000 runs of each") {
		t.Errorf("notes %s", notes)
	}
}
