package synthetic

import (
	"context"
	"fmt"

	"channelsim/scenarios"
	"channelsim/sim"
	"channelsim/sim/experiment"
)

// Sweep is a grid over keys of the story's scenario, each as --vary has it, and what its runs
// say: the further along the grid a point is, the fewer runs spiral.
func (s Story) Sweep(outcomes []experiment.Outcome, vary ...string) (*experiment.Sweep, *experiment.Answer) {
	d := s.Design()
	d.Outcomes = outcomes
	scenario := d.Points[0].Scenario
	var factors []experiment.Factor
	for _, text := range vary {
		f, err := experiment.ParseFactor(scenario, text)
		if err != nil {
			panic(err)
		}
		factors = append(factors, f)
	}
	w, err := experiment.NewSweep(scenario, factors, experiment.GridPlan, 0, d)
	if err != nil {
		panic(err)
	}
	a, err := experiment.Run(context.Background(), w.Design, experiment.Options{New: func(sc *scenarios.Scenario, windows []sim.Window, _ int) (experiment.Simulator, error) {
		for i, p := range w.Design.Points {
			if p.Scenario == sc {
				at := s
				at.Spirals = 1 - float64(i)/float64(len(w.Design.Points)-1)
				at.To = s.From - at.Spirals*(s.From-s.To)
				return at.simulator(windows), nil
			}
		}
		return nil, fmt.Errorf("no point of %s", sc.Name)
	}})
	if err != nil {
		panic(err)
	}
	return w, a
}
