package text

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"channelsim/sim"
	"channelsim/sim/experiment"
)

// mostBeside is the number of choices that are shown beside the first.
const mostBeside = 3

// moneyTable says where the revenue of the first choice goes, and what others have more or less; empty where nothing
// differs or that is not known.
func moneyTable(c *experiment.Comparison, a *experiment.Answer, leading *experiment.Contest, o Options) string {
	contests := c.MoneyContests(a)
	if contests == nil {
		return ""
	}
	first := a.Money(0)
	unit, scale := Unit(&sim.Metrics[sim.MetricIndex(first.Revenue.Metric)], first.Revenue.Mean, a.Design.Points[0].Scenario.Run.Currency)
	places := int(math.Round(math.Log10(scale)))
	others := besideFirst(c, leading)
	head := []string{"", c.Names[0]}
	for _, p := range others {
		head = append(head, c.Names[p]+" has")
	}
	g := blank(o, head...)
	for i := range contests {
		contest := &contests[i]
		m := &sim.Metrics[sim.MetricIndex(contest.Outcome.Metric)]
		row := []string{m.Label, Round(first.Line(m.Key).Amount/scale, first.Place-places)}
		if m.Share {
			row[1] = Percent(contest.Standings[0].Mean, math.NaN(), math.NaN())
		}
		for _, p := range others {
			cell := "-"
			if d := contest.Shown(p, 0); d != nil {
				cell = pairedText(m, d, scale)
			}
			row = append(row, cell)
		}
		g.Add(row...)
	}
	title := fmt.Sprintf("Where revenue goes with %s, and what differs with others, rounded one by one (%s; - may be chance)", c.Names[0], unit)
	return "\n" + Wrap(title, o.Width) + "\n" + g.String() + "\n"
}

// besideFirst are the choices but the first; of many those that stand best in the leading outcome, in their order.
func besideFirst(c *experiment.Comparison, leading *experiment.Contest) []int {
	var others []int
	for p := 1; p < len(c.Names); p++ {
		others = append(others, p)
	}
	if len(others) <= mostBeside {
		return others
	}
	rank := func(p int) int {
		if s := leading.Standing(p); s != nil && s.Rank > 0 {
			return s.Rank
		}
		return len(c.Names) + 1
	}
	slices.SortStableFunc(others, func(p, q int) int { return cmp.Compare(rank(p), rank(q)) })
	others = others[:mostBeside]
	slices.Sort(others)
	return others
}
