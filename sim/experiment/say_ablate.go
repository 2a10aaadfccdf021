package experiment

import (
	"fmt"
	"math"

	"channelsim/sim"
)

// SayAblation closes an ablation: what drives the first outcome, and what to ask
// next. source is how the user named the scenario, for the command.
func SayAblation(a *Ablation, answer *Answer, rows []AblationRow, source string) Closing {
	c := a.say(rows, source)
	if answer.Interrupted {
		c.Says = fmt.Sprintf("Interrupted after %d of %s. So far: %s", examined(rows), CountOf(len(a.Mechanisms), "mechanism"), c.Says)
	}
	return c
}

// Finding says in a sentence what the mechanisms do to one outcome; rows are that outcome's.
func (a *Ablation) Finding(rows []AblationRow) string { return a.say(rows, "").Says }

func (a *Ablation) say(rows []AblationRow, source string) Closing {
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
			"Do more runs show something?", fmt.Sprintf("channelsim ablate %s --runs %d", source, 4*a.Design.Runs)}
	}
	top := rows[0]
	return Closing{
		Says: fmt.Sprintf("Of %s in use %d %s %s. %s matters most: with it the mean is %s, without it %s.", CountOf(examined(rows), "mechanism"),
			found, verb(found, "moves", "move"), label, capital(top.Mechanism), amount(top.Outcome, a.Design.currency(), top.Full.Mean), amount(top.Outcome, a.Design.currency(), top.Off.Mean)),
		Ask:     fmt.Sprintf("What does the world look like without %s?", top.Mechanism),
		Command: fmt.Sprintf("channelsim run %s --set mechanisms.%s=false", source, top.Mechanism),
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
	m := sim.Metrics[sim.MetricIndex(o.Metric)]
	switch {
	case m.Share:
		return percentOf(x)
	case m.Unit == "money" && currency != "":
		return currency + " " + amount(o, "", x)
	case math.Abs(x) >= 1e6:
		return fmt.Sprintf("%.1f million", x/1e6)
	case math.Abs(x) >= 1e5:
		return fmt.Sprintf("%.0f thousand", x/1e3)
	case math.Abs(x) >= 100:
		return fmt.Sprintf("%.0f", x)
	}
	return fmt.Sprintf("%.2g", x)
}
