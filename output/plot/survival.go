package plot

import (
	"fmt"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
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
	f := survival(a, []string{"runs without a death spiral so far"})
	f.Title, f.Caption = SurvivalFinding(a), caption(a, o)
	return f, nil
}

// survival draws the curves of the first points, which have names, over each other, with a
// table of the runs at risk.
func survival(a *experiment.Answer, names []string) *Figure {
	run := &a.Design.Points[0].Scenario.Run
	p := newPanel(text.WeekTitle(run.Start), "runs still healthy (per cent)")
	f := &Figure{kind: "survival curve of the healthy state, with the number of runs at risk below", panels: []*plot.Plot{p}, columns: 1,
		under: &riskTable{heading: "Runs still healthy (at risk)"}}
	late := lateStrip(a)
	if late != nil {
		p.Add(late)
	}
	var lines []plot.Plotter // over all bands
	for i, name := range names {
		curve, look := a.SurvivalOf(i), lineOf(i)
		if curve == nil || curve.Runs == 0 {
			continue
		}
		p.Add(ribbon(steps(curve.Week, curve.Low), steps(curve.Week, curve.High), hues[i%len(hues)].light))
		lines = append(lines, &plotter.Line{XYs: steps(curve.Week, curve.Healthy), LineStyle: look})
		f.key = append(f.key, keyEntry{name, styledSwatch(look)})
		f.under.end = max(f.under.end, len(curve.Healthy)-1)
		f.under.rows = append(f.under.rows, riskRow{look, func(week int) int {
			return int(math.Round(curve.Healthy[min(week, len(curve.Healthy)-1)] * float64(curve.Runs)))
		}})
	}
	p.Add(lines...)
	f.key = append(f.key, intervalKey(len(names)))
	if late != nil {
		f.key = append(f.key, keyEntry{"spirals that begin here may not last", fillSwatch(shade)})
	}
	f.weeks(p, 0, a.Layout.Weeks, run.Start)
	f.fit = append(f.fit, func(vg.Length) { p.X.Max = float64(a.Layout.Weeks + 1) }) // the last step has a tread, too
	valueAxis(&p.Y, &sim.Metric{Key: sim.FollowUp, Share: true}, "", 0, 1)
	return f
}

// lateStrip covers the weeks in which spirals began too late to tell whether they last; nil where none did.
func lateStrip(a *experiment.Answer) *fullHeight {
	for i := range a.Survival {
		if s := &a.Survival[i]; s.Late() > 0 {
			end := float64(len(s.Healthy))
			return strip(end-float64(s.LateWeeks()), end, shade)
		}
	}
	return nil
}

// intervalKey explains the bands of one or several curves.
func intervalKey(curves int) keyEntry {
	if curves == 1 {
		return keyEntry{"95 % interval", fillSwatch(blue.light)}
	}
	return keyEntry{"95 % interval of each, in its tint", tintSwatch(curves)}
}

// lineOf is the look of the i-th of several curves: colour, lightness and dashes differ.
func lineOf(i int) draw.LineStyle {
	dashes := [][]vg.Length{nil, {12, 5}, {3, 4}, {12, 4, 3, 4}}
	return draw.LineStyle{Color: hues[i%len(hues)].line, Width: 3, Dashes: dashes[i%len(dashes)]}
}

// steps makes a staircase: a value holds until the next week, the last one for a week.
func steps(weeks []int, values []float64) plotter.XYs {
	var xys plotter.XYs
	for i, w := range weeks {
		if i > 0 {
			xys = append(xys, plotter.XY{X: float64(w), Y: values[i-1]})
		}
		xys = append(xys, plotter.XY{X: float64(w), Y: values[i]})
	}
	if last := len(xys) - 1; last >= 0 {
		xys = append(xys, plotter.XY{X: xys[last].X + 1, Y: xys[last].Y})
	}
	return xys
}
