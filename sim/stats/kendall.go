package stats

import (
	"fmt"
	"math"
	"slices"

	"channelsim/sim/chance"
)

// Kendall is the rank correlation of pairs.
type Kendall struct {
	Tau float64 // tau-b, from -1 to 1; NaN below two pairs or where all of one side are equal
	P   float64 // two-sided probability of so large a tau for unrelated pairs
}

// exactPairs is the largest number of pairs without ties for which P is exact.
const exactPairs = 50

// KendallTau returns tau-b = (C - D) / sqrt((m-Tx) (m-Ty)) of pairs x[i], y[i]: C
// concordant and D discordant of m = n(n-1)/2 pairs of pairs, Tx and Ty tied in x and
// in y (M. G. Kendall, Rank Correlation Methods, 4th edition, 1970). P is exact for up
// to 50 pairs without ties, else by the normal approximation with Kendall's variance
// under ties. P supposes that the numbers of a side are independent of each other;
// the values of a rolling window are not, by far. It panics if the lengths differ
// and takes time n^2.
func KendallTau(x, y []float64) Kendall {
	if len(x) != len(y) {
		panic(fmt.Sprintf("stats: %d and %d numbers in pairs", len(x), len(y)))
	}
	var score, untiedX, untiedY int
	for i := range x {
		for j := range i {
			dx, dy := compare(x[i], x[j]), compare(y[i], y[j])
			score += dx * dy
			untiedX += dx * dx
			untiedY += dy * dy
		}
	}
	if untiedX == 0 || untiedY == 0 || slices.ContainsFunc(x, math.IsNaN) || slices.ContainsFunc(y, math.IsNaN) {
		return Kendall{math.NaN(), math.NaN()}
	}
	k := Kendall{Tau: float64(score) / (math.Sqrt(float64(untiedX)) * math.Sqrt(float64(untiedY)))}
	n := len(x)
	if m := n * (n - 1) / 2; n <= exactPairs && untiedX == m && untiedY == m {
		k.Tau = float64(score) / float64(m)
		k.P = exactKendall(n, score)
		return k
	}
	z := math.Abs(float64(score)) / math.Sqrt(kendallVariance(x, y))
	k.P = 2 * chance.NormalCDF(-z)
	return k
}

func compare(a, b float64) int {
	switch {
	case a > b:
		return 1
	case a < b:
		return -1
	}
	return 0
}

// exactKendall returns the chance that |C - D| is at least |score| over all orders
// of n different numbers: the distribution of the number of inversions, which
// number k raises by 0 to k-1, equally likely.
func exactKendall(n, score int) float64 {
	inversions := []float64{1}
	for k := 2; k <= n; k++ {
		next := make([]float64, len(inversions)+k-1)
		for i, p := range inversions {
			for j := range k {
				next[i+j] += p / float64(k)
			}
		}
		inversions = next
	}
	m := len(inversions) - 1 // C - D = m - 2 inversions
	p := 0.0
	for i := 0; 2*i <= m-max(score, -score); i++ {
		p += inversions[i]
	}
	return min(1, 2*p)
}

// kendallVariance is the variance of C - D for unrelated pairs, given the ties.
func kendallVariance(x, y []float64) float64 {
	n := float64(len(x))
	x2, x3, x5 := ties(x)
	y2, y3, y5 := ties(y)
	m := float64(n * (n - 1))
	free := float64(m * float64(2*len(x)+5))
	v := (free-x5-y5)/18 + float64(x2*y2)/(m+m)
	if n > 2 {
		v += float64(x3*y3) / float64(9*m*(n-2))
	}
	return v
}

// ties sums t(t-1), t(t-1)(t-2) and t(t-1)(2t+5) over the groups of t equal numbers.
func ties(xs []float64) (two, three, five float64) {
	sorted := slices.Clone(xs)
	slices.Sort(sorted)
	for start, i := 0, 1; i <= len(sorted); i++ {
		if i < len(sorted) && sorted[i] == sorted[start] {
			continue
		}
		t := i - start
		two += float64(t * (t - 1))
		three += float64(t * (t - 1) * (t - 2))
		five += float64(t * (t - 1) * (2*t + 5))
		start = i
	}
	return two, three, five
}
