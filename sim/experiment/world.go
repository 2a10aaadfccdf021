package experiment

import (
	"channelsim/scenarios"
	"channelsim/sim"
)

var _ Simulator = (*sim.World)(nil)

// worlds is the factory of the real simulator, with some options beside those that
// a design brings.
func worlds(g *Grounds, o sim.Options) Factory {
	return func(s *scenarios.Scenario, windows []sim.Window, shards int) (Simulator, error) {
		ground, err := g.Of(s)
		if err != nil {
			return nil, err
		}
		with := o
		with.Windows, with.Shards, with.Ground = windows, shards, ground
		w, err := sim.New(s, with)
		if err != nil {
			return nil, err // a nil *World in the interface would not be nil
		}
		return w, nil
	}
}
