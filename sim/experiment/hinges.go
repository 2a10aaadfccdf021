package experiment

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"channelsim/scenarios"
	"channelsim/sim/stats"
)

// Hinge is what the difference of two points comes to when one parameter that nobody knows exactly
// has another value, in both.
type Hinge struct {
	Key        string
	Value      any
	Difference Difference // of the first point less the second, there
	Change     Difference // of that, less the difference as it stands, run by run
	Found      Found      // whether the difference changes at all
	Verdict    string     // turns, gone, holds
}

// Verdicts on a hinge.
const (
	Turns = "turns" // the other point is better there
	Gone  = "gone"  // no difference is shown there
	Holds = "holds" // the same point is better there
)

// HingeRuns is the number of replications at each point when hinges are asked for and no number of
// runs.
const HingeRuns = 24

// Hinge adds, to a comparison of two points, both of them once more at each end of the range of every
// unknown parameter, from 1-spread to 1+spread of its value in the first scenario. Where an end does not go together
// with a scenario the parameter is left out.
func (c *Comparison) Hinge(spread float64) {
	first, second := c.Design.Points[0].Scenario, c.Design.Points[1].Scenario
	all, _ := UnknownFactors(first, spread)
	for i := range all {
		f := &all[i]
		for _, end := range []float64{0, 1} {
			values := []any{f.At(end)}
			a, err1 := Vary(first, len(c.Design.Points), []Factor{*f}, values)
			b, err2 := Vary(second, len(c.Design.Points)+1, []Factor{*f}, values)
			if err1 != nil || err2 != nil {
				continue
			}
			a.Vary = append(slices.Clone(c.Design.Points[0].Vary), a.Vary...)
			b.Vary = append(slices.Clone(c.Design.Points[1].Vary), b.Vary...)
			c.Design.Points = append(c.Design.Points, a, b)
			c.ends = append(c.ends, scenarios.Setting{Key: f.Key, Value: values[0]})
		}
	}
	c.Design.NoWeeks, c.Design.Groups = true, false
}

// Hinges reads off the answer what the difference of the first outcome hinges on: what turns it
// first, then what makes it go, and within these what changes it most. An interruption leaves the last ones out.
func (c *Comparison) Hinges(answer *Answer) []Hinge {
	o := answer.Design.Outcomes[0]
	base := gaps(answer, 0, 1, o)
	var all []Hinge
	var ps []float64
	for i, end := range c.ends {
		a, b := 2+2*i, 3+2*i
		there := gaps(answer, a, b, o)
		if there == nil {
			break
		}
		h := Hinge{Key: end.Key, Value: end.Value, Difference: answer.Paired(a, b, o), Change: pairedDifference(there, base)}
		all = append(all, h)
		ps = append(ps, changeP(&h, there, base))
	}
	for i, found := range stepDown(ps) {
		all[i].Found = found
		all[i].Verdict = verdictOn(answer.Paired(0, 1, o), all[i].Difference)
	}
	slices.SortStableFunc(all, func(x, y Hinge) int {
		return cmp.Or(cmp.Compare(weight(&y), weight(&x)), cmp.Compare(size(y.Change.Mean), size(x.Change.Mean)))
	})
	return all
}

// changeP is how likely chance makes such a change. Of sim.Spiral, whose changes are a few whole
// numbers, it is the greater of Student's, which the interval of the change has, and that of the
// exact sign test.
func changeP(h *Hinge, there, base []float64) float64 {
	p := h.Change.P(0)
	if h.Difference.Shares == nil {
		return p
	}
	rises, falls := make([]float64, len(there)), make([]float64, len(there))
	for i := range there {
		switch d := stats.Gap(there[i], base[i]); {
		case d > 0:
			rises[i] = 1
		case d < 0:
			falls[i] = 1
		}
	}
	return math.Max(p, stats.NewPairTable(rises, falls).P(0))
}

// weight orders hinges by what they do to the verdict; what may be chance has none.
func weight(h *Hinge) int {
	if h.Found != Effect {
		return 0
	}
	return map[string]int{Turns: 3, Gone: 2, Holds: 1}[h.Verdict]
}

// verdictOn says what became of a difference.
func verdictOn(base, there Difference) string {
	switch {
	case there.CILow > 0 && base.Mean > 0 || there.CIHigh < 0 && base.Mean < 0:
		return Holds
	case there.CILow > 0 || there.CIHigh < 0:
		return Turns
	}
	return Gone
}

// gaps are the differences of two points by replication; nil if an interruption left one out.
func gaps(answer *Answer, a, b int, o Outcome) []float64 {
	xs, ys := answer.Replicated(a, o), answer.Replicated(b, o)
	if xs == nil || ys == nil {
		return nil
	}
	out := undefined(answer.Design.Runs)
	for i := range min(len(xs), len(ys)) {
		out[i] = stats.Gap(xs[i], ys[i])
	}
	return out
}

// SayHinges says in a sentence what the verdict hinges on.
func (c *Comparison) SayHinges(answer *Answer, all []Hinge) string {
	base := answer.Paired(0, 1, answer.Design.Outcomes[0])
	if !(base.CILow > 0) && !(base.CIHigh < 0) {
		return fmt.Sprintf("No difference is shown as things stand over %s, so that nothing can turn it.", CountOf(base.N, "run"))
	}
	var keys []string
	open := 0 // values at which the difference is not shown, though it is not shown to change either
	for i := range all {
		switch h := &all[i]; {
		case h.Verdict == Holds:
		case weight(h) == 0:
			open++
		case !slices.Contains(keys, h.Key):
			keys = append(keys, h.Key)
		}
	}
	looked := CountOf(len(all), "value")
	switch n := len(keys); {
	case n == 0 && open > 0:
		return fmt.Sprintf("What the verdict hinges on cannot be told yet: at %d of %s the difference is not shown, and that may be chance; more --runs tell.", open, looked)
	case n == 0:
		return fmt.Sprintf("The verdict does not hinge on any single unknown parameter: none of %s takes the difference away or turns it.", looked)
	case n == 1:
		return fmt.Sprintf("The verdict hinges on %s alone: of %s no other takes the difference away or turns it.", keys[0], looked)
	default:
		return fmt.Sprintf("The verdict hinges on %s, %s first: there the difference turns or is no longer shown.", CountOf(n, "unknown parameter"), keys[0])
	}
}

// hingeNotes says how the hinges were found.
func (c *Comparison) hingeNotes(answer *Answer) []string {
	if len(c.ends) == 0 {
		return nil
	}
	return []string{fmt.Sprintf("hinges: %s of parameters that nobody knows exactly, one at a time, from the ends of ranges that are assumed; %s at each on the same random numbers; listed is what changes the difference of %s with all looked at together (Holm's procedure, %.0f %%)",
		CountOf(len(c.ends), "value"), CountOf(answer.Design.Runs, "run"), answer.Design.Outcomes[0].Label(), 100*(1-stats.Level))}
}
