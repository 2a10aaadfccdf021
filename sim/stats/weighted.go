package stats

import (
	"math"
	"slices"
)

// WeightedMean is the mean of numbers with weights of 0 or more; NaN where they add up to 0.
func WeightedMean(xs, weights []float64) float64 {
	sum, total := 0.0, 0.0
	for i, x := range xs {
		sum += float64(weights[i] * x)
		total += weights[i]
	}
	return sum / total
}

// WeightedCovariance is the mean of the products of the deviations of two lists of numbers, with
// weights. It divides by the sum of the weights: it describes the list, and estimates nothing.
func WeightedCovariance(xs, ys, weights []float64) float64 {
	mx, my := WeightedMean(xs, weights), WeightedMean(ys, weights)
	sum, total := 0.0, 0.0
	for i := range xs {
		sum += float64(weights[i] * float64((xs[i]-mx)*(ys[i]-my)))
		total += weights[i]
	}
	return sum / total
}

// WeightedCorrelation is Pearson's correlation with weights; NaN where one does not vary.
func WeightedCorrelation(xs, ys, weights []float64) float64 {
	return WeightedCovariance(xs, ys, weights) / math.Sqrt(float64(WeightedCovariance(xs, xs, weights)*WeightedCovariance(ys, ys, weights)))
}

// WeightedQuantile is the least of the numbers at which the weights of it and all below it come to
// the share p of all weights; NaN for no numbers.
func WeightedQuantile(xs, weights []float64, p float64) float64 {
	order := make([]int, len(xs))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return compare(xs[a], xs[b]) })
	limit, sum := float64(p*Sum(weights)), 0.0
	for _, i := range order {
		if sum += weights[i]; sum >= limit && weights[i] > 0 {
			return xs[i]
		}
	}
	if len(order) == 0 {
		return math.NaN()
	}
	return xs[order[len(order)-1]]
}

// EffectiveSize is how many independent, equally weighted draws say as much as weighted ones: the
// square of the sum of the weights over the sum of their squares (L. Kish, Survey Sampling, 1965).
func EffectiveSize(weights []float64) float64 {
	squares := 0.0
	for _, w := range weights {
		squares += float64(w * w)
	}
	sum := Sum(weights)
	return float64(sum*sum) / squares
}

// Resample takes n of the places of weights, each about as often as its weight says: systematic
// resampling from a start in [0, 1) (J. Carpenter, P. Clifford and P. Fearnhead, IEE Proceedings 146,
// 1999). A place may come several times.
func Resample(weights []float64, n int, start float64) []int {
	all := make([]int, 0, n)
	step := Sum(weights) / float64(n)
	sum, next := 0.0, float64(start*step)
	for i, w := range weights {
		for sum += w; len(all) < n && next < sum; next += step {
			all = append(all, i)
		}
	}
	for len(all) < n { // rounding left the last one out
		all = append(all, len(weights)-1)
	}
	return all
}
