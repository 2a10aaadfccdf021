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
	"channelsim/sim/stats"
)

// mostBars is the number of parameters that a tornado shows.
const mostBars = 14

// Sensitivity draws, for each outcome, the influence of the parameters as bars, the greatest
// on top, into a folder. title is what the first one says.
func Sensitivity(dir string, s *experiment.Sensitivity, a *experiment.Answer, all []experiment.Influence, title string, o Options) error {
	for i, outcome := range a.Design.Outcomes {
		var of []experiment.Influence
		for _, x := range all {
			if x.Outcome == outcome && len(of) < mostBars {
				of = append(of, x)
			}
		}
		if len(of) == 0 {
			continue
		}
		f := influence(s, a, of, o)
		if i == 0 {
			f.Title = title
		}
		if err := f.Save(dir, "influence_"+outcome.Metric+"__"+strings.ReplaceAll(outcome.Window, ":", "-")); err != nil {
			return err
		}
	}
	return nil
}

// influence draws the bars of one outcome.
func influence(s *experiment.Sensitivity, a *experiment.Answer, of []experiment.Influence, o Options) *Figure {
	outcome := of[0].Outcome
	top := s.Factors[of[0].Factor].Key
	f := &Figure{Title: fmt.Sprintf("%s hinges most on %s", capital(outcome.Label()), top), columns: 1,
		Caption: fmt.Sprintf("%s, %s of %d parameters at %d points, %s at each, seed %d; channelsim %s, model %d", a.Design.Points[0].Scenario.Name, s.Method,
			len(s.Factors), len(s.Design.Points), runs(a.Design.Runs), a.Design.Seed, o.Version, sim.ModelVersion)}
	m := &sim.Metrics[sim.MetricIndex(outcome.Metric)]
	_, scale := text.Unit(m, math.Abs(of[0].Effects.Absolute.Value), a.Design.Points[0].Scenario.Run.Currency)
	panel := newPanel("", "")
	var names []string
	n := len(of)
	for i := range of {
		y := float64(n - 1 - i)
		x := &of[i]
		if s.Method == experiment.Sobols {
			panel.Add(bar(y-0.19, x.First, 1, blue.dark)...)
			panel.Add(bar(y+0.19, x.Total, 1, blue.light)...)
		} else {
			panel.Add(bar(y, x.Effects.Absolute, scale, blue.dark)...)
			if c := x.Effects.Floor / scale; !math.IsNaN(c) {
				panel.Add(&plotter.Line{XYs: plotter.XYs{{X: c, Y: y - 0.4}, {X: c, Y: y + 0.4}}, LineStyle: draw.LineStyle{Color: hues[1].line, Width: 3}})
			}
		}
		names = append([]string{s.Factors[x.Factor].Key}, names...)
	}
	panel.NominalY(names...)
	panel.Y.Min, panel.Y.Max, panel.X.Min = -0.6, float64(n)-0.4, math.Min(0, panel.X.Min)
	if s.Method == experiment.Sobols {
		panel.X.Label.Text = "share of the outcome's variance"
		f.key = []keyEntry{{"by itself (first order)", fillSwatch(blue.dark)}, {"with interactions (total)", fillSwatch(blue.light)}, {"95 % interval", strokeSwatch(ink)}}
	} else {
		panel.X.Label.Text = "mean change of " + outcome.Label() + " over the whole range" + scaleWords(m, a, of)
		f.key = []keyEntry{{"mu*", fillSwatch(blue.dark)}, {"95 % interval", strokeSwatch(ink)}, {"what noise alone would make", strokeSwatch(hues[1].line)}}
	}
	panel.X.Tick.Marker = sparse{6}
	f.panels = []*plot.Plot{panel}
	return f
}

// scaleWords names the unit of the bars.
func scaleWords(m *sim.Metric, a *experiment.Answer, of []experiment.Influence) string {
	unit, _ := text.Unit(m, math.Abs(of[0].Effects.Absolute.Value), a.Design.Points[0].Scenario.Run.Currency)
	if m.Share {
		unit = "share"
	}
	if unit == "" {
		return ""
	}
	return " (" + unit + ")"
}

// bar is a thick line from 0 to a value with its interval upon it.
func bar(y float64, i stats.Index, scale float64, c color.Color) []plot.Plotter {
	if math.IsNaN(i.Value) {
		return nil
	}
	width := vg.Length(10)
	parts := []plot.Plotter{&plotter.Line{XYs: plotter.XYs{{X: 0, Y: y}, {X: i.Value / scale, Y: y}}, LineStyle: draw.LineStyle{Color: c, Width: width}}}
	if !math.IsNaN(i.Low) {
		parts = append(parts, &plotter.Line{XYs: plotter.XYs{{X: i.Low / scale, Y: y}, {X: i.High / scale, Y: y}}, LineStyle: draw.LineStyle{Color: ink, Width: 1.5}})
	}
	return parts
}
