package experiment

import (
	"fmt"
	"math"
	"strings"

	"channelsim/sim"
)

// worthNaming is the least difference of partners' follow-up, a share, that a closing sentence speaks of.
const worthNaming = 0.02

// cost says what the best point of a contest costs in partners' follow-up and in death spirals, against the other
// point that spares most of it; empty where that is nothing, may be chance, or is what was compared.
func (c *Comparison) cost(contest *Contest, answer *Answer) string {
	best := contest.Best()
	if best == nil || contest.Vendor != sim.All || best.N < FewRuns {
		return ""
	}
	var parts []string
	if contest.Outcome.Metric != sim.FollowUp {
		parts = append(parts, c.costInEffort(best.Point, answer)...)
	}
	if contest.Outcome.Metric != sim.Spiral {
		parts = append(parts, c.costInSpirals(best.Point, answer)...)
	}
	if len(parts) == 0 {
		return ""
	}
	return "But " + strings.Join(parts, ", and ") + "."
}

// costInEffort compares partners' follow-up in the last half-year; intervals must lie apart.
func (c *Comparison) costInEffort(best int, answer *Answer) []string {
	find := func(point int) *Summary { return answer.Find(point, sim.All, sim.FollowUp, "last_half_year") }
	mine := find(best)
	if mine == nil {
		return nil
	}
	var spares *Summary
	for i := range c.Names {
		s := find(i)
		if s != nil && s.CILow > mine.CIHigh && s.Mean-mine.Mean > worthNaming && (spares == nil || s.Mean > spares.Mean) {
			spares = s
		}
	}
	if spares == nil {
		return nil
	}
	return []string{fmt.Sprintf("partners then work %s of their leads in the last half-year, %s with %s", share(mine.Mean), share(spares.Mean), c.Names[spares.Point])}
}

// costInSpirals compares the shares of runs that come to a death spiral; intervals must lie apart.
func (c *Comparison) costInSpirals(best int, answer *Answer) []string {
	mine := answer.SurvivalOf(best)
	if mine == nil || mine.Runs == 0 {
		return nil
	}
	chance := mine.chance()
	var spares *Survival
	for i := range c.Names {
		s := answer.SurvivalOf(i)
		if s != nil && s.chance().CIHigh < chance.CILow && (spares == nil || s.chance().Mean < spares.chance().Mean) {
			spares = s
		}
	}
	if spares == nil {
		return nil
	}
	return []string{fmt.Sprintf("%s spirals in %d of %s, %s in %s", c.Names[best], mine.Spirals, CountOf(mine.Runs, "run"), c.Names[spares.Point], noneOr(spares.Spirals))}
}

// chance is the share of runs that spiralled; undefined where none was finished.
func (s *Survival) chance() Estimate {
	if s.Runs == 0 {
		return Estimate{Mean: math.NaN(), CILow: math.NaN(), CIHigh: math.NaN()}
	}
	return ShareOf(s.Spirals, s.Runs)
}

// noneOr is a number, in words if it is nought.
func noneOr(n int) string {
	if n == 0 {
		return "none"
	}
	return fmt.Sprint(n)
}
