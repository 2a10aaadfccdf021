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
	minPreciseRuns = 50
	MaxPreciseRuns = 20000 // replications after which `--precision` gives up
)

// untilPrecise simulates each point in batches until the first outcome is known
// precisely enough. Batches end at 50, 75, 112, 168 ... replications, whatever
// the workers, so that the answer depends on the design alone.
func (r *runner) untilPrecise(ctx context.Context) error {
	for point := range r.design.Points {
		from, to := 0, minPreciseRuns
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
			from, to = to, min(to+to/2, MaxPreciseRuns)
		}
	}
	return nil
}

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
