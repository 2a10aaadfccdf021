package experiment

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"channelsim/scenarios"
	"channelsim/sim"
)

// SaySweep closes a sweep: what the first outcome does as the keys move, and what to ask
// next. source is how the user named the scenario, vary the flags --vary as given.
func SaySweep(w *Sweep, answer *Answer, rows []SweepRow, source, vary string) Closing {
	c := w.say(Of(rows, answer.Design.Outcomes[0], sim.All), answer, source, vary)
	if answer.Interrupted {
		c.Says = fmt.Sprintf("Interrupted after %d of %d runs. So far: %s", answer.Runs, len(w.Design.Points)*w.Design.Runs, c.Says)
	}
	return c
}

func (w *Sweep) say(rows []SweepRow, answer *Answer, source, vary string) Closing {
	again := func(runs int) string { return fmt.Sprintf("channelsim sweep %s %s --runs %d", source, vary, runs) }
	rows = slices.DeleteFunc(rows, func(r SweepRow) bool { return math.IsNaN(r.Summary.Mean) })
	if len(rows) < 2 {
		return Closing{"There is nothing to compare yet.", "What do a few runs say?", again(FewRuns)}
	}
	if w.Line() {
		slices.SortStableFunc(rows, func(a, b SweepRow) int { return cmp.Compare(w.At(a.Point, 0), w.At(b.Point, 0)) })
	}
	o := rows[0].Outcome
	least, most := ends(rows)
	d := answer.Paired(most.Point, least.Point, o)
	switch {
	case w.Design.Runs < FewRuns:
		return Closing{fmt.Sprintf("%s at each point %s too few to tell. So far %s lies between %s and %s.", sentenceCount(w.Design.Runs), verb(w.Design.Runs, "is", "are"),
			o.Phrase(), amount(o, w.Design.currency(), least.Summary.Mean), amount(o, w.Design.currency(), most.Summary.Mean)), "Does it hold over more runs?", again(100)}
	case !(d.CILow > 0):
		return Closing{fmt.Sprintf("No difference was found: %s is about %s at all %d points, as far as %s at each can tell.", o.Phrase(), amount(o, w.Design.currency(), rows[0].Summary.Mean), len(rows), CountOf(w.Design.Runs, "run")),
			"Do more runs show something?", again(4 * w.Design.Runs)}
	}
	says := w.Ends(rows) + "."
	if w.Line() {
		says = w.sayLine(rows)
	}
	if w.Line() && len(rows) > 2 {
		f := &w.Factors[0]
		return Closing{says, "Where exactly does it tip, and does it tip back?", fmt.Sprintf("channelsim tipping %s --vary %s=%v:%v", source, f.Key, f.Low, f.High)}
	}
	best, ask := most, "What happens at the best of these points, week by week?"
	if BetterOf(o.Metric) == Lower {
		best = least
	}
	switch alike := w.alike(best, rows, answer); {
	case BetterOf(o.Metric) == Neither:
		ask = "What happens where there is most of it, week by week?"
	case alike > 0:
		says += fmt.Sprintf(" Which is best is not shown: %s may be as good as %s.", CountOf(alike, "other point"), w.name(best.Point))
		ask = "What happens at one of the best of these points, week by week?"
	}
	return Closing{says, ask, "channelsim run " + source + w.sets(best.Point)}
}

// alike is the number of points that are not told from the best, each by its own 95 % interval.
func (w *Sweep) alike(best *SweepRow, rows []SweepRow, answer *Answer) int {
	n := 0
	for i := range rows {
		if d := answer.Paired(best.Point, rows[i].Point, best.Outcome); rows[i].Point != best.Point && !(d.CILow > 0) && !(d.CIHigh < 0) {
			n++
		}
	}
	return n
}

// ends are the rows with the least and the greatest mean.
func ends(rows []SweepRow) (least, most *SweepRow) {
	for i := range rows {
		x := rows[i].Summary.Mean
		if math.IsNaN(x) {
			continue
		}
		if least == nil || x < least.Summary.Mean {
			least = &rows[i]
		}
		if most == nil || x > most.Summary.Mean {
			most = &rows[i]
		}
	}
	return least, most
}

// Ends says between which values an outcome lies, and at which points.
func (w *Sweep) Ends(rows []SweepRow) string {
	least, most := ends(rows)
	if least == nil {
		return capital(rows[0].Outcome.Phrase()) + " is undefined at all points"
	}
	o := least.Outcome
	return fmt.Sprintf("%s lies between %s (%s) and %s (%s)", capital(o.Phrase()), amount(o, w.Design.currency(), least.Summary.Mean), w.name(least.Point), amount(o, w.Design.currency(), most.Summary.Mean), w.name(most.Point))
}

// sayLine says how the outcome goes along the key, from its lowest to its highest value.
func (w *Sweep) sayLine(rows []SweepRow) string {
	first, last := &rows[0], &rows[len(rows)-1]
	o, key := first.Outcome, w.Factors[0].Key
	steepest, jump := 0, 0.0
	for i := 1; i < len(rows); i++ {
		if x := math.Abs(rows[i].Summary.Mean - rows[i-1].Summary.Mean); x > jump {
			steepest, jump = i, x
		}
	}
	goes := "goes"
	switch {
	case last.Summary.CILow > first.Summary.CIHigh:
		goes = "rises"
	case last.Summary.CIHigh < first.Summary.CILow:
		goes = "falls"
	}
	says := fmt.Sprintf("%s %s from %s to %s as %s goes from %v to %v", capital(o.Phrase()), goes, amount(o, w.Design.currency(), first.Summary.Mean), amount(o, w.Design.currency(), last.Summary.Mean), key,
		w.At(first.Point, 0), w.At(last.Point, 0))
	if total := math.Abs(last.Summary.Mean - first.Summary.Mean); len(rows) > 3 && jump > 0 && total > 0 {
		a, b := &rows[steepest-1], &rows[steepest]
		says += fmt.Sprintf("; the greatest step is from %s to %s between %v and %v", amount(o, w.Design.currency(), a.Summary.Mean), amount(o, w.Design.currency(), b.Summary.Mean), w.At(a.Point, 0), w.At(b.Point, 0))
	}
	return says + "."
}

// name is a point in words: lead_quality 0.2, policy merit.
func (w *Sweep) name(point int) string {
	var words []string
	for _, v := range w.Design.Points[point].Vary {
		value := v.Value
		if x, ok := value.(float64); ok {
			value = scenarios.Brief(x)
		}
		words = append(words, fmt.Sprintf("%s %v", v.Key, value))
	}
	return strings.Join(words, ", ")
}

// sets are the flags that lead to a point.
func (w *Sweep) sets(point int) string {
	text := ""
	for _, v := range w.Design.Points[point].Vary {
		text += fmt.Sprintf(" --set %s=%v", v.Key, v.Value)
	}
	return text
}

// Notes says what must be kept in mind with the rows of a sweep.
func (w *Sweep) Notes(answer *Answer) []string {
	notes := withoutPoints(answer.Notes)
	if w.Design.Runs < FewRuns {
		notes = append(notes, fewRuns(w.Design.Runs))
	}
	return append(notes, "each interval covers 95 % at its own point; all points meet the same random numbers, so that they may lie too high or too low together, and differences are surer than levels")
}
