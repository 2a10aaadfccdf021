package experiment

import (
	"cmp"
	"context"
	"slices"

	"channelsim/sim"
)

// turnsMemory is the most memory, in bytes, that the runs of points which are open side by side may take.
const turnsMemory = 512 << 20

// allPoints simulates all runs of all points. Where memory allows, the points take turns: block k of
// all comes before block k+1 of any, so that an interruption leaves the same replications of each, and
// something to compare. Otherwise one point comes after the other, and each is closed before the next.
func (r *runner) allPoints(ctx context.Context) error {
	d := &r.design
	jobs := r.plan(0, len(d.Points), d.First, d.First+d.Runs)
	if len(d.Points) > 1 && !r.options.oneByOne && d.openBytes(&r.answer.Layout) <= turnsMemory {
		r.inTurn, r.open = true, make([]*fold, len(d.Points))
		slices.SortStableFunc(jobs, func(a, b BlockID) int {
			return cmp.Or(cmp.Compare(r.turn(a), r.turn(b)), cmp.Compare(a.Point, b.Point))
		})
	}
	return r.simulate(ctx, jobs)
}

// openBytes is about what it takes to keep the runs of all points that quantiles are read off.
func (d *Design) openBytes(l *sim.Layout) int {
	numbers := l.Values()
	if !d.NoWeeks {
		numbers += len(l.Vendors) * len(sim.Metrics) * l.Weeks
	}
	return 8 * numbers * min(d.Runs, ExactRuns) * len(d.Points)
}

// turn is the same for blocks of the same place among those of their points.
func (r *runner) turn(id BlockID) int { return id.First - r.design.firstOf(id.Point) }

// together is how many of the first jobs are folded at once or not at all: one, or where points take
// turns all of a turn.
func (r *runner) together(jobs []BlockID) int {
	n := min(1, len(jobs))
	for r.inTurn && n < len(jobs) && r.turn(jobs[n]) == r.turn(jobs[0]) {
		n++
	}
	return n
}
