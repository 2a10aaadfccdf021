package experiment

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"channelsim/scenarios"
	"channelsim/sim"
)

// Ablation is a design that switches mechanisms off, one at a time.
type Ablation struct {
	Design     Design   // the full scenario, then a point without each mechanism
	Mechanisms []string // by point, from point 1
	Idle       []string // mechanisms that change nothing in this scenario: not simulated
}

// NewAblation plans to switch off each of the named mechanisms, or all for no name,
// in a scenario. The design's runs and seed are the scenario's.
func NewAblation(s *scenarios.Scenario, names []string, outcomes []Outcome, windows []sim.Window) (*Ablation, error) {
	a := &Ablation{Design: Design{Runs: s.Run.Runs, Seed: uint64(s.Run.Seed), Windows: windows, Outcomes: outcomes,
		Points: []Point{{Scenario: s}}}}
	full := canonical(s)
	for _, m := range scenarios.MechanismTable {
		if len(names) > 0 && !slices.Contains(names, m.Name) {
			continue
		}
		off := scenarios.Setting{Key: "mechanisms." + m.Name, Value: false}
		without, err := s.WithAll(off)
		if err != nil {
			return nil, err
		}
		if canonical(without) == full {
			a.Idle = append(a.Idle, m.Name)
			continue
		}
		without.Expect = nil
		a.Design.Points = append(a.Design.Points, Point{Index: len(a.Design.Points), Scenario: without, Vary: []scenarios.Setting{off}})
		a.Mechanisms = append(a.Mechanisms, m.Name)
	}
	return a, nil
}

// Found is whether switching a mechanism off made a difference.
type Found string

// What is found. Alone means: by its own 95 % interval, but not once all mechanisms
// are looked at together.
const (
	NoEffect Found = "no effect found"
	Alone    Found = "effect by itself"
	Effect   Found = "effect"
)

// AblationRow is what one mechanism does to one outcome of the whole market.
type AblationRow struct {
	Mechanism  string
	Outcome    Outcome
	Full, Off  Summary
	Difference Difference // full less off: what the mechanism does
	// Units is the mean difference in standard deviations of the outcome between
	// runs of the full scenario. NaN where these do not differ.
	Units float64
	Found Found
}

// Rows reads the effects off the answer to the design, by outcome in the design's
// order, the greatest in standard deviations first. Points that an interruption
// left out are missing.
func (a *Ablation) Rows(answer *Answer) []AblationRow {
	var rows []AblationRow
	for _, o := range answer.Design.Outcomes {
		of := a.rowsOf(answer, o)
		holm(of)
		slices.SortStableFunc(of, func(x, y AblationRow) int { return cmp.Compare(size(y.Units), size(x.Units)) })
		rows = append(rows, of...)
	}
	return rows
}

func (a *Ablation) rowsOf(answer *Answer, o Outcome) []AblationRow {
	var rows []AblationRow
	full := answer.Find(0, sim.All, o.Metric, o.Window)
	for i, name := range a.Mechanisms {
		off := answer.Find(i+1, sim.All, o.Metric, o.Window)
		if full == nil || off == nil {
			continue
		}
		d := answer.Paired(0, i+1, o)
		rows = append(rows, AblationRow{Mechanism: name, Outcome: o, Full: *full, Off: *off, Difference: d, Units: d.Mean / full.SD, Found: NoEffect})
	}
	return rows
}

// size orders units: the undefined are the smallest.
func size(units float64) float64 {
	if math.IsNaN(units) {
		return -1
	}
	return math.Abs(units)
}

// holm decides on one outcome's effects.
func holm(rows []AblationRow) {
	ps := make([]float64, len(rows))
	for i := range rows {
		ps[i] = rows[i].Difference.P(0)
	}
	for i, found := range stepDown(ps) {
		rows[i].Found = found
	}
}

// examined is the number of mechanisms that the rows are about: fewer than were
// planned after an interruption.
func examined(rows []AblationRow) int {
	n := 0
	for _, r := range rows {
		if r.Outcome == rows[0].Outcome {
			n++
		}
	}
	return n
}

// Notes says what must be kept in mind with the rows of an answer. Its own notes
// on single points are left out: they are about levels.
func (a *Ablation) Notes(answer *Answer, rows []AblationRow) []string {
	notes := withoutPoints(answer.Notes)
	if runs := answer.Design.Runs; runs < FewRuns {
		notes = append(notes, fewRuns(runs))
	}
	if len(a.Idle) > 0 {
		notes = append(notes, "not in use here: "+strings.Join(a.Idle, ", "))
	}
	if n := examined(rows); n > 1 {
		notes = append(notes, fmt.Sprintf("more than chance: yes is what stands with all %d mechanisms looked at together (Holm's procedure, 5 %%), not sure what would stand by itself only; each interval covers 95 %% by itself, and 1 in 20 misses zero where there is nothing to find", n))
		notes = append(notes, "in spreads: what the mechanism makes, counted in standard deviations between runs, so that outcomes can be compared")
	}
	for _, r := range rows {
		if r.Difference.skewed() {
			notes = append(notes, fmt.Sprintf("the differences of %s without %s are skewed (%.1f): their interval may hold the true mean in fewer than 90 of 100 cases",
				r.Outcome.Label(), r.Mechanism, r.Difference.Skewness))
		}
	}
	return notes
}

// withoutPoints leaves out the notes on single points.
func withoutPoints(notes []string) []string {
	return slices.DeleteFunc(slices.Clone(notes), func(n string) bool { return strings.HasPrefix(n, "point ") })
}

func fewRuns(runs int) string {
	return fmt.Sprintf("only %s: intervals are wide and may miss the truth more often than 1 time in 20; take --runs 200", CountOf(runs, "run"))
}
