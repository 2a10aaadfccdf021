package experiment

import (
	"testing"

	"channelsim/scenarios"
	"channelsim/sim"
)

// TestRealWorldsDoNotDependOnWorkers repeats the runner's promise with the model
// itself, with goroutines inside the runs too.
func TestRealWorldsDoNotDependOnWorkers(t *testing.T) {
	s, err := scenarios.Load("classroom")
	if err != nil {
		t.Fatal(err)
	}
	s.Run.Weeks = 30
	other := s.Clone()
	other.Partners.Count = 12
	d := Design{Points: []Point{{Index: 0, Scenario: s}, {Index: 1, Scenario: other}}, Runs: 12, Seed: 5}
	one := mustRun(t, d, Options{Workers: 1})
	if row := one.Find(0, sim.All, sim.FollowUp, "first_quarter"); one.Runs != 24 || !(row.Mean > 0 && row.SD > 0) {
		t.Fatalf("%d runs, follow-up %+v: the model did not run", one.Runs, row)
	}
	for _, o := range []Options{{Workers: 2}, {Workers: 3, backwards: true}, {Workers: 7}, {Workers: 2, Shards: 3}} {
		if bits(mustRun(t, d, o)) != bits(one) {
			t.Errorf("%+v: another answer than with one worker", o)
		}
	}
}

// The classroom opens on a run that shows what its comment says: it spirals with the naive review in
// the first half of its time, and with no review or a closed loop it does not.
func TestClassroomOpensOnASpiral(t *testing.T) {
	s, err := scenarios.Load("classroom")
	if err != nil {
		t.Fatal(err)
	}
	d := Design{Runs: 1, Seed: uint64(s.Run.Seed), NoWeeks: true}
	reviews := []string{"naive", "none", "closed-loop"}
	for i, review := range reviews {
		x := s.Clone()
		if err := x.SetAll(set(keyReview, review)...); err != nil {
			t.Fatal(err)
		}
		d.Points = append(d.Points, Point{Index: i, Scenario: x})
	}
	a := mustRun(t, d, Options{})
	for i, review := range reviews {
		week := a.Find(i, sim.All, sim.SpiralWeek, "all").Mean // NaN without a spiral
		if early := week <= float64(s.Run.Weeks)/2; early != (review == "naive") || !early && week == week {
			t.Errorf("review %s: spiral in week %v", review, week)
		}
	}
}
