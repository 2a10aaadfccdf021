package page

import (
	"cmp"
	"fmt"
	"math"

	"channelsim/output/text"
	"channelsim/scenarios"
	"channelsim/sim/experiment"
)

// calibration tells of a fit to what was observed.
type calibration struct {
	report *Report
	*experiment.Calibration
	found *experiment.CalibrationAnswer
}

func (c calibration) points() []point {
	return []point{{name: c.Scenario.Name, Scenario: c.Scenario, varied: varied(c.Factors)}}
}

func (c calibration) headings() headings {
	h := ofScenarios(c.points())
	h.outcomes, h.risks = "What the data say", "What the data cannot tell"
	return h
}

func (c calibration) question() string {
	var keys []string
	for i := range c.Factors {
		keys = append(keys, described(&c.Factors[i]))
	}
	return fmt.Sprintf("Which values of these fit what was observed of the programme, in %s: %s?", c.Scenario.Name, list(keys))
}

func (c calibration) answer() []block {
	return []block{strong(c.report.Closing.Says),
		para(fmt.Sprintf("How sure: %s tried values all over the ranges, and then more and more where the outcomes were like the observed ones. What is left is what the data allow, if the model is right. The data are taken for one history of this programme: luck of that one history counts as doubt.", text.Count(c.found.Simulated, "run")))}
}

func (c calibration) outcomes() []block {
	if c.found.Parameters == nil {
		return paras("Nothing could be fitted: in too many runs a target is undefined.")
	}
	blocks := []block{{Table: c.parameters()}, slot("posterior")}
	if len(c.Measured) > 0 {
		blocks = append(blocks, head("Read off the data outright"), block{Table: c.measured()})
	}
	if c.found.Fits != nil {
		blocks = append(blocks, head("Does the model give what was observed?"), block{Table: c.fits()}, slot("fit"))
	}
	return blocks
}

// parameters is a table of what the data say of each.
func (c calibration) parameters() *table {
	all := &table{Caption: "What the data say of each parameter; below each the range that holds it with 95 %", Head: []string{"Parameter", "Looked at", "By the data", "Learned", "In the fitted scenario"}}
	for k := range c.found.Parameters {
		f, p := &c.Factors[k], &c.found.Parameters[k]
		fitted := "-"
		if c.found.FittedAt != nil {
			fitted = fmt.Sprint(c.found.FittedAt[k])
		}
		place := int(math.Floor(math.Log10(f.High-f.Low))) - 2
		all.Rows = append(all.Rows, row{Head: f.Short(), Cells: []cell{words(plain(f.Low) + " to " + plain(f.High)),
			{Main: text.Round(p.Mean, place), Range: text.Round(p.Low, place) + " to " + text.Round(p.High, place)}, {Main: percent(math.Max(0, p.Learned))}, {Main: fitted}}})
	}
	return all
}

func (c calibration) measured() *table {
	all := &table{Caption: "Parameters that need no fit", Head: []string{"Parameter", "Value", "From"}}
	for _, m := range c.Measured {
		all.Rows = append(all.Rows, row{Head: m.Key, Cells: []cell{{Main: fmt.Sprint(m.Value)}, words(cmp.Or(m.Source, "the data"))}})
	}
	return all
}

// fits is a table of what was observed beside what the model gives.
func (c calibration) fits() *table {
	all := &table{Caption: "What was observed (below it the 95 % interval of its error), and where the model's runs lie (below it nine of ten)", Head: []string{"Outcome", "Observed", "Before", "By the data", "Verdict"}}
	for i := range c.Targets {
		t, f := &c.Targets[i], &c.found.Fits[i]
		m := measureOf(t.Of.Metric, math.Abs(t.Value), c.Scenario.Run.Currency)
		low, high := t.Interval()
		verdict := "missed"
		if f.Met() {
			verdict = "met"
		}
		name := text.Capital(t.Label()) + suffix(m.small())
		all.Rows = append(all.Rows, row{Head: name, Cells: []cell{m.level(t.Value, low, high), m.spread(f.Before), m.spread(f.After), words(verdict)}})
	}
	return all
}

func (m measure) spread(s experiment.Spread) cell { return m.level(s.P50, s.P05, s.P95) }

func (c calibration) risks() []block {
	blocks := []block{para("A fit says which values go with the data if the model is right. It does not prove the model: other causes may give the same figures. What is fitted holds for the programme and the time that the data are about.")}
	if c.found.Parameters == nil {
		return blocks
	}
	var open []string
	for k := range c.found.Parameters {
		if c.found.Parameters[k].Open() {
			open = append(open, c.Factors[k].Short())
		}
	}
	if len(open) > 0 {
		blocks = append(blocks, para(fmt.Sprintf("The data say next to nothing of %s: its range stays as it was, and so does the doubt. Another target may tell.", list(open))))
	}
	for i := range c.found.Fits {
		if f := &c.found.Fits[i]; !f.Met() {
			says := fmt.Sprintf("%s is missed: the fitted model seldom gives what was observed.", text.Capital(c.Targets[i].Label()))
			if f.Outside {
				says += " No run over all of the ranges came near it. The ranges may be too narrow, the figure may mean something else than in the model, or the model lacks the cause."
			}
			blocks = append(blocks, para(says))
		}
	}
	return blocks
}

func (c calibration) hinges() []block {
	blocks := []block{para("It hinges on the figures that it was fitted to, and on their errors:"), {Table: c.targets()}}
	for _, r := range c.found.Correlations {
		if math.Abs(r.R) >= experiment.CloseTies {
			blocks = append(blocks, para(fmt.Sprintf("%s and %s are known together only (correlation %s): whoever changes one must change the other.", c.Factors[r.First].Short(), c.Factors[r.Second].Short(), figures(r.R, -2))))
		}
	}
	return append(blocks, slot("ties"), para("It hinges on everything else that is assumed, too. This command ranks the assumptions:"), code("channelsim sensitivity "+c.report.Source.Scenario))
}

func (c calibration) targets() *table {
	all := &table{Caption: "Targets, with the standard deviation of their error", Head: []string{"Outcome", "Value", "Error", "From"}}
	for i := range c.Targets {
		t := &c.Targets[i]
		all.Rows = append(all.Rows, row{Head: t.Of.String(), Cells: []cell{{Main: scenarios.FormatValue(t.Value)}, {Main: text.Interval(t.SD, math.NaN(), math.NaN())}, words(cmp.Or(t.Source, "not stated"))}})
	}
	return all
}

func (c calibration) method() []string {
	return []string{"Values were searched for by approximate Bayesian computation: combinations that are drawn at random are simulated once each, and those are kept whose outcomes, with an error of measurement added, lie nearest to the observed ones.",
		"Before the data all values in a range were taken for equally likely, which is an assumption."}
}

func (c calibration) place(picture string) string {
	if picture == "ties" {
		return hingesChapter
	}
	return outcomesChapter
}
