package experiment

import (
	"cmp"
	"math"
	"slices"

	"channelsim/sim/stats"
)

// stepDown decides on effects by how likely chance makes each of them: alone by each one's own
// 95 % level, together by S. Holm's step-down procedure (Scandinavian Journal of Statistics 6,
// 1979), which keeps the chance of a single false effect among all of them below 5 %. Of what is
// undefined nothing is found.
func stepDown(ps []float64) []Found {
	found, order := make([]Found, len(ps)), make([]int, len(ps))
	for i := range ps {
		found[i], order[i] = NoEffect, i
	}
	last := func(p float64) float64 { // the undefined
		if math.IsNaN(p) {
			return math.Inf(1)
		}
		return p
	}
	slices.SortStableFunc(order, func(x, y int) int { return cmp.Compare(last(ps[x]), last(ps[y])) })
	together := true
	for k, i := range order {
		if !(ps[i] < 1-stats.Level) {
			return found // the others are likelier still
		}
		found[i] = Alone
		if together = together && ps[i] <= (1-stats.Level)/float64(len(ps)-k); together {
			found[i] = Effect
		}
	}
	return found
}
