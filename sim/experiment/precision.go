package experiment

import (
	"context"
	"math"

	"channelsim/sim/stats"
)

// Bounds of sequential stopping. An interval that decides when to stop covers
// less than it says, the more so the fewer runs there are (Y. S. Chow and H.
// Robbins, Annals of Mathematical Statistics 36, 1965; D. I. Singham and L. W.
// Schruben, INFORMS Journal on Computing 24, 2012): hence a least number.
const (
	MinPreciseRuns = 50    // replications before which a precision is not looked at
	MaxPreciseRuns = 20000 // replications after which `--precision` gives up
)

// untilPrecise simulates each point in batches until the first outcome is known
// precisely enough. Batches end at 50, 75, 112, 168 ... replications, whatever
// the workers, so that the answer depends on the design alone.
func (r *runner) untilPrecise(ctx context.Context) error {
	for point := range r.design.Points {
		from, to := 0, MinPreciseRuns
		for {
			if err := r.simulate(ctx, r.plan(point, point+1, from, to)); err != nil {
				return err
			}
			if ctx.Err() != nil {
				r.planned = max(r.planned, r.done+1) // the search is not over
				return nil
			}
			if r.precise() || to == MaxPreciseRuns {
				break
			}
			from, to = to, further(to)
		}
	}
	return nil
}

// untilTold simulates all points in batches, as untilPrecise does one, until the first
// outcome's differences between all pairs of the points that are compared are known precisely
// enough: half of the interval's width is below a share of the mean of the first point. A
// share of the difference itself would never be reached where there is none.
//
// The interval that decides when to stop holds the true difference so often of 100 times, by
// the law of the differences and by the number of runs n for which the width asked for would be
// reached on average (measured on 8,000 searches each by TestCoverageOfStoppedIntervals):
//
//	n                       60  150  500
//	normal                  95   95   95
//	exponential             93   93   95
//	lognormal with sigma 1  90   88   91
//
// Skewed differences are the danger: searches end early on samples that by chance lack the tail.
// To go on while stats.SkewDoubt holds was tried: it doubles the runs and mends nothing. stopDoubt
// tells when to say so.
func (r *runner) untilTold(ctx context.Context) error {
	r.open = make([]*fold, len(r.design.Points))
	from, to := 0, MinPreciseRuns
	for {
		if err := r.simulate(ctx, r.plan(0, len(r.design.Points), from, to)); err != nil {
			return err
		}
		if ctx.Err() != nil {
			r.planned = max(r.planned, r.done+1) // the search is not over
			return nil
		}
		if r.widest() < r.design.Precision || to == MaxPreciseRuns {
			return nil
		}
		from, to = to, further(to)
	}
}

// widest is the greatest half-width of a pair's difference, as a share of the first point's mean.
func (r *runner) widest() float64 {
	widest := 0.0
	for i := range r.design.Paired {
		for j := range i {
			if r.open[i] == nil || r.open[j] == nil {
				return math.Inf(1)
			}
			d := pairedDifference(r.open[j].replicated[0], r.open[i].replicated[0])
			first := r.open[0].values[r.open[0].position(r.design.Outcomes[0])]
			half := stats.Interval{Low: d.CILow, High: d.CIHigh}.Half() / math.Abs(first.Average())
			if math.IsNaN(half) {
				return math.Inf(1)
			}
			widest = math.Max(widest, half)
		}
	}
	return widest
}

// stopDoubt is stats.SkewDoubt for intervals that decided when to stop, which speaks up at twice as
// many: the samples on which a search ends are the less skewed ones. It does for six
// in ten searches and more on the lognormal differences above where 150 runs or fewer would do, and
// for three in ten on exponential ones at 60.
func stopDoubt(n int, skewness float64) bool { return stats.SkewDoubt(n/2, skewness) }

// further is where the batch after the one that ended at a number of replications ends.
func further(to int) int { return min(to+to/2, MaxPreciseRuns) }

// precise reports whether the first outcome of the current point is.
func (r *runner) precise() bool {
	if r.point == nil {
		return false
	}
	m := r.point.values[r.point.position(r.design.Outcomes[0])]
	var student stats.Student
	return relativeHalf(m.Average(), student.Mean(m)) < r.design.Precision
}

// relativeHalf is half an interval's width over the mean, +Inf where undefined.
func relativeHalf(mean float64, i stats.Interval) float64 {
	half := i.Half() / math.Abs(mean)
	if math.IsNaN(half) {
		return math.Inf(1)
	}
	return half
}
