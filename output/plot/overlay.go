package plot

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"

	"channelsim/output/text"
	"channelsim/sim"
	"channelsim/sim/experiment"
)

// overlay draws one or more metrics of each point week by week: the mean, and the half of the
// runs in the middle. Several metrics become small multiples; nil where no weeks are there.
func overlay(c *experiment.Comparison, a *experiment.Answer, o Options, metrics ...string) *Figure {
	if a.Band(0, sim.All, metrics[0]) == nil {
		return nil
	}
	f := &Figure{Title: overlayTitle(c, a, metrics), kind: "weekly means of several scenarios over each other, with bands", Caption: compareCaption(c, a, o), columns: 1 + min(1, len(metrics)-1)}
	for i, name := range c.Names {
		f.key = append(f.key, keyEntry{name + ", mean", styledSwatch(lineOf(i))})
	}
	f.key = append(f.key, keyEntry{"half of the runs of each, in its tint", tintSwatch(len(c.Names))})
	for _, key := range metrics {
		f.panels = append(f.panels, f.overlaid(a, len(c.Names), key, len(metrics) > 1))
	}
	return f
}

// overlaid is a panel of one metric of the first points.
func (f *Figure) overlaid(a *experiment.Answer, points int, key string, small bool) *plot.Plot {
	m, run := &sim.Metrics[sim.MetricIndex(key)], runOf(a)
	panel := newPanel(text.WeekTitle(run.Start), "")
	var lines []plot.Plotter // over all bands
	least, greatest := math.Inf(1), math.Inf(-1)
	for i := range points {
		for _, part := range pieces(a, i, key) {
			var mean, low, high plotter.XYs
			for _, b := range part {
				x := float64(b.Week)
				mean, low, high = append(mean, plotter.XY{X: x, Y: b.Mean}), append(low, plotter.XY{X: x, Y: b.P25}), append(high, plotter.XY{X: x, Y: b.P75})
				least, greatest = min(least, b.P25, b.Mean), max(greatest, b.P75, b.Mean)
			}
			panel.Add(ribbon(low, high, hues[i%len(hues)].light))
			lines = append(lines, &plotter.Line{XYs: mean, LineStyle: lineOf(i)})
		}
	}
	panel.Add(lines...)
	unit := valueAxis(&panel.Y, m, run.Currency, least, greatest)
	panel.Y.Label.Text = text.Capital(m.Label) + " (" + unit + ")"
	if small {
		panel.Y.Label.Text = unit
		f.heading(panel, text.Capital(m.Label))
	}
	f.weeks(panel, 1, a.Layout.Weeks, run.Start)
	return panel
}

// overlayTitle says where each metric ends with each point, or that nothing was told apart.
func overlayTitle(c *experiment.Comparison, a *experiment.Answer, metrics []string) string {
	if compared(c, a) < experiment.FewRuns {
		return fmt.Sprintf("Too few runs to say (%d)", compared(c, a))
	}
	var apart, alike []string
	for _, key := range metrics {
		m := &sim.Metrics[sim.MetricIndex(key)]
		switch ends := endings(c, a, m); {
		case toldApart(c, a, key) && len(apart) == 0:
			apart = append(apart, subject(m)+" ends at "+ends)
		case toldApart(c, a, key):
			apart = append(apart, metricName(m))
		case ends != "":
			alike = append(alike, metricName(m))
		}
	}
	switch {
	case len(apart) == 0 && len(alike) == 0:
		return "No value to show: " + strings.Join(metrics, ", ") + " is undefined"
	case len(apart) == 0 && len(metrics) == 1:
		m := &sim.Metrics[sim.MetricIndex(metrics[0])]
		return "No difference was found in " + metricName(m) + ": it ends at " + endings(c, a, m)
	case len(apart) == 0:
		return "No difference was found in " + and(alike)
	}
	said := apart[0]
	if others := and(apart[1:]); others != "" {
		said += "; there are differences in " + others
	}
	if len(alike) > 0 {
		said += "; no difference was found in " + and(alike)
	}
	return said
}

// metricName is a metric within a sentence.
func metricName(m *sim.Metric) string {
	if m.Key == sim.FollowUp {
		return "follow-up"
	}
	return m.Label
}

// compared is the number of runs that all points have.
func compared(c *experiment.Comparison, a *experiment.Answer) int {
	least := math.MaxInt
	for i := range c.Names {
		n := 0
		if s := a.SurvivalOf(i); s != nil {
			n = s.Runs
		}
		least = min(least, n)
	}
	return least
}

// endings says what a metric is in the last half year with each point.
func endings(c *experiment.Comparison, a *experiment.Answer, m *sim.Metric) string {
	var words []string
	for i, name := range c.Names {
		if s := a.Find(i, sim.All, m.Key, "last_half_year"); s != nil && !math.IsNaN(s.Mean) {
			words = append(words, level(m, runOf(a).Currency, perWeek(a, m, s).Mean)+" with "+name)
		}
	}
	return strings.Join(words, ", ")
}

// toldApart reports whether any two points differ in the last half year: by their paired
// difference where it was kept, else by intervals that lie apart.
func toldApart(c *experiment.Comparison, a *experiment.Answer, metric string) bool {
	for i := range c.Names {
		for j := range i {
			if d := a.Paired(i, j, experiment.Outcome{Metric: metric, Window: "last_half_year"}); d.N > 1 {
				if d.CILow > 0 || d.CIHigh < 0 {
					return true
				}
				continue
			}
			x, y := a.Find(i, sim.All, metric, "last_half_year"), a.Find(j, sim.All, metric, "last_half_year")
			if x != nil && y != nil && (x.CILow > y.CIHigh || x.CIHigh < y.CILow) {
				return true
			}
		}
	}
	return false
}

// and joins words: a, b and c.
func and(words []string) string { return listed(words, "and") }

// or joins words: a, b or c.
func or(words []string) string { return listed(words, "or") }

func listed(words []string, last string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	n := len(words) - 1
	return strings.Join(words[:n], ", ") + " " + last + " " + words[n]
}

// survivals draws the survival curves of all points over each other; nil where there is none.
func survivals(c *experiment.Comparison, a *experiment.Answer, o Options) *Figure {
	if compared(c, a) == 0 {
		return nil
	}
	f := survival(a, c.Names)
	f.Title, f.Caption = survivalsTitle(c, a), compareCaption(c, a, o)
	return f
}

// survivalsTitle says how many runs spiralled with each point.
func survivalsTitle(c *experiment.Comparison, a *experiment.Answer) string {
	if n := compared(c, a); n < experiment.FewRuns {
		return fmt.Sprintf("Too few runs to say (%d)", n)
	}
	var words []string
	same := true
	first := a.SurvivalOf(0)
	for i, name := range c.Names {
		s := a.SurvivalOf(i)
		words = append(words, fmt.Sprintf("%s of %s with %s", text.Round(float64(s.Spirals), 0), text.Count(s.Runs, "run"), name))
		same = same && slices.Equal(s.Healthy, first.Healthy)
	}
	found := "Death spiral in " + strings.Join(words, ", ")
	if same {
		return "No difference was found: d" + found[1:]
	}
	return found
}
