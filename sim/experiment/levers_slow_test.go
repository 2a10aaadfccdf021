//go:build slow

package experiment

import (
	"math"
	"slices"
	"strings"
	"testing"

	"channelsim/scenarios"
	"channelsim/sim"
)

// The flagship's spiral needs reps whose room is near a fifth of the leads: what they cannot hold
// overflows to partners whatever the review decides.
func TestTheSpiralNeedsRoom(t *testing.T) {
	for _, c := range []struct {
		name                  string
		leads, reps, partners float64
		least, most           float64
	}{
		{"as it stands", 1, 1, 1, 0.7, 1},
		{"twice the leads", 2, 1, 1, 0, 0.25},
		{"half the reps", 1, 0.5, 1, 0, 0.35},
		{"twice of everything", 2, 2, 2, 0.7, 1},
	} {
		s, err := scenarios.Load("death-spiral")
		if err != nil {
			t.Fatal(err)
		}
		s.Expect = nil
		v := &s.Vendors[0]
		v.LeadVolume *= c.leads
		v.Reps = int(float64(v.Reps) * c.reps)
		s.Partners.Count = int(float64(s.Partners.Count) * c.partners)
		s.Market.ProjectsPerWeek *= c.partners
		a, err := Run(t.Context(), Design{Points: []Point{{Scenario: s}}, Runs: 40, Seed: 5}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		x := a.SurvivalOf(0)
		share := float64(x.Spirals) / float64(x.Runs)
		t.Logf("%s: %.2f of runs spiral", c.name, share)
		if share < c.least || share > c.most {
			t.Errorf("%s: %.2f of runs spiral, want %v to %v", c.name, share, c.least, c.most)
		}
	}
}

// Every lever moves some outcome in a shipped scenario, or in one with the policy or review that asks for it, and none is better for all in every one of them:
// what the vendor earns, what partners earn, what they follow up and how much they trust.
func TestEveryLeverMovesSomething(t *testing.T) {
	places := [][]string{{"classroom"}, {"performance-programme"}, {"gift-certificate"}, {"service-level"}, {"budget-follows"}, {"recovery"},
		{"performance-programme", "policy", "tiered"}, {"classroom", "policy", "named-accounts"}, {"death-spiral", "review", "closed-loop", "review_target", "0.6"}, {"budget-follows", "review", "closed-loop"}}
	all := func(window string) []Outcome {
		var list []Outcome
		for i := range sim.Metrics {
			if m := sim.Metrics[i].Key; m != sim.Spiral && m != "spiral_week" {
				list = append(list, Outcome{m, window})
			}
		}
		return list
	}
	good := []Outcome{{sim.VendorProfit, "all"}, {"partner_profit", "all"}, {sim.FollowUp, "all"}, {"trust", "all"}}
	for _, p := range scenarios.Params() {
		if p.Role != scenarios.Lever {
			continue
		}
		t.Run(p.Key(), func(t *testing.T) {
			t.Parallel()
			moved, free := "", 0
			tried := 0
			for _, place := range places {
				s, err := scenarios.Load(place[0])
				if err != nil {
					t.Fatal(err)
				}
				for i := 1; i < len(place); i += 2 {
					if err := s.SetAll(set("vendors.*."+place[i], place[i+1])...); err != nil {
						t.Fatal(err)
					}
				}
				s.Expect = nil
				s.Run.Settle = 26 // for time
				value, err := s.Get(p.Key())
				if err != nil {
					t.Fatal(err)
				}
				for _, other := range otherValues(&p, value) {
					x := s.Clone()
					if x.SetAll(set(p.Key(), other)...) != nil || x.Validate() != nil {
						continue
					}
					a, err := Run(t.Context(), Design{Points: []Point{{Scenario: s}, {Index: 1, Scenario: x}}, Runs: 12, Seed: 9, NoWeeks: true, Outcomes: all("all")}, Options{Workers: 1})
					if err != nil {
						t.Fatal(err)
					}
					tried++
					better, idle := true, true
					for _, o := range a.Design.Outcomes {
						d := a.Paired(1, 0, o)
						if moved == "" && (d.P(0) < 1e-4 || d.SD == 0 && d.Mean != 0) {
							moved = strings.Join(place, " ") + ": " + o.String()
						}
						idle = idle && !(d.SD > 0 || math.Abs(d.Mean) > 0) // NaN where an outcome is undefined
					}
					if idle { // nothing here reads it, whatever its value
						break
					}
					for _, o := range good {
						d := a.Paired(1, 0, o)
						better = better && d.CILow > 0
					}
					if better {
						free++
					}
					if moved != "" && free < tried {
						t.Logf("moves %s", moved)
						return
					}
				}
			}
			if moved == "" {
				t.Errorf("moves nothing in %v", places)
			}
			if tried > 0 && free == tried {
				t.Errorf("better for all, wherever it was tried")
			}
		})
	}
}

// otherValues are values of a lever other than the one it has.
func otherValues(p *scenarios.Param, value any) []any {
	switch x := value.(type) {
	case bool:
		return []any{!x}
	case string:
		var list []any
		for _, w := range p.Allowed {
			if w != x {
				list = append(list, w)
			}
		}
		return list
	case int:
		return slices.DeleteFunc([]any{max(1, x*2), max(0, x/2), 2, 6}, func(v any) bool { return v == value })
	case float64:
		return slices.DeleteFunc([]any{x*1.5 + 0.1, x * 0.5, 0.0, 0.8, 100.0}, func(v any) bool { return v == value })
	}
	return nil
}
