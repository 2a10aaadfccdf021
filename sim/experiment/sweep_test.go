package experiment

import (
	"context"
	"strings"
	"testing"

	"channelsim/scenarios"
	"channelsim/sim"
)

// threshold responds to lead_quality with a step at 0.32, and to the margin with a line.
var threshold = answering{respond: func(s *scenarios.Scenario, noise func(uint64) float64) map[string]float64 {
	q, x := parameter(s, "lead_quality"), 0.1
	if q > 0.32 {
		x = 0.7
	}
	spiral := 0.0
	if x < 0.5 {
		spiral = 1
	}
	return map[string]float64{sim.FollowUp: x + 0.01*noise(1), sim.Spiral: spiral, sim.VendorProfit: 100 * parameter(s, "market.close")}
}}

var followed = Outcome{sim.FollowUp, "all"}

func sweepOf(t *testing.T, plan string, points, runs int, vary ...string) (*Sweep, *Answer) {
	t.Helper()
	s := classroom(t)
	d := Design{Runs: runs, Seed: 3, Outcomes: []Outcome{followed, {sim.Spiral, "all"}, DefaultOutcome}}
	w, err := NewSweep(s, factors(t, s, vary...), plan, points, d)
	if err != nil {
		t.Fatal(err)
	}
	a, err := Run(context.Background(), w.Design, Options{New: answers(threshold)})
	if err != nil {
		t.Fatal(err)
	}
	return w, a
}

// TestSweepFindsTheStep: means, paired differences, the greatest step and the way to tipping.
func TestSweepFindsTheStep(t *testing.T) {
	w, a := sweepOf(t, GridPlan, 0, 30, "lead_quality=0.1:0.5:0.1")
	rows := Of(w.Rows(a), followed, sim.All)
	if len(rows) != 5 {
		t.Fatalf("%d rows, want 5", len(rows))
	}
	near(t, "the mean at 0.5", rows[4].Summary.Mean, 0.7, 0.01)
	near(t, "the paired difference", rows[4].Difference.Mean, 0.6, 1e-12)
	near(t, "its deviation, all points having the same chance", rows[4].Difference.SD, 0, 1e-12)
	c := SaySweep(w, a, w.Rows(a), "classroom", "--vary lead_quality=0.1:0.5:0.1")
	for _, want := range []string{"rises from", "between 0.3 and 0.4"} {
		if !strings.Contains(c.Says, want) {
			t.Errorf("%q does not say %q", c.Says, want)
		}
	}
	if !strings.HasPrefix(c.Command, "channelsim tipping classroom --vary lead_quality=0.1:0.5") {
		t.Errorf("next is %s", c.Command)
	}
	if x := HalfWay(Of(w.Rows(a), Outcome{sim.Spiral, "all"}, sim.All)); x != 0.5 {
		t.Errorf("the tipping level of a share of runs is %v", x)
	}
}

// TestSweepInDoubt: the best point is called so only where it is told from all others.
func TestSweepInDoubt(t *testing.T) {
	for second, doubt := range map[string]string{"policy=merit,lottery": " Which is best is not shown: 1 other point may be as good as lead_quality 0.5, policy merit.", "policy=merit": ""} {
		w, a := sweepOf(t, GridPlan, 0, 30, "lead_quality=0.1,0.5", second)
		c := SaySweep(w, a, w.Rows(a), "classroom", "")
		if doubt != "" && (!strings.HasSuffix(c.Says, doubt) || !strings.Contains(c.Ask, "one of the best")) || doubt == "" && (strings.Contains(c.Says, "not shown") || !strings.Contains(c.Ask, "at the best")) {
			t.Errorf("%s: %+v", second, c)
		}
	}
}

// TestSweepWithoutEffect: nothing is claimed where nothing differs, or too few runs were made.
func TestSweepWithoutEffect(t *testing.T) {
	w, a := sweepOf(t, GridPlan, 0, 30, "market.requeue=0.1:0.3:0.1")
	if says := SaySweep(w, a, w.Rows(a), "x", "").Says; !strings.HasPrefix(says, "No difference was found") {
		t.Errorf("%q", says)
	}
	w, a = sweepOf(t, GridPlan, 0, 3, "lead_quality=0.1:0.5:0.1")
	if says := SaySweep(w, a, w.Rows(a), "x", "").Says; !strings.Contains(says, "too few to tell") {
		t.Errorf("%q", says)
	}
}

// TestPlansOfSweeps: all points lie in the ranges, each plan spreads them over all of these, and
// the same seed gives the same.
func TestPlansOfSweeps(t *testing.T) {
	for _, plan := range []string{LatinPlan, SobolPlan} {
		w, _ := sweepOf(t, plan, 16, 1, "lead_quality=0.1:0.5", "market.close=0.2:0.6")
		again, _ := sweepOf(t, plan, 16, 1, "lead_quality=0.1:0.5", "market.close=0.2:0.6")
		for k, low := range []float64{0.1, 0.2} {
			var seen [16]int
			for p := range w.Design.Points {
				x := w.At(p, k)
				if x != again.At(p, k) {
					t.Fatalf("%s: the same seed gives other points", plan)
				}
				seen[int((x-low)/0.4*16)]++
			}
			for cell, n := range seen {
				if n != 1 {
					t.Errorf("%s: cell %d of key %d has %d points", plan, cell, k, n)
				}
			}
		}
	}
	w, _ := sweepOf(t, SobolPlan, 2, 1, "lead_quality=0.1:0.5", "market.close=0.2:0.6")
	if name := w.name(0); len(name) > len("lead_quality 0.123, market.close 0.345") {
		t.Errorf("a point is called %s", name)
	}
	w, _ = sweepOf(t, GridPlan, 0, 1, "lead_quality=0.1,0.2", "policy=merit,lottery,tiered")
	if len(w.Design.Points) != 6 || w.name(5) != "lead_quality 0.2, policy tiered" || w.Map() {
		t.Errorf("%d points, the last is %s", len(w.Design.Points), w.name(5))
	}
}

func TestPointsThatDoNotGoTogether(t *testing.T) {
	s := classroom(t)
	_, err := NewSweep(s, factors(t, s, "skill_min=0.2:0.9:0.1", "skill_max=0.5,0.8"), GridPlan, 0, Design{Runs: 1})
	if err == nil || !strings.Contains(err.Error(), "skill_min=0.6 (from 0.2 to 0.9) with skill_max=0.5") || !strings.Contains(err.Error(), "narrow a range") {
		t.Errorf("error %v", err)
	}
}
