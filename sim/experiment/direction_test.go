package experiment

import (
	"testing"

	"channelsim/sim"
)

// Every metric has one direction, and nothing else has.
func TestEveryMetricHasADirection(t *testing.T) {
	times := map[string]int{}
	for _, keys := range better {
		for _, key := range keys {
			times[key]++
			if sim.MetricIndex(key) < 0 {
				t.Errorf("%s: no such metric", key)
			}
		}
	}
	for i := range sim.Metrics {
		if key := sim.Metrics[i].Key; times[key] != 1 {
			t.Errorf("%s is listed %d times in better, want once", key, times[key])
		}
	}
	for metric, want := range map[string]Better{sim.VendorProfit: Higher, sim.FollowUp: Higher, sim.Spiral: Lower, "vendor_cost": Lower, sim.SpiralWeek: Neither} {
		if got := BetterOf(metric); got != want {
			t.Errorf("%s: %s is better, want %s", metric, got, want)
		}
	}
}
