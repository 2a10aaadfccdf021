package experiment

import (
	"math"
	"strings"
	"testing"

	"channelsim/scenarios"
	"channelsim/sim"
)

// fell is a survival curve of so many runs over 100 weeks whose spirals began in these weeks.
func fell(runs int, begun ...int) *Survival {
	f := &fold{layout: &sim.Layout{Weeks: 100}, runs: runs, spiral: make([]int, 101)}
	for _, week := range begun {
		f.spiral[week]++
	}
	s := f.survival()
	return &s
}

// The last 26 weeks of 100 are 75 to 100.
func TestLate(t *testing.T) {
	for _, c := range []struct {
		what        string
		s           *Survival
		late        int
		begun, note string
	}{
		{"none", fell(40), 0, "", ""},
		{"no runs", fell(0), 0, "", ""},
		{"early", fell(40, 20, 30, 74), 0, ", half of them by week 30", ""},
		{"at the border", fell(40, 75), 1, ", in week 75, too late to tell whether it lasts",
			"1 of 1 spiral began in the last 26 weeks, too late to tell whether it lasts: --weeks 152 tells"},
		{"some", fell(40, 20, 30, 80), 1, ", half of them by week 30; 1 of them in the last 26 weeks, too late to tell whether they last",
			"1 of 3 spirals began in the last 26 weeks, too late to tell whether they last: --weeks 152 tells"},
		{"half", fell(40, 20, 80), 1, ", 1 of them in the last 26 weeks, too late to tell whether they last", "1 of 2 spirals"},
		{"all", fell(40, 90, 100), 2, ", all of them in the last 26 weeks, too late to tell whether they last", "2 of 2 spirals"},
	} {
		if n := c.s.Late(); n != c.late {
			t.Errorf("%s: %d are late, want %d", c.what, n, c.late)
		}
		if got := c.s.Begun(&scenarios.Run{}); got != c.begun {
			t.Errorf("%s: begun %q, want %q", c.what, got, c.begun)
		}
		if got := c.s.LateNote(); !strings.HasPrefix(got, c.note) || (got == "") != (c.note == "") {
			t.Errorf("%s: note %q, want %q", c.what, got, c.note)
		}
	}
	short := &Survival{Runs: 10, Spirals: 4, MedianWeek: 9, Healthy: []float64{1, 1, 0.6}}
	if got := short.Begun(&scenarios.Run{}); got != ", all of them in the last 2 weeks, too late to tell whether they last" {
		t.Errorf("of two weeks: %q", got)
	}
}

// A run whose spirals are mostly late says so, has it among its notes, and asks for more weeks rather than for the cause.
func TestLateSpiralsAreNoVerdict(t *testing.T) {
	late := fakes(fake{fill: func(replication int, rec *sim.Record) {
		l := &sim.Layout{Vendors: []string{"acme", sim.All}, Windows: sim.StandardWindows(30), Weeks: 30}
		setWindow(l, rec, sim.FollowUp, "first_quarter", 0.5)
		setWindow(l, rec, sim.FollowUp, "last_half_year", math.NaN())
		spiralIn(l, rec, 28)
	}})
	a := mustRun(t, design(1, 40), Options{New: late})
	c := Say(a, "x.toml")
	if !strings.Contains(c.Says, "in every run, all of them in the last 26 weeks, too late to tell") || c.Command != "channelsim run x.toml --weeks 82" {
		t.Errorf("got %+v", c)
	}
	if !strings.Contains(strings.Join(a.Notes, "\n"), "40 of 40 spirals began in the last 26 weeks") {
		t.Errorf("notes %q", a.Notes)
	}
}
