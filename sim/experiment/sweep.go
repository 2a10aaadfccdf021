package experiment

import (
	"fmt"
	"math"

	"channelsim/scenarios"
	"channelsim/sim/chance"
	"channelsim/sim/stats"
)

// Plan of the points of a sweep.
const (
	GridPlan  = "grid"  // all combinations of levels
	LatinPlan = "latin" // Latin hypercube
	SobolPlan = "sobol" // Sobol sequence, shifted at random
)

// SweepPlans lists them.
var SweepPlans = []string{GridPlan, LatinPlan, SobolPlan}

// MostPoints bounds the points of a sweep.
const MostPoints = 100_000

// Sweep is a design whose points are combinations of values of some parameters. All
// points meet the same random numbers.
type Sweep struct {
	Design  Design
	Factors []Factor
	Plan    string
}

// sweepStream keys the random numbers that place points: they are none of the model's.
const sweepStream = 0x5357454550 // "SWEEP"

// NewSweep plans a sweep over a scenario: a grid of the factors' levels, or so many points in
// their ranges. Runs, seed, outcomes and windows are the design's.
func NewSweep(s *scenarios.Scenario, factors []Factor, plan string, points int, d Design) (*Sweep, error) {
	w := &Sweep{Design: d, Factors: factors, Plan: plan}
	w.Design.Points = nil
	values, err := w.places(points)
	if err != nil {
		return nil, err
	}
	for i, v := range values {
		p, err := Vary(s, i, factors, v)
		if err != nil {
			return nil, err
		}
		w.Design.Points = append(w.Design.Points, p)
	}
	return w, nil
}

// places are the factors' values by point.
func (w *Sweep) places(points int) ([][]any, error) {
	if w.Plan == GridPlan {
		return w.grid()
	}
	var shares [][]float64
	stream := chance.NewStream(chance.Root(w.Design.Seed, 0), sweepStream, 0)
	if w.Plan == SobolPlan {
		shares = stats.SobolPoints(points, len(w.Factors), &stream)
	} else {
		shares = stats.Latin(points, len(w.Factors), &stream)
	}
	all := make([][]any, points)
	for i := range all {
		for k := range w.Factors {
			all[i] = append(all[i], w.Factors[k].At(shares[i][k]))
		}
	}
	return all, nil
}

func (w *Sweep) grid() ([][]any, error) {
	var levels []int
	n := 1
	for i := range w.Factors {
		f := &w.Factors[i]
		if f.Values == nil {
			return nil, fmt.Errorf("%s=%v:%v: a grid needs a step\n  write %s=%v:%v:STEP, or take --design sobol --points 64", f.Key, f.Low, f.High, f.Key, f.Low, f.High)
		}
		levels = append(levels, len(f.Values))
		if n *= len(f.Values); n > MostPoints {
			return nil, fmt.Errorf("the grid has more than %d points\n  take larger steps, or --design sobol --points 256", MostPoints)
		}
	}
	var all [][]any
	for _, at := range stats.Grid(levels) {
		var values []any
		for k, level := range at {
			values = append(values, w.Factors[k].Values[level])
		}
		all = append(all, values)
	}
	return all, nil
}

// SweepRow is an outcome at a point.
type SweepRow struct {
	Point   int
	Vendor  string // or sim.All
	Outcome Outcome
	Summary
	Difference Difference // less the first point; undefined at that point itself, with N 0
}

// Rows reads the responses off the answer, by outcome, vendor and point. Points that an
// interruption left out are missing.
func (w *Sweep) Rows(answer *Answer) []SweepRow {
	var rows []SweepRow
	for _, o := range answer.Design.Outcomes {
		for _, vendor := range answer.Design.parts() {
			for p := range w.Design.Points {
				if s := answer.Find(p, vendor, o.Metric, o.Window); s != nil {
					rows = append(rows, SweepRow{p, vendor, o, *s, answer.lessFirst(p, vendor, o)})
				}
			}
		}
	}
	return rows
}

// lessFirst is the paired difference from the first point, which has none itself.
func (a *Answer) lessFirst(point int, vendor string, o Outcome) Difference {
	if point == 0 {
		return pairedDifference(nil, nil)
	}
	return a.PairedOf(point, 0, vendor, o)
}

// Of are the rows of one outcome of the whole market.
func Of(rows []SweepRow, o Outcome, vendor string) []SweepRow {
	var of []SweepRow
	for _, r := range rows {
		if r.Outcome == o && r.Vendor == vendor {
			of = append(of, r)
		}
	}
	return of
}

// Line reports whether the sweep is along one numeric key.
func (w *Sweep) Line() bool { return len(w.Factors) == 1 && w.Factors[0].Numeric() }

// Map reports whether the sweep is a grid over two numeric keys, with two levels at
// least of each.
func (w *Sweep) Map() bool {
	return w.Plan == GridPlan && len(w.Factors) == 2 && w.Factors[0].Numeric() && w.Factors[1].Numeric() &&
		len(w.Factors[0].Values) > 1 && len(w.Factors[1].Values) > 1
}

// At is the value of a factor at a point, NaN for words.
func (w *Sweep) At(point, factor int) float64 {
	return asNumber(w.Design.Points[point].Vary[factor].Value)
}

// HalfWay is the level at which a map draws its line: one half for the death spiral, which there is as likely
// as not, and otherwise half-way between the least and the greatest mean of an outcome.
func HalfWay(rows []SweepRow) float64 {
	if len(rows) > 0 && rows[0].Outcome.Metric == "spiral" {
		return 0.5
	}
	low, high := math.Inf(1), math.Inf(-1)
	for i := range rows {
		if x := rows[i].Summary.Mean; !math.IsNaN(x) {
			low, high = math.Min(low, x), math.Max(high, x)
		}
	}
	return float64(low + float64((high-low)/2))
}
