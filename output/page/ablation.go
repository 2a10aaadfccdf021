package page

import (
	"fmt"
	"slices"
	"strings"

	"channelsim/output/text"
	"channelsim/scenarios"
	"channelsim/sim/experiment"
)

// ablation tells which mechanisms cause an outcome.
type ablation struct{ run }

func (a ablation) question() string {
	return fmt.Sprintf("What makes %s come out as it does over %s: which of its mechanisms?", a.Design.Points[0].Scenario.Name, a.span())
}

func (a ablation) answer() []block {
	return append([]block{strong(a.report.Closing.Says), para(a.spirals(0, " with all mechanisms"))}, a.sure()...)
}

func (a ablation) hinges() []block {
	blocks := []block{para("Each mechanism was switched off in turn, on the same luck. What an outcome loses without it is what the mechanism does. " + notSure)}
	for _, o := range a.Design.Outcomes {
		var of []experiment.AblationRow
		most := 0.0
		for _, e := range a.report.Subject.Effects {
			if e.Outcome == o {
				of = append(of, e)
				if d := e.Difference.Mean; !undefined(d) {
					most = max(most, d, -d)
				}
			}
		}
		if len(of) > 0 {
			blocks = append(blocks, block{Table: a.effects(o, of, measureOf(o.Metric, most, a.currency()))})
		}
	}
	return append(blocks, para("Which assumed figures matter is another question, which this folder does not tell:"), code("channelsim sensitivity "+a.report.Source.Scenario))
}

func (a ablation) effects(o experiment.Outcome, of []experiment.AblationRow, m measure) *table {
	t := &table{Caption: fmt.Sprintf("%s: what each mechanism adds", text.Capital(o.Label())), Head: []string{"Mechanism", "Adds" + suffix(m.per()), "More than chance?"}}
	for i := range of[:min(len(of), mostInfluences)] {
		e := &of[i]
		t.Rows = append(t.Rows, row{Head: mechanism(e.Mechanism), Small: e.Mechanism, Cells: []cell{m.difference(&e.Difference), words(found[e.Found])}})
	}
	return t
}

// mechanism says what a mechanism is.
func mechanism(name string) string {
	i := slices.IndexFunc(scenarios.MechanismTable[:], func(m scenarios.Mechanism) bool { return m.Name == name })
	if i < 0 {
		return name
	}
	return text.Capital(scenarios.MechanismTable[i].Doc)
}

func (a ablation) place(picture string) string {
	if strings.HasPrefix(picture, "mechanisms") {
		return hingesChapter
	}
	return a.run.place(picture)
}

func (a ablation) method() []string {
	return []string{fmt.Sprintf("One scenario was simulated %s over %s, and as often again without each of %s, on the same luck.", times(a.finished(0)), a.span(), experiment.CountOf(len(a.Design.Points)-1, "mechanism"))}
}
