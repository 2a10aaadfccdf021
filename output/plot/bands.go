package plot

import (
	"fmt"
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"channelsim/output/text"
	"channelsim/sim"
	"channelsim/sim/experiment"
)

// Story are the metrics whose weekly bands tell the story of a run.
var Story = []string{sim.FollowUp, "trust", "belief_good_lead", "ab_share_to_partners"}

// WeeklyBands draws the weekly distribution over runs of one or more metrics of
// the first point, all vendors together: the mean, the half of the runs in the
// middle, nine of ten runs. Several metrics become small multiples. It is an
// error to ask for a metric that has no weekly values.
func WeeklyBands(a *experiment.Answer, o Options, metrics ...string) (*Figure, error) {
	f := &Figure{Title: Finding(a, metrics[0]), Caption: caption(a, o), kind: "fan chart of weekly values over all runs", key: bandKey(a), columns: 1}
	if len(metrics) > 1 {
		f.columns = 2
	}
	for _, key := range metrics {
		p, err := f.bandPanel(a, key, len(metrics) > 1)
		if err != nil {
			return nil, err
		}
		f.panels = append(f.panels, p)
	}
	return f, nil
}

func bandKey(a *experiment.Answer) []keyEntry {
	return []keyEntry{
		{fmt.Sprintf("mean of %s", text.Count(finished(a), "run")), strokeSwatch(blue.line)},
		{"half of the runs", fillSwatch(blue.dark)},
		{"nine of ten runs", fillSwatch(blue.light)},
	}
}

func fillSwatch(fill color.Color) func(draw.Canvas) {
	return func(c draw.Canvas) {
		c.SetColor(fill)
		c.Fill(c.Rectangle.Path())
	}
}

// tintSwatch shows the tints of the first hues side by side.
func tintSwatch(n int) func(draw.Canvas) {
	return func(c draw.Canvas) {
		width := c.Size().X / vg.Length(n)
		for i := range n {
			part := draw.Crop(c, vg.Length(i)*width, -vg.Length(n-1-i)*width, 0, 0)
			fillSwatch(hues[i%len(hues)].light)(part)
		}
	}
}

func strokeSwatch(line color.Color) func(draw.Canvas) {
	return func(c draw.Canvas) {
		y := (c.Min.Y + c.Max.Y) / 2
		c.StrokeLine2(draw.LineStyle{Color: line, Width: 3}, c.Min.X, y, c.Max.X, y)
	}
}

func (f *Figure) bandPanel(a *experiment.Answer, key string, small bool) (*plot.Plot, error) {
	i := sim.MetricIndex(key)
	if i < 0 || sim.Metrics[i].Kind == sim.Whole {
		return nil, fmt.Errorf("%s has no weekly values", key)
	}
	m := &sim.Metrics[i]
	run := &a.Design.Points[0].Scenario.Run
	p := newPanel(text.WeekTitle(run.Start), "")
	low, high := math.Inf(1), math.Inf(-1)
	for _, part := range pieces(a, 0, key) {
		p.Add(fan(part)...)
		for _, b := range part {
			low, high = min(low, b.P05), max(high, b.P95)
		}
	}
	unit := valueAxis(&p.Y, m, run.Currency, low, high)
	p.Y.Label.Text = m.Label + " (" + unit + ")"
	if small {
		p.Title.Text, p.Y.Label.Text = text.Capital(m.Label), unit
	}
	f.weeks(p, 1, a.Layout.Weeks, run.Start)
	return p, nil
}

// pieces returns the weeks of a point's metric in which it is defined, cut where it is not.
func pieces(a *experiment.Answer, point int, key string) [][]experiment.Band {
	var parts [][]experiment.Band
	rest := a.Band(point, sim.All, key)
	isDefined := func(b experiment.Band) bool { return !math.IsNaN(b.Mean) }
	for {
		begin := slices.IndexFunc(rest, isDefined)
		if begin < 0 {
			return parts
		}
		rest = rest[begin:]
		end := slices.IndexFunc(rest, func(b experiment.Band) bool { return !isDefined(b) })
		if end < 0 {
			end = len(rest)
		}
		parts, rest = append(parts, rest[:end]), rest[end:]
	}
}

// fan draws one piece: two bands and the mean upon them.
func fan(part []experiment.Band) []plot.Plotter {
	type reader func(experiment.Band) float64
	line := func(read reader) plotter.XYs {
		xys := make(plotter.XYs, len(part))
		for i, b := range part {
			xys[i] = plotter.XY{X: float64(b.Week), Y: read(b)}
		}
		return xys
	}
	outer := ribbon(line(func(b experiment.Band) float64 { return b.P05 }), line(func(b experiment.Band) float64 { return b.P95 }), blue.light)
	inner := ribbon(line(func(b experiment.Band) float64 { return b.P25 }), line(func(b experiment.Band) float64 { return b.P75 }), blue.dark)
	mean := &plotter.Line{XYs: line(func(b experiment.Band) float64 { return b.Mean }), LineStyle: draw.LineStyle{Color: blue.line, Width: vg.Length(3)}}
	return []plot.Plotter{outer, inner, mean}
}

// ribbon fills the area between two lines over the same weeks.
func ribbon(low, high plotter.XYs, fill color.Color) *plotter.Polygon {
	ring := append(plotter.XYs(nil), low...)
	for i := len(high) - 1; i >= 0; i-- {
		ring = append(ring, high[i])
	}
	return &plotter.Polygon{XYs: []plotter.XYs{ring}, Color: fill}
}
