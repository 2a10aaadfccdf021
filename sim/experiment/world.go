package experiment

import (
	"channelsim/scenarios"
	"channelsim/sim"
)

var _ Simulator = (*sim.World)(nil)

// worlds is the factory of the real simulator, with some options beside those that
// a design brings.
func worlds(o sim.Options) Factory {
	return func(s *scenarios.Scenario, windows []sim.Window, shards int) (Simulator, error) {
		with := o
		with.Windows, with.Shards = windows, shards
		w, err := sim.New(s, with)
		if err != nil {
			return nil, err // a nil *World in the interface would not be nil
		}
		return w, nil
	}
}
