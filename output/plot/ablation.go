package plot

import (
	"fmt"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"

	"channelsim/output/text"
	"channelsim/sim/experiment"
	"channelsim/sim/stats"
)

// Ablation draws, for each outcome, what each mechanism makes of it, the greatest on top, and
// then, where its weeks are known, the scenario with all of them.
func Ablation(b *experiment.Ablation, a *experiment.Answer, rows []experiment.AblationRow, o Options) ([]Picture, error) {
	var all []Picture
	for _, outcome := range a.Design.Outcomes {
		var of []experiment.AblationRow
		for _, r := range rows {
			if r.Outcome == outcome && !math.IsNaN(r.Difference.Mean) {
				of = append(of, r)
			}
		}
		if len(of) > 0 {
			all = append(all, Picture{pictureName("mechanisms", outcome), mechanisms(b, a, of, o)})
		}
	}
	if a.Design.Large() {
		return all, nil
	}
	usual, err := Run(a, o)
	return append(all, usual...), err
}

// mechanisms draws the bars of one outcome.
func mechanisms(b *experiment.Ablation, a *experiment.Answer, of []experiment.AblationRow, o Options) *Figure {
	f := &Figure{Title: soFar(of[0].Difference.N, "point", b.Finding(of)), kind: "horizontal bars, one for each mechanism, the most influential on top", columns: 1}
	of = of[:min(len(of), mostBars)]
	f.Caption = fmt.Sprintf("%s with all mechanisms less the same without one, %s of each on the same random numbers, the greatest %d shown, seed %d; %s",
		a.Design.Points[0].Scenario.Name, text.Count(of[0].Difference.N, "run"), len(of), a.Design.Seed, o.madeBy())
	panel := newPanel("", "")
	m := overWindow(of[0].Outcome.Metric)
	unit, scale := text.Unit(&m, math.Abs(of[0].Difference.Mean), a.Design.Points[0].Scenario.Run.Currency)
	if m.Share {
		unit, scale = "points", 0.01
	}
	width, names := vg.Length(min(30, 200/float64(len(of)))), make([]string, len(of))
	for i := range of {
		d, fill := &of[i].Difference, blue.light
		if of[i].Found == experiment.Effect {
			fill = blue.dark
		}
		y := len(of) - 1 - i
		names[y] = of[i].Mechanism
		panel.Add(bar(float64(y), stats.Index{Value: d.Mean, Interval: stats.Interval{Low: d.CILow, High: d.CIHigh}}, scale, fill, width)...)
	}
	panel.NominalY(names...)
	panel.Y.Min, panel.Y.Max = -0.6, float64(len(of))-0.4
	panel.X.Min, panel.X.Max = math.Min(0, panel.X.Min), math.Max(0, panel.X.Max)
	room := 0.03 * (panel.X.Max - panel.X.Min)
	panel.X.Min, panel.X.Max = panel.X.Min-room, panel.X.Max+room
	panel.X.Tick.Marker = sparse{6}
	panel.X.Label.Text = "what the mechanism adds to " + of[0].Outcome.Phrase()
	if unit != "" {
		panel.X.Label.Text += " (" + unit + ")"
	}
	f.panels = []*plot.Plot{panel}
	f.key = []keyEntry{{"told from chance", fillSwatch(blue.dark)}, {"not told", fillSwatch(blue.light)}, {"95 % interval", strokeSwatch(ink)}}
	return f
}
