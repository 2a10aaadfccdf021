package folder

import (
	"math"

	"channelsim/sim"
	"channelsim/sim/experiment"
	"channelsim/sim/stats"
)

// Sensitivity makes the rows of `sensitivity`, one for each outcome and parameter: the columns
// metric, window, vendor, method, key, with (the other key of a pair, else empty), low, high, mu_star,
// mu, sigma, chance (what noise alone makes of mu_star), first, total, second (of the pair) and
// told. What the method does not estimate is undefined.
func Sensitivity(a *experiment.Sensitivity, answer *experiment.Answer, all []experiment.Influence, notes []string) *Rows {
	r := &Rows{Command: "sensitivity", Scenario: answer.Design.Points[0].Scenario.Name, Seed: answer.Design.Seed, Runs: answer.Runs,
		Complete: !answer.Interrupted, Notes: notes, head: influenceRow(a, &experiment.Influence{})}
	for i := range all {
		r.rows = append(r.rows, influenceRow(a, &all[i]))
		for j, pair := range all[i].Pairs {
			if j > all[i].Factor {
				r.rows = append(r.rows, pairInfluenceRow(a, &all[i], j, pair))
			}
		}
	}
	return r
}

// index is an index as a number in doubt. Its standard error is not known beyond the interval.
func index(i stats.Index, n int) Doubt { return doubt(i.Value, math.NaN(), i.Low, i.High, n) }

var noIndex = stats.Index{Value: math.NaN(), Interval: stats.Interval{Low: math.NaN(), High: math.NaN()}}

func influenceRow(a *experiment.Sensitivity, i *experiment.Influence) []entry {
	n := i.Replies
	e := &i.Effects
	muStar, mu, sigma, first, total, chance := e.Absolute, e.Mean, e.Spread, noIndex, noIndex, e.Floor
	if a.Method == experiment.Sobols {
		muStar, mu, sigma, first, total, chance = noIndex, noIndex, noIndex, i.First, i.Total, math.NaN()
	}
	return influence(a, i, "", []entry{{"mu_star", index(muStar, n)}, {"mu", index(mu, n)}, {"sigma", index(sigma, n)}, {"chance", decimal(chance)},
		{"first", index(first, n)}, {"total", index(total, n)}, {"second", index(noIndex, n)}, {"told", foundWords[i.Found]}})
}

func pairInfluenceRow(a *experiment.Sensitivity, i *experiment.Influence, with int, pair stats.Index) []entry {
	n, none := i.Replies, index(noIndex, i.Replies)
	return influence(a, i, a.Factors[with].Key, []entry{{"mu_star", none}, {"mu", none}, {"sigma", none}, {"chance", decimal(math.NaN())},
		{"first", none}, {"total", none}, {"second", index(pair, n)}, {"told", told(pair.Low > 0 || pair.High < 0)}})
}

func influence(a *experiment.Sensitivity, i *experiment.Influence, with string, rest []entry) []entry {
	f := &a.Factors[i.Factor]
	return append([]entry{{"metric", i.Outcome.Metric}, {"window", i.Outcome.Window}, {"vendor", sim.All}, {"method", a.Method},
		{"key", f.Key}, {"with", with}, {"low", decimal(f.Low)}, {"high", decimal(f.High)}}, rest...)
}

// foundWords say whether an influence is told from chance.
var foundWords = map[experiment.Found]string{experiment.Effect: "influence", experiment.Alone: "influence by itself", experiment.NoEffect: "not told from chance"}

func told(is bool) string {
	if is {
		return "influence"
	}
	return "not told from chance"
}
