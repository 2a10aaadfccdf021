package experiment

import (
	"iter"
	"slices"

	"channelsim/sim"
)

// Layout is how records of a point are laid out, without groups of partners.
func (d *Design) Layout(point int) *sim.Layout {
	s := d.Points[point].Scenario
	return &sim.Layout{Vendors: append(vendorNames(&d.Points[point]), sim.All), Weeks: s.Run.Weeks,
		Windows: append(sim.StandardWindows(s.Run.Weeks), d.Windows...)}
}

// Saved is what a finished run's files tell beside its runs, in the order of the answer.
type Saved struct {
	Groups  []Summary // of groups of partners
	Bands   []Band
	Samples []Sampled
	Funnel  []FunnelRow
}

// Recall puts the answer to a design together from what was saved of a finished
// run: its runs, as blocks in the order of their points and numbers, and, in saved, the
// summaries of groups, bands, samples and funnels, which runs alone do not tell.
func Recall(d Design, runs iter.Seq2[*Block, error], saved Saved, failed []Failure) (*Answer, error) {
	if len(d.Outcomes) == 0 {
		d.Outcomes = []Outcome{DefaultOutcome}
	}
	r := &runner{design: d, answer: Answer{Design: d, Layout: *d.Layout(0)}}
	if r.replicated() != nil {
		r.answer.replicated = make([][][]float64, len(d.Points))
	}
	for b, err := range runs {
		if err != nil {
			return nil, err
		}
		r.fold(b)
		r.done += len(b.Records)
	}
	r.closePoint()
	r.planned = r.done
	a := &r.answer
	if !d.Large() {
		a.Summary = append(a.Summary, saved.Groups...)
		slices.SortStableFunc(a.Summary, func(x, y Summary) int { return x.Point - y.Point })
		a.Bands, a.Samples, a.Funnel = saved.Bands, saved.Samples, saved.Funnel
	}
	a.Failed = failed
	a.Notes = r.notes()
	return a, nil
}
