package experiment

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"channelsim/sim"
)

// trustIs is a fake whose trust over all weeks and spiral week a function says.
func trustIs(trust func(replication int) float64, spirals func(replication int) int) Factory {
	return fakes(fake{fill: func(replication int, rec *sim.Record) {
		l := &sim.Layout{Vendors: []string{"acme", sim.All}, Windows: sim.StandardWindows(30), Weeks: 30}
		setWindow(l, rec, "trust", "all", trust(replication))
		if week := spirals(replication); week > 0 {
			spiralIn(l, rec, week)
		}
	}})
}

func even(r int) float64 { return 0.5 + 0.01*float64(r/3%2) }
func alike(int) float64  { return 0 }
func never(int) int      { return 0 }
func always(int) int     { return 4 }
func halves(r int) int   { return 4 * (r % 2) }

func TestNotes(t *testing.T) {
	undefined := func(r int) float64 { return []float64{math.NaN(), 0.4, 0.5}[r%3] }
	rare := func(r int) float64 { return float64((r % 50) / 49) }
	for _, c := range []struct {
		what    string
		runs    int
		trust   func(int) float64
		spirals func(int) int
		want    []string // parts, one for each note
	}{
		{"nothing to say", 100, even, halves, nil},
		{"few", 12, even, halves, []string{"only 12 runs"}},
		{"one", 1, even, never, []string{"only 1 run:", "no run spiralled"}},
		{"healthy", 100, even, never, []string{"no run spiralled: the chance of a spiral lies below 3.7 %"}},
		{"sick", 100, even, always, []string{"all runs spiralled: the chance of a spiral lies above 96.3 %"}},
		{"undefined", 90, undefined, halves, []string{"trust is defined in 60 of 90 runs only"}},
		{"skewed", 100, rare, halves, []string{"trust is skewed (7.0 over 100 runs)"}},
		{"alike", 100, alike, halves, []string{"trust is the same in each of 100 runs: its interval has no width, but the chance of another value may be up to 3.7 %"}},
		{"many", 1024, even, halves, []string{"quantiles are over the first 1000 runs"}},
	} {
		d := design(1, c.runs)
		d.Outcomes = []Outcome{{"trust", "all"}}
		a := mustRun(t, d, Options{New: trustIs(c.trust, c.spirals)})
		if !matches(a.Notes, c.want) {
			t.Errorf("%s: notes %q, want %q", c.what, a.Notes, c.want)
		}
	}
}

// matches reports whether each note contains its part.
func matches(notes, parts []string) bool {
	return slices.EqualFunc(notes, parts, strings.Contains)
}

func TestNotesNameThePoint(t *testing.T) {
	d := design(2, 30)
	d.Outcomes = []Outcome{{"trust", "all"}}
	a := mustRun(t, d, Options{New: trustIs(even, always)})
	if !matches(a.Notes, []string{"point 0: all runs", "point 1: all runs"}) {
		t.Errorf("notes %q, want one for each point", a.Notes)
	}
}

func TestPercent(t *testing.T) {
	for x, want := range map[float64]string{0.0451: "4.5", 0.93: "93", 0: "0", 1: "100", math.Inf(1): "?", 0.9963: "99.6"} {
		if got := percent(x); got != want {
			t.Errorf("%v: %q, want %q", x, got, want)
		}
	}
	if got := fmt.Sprint(CountOf(1, "run"), CountOf(0, "run")); got != "1 run0 runs" {
		t.Errorf("got %q", got)
	}
}
