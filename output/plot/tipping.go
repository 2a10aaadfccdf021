package plot

import (
	"fmt"
	"image/color"
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

// Tipping draws the loop, the early warnings and the map of the basin, as far as they are
// there. title is what the search says.
func Tipping(t *experiment.Tipping, a *experiment.TippingAnswer, title string, o Options) []Picture {
	var all []Picture
	if a.Loop != nil {
		all = append(all, Picture{"loop", loop(t, a, title, o)})
	}
	if len(a.Warnings) > 0 && a.Warnings[0].Enough {
		all = append(all, Picture{"warnings", warnings(t, a, o)})
	}
	if a.Map != nil {
		all = append(all, Picture{"basin", heatMap(a.Map, a.MapAnswer, a.Map.Rows(a.MapAnswer), o)})
	}
	return all
}

func tippingCaption(t *experiment.Tipping, n int, o Options) string {
	return fmt.Sprintf("%s, %s at each value, seed %d; %s", t.Scenario.Name, text.Count(n, "run"), t.Seed, o.madeBy())
}

// loop draws both branches with their bands, and the threshold with its interval.
func loop(t *experiment.Tipping, a *experiment.TippingAnswer, title string, o Options) *Figure {
	l := a.Loop
	panel := newPanel(axisTitle(&t.Factor), "")
	low, high := math.Inf(1), math.Inf(-1)
	f := &Figure{Title: soFar(l.Runs, "value", title), kind: "hysteresis loop: the response on the way down and on the way up", Caption: tippingCaption(t, l.Runs, o), columns: 1, panels: []*plot.Plot{panel}}
	if !a.Undecided() { // under the curves
		panel.Add(strip(a.Root.Low, a.Root.High, rule))
		f.key = append(f.key, keyEntry{"threshold, 95 % interval", fillSwatch(rule)})
	}
	var lines []plot.Plotter // over both bands
	for i, branch := range []struct {
		points []experiment.Estimate
		hue    hue
		words  string
		dashes []vg.Length
	}{{l.FromGood, hues[0], "coming from the good end", nil}, {l.FromBad, hues[1], "coming from the bad end", []vg.Length{10, 5}}} {
		var means, lows, highs plotter.XYs
		for k, e := range branch.points {
			if math.IsNaN(e.Mean) {
				continue
			}
			x := l.Values[k]
			means = append(means, plotter.XY{X: x, Y: e.Mean})
			lows, highs = append(lows, plotter.XY{X: x, Y: orElse(e.CILow, e.Mean)}), append(highs, plotter.XY{X: x, Y: orElse(e.CIHigh, e.Mean)})
			low, high = min(low, orElse(e.CILow, e.Mean)), max(high, orElse(e.CIHigh, e.Mean))
		}
		style := draw.LineStyle{Color: branch.hue.line, Width: 3, Dashes: branch.dashes}
		walk := slices.Clone(means)
		if l.GoodIsHigh == (i == 0) { // from the high end down
			slices.Reverse(walk)
		}
		panel.Add(ribbon(lows, highs, branch.hue.light))
		lines = append(lines, &plotter.Line{XYs: means, LineStyle: style},
			&plotter.Scatter{XYs: means, GlyphStyle: draw.GlyphStyle{Color: branch.hue.line, Radius: 4, Shape: []draw.GlyphDrawer{draw.CircleGlyph{}, draw.PyramidGlyph{}}[i]}},
			arrows{walk, style})
		f.key = append(f.key, keyEntry{branch.words, styledSwatch(style)})
	}
	panel.Add(lines...)
	f.key = append(f.key, keyEntry{"95 % interval of each mean", tintSwatch(2)})
	m := overWindow(t.Response.Metric)
	unit := valueAxis(&panel.Y, &m, t.Scenario.Run.Currency, low, high)
	panel.Y.Label.Text = text.Capital(m.Label) + " (" + unit + ")"
	panel.X.Tick.Marker = sparse{8}
	return f
}

// soFar is a title, with a doubt where there are few runs at each point.
func soFar(n int, of, title string) string {
	if n < experiment.FewRuns {
		return fmt.Sprintf("Too few runs to say (%d at each %s). So far: %s%s", n, of, strings.ToLower(title[:1]), title[1:])
	}
	return title
}

// fullHeight is a rectangle of given sides that reaches over the whole height of a panel.
type fullHeight struct{ plotter.Polygon }

// strip is such a rectangle, to lie under curves.
func strip(from, to float64, colour color.Color) *fullHeight {
	edges := plotter.XYs{{X: from, Y: 0}, {X: from, Y: 1}, {X: to, Y: 1}, {X: to, Y: 0}}
	return &fullHeight{plotter.Polygon{XYs: []plotter.XYs{edges}, Color: colour}}
}

// Plot stretches the rectangle and draws it.
func (f *fullHeight) Plot(c draw.Canvas, p *plot.Plot) {
	stretched := f.Polygon
	stretched.XYs = []plotter.XYs{slices.Clone(f.XYs[0])}
	for i := range stretched.XYs[0] {
		y := &stretched.XYs[0][i].Y
		*y = p.Y.Min + *y*(p.Y.Max-p.Y.Min)
	}
	stretched.Plot(c, p)
}

// DataRange is the width alone.
func (f *fullHeight) DataRange() (xmin, xmax, ymin, ymax float64) {
	return f.XYs[0][0].X, f.XYs[0][2].X, math.Inf(1), math.Inf(-1)
}

// warnings draws how often each signal is right and how often it is wrong.
func warnings(t *experiment.Tipping, a *experiment.TippingAnswer, o Options) *Figure {
	panel := newPanel("", "share of runs with an alarm (per cent)")
	high := 0.2
	for i := range a.Warnings {
		high = max(high, a.Warnings[i].Hits.CIHigh, a.Warnings[i].FalseAlarms.CIHigh)
	}
	valueAxis(&panel.Y, &sim.Metric{Share: true}, "", 0, high)
	var names []string
	says := ""
	for i := range a.Warnings {
		w := &a.Warnings[i]
		panel.Add(whisker(float64(i)-0.1, w.Hits, hues[0])...)
		panel.Add(whisker(float64(i)+0.1, w.FalseAlarms, hues[1])...)
		names = append(names, fmt.Sprintf("%s\nROC area %.2f (%.2f-%.2f)", w.Signal, w.Area.Mean, w.Area.CILow, w.Area.CIHigh))
		if i > 0 {
			says += "; "
		}
		says += w.Signal + ": " + w.SayWarning()
	}
	panel.X.Min, panel.X.Max = -0.5, float64(len(names))-0.5
	f := &Figure{Title: "Early warnings: " + says, kind: "shares of hits and false alarms with intervals, for each warning signal", columns: 1, panels: []*plot.Plot{panel},
		Caption: fmt.Sprintf("%s, %d runs with a spiral and %d without, seed %d; %s", t.Scenario.Name, a.Warnings[0].Spirals, a.Warnings[0].Steady, t.Seed, o.madeBy()),
		key:     []keyEntry{{"before a spiral (hits)", strokeSwatch(hues[0].line)}, {"in healthy runs (false alarms)", strokeSwatch(hues[1].line)}, {"95 % interval", fillSwatch(hues[0].light)}}}
	f.words(panel, names)
	return f
}
