package experiment

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"channelsim/sim"
)

// Bounds of what a calibration speaks of.
const (
	CloseTies     = 0.8 // correlation from which on two parameters are known together only
	littleLearned = 0.1 // share of a parameter's variance below which the data say nothing of it
	fewEffective  = 100 // draws below which the ends of intervals are rough
)

// SayCalibration closes a calibration: what the data say of the parameters, whether the model can give
// what was observed, and what to ask next.
func SayCalibration(c *Calibration, a *CalibrationAnswer, source string) Closing {
	says := c.say(a, source)
	if a.Interrupted {
		says.Says = fmt.Sprintf("Interrupted after %s. So far: %s", CountOf(a.Simulated, "run"), says.Says)
		says.Ask, says.Command = "What does the whole search say? With --out and --resume it goes on from here.", c.again(source)
	}
	return says
}

func (c *Calibration) again(source string) string {
	words := "channelsim calibrate " + source + " --data FILE"
	for i := range c.Factors {
		words += " --vary " + quoted(&c.Factors[i], fmt.Sprintf("%v:%v", c.Factors[i].Low, c.Factors[i].High))
	}
	return words
}

func (c *Calibration) say(a *CalibrationAnswer, source string) Closing {
	switch {
	case a.Parameters == nil:
		return Closing{"There is nothing to say yet.", "Is every target defined in this scenario?", "channelsim run " + source}
	case a.Fits == nil:
		return Closing{Says: c.SayLearned(a)}
	}
	missed := c.missed(a)
	if len(missed) > 0 {
		return Closing{c.SayFit(a) + " So what the fit says of the parameters is not to be relied on.", "What moves the outcome that is missed?", "channelsim sensitivity " + source + " --outcome " + missed[0]}
	}
	return Closing{c.SayLearned(a) + " " + c.SayFit(a), "What does the fitted scenario say?", "channelsim run " + source + c.settings(a)}
}

// missed are the targets that the fitted model does not give.
func (c *Calibration) missed(a *CalibrationAnswer) (outcomes []string) {
	for i := range a.Fits {
		if !a.Fits[i].Met() {
			outcomes = append(outcomes, c.Targets[i].Of.String())
		}
	}
	return outcomes
}

// settings are the flags that turn the scenario into the fitted one.
func (c *Calibration) settings(a *CalibrationAnswer) (flags string) {
	for _, m := range c.Measured {
		flags += fmt.Sprintf(" --set %s=%v", m.Key, m.Value)
	}
	for k := range c.Factors {
		flags += " --set " + quoted(&c.Factors[k], fmt.Sprint(a.FittedAt[k]))
	}
	return flags
}

// SayLearned names what the data say most of, at most two, and how many parameters they leave open.
func (c *Calibration) SayLearned(a *CalibrationAnswer) string {
	order := make([]int, len(c.Factors))
	for k := range order {
		order[k] = k
	}
	slices.SortStableFunc(order, func(x, y int) int { return cmp.Compare(a.Parameters[y].Learned, a.Parameters[x].Learned) })
	var known []string
	told := 0
	for _, k := range order {
		p := &a.Parameters[k]
		if p.Open() {
			break
		}
		if told++; told <= 2 {
			width := c.Factors[k].High - c.Factors[k].Low
			known = append(known, fmt.Sprintf("%s lies between %s and %s", c.Factors[k].Short(), digits(p.Low, width), digits(p.High, width)))
		}
	}
	if told == 0 {
		return fmt.Sprintf("The data say next to nothing of %s that vary.", article(len(c.Factors)))
	}
	says := "By the data " + strings.Join(known, " and ") + " (95 % interval)"
	if told > 2 {
		says += fmt.Sprintf("; of %s more they say something", CountOf(told-2, "parameter"))
	}
	switch open := order[told:]; len(open) {
	case 0:
	case 1:
		says += "; they say next to nothing of " + c.Factors[open[0]].Short()
	default:
		says += fmt.Sprintf("; they say next to nothing of %d others", len(open))
	}
	return says + "."
}

func article(n int) string {
	if n == 1 {
		return "the parameter"
	}
	return fmt.Sprintf("the %d parameters", n)
}

// SayFit says whether the model can give what was observed.
func (c *Calibration) SayFit(a *CalibrationAnswer) string {
	n, missed := len(a.Fits), len(c.missed(a))
	switch {
	case missed == 0 && n == 1:
		return "The fitted model gives what was observed."
	case missed == 0 && n == 2:
		return "The fitted model gives both outcomes that were observed."
	case missed == 0:
		return fmt.Sprintf("The fitted model gives all %d outcomes that were observed.", n)
	}
	worst := 0
	for i := range a.Fits {
		if a.Fits[i].Tail < a.Fits[worst].Tail {
			worst = i
		}
	}
	t, f := &c.Targets[worst], &a.Fits[worst]
	say := func(x float64) string { return amount(t.Of, c.Scenario.Run.Currency, x) }
	return fmt.Sprintf("The fitted model misses %d of %d: %s was observed at %s, and with these parameters it lies between %s and %s in 90 of 100 runs.",
		missed, n, t.Of.Phrase(), say(f.Observed), say(f.After.P05), say(f.After.P95))
}

// notes lists the doubts that go with an answer.
func (c *Calibration) notes(a *CalibrationAnswer) []string {
	var notes []string
	add := func(format string, args ...any) { notes = append(notes, fmt.Sprintf(format, args...)) }
	if a.Interrupted {
		add("interrupted after %s: the search is not at its end", CountOf(a.Simulated, "run"))
	}
	for _, m := range c.Measured {
		add("%s = %v is measured (%s)", m.Key, m.Value, m.Source)
	}
	notes = append(notes, c.Remarks...)
	if a.Parameters == nil {
		return append(notes, "in too many runs a target is undefined: nothing could be fitted")
	}
	for i := range a.Fits {
		if a.Fits[i].Outside {
			add("%s: no run over the ranges came near what was observed: other ranges, other parameters, or a model without the cause", c.Targets[i].Label())
		}
	}
	if last := len(a.Generations) - 1; !a.Interrupted && !a.Settled {
		add("the search ended with its budget, and %.0f %% of its last runs were nearer still: --budget above %d narrows the intervals", 100*a.Generations[last].Accepted, c.Budget)
	}
	if a.Effective < fewEffective {
		add("the intervals rest on what %.0f independent draws would say: their ends are rough; --keep and --budget raise that", a.Effective)
	}
	if len(c.Targets) < len(c.Factors) {
		add("%s and only %s: some parameters cannot be told apart, whatever the data say", CountOf(len(c.Factors), "parameter"), CountOf(len(c.Targets), "target"))
	}
	for _, r := range a.Correlations {
		if math.Abs(r.R) >= CloseTies {
			add("%s and %s are known together only (correlation %.2f): another target may part them", c.Factors[r.First].Short(), c.Factors[r.Second].Short(), r.R)
		}
	}
	if a.Undefined > 0 {
		add("%s of the search ended with a target undefined or could not be finished: they count as unlike what was observed", CountOf(a.Undefined, "run"))
	}
	add("the data are taken for one history of this programme, so the luck of a single run counts as doubt; before them all values in a range were taken for equally likely (assumed)")
	return notes
}

// Unit is the unit of a target's outcome.
func (t *Target) Unit() string { return sim.Metrics[sim.MetricIndex(t.Of.Metric)].Unit }
