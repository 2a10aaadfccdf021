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

// Comparison draws the pictures of a comparison: of three points or more where each stands, the
// paired differences of each outcome from the best (or first) point and, of few points, their
// weeks over each other. title is what the first outcome says of an interrupted comparison.
func Comparison(c *experiment.Comparison, a *experiment.Answer, contests []experiment.Contest, title string, o Options) []Picture {
	var all []Picture
	if f := standings(c, a, contests, o); f != nil {
		all = append(all, Picture{"standings", f})
	}
	for i := range contests {
		contest := &contests[i]
		if contest.Vendor != sim.All || len(contest.Pairs) == 0 {
			continue
		}
		f := pairs(c, a, contest, o)
		if f == nil {
			continue
		}
		switch n := compared(c, a); {
		case n < experiment.FewRuns:
			f.Title = fmt.Sprintf("Too few runs to say (%d)", n)
		case i == 0 && a.Interrupted:
			f.Title = title
		}
		all = append(all, Picture{pictureName("difference", contest.Outcome), f})
	}
	if len(c.Names) > mostOverlaid {
		return all
	}
	for _, p := range []Picture{
		{sim.FollowUp, overlay(c, a, o, sim.FollowUp)},
		{"weekly_bands", overlay(c, a, o, Story...)},
		{"survival", survivals(c, a, o)},
		{"funnel", funnel(a, c.Names, compareCaption(c, a, o))},
		{"lorenz", lorenz(a, c.Names, compareCaption(c, a, o))},
		{"phase", phase(a, c.Names, compareCaption(c, a, o))},
	} {
		if p.Figure != nil {
			all = append(all, p)
		}
	}
	return all
}

func compareCaption(c *experiment.Comparison, a *experiment.Answer, o Options) string {
	return fmt.Sprintf("%s, %s each on the same random numbers, seed %d; %s", strings.Join(c.Names, ", "), text.Count(len(a.Replicated(0, a.Design.Outcomes[0])), "run"), a.Design.Seed, o.madeBy())
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
		names = append(names, c.Names[other]+"\n"+toldWords[p.Told])
		low, high = min(low, orElse(d.CILow, d.Mean)), max(high, orElse(d.CIHigh, d.Mean))
	}
	if len(names) == 0 {
		return nil
	}
	panel.Add(&plotter.Line{XYs: plotter.XYs{{X: -0.5, Y: 0}, {X: last, Y: 0}}, LineStyle: draw.LineStyle{Color: ink, Width: 1.5}})
	panel.X.Min, panel.X.Max = -0.5, last
	m.Key = "" // a difference is no level: its axis goes where it goes
	unit := valueAxis(&panel.Y, &m, a.Design.Points[0].Scenario.Run.Currency, low, high)
	if m.Share {
		unit = "points"
	}
	panel.Y.Label.Text = "difference from " + c.Names[best] + " (" + unit + ")"
	f := &Figure{Title: c.Finding(contest), kind: "paired differences of scenarios, each a point with its interval", Caption: compareCaption(c, a, o), panels: []*plot.Plot{panel}, columns: 1,
		key: []keyEntry{{"mean paired difference", dotSwatch(blue.line, draw.CircleGlyph{})}, {"95 % interval", fillSwatch(blue.light)}}}
	f.words(panel, names)
	if contest.Indifference > 0 {
		f.key = append(f.key, keyEntry{"does not matter", fillSwatch(rule)})
	}
	return f
}

// toldWords say below a difference whether it is more than chance.
var toldWords = map[experiment.Told]string{experiment.Apart: "more than chance", experiment.ApartAlone: "not sure", experiment.NotApart: "may be chance"}

func dotSwatch(c color.Color, shape draw.GlyphDrawer) func(draw.Canvas) {
	return func(to draw.Canvas) {
		to.DrawGlyph(draw.GlyphStyle{Color: c, Radius: 5, Shape: shape}, vg.Point{X: (to.Min.X + to.Max.X) / 2, Y: (to.Min.Y + to.Max.Y) / 2})
	}
}
