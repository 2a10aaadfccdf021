//go:build slow

package experiment

import (
	"testing"

	"channelsim/scenarios"
	"channelsim/sim"
)

// Every mechanism moves the outcome that the table of mechanisms names for it, in
// the scenario named there: the whole interval of the paired difference lies on one
// side of zero.
func TestEveryMechanismShows(t *testing.T) {
	for _, m := range scenarios.MechanismTable {
		t.Run(m.Name, func(t *testing.T) {
			t.Parallel()
			s, err := scenarios.Load(m.Shows.Scenario)
			if err != nil {
				t.Fatal(err)
			}
			s.Run.Runs = 40
			o, err := ParseOutcome(m.Shows.Outcome, sim.StandardWindows(s.Run.Weeks))
			if err != nil {
				t.Fatal(err)
			}
			a, err := NewAblation(s, []string{m.Name}, []Outcome{o}, nil)
			if err != nil {
				t.Fatal(err)
			}
			if len(a.Mechanisms) != 1 {
				t.Fatalf("%s does not use it", m.Shows.Scenario)
			}
			answer, err := Run(t.Context(), a.Design, Options{Workers: 1})
			if err != nil {
				t.Fatal(err)
			}
			d := a.Rows(answer)[0].Difference
			t.Logf("%-12s %s in %s: %.4g [%.4g, %.4g]", m.Name, m.Shows.Outcome, m.Shows.Scenario, d.Mean, d.CILow, d.CIHigh)
			if !(d.CILow > 0 || d.CIHigh < 0) {
				t.Error("no effect found")
			}
		})
	}
}
