package plot

import (
	"fmt"
	"image/color"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"channelsim/output/text"
	"channelsim/sim"
	"channelsim/sim/experiment"
	"channelsim/sim/stats"
)

// mostBars is the number of rows with names that a picture shows, such as the bars of a tornado.
const mostBars = 14

// Sensitivity draws, for each outcome, the influence of the parameters as bars, the greatest
// on top.
func Sensitivity(s *experiment.Sensitivity, a *experiment.Answer, all []experiment.Influence, o Options) []Picture {
	var bars []Picture
	for _, outcome := range a.Design.Outcomes {
		var of []experiment.Influence
		for _, x := range all {
			if x.Outcome == outcome {
				of = append(of, x)
			}
		}
		if len(of) == 0 {
			continue
		}
		bars = append(bars, Picture{pictureName("influence", outcome), influence(s, a, of, o)})
	}
	return bars
}

// influence draws the bars of one outcome.
func influence(s *experiment.Sensitivity, a *experiment.Answer, of []experiment.Influence, o Options) *Figure {
	f := &Figure{Title: s.Finding(of), kind: "horizontal bars, one for each parameter, the most influential on top", columns: 1}
	of = of[:min(len(of), mostBars)]
	f.Caption = fmt.Sprintf("%s, %s of %s at %d points, %s at each, the greatest %d shown, seed %d; %s", a.Design.Points[0].Scenario.Name,
		methodWords[s.Method], text.Count(len(s.Factors), "parameter"), len(s.Design.Points), text.Count(a.Design.Runs, "run"), len(of), a.Design.Seed, o.madeBy())
	panel := newPanel("", "")
	names := make([]string, len(of))
	for i := range of {
		names[len(of)-1-i] = s.Factors[of[i].Factor].Short()
	}
	panel.NominalY(names...)
	if s.Method == experiment.Sobols {
		f.key = shares(panel, of)
	} else {
		f.key = tornado(panel, a, of)
	}
	panel.Y.Min, panel.Y.Max, panel.X.Min = -0.6, float64(len(of))-0.4, math.Min(0, panel.X.Min)
	panel.X.Max += 0.03 * (panel.X.Max - panel.X.Min)
	panel.X.Tick.Marker = sparse{6}
	f.panels = []*plot.Plot{panel}
	return f
}

// methodWords are the methods as a caption names them.
var methodWords = map[string]string{experiment.Morris: "Morris screening", experiment.Sobols: "Sobol indices"}

// shares draws first and total indices.
func shares(panel *plot.Plot, of []experiment.Influence) []keyEntry {
	width := vg.Length(min(30, 130/float64(len(of)))) // two side by side in each part of some 400 points
	for i := range of {
		y := float64(len(of) - 1 - i)
		panel.Add(bar(y+0.17, of[i].First, 1, blue.dark, width)...)
		panel.Add(bar(y-0.17, of[i].Total, 1, blue.light, width)...)
	}
	panel.X.Label.Text = "share of the variance of " + of[0].Outcome.Label() + " over the ranges"
	return []keyEntry{{"by itself (first order)", fillSwatch(blue.dark)}, {"with interactions (total)", fillSwatch(blue.light)}, {"95 % interval", strokeSwatch(ink)}}
}

// tornado draws mu*, and what noise alone would make of it.
func tornado(panel *plot.Plot, a *experiment.Answer, of []experiment.Influence) []keyEntry {
	m := &sim.Metrics[sim.MetricIndex(of[0].Outcome.Metric)]
	_, scale := text.Unit(m, math.Abs(of[0].Effects.Absolute.Value), a.Design.Points[0].Scenario.Run.Currency)
	if m.Share {
		scale = 0.01
	}
	width := vg.Length(min(30, 200/float64(len(of))))
	for i := range of {
		y, fill := float64(len(of)-1-i), blue.light
		if of[i].Told() {
			fill = blue.dark
		}
		panel.Add(bar(y, of[i].Effects.Absolute, scale, fill, width)...)
		if c := of[i].Effects.Floor / scale; !math.IsNaN(c) {
			panel.Add(&plotter.Line{XYs: plotter.XYs{{X: c, Y: y - 0.4}, {X: c, Y: y + 0.4}}, LineStyle: draw.LineStyle{Color: hues[1].line, Width: 3}})
		}
	}
	panel.X.Label.Text = "mean change of " + of[0].Outcome.Label() + " over the whole range, mu*" + scaleWords(m, a, of)
	return []keyEntry{{"told from chance", fillSwatch(blue.dark)}, {"not told", fillSwatch(blue.light)}, {"95 % interval", strokeSwatch(ink)},
		{"what noise alone would make", strokeSwatch(hues[1].line)}}
}

// scaleWords names the unit of the bars.
func scaleWords(m *sim.Metric, a *experiment.Answer, of []experiment.Influence) string {
	unit, _ := text.Unit(m, math.Abs(of[0].Effects.Absolute.Value), a.Design.Points[0].Scenario.Run.Currency)
	if m.Share {
		unit = "points"
	}
	if unit == "" {
		return ""
	}
	return " (" + unit + ")"
}

// bar is a thick line from 0 to a value with its interval upon it.
func bar(y float64, i stats.Index, scale float64, c color.Color, width vg.Length) []plot.Plotter {
	if math.IsNaN(i.Value) {
		return nil
	}
	parts := []plot.Plotter{&plotter.Line{XYs: plotter.XYs{{X: 0, Y: y}, {X: i.Value / scale, Y: y}}, LineStyle: draw.LineStyle{Color: c, Width: width}}}
	if !math.IsNaN(i.Low) {
		parts = append(parts, &plotter.Line{XYs: plotter.XYs{{X: i.Low / scale, Y: y}, {X: i.High / scale, Y: y}}, LineStyle: draw.LineStyle{Color: ink, Width: 1.5}})
	}
	return parts
}
