package sim

import (
	"context"
	"fmt"
	"math"

	"channelsim/agents"
	"channelsim/scenarios"
)

// A run begins in a market in which nobody has sold yet. While it settles sellers
// work and hunt, leads flow, pipelines fill and practice is gained; minds, money,
// memberships and the vendors' files stay as they start (MODEL.md 5).

// Ground is the state of the market that stated lead volumes and qualities speak of.
type Ground = agents.Ground

// Pilots measure the ground: runs of the settling market without marketing. Their
// seed is none that a scenario may state, so that no run meets their chance again.
const (
	pilots        = 4
	pilotSeed     = 1 << 60
	pilotPartners = 2000 // a larger market is measured on one of this size
)

// Survey measures the ground of a scenario: the market after its weeks of settling
// as it would be if no vendor had any marketing, on the average of the last quarter
// and of some pilot runs. Without settling it is a market in which nobody sells. It
// depends on nothing but the scenario's parameters; shocks and seed do not matter.
func Survey(ctx context.Context, s *scenarios.Scenario) (Ground, error) {
	unsold := agents.Unsold(&s.Effective().Market)
	if s.Run.Settle == 0 {
		return unsold, nil
	}
	pilot, scale := pilotOf(s)
	w, err := New(pilot, Options{Ground: &unsold})
	if err != nil {
		return Ground{}, fmt.Errorf("the settling market without marketing: %w", err)
	}
	defer w.Close()
	var unclaimed, pursued, weeks float64
	for i := range pilots {
		w.Reset(pilotSeed, i)
		for w.settling() {
			if err := ctx.Err(); err != nil {
				return Ground{}, err
			}
			w.Step()
			if w.week > s.Run.Settle-quarterWeeks {
				unclaimed += w.touchable[0]
				pursued += w.touchable[1]
				weeks++
			}
		}
	}
	pool := unclaimed + float64(w.rules.Market.PursuedTouch*pursued)
	if pool == 0 {
		return Ground{Had: 1}, nil
	}
	return Ground{Pool: scale * pool / weeks, Had: unclaimed / pool}, nil
}

// pilotOf is the scenario without marketing and shocks, scaled down where it is
// large, and how many times as large the market is.
func pilotOf(s *scenarios.Scenario) (pilot *scenarios.Scenario, scale float64) {
	p := s.Clone()
	p.Shocks, p.Run.WarmUp, p.Run.Weeks, p.Run.Start = nil, 0, 1, ""
	scale = max(1, float64(p.Partners.Count)/pilotPartners)
	if scale > 1 {
		p.Partners.Count = pilotPartners
		p.Market.ProjectsPerWeek /= scale
	}
	for i := range p.Vendors {
		v := &p.Vendors[i]
		v.LeadVolume, v.Budget = 0, 0
		v.Reps = int(math.Round(float64(v.Reps) / scale))
	}
	return p, scale
}

// settling reports whether the market still settles this week.
func (w *World) settling() bool { return w.week < w.scenario.Run.Settle }

// since counts weeks from the end of settling.
func (w *World) since(week int) int { return week - w.scenario.Run.Settle }

// quarter is the number of this week's quarter since the end of settling.
func (w *World) quarter() int { return max(0, w.since(w.week)) / quarterWeeks }

// countTouchable counts the open projects that marketing could touch this week.
func (w *World) countTouchable() {
	open, idle := w.projects.count()
	w.touchable = [2]float64{float64(idle), float64(open - idle)}
}
