package page

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"channelsim/output/text"
	"channelsim/sim"
	"channelsim/sim/experiment"
)

// tipping tells of the threshold.
type tipping struct {
	report *Report
	*experiment.Tipping
	found *experiment.TippingAnswer
}

func (t tipping) points() []point {
	return []point{{name: t.Scenario.Name, Scenario: t.Scenario, varied: varied([]experiment.Factor{t.Factor})}}
}

func (t tipping) headings() headings { return ofScenarios(t.points()) }

func (t tipping) question() string {
	return fmt.Sprintf("Where does %s tip, when this changes: %s? And is the way back as long as the way there?", t.Scenario.Name, described(&t.Factor))
}

func (t tipping) answer() []block {
	return []block{strong(t.report.Closing.Says),
		para(fmt.Sprintf("How sure: %s were simulated. The interval of the threshold is about luck; with other assumptions, or over more or fewer weeks, it lies elsewhere. What is called the response is %s.", text.Count(t.found.Simulated, "run"), t.Response.Label()))}
}

func (t tipping) outcomes() []block {
	event := "Runs that spiral"
	if t.Outcome.Metric != sim.Spiral {
		event = fmt.Sprintf("Runs with %s above %s", t.Outcome.Label(), say(&sim.Metrics[sim.MetricIndex(t.Outcome.Metric)], t.Scenario.Run.Currency, t.found.Level))
	}
	all := &table{Caption: event + ", by value; below each the range that chance leaves open (95 % interval)", Head: []string{t.Factor.Short(), event, "Of runs"}}
	chance := measureOf(sim.Spiral, 1, "")
	for _, p := range t.found.Points {
		share := experiment.ShareOf(p.Above, p.All)
		all.Rows = append(all.Rows, row{Head: fmt.Sprintf("%.4g", p.Value), Cells: []cell{chance.estimate(&share), {Main: fmt.Sprint(p.All)}}})
	}
	blocks := []block{para(fmt.Sprintf("What is moved is %s, from %s to %s.", t.Factor.Short(), plain(t.Factor.Low), plain(t.Factor.High)))}
	if all.Rows != nil {
		blocks = append(blocks, block{Table: all})
	}
	if l := t.found.Loop; l != nil {
		blocks = append(blocks, head("There and back"), para("A channel that comes from good times and one that comes from bad times need not end alike under the same conditions. Where they differ, it is easier to stay well than to get well."), block{Table: t.loop(l)})
	}
	return blocks
}

func (t tipping) loop(l *experiment.Loop) *table {
	most := 0.0
	for _, e := range slices.Concat(l.FromGood, l.FromBad) {
		if !undefined(e.Mean) {
			most = max(most, e.Mean, -e.Mean)
		}
	}
	m := measureOf(t.Response.Metric, most, t.Scenario.Run.Currency)
	all := &table{Caption: text.Capital(t.Response.Label()) + suffix(m.small()) + ", by what came before", Head: []string{t.Factor.Short(), "After good times", "After bad times", "Difference" + suffix(m.per())}}
	for i, x := range l.Values {
		all.Rows = append(all.Rows, row{Head: fmt.Sprintf("%.4g", x), Cells: []cell{m.estimate(&l.FromGood[i]), m.estimate(&l.FromBad[i]), m.difference(&l.Gap[i])}})
	}
	return all
}

func (t tipping) risks() []block {
	blocks := []block{para(meaning(t.Scenario))}
	if l := t.found.Loop; l != nil {
		blocks = append(blocks, para(t.lost(l)))
	}
	blocks = append(blocks, head("What to watch for"))
	if len(t.found.Warnings) == 0 {
		return append(blocks, para("Early-warning signs were not judged in this folder."))
	}
	blocks = append(blocks, para("Statistics books propose early-warning signs: weekly figures that swing more widely, or more slowly, before things tip. A vendor would rather watch its report: partners' reported wins per lead over the direct team's, of the last year. The simulator knows which runs came to a spiral, and so can judge these signs. "+verdictOf(t.found.Warnings)))
	all := &table{Caption: "Early-warning signs, judged four weeks before the spiral; 0.5 is no better than a coin, 1 is never wrong", Head: []string{"Sign", "Spirals foretold", "False alarms", "Score", "In words"}}
	chance := measureOf(sim.Spiral, 1, "")
	score := measureOf("trust", 1, "")
	for i := range t.found.Warnings {
		w := &t.found.Warnings[i]
		all.Rows = append(all.Rows, row{Head: text.Capital(signal(w.Signal)), Cells: []cell{chance.estimate(&w.Hits), chance.estimate(&w.FalseAlarms), score.estimate(&w.Area), words(w.SayWarning())}})
	}
	return append(blocks, block{Table: all})
}

// verdictOf says honestly what early-warning signs are worth.
func verdictOf(all []experiment.WarningResult) string {
	var good, bad []string
	for i := range all {
		switch w := &all[i]; {
		case !w.Enough:
			return "Here there are too few runs of both kinds to judge them."
		case w.Area.CILow > 0.5:
			good = append(good, signal(w.Signal))
		default:
			bad = append(bad, signal(w.Signal))
		}
	}
	if len(good) == 0 {
		return fmt.Sprintf("Here %s are no better a sign than a coin: do not rely on them. Watch what partners do with good leads, and ask them.", list(bad))
	}
	return fmt.Sprintf("Here there is more of %s before spirals than in steady times; how much that is worth is in the table.", list(good))
}

// signal is an early-warning sign in words.
func signal(name string) string {
	switch name {
	case "variance":
		return "the width of the swings (variance)"
	case "lag-1 autocorrelation":
		return "the slowness of the swings (autocorrelation)"
	case "report: variance":
		return "the width of the swings of the reported ratio"
	case "report: autocorrelation":
		return "the slowness of the swings of the reported ratio"
	case "report: fall":
		return "the fall of the reported ratio"
	}
	return name
}

// lost says what a time at the bad end costs.
func (t tipping) lost(l *experiment.Loop) string {
	amount := func(d *experiment.Difference) string {
		if d.N == 0 || undefined(d.Mean) {
			return "by an amount that could not be told"
		}
		word := "more"
		if d.Mean < 0 {
			word = "less"
		}
		says := fmt.Sprintf("%s %s", money(t.Scenario.Run.Currency, max(d.Mean, -d.Mean)), word)
		if d.CILow < 0 && d.CIHigh > 0 {
			says += " (which may be chance)"
		}
		return says
	}
	weeks := experiment.CountOf(t.Scenario.Run.Weeks, "week")
	return fmt.Sprintf("What a bad time comes to: with %s at the bad end and then %s back at the good one the vendor earns %s in the bad time, and %s in the time after it, than if it had stayed at the good end throughout.", weeks, weeks, amount(&l.Meanwhile), amount(&l.Lost))
}

func (t tipping) hinges() []block {
	a := t.found
	var blocks []block
	switch {
	case a.Undecided():
		blocks = append(blocks, para(fmt.Sprintf("In the range that was looked at, no value of %s was found at which it tips.", t.Factor.Short())))
	default:
		side := "below"
		if a.Rising {
			side = "above"
		}
		blocks = append(blocks, para(fmt.Sprintf("It hinges on %s: %s about %s more than half of the runs tip (95 %% interval %s to %s).", t.Factor.Short(), side,
			t.near(a.Root.Estimate), t.near(a.Root.Low), t.near(a.Root.High))))
	}
	return append(blocks, para(fmt.Sprintf("Where the figure is from: %s.", cmp.Or(t.Factor.Param.Source, "assumed"))),
		para("This folder does not tell how the threshold moves with the other assumptions. This command ranks them:"), code("channelsim sensitivity "+t.report.Source.Scenario))
}

// near prints a value of the key to a tenth of the width of the interval.
func (t tipping) near(x float64) string {
	width := t.found.Root.High - t.found.Root.Low
	return text.Round(x, int(math.Floor(math.Log10(width)))-1)
}

func (t tipping) method() []string {
	says := []string{fmt.Sprintf("The value at which half of the runs tip was searched for, with %s in all.", text.Count(t.found.Simulated, "run"))}
	if t.found.Loop != nil {
		says = append(says, fmt.Sprintf("For the way there and back each run spent %s at one end of the range and as many at the value.", experiment.CountOf(t.Scenario.Run.Weeks, "week")))
	}
	return says
}

func (t tipping) place(picture string) string {
	switch picture {
	case "loop", "basin":
		return outcomesChapter
	case "warnings":
		return risksChapter
	}
	return hingesChapter
}
