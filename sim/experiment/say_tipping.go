package experiment

import (
	"fmt"
	"math"

	"channelsim/sim"
)

// SayTipping closes a search: where the threshold lies, whether the way back is another one, and what
// to ask next. It is called a point of no return only where the loop shows that the way back is
// another one, and within the horizon only: a memory may fade.
func SayTipping(t *Tipping, a *TippingAnswer, source string) Closing {
	c := t.say(a, source)
	if a.Interrupted {
		c.Says = fmt.Sprintf("Interrupted after %s. So far: %s", CountOf(a.Simulated, "run"), c.Says)
	}
	return c
}

// event is what a run is about when it ends above the level.
func (t *Tipping) event(a *TippingAnswer) string {
	if t.Outcome.Metric == sim.Spiral {
		return fmt.Sprintf("spiral within %d weeks", t.Scenario.Run.Weeks)
	}
	return fmt.Sprintf("end with %s above %s after %d weeks", t.Outcome.Phrase(), amount(t.Outcome, t.Scenario.Run.Currency, a.Level), t.Scenario.Run.Weeks)
}

func (t *Tipping) say(a *TippingAnswer, source string) Closing {
	key := t.Factor.Key
	vary := func(low, high float64) string {
		return fmt.Sprintf("channelsim tipping %s --vary %s=%v:%v", source, key, low, high)
	}
	width := t.Factor.High - t.Factor.Low
	event := t.event(a)
	if math.IsNaN(a.Ends[0].Mean) || math.IsNaN(a.Ends[1].Mean) {
		return Closing{"There is nothing to say yet.", "What does the whole search say?", vary(t.Factor.Low, t.Factor.High)}
	}
	if a.Undecided() && a.Interrupted {
		return Closing{fmt.Sprintf("%s of runs %s at %s %v and %s at %v; where it tips is not known yet.", percentOf(a.Ends[0].Mean), event, key, t.Factor.Low, percentOf(a.Ends[1].Mean), t.Factor.High),
			"What does the whole search say? With --out and --resume it goes on from here.", vary(t.Factor.Low, t.Factor.High)}
	}
	if a.Undecided() {
		says := fmt.Sprintf("No threshold was found: %s of runs %s at %s %v and %s at %v.", percentOf(a.Ends[0].Mean), event, key, t.Factor.Low, percentOf(a.Ends[1].Mean), t.Factor.High)
		low, high := math.Max(t.Factor.Param.Min, t.Factor.Low-width), math.Min(t.Factor.Param.Max, t.Factor.High+width)
		return Closing{says + sayWidth(a.Loop, key), "Does it lie beyond?", vary(neat(low), neat(high))}
	}
	side := "Below"
	if a.Rising {
		side = "Above"
	}
	says := fmt.Sprintf("%s %s %s most runs %s: the threshold lies between %s and %s (95 %% interval).", side, key, about(a), event, digits(a.Root.Low, width), digits(a.Root.High, width))
	return Closing{says + sayWidth(a.Loop, key), "Which mechanism makes it tip?",
		fmt.Sprintf("channelsim ablate %s --set %s=%s --outcome %s", source, key, digits(a.Root.Estimate, width), t.Outcome)}
}

// about is the estimate in as few digits as the interval allows.
func about(a *TippingAnswer) string { return digits(a.Root.Estimate, 10*(a.Root.High-a.Root.Low)) }

// digits prints a value of a key so that a thousandth of a width shows.
func digits(x, width float64) string {
	places := 0
	for step := width / 1000; step < 0.5 && places < 9; step *= 10 {
		places++
	}
	return fmt.Sprint(neat(roundTo(x, places)))
}

func roundTo(x float64, places int) float64 {
	power := math.Pow10(places)
	return math.Round(x*power) / power
}

// sayWidth says whether the way back is another one.
func sayWidth(l *Loop, key string) string {
	switch {
	case l == nil:
		return ""
	case l.Crossed < 2:
		return " The loop does not close within the range."
	case l.Width.CILow > 0:
		says := fmt.Sprintf(" Within these weeks it is a point of no return: %s must go %.3g further (95 %% interval %.3g to %.3g) to bring the response back to half its height", key, l.Width.Mean, l.Width.CILow, l.Width.CIHigh)
		if l.closing() {
			return says + ". But this gap is closing still, a memory that fades."
		}
		return says + "."
	case l.Width.CIHigh < 0:
		return fmt.Sprintf(" The way back is shorter than the way there, by %.3g of %s (95 %% interval %.3g to %.3g).", -l.Width.Mean, key, -l.Width.CIHigh, -l.Width.CILow)
	}
	return fmt.Sprintf(" No hysteresis was found: the way back is the way there, give or take %.3g of %s; so it is a threshold, and no point of no return.", math.Max(math.Abs(l.Width.CILow), math.Abs(l.Width.CIHigh)), key)
}

// SayWarning says in words how good a signal is.
func (w *WarningResult) SayWarning() string {
	switch {
	case !w.Enough:
		return fmt.Sprintf("cannot tell: %s late enough and %s to judge it by", CountOf(w.Spirals, "spiral"), CountOf(w.Steady, "healthy run"))
	case w.Area.CILow > 0.5:
		return "rises before a spiral more than in healthy runs"
	case w.Area.CIHigh < 0.5:
		return "rises less before a spiral than in healthy runs: misleading"
	}
	return "no better than a coin"
}
