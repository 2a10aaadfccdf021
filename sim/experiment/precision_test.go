package experiment

import (
	"context"
	"strings"
	"testing"

	"channelsim/sim"
)

// noisy is a fake whose trust over all weeks is 1 or 1 + 2 spread by turns.
func noisy(spread float64) fake {
	return fake{fill: func(replication int, rec *sim.Record) {
		l := &sim.Layout{Vendors: []string{"acme", sim.All}, Windows: sim.StandardWindows(30), Weeks: 30}
		setWindow(l, rec, "trust", "all", 1+2*spread*float64(replication%2))
	}}
}

func preciseDesign(precision float64) Design {
	d := design(1, 0)
	d.Precision, d.Outcomes = precision, []Outcome{{"trust", "all"}}
	return d
}

func TestPrecisionStopsAsSoonAsABatchWillDo(t *testing.T) {
	// With spread s the half-width at n is about 1.96 s/sqrt(n), the mean 1+s: for s = 0.2
	// and 3 % that makes 0.0566 at 50, 0.046 at 75, 0.0373 at 112 and 0.0304 at 168 of 0.036.
	a := mustRun(t, preciseDesign(0.03), Options{New: fakes(noisy(0.2))})
	if a.Runs != 168 || a.Interrupted {
		t.Errorf("%d runs, interrupted %v; want 168, complete", a.Runs, a.Interrupted)
	}
	if notes := strings.Join(a.Notes, "\n"); !strings.Contains(notes, "stopped at 168 runs: the half-width of trust is 2.5 %") {
		t.Errorf("notes %q do not say when the run stopped", notes)
	}
}

func TestPrecisionTakesFiftyRunsAtLeast(t *testing.T) {
	if a := mustRun(t, preciseDesign(0.5), Options{New: fakes(noisy(0.01))}); a.Runs != 50 {
		t.Errorf("%d runs, want 50", a.Runs)
	}
}

func TestPrecisionDoesNotDependOnWorkers(t *testing.T) {
	d := preciseDesign(0.04)
	d.Points = design(2, 0).Points
	one := bits(mustRun(t, d, Options{Workers: 1, New: fakes(noisy(0.2))}))
	for _, workers := range []int{2, 7} {
		if got := bits(mustRun(t, d, Options{Workers: workers, New: fakes(noisy(0.2))})); got != one {
			t.Errorf("%d workers: another answer than with one", workers)
		}
	}
}

func TestPrecisionCanBeInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	like := noisy(1)
	like.before = func(replication int) {
		if replication == 60 {
			cancel()
		}
	}
	a, err := Run(ctx, preciseDesign(0.001), Options{Workers: 1, New: fakes(like)})
	if err != nil || !a.Interrupted || a.Runs < 50 || a.Runs > 60 {
		t.Errorf("%+v runs, %v; want 50 to 60, interrupted", a.Runs, err)
	}
}

func TestPrecisionGivesUp(t *testing.T) {
	if testing.Short() {
		t.Skip("20,000 runs")
	}
	d := preciseDesign(0.03)
	d.Points[0].Scenario.Run.Weeks = 1
	a := mustRun(t, d, Options{New: fakes(fake{fill: func(replication int, rec *sim.Record) {
		l := &sim.Layout{Vendors: []string{"acme", sim.All}, Windows: sim.StandardWindows(1), Weeks: 1}
		setWindow(l, rec, "trust", "all", float64(replication%2)-0.5) // mean 0: no relative precision
	}})})
	if a.Runs != MaxPreciseRuns || !strings.Contains(strings.Join(a.Notes, "\n"), "gave up at 20000 runs") {
		t.Errorf("%d runs, notes %q; want all runs and a note", a.Runs, a.Notes)
	}
}
