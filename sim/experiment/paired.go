package experiment

import (
	"math"
	"slices"

	"channelsim/sim"
	"channelsim/sim/stats"
)

// Difference is what the replications that two points have in common say about
// an outcome of the first minus that of the second. Points share their random
// numbers, so chance that strikes both alike cancels out.
type Difference struct {
	N             int     // replications in which both were defined
	Mean, SD      float64 // of the differences; NaN where undefined
	CILow, CIHigh float64 // 95 % t-interval of the mean; Newcombe's with Shares
	Skewness      float64 // of the differences, for stats.SkewDoubt

	// VarianceReduction is how many times as many runs it would have taken
	// without common random numbers: (var(a) + var(b)) / var(a-b). 1 for unrelated
	// pairs; NaN where all differences are the same.
	VarianceReduction float64

	Shares *stats.PairTable // of sim.Spiral, which is 0 or 1 in a run; else nil
}

// P is how likely chance makes so large a difference, on either side, where the true one does not
// exceed margin, 0 or more: by Student's t, as the interval has it, and by stats.PairTable with Shares. NaN
// below two runs.
func (d *Difference) P(margin float64) float64 {
	excess := math.Abs(d.Mean) - margin
	switch {
	case d.N < 2:
		return math.NaN()
	case d.Shares != nil:
		return d.Shares.P(margin)
	case excess <= 0:
		return 1
	}
	return stats.StudentP(d.N-1, excess/(d.SD/math.Sqrt(float64(d.N))))
}

// skewed reports whether the t-interval may mislead; of shares none is shown.
func (d *Difference) skewed() bool {
	return d.Shares == nil && d.N >= FewRuns && stats.SkewDoubt(d.N, d.Skewness)
}

// Replicated returns an outcome of the whole market by replication, NaN where it
// is undefined or the replication failed. It is kept for the Outcomes of a design
// of several points and what is Beside them; nil for anything else. It may be shorter than the runs of
// the design, and must not be changed.
func (a *Answer) Replicated(point int, o Outcome) []float64 {
	return a.ReplicatedOf(point, sim.All, o)
}

// ReplicatedOf is Replicated of one of the design's Vendors, or of sim.All.
func (a *Answer) ReplicatedOf(point int, vendor string, o Outcome) []float64 {
	kept := a.Design.kept()
	at, part := slices.Index(kept, o), slices.Index(a.Design.parts(), vendor)
	if at < 0 || part < 0 {
		return nil
	}
	at += part * len(kept)
	if point >= len(a.replicated) || a.replicated[point] == nil {
		return nil
	}
	return a.replicated[point][at]
}

// Paired compares an outcome of point a with that of point b, replication by
// replication. Of outcomes that Replicated does not know it says nothing: N is 0.
func (a *Answer) Paired(first, second int, o Outcome) Difference {
	return a.PairedOf(first, second, sim.All, o)
}

// PairedOf is Paired for one of the design's Vendors, or for sim.All.
func (a *Answer) PairedOf(first, second int, vendor string, o Outcome) Difference {
	xs, ys := a.ReplicatedOf(first, vendor, o), a.ReplicatedOf(second, vendor, o)
	d := pairedDifference(xs, ys)
	if n := min(len(xs), len(ys)); o.Metric == sim.Spiral {
		table := stats.NewPairTable(xs[:n], ys[:n])
		ci := table.Interval()
		d.CILow, d.CIHigh, d.Shares = ci.Low, ci.High, &table
	}
	return d
}

// pairedDifference compares by replication. One may have fewer: its last ones failed, or an
// interruption left them out.
func pairedDifference(xs, ys []float64) Difference {
	n := min(len(xs), len(ys))
	var student stats.Student
	d := student.Paired(xs[:n], ys[:n])
	factor := 1 / (1 - d.Reduction)
	if math.IsInf(factor, 0) {
		factor = math.NaN()
	}
	return Difference{N: d.N, Mean: d.Mean, SD: d.SD, CILow: d.Low, CIHigh: d.High,
		Skewness: d.Skewness, VarianceReduction: factor}
}

// parts are whose outcomes are kept replication by replication.
func (d *Design) parts() []string { return append([]string{sim.All}, d.Vendors...) }

// replicated are the outcomes that are kept replication by replication.
func (r *runner) replicated() []Outcome {
	if len(r.design.Points) < 2 {
		return nil
	}
	return r.design.kept()
}

// kept are the outcomes that a design of several points keeps by replication.
func (d *Design) kept() []Outcome { return slices.Concat(d.Outcomes, d.Beside) }

// replicate keeps a record's outcomes.
func (f *fold) replicate(rec *sim.Record) {
	for i, at := range f.outcomes {
		for len(f.replicated[i]) < rec.Replication-f.first { // failed before
			f.replicated[i] = append(f.replicated[i], math.NaN())
		}
		f.replicated[i] = append(f.replicated[i], rec.Values[at])
	}
}
