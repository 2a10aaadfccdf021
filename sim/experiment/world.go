package experiment

import (
	"channelsim/scenarios"
	"channelsim/sim"
)

var _ Simulator = (*sim.World)(nil)

// worlds is the factory of the real simulator.
func worlds(groups bool) Factory {
	return func(s *scenarios.Scenario, windows []sim.Window, shards int) (Simulator, error) {
		w, err := sim.New(s, sim.Options{Shards: shards, Windows: windows, Groups: groups})
		if err != nil {
			return nil, err // a nil *World in the interface would not be nil
		}
		return w, nil
	}
}
