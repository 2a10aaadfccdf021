//go:build slow

package sim_test

import (
	"slices"
	"testing"
)

// All worlds, more runs.
func TestTwinInAllWorlds(t *testing.T) {
	worlds := slices.Concat(twinWorlds, stressWorlds)
	for _, tw := range worlds {
		t.Run(tw.name, func(t *testing.T) {
			t.Parallel()
			agree(t, tw, len(worlds), 60)
		})
	}
}

// More parameters. Chance hides what deals and rare events do, so that some
// have to be off by more until it shows.
func TestTwinNotices(t *testing.T) {
	type off struct {
		key    string
		factor float64
	}
	for world, list := range map[string][]off{
		"classroom": {{"close", 1.05}, {"outside_rate", 1.1}, {"trust_garbage", 1.1}, {"aspiration", 1.15}, {"cost_share", 1.1},
			{"skill_loss", 1.05}, {"choice_precision", 1.25}, {"speed_tau", 1.25}, {"requeue", 1.5}, {"pursued_touch", 1.5}},
		"everything": {{"ask_rate", 0.2}, {"esteem_ask", 4}, {"gap_vendor", 1.05}, {"customer_share", 0.9},
			{"registration_margin", 3}, {"recall_cost", 1.1}, {"budget_gain", 1.5}, {"laggard_share", 1.1}, {"funds_burst", 0.5}},
		"registration":               {{"trust_registration", 4}, {"trust_broken", 2}},
		"customers, shared outcomes": {{"customer_ease", 3}, {"customer_score", 1.5}},
	} {
		t.Run(world, func(t *testing.T) {
			tw := twinWorldNamed(t, world)
			twin := agree(t, tw, 4, 400)
			for _, c := range list {
				t.Run(c.key, func(t *testing.T) {
					t.Parallel()
					notice(t, tw, twin, c.key, c.factor, 1)
				})
			}
		})
	}
}

func twinWorldNamed(t *testing.T, name string) twinWorld {
	t.Helper()
	for _, tw := range twinWorlds {
		if tw.name == name {
			return tw
		}
	}
	t.Fatalf("no world %q", name)
	return twinWorld{}
}
