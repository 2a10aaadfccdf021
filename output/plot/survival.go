package plot

import (
	"fmt"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg/draw"

	"channelsim/output/text"
	"channelsim/sim"
	"channelsim/sim/experiment"
)

// Survival draws the share of runs of the first point that are still healthy
// (no death spiral yet) after each week, with its 95 % interval.
func Survival(a *experiment.Answer, o Options) (*Figure, error) {
	curve := a.SurvivalOf(0)
	if curve == nil || curve.Runs == 0 {
		return nil, fmt.Errorf("there is no survival curve: no run was finished")
	}
	run := &a.Design.Points[0].Scenario.Run
	p := newPanel(text.WeekTitle(run.Start), "runs still healthy (per cent)")
	p.Add(ribbon(steps(curve.Week, curve.Low), steps(curve.Week, curve.High), blue.light),
		&plotter.Line{XYs: steps(curve.Week, curve.Healthy), LineStyle: draw.LineStyle{Color: blue.line, Width: 3}})
	weekAxis(&p.X, 0, a.Layout.Weeks, run.Start, 12)
	valueAxis(&p.Y, &sim.Metric{Key: sim.FollowUp, Share: true}, "", 0, 1)
	return &Figure{Title: SurvivalFinding(a), kind: "survival curve of the healthy state", Caption: caption(a, o), panels: []*plot.Plot{p}, columns: 1, key: []keyEntry{
		{"runs without a death spiral so far", strokeSwatch(blue.line)},
		{"95 % interval", fillSwatch(blue.light)},
	}}, nil
}

// steps makes a staircase: a value holds until the next week.
func steps(weeks []int, values []float64) plotter.XYs {
	var xys plotter.XYs
	for i, w := range weeks {
		if i > 0 {
			xys = append(xys, plotter.XY{X: float64(w), Y: values[i-1]})
		}
		xys = append(xys, plotter.XY{X: float64(w), Y: values[i]})
	}
	return xys
}
