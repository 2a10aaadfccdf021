package stats

import (
	"math"
	"slices"

	"channelsim/sim/chance"
)

// bootstrap returns percentile intervals for the numbers that estimate makes of n
// observations, of which observation i counts count[i] times (B. Efron, "Bootstrap
// methods: another look at the jackknife", Annals of Statistics 7, 1979). It draws
// with the stream; times is the number of resamples. An interval is undefined
// without resamples and where the number was undefined in any of them.
func bootstrap(n, times int, s *chance.Stream, estimate func(count []float64) []float64) []Interval {
	count := ones(n)
	intervals := make([]Interval, len(estimate(count)))
	drawn := make([][]float64, len(intervals))
	for range times {
		clear(count)
		for range n {
			count[chance.Below(s.Next(), n)]++
		}
		for k, x := range estimate(count) {
			drawn[k] = append(drawn[k], x)
		}
	}
	for k, xs := range drawn {
		intervals[k] = percentiles(xs)
	}
	return intervals
}

// percentiles sorts xs and returns what lies between their tails.
func percentiles(xs []float64) Interval {
	if len(xs) == 0 || slices.ContainsFunc(xs, math.IsNaN) {
		return undefined
	}
	slices.Sort(xs)
	return Interval{Quantile(xs, tail), Quantile(xs, 1-tail)}
}

// ones counts each of n observations once.
func ones(n int) []float64 {
	count := make([]float64, n)
	for i := range count {
		count[i] = 1
	}
	return count
}
