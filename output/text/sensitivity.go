package text

import (
	"fmt"
	"io"
	"math"

	"github.com/jedib0t/go-pretty/v6/table"

	"channelsim/sim"
	"channelsim/sim/experiment"
	"channelsim/sim/stats"
)

// SensitivityReport writes what `sensitivity` says on a terminal: for each outcome a table of
// parameters, the most influential first, then the notes and the closing sentence.
func SensitivityReport(w io.Writer, s *experiment.Sensitivity, a *experiment.Answer, all []experiment.Influence, notes []string, o Options) error {
	o = o.fitted()
	out := &writer{w: w}
	line := fmt.Sprintf("%s: %s, %s, %s each, seed %d", a.Design.Points[0].Scenario.Name, count(len(s.Factors), "parameter"), count(len(s.Design.Points), "point"),
		count(a.Design.Runs, "run"), a.Design.Seed)
	out.print(bold(Wrap(line, o.Width), o.Plain), "\n")
	for from := 0; from < len(all); {
		to := from
		for to < len(all) && all[to].Outcome == all[from].Outcome {
			to++
		}
		out.print("\n", influenceTable(s, a, all[from:to], o), "\n")
		from = to
	}
	return out.end(notes, o)
}

// influenceTable shows the most influential parameters of an outcome.
func influenceTable(s *experiment.Sensitivity, a *experiment.Answer, of []experiment.Influence, o Options) string {
	m := &sim.Metrics[sim.MetricIndex(of[0].Outcome.Metric)]
	unit, scale := Unit(m, math.Abs(of[0].Effects.Absolute.Value), a.Design.Points[0].Scenario.Run.Currency)
	heading, head := of[0].Outcome.Label(), []any{"", "range", "mu*", "mu", "chance", ""}
	switch {
	case s.Method == experiment.Sobols:
		head = []any{"", "range", "first", "total", ""}
	case m.Share:
		heading += " (points over the whole range)"
	case unit != "":
		heading += " (" + unit + " over the whole range)"
	}
	t := blank(o, head...)
	for i := range of {
		if i == mostShown {
			t.AppendRow(table.Row{fmt.Sprintf("... %d more", len(of)-i)})
			break
		}
		t.AppendRow(influenceRow(s, &of[i], m, scale))
	}
	return Wrap(heading, o.Width) + "\n" + trimRight(t.Render())
}

func influenceRow(s *experiment.Sensitivity, i *experiment.Influence, m *sim.Metric, scale float64) table.Row {
	f := &s.Factors[i.Factor]
	row := table.Row{f.Key, threeDigits(f.Low) + "-" + threeDigits(f.High)}
	told := ""
	if !i.Told() {
		told = "not told"
	}
	if s.Method == experiment.Sobols {
		return append(row, indexText(i.First, 1), indexText(i.Total, 1), told)
	}
	if m.Share {
		scale = 0.01
	}
	e := &i.Effects
	return append(row, indexText(e.Absolute, scale), withSign(Round(e.Mean.Value/scale, significant(e.Mean.Value/scale, 2)), e.Mean.Value), oneDigit(e.Floor/scale), told)
}

func indexText(i stats.Index, scale float64) string {
	if undefined(i.Value) {
		return "-"
	}
	if i.Half() < 1e-6*math.Abs(i.Value) { // the outcome is linear in it
		return threeDigits(i.Value / scale)
	}
	return Interval(i.Value/scale, i.Low/scale, i.High/scale)
}

func oneDigit(x float64) string {
	if undefined(x) {
		return "-"
	}
	return Round(x, max(-6, significant(x, 1)))
}

func threeDigits(x float64) string { return Round(x, significant(x, 3)) }
