package text

import (
	"fmt"
	"io"
	"math"

	"channelsim/sim"
	"channelsim/sim/experiment"
)

// AblationReport writes what `ablate` says on a terminal: for each outcome a table
// of mechanisms, the one that does most first, then the notes and the closing sentence.
func AblationReport(w io.Writer, a *experiment.Answer, rows []experiment.AblationRow, notes []string, o Options) error {
	o = o.fitted()
	out := &writer{w: w}
	out.print(title(a, o), "\n")
	for from := 0; from < len(rows); {
		to := from
		for to < len(rows) && rows[to].Outcome == rows[from].Outcome {
			to++
		}
		out.print("\n", Wrap(ablationTitle(a, rows[from:to]), o.Width), "\n", ablationTable(a, rows[from:to], o), "\n")
		from = to
	}
	return out.end(notes, o)
}

func ablationTitle(a *experiment.Answer, rows []experiment.AblationRow) string {
	r, change := &rows[0], maxPlace
	m := &sim.Metrics[sim.MetricIndex(r.Outcome.Metric)]
	unit, scale := Unit(m, math.Abs(r.Full.Mean), a.Design.Points[0].Scenario.Run.Currency)
	if unit != "" {
		unit = " (" + unit + ")"
	}
	for i := range rows {
		change = min(change, pairedPlace(m, &rows[i].Difference, scale))
	}
	return fmt.Sprintf("%s%s: %s with all mechanisms", r.Outcome.Label(), unit, cellBeside(m, &r.Full, scale, change))
}

// ablationTable has a row for each mechanism: the outcome without it, what it does,
// and how many times that is the spread (standard deviation) between runs.
func ablationTable(a *experiment.Answer, rows []experiment.AblationRow, o Options) string {
	t := blank(o, "mechanism", "without it", "it makes", "in spreads", "more than chance?")
	m := &sim.Metrics[sim.MetricIndex(rows[0].Outcome.Metric)]
	_, scale := Unit(m, math.Abs(rows[0].Full.Mean), a.Design.Points[0].Scenario.Run.Currency)
	for i := range rows {
		r := &rows[i]
		d := &r.Difference
		level, change := min(cellPlace(m, &r.Full, scale), cellPlace(m, &r.Off, scale)), pairedPlace(m, d, scale)
		t.Add(r.Mechanism, cellBeside(m, &r.Off, scale, change), pairedBeside(m, d, scale, level), units(r.Units), foundWords[r.Found])
	}
	return t.String()
}

// foundWords say whether an effect is more than chance.
var foundWords = map[experiment.Found]string{experiment.Effect: "yes", experiment.Alone: "not sure", experiment.NoEffect: "no"}

// blank is a table without rows.
func blank(o Options, head ...string) *Grid { return NewGrid(o.Width, o.Plain, head...) }

// meanText prints a number by itself, without an interval.
func meanText(m *sim.Metric, mean, scale float64) string {
	return cellText(m, &experiment.Summary{Mean: mean, CILow: math.NaN(), CIHigh: math.NaN()}, scale)
}

// pairedText prints a paired difference; that of shares is in points.
func pairedText(m *sim.Metric, d *experiment.Difference, scale float64) string {
	return pairedBeside(m, d, scale, maxPlace)
}

// pairedBeside is pairedText beside a figure whose last digit is at a place.
func pairedBeside(m *sim.Metric, d *experiment.Difference, scale float64, beside int) string {
	if d.N > 0 && d.Mean == 0 && !(d.SD > 0) && !(d.CIHigh > d.CILow) {
		return "0"
	}
	unit := ""
	if m.Share {
		scale, unit = 0.01, " pts"
	}
	place := finer(pairedPlace(m, d, scale), beside)
	text := withSign(intervalTo(place, d.Mean/scale, d.CILow/scale, d.CIHigh/scale), d.Mean)
	if undefined(d.Mean) {
		return text
	}
	return text + unit
}

// pairedPlace is the place of the last digit of a difference; a share's is in points.
func pairedPlace(m *sim.Metric, d *experiment.Difference, scale float64) int {
	if m.Share {
		scale = 0.01
	}
	return intervalPlace(d.Mean/scale, d.CILow/scale, d.CIHigh/scale)
}

func withSign(text string, x float64) string {
	if x > 0 {
		return "+" + text
	}
	return text
}

func units(x float64) string {
	if undefined(x) {
		return "-"
	}
	return withSign(Round(x, -2), x)
}
