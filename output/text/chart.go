package text

import (
	"fmt"
	"io"
	"math"
	"strings"
	"unicode/utf8"

	"github.com/guptarohit/asciigraph"

	"channelsim/sim"
	"channelsim/sim/experiment"
)

// Looks of the chart's lines: told apart without colour.
const (
	meanMark = "●"
	highMark = "+"
	lowMark  = "-"
)

const (
	chartRows   = 10 // of 10 % each
	axisOffset  = 2  // columns between the labels of the y axis and the plot
	labelWidth  = 5  // "100 %"
	chartMargin = axisOffset + labelWidth
)

// FollowUpChart draws the weekly follow-up rate of all vendors together: the
// mean over runs and the band in which nine of ten runs lie, with a line of
// explanation above. width is the number of columns to fill. It writes a
// sentence where there is nothing to draw.
func FollowUpChart(w io.Writer, a *experiment.Answer, width int) error {
	series := followUp(a)
	if series == nil {
		_, err := fmt.Fprintln(w, "No chart: no partner received a lead.")
		return err
	}
	columns := max(20, width-chartMargin)
	graph := asciigraph.PlotMany(series,
		asciigraph.Width(columns), asciigraph.Height(chartRows), asciigraph.Offset(axisOffset),
		asciigraph.LowerBound(0), asciigraph.UpperBound(1),
		asciigraph.YAxisValueFormatter(func(y float64) string { return fmt.Sprintf("%3.0f %%", 100*y) }),
		asciigraph.SeriesChars(asciigraph.CreateCharSet(highMark), asciigraph.CreateCharSet(lowMark), asciigraph.CreateCharSet(meanMark)))
	start := a.Design.Points[0].Scenario.Run.Start
	title := fmt.Sprintf("Follow-up: share of the leads they receive that partners work, week by week. "+
		"Time runs from left to right, 100 %% at the top means that every lead is worked. "+
		"The line of %s is the mean of %s; nine of ten runs lie below the %s and above the %s.",
		meanMark, Count(runs(a), "run"), highMark, lowMark)
	_, err := fmt.Fprintf(w, "%s\n\n%s\n%s\n", Wrap(title, width), graph, xAxis(a.Layout.Weeks, columns, start))
	return err
}

// followUp returns p95, p05 and mean by week, or nil if no week has any.
func followUp(a *experiment.Answer) [][]float64 {
	series := make([][]float64, 3)
	for i := range series {
		series[i] = make([]float64, a.Layout.Weeks)
		for t := range series[i] {
			series[i][t] = math.NaN()
		}
	}
	any := false
	for _, b := range a.Band(0, sim.All, sim.FollowUp) {
		if undefined(b.Mean) {
			continue
		}
		series[0][b.Week-1], series[1][b.Week-1], series[2][b.Week-1] = b.P95, b.P05, b.Mean
		any = true
	}
	if !any {
		return nil
	}
	return series
}

// xAxis draws the line under the chart with labelled ticks and a title.
func xAxis(weeks, columns int, start string) string {
	line := []rune(strings.Repeat("─", columns))
	labels := []rune(strings.Repeat(" ", columns+chartMargin))
	free := 0 // first column of labels that is free
	for _, t := range WeekTicks(weeks, start, columns/9) {
		at := 0
		if weeks > 1 {
			at = (t.Week - 1) * (columns - 1) / (weeks - 1)
		}
		n := utf8.RuneCountInString(t.Label)
		from := min(max(chartMargin+at-n/2, 0), len(labels)-n)
		if from < free {
			continue
		}
		line[at] = '┬'
		copy(labels[from:], []rune(t.Label))
		free = from + n + 1
	}
	title := Wrap(WeekTitle(start), columns)
	indent := strings.Repeat(" ", chartMargin+max(0, (columns-widest(title))/2))
	return strings.Repeat(" ", chartMargin-1) + "└" + string(line) + "\n" +
		strings.TrimRight(string(labels), " ") + "\n" + indent + strings.ReplaceAll(title, "\n", "\n"+indent)
}

// Wrap breaks a text at spaces so that no line has more than width runes; a word that is
// wider is cut.
func Wrap(s string, width int) string { return fold(words(s), width) }

// Count prints a number with its noun: "1 run", "2,000 runs".
func Count(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return commas(fmt.Sprint(n)) + " " + noun
}

// Capital sets a sentence's first letter in upper case.
func Capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
