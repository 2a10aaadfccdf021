package plot

import (
	"cmp"
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
		all = append(all, stage{times(r.Actual, 1/received.Mean), times(r.Reported, 1/reported)})
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
	f := &Figure{Title: funnelTitle(a, names), kind: "funnel of leads by route, stage by stage, as it is and as reported", Caption: caption, across: "share of the leads received (per cent, logarithmic scale)",
		key: []keyEntry{{"as it is", dotSwatch(hues[0].line, draw.CircleGlyph{})}, {"as the vendor's figures have it (none where they say nothing)", dotSwatch(hues[1].line, draw.PyramidGlyph{})}, intervalKey(2)}}
	least := leastShare(a)
	grid := funnelGrid{f: f}
	for _, route := range routes {
		if len(names) > 1 {
			grid.heads = names
			for i := range names {
				f.panels = append(f.panels, f.funnelPanel(stages(a, i, route.key, sim.All), least))
			}
			continue
		}
		grid.heads = grades(a)
		for _, grade := range grid.heads {
			f.panels = append(f.panels, f.funnelPanel(stages(a, 0, route.key, grade), least))
		}
	}
	f.columns, f.arrange = len(grid.heads), grid.arrange
	grid.arrange(vg.Point{X: pageWidth, Y: pageHeight})
	return f
}

// funnelGrid are the panels of a funnel: a row for each route, a column for each head.
type funnelGrid struct {
	f     *Figure
	heads []string
}

// narrowest is the width that a panel of a funnel takes, without the names of its stages.
const (
	narrowest = 112
	lowest    = 130 // and the height that a row takes
)

// arrange puts each route in a row, or in several where the page is narrow and high, with the heads
// above the panels, and the route and the stages before each row.
func (g *funnelGrid) arrange(size vg.Point) ([]*plot.Plot, int) {
	heads := len(g.heads)
	columns := min(heads, max(1, int(size.X/narrowest)-1))
	if size.Y < vg.Length(lowest*len(routes)*rowsOf(heads, columns)) {
		columns = heads
	}
	columns = (heads + rowsOf(heads, columns) - 1) / rowsOf(heads, columns) // rows of one length
	var panels []*plot.Plot
	for r, route := range routes {
		for i, p := range g.f.panels[r*heads : (r+1)*heads] {
			p.Title.Text = strings.Join(wrap(g.heads[i], style(labelSize, ink), size.X/vg.Length(columns)-30), "\n")
			p.Y.Label.Text = ""
			if i%columns == 0 {
				p.Y.Label.Text = text.Capital(route.words)
			}
			named(p, i%columns == 0)
			panels = append(panels, p)
		}
		for len(panels)%columns > 0 {
			panels = append(panels, emptyPanel())
		}
	}
	return panels, columns
}

// rowsOf is the number of rows that so many panels take.
func rowsOf(panels, columns int) int { return (panels + columns - 1) / columns }

// grades are all of them together, and then each of which the first point has leads.
func grades(a *experiment.Answer) []string {
	all := []string{sim.All}
	for i := range a.Funnel {
		if r := &a.Funnel[i]; r.Point == 0 && r.Actual.Mean > 0 && !slices.Contains(all, r.Grade) {
			all = append(all, r.Grade)
		}
	}
	slices.SortStableFunc(all[1:], func(x, y string) int {
		return cmp.Compare(slices.Index(sim.FunnelGrades, x), slices.Index(sim.FunnelGrades, y))
	})
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

// funnelPanel is a panel with a dot for each stage, from the top down.
func (f *Figure) funnelPanel(all []stage, least float64) *plot.Plot {
	p := newPanel("", "")
	var actual, reported plotter.XYs
	for i, s := range all {
		y := float64(len(sim.FunnelStages) - 1 - i)
		actual, reported = append(actual, plotter.XY{X: s.actual.Mean, Y: y + 0.12}), append(reported, plotter.XY{X: s.reported.Mean, Y: y - 0.12})
		p.Add(across(y+0.12, s.actual, least, hues[0], draw.CircleGlyph{})...)
		p.Add(across(y-0.12, s.reported, least, hues[1], draw.PyramidGlyph{})...)
	}
	p.Add(joined(actual, least, lineOf(0))...)
	p.Add(joined(reported, least, lineOf(1))...)
	p.Y.Tick.LineStyle.Width, p.Y.LineStyle.Width = 0, 0
	p.Y.Min, p.Y.Max = -0.5, float64(len(sim.FunnelStages))-0.5
	p.X.Scale, p.X.Min, p.X.Max = plot.LogScale{}, least, 1.3 // room for a dot
	f.fit = append(f.fit, func(width vg.Length) { p.X.Tick.Marker = decades(least, width) })
	if len(all) == 0 {
		p.Add(note("no leads"))
	}
	return p
}

// decades marks the powers of ten up to 1, every second one where there is little room.
func decades(least float64, width vg.Length) plot.Ticker {
	n := int(math.Round(-math.Log10(least)))
	every := 1
	if width < vg.Length(60+40*n) {
		every = 2
	}
	var marks []plot.Tick
	for i := range n + 1 {
		mark := plot.Tick{Value: math.Pow10(-i), Label: " "}
		if i%every == 0 {
			mark.Label = valueNumber(100 * mark.Value)
		}
		marks = append(marks, mark)
	}
	return plot.ConstantTicks(marks)
}

// valueNumber prints a number without noughts at its end.
func valueNumber(x float64) string { return text.Round(x, min(0, int(math.Floor(math.Log10(x)+1e-9)))) }

// named writes the stages on a vertical axis, or leaves its marks without words.
func named(p *plot.Plot, with bool) {
	var marks []plot.Tick
	for i, name := range sim.FunnelStages {
		if !with {
			name = " " // with none it would lose its line in the grid
		}
		marks = append(marks, plot.Tick{Value: float64(len(sim.FunnelStages) - 1 - i), Label: name})
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
	return text.Capital(strings.Join(words, ", "))
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
