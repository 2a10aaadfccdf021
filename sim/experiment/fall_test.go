package experiment

import (
	"math"
	"testing"

	"channelsim/sim"
)

// The week of a fall is that by which half of it was behind, with the weeks that chance leaves open; what
// comes back falls to its lowest point; what loses less than a tenth, or by chance, does not fall.
func TestFall(t *testing.T) {
	const weeks = 120
	for _, c := range []struct {
		what           string
		curve          func(int) float64
		wobble         float64
		week, low, far int // 0 for no fall
		to             float64
		returned       bool
	}{
		{"fall", valley(weeks, 0.6, 0.4, 0.2), 0.02, 59, 59, 60, 0.24, false},
		{"wide", valley(weeks, 0.6, 0.4, 0.2), 0.6, 59, 42, 77, 0.24, false},
		{"valley", valley(weeks, 0.6, 0.2, 0.5), 0.02, 35, 35, 35, 0.21, true},
		{"little", valley(weeks, 0.6, 0.58, 0.56), 0.02, 0, 0, 0, 0, false},
		{"by chance", valley(weeks, 0.6, 0.53, 0.52), 1, 0, 0, 0, 0, false},
		{"rise", valley(weeks, 0.2, 0.4, 0.6), 0.02, 0, 0, 0, 0, false},
	} {
		d := design(1, 100)
		d.Points[0].Scenario.Run.Weeks = weeks
		got := mustRun(t, d, Options{New: fakes(turning(weeks, c.wobble, c.curve))}).FallOf(0, sim.All, sim.FollowUp)
		switch {
		case (got == nil) != (c.week == 0):
			t.Errorf("%s: got %+v", c.what, got)
		case got != nil && (got.Week != c.week || got.Low != c.low || got.High != c.far || math.Abs(got.To-c.to) > 0.01 || got.Returned() != c.returned):
			t.Errorf("%s: got %+v", c.what, got)
		}
	}
}

// One fall is told to come before another where their intervals lie apart, and a month at least.
func TestFallBefore(t *testing.T) {
	first := &Fall{Week: 29, Low: 28, High: 30}
	for _, c := range []struct {
		then Fall
		told bool
	}{
		{Fall{Week: 34, Low: 31, High: 37}, true},
		{Fall{Week: 34, Low: 30, High: 37}, false},
		{Fall{Week: 32, Low: 31, High: 33}, false},
		{Fall{Week: 20, Low: 19, High: 21}, false},
	} {
		if first.Before(&c.then) != c.told {
			t.Errorf("before %+v: %v", c.then, !c.told)
		}
	}
}
