package experiment

import (
	"channelsim/scenarios"
	"channelsim/sim"
)

var _ Simulator = (*sim.World)(nil)

// newWorld is the factory of the real simulator.
func newWorld(s *scenarios.Scenario, windows []sim.Window, shards int) (Simulator, error) {
	w, err := sim.New(s, sim.Options{Shards: shards, Windows: windows})
	if err != nil {
		return nil, err // a nil *World in the interface would not be nil
	}
	return w, nil
}
