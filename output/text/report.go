package text

import (
	"fmt"
	"io"
	"math"
	"strings"

	"channelsim/sim/experiment"
)

// Options say how a report looks.
type Options struct {
	Width   int                  // columns, at least 40; 0 means 80
	Plain   bool                 // no escape sequences: for files, pipes and NO_COLOR
	Expect  []experiment.Verdict // on the scenario's expectations, if they were judged
	Closing string               // last sentence: what came out and what to ask next; may be empty
}

// RunReport writes what `run` says on a terminal: title, outcome table, chart,
// the line on the death spiral, where the money goes, verdicts on expectations, footnotes and the closing sentence.
func RunReport(w io.Writer, a *experiment.Answer, o Options) error {
	o = o.fitted()
	out := &writer{w: w}
	out.print(title(a, o), "\n\n")
	out.do(func() error { return OutcomeTable(w, a, o.Width, o.Plain) })
	out.print("\n")
	out.do(func() error { return FollowUpChart(w, a, o.Width) })
	out.print("\n", Wrap(SpiralLine(a), o.Width), "\n")
	for _, says := range experiment.SayMoney(a) {
		out.print("\n", Wrap(says, o.Width), "\n")
	}
	if a.Price != nil {
		title := fmt.Sprintf("Who pays for it: this less the same with a closed-loop review, from the same start and with the same luck (%s each)", Count(a.Price.Runs, "run"))
		out.print("\n", Wrap(title, o.Width), "\n\n", priceTable(a, o), "\n\n", Wrap(a.Price.Say(a.Design.Points[0].Scenario.Run.Currency), o.Width), "\n")
	}
	for _, v := range o.Expect {
		out.print("\n", hang("Expected: ", v.String(), o.Width))
	}
	return out.end(a.Notes, o)
}

// fitted is a copy with a width that can be worked with.
func (o Options) fitted() Options {
	if o.Width == 0 {
		o.Width = 80
	}
	o.Width = max(40, o.Width)
	return o
}

// writer keeps the first error, so that a report reads as a list.
type writer struct {
	w   io.Writer
	err error
}

func (w *writer) print(parts ...string) {
	w.do(func() error {
		_, err := io.WriteString(w.w, strings.Join(parts, ""))
		return err
	})
}

// end prints the footnotes and the closing sentence of a report.
func (w *writer) end(notes []string, o Options) error {
	for _, note := range notes {
		w.print("\n", hang("* ", note, o.Width))
	}
	if o.Closing != "" {
		w.print("\n", Wrap(o.Closing, o.Width), "\n")
	}
	return w.err
}

func (w *writer) do(f func() error) {
	if w.err == nil {
		w.err = f()
	}
}

func title(a *experiment.Answer, o Options) string {
	s := a.Design.Points[0].Scenario
	name := s.Name
	if s.Title != "" {
		name += ": " + s.Title
	}
	line := Wrap(fmt.Sprintf("%s (%s, %s, seed %d)", name, Count(runs(a), "run"), Count(a.Layout.Weeks, "week"), a.Design.Seed), o.Width)
	return bold(line, o.Plain)
}

// runs is the number of finished runs of the first point.
func runs(a *experiment.Answer) int {
	if s := a.SurvivalOf(0); s != nil {
		return s.Runs
	}
	return 0
}

// SpiralLine says how often and when the death spiral happened in the first
// point, with the interval of the share.
func SpiralLine(a *experiment.Answer) string {
	s := a.SurvivalOf(0)
	if s == nil || s.Runs == 0 {
		return "Death spiral: undefined, no run was finished."
	}
	last := len(s.Healthy) - 1
	line := fmt.Sprintf("Death spiral in %s of %s (%s %%, 95 %% interval %s-%s)", commas(fmt.Sprint(s.Spirals)), Count(s.Runs, "run"),
		Round(100*(1-s.Healthy[last]), -1), Round(100*(1-s.High[last]), -1), Round(100*(1-s.Low[last]), -1))
	if s.Spirals > 0 {
		line += ", median " + When(a.Design.Points[0].Scenario.Run.Start, int(math.RoundToEven(s.MedianWeek)))
	}
	return line + "."
}

// hang wraps a text behind a mark, with the lines below it indented.
func hang(mark, s string, width int) string {
	indent := "\n" + strings.Repeat(" ", len(mark))
	return mark + strings.ReplaceAll(Wrap(s, width-len(mark)), "\n", indent) + "\n"
}

func bold(s string, plain bool) string {
	if plain {
		return s
	}
	return "\x1b[1m" + s + "\x1b[0m"
}
