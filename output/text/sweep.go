package text

import (
	"fmt"
	"io"
	"math"
	"slices"

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
	t := blank(o, append(head, "mean", "minus the first")...)
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
		t.Add(append(row, cellBeside(m, &r.Summary, scale, pairedPlace(m, &r.Difference, scale)), pairedBeside(m, &r.Difference, scale, cellPlace(m, &r.Summary, scale)))...)
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

// sweepMap has a row for each level of the first key and a column for each of the second: means with their
// intervals or, where these do not fit, with a line on how wide they are.
func sweepMap(s *experiment.Sweep, rows []experiment.SweepRow, m *sim.Metric, scale float64, o Options) string {
	full := sweepGrid(s, o, func(i int) string { return cellText(m, &rows[i].Summary, scale) })
	if drawn, ok := full.table(); ok {
		return drawn
	}
	means := sweepGrid(s, o, func(i int) string { return meanText(m, rows[i].Summary.Mean, scale) })
	return means.String() + "\n" + Wrap(giveOrTake(rows, m, scale), o.Width)
}

func sweepGrid(s *experiment.Sweep, o Options, cell func(i int) string) *Grid {
	head := []string{s.Factors[0].Key + " \\ " + s.Factors[1].Key}
	for _, v := range s.Factors[1].Values {
		head = append(head, fmt.Sprint(v))
	}
	t := blank(o, head...)
	columns := len(s.Factors[1].Values)
	for i, v := range s.Factors[0].Values {
		row := []string{fmt.Sprint(v)}
		for j := range columns {
			row = append(row, cell(i*columns+j))
		}
		t.Add(row...)
	}
	return t
}

// giveOrTake says how wide the intervals of means are: half of the width of the one in the middle, and of the widest.
func giveOrTake(rows []experiment.SweepRow, m *sim.Metric, scale float64) string {
	if m.Share {
		scale = 0.01
	}
	var halves []float64
	for i := range rows {
		if half := (rows[i].Summary.CIHigh - rows[i].Summary.CILow) / (2 * scale); !undefined(half) {
			halves = append(halves, half)
		}
	}
	if len(halves) == 0 {
		return "How far chance may take these means is not known from one run at each point."
	}
	slices.Sort(halves)
	unit := ""
	if m.Share {
		unit = " points"
	}
	say := func(x float64) string { return Round(x, significant(x, 2)) + unit }
	return fmt.Sprintf("Each mean is known give or take about %s, the least sure one %s (half of its 95 %% interval; --format csv has them all).", say(halves[len(halves)/2]), say(halves[len(halves)-1]))
}
