package crm

import (
	"fmt"
	"math"
	"slices"

	"channelsim/scenarios"
	"channelsim/sim/chance"
	"channelsim/sim/stats"
)

// Cases below which a figure says too little to be fitted to.
const (
	fewDeals  = 20 // decided opportunities of a route
	fewOwners = 10 // partners with revenue
)

// Evidence is what the export tells. Win rates are won of decided, by route, with the error of
// counting. How unequal partners' revenue is has the error of the jackknife. The value of deals,
// its spread and the length of the sales cycle are parameters that it tells outright.
func (e *Export) Evidence() *scenarios.Evidence {
	all := &scenarios.Evidence{Notes: e.notes}
	for _, route := range []string{Partner, Direct} {
		e.winRate(all, route)
	}
	e.inequality(all)
	e.values(all)
	e.cycle(all)
	return all
}

func (e *Export) source(what string) string { return fmt.Sprintf("%s: %s", e.file, what) }

func (e *Export) winRate(all *scenarios.Evidence, route string) {
	won, decided := 0, 0
	for i := range e.deals {
		if d := &e.deals[i]; d.route == route && (d.won || d.lost) {
			decided++
			if d.won {
				won++
			}
		}
	}
	switch {
	case decided == 0:
	case decided < fewDeals:
		all.Notes = append(all.Notes, fmt.Sprintf("only %d decided opportunities are %s: too few for a win rate", decided, ofRoute[route]))
	default:
		share := float64(won) / float64(decided)
		all.Targets = append(all.Targets, scenarios.Target{Outcome: route + "_opportunity_to_win_rate@all", Vendor: "all", Value: share,
			SD: scenarios.ShareError(share, float64(decided)), Source: e.source(fmt.Sprintf("%d of %d decided opportunities", won, decided))})
	}
}

var ofRoute = map[string]string{Partner: "of partners", Direct: "of the direct team"}

// inequality is the Gini coefficient of what partners won.
func (e *Export) inequality(all *scenarios.Evidence) {
	revenue := map[string]float64{}
	for i := range e.deals {
		if d := &e.deals[i]; d.route == Partner && d.owner != "" {
			if d.won {
				revenue[d.owner] += d.value
			} else {
				revenue[d.owner] += 0
			}
		}
	}
	var xs []float64
	for _, x := range revenue {
		xs = append(xs, x)
	}
	slices.Sort(xs)
	if stats.Sum(xs) == 0 || len(xs) < fewOwners {
		return
	}
	gini := stats.Gini(xs, make([]float64, len(xs)))
	all.Targets = append(all.Targets, scenarios.Target{Outcome: "revenue_gini@all", Vendor: "all", Value: gini, SD: jackknife(xs),
		Source: e.source(fmt.Sprintf("%d partners", len(xs)))})
}

// jackknife is the standard error of the Gini coefficient by leaving out one after the other.
func jackknife(xs []float64) float64 {
	var m stats.Moments
	scratch := make([]float64, len(xs))
	for i := range xs {
		without := slices.Delete(slices.Clone(xs), i, i+1)
		m.Add(stats.Gini(without, scratch))
	}
	n := float64(len(xs))
	return math.Max(1e-6, math.Sqrt(float64(m.Variance()*(n-1)*(n-1)/n)))
}

// values are the mean of what was won and the spread of its logarithm, as of a lognormal.
func (e *Export) values(all *scenarios.Evidence) {
	var xs, logs stats.Moments
	for i := range e.deals {
		if d := &e.deals[i]; d.won && d.value > 0 {
			xs.Add(d.value)
			logs.Add(chance.Log(d.value))
		}
	}
	if xs.N < fewDeals {
		return
	}
	from := e.source(fmt.Sprintf("%d deals won", xs.N))
	all.Measured = append(all.Measured,
		measured("market.value_mean", xs.Average(), from),
		measured("market.value_sigma", logs.SD(), from))
}

// cycle is the mean time from opening to decision, in weeks.
func (e *Export) cycle(all *scenarios.Evidence) {
	if !e.dated {
		return
	}
	var weeks stats.Moments
	first, last := math.Inf(1), math.Inf(-1)
	for i := range e.deals {
		d := &e.deals[i]
		if d.closed.IsZero() || !(d.won || d.lost) {
			continue
		}
		day := float64(d.closed.Unix()) / (24 * 60 * 60)
		first, last = math.Min(first, day), math.Max(last, day)
		if !d.opened.IsZero() && !d.closed.Before(d.opened) {
			weeks.Add(d.closed.Sub(d.opened).Hours() / (24 * 7))
		}
	}
	if weeks.N < fewDeals {
		return
	}
	all.Measured = append(all.Measured, measured("market.cycle_weeks", math.Max(1, weeks.Average()), e.source(fmt.Sprintf("%d decided opportunities", weeks.N))))
	all.Notes = append(all.Notes, fmt.Sprintf("decisions in the export span %.0f weeks: outcomes over a horizon that is much longer or shorter may not be alike (--weeks)", (last-first)/7+1))
}

// measured is a parameter to four digits: more are not known.
func measured(key string, x float64, source string) scenarios.Measured {
	return scenarios.Measured{Setting: scenarios.Setting{Key: key, Value: scenarios.Rounded(x, 4)}, Source: source}
}
