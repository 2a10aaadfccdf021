package experiment

import (
	"cmp"
	"slices"

	"channelsim/sim/stats"
)

// stepDown decides on effects by their t, all at least 0 or else undefined, and
// the numbers of runs behind them: alone by each 95 % interval, together by
// S. Holm's step-down procedure (Scandinavian Journal of Statistics 6, 1979),
// which keeps the chance of a single false effect among all of them below 5 %.
func stepDown(ts []float64, ns []int) []Found {
	found, order := make([]Found, len(ts)), make([]int, len(ts))
	for i := range ts {
		found[i], order[i] = NoEffect, i
	}
	slices.SortStableFunc(order, func(x, y int) int { return cmp.Compare(ts[y], ts[x]) })
	together := true
	for k, i := range order {
		if ns[i] < 2 || !(ts[i] > stats.StudentQuantile(ns[i]-1, (1-stats.Level)/2)) {
			return found // the others are smaller still
		}
		found[i] = Alone
		bound := stats.StudentQuantile(ns[i]-1, (1-stats.Level)/2/float64(len(ts)-k))
		if together = together && ts[i] >= bound; together {
			found[i] = Effect
		}
	}
	return found
}
