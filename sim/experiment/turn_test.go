package experiment

import (
	"math"
	"strings"
	"testing"

	"channelsim/sim"
)

// turning is a fake in which follow-up goes as curve says, give or take wobble in half of the runs.
func turning(weeks int, wobble float64, curve func(week int) float64) fake {
	return fake{fill: func(replication int, rec *sim.Record) {
		l := &sim.Layout{Vendors: []string{"acme", sim.All}, Windows: sim.StandardWindows(weeks), Weeks: weeks}
		off := wobble * (float64(replication%2) - 0.5)
		series := rec.Weekly[l.Week(1, sim.MetricIndex(sim.FollowUp), 0):][:weeks]
		for i := range series {
			series[i] = curve(i+1) + off
		}
		for _, w := range l.Windows {
			sum := 0.0
			for _, x := range series[w.First-1 : w.Last] {
				sum += x
			}
			setWindow(l, rec, sim.FollowUp, w.Name, sum/float64(w.Last-w.First+1))
		}
	}}
}

// valley goes from one level to another by the middle, and then to a third.
func valley(weeks int, from, at, to float64) func(int) float64 {
	return func(week int) float64 {
		x := 2 * float64(week) / float64(weeks)
		if x < 1 {
			return from + (at-from)*x
		}
		return at + (to-at)*(x-1)
	}
}

// A turn is told where the way back is a good part of the way there and more than chance.
func TestTurn(t *testing.T) {
	const weeks = 120
	for _, c := range []struct {
		what         string
		curve        func(int) float64
		wobble       float64
		turns, falls bool
	}{
		{"valley", valley(weeks, 0.6, 0.2, 0.5), 0.04, true, true},
		{"hill", valley(weeks, 0.3, 0.7, 0.4), 0.04, true, false},
		{"fall", valley(weeks, 0.6, 0.4, 0.2), 0.04, false, false},
		{"hardly back", valley(weeks, 0.6, 0.2, 0.25), 0.04, false, false},
		{"flat", valley(weeks, 0.4, 0.4, 0.4), 0.04, false, false},
		{"by chance", valley(weeks, 0.42, 0.40, 0.42), 0.2, false, false},
		{"nothing", func(int) float64 { return math.NaN() }, 0, false, false},
	} {
		d := design(1, 100)
		d.Points[0].Scenario.Run.Weeks = weeks
		got := mustRun(t, d, Options{New: fakes(turning(weeks, c.wobble, c.curve))}).Turn(0, sim.All, sim.FollowUp)
		switch {
		case (got != nil) != c.turns:
			t.Errorf("%s: got %+v", c.what, got)
		case got != nil && (got.Falls() != c.falls || got.Week < 58 || got.Week > 64):
			t.Errorf("%s: got %+v, want a turn by about week %d", c.what, got, weeks/2)
		}
	}
}

// The closing sentence tells the way there and back, not from end to end.
func TestSayTurn(t *testing.T) {
	const weeks = 120
	d := design(1, 100)
	d.Points[0].Scenario.Run.Weeks = weeks
	got := Say(mustRun(t, d, Options{New: fakes(turning(weeks, 0.04, valley(weeks, 0.6, 0.2, 0.5)))}), "x").Says
	if want := "Partners' follow-up fell from 55 % of leads in the first quarter to 21 % by week 62 and came back to 43.8 % (95 % interval 43.4-44.1 %) in the last half-year. "; !strings.HasPrefix(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
