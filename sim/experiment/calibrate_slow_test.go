//go:build slow

package experiment

import (
	"context"
	"testing"

	"channelsim/scenarios"
	"channelsim/sim"
)

// Histories of the real model with known parameters: intervals hold the truth, and the fitted
// model gives what was observed.
func TestCalibrationFindsTheTruth(t *testing.T) {
	const histories = 6
	truth := map[string]float64{"lead_quality": 0.25, "close": 0.4}
	s, err := scenarios.Load("classroom")
	if err != nil {
		t.Fatal(err)
	}
	if s, err = s.With("run.weeks", 52); err != nil {
		t.Fatal(err)
	}
	s.Run.Settle = 52 // histories and fits alike: pilots of each combination are most of the time
	s.Expect = nil
	outcomes := []Outcome{{sim.FollowUp, "all"}, {"partner_worked_to_opportunity_rate", "all"}, {"direct_opportunity_to_win_rate", "all"}}
	held := map[string]int{}
	met := 0
	for i := range histories {
		known := &scenarios.Evidence{}
		for j, x := range history(t, s, truth, outcomes, i) {
			known.Targets = append(known.Targets, targetOf(outcomes[j].String(), x, 0.01))
		}
		c, err := NewCalibration(s, factors(t, s, "lead_quality=0.1:0.6", "close=0.1:0.8"), known, nil, Design{Seed: 1000 + uint64(i)})
		if err != nil {
			t.Fatal(err)
		}
		c.Keep, c.Budget, c.Checks = 120, 800, 60
		a := calibrated(t, c)
		for k := range c.Factors {
			p := &a.Parameters[k]
			if x := truth[c.Factors[k].Key]; p.Low <= x && x <= p.High {
				held[c.Factors[k].Key]++
			}
			if p.Learned < 0.3 {
				t.Errorf("history %d: only %.2f was learned of %s", i, p.Learned, c.Factors[k].Key)
			}
		}
		met += len(a.Fits) - len(c.missed(a))
	}
	t.Logf("held %v of %d, met %d of %d targets", held, histories, met, 3*histories)
	for key := range truth {
		if held[key] < histories-2 {
			t.Errorf("%s: %d of %d intervals held the truth", key, held[key], histories)
		}
	}
	if met < 3*histories-3 {
		t.Errorf("only %d of %d targets met", met, 3*histories)
	}
}

// history is what one run of a scenario with other parameters came to.
func history(t *testing.T, s *scenarios.Scenario, truth map[string]float64, outcomes []Outcome, replication int) []float64 {
	t.Helper()
	var err error
	for key, x := range truth {
		if s, err = s.With(key, x); err != nil {
			t.Fatal(err)
		}
	}
	d := Design{Points: []Point{{Scenario: s}, {Index: 1, Scenario: s}}, First: replication, Runs: 1, Seed: 77, Outcomes: outcomes, NoWeeks: true}
	a, err := Run(context.Background(), d, Options{})
	if err != nil {
		t.Fatal(err)
	}
	var xs []float64
	for _, o := range outcomes {
		xs = append(xs, a.Replicated(0, o)[0])
	}
	return xs
}
