package page

import (
	"fmt"
	"math"

	"channelsim/output/text"
	"channelsim/sim/experiment"
)

// money is the table of where revenue goes; nil where that is not known.
func (r run) money() *table {
	m := r.Money(0)
	if m == nil {
		return nil
	}
	of := measureOf(m.Revenue.Metric, m.Revenue.Mean, r.currency())
	t := &table{Caption: "Where revenue goes over the whole time; below each average the range that chance leaves open (95 % interval). What is spent and what is kept add up to the revenue",
		Head: []string{"Of revenue", text.Capital(orWords(of.unit, "amount")), "Share of revenue"}}
	for _, l := range m.Lines() {
		t.Rows = append(t.Rows, row{Head: measureOf(l.Metric, l.Mean, "").name(), Cells: []cell{of.exact(&l, m.Place), {Main: shareOf(&l)}}})
	}
	return t
}

// exact is an amount as it adds up with others, with the interval of its mean.
func (m measure) exact(l *experiment.MoneyLine, place int) cell {
	c := cell{Main: figures(l.Amount/m.scale, place-int(math.Round(math.Log10(m.scale))))}
	if l.Summary != nil {
		c.Range = m.summary(l.Summary).Range
	}
	return c
}

// shareOf prints a share that adds up with others.
func shareOf(l *experiment.MoneyLine) string { return figures(100*l.Share, -1) + " %" }

// money are the tables of where revenue goes with each choice, and of what differs from the first; nothing where that
// is not known or nothing differs.
func (c comparison) money() []block {
	contests := c.MoneyContests(c.Answer)
	if contests == nil {
		return nil
	}
	largest := 0.0
	for i := range c.Names {
		largest = max(largest, c.Money(i).Revenue.Mean)
	}
	of := measureOf(contests[0].Outcome.Metric, largest, c.currency())
	levels := &table{Caption: fmt.Sprintf("Where revenue goes over the whole time, %s; below each average its share of the revenue. What is spent and what is kept add up to the revenue", orWords(of.unit, "in the scenario's money")), Head: []string{"Of revenue"}}
	differences := &table{Caption: fmt.Sprintf("The same, run by run: what each choice has more or less than %s. – means that it may be chance, with all pairs of choices looked at together. Each difference is rounded by itself", c.Names[0]), Head: []string{"Of revenue"}}
	for i, name := range c.Names {
		levels.Head = append(levels.Head, text.Capital(name))
		if i > 0 {
			differences.Head = append(differences.Head, text.Capital(name))
		}
	}
	for k := range contests {
		contest := &contests[k]
		m := measureOf(contest.Outcome.Metric, largest, c.currency())
		level, difference := row{Head: m.name()}, row{Head: m.name(), Small: m.per()}
		for i := range c.Names {
			money := c.Money(i)
			l := money.Line(m.Key)
			level.Cells = append(level.Cells, cell{Main: of.exact(&l, money.Place).Main, Range: shareOf(&l)})
			if i > 0 {
				difference.Cells = append(difference.Cells, m.shown(contest.Shown(i, 0)))
			}
		}
		differences.Rows = append(differences.Rows, difference)
		if !m.Share { // the table of all outcomes has it
			levels.Rows = append(levels.Rows, level)
		}
	}
	return append([]block{head("Where revenue goes"), {Table: levels}, {Table: differences}}, paras(c.SayMoney(c.Answer)...)...)
}

// shown is a difference that is more than chance.
func (m measure) shown(d *experiment.Difference) cell {
	switch {
	case d == nil:
		return none
	case d.Mean == 0:
		return cell{Main: "0"}
	}
	return m.difference(d)
}
