package plot

import (
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"channelsim/output/text"
	"channelsim/sim"
	"channelsim/sim/experiment"
)

// routes are the ways that leads take, with how they are spoken of.
var routes = []struct{ key, words string }{{"partners", "partners"}, {"direct", "direct team"}}

// stage is the share of the leads received that came to a stage.
type stage struct {
	name             string
	actual, reported experiment.Estimate // undefined where nothing is known
}

// stages is the funnel of a point's leads of a grade by a route; none where no leads came.
func stages(a *experiment.Answer, point int, route, grade string) []stage {
	var all []stage
	var received experiment.Estimate
	var reported float64
	for i := range a.Funnel {
		r := &a.Funnel[i]
		if r.Point != point || r.Vendor != sim.All || r.Route != route || r.Grade != grade {
			continue
		}
		if len(all) == 0 {
			received, reported = r.Actual, orElse(r.Reported.Mean, r.Actual.Mean)
		}
		all = append(all, stage{r.Stage, times(r.Actual, 1/received.Mean), times(r.Reported, 1/reported)})
	}
	if !(received.Mean > 0) {
		return nil
	}
	return all
}

// times scales an estimate.
func times(e experiment.Estimate, k float64) experiment.Estimate {
	return experiment.Estimate{Mean: k * e.Mean, SD: k * e.SD, CILow: k * e.CILow, CIHigh: k * e.CIHigh, N: e.N}
}

// funnel draws how far leads come by each route, as it is and as the vendor's figures have it:
// of one point by grade, of several points all grades together. Nil where nothing is known.
func funnel(a *experiment.Answer, names []string, caption string) *Figure {
	if len(a.Funnel) == 0 {
		return nil
	}
	f := &Figure{Title: funnelTitle(a, names), kind: "funnel of leads by route, as it is and as reported, as a share of the leads received on a logarithmic scale", Caption: caption,
		key: []keyEntry{{"as it is", dotSwatch(hues[0].line, draw.CircleGlyph{})}, {"as the vendor's figures have it (none where they say nothing)", dotSwatch(hues[1].line, draw.PyramidGlyph{})}, {"95 % interval of each, in its tint", fillSwatch(rule)}}}
	least := leastShare(a)
	for _, route := range routes {
		if len(names) > 1 {
			for i, name := range names {
				f.funnelPanel(route.words+", "+name, stages(a, i, route.key, sim.All), least)
			}
			continue
		}
		for _, grade := range grades(a) {
			title := route.words + ", " + grade
			if grade == sim.All {
				title = route.words + ", all"
			}
			f.funnelPanel(title, stages(a, 0, route.key, grade), least)
		}
	}
	f.columns = max(1, len(f.panels)/len(routes))
	for i, p := range f.panels {
		if i%f.columns > 0 { // stages are named once in a row
			nameless(p)
		}
		if i >= len(f.panels)-f.columns {
			p.X.Label.Text = "% of received"
		}
	}
	return f
}

// grades are all of them together, and then each that the first point has.
func grades(a *experiment.Answer) []string {
	all := []string{sim.All}
	for i := range a.Funnel {
		if g := a.Funnel[i].Grade; !slices.Contains(all, g) {
			all = append(all, g)
		}
	}
	slices.Sort(all[1:])
	return all
}

// leastShare is the power of ten below all shares that are drawn.
func leastShare(a *experiment.Answer) float64 {
	least := 0.1
	for i := range a.Funnel {
		r := &a.Funnel[i]
		for _, s := range stages(a, r.Point, r.Route, r.Grade) {
			for _, x := range []float64{s.actual.Mean, s.reported.Mean} {
				if x > 0 {
					least = math.Min(least, x)
				}
			}
		}
	}
	return math.Max(1e-4, math.Pow10(int(math.Floor(math.Log10(least)))))
}

// funnelPanel adds a panel with a dot for each stage, from the top down.
func (f *Figure) funnelPanel(title string, all []stage, least float64) {
	p := newPanel("", "")
	f.heading(p, capital(title))
	names := make([]string, len(all))
	var actual, reported plotter.XYs
	for i, s := range all {
		y := float64(len(all) - 1 - i)
		names[len(all)-1-i] = s.name
		actual, reported = append(actual, plotter.XY{X: s.actual.Mean, Y: y + 0.12}), append(reported, plotter.XY{X: s.reported.Mean, Y: y - 0.12})
		p.Add(across(y+0.12, s.actual, least, hues[0], draw.CircleGlyph{})...)
		p.Add(across(y-0.12, s.reported, least, hues[1], draw.PyramidGlyph{})...)
	}
	p.Add(joined(actual, least, lineOf(0))...)
	p.Add(joined(reported, least, lineOf(1))...)
	p.NominalY(names...)
	p.Y.Min, p.Y.Max = -0.5, math.Max(1, float64(len(all)))-0.5
	p.X.Scale, p.X.Min, p.X.Max = plot.LogScale{}, least, 1
	var marks []plot.Tick
	for x := least; x < 1.5; x *= 10 {
		marks = append(marks, plot.Tick{Value: x, Label: valueNumber(100 * x)})
	}
	p.X.Tick.Marker = plot.ConstantTicks(marks)
	f.panels = append(f.panels, p)
}

// valueNumber prints a number without noughts at its end.
func valueNumber(x float64) string { return text.Round(x, min(0, int(math.Floor(math.Log10(x)+1e-9)))) }

// nameless takes the names off a vertical axis.
func nameless(p *plot.Plot) {
	marks := p.Y.Tick.Marker.Ticks(p.Y.Min, p.Y.Max)
	for i := range marks {
		marks[i].Label = " " // with none it would lose its line in the grid
	}
	p.Y.Tick.Marker = plot.ConstantTicks(marks)
}

// across is a dot with its interval on a logarithmic axis, which has no place for 0.
func across(y float64, e experiment.Estimate, least float64, h hue, shape draw.GlyphDrawer) []plot.Plotter {
	if !(e.Mean >= least*(1-1e-9)) {
		return nil
	}
	low, high := math.Max(least, orElse(e.CILow, e.Mean)), math.Min(1, orElse(e.CIHigh, e.Mean))
	return []plot.Plotter{
		&plotter.Line{XYs: plotter.XYs{{X: low, Y: y}, {X: high, Y: y}}, LineStyle: draw.LineStyle{Color: h.light, Width: 9}},
		&plotter.Scatter{XYs: plotter.XYs{{X: e.Mean, Y: y}}, GlyphStyle: draw.GlyphStyle{Color: h.line, Radius: vg.Length(4), Shape: shape}},
	}
}

// joined are lines between neighbouring dots, none where one is missing.
func joined(dots plotter.XYs, least float64, look draw.LineStyle) []plot.Plotter {
	look.Width = 1.5
	var lines []plot.Plotter
	for i := range dots {
		if i > 0 && dots[i-1].X >= least && dots[i].X >= least {
			lines = append(lines, &plotter.Line{XYs: dots[i-1 : i+1], LineStyle: look})
		}
	}
	return lines
}

// funnelTitle says what share of the leads each route wins, and what is reported of it.
func funnelTitle(a *experiment.Answer, names []string) string {
	for i := range names {
		if s := a.SurvivalOf(i); s == nil || s.Runs < experiment.FewRuns {
			return tooFew(a)
		}
	}
	if len(names) > 1 {
		return funnelsTitle(a, names)
	}
	var words []string
	for _, route := range routes {
		won := lastStage(a, 0, route.key)
		if won == nil {
			continue
		}
		said := route.words + " win " + percent(won.actual.Mean) + " of their leads"
		if route.key == "direct" {
			said = "the direct team wins " + percent(won.actual.Mean) + " of its own"
		}
		if !math.IsNaN(won.reported.Mean) {
			said += " (" + percent(won.reported.Mean) + " as reported)"
		}
		words = append(words, said)
	}
	if len(words) == 0 {
		return "No leads were handed out"
	}
	return capital(strings.Join(words, ", "))
}

// funnelsTitle compares what partners win.
func funnelsTitle(a *experiment.Answer, names []string) string {
	var words []string
	low, high := math.Inf(1), math.Inf(-1) // the least upper and the greatest lower end
	for i, name := range names {
		if won := lastStage(a, i, routes[0].key); won != nil {
			words = append(words, percent(won.actual.Mean)+" with "+name)
			low, high = min(low, won.actual.CIHigh), max(high, won.actual.CILow)
		}
	}
	switch {
	case len(words) == 0:
		return "No leads were handed out to partners"
	case low < high:
		return "Of their leads partners win " + strings.Join(words, ", ")
	}
	return "No difference was found in what partners win of their leads: " + strings.Join(words, ", ")
}

// lastStage is what became of all leads of a route in the end; nil where none came.
func lastStage(a *experiment.Answer, point int, route string) *stage {
	all := stages(a, point, route, sim.All)
	if len(all) == 0 {
		return nil
	}
	return &all[len(all)-1]
}

// percent prints a share with two digits that count.
func percent(x float64) string {
	if !(x > 0) {
		return "0 %"
	}
	return text.Round(100*x, min(0, int(math.Floor(math.Log10(100*x)))-1)) + " %"
}
