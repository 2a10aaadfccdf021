package experiment

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"channelsim/scenarios"
	"channelsim/sim"
)

// readable is a model whose follow-up is the lead quality, give or take 0.03, and whose profit
// sees the sum of quality and hours alone.
func readable() answering {
	return answering{respond: func(s *scenarios.Scenario, noise func(uint64) float64) map[string]float64 {
		quality, hours := parameter(s, "lead_quality"), parameter(s, "partners.hours")
		return map[string]float64{sim.FollowUp: quality + 0.03*noise(1), sim.VendorProfit: 100*quality + hours + 0.5*noise(2), sim.Spiral: 0, sim.SpiralWeek: math.NaN()}
	}}
}

func targetOf(outcome string, value, sd float64) scenarios.Target {
	return scenarios.Target{Outcome: outcome, Vendor: sim.All, Value: value, SD: sd}
}

func calibrationOf(t *testing.T, known *scenarios.Evidence, vary ...string) *Calibration {
	t.Helper()
	s := classroom(t)
	c, err := NewCalibration(s, factors(t, s, vary...), known, nil, Design{Seed: 7})
	if err != nil {
		t.Fatal(err)
	}
	c.Keep, c.Budget, c.Checks, c.New = 300, 2400, 100, answers(readable())
	return c
}

func calibrated(t *testing.T, c *Calibration) *CalibrationAnswer {
	t.Helper()
	a, err := c.Find(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// TestCalibrationFindsWhatIsKnown: the posterior is a normal that adds the noise of a run and the
// error of measurement; the fitted scenario gives the target; an idle parameter stays open.
func TestCalibrationFindsWhatIsKnown(t *testing.T) {
	known := &scenarios.Evidence{Targets: []scenarios.Target{targetOf("partner_follow_up_rate", 0.3, 0.04)}}
	c := calibrationOf(t, known, "lead_quality=0.05:0.6", "partners.hours=30:70")
	a := calibrated(t, c)
	p := a.Parameters[0]
	if math.Abs(p.Mean-0.3) > 0.012 || math.Abs(p.SD-0.05) > 0.008 || math.Abs(p.Low-0.2) > 0.025 || math.Abs(p.High-0.4) > 0.025 {
		t.Errorf("%+v, want mean 0.3, sd 0.05, interval 0.2 to 0.4", p)
	}
	if a.Parameters[1].Learned > 0.15 || p.Learned < 0.8 {
		t.Errorf("learned %.2f of quality and %.2f of hours, which say nothing", p.Learned, a.Parameters[1].Learned)
	}
	f := a.Fits[0]
	if !f.Met() || f.Outside || math.Abs(f.Fitted.Mean-0.3) > 0.02 || f.After.P95-f.After.P05 >= f.Before.P95-f.Before.P05 {
		t.Errorf("%+v", f)
	}
	if got := parameter(a.Fitted, "lead_quality"); got != asNumber(a.FittedAt[0]) || math.Abs(got-0.3) > 0.02 {
		t.Errorf("fitted at %v", got)
	}
	says := SayCalibration(c, a, "classroom")
	if !strings.Contains(says.Says, "lead_quality lies between 0.2") || !strings.Contains(says.Says, "next to nothing of partners.hours") ||
		!strings.HasPrefix(says.Command, fmt.Sprintf("channelsim run classroom --set lead_quality=%v --set partners.hours=", a.FittedAt[0])) {
		t.Errorf("%+v", says)
	}
}

// What only a sum is seen of is known together only, and that is said.
func TestCalibrationTellsTies(t *testing.T) {
	known := &scenarios.Evidence{Targets: []scenarios.Target{targetOf("vendor_profit", 80, 0.5)}}
	a := calibrated(t, calibrationOf(t, known, "lead_quality=0.05:0.6", "partners.hours=30:70"))
	if r := a.Correlations[0].R; r > -0.9 {
		t.Errorf("correlation %v", r)
	}
	if !strings.Contains(strings.Join(a.Notes, "\n"), "known together only") {
		t.Errorf("%q", a.Notes)
	}
}

// What the model cannot give is missed, and said to lie outside.
func TestCalibrationMissesWhatCannotBe(t *testing.T) {
	known := &scenarios.Evidence{Targets: []scenarios.Target{targetOf("partner_follow_up_rate", 0.95, 0.01)}}
	c := calibrationOf(t, known, "lead_quality=0.05:0.6")
	a := calibrated(t, c)
	if a.Fits[0].Met() || !a.Fits[0].Outside {
		t.Errorf("%+v", a.Fits[0])
	}
	if says := SayCalibration(c, a, "classroom"); !strings.Contains(says.Says, "The fitted model misses 1 of 1: partners' follow-up rate was observed at 95 %") || !strings.HasPrefix(says.Command, "channelsim sensitivity classroom --outcome partner_follow_up_rate@all") {
		t.Errorf("%+v", says)
	}
}

// A target of an outcome that is never defined fits nothing.
func TestCalibrationWithoutOutcomes(t *testing.T) {
	known := &scenarios.Evidence{Targets: []scenarios.Target{targetOf("spiral_week", 20, 3)}}
	c := calibrationOf(t, known, "lead_quality=0.05:0.6")
	a := calibrated(t, c)
	if a.Parameters != nil || a.Undefined != 600 || len(a.Generations) != 1 {
		t.Errorf("%+v", a)
	}
	if says := SayCalibration(c, a, "classroom"); says.Says != "There is nothing to say yet." {
		t.Errorf("%+v", says)
	}
}

// The answer does not depend on the number of workers, and no two runs share random numbers.
func TestCalibrationDoesNotDependOnWorkers(t *testing.T) {
	known := &scenarios.Evidence{Targets: []scenarios.Target{targetOf("partner_follow_up_rate", 0.3, 0.04)}}
	var all []string
	for _, workers := range []int{1, 3} {
		c := calibrationOf(t, known, "lead_quality=0.05:0.6")
		c.Budget, c.Workers = 900, workers
		a := calibrated(t, c)
		all = append(all, fmt.Sprint(a.Parameters, a.Fits, a.Draws, a.Generations))
		if c.runs != 900+200 {
			t.Errorf("%d replications", c.runs)
		}
	}
	if all[0] != all[1] {
		t.Error("another answer with other workers")
	}
}

// Each point has replications of its own.
func TestPointsApart(t *testing.T) {
	d := Design{Points: make([]Point, 3), First: 10, Runs: 2, Apart: true}
	var firsts []int
	for _, b := range d.Blocks() {
		firsts = append(firsts, b.First)
	}
	if !slices.Equal(firsts, []int{10, 11, 12, 13, 14, 15}) {
		t.Errorf("%v", firsts)
	}
}

// An interrupted search says what it knows, and goes on from its blocks to the same answer.
func TestCalibrationGoesOn(t *testing.T) {
	known := &scenarios.Evidence{Targets: []scenarios.Target{targetOf("partner_follow_up_rate", 0.3, 0.04)}}
	whole := calibrated(t, calibrationOf(t, known, "lead_quality=0.05:0.6"))
	ctx, cancel := context.WithCancel(context.Background())
	c := calibrationOf(t, known, "lead_quality=0.05:0.6")
	kept := &memory{}
	c.Store, c.Workers = kept, 1
	c.Progress = func(done, _ int) {
		if done >= 1000 {
			cancel()
		}
	}
	a, err := c.Find(ctx)
	if err != nil || !a.Interrupted || a.Parameters == nil || a.Fits != nil {
		t.Fatalf("%+v, %v", a, err)
	}
	again := calibrationOf(t, known, "lead_quality=0.05:0.6")
	again.Store = kept
	if got := calibrated(t, again); fmt.Sprint(got.Parameters, got.Fits) != fmt.Sprint(whole.Parameters, whole.Fits) {
		t.Error("another answer after an interruption")
	}
}

// What was measured is taken over, but for what varies or is held.
func TestCalibrationTakesWhatIsMeasured(t *testing.T) {
	s := classroom(t)
	known := &scenarios.Evidence{Targets: []scenarios.Target{targetOf("trust", 0.5, 0.1)}}
	for key, value := range map[string]any{"market.value_mean": 1000., "market.cycle_weeks": 5., "market.value_sigma": 1.1} {
		known.Measured = append(known.Measured, scenarios.Measured{Setting: scenarios.Setting{Key: key, Value: value}})
	}
	c, err := NewCalibration(s, factors(t, s, "cycle_weeks=2:10"), known, []string{"market.value_sigma"}, Design{Seed: 7})
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Measured) != 1 || parameter(c.Scenario, "market.value_mean") != 1000 || parameter(c.Scenario, "market.value_sigma") != parameter(s, "market.value_sigma") {
		t.Errorf("%+v", c.Measured)
	}
}

func TestBadCalibrations(t *testing.T) {
	s := classroom(t)
	for _, c := range []struct {
		target scenarios.Target
		want   string
	}{
		{targetOf("trusst", 0.5, 0.1), "did you mean \"trust\"?"},
		{targetOf("trust@first", 0.5, 0.1), "no such window"},
		{targetOf("trust", 1.5, 0.1), ""},
		{targetOf("partner_follow_up_rate", 55, 1), "is a share from 0 to 1"},
		{scenarios.Target{Outcome: "trust", Vendor: "acne", Value: 0.5, SD: 1}, "there is no vendor \"acne\""},
		{scenarios.Target{Outcome: "spiral", Vendor: s.Vendors[0].Name, Value: 0.5, SD: 1}, "of the whole market only"},
	} {
		_, err := NewCalibration(s, factors(t, s, "lead_quality=0.05:0.6"), &scenarios.Evidence{Targets: []scenarios.Target{c.target}}, nil, Design{})
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v: %v, want %q", c.target, err, c.want)
		}
	}
	twice := &scenarios.Evidence{Targets: []scenarios.Target{targetOf("trust", 0.5, 0.1), targetOf("trust@all", 0.5, 0.1)}}
	if _, err := NewCalibration(s, factors(t, s, "lead_quality=0.05:0.6"), twice, nil, Design{}); err == nil || !strings.Contains(err.Error(), "given twice") {
		t.Errorf("%v", err)
	}
}
