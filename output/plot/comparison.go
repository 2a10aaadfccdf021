package plot

import (
	"fmt"
	"image/color"
	"math"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"channelsim/output/text"
	"channelsim/sim"
	"channelsim/sim/experiment"
)

// mostOverlaid is the number of points whose weekly bands are drawn over each other.
const mostOverlaid = 4

// Comparison draws the pictures of a comparison: the paired differences of each outcome from
// the best (or first) point, and follow-up week by week. title is what the first outcome says.
func Comparison(c *experiment.Comparison, a *experiment.Answer, contests []experiment.Contest, title string, o Options) []Picture {
	var all []Picture
	for i := range contests {
		contest := &contests[i]
		if contest.Vendor != sim.All || len(contest.Pairs) == 0 {
			continue
		}
		f := pairs(c, a, contest, o)
		if f == nil {
			continue
		}
		if i == 0 {
			f.Title = title
		}
		all = append(all, Picture{pictureName("difference", contest.Outcome), f})
	}
	if f := overlay(c, a, o); f != nil {
		all = append(all, Picture{sim.FollowUp, f})
	}
	return all
}

func compareCaption(c *experiment.Comparison, a *experiment.Answer, o Options) string {
	return fmt.Sprintf("%s, %s each on the same random numbers, seed %d; channelsim %s, model %d", strings.Join(c.Names, ", "), runs(len(a.Replicated(0, a.Design.Outcomes[0]))), a.Design.Seed, o.Version, sim.ModelVersion)
}

// pairs draws how every other point differs from the best one, or from the first where nothing is
// ranked.
func pairs(c *experiment.Comparison, a *experiment.Answer, contest *experiment.Contest, o Options) *Figure {
	best := contest.Standings[0].Point
	if s := contest.Best(); s != nil {
		best = s.Point
	}
	m := overWindow(contest.Outcome.Metric)
	panel := newPanel("", "")
	low, high := -contest.Indifference, contest.Indifference
	zone := contest.Indifference
	last := float64(len(contest.Standings)) - 1.5
	if zone > 0 { // under the intervals
		panel.Add(ribbon(plotter.XYs{{X: -0.5, Y: -zone}, {X: last, Y: -zone}}, plotter.XYs{{X: -0.5, Y: zone}, {X: last, Y: zone}}, rule))
	}
	var names []string
	for i := range contest.Standings {
		other := contest.Standings[i].Point
		p := contest.Between(other, best)
		if p == nil || math.IsNaN(p.Difference.Mean) {
			continue
		}
		d := p.Difference
		panel.Add(whisker(float64(len(names)), experiment.Estimate{Mean: d.Mean, CILow: d.CILow, CIHigh: d.CIHigh}, blue)...)
		names = append(names, strings.Join(wrap(c.Names[other], style(tickSize, ink, false), vg.Length(780/len(contest.Standings))), "\n")+"\n"+string(p.Told))
		low, high = min(low, orElse(d.CILow, d.Mean)), max(high, orElse(d.CIHigh, d.Mean))
	}
	if len(names) == 0 {
		return nil
	}
	panel.Add(&plotter.Line{XYs: plotter.XYs{{X: -0.5, Y: 0}, {X: last, Y: 0}}, LineStyle: draw.LineStyle{Color: ink, Width: 1.5}})
	panel.NominalX(names...)
	panel.X.Min, panel.X.Max = -0.5, last
	m.Key = "" // a difference is no level: its axis goes where it goes
	unit := valueAxis(&panel.Y, &m, a.Design.Points[0].Scenario.Run.Currency, low, high)
	if m.Share {
		unit = "points"
	}
	panel.Y.Label.Text = "difference from " + c.Names[best] + " (" + unit + ")"
	f := &Figure{Title: capital(contest.Label()) + ", against " + c.Names[best], Caption: compareCaption(c, a, o), panels: []*plot.Plot{panel}, columns: 1,
		key: []keyEntry{{"mean paired difference", dotSwatch(blue.line)}, {"95 % interval", fillSwatch(blue.light)}}}
	if contest.Indifference > 0 {
		f.key = append(f.key, keyEntry{"does not matter", fillSwatch(rule)})
	}
	return f
}

func dotSwatch(c color.Color) func(draw.Canvas) {
	return func(to draw.Canvas) {
		to.DrawGlyph(draw.GlyphStyle{Color: c, Radius: 5, Shape: draw.CircleGlyph{}}, vg.Point{X: (to.Min.X + to.Max.X) / 2, Y: (to.Min.Y + to.Max.Y) / 2})
	}
}

// overlay draws the mean follow-up of each point week by week, with the half of the runs in the
// middle; nil where no weeks are there or too many points.
func overlay(c *experiment.Comparison, a *experiment.Answer, o Options) *Figure {
	if len(c.Names) > mostOverlaid || a.Band(0, sim.All, sim.FollowUp) == nil {
		return nil
	}
	run := &a.Design.Points[0].Scenario.Run
	panel := newPanel(text.WeekTitle(run.Start), "")
	f := &Figure{Title: overlayTitle(c, a), Caption: compareCaption(c, a, o), columns: 1, panels: []*plot.Plot{panel}}
	var lines []plot.Plotter // over all bands
	dashes := [][]vg.Length{nil, {12, 5}, {3, 4}, {12, 4, 3, 4}}
	for i, name := range c.Names {
		h := hues[i%len(hues)]
		var mean, low, high plotter.XYs
		for _, b := range a.Band(i, sim.All, sim.FollowUp) {
			if !math.IsNaN(b.Mean) {
				x := float64(b.Week)
				mean, low, high = append(mean, plotter.XY{X: x, Y: b.Mean}), append(low, plotter.XY{X: x, Y: b.P25}), append(high, plotter.XY{X: x, Y: b.P75})
			}
		}
		if len(mean) == 0 {
			continue
		}
		style := draw.LineStyle{Color: h.line, Width: 3, Dashes: dashes[i]}
		panel.Add(ribbon(low, high, h.light))
		lines = append(lines, &plotter.Line{XYs: mean, LineStyle: style})
		f.key = append(f.key, keyEntry{name, styledSwatch(style)})
	}
	panel.Add(lines...)
	f.key = append(f.key, keyEntry{"half of the runs of each, in its tint", fillSwatch(rule)})
	m := &sim.Metrics[sim.MetricIndex(sim.FollowUp)]
	panel.Y.Label.Text = capital(m.Label) + " (" + valueAxis(&panel.Y, m, run.Currency, 0, 1) + ")"
	weekAxis(&panel.X, 1, a.Layout.Weeks, run.Start, 12)
	return f
}

// overlayTitle says where follow-up ends with each.
func overlayTitle(c *experiment.Comparison, a *experiment.Answer) string {
	if len(a.Replicated(0, a.Design.Outcomes[0])) < experiment.FewRuns {
		return tooFew(a)
	}
	var words []string
	m := &sim.Metrics[sim.MetricIndex(sim.FollowUp)]
	for i, name := range c.Names {
		if s := a.Find(i, sim.All, sim.FollowUp, "last_half_year"); s != nil && !math.IsNaN(s.Mean) {
			words = append(words, level(m, "", s.Mean)+" with "+name)
		}
	}
	return "Partners' follow-up ends at " + strings.Join(words, ", ")
}
