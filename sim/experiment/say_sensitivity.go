package experiment

import (
	"fmt"
	"math"
	"strings"

	"channelsim/scenarios"
	"channelsim/sim/stats"
)

// Asking is how the user asked for an analysis, for the commands that it proposes.
type Asking struct {
	Source string // what follows `channelsim run`, and the command's own name
	Flags  string // those that say what varies, how, and what is looked at, each after a blank; without --runs
}

func (w Asking) again(runs int) string {
	return fmt.Sprintf("channelsim sensitivity %s%s --runs %d", w.Source, w.Flags, runs)
}

// SaySensitivity closes an analysis: what matters most to the first outcome, how sure that
// is, and what to ask next.
func SaySensitivity(a *Sensitivity, answer *Answer, all []Influence, words Asking) Closing {
	c := a.say(answer, all, words)
	if answer.Interrupted {
		c.Says = fmt.Sprintf("Interrupted after %d of %d runs. So far: %s", answer.Runs, len(a.Design.Points)*a.Design.Runs, c.Says)
	}
	return c
}

func (a *Sensitivity) say(answer *Answer, all []Influence, words Asking) Closing {
	o := answer.Design.Outcomes[0]
	var of []Influence
	told := 0
	for _, i := range all {
		if i.Outcome == o {
			of = append(of, i)
			if i.Told() {
				told++
			}
		}
	}
	switch {
	case len(of) == 0 && answer.Interrupted:
		return Closing{Says: "there is nothing to say yet."}
	case len(of) == 0:
		return Closing{"There is nothing to say yet: " + o.Phrase() + " is not defined at enough points.", "What do more runs say?", words.again(4 * a.Design.Runs)}
	case told == 0:
		return Closing{a.Finding(of), "Do more runs show something?", words.again(4 * a.Design.Runs)}
	}
	f := &a.Factors[topOf(of).Factor]
	return Closing{a.Finding(of), fmt.Sprintf("How does it respond to %s?", f.Short()),
		fmt.Sprintf("channelsim sweep %s --vary %s --outcome %s", words.Source, quoted(f, fmt.Sprintf("%v:%v:%v", f.Low, f.High, fifth(f))), o)}
}

// Finding says in a sentence what the influences on one outcome, the greatest first, come to.
func (a *Sensitivity) Finding(of []Influence) string {
	label, told := of[0].Outcome.Phrase(), toldOnes(of)
	if len(told) == 0 {
		return fmt.Sprintf("No influence on %s is told from chance: %s looked at.", label, CountOf(len(of), "parameter"))
	}
	top := &told[0]
	says := fmt.Sprintf("%s hinges most on %s, which %s", capital(label), a.Factors[top.Factor].Short(), a.moves(top))
	var next []string
	for i := 1; i < min(3, len(told)); i++ {
		next = append(next, a.Factors[told[i].Factor].Short())
	}
	if len(next) > 0 {
		says += "; then on " + strings.Join(next, " and ")
	}
	return fmt.Sprintf("%s. Of %s %d %s told from chance.", says, CountOf(len(of), "parameter"), len(told), verb(len(told), "is", "are"))
}

// toldOnes are those that are told from chance, in their order.
func toldOnes(of []Influence) (told []Influence) {
	for _, i := range of {
		if i.Told() {
			told = append(told, i)
		}
	}
	return told
}

func topOf(of []Influence) *Influence { return &toldOnes(of)[0] }

// moves says how much the outcome hinges on a factor, with the interval.
func (a *Sensitivity) moves(i *Influence) string {
	if a.Method == Sobols {
		return explains(i)
	}
	amount := func(x float64) string { return step(i.Outcome, a.Design.currency(), x) }
	return fmt.Sprintf("moves it by %s%s over its range", amount(i.Effects.Absolute.Value), between(i.Effects.Absolute, amount))
}

// explains says what share of the variance a factor explains. Estimates of shares may exceed each
// other and the whole by chance: a total that may well be the first index alone is said once.
func explains(i *Influence) string {
	whole := func(x float64) string { return share(math.Max(0, math.Min(1, x))) }
	if i.First.Value >= i.Total.Value || i.Total.Low <= i.First.Value {
		return fmt.Sprintf("explains about %s%s of its variance, and interactions are not told from nothing", whole(i.Total.Value), between(i.Total, whole))
	}
	return fmt.Sprintf("explains %s of its variance by itself and %s%s with interactions", whole(i.First.Value), whole(i.Total.Value), between(i.Total, whole))
}

// between is the interval in brackets, or nothing where it is undefined or has no width.
func between(i stats.Index, print func(float64) string) string {
	if math.IsNaN(i.Low) || print(i.Low) == print(i.High) {
		return ""
	}
	return fmt.Sprintf(" (95 %% interval %s to %s)", print(i.Low), print(i.High))
}

// Short is the shortest key that means the parameter: gross_margin for vendors.*.gross_margin.
func (f *Factor) Short() string {
	if p, err := scenarios.Find(f.Param.Name); err == nil && p.Key() == f.Param.Key() && (f.Key == f.Param.Name || f.Key == p.Key()) {
		return f.Param.Name
	}
	return f.Key
}

// quoted is KEY=VALUES as a shell takes it.
func quoted(f *Factor, values string) string {
	word := f.Short() + "=" + values
	if strings.ContainsAny(word, " *") {
		return `"` + word + `"`
	}
	return word
}

// fifth is a fifth of a factor's range, as a number that reads well.
func fifth(f *Factor) any {
	if f.Param.Kind == scenarios.Int {
		return max(1, int(math.Round((f.High-f.Low)/5)))
	}
	return neat((f.High - f.Low) / 5)
}
