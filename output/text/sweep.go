package text

import (
	"fmt"
	"io"
	"math"

	"channelsim/sim"
	"channelsim/sim/experiment"
)

// mostShown is the number of points above which a table shows the first and last only.
const mostShown = 24

// SweepReport writes what `sweep` says on a terminal: for each outcome a table of the points,
// or of means by two keys, then the notes and the closing sentence.
func SweepReport(w io.Writer, s *experiment.Sweep, a *experiment.Answer, rows []experiment.SweepRow, notes []string, o Options) error {
	o = o.fitted()
	out := &writer{w: w}
	line := fmt.Sprintf("%s: %s, %s each, %s, seed %d", a.Design.Points[0].Scenario.Name, Count(len(s.Design.Points), "point"), Count(a.Design.Runs, "run"),
		Count(a.Layout.Weeks, "week"), a.Design.Seed)
	out.print(bold(Wrap(line, o.Width), o.Plain), "\n")
	for _, outcome := range a.Design.Outcomes {
		of := experiment.Of(rows, outcome, sim.All)
		if len(of) == 0 {
			continue
		}
		m := &sim.Metrics[sim.MetricIndex(outcome.Metric)]
		unit, scale := Unit(m, largest(of), a.Design.Points[0].Scenario.Run.Currency)
		heading := outcome.Label()
		if unit != "" {
			heading += " (" + unit + ")"
		}
		out.print("\n", Wrap(heading, o.Width), "\n")
		if s.Map() && len(s.Factors[1].Values) <= 9 && len(of) == len(s.Design.Points) {
			out.print(sweepMap(s, of, m, scale, o), "\n")
			continue
		}
		out.print(sweepTable(s, of, m, scale, o), "\n")
	}
	return out.end(notes, o)
}

func largest(rows []experiment.SweepRow) float64 {
	most := 0.0
	for i := range rows {
		if x := math.Abs(rows[i].Summary.Mean); x > most {
			most = x
		}
	}
	return most
}

// sweepTable has a row for each point.
func sweepTable(s *experiment.Sweep, rows []experiment.SweepRow, m *sim.Metric, scale float64, o Options) string {
	var head []string
	for i := range s.Factors {
		head = append(head, s.Factors[i].Key)
	}
	t := blank(o, append(head, "mean", "less the first")...)
	for i := range rows {
		if len(rows) > mostShown && i == mostShown/2 {
			t.Add(fmt.Sprintf("... %d more", len(rows)-mostShown))
		}
		if len(rows) > mostShown && i >= mostShown/2 && i < len(rows)-mostShown/2 {
			continue
		}
		r := &rows[i]
		var row []string
		for _, v := range s.Design.Points[r.Point].Vary {
			row = append(row, short(v.Value))
		}
		t.Add(append(row, cellText(m, &r.Summary, scale), pairedText(m, &r.Difference, scale))...)
	}
	return t.String()
}

// short prints a parameter's value with four digits at most.
func short(v any) string {
	if x, ok := v.(float64); ok {
		return fmt.Sprintf("%.4g", x)
	}
	return fmt.Sprint(v)
}

// grouped is short with thousands set off by commas, as in the other cells of a row: 17,500.
func grouped(v any) string {
	if x, ok := v.(float64); ok && math.Abs(x) >= 1000 && math.Abs(x) < 1e15 {
		return shortest(x)
	}
	return short(v)
}

// sweepMap has a row for each level of the first key and a column for each of the second.
func sweepMap(s *experiment.Sweep, rows []experiment.SweepRow, m *sim.Metric, scale float64, o Options) string {
	head := []string{s.Factors[0].Key + " \\ " + s.Factors[1].Key}
	for _, v := range s.Factors[1].Values {
		head = append(head, fmt.Sprint(v))
	}
	t := blank(o, head...)
	columns := len(s.Factors[1].Values)
	for i, v := range s.Factors[0].Values {
		row := []string{fmt.Sprint(v)}
		for j := range columns {
			row = append(row, meanText(m, rows[i*columns+j].Summary.Mean, scale))
		}
		t.Add(row...)
	}
	return t.String()
}
