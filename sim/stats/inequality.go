package stats

import (
	"math"
	"slices"
)

// Sum returns the sum of xs, added from first to last; 0 for none.
func Sum(xs []float64) float64 {
	sum := 0.0
	for _, x := range xs {
		sum += x
	}
	return sum
}

// Gini returns the Gini coefficient of non-negative amounts: half the mean
// absolute difference between two of them, over their mean. It is 0 when all are
// equal and (n-1)/n when one of n has everything; 0 too for no amounts and when
// all are zero, since then nobody has more than anybody else. xs is left as it
// is: the amounts are sorted in scratch, which is used as far as its capacity
// goes and may be nil.
func Gini(xs, scratch []float64) float64 {
	sorted := append(scratch[:0], xs...)
	slices.Sort(sorted)
	n := float64(len(sorted))
	weighted, sum := 0.0, 0.0
	for i, x := range sorted {
		weighted += float64((float64(2*i+1) - n) * x)
		sum += x
	}
	if sum == 0 {
		return 0
	}
	return weighted / (n * sum)
}

// TopShare returns the share of the total that the largest amounts make up,
// fraction of all amounts by number, 0 to 1. Where fraction times n is not whole
// the amount on the border counts in part, as on a Lorenz curve drawn with
// straight lines. NaN when the total is 0. scratch is used as by Gini.
func TopShare(xs []float64, fraction float64, scratch []float64) float64 {
	sorted := append(scratch[:0], xs...)
	slices.Sort(sorted)
	total := Sum(sorted)
	if total == 0 {
		return math.NaN()
	}
	left := float64(fraction * float64(len(sorted)))
	top := 0.0
	for i := len(sorted) - 1; i >= 0 && left > 0; i-- {
		top += float64(math.Min(left, 1) * sorted[i])
		left--
	}
	return top / total
}
