package plot

import (
	"fmt"
	"math"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"channelsim/output/text"
	"channelsim/sim/experiment"
)

// Calibration draws how the fitted model compares with what was observed, what the data say of each
// parameter, and the two parameters that go together most.
func Calibration(c *experiment.Calibration, a *experiment.CalibrationAnswer, o Options) []Picture {
	var all []Picture
	caption := fmt.Sprintf("%s, %s in all, seed %d; %s", c.Scenario.Name, text.Count(a.Simulated, "run"), c.Seed, o.madeBy())
	if a.Fits != nil {
		all = append(all, Picture{"fit", fitted(c, a, caption)})
	}
	if a.Draws == nil {
		return all
	}
	all = append(all, Picture{"posterior", posterior(c, a, caption)})
	if len(a.Correlations) > 0 {
		all = append(all, Picture{"ties", ties(c, a, caption)})
	}
	return all
}

// earlier is for what was there before the data.
var earlier = hue{line: faint, dark: rgb(0x99, 0x99, 0x99), light: rgb(0xcc, 0xcc, 0xcc)}

// fitted draws for each target what was observed, and where runs lie before and after the data.
func fitted(c *experiment.Calibration, a *experiment.CalibrationAnswer, caption string) *Figure {
	f := &Figure{Title: strings.TrimSuffix(c.SayFit(a), "."), Caption: caption, kind: "observed outcomes with intervals, beside those of runs before and after the data were looked at", columns: min(4, len(c.Targets)),
		key: []keyEntry{{"observed, with the 95 % interval of its error", strokeSwatch(hues[1].line)}, {"nine of ten runs over the ranges", fillSwatch(earlier.light)}, {"nine of ten by the data", fillSwatch(blue.light)}}}
	for i := range c.Targets {
		t, fit := &c.Targets[i], &a.Fits[i]
		panel := newPanel("", "")
		low, high := t.Interval()
		whiskers := []struct {
			e experiment.Estimate
			h hue
		}{{spreadOfRuns(fit.Before), earlier}, {spreadOfRuns(fit.After), blue}, {experiment.Estimate{Mean: t.Value, CILow: low, CIHigh: high}, hues[1]}}
		least, most := math.Inf(1), math.Inf(-1)
		for x, w := range whiskers {
			panel.Add(whisker(float64(x), w.e, w.h)...)
			if !math.IsNaN(w.e.Mean) {
				least, most = math.Min(least, w.e.CILow), math.Max(most, w.e.CIHigh)
			}
		}
		m := overWindow(t.Of.Metric)
		unit := valueAxis(&panel.Y, &m, c.Scenario.Run.Currency, least, most)
		panel.Y.Label.Text = unit
		panel.X.Min, panel.X.Max = -0.5, 2.5
		f.words(panel, []string{"before", "by the data", "observed"})
		says := ": missed"
		if fit.Met() {
			says = ": met"
		}
		f.heading(panel, text.Capital(t.Label())+says)
		f.panels = append(f.panels, panel)
	}
	return f
}

func spreadOfRuns(s experiment.Spread) experiment.Estimate {
	return experiment.Estimate{Mean: s.P50, CILow: s.P05, CIHigh: s.P95, N: s.N}
}

// bars is the number of parts of a range in which the posterior is counted.
const bars = 25

// posterior draws how likely each part of a range is by the data; before them all were alike.
func posterior(c *experiment.Calibration, a *experiment.CalibrationAnswer, caption string) *Figure {
	before := draw.LineStyle{Color: faint, Width: 1.5, Dashes: []vg.Length{6, 4}}
	f := &Figure{Title: strings.TrimSuffix(c.SayLearned(a), "."), Caption: caption, kind: "how likely the values of each parameter are", columns: min(3, len(c.Factors)),
		key: []keyEntry{{"by the data", fillSwatch(blue.dark)}, {"95 % interval", fillSwatch(rule)}, {"before", styledSwatch(before)}}}
	for k := range c.Factors {
		factor, p := &c.Factors[k], &a.Parameters[k]
		panel := newPanel(axisTitle(factor), "how likely")
		counts := make([]float64, bars)
		for _, d := range a.Draws {
			counts[place(factor, d.Values[k])] += d.Weight * bars
		}
		most := 1.2
		for _, n := range counts {
			most = math.Max(most, n)
		}
		edges := plotter.XYs{{X: p.Low, Y: 0}, {X: p.Low, Y: 1}, {X: p.High, Y: 1}, {X: p.High, Y: 0}}
		panel.Add(&fullHeight{plotter.Polygon{XYs: []plotter.XYs{edges}, Color: rule}})
		width := (factor.High - factor.Low) / bars
		for i, n := range counts {
			x := factor.Low + float64(i)*width
			panel.Add(ribbon(plotter.XYs{{X: x, Y: 0}, {X: x + width, Y: 0}}, plotter.XYs{{X: x, Y: n}, {X: x + width, Y: n}}, blue.dark))
		}
		panel.Add(&plotter.Line{XYs: plotter.XYs{{X: factor.Low, Y: 1}, {X: factor.High, Y: 1}}, LineStyle: before})
		panel.X.Min, panel.X.Max = factor.Low, factor.High
		panel.X.Tick.Marker = sparse{6}
		panel.Y.Min, panel.Y.Max = 0, most*1.05
		panel.Y.Tick.Marker = plot.ConstantTicks([]plot.Tick{{Value: 0, Label: "0"}, {Value: 1, Label: "before"}})
		f.panels = append(f.panels, panel)
	}
	return f
}

// place is the part of a factor's range that a value is in.
func place(f *experiment.Factor, x float64) int {
	return min(bars-1, max(0, int(bars*(x-f.Low)/(f.High-f.Low))))
}

// ties draws the combinations of the two parameters that go together most.
func ties(c *experiment.Calibration, a *experiment.CalibrationAnswer, caption string) *Figure {
	top := a.Correlations[0]
	for _, r := range a.Correlations {
		if math.Abs(r.R) > math.Abs(top.R) {
			top = r
		}
	}
	x, y := &c.Factors[top.First], &c.Factors[top.Second]
	panel := newPanel(axisTitle(x), axisTitle(y))
	var xys plotter.XYs
	for _, d := range a.Draws {
		xys = append(xys, plotter.XY{X: d.Values[top.First], Y: d.Values[top.Second]})
	}
	heaviest := 0.0
	for _, d := range a.Draws {
		heaviest = math.Max(heaviest, d.Weight)
	}
	panel.Add(&plotter.Scatter{XYs: xys, GlyphStyleFunc: func(i int) draw.GlyphStyle {
		return draw.GlyphStyle{Color: blue.line, Radius: vg.Length(1 + 4*math.Sqrt(a.Draws[i].Weight/heaviest)), Shape: draw.RingGlyph{}}
	}})
	panel.X.Min, panel.X.Max, panel.Y.Min, panel.Y.Max = x.Low, x.High, y.Low, y.High
	panel.X.Tick.Marker, panel.Y.Tick.Marker = sparse{8}, sparse{6}
	return &Figure{Title: tiesTitle(x, y, top.R), Caption: caption, kind: "combinations of two parameters that the data allow", columns: 1, panels: []*plot.Plot{panel},
		key: []keyEntry{{"a combination that the data allow; the larger, the likelier", ringSwatch}}}
}

func tiesTitle(x, y *experiment.Factor, r float64) string {
	pair := x.Short() + " and " + y.Short()
	switch size := math.Abs(r); {
	case size >= experiment.CloseTies:
		return fmt.Sprintf("The data tell %s together only: correlation %s", pair, text.Round(r, -2))
	case size >= 0.3:
		return fmt.Sprintf("What the data say of %s is tied in part: correlation %s", pair, text.Round(r, -2))
	}
	return fmt.Sprintf("The data tell the parameters apart: the strongest tie, of %s, is a correlation of %s", pair, text.Round(r, -2))
}

// ringSwatch shows a ring.
func ringSwatch(c draw.Canvas) {
	draw.RingGlyph{}.DrawGlyph(&c, draw.GlyphStyle{Color: blue.line, Radius: 4}, c.Center())
}
