package experiment

import (
	"context"
	"math"
	"strings"
	"testing"

	"channelsim/scenarios"
	"channelsim/sim"
)

// unitKeys are parameters that go from 0 to 1.
var unitKeys = []string{"market.close", "market.reach", "market.requeue"}

// ishigami is the function of T. Ishigami and T. Homma (1990), a = 7, b = 0.1, of three
// parameters, with noise that is not common to the points.
func ishigami(sd float64) answering {
	return answering{respond: func(s *scenarios.Scenario, noise func(uint64) float64) map[string]float64 {
		var x [3]float64
		key := uint64(0)
		for i, k := range unitKeys {
			u := parameter(s, k)
			x[i] = math.Pi * (2*u - 1)
			key = key*1_000_003 + math.Float64bits(u)
		}
		y := math.Sin(x[0]) + 7*math.Pow(math.Sin(x[1]), 2) + 0.1*math.Pow(x[2], 4)*math.Sin(x[0])
		return map[string]float64{sim.VendorProfit: y + sd*noise(key)}
	}}
}

func analysed(t *testing.T, like answering, method string, size, runs int, keys ...string) (*Sensitivity, *Answer) {
	t.Helper()
	s := classroom(t)
	var all []Factor
	for _, k := range keys {
		all = append(all, factors(t, s, k+"=0:1")...)
	}
	a, err := NewSensitivity(s, method, all, size, false, Design{Runs: runs, Seed: 5, Outcomes: []Outcome{DefaultOutcome}})
	if err != nil {
		t.Fatal(err)
	}
	answer, err := Run(context.Background(), a.Design, Options{New: answers(like)})
	if err != nil {
		t.Fatal(err)
	}
	return a, answer
}

// TestSobolIndicesOfIshigami: plan, runs and reading together come to the indices that are known,
// with noise as large as the response.
func TestSobolIndicesOfIshigami(t *testing.T) {
	if testing.Short() {
		t.Skip("many runs")
	}
	a, answer := analysed(t, ishigami(3), Sobols, 1024, 4, unitKeys...)
	first, total := []float64{0.3139, 0.4424, 0}, []float64{0.5576, 0.4424, 0.2437}
	all := a.Influences(answer)
	if len(all) != 3 || !answer.Design.NoWeeks {
		t.Fatalf("%d influences", len(all))
	}
	for _, i := range all {
		near(t, "first of "+a.Factors[i.Factor].Key, i.First.Value, first[i.Factor], 0.07)
		near(t, "total of "+a.Factors[i.Factor].Key, i.Total.Value, total[i.Factor], 0.07)
	}
	c := SaySensitivity(a, answer, all, Asking{"x", " --vary y"})
	if !strings.Contains(c.Says, "hinges most on close,") || !strings.HasPrefix(c.Command, "channelsim sweep x --vary close=0:1:0.2") {
		t.Errorf("%q, %q", c.Says, c.Command)
	}
}

// TestMorrisOfALinearModel: mu* is the slope; a parameter that does nothing is not told from noise.
func TestMorrisOfALinearModel(t *testing.T) {
	linear := answering{respond: func(s *scenarios.Scenario, noise func(uint64) float64) map[string]float64 {
		u, v, w := parameter(s, unitKeys[0]), parameter(s, unitKeys[1]), parameter(s, unitKeys[2])
		key := math.Float64bits(u)*7 + math.Float64bits(v)*31 + math.Float64bits(w)*101
		return map[string]float64{sim.VendorProfit: 5*u - 2*v + 0.3*noise(key)}
	}}
	a, answer := analysed(t, linear, Morris, 20, 8, unitKeys...)
	all := a.Influences(answer)
	for i, want := range []float64{5, 2} {
		near(t, "mu* of "+a.Factors[all[i].Factor].Key, all[i].Effects.Absolute.Value, want, 0.25)
		if all[i].Factor != i || !all[i].Told() {
			t.Errorf("place %d has %s, told %v", i, a.Factors[all[i].Factor].Key, all[i].Told())
		}
	}
	if all[2].Told() {
		t.Errorf("noise is taken for influence: mu* %v, chance %v", all[2].Effects.Absolute, all[2].Effects.Floor)
	}
	if says := SaySensitivity(a, answer, all, Asking{"x", " --vary y"}).Says; !strings.Contains(says, "Of 3 parameters 2 are told from chance") {
		t.Errorf("%q", says)
	}
}

// TestInterruptedAnalysis is about the trajectories that are complete.
func TestInterruptedAnalysis(t *testing.T) {
	a, answer := analysed(t, ishigami(0), Morris, 10, 1, unitKeys...)
	for p := 13; p < len(answer.replicated); p++ { // three walks of four points, and one point more
		answer.replicated[p] = nil
	}
	if y := a.sample(answer, DefaultOutcome).y; len(y) != 12 {
		t.Errorf("%d points, want 12", len(y))
	}
	if all := a.Influences(answer); len(all) != 3 || math.IsNaN(all[0].Effects.Absolute.Value) {
		t.Errorf("%d influences", len(all))
	}
}

// TestUnknownFactors: all that nobody knows, without what is off or has no range.
func TestUnknownFactors(t *testing.T) {
	s := classroom(t)
	all, left := UnknownFactors(s, 0.3)
	keys := map[string]bool{}
	for _, f := range all {
		keys[f.Key] = true
		if f.Param.Role != scenarios.Unknown || !(f.Low < f.High) {
			t.Errorf("%s from %v to %v, role %s", f.Key, f.Low, f.High, f.Param.Role)
		}
	}
	if len(all) < 100 || !keys["partners.gossip_rate"] || len(left) == 0 {
		t.Errorf("%d factors, %d left out", len(all), len(left))
	}
	quiet, err := s.With("mechanisms.gossip", false)
	if err != nil {
		t.Fatal(err)
	}
	if _, left := UnknownFactors(quiet, 0.3); !strings.Contains(strings.Join(left, " "), "partners.gossip_rate (not in use here)") {
		t.Error("a parameter of a mechanism that is off is varied")
	}
}
