package experiment

import (
	"fmt"
	"math"

	"channelsim/scenarios"
	"channelsim/sim"
)

// Judgement is what came of an expectation.
type Judgement string

// The judgements.
const (
	Met     Judgement = "met"
	NotMet  Judgement = "not met"
	Unclear Judgement = "cannot be judged"
)

// Verdict is an expectation of a scenario held against an answer.
type Verdict struct {
	Expect    scenarios.Expect
	Value     float64 // of the statistic; NaN where undefined
	Judgement Judgement
	Why       string // of Unclear, in words; else empty
}

// String says the verdict in a line: "late-collapse: p50 of trust@all is 0.21, at most 0.3: met".
func (v Verdict) String() string {
	e := &v.Expect
	name := e.Name
	if name != "" {
		name += ": "
	}
	if v.Judgement == Unclear {
		return fmt.Sprintf("%s%s of %s %s: %s", name, e.Statistic, e.Outcome, v.Judgement, v.Why)
	}
	wanted := ""
	if e.Min != nil {
		wanted += fmt.Sprintf(", at least %g", *e.Min)
	}
	if e.Max != nil {
		wanted += fmt.Sprintf(", at most %g", *e.Max)
	}
	return fmt.Sprintf("%s%s of %s is %.4g%s: %s", name, e.Statistic, e.Outcome, v.Value, wanted, v.Judgement)
}

// ExpectedWindows returns the windows that a scenario's expectations state in
// weeks, such as trust@14:52, so that a design can record them. Windows beyond the
// horizon are left out.
func ExpectedWindows(s *scenarios.Scenario) []sim.Window {
	var windows []sim.Window
	for _, e := range s.Expect {
		o, err := ParseOutcome(e.Outcome, sim.StandardWindows(s.Run.Weeks))
		if err != nil {
			continue
		}
		windows = AddWindow(windows, o, s.Run.Weeks)
	}
	return windows
}

// AddWindow appends the window of an outcome that states weeks unless it is there.
func AddWindow(windows []sim.Window, o Outcome, horizon int) []sim.Window {
	w, ok := o.Weeks(horizon)
	for i := range windows {
		ok = ok && windows[i].Name != w.Name
	}
	if !ok {
		return windows
	}
	return append(windows, w)
}

// Judge holds the expectations of a point's scenario against the answer, in the
// order of the scenario. After an interruption none can be judged: they are about all runs.
func Judge(a *Answer, point int) []Verdict {
	var verdicts []Verdict
	for _, e := range a.Design.Points[point].Scenario.Expect {
		verdicts = append(verdicts, a.judge(point, e))
	}
	return verdicts
}

func (a *Answer) judge(point int, e scenarios.Expect) Verdict {
	v := Verdict{Expect: e, Value: math.NaN(), Judgement: Unclear}
	if a.Interrupted {
		v.Why = fmt.Sprintf("interrupted after %d of %s", a.Runs, CountOf(a.Design.Runs*len(a.Design.Points), "run"))
		return v
	}
	o, err := ParseOutcome(e.Outcome, a.Layout.Windows)
	if err != nil {
		v.Why = err.Error()
		return v
	}
	row := a.Find(point, e.Vendor, o.Metric, o.Window)
	if row == nil {
		v.Why = "the window lies beyond the horizon, or the outcome exists for all vendors together only"
		return v
	}
	v.Value = row.statistic(e.Statistic)
	switch {
	case math.IsNaN(v.Value):
		v.Why = fmt.Sprintf("undefined, %s had a value", CountOf(row.N, "run"))
	case e.Min != nil && v.Value < *e.Min, e.Max != nil && v.Value > *e.Max:
		v.Judgement = NotMet
	default:
		v.Judgement = Met
	}
	return v
}

// statistic returns a statistic by its name in scenario files, NaN if unknown.
func (s *Summary) statistic(name string) float64 {
	switch name {
	case "mean":
		return s.Mean
	case "sd":
		return s.SD
	case "ci_low":
		return s.CILow
	case "ci_high":
		return s.CIHigh
	case "p05":
		return s.P05
	case "p50":
		return s.P50
	case "p95":
		return s.P95
	}
	return math.NaN()
}
