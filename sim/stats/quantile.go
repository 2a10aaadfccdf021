package stats

import (
	"math"
	"slices"
)

// Quantile returns the p-quantile, p from 0 to 1, of numbers sorted upward: the
// point at rank 1 + (n-1)p with straight lines between neighbours, which is type
// 7 of R. J. Hyndman and Y. Fan, "Sample quantiles in statistical packages", The
// American Statistician 50, 1996, the default of R, NumPy and pandas. NaN for
// no numbers.
func Quantile(sorted []float64, p float64) float64 {
	if len(sorted) == 0 {
		return math.NaN()
	}
	rank := float64(p * float64(len(sorted)-1))
	i := int(rank)
	if i >= len(sorted)-1 {
		return sorted[len(sorted)-1]
	}
	return sorted[i] + float64((rank-float64(i))*(sorted[i+1]-sorted[i]))
}

// Defined returns the numbers of xs that are not NaN, sorted upward. They stand in
// scratch as far as its capacity goes; xs is left as it is.
func Defined(xs, scratch []float64) []float64 {
	out := scratch[:0]
	for _, x := range xs {
		if !math.IsNaN(x) {
			out = append(out, x)
		}
	}
	slices.Sort(out)
	return out
}
