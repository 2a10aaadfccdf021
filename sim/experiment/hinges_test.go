package experiment

import (
	"context"
	"strings"
	"testing"

	"channelsim/scenarios"
	"channelsim/sim"
)

// hinged compares merit with a lottery where profit is better under merit by 10, and worse where the
// chance to close is low; where nobody is reached there is no difference.
func hinged(t *testing.T, gain float64) (*Comparison, *Answer) {
	t.Helper()
	like := answering{respond: func(s *scenarios.Scenario, noise func(uint64) float64) map[string]float64 {
		x := 100 + 10*noise(1)
		if s.Vendors[0].Policy == "merit" {
			g := gain
			switch {
			case parameter(s, "market.close") < 0.25:
				g = -gain
			case parameter(s, "market.reach") < 0.75:
				g = 0
			}
			x += g + noise(2)
		}
		return map[string]float64{sim.VendorProfit: x}
	}}
	s := classroom(t)
	points, err := PolicyPoints(s, "acme", []string{"merit", "lottery"})
	if err != nil {
		t.Fatal(err)
	}
	c, err := NewComparison([]string{"merit", "lottery"}, points, Design{Runs: 24, Seed: 4, Outcomes: []Outcome{DefaultOutcome}})
	if err != nil {
		t.Fatal(err)
	}
	c.Hinge(0.3)
	a, err := Run(context.Background(), c.Design, Options{New: answers(like)})
	if err != nil {
		t.Fatal(err)
	}
	return c, a
}

// TestHinges: what turns the verdict comes first, then what takes it away; what does nothing is not
// listed as an effect.
func TestHinges(t *testing.T) {
	if testing.Short() {
		t.Skip("many runs")
	}
	c, a := hinged(t, 10)
	all := c.Hinges(a)
	if len(all) < 200 || len(c.Design.Points) != 2+2*len(all) {
		t.Fatalf("%d hinges of %d points", len(all), len(c.Design.Points))
	}
	if h := all[0]; h.Key != "market.close" || h.Value != 0.21 || h.Verdict != Turns || h.Found != Effect {
		t.Errorf("first is %+v", h)
	}
	if h := all[1]; h.Key != "market.reach" || h.Value != 0.74 || h.Verdict != Gone {
		t.Errorf("second is %+v", h)
	}
	near(t, "the change where it turns", all[0].Change.Mean, -20, 1e-9)
	if h := all[2]; h.Found == Effect {
		t.Errorf("third is %+v, and nothing else matters", h)
	}
	if says := c.SayHinges(a, all); !strings.Contains(says, "hinges on 2 unknown parameters, market.close first") {
		t.Errorf("%q", says)
	}
	contests := c.Contests(a)
	if len(contests[0].Standings) != 2 || len(contests[0].Pairs) != 1 {
		t.Error("the points of hinges are compared, too")
	}
}

func TestNothingToHinge(t *testing.T) {
	c, a := hinged(t, 0)
	if says := c.SayHinges(a, c.Hinges(a)); !strings.HasPrefix(says, "No difference is shown as things stand") {
		t.Errorf("%q", says)
	}
}
