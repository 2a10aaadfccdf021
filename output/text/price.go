package text

import (
	"math"
	"slices"
	"strings"

	"channelsim/sim"
	"channelsim/sim/experiment"
)

// priceTable says what the spiral changes in money and partners: a row for each outcome, a column for
// the weeks of the run, for five years and for the last of these.
func priceTable(a *experiment.Answer, o Options) string {
	p := a.Price
	var windows, metrics []string
	for _, c := range p.Changes {
		if !slices.Contains(windows, c.Outcome.Window) {
			windows = append(windows, c.Outcome.Window)
		}
		if !slices.Contains(metrics, c.Outcome.Metric) {
			metrics = append(metrics, c.Outcome.Metric)
		}
	}
	head := []string{""}
	for _, w := range windows {
		head = append(head, "weeks "+strings.Replace(w, ":", "-", 1))
	}
	g := blank(o, head...)
	for _, metric := range metrics {
		m, largest := &sim.Metrics[sim.MetricIndex(metric)], 0.0
		cells := make([]*experiment.Difference, len(windows))
		for i := range p.Changes {
			if c := &p.Changes[i]; c.Outcome.Metric == metric {
				cells[slices.Index(windows, c.Outcome.Window)] = &c.Difference
				largest = math.Max(largest, math.Abs(c.Difference.Mean))
			}
		}
		unit, scale := Unit(m, largest, a.Design.Points[0].Scenario.Run.Currency)
		row := []string{label(m.Label, unit)}
		for _, d := range cells {
			if d == nil {
				row = append(row, "")
				continue
			}
			row = append(row, pairedText(m, d, scale))
		}
		g.Add(row...)
	}
	return g.String()
}
