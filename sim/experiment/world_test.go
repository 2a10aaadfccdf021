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
