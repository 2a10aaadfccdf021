package plot

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg/draw"

	"channelsim/output/text"
	"channelsim/sim"
	"channelsim/sim/experiment"
)

// hues tell the curves of a pattern apart, by colour and by lightness.
var hues = []hue{blue,
	{line: rgb(0xd5, 0x5e, 0x00), dark: rgb(0xea, 0xa8, 0x78), light: rgb(0xf6, 0xd8, 0xc2)},
	{line: rgb(0x66, 0x99, 0x88), light: rgb(0xd9, 0xe8, 0xe3)},
	{line: rgb(0xcc, 0x79, 0xa7), light: rgb(0xf4, 0xe2, 0xed)}}

// Pattern draws what a pattern's arms came to: means with 95 % intervals, side by
// side, or along an axis where the arms are steps of one setting.
func Pattern(r *experiment.PatternResult, a *experiment.PatternAnswer, o Options) (*Figure, error) {
	p := r.Pattern
	low, high := math.Inf(1), math.Inf(-1)
	for _, e := range r.Arms {
		if math.IsNaN(e.Mean) {
			continue
		}
		low, high = min(low, e.Mean, orElse(e.CILow, e.Mean)), max(high, e.Mean, orElse(e.CIHigh, e.Mean))
	}
	if !(low <= high) {
		return nil, fmt.Errorf("%s: there is no value to draw", p.ID)
	}
	m, label := readMetric(p.Picture.Read)
	panel := newPanel(p.Picture.Axis, label)
	f := &Figure{Title: fmt.Sprintf("%s, %s: %s", p.ID, r.Conclusion, p.Title), kind: "means with intervals, one for each arm of an experiment", panels: []*plot.Plot{panel}, columns: 1,
		Caption: fmt.Sprintf("%s. Scenario baseline, %s of each arm, seed %d; %s", text.Capital(r.Reading), text.Count(a.Runs, "run"), a.Seed, o.madeBy())}
	if p.Picture.Axis == "" {
		f.words(panel, sideBySide(panel, r))
	} else {
		f.key = curves(panel, r)
	}
	whole := *m // sums over a window are no weekly values
	if whole.Kind == sim.Flow {
		whole.Kind = sim.Whole
	}
	if unit := valueAxis(&panel.Y, &whole, "", low, high); unit != "" {
		panel.Y.Label.Text = label + " (" + unit + ")"
	}
	return f, nil
}

// orElse is x, or something else where x is undefined.
func orElse(x, other float64) float64 {
	if math.IsNaN(x) {
		return other
	}
	return x
}

// readMetric finds the metric of a pattern's read and its label.
func readMetric(read string) (*sim.Metric, string) {
	metric, window, _ := strings.Cut(read, "@")
	i := sim.MetricIndex(metric)
	if i < 0 {
		return &sim.Metric{Unit: "money"}, text.Capital(read)
	}
	m := &sim.Metrics[i]
	label := text.Capital(experiment.Outcome{Metric: metric, Window: window}.Label())
	return m, label
}

// sideBySide draws a dot with its interval for each arm, and returns their names.
func sideBySide(panel *plot.Plot, r *experiment.PatternResult) []string {
	var names []string
	for i, e := range r.Arms {
		panel.Add(whisker(float64(i), e, blue)...)
		names = append(names, r.Pattern.Arms[i].Name)
	}
	panel.X.Min, panel.X.Max = -0.5, float64(len(names))-0.5
	return names
}

// curves draws a line through the arms of each series.
func curves(panel *plot.Plot, r *experiment.PatternResult) []keyEntry {
	var series []string
	var key []keyEntry
	for _, arm := range r.Pattern.Arms {
		if !slices.Contains(series, arm.Series) {
			series = append(series, arm.Series)
		}
	}
	var marks []plot.Tick
	for k, name := range series {
		h := hues[k%len(hues)]
		var xys plotter.XYs
		for i, e := range r.Arms {
			if arm := r.Pattern.Arms[i]; arm.Series == name && !math.IsNaN(e.Mean) {
				panel.Add(whisker(arm.X, e, h)...)
				xys = append(xys, plotter.XY{X: arm.X, Y: e.Mean})
				mark := plot.Tick{Value: arm.X, Label: text.Round(arm.X, min(0, places(arm.X)))}
				if !slices.Contains(marks, mark) {
					marks = append(marks, mark)
				}
			}
		}
		panel.Add(&plotter.Line{XYs: xys, LineStyle: draw.LineStyle{Color: h.line, Width: 2.5}})
		if len(series) > 1 {
			key = append(key, keyEntry{name, strokeSwatch(h.line)})
		}
	}
	panel.X.Tick.Marker = plot.ConstantTicks(marks)
	return append(key, keyEntry{"mean, with its 95 % interval", fillSwatch(blue.light)})
}

// whisker is a dot at a mean with a bar from end to end of its interval.
func whisker(x float64, e experiment.Estimate, h hue) []plot.Plotter {
	if math.IsNaN(e.Mean) {
		return nil
	}
	bar := &plotter.Line{XYs: plotter.XYs{{X: x, Y: orElse(e.CILow, e.Mean)}, {X: x, Y: orElse(e.CIHigh, e.Mean)}}, LineStyle: draw.LineStyle{Color: h.light, Width: 9}}
	dot := &plotter.Scatter{XYs: plotter.XYs{{X: x, Y: e.Mean}}, GlyphStyle: draw.GlyphStyle{Color: h.line, Radius: 4, Shape: draw.CircleGlyph{}}}
	return []plot.Plotter{bar, dot}
}

// Patterns draws a picture of each pattern, by the names P1, P2 ...
func Patterns(a *experiment.PatternAnswer, o Options) ([]Picture, error) {
	var all []Picture
	for i := range a.Results {
		f, err := Pattern(&a.Results[i], a, o)
		if err != nil {
			return nil, err
		}
		all = append(all, Picture{a.Results[i].Pattern.ID, f})
	}
	return all, nil
}
