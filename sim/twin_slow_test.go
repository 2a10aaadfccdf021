//go:build slow

package sim_test

import "testing"

// All worlds, more runs.
func TestTwinInAllWorlds(t *testing.T) {
	for _, tw := range twinWorlds {
		t.Run(tw.name, func(t *testing.T) {
			t.Parallel()
			agree(t, tw, len(twinWorlds), 200)
		})
	}
}

// More parameters. Chance hides what deals and rare events do, so that some
// have to be off by more until it shows.
func TestTwinNotices(t *testing.T) {
	tw := twinWorlds[0]
	twin := agree(t, tw, 1, 400)
	for _, c := range []struct {
		key    string
		factor float64
	}{
		{"close", 1.05}, {"outside_rate", 1.05}, {"trust_garbage", 1.05}, {"aspiration", 1.05}, {"cost_share", 1.05}, {"skill_loss", 1.05},
		{"choice_precision", 1.25}, {"speed_tau", 1.25}, {"requeue", 1.5}, {"pursued_touch", 1.5},
	} {
		t.Run(c.key, func(t *testing.T) {
			t.Parallel()
			notice(t, tw, twin, c.key, c.factor, 1)
		})
	}
}
