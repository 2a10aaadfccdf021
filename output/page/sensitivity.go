package page

import (
	"fmt"
	"slices"
	"strings"

	"channelsim/output/text"
	"channelsim/sim"
	"channelsim/sim/experiment"
)

// sensitivity tells which assumptions matter.
type sensitivity struct {
	run
	*experiment.Sensitivity
}

func (s sensitivity) points() []point { return varying(s.run, s.Factors) }

func (s sensitivity) question() string {
	return fmt.Sprintf("Which of the assumptions that nobody knows exactly matter most to %s over %s?", s.Answer.Design.Points[0].Scenario.Name, s.span())
}

func (s sensitivity) answer() []block {
	return []block{strong(s.report.Closing.Says),
		para(fmt.Sprintf("How sure: %s of assumptions were tried, %s each. An assumption counts as told from chance only if it stands out with all of them looked at together.", experiment.CountOf(len(s.Answer.Design.Points), "combination"), times(s.Answer.Design.Runs)))}
}

func (s sensitivity) outcomes() []block {
	blocks := []block{para("Here is how far the outcomes go when all the assumptions that were looked at move over their ranges at once: what could be true, given what is not known.")}
	if says := s.currencyNote(); says != "" {
		blocks = append(blocks, para(says))
	}
	t := &table{Caption: "Averages over runs, by combination of assumptions", Head: []string{"Outcome", "Least", "Middle", "Most"}}
	for _, o := range s.Answer.Design.Outcomes {
		var xs []float64
		for i := range s.Answer.Design.Points {
			if row := s.Find(i, sim.All, o.Metric, o.Window); row != nil && !undefined(row.Mean) {
				xs = append(xs, row.Mean)
			}
		}
		if len(xs) == 0 {
			continue
		}
		slices.Sort(xs)
		last := len(xs) - 1
		m := measureOf(o.Metric, max(xs[last], -xs[0]), s.currency())
		t.Rows = append(t.Rows, row{Head: text.Capital(o.Label()), Small: m.small(), Cells: []cell{m.one(xs[0]), m.one(xs[last/2]), m.one(xs[last])}})
	}
	return append(blocks, block{Table: t})
}

func (s sensitivity) risks() []block {
	total, spirals := 0, 0
	for _, v := range s.Survival {
		total, spirals = total+v.Runs, spirals+v.Spirals
	}
	return []block{para(s.meaning()),
		para(fmt.Sprintf("Over all combinations of assumptions it came in %d of %s.", spirals, text.Count(total, "run"))),
		para("To see what falls first, and what one run after the other looks like, make a report of a single scenario:"),
		code("channelsim run " + s.report.Source.Scenario + " --out FOLDER")}
}

func (s sensitivity) hinges() []block {
	var blocks []block
	for _, o := range s.Answer.Design.Outcomes {
		var of []experiment.Influence
		for _, i := range s.report.Subject.Influences {
			if i.Outcome == o {
				of = append(of, i)
			}
		}
		if len(of) > 0 {
			blocks = append(blocks, para(s.Finding(of)), block{Table: s.influences(o, of)})
		}
	}
	if blocks == nil {
		return []block{para("The outcomes are defined in too few runs to tell.")}
	}
	return append(blocks, para(notSure))
}

// mostInfluences is the number of assumptions that a table shows.
const mostInfluences = 10

func (s sensitivity) influences(o experiment.Outcome, of []experiment.Influence) *table {
	moves := "Explains, with interactions"
	m := measureOf(sim.Spiral, 1, "")
	if s.Method == experiment.Morris {
		m = measureOf(o.Metric, of[0].Size(s.Method), s.currency())
		moves = "Moves it by" + suffix(m.per())
	}
	t := &table{Caption: fmt.Sprintf("%s: what moves it most, of %d assumptions", text.Capital(o.Label()), len(of)), Head: []string{"Assumption", "Range", moves, "More than chance?", "Where the figure is from"}}
	for i := range of[:min(len(of), mostInfluences)] {
		inf := &of[i]
		f := &s.Factors[inf.Factor]
		index := inf.Total
		if s.Method == experiment.Morris {
			index = inf.Effects.Absolute
		}
		size := m.cell(index.Value, index.Low, index.High)
		if s.Method == experiment.Morris {
			size.Main = strings.TrimSuffix(size.Main, " %")
		}
		t.Rows = append(t.Rows, row{Head: clause(f.Param.Doc), Small: f.Short(), Cells: []cell{
			words(value(f.Low, f.Param.Unit) + " to " + value(f.High, f.Param.Unit)), size, words(found[inf.Found]), words(f.Param.Source)}})
	}
	return t
}

// found says in words whether an effect is more than chance.
var found = map[experiment.Found]string{
	experiment.Effect:   "yes",
	experiment.Alone:    "not sure",
	experiment.NoEffect: "no: it may be chance",
}

func (s sensitivity) method() []string {
	return []string{fmt.Sprintf("One scenario was simulated under %d combinations of %d assumptions, spread over their ranges, %s each, over %s; all meet the same luck.", len(s.Answer.Design.Points), len(s.Factors), times(s.Answer.Design.Runs), s.span())}
}

func (s sensitivity) place(string) string { return hingesChapter }
