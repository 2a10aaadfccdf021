package experiment

import (
	"fmt"
	"math"

	"channelsim/sim/stats"
)

// Sample holds what was read off the runs of a pattern's arms.
type Sample struct {
	runs int
	arms map[string]map[string][]float64 // by arm and read: a number for each replication
	skip int                             // replication left out of means, or -1: for jackknife
}

// each returns a number for each replication of an arm, NaN where undefined.
func (s *Sample) each(arm, read string) []float64 {
	xs, ok := s.arms[arm][read]
	if !ok {
		panic(fmt.Sprintf("experiment: no %s of arm %s", read, arm))
	}
	return xs
}

// mean is the mean over replications, NaN if it was defined in none.
func (s *Sample) mean(arm, read string) float64 {
	sum, n := 0.0, 0
	for i, x := range s.each(arm, read) {
		if i != s.skip && !math.IsNaN(x) {
			sum += x
			n++
		}
	}
	return sum / float64(n) // 0/0 is NaN
}

// level is an effect that is an outcome of one arm.
func level(arm, read string) func(*Sample) []float64 {
	return func(s *Sample) []float64 { return s.each(arm, read) }
}

// minus is an outcome of one arm less that of another, replication by replication.
func minus(first, second, read string) func(*Sample) []float64 {
	return func(s *Sample) []float64 {
		xs, ys := s.each(first, read), s.each(second, read)
		return s.paired(func(i int) float64 { return xs[i] - ys[i] })
	}
}

// paired is an effect of each replication.
func (s *Sample) paired(effect func(i int) float64) []float64 {
	xs := make([]float64, s.runs)
	for i := range xs {
		xs[i] = effect(i)
	}
	return xs
}

// pooled is an effect of the means over all replications, such as a ratio of
// two of them. It returns the pseudo-values of the jackknife, whose mean is the
// estimate with its bias of order 1/n removed and whose spread gives the
// interval (J. W. Tukey, Annals of Mathematical Statistics 29, 1958).
func pooled(effect func(s *Sample) float64) func(*Sample) []float64 {
	return func(s *Sample) []float64 {
		n := float64(s.runs)
		all := effect(s)
		return s.paired(func(i int) float64 {
			without := *s
			without.skip = i
			return float64(n*all) - float64((n-1)*effect(&without))
		})
	}
}

// over is a pooled ratio of two outcomes, each of an arm.
func over(arm, read, otherArm, otherRead string) func(*Sample) []float64 {
	return pooled(func(s *Sample) float64 { return s.mean(arm, read) / s.mean(otherArm, otherRead) })
}

// estimate describes the numbers of an effect.
func estimate(xs []float64, share bool) Estimate {
	var student stats.Student
	var m stats.Moments
	for _, x := range xs {
		if !math.IsNaN(x) && !math.IsInf(x, 0) {
			m.Add(x)
		}
	}
	i := student.Mean(m)
	if share {
		i = stats.Wilson(int(math.Round(m.Sum)), m.N)
	}
	return Estimate{Mean: m.Average(), SD: m.SD(), CILow: i.Low, CIHigh: i.High, N: m.N}
}
