package experiment

import (
	"fmt"
	"math"
	"strings"

	"channelsim/sim"
	"channelsim/sim/stats"
)

// FewRuns is the number of runs below which an answer says that they are few.
const FewRuns = 20

// notes lists the doubts that go with the answer, in a fixed order.
func (r *runner) notes() []string {
	a := &r.answer
	var notes []string
	if a.Interrupted {
		notes = append(notes, fmt.Sprintf("interrupted: %d of %d runs are in the answer", a.Runs, r.planned))
	}
	if r.design.Paired > 0 && r.design.Precision > 0 && !a.Interrupted {
		notes = append(notes, r.told())
	}
	for i := range a.Survival {
		s := &a.Survival[i]
		name := ""
		if len(a.Design.Points) > 1 {
			name = fmt.Sprintf("point %d: ", s.Point)
		}
		for _, note := range r.pointNotes(s) {
			notes = append(notes, name+note)
		}
	}
	if len(a.Failed) > 0 {
		notes = append(notes, SayFailed(a.Failed))
	}
	return notes
}

// SayFailed says how many runs failed and how to meet the first again.
func SayFailed(failed []Failure) string {
	f := failed[0]
	return fmt.Sprintf("%s could not be finished and are left out; the first is replication %d of point %d, seed %d: %s",
		CountOf(len(failed), "run"), f.Replication, f.Point, f.Seed, f.Err)
}

// pointNotes lists the doubts about one point.
func (r *runner) pointNotes(s *Survival) []string {
	var notes []string
	add := func(format string, args ...any) { notes = append(notes, fmt.Sprintf(format, args...)) }
	if s.Runs < FewRuns {
		add("only %s: intervals are wide and may miss the truth more often than 1 time in 20; take --runs 200", CountOf(s.Runs, "run"))
	}
	for _, o := range r.design.Outcomes {
		if row := r.answer.Find(s.Point, sim.All, o.Metric, o.Window); row != nil {
			notes = append(notes, doubts(o, row, s.Runs)...)
		}
	}
	if r.design.Precision > 0 && r.design.Paired == 0 && !r.answer.Interrupted {
		notes = append(notes, r.stopped(s))
	}
	last := len(s.Healthy) - 1
	switch {
	case s.Runs == 0:
	case s.Spirals == 0:
		add("no run spiralled: the chance of a spiral lies below %s %% (95 %% interval)", percent(1-s.Low[last]))
	case s.Spirals == s.Runs:
		add("all runs spiralled: the chance of a spiral lies above %s %% (95 %% interval)", percent(1-s.High[last]))
	}
	if note := s.LateNote(); note != "" {
		notes = append(notes, note)
	}
	if s.Runs > ExactRuns {
		add("quantiles are over the first %d runs, everything else over all %d", ExactRuns, s.Runs)
	}
	return notes
}

// doubts says why the interval of an outcome may mislead.
func doubts(o Outcome, row *Summary, runs int) []string {
	var notes []string
	if row.N < runs {
		notes = append(notes, fmt.Sprintf("%s is defined in %d of %s only", o.Label(), row.N, CountOf(runs, "run")))
	}
	if o.Metric != sim.Spiral && row.N > 1 && row.SD == 0 {
		notes = append(notes, fmt.Sprintf("%s is the same in each of %s: its interval has no width, but the chance of another value may be up to %s %% (95 %% interval)",
			o.Label(), CountOf(row.N, "run"), percent(stats.Wilson(0, row.N).High)))
	}
	if o.Metric != sim.Spiral && row.N >= FewRuns && stats.SkewDoubt(row.N, row.Skewness) {
		notes = append(notes, fmt.Sprintf("%s is skewed (%.1f over %s): its 95 %% interval may hold the true mean in fewer than 90 of 100 cases; --runs %.0f would do",
			o.Label(), row.Skewness, CountOf(row.N, "run"), 100*math.Ceil(row.Skewness*row.Skewness/10)))
	}
	return notes
}

// told says how the search for differences ended.
func (r *runner) told() string {
	a, o := &r.answer, r.design.Outcomes[0]
	widest, covers := 0.0, "covers a little less than 95 %"
	for i := range r.design.Paired {
		for j := range i {
			d := a.Paired(j, i, o)
			widest = math.Max(widest, float64((d.CIHigh-d.CILow)/2))
			if stopDoubt(d.N, d.Skewness) {
				covers = fmt.Sprintf("may hold the truth in fewer than 90 of 100 cases where differences are as skewed as here (%.1f)", d.Skewness)
			}
		}
	}
	reached := widest / math.Abs(a.Find(0, sim.All, o.Metric, o.Window).Mean)
	runs := CountOf(a.SurvivalOf(0).Runs, "run")
	if reached < r.design.Precision {
		return fmt.Sprintf("stopped at %s of each: the half-width of the differences of %s is %s %% of the first mean, below the %s %% asked for; an interval that decides when to stop %s",
			runs, o.Label(), percent(reached), percent(r.design.Precision), covers)
	}
	return fmt.Sprintf("gave up at %s of each: the half-width of the differences of %s is not below %s %% of the first mean", runs, o.Label(), percent(r.design.Precision))
}

// stopped says how the search for precision ended at a point.
func (r *runner) stopped(s *Survival) string {
	o := r.design.Outcomes[0]
	row := r.answer.Find(s.Point, sim.All, o.Metric, o.Window)
	reached := relativeHalf(row.Mean, stats.Interval{Low: row.CILow, High: row.CIHigh})
	if reached < r.design.Precision {
		return fmt.Sprintf("stopped at %s: the half-width of %s is %s %% of its mean, below the %s %% asked for; an interval that decides when to stop covers a little less than 95 %%",
			CountOf(s.Runs, "run"), o.Label(), percent(reached), percent(r.design.Precision))
	}
	return fmt.Sprintf("gave up at %s: the half-width of %s is not below %s %% of its mean",
		CountOf(s.Runs, "run"), o.Label(), percent(r.design.Precision))
}

// percent prints a share with three digits at most: 0.0451 as 4.5, 0.93 as 93.
func percent(share float64) string {
	if math.IsInf(share, 0) || math.IsNaN(share) {
		return "?"
	}
	text := fmt.Sprintf("%.1f", 100*share)
	return strings.TrimSuffix(text, ".0")
}

// CountOf prints a number of things: 1 run, 2 runs.
func CountOf(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}
