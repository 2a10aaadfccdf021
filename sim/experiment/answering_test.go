package experiment

import (
	"context"
	"math"
	"strings"
	"testing"

	"channelsim/scenarios"
	"channelsim/sim"
	"channelsim/sim/chance"
)

// answering is a simulator whose outcomes are a function of the scenario's parameters and the
// replication, so that what an experiment says can be held against what is known.
type answering struct {
	layout   sim.Layout
	scenario *scenarios.Scenario
	respond  func(s *scenarios.Scenario, noise func(draw uint64) float64) map[string]float64
	weekly   func(s *scenarios.Scenario, replication int) []float64 // of follow-up; nil leaves 0
}

func (a *answering) Layout() *sim.Layout { return &a.layout }
func (a *answering) Close()              {}

func (a *answering) Run(_ context.Context, seed uint64, replication int, rec *sim.Record) error {
	noise := func(draw uint64) float64 {
		return chance.NormalQuantile(chance.Unit(chance.Hash(chance.Root(seed, replication), draw, 0)))
	}
	answers := a.respond(a.scenario, noise)
	for metric, x := range answers {
		if !strings.Contains(metric, "@") {
			setAll(&a.layout, rec, metric, x)
		}
	}
	for i := range a.layout.Windows {
		window := a.layout.Windows[i].Name
		for metric := range answers { // one window's own
			if name, of, _ := strings.Cut(metric, "@"); of == window {
				setWindow(&a.layout, rec, name, window, answers[metric])
			}
		}
	}
	if a.weekly != nil {
		at := a.layout.Week(len(a.layout.Vendors)-1, sim.MetricIndex(sim.FollowUp), 0)
		copy(rec.Weekly[at:], a.weekly(a.scenario, replication))
	}
	return nil
}

func answers(like answering) Factory {
	return func(s *scenarios.Scenario, windows []sim.Window, _ int) (Simulator, error) {
		a := like
		a.scenario = s
		a.layout = sim.Layout{Vendors: []string{"acme", sim.All}, Windows: windows, Weeks: s.Run.Weeks}
		return &a, nil
	}
}

// classroom is a real scenario of few weeks, for its keys.
func classroom(t *testing.T) *scenarios.Scenario {
	t.Helper()
	s, err := scenarios.Load("classroom")
	if err == nil {
		s, err = s.With("run.weeks", 60)
	}
	if err != nil {
		t.Fatal(err)
	}
	s.Expect = nil
	return s
}

// parameter reads a number of a scenario.
func parameter(s *scenarios.Scenario, key string) float64 {
	v, err := s.Get(key)
	if err != nil {
		panic(err)
	}
	return asNumber(v)
}

// factors parses --vary.
func factors(t *testing.T, s *scenarios.Scenario, texts ...string) []Factor {
	t.Helper()
	var all []Factor
	for _, text := range texts {
		f, err := ParseFactor(s, text)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, f)
	}
	return all
}

// near fails unless x lies within a tolerance of what is wanted.
func near(t *testing.T, what string, x, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(x-want) <= tolerance) {
		t.Errorf("%s is %v, want %v give or take %v", what, x, want, tolerance)
	}
}
