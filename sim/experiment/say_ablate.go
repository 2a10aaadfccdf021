package experiment

import (
	"fmt"
	"math"

	"channelsim/sim"
)

// SayAblation closes an ablation: what drives the first outcome, and what to ask
// next.
func SayAblation(a *Ablation, answer *Answer, rows []AblationRow, words Asking) Closing {
	c := a.say(rows, words)
	if answer.Interrupted {
		c.Says = fmt.Sprintf("Interrupted after %d of %s. So far: %s", examined(rows), CountOf(len(a.Mechanisms), "mechanism"), c.Says)
	}
	return c
}

// Finding says in a sentence what the mechanisms do to one outcome; rows are that outcome's.
func (a *Ablation) Finding(rows []AblationRow) string { return a.say(rows, Asking{}).Says }

func (a *Ablation) say(rows []AblationRow, words Asking) Closing {
	if len(rows) == 0 {
		return Closing{"No mechanism was switched off.",
			"Which mechanisms are there?", "channelsim scenario params"}
	}
	first, found := rows[0].Outcome, 0
	for _, r := range rows {
		if r.Outcome == first && r.Found == Effect {
			found++
		}
	}
	label := first.Phrase()
	if found == 0 {
		return Closing{fmt.Sprintf("None of %s moves %s so much that it shows over %s.", CountOf(examined(rows), "mechanism"), label, CountOf(rows[0].Difference.N, "run")),
			"Do more runs show something?", fmt.Sprintf("channelsim ablate %s%s --runs %d", words.Source, words.Flags, 4*a.Design.Runs)}
	}
	top := rows[0]
	size := math.Max(math.Abs(top.Full.Mean), math.Abs(top.Off.Mean))
	mean := func(s Summary) string { return amountAs(top.Outcome, a.Design.currency(), s.Mean, size) }
	return Closing{
		Says: fmt.Sprintf("Of %s in use %d %s %s. %s matters most: with it the mean is %s, without it %s.", CountOf(examined(rows), "mechanism"),
			found, verb(found, "moves", "move"), label, capital(top.Mechanism), mean(top.Full), mean(top.Off)),
		Ask:     fmt.Sprintf("What does the world look like without %s?", top.Mechanism),
		Command: fmt.Sprintf("channelsim run %s --set mechanisms.%s=false", words.Source, top.Mechanism),
	}
}

func verb(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

func capital(s string) string { return string(s[0]&^0x20) + s[1:] }

// currency is what money is counted in, empty if the first scenario names none.
func (d *Design) currency() string { return d.Points[0].Scenario.Run.Currency }

// amount prints a value of an outcome for a sentence: 31 %, EUR 2.4 million, 0.53.
func amount(o Outcome, currency string, x float64) string {
	return amountAs(o, currency, x, math.Abs(x))
}

// amountAs prints a value in the unit of another of such a size, so that both read alike: 0.4 million beside 3.9
// million.
func amountAs(o Outcome, currency string, x, size float64) string {
	m := sim.Metrics[sim.MetricIndex(o.Metric)]
	switch {
	case m.Share:
		return percentOf(x)
	case m.Unit == "money" && currency != "":
		return currency + " " + amountAs(o, "", x, size)
	case size >= 1e6:
		return scaled(x/1e6) + " million"
	case size >= 1e4:
		return scaled(x/1e3) + " thousand"
	case size >= 100:
		return fmt.Sprintf("%.0f", x)
	}
	return fmt.Sprintf("%.2g", x)
}

// scaled prints a number in a larger unit: 3.9, 0.4, 0.012, 399.
func scaled(x float64) string {
	switch size := math.Abs(x); {
	case size >= 99.5:
		return fmt.Sprintf("%.0f", x)
	case size >= 0.095 || size == 0:
		return fmt.Sprintf("%.1f", x)
	}
	return fmt.Sprintf("%.2g", x)
}
