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
		out.print("\n", Wrap(ablationTitle(a, &rows[from]), o.Width), "\n", ablationTable(a, rows[from:to], o), "\n")
		from = to
	}
	return out.end(notes, o)
}

func ablationTitle(a *experiment.Answer, r *experiment.AblationRow) string {
	m := &sim.Metrics[sim.MetricIndex(r.Outcome.Metric)]
	unit, scale := Unit(m, math.Abs(r.Full.Mean), a.Design.Points[0].Scenario.Run.Currency)
	if unit != "" {
		unit = " (" + unit + ")"
	}
	return fmt.Sprintf("%s%s: %s with all mechanisms", r.Outcome.Label(), unit, cellText(m, &r.Full, scale))
}

// ablationTable has a row for each mechanism: the outcome without it, what it does,
// and what that is in standard deviations between runs.
func ablationTable(a *experiment.Answer, rows []experiment.AblationRow, o Options) string {
	t := blank(o, "mechanism", "without it", "it makes", "in sd", "")
	m := &sim.Metrics[sim.MetricIndex(rows[0].Outcome.Metric)]
	_, scale := Unit(m, math.Abs(rows[0].Full.Mean), a.Design.Points[0].Scenario.Run.Currency)
	for i := range rows {
		r := &rows[i]
		d := &r.Difference
		t.Add(r.Mechanism, meanText(m, r.Off.Mean, scale), pairedText(m, d, scale), units(r.Units), string(r.Found))
	}
	return t.String()
}

// blank is a table without rows.
func blank(o Options, head ...string) *Grid { return NewGrid(o.Width, o.Plain, head...) }

// meanText prints a number by itself, without an interval.
func meanText(m *sim.Metric, mean, scale float64) string {
	return cellText(m, &experiment.Summary{Mean: mean, CILow: math.NaN(), CIHigh: math.NaN()}, scale)
}

// pairedText prints a paired difference; that of shares is in points.
func pairedText(m *sim.Metric, d *experiment.Difference, scale float64) string {
	switch {
	case d.N > 0 && d.Mean == 0 && !(d.SD > 0):
		return "0"
	case m.Share:
		return withSign(Interval(100*d.Mean, 100*d.CILow, 100*d.CIHigh), d.Mean) + " pts"
	}
	return withSign(Interval(d.Mean/scale, d.CILow/scale, d.CIHigh/scale), d.Mean)
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
