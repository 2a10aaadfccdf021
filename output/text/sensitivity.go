package text

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"channelsim/sim"
	"channelsim/sim/experiment"
	"channelsim/sim/stats"
)

// SensitivityReport writes what `sensitivity` says on a terminal: for each outcome a table of
// parameters, the most influential first, then the notes and the closing sentence.
func SensitivityReport(w io.Writer, s *experiment.Sensitivity, a *experiment.Answer, all []experiment.Influence, notes []string, o Options) error {
	o = o.fitted()
	out := &writer{w: w}
	line := fmt.Sprintf("%s: %s, %s, %s each, seed %d", a.Design.Points[0].Scenario.Name, Count(len(s.Factors), "parameter"), Count(len(s.Design.Points), "point"),
		Count(a.Design.Runs, "run"), a.Design.Seed)
	out.print(bold(Wrap(line, o.Width), o.Plain), "\n")
	for from := 0; from < len(all); {
		to := from
		for to < len(all) && all[to].Outcome == all[from].Outcome {
			to++
		}
		out.print("\n", influenceTable(s, a, all[from:to], o), "\n")
		if s.Second {
			out.print("\n", pairsTable(s, all[from:to], o), "\n")
		}
		from = to
	}
	return out.end(notes, o)
}

// influenceTable shows the most influential parameters of an outcome.
func influenceTable(s *experiment.Sensitivity, a *experiment.Answer, of []experiment.Influence, o Options) string {
	m := &sim.Metrics[sim.MetricIndex(of[0].Outcome.Metric)]
	unit, scale := Unit(m, math.Abs(of[0].Effects.Absolute.Value), a.Design.Points[0].Scenario.Run.Currency)
	heading, head := of[0].Outcome.Label(), []string{"", "range", "mu*", "mu", "noise", "more than chance?"}
	switch {
	case s.Method == experiment.Sobols:
		head = []string{"", "range", "first", "total", "more than chance?"}
	case m.Share:
		heading += " (points over the whole range)"
	case unit != "":
		heading += " (" + unit + " over the whole range)"
	}
	t := blank(o, head...)
	for i := range of {
		if i == mostShown {
			t.Add(fmt.Sprintf("... %d more", len(of)-i))
			break
		}
		t.Add(influenceRow(s, &of[i], m, scale)...)
	}
	return Wrap(heading, o.Width) + "\n" + t.String()
}

func influenceRow(s *experiment.Sensitivity, i *experiment.Influence, m *sim.Metric, scale float64) []string {
	f := &s.Factors[i.Factor]
	row := []string{f.Short(), shortest(f.Low) + "-" + shortest(f.High)}
	told := foundWords[i.Found]
	if s.Method == experiment.Sobols {
		return append(row, shareText(i.First), shareText(i.Total), told)
	}
	if m.Share {
		scale = 0.01
	}
	e := &i.Effects
	return append(row, indexText(e.Absolute, scale), withSign(Round(e.Mean.Value/scale, significant(e.Mean.Value/scale, 2)), e.Mean.Value), oneDigit(e.Floor/scale), told)
}

// mostPairs is the number of pairs that are shown.
const mostPairs = 10

// pairsTable shows what pairs of parameters explain together, beyond what each does.
func pairsTable(s *experiment.Sensitivity, of []experiment.Influence, o Options) string {
	type pair struct {
		a, b  int
		index stats.Index
		found experiment.Found
	}
	var pairs []pair
	for i := range of {
		for j := of[i].Factor + 1; j < len(of[i].Pairs); j++ {
			if index := of[i].Pairs[j]; !undefined(index.Value) {
				pairs = append(pairs, pair{of[i].Factor, j, index, of[i].Both[j]})
			}
		}
	}
	slices.SortStableFunc(pairs, func(x, y pair) int { return cmp.Compare(math.Abs(y.index.Value), math.Abs(x.index.Value)) })
	t := blank(o, "", "with", "together", "more than chance?")
	for _, p := range pairs[:min(len(pairs), mostPairs)] {
		t.Add(s.Factors[p.a].Short(), s.Factors[p.b].Short(), shareText(p.index), foundWords[p.found])
	}
	return t.String()
}

// shareText prints a share of variance with its interval.
func shareText(i stats.Index) string {
	two := func(x float64) string {
		return strings.Replace(fmt.Sprintf("%.2f", x), "-0.00", "0.00", 1)
	}
	switch {
	case undefined(i.Value):
		return "-"
	case undefined(i.Low):
		return two(i.Value)
	}
	return fmt.Sprintf("%s [%s, %s]", two(i.Value), two(i.Low), two(i.High))
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
	switch {
	case undefined(x):
		return "-"
	case x < 1e-6:
		return "0" // rounding is no noise
	}
	return Round(x, max(-6, significant(x, 1)))
}

func threeDigits(x float64) string { return Round(x, significant(x, 3)) }

// shortest is threeDigits without zeros at the end of decimals.
func shortest(x float64) string {
	text := threeDigits(x)
	if strings.Contains(text, ".") {
		text = strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
	}
	return text
}
