package folder

import (
	"math"

	"channelsim/sim"
	"channelsim/sim/experiment"
	"channelsim/sim/stats"
)

var influenceColumns = []column{
	metricColumn,
	windowColumn,
	vendorColumn,
	{"method", text, "morris (screening) or sobol (shares of variance)"},
	{"key", text, "the parameter"},
	{"with", text, "the other parameter where the row is of a pair, else empty"},
	{"low", number, "lower end of the parameter's range"},
	{"high", number, "upper end of the parameter's range"},
	{"mu_star", doubtful, "morris: mean size of the outcome's change over the whole range, whatever its sign; n, here and of the others, is the number of runs at each point"},
	{"mu", doubtful, "morris: mean change over the whole range, with its sign"},
	{"sigma", doubtful, "morris: standard deviation of the changes, with the noise between runs taken out: large where the parameter acts in a curve, or together with others; no interval below four trajectories"},
	{"chance", number, "morris: what noise alone makes of mu_star"},
	{"first", doubtful, "sobol: share of the outcome's variance that the parameter explains by itself"},
	{"total", doubtful, "sobol: share of the variance that it has a part in, alone or with others"},
	{"second", doubtful, "sobol: of a pair, the share of the variance that the two explain together beyond what each does"},
	{"told", text, "influence, influence by itself, or not told from chance"},
}

// Sensitivity makes the rows of `sensitivity`, one for each outcome and parameter. What the
// method does not estimate is undefined.
func Sensitivity(a *experiment.Sensitivity, answer *experiment.Answer, all []experiment.Influence, notes []string) *Rows {
	r := &Rows{Command: "sensitivity", Scenario: answer.Design.Points[0].Scenario.Name, Seed: answer.Design.Seed, Runs: answer.Runs,
		Complete: !answer.Interrupted, Notes: notes, columns: influenceColumns}
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

func influenceRow(a *experiment.Sensitivity, i *experiment.Influence) []any {
	n := i.Replies
	e := &i.Effects
	muStar, mu, sigma, first, total, chance := e.Absolute, e.Mean, e.Spread, noIndex, noIndex, e.Floor
	if a.Method == experiment.Sobols {
		muStar, mu, sigma, first, total, chance = noIndex, noIndex, noIndex, i.First, i.Total, math.NaN()
	}
	return influence(a, i, "", index(muStar, n), index(mu, n), index(sigma, n), decimal(chance), index(first, n), index(total, n), index(noIndex, n), foundWords[i.Found])
}

func pairInfluenceRow(a *experiment.Sensitivity, i *experiment.Influence, with int, pair stats.Index) []any {
	n, none := i.Replies, index(noIndex, i.Replies)
	return influence(a, i, a.Factors[with].Key, none, none, none, decimal(math.NaN()), none, none, index(pair, n), foundWords[i.Both[with]])
}

func influence(a *experiment.Sensitivity, i *experiment.Influence, with string, rest ...any) []any {
	f := &a.Factors[i.Factor]
	return append([]any{i.Outcome.Metric, i.Outcome.Window, sim.All, a.Method, f.Key, with, decimal(f.Low), decimal(f.High)}, rest...)
}

// foundWords say whether an influence is told from chance.
var foundWords = map[experiment.Found]string{experiment.Effect: "influence", experiment.Alone: "influence by itself", experiment.NoEffect: "not told from chance"}
