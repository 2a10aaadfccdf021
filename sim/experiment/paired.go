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
	CILow, CIHigh float64 // 95 % t-interval of the mean; Newcombe's for sim.Spiral, which is 0 or 1 in a run
	Skewness      float64 // of the differences, for stats.SkewDoubt

	// VarianceReduction is how many times as many runs it would have taken
	// without common random numbers: (var(a) + var(b)) / var(a-b). 1 for unrelated
	// pairs; NaN where all differences are the same.
	VarianceReduction float64
}

// StandardUnits is the mean difference over its standard error, 0 where there
// is no difference at all and NaN where it is undefined.
func (d Difference) StandardUnits() float64 {
	if d.Mean == 0 && d.N > 0 {
		return 0
	}
	return d.Mean / (d.SD / math.Sqrt(float64(d.N)))
}

// Replicated returns an outcome of the whole market by replication, NaN where it
// is undefined or the replication failed. It is kept for the Outcomes of a design
// of several points; nil for anything else. It may be shorter than the runs of
// the design, and must not be changed.
func (a *Answer) Replicated(point int, o Outcome) []float64 {
	return a.ReplicatedOf(point, sim.All, o)
}

// ReplicatedOf is Replicated of one of the design's Vendors, or of sim.All.
func (a *Answer) ReplicatedOf(point int, vendor string, o Outcome) []float64 {
	at, part := slices.Index(a.Design.Outcomes, o), slices.Index(a.Design.parts(), vendor)
	if at < 0 || part < 0 {
		return nil
	}
	at += part * len(a.Design.Outcomes)
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
		ci := stats.PairedShares(xs[:n], ys[:n])
		d.CILow, d.CIHigh = ci.Low, ci.High
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
	return r.design.Outcomes
}

// replicate keeps a record's outcomes.
func (f *fold) replicate(rec *sim.Record) {
	for i, at := range f.outcomes {
		for len(f.replicated[i]) < rec.Replication-f.first { // failed before
			f.replicated[i] = append(f.replicated[i], math.NaN())
		}
		f.replicated[i] = append(f.replicated[i], rec.Values[at])
	}
}
