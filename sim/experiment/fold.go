package experiment

import (
	"iter"
	"math"
	"slices"

	"channelsim/sim"
	"channelsim/sim/stats"
)

// fold is what is kept of a point while its blocks come in.
type fold struct {
	point  int
	layout *sim.Layout
	runs   int             // records folded
	values []stats.Moments // by Layout.Value
	weeks  []stats.Moments // by Layout.Week
	kept   []*sim.Record   // the first ExactRuns replications
	spiral []int           // runs by the week of their spiral
	moved  stats.Moments   // see Answer.moved
	funnel funnelFold

	outcomes   []int       // positions of what is kept for each replication
	replicated [][]float64 // by outcome and replication, from the first
	first      int         // replication
}

func newFold(b *Block, first int, outcomes []Outcome, parts []string) *fold {
	l := b.Layout
	f := &fold{point: b.Point, layout: l, first: first, funnel: funnelFold{layout: l},
		values: make([]stats.Moments, l.Values()),
		weeks:  make([]stats.Moments, len(b.Weeks)),
		spiral: make([]int, l.Weeks+1), replicated: make([][]float64, len(parts)*len(outcomes))}
	for _, part := range parts {
		for _, o := range outcomes {
			f.outcomes = append(f.outcomes, f.positionOf(part, o))
		}
	}
	return f
}

func (r *runner) newFold(b *Block) *fold {
	return newFold(b, r.design.firstOf(b.Point), r.replicated(), r.design.parts())
}

// fold takes the next block in.
func (r *runner) fold(b *Block) {
	switch {
	case r.open != nil: // none is closed before the end
		if r.open[b.Point] == nil {
			r.open[b.Point] = r.newFold(b)
		}
		r.point = r.open[b.Point]
	case r.point == nil || r.point.point != b.Point:
		r.closePoint()
		r.point = r.newFold(b)
	}
	r.point.add(b)
	r.answer.Runs += len(b.Records)
	r.answer.Failed = append(r.answer.Failed, b.Failed...)
}

// add takes a block in.
func (f *fold) add(b *Block) {
	for _, rec := range b.Records {
		f.take(rec)
	}
	for i := range f.weeks {
		f.weeks[i].Merge(b.Weeks[i])
	}
}

func (f *fold) take(rec *sim.Record) {
	f.runs++
	for i, x := range rec.Values {
		if !math.IsNaN(x) {
			f.values[i].Add(x)
		}
	}
	if week := f.at(rec, sim.SpiralWeek); week >= 1 && week <= float64(f.layout.Weeks) {
		f.spiral[int(week)]++
	}
	before, after := rec.Values[f.position(Outcome{sim.FollowUp, firstQuarter})], rec.Values[f.position(Outcome{sim.FollowUp, lastHalfYear})]
	if move := stats.Gap(after, before); !math.IsNaN(move) {
		f.moved.Add(move)
	}
	if rec.Replication < ExactRuns {
		f.kept = append(f.kept, rec)
	}
	f.funnel.add(rec)
	f.replicate(rec)
}

// samples are the runs that are kept one by one.
func (f *fold) samples() (all []Sampled) {
	for _, rec := range f.kept {
		if rec.Replication < SampleRuns && rec.Weekly != nil {
			all = append(all, Sampled{f.point, rec.Replication, f.layout, rec.Weekly, rec.Careers})
		}
	}
	return all
}

// at returns a record's value of a metric of the whole market over all weeks.
func (f *fold) at(rec *sim.Record, metric string) float64 {
	return rec.Values[f.position(Outcome{metric, "all"})]
}

// position is where the market's value of an outcome stands.
func (f *fold) position(o Outcome) int { return f.positionOf(sim.All, o) }

// positionOf is where a vendor's value of an outcome stands.
func (f *fold) positionOf(vendor string, o Outcome) int {
	return f.layout.Value(slices.Index(f.layout.Vendors, vendor), windowIndex(f.layout, o.Window), sim.MetricIndex(o.Metric))
}

// closePoint reads the finished point's tables off its fold and lets go of it.
func (r *runner) closePoint() {
	f := r.point
	if f == nil {
		return
	}
	if len(f.outcomes) > 0 {
		r.answer.replicated[f.point] = f.replicated
	}
	if d := &r.answer.Design; d.Large() {
		r.answer.Summary = append(r.answer.Summary, slices.DeleteFunc(f.summaries(), func(s Summary) bool { return !d.lookedAt(&s) })...)
	} else {
		r.answer.Summary = append(r.answer.Summary, f.summaries()...)
		r.answer.Bands = append(r.answer.Bands, f.bands(r.options.Workers)...)
		r.answer.Samples = append(r.answer.Samples, f.samples()...)
		r.answer.Funnel = append(r.answer.Funnel, f.funnel.rows(f.point)...)
	}
	r.answer.Survival = append(r.answer.Survival, f.survival())
	r.answer.moved = append(r.answer.moved, f.moved)
	r.point = nil
}

// largePoints is the number of points above which an answer holds only what is
// looked at. Files hold all of them.
const largePoints = 16

// Large reports whether the answer to a design holds only the summaries of the
// design's outcomes and no bands, so that memory does not grow with its points.
func (d *Design) Large() bool { return len(d.Points) > largePoints }

// lookedAt reports whether a summary is of one of the design's outcomes.
func (d *Design) lookedAt(s *Summary) bool {
	return s.Group == sim.All && slices.Contains(d.Outcomes, Outcome{s.Metric, s.Window})
}

// Part is what the blocks of one point say. Each of its tables is worked out when it is
// asked for.
type Part struct {
	fold    *fold
	workers int
}

// Summary tells of metrics over windows, in the order of Answer.Summary.
func (p *Part) Summary() []Summary { return p.fold.summaries() }

// Bands tells of weeks, in the order of Answer.Bands.
func (p *Part) Bands() []Band { return p.fold.bands(p.workers) }

// Samples are the runs that are kept one by one.
func (p *Part) Samples() []Sampled { return p.fold.samples() }

// Funnel tells of stages, in the order of Answer.Funnel.
func (p *Part) Funnel() []FunnelRow { return p.fold.funnel.rows(p.fold.point) }

// Parts folds blocks in their order, point by point. An error of the blocks ends it.
func Parts(blocks iter.Seq2[*Block, error], workers int) iter.Seq2[*Part, error] {
	return func(yield func(*Part, error) bool) {
		var f *fold
		closed := func() bool {
			return f == nil || yield(&Part{f, workers}, nil)
		}
		for b, err := range blocks {
			if err != nil {
				yield(nil, err)
				return
			}
			if f == nil || f.point != b.Point {
				if !closed() {
					return
				}
				f = newFold(b, 0, nil, nil)
			}
			f.add(b)
		}
		closed()
	}
}

// survival reads off the survival curve of the healthy state.
func (f *fold) survival() Survival {
	curve := stats.NewSurvival(f.spiral, f.runs)
	s := Survival{Point: f.point, Runs: f.runs, MedianWeek: stats.MedianEvent(f.spiral), Healthy: curve.Share}
	for week, fell := range f.spiral {
		s.Spirals += fell
		s.Week = append(s.Week, week)
		s.Low = append(s.Low, curve.Interval[week].Low)
		s.High = append(s.High, curve.Interval[week].High)
	}
	return s
}
