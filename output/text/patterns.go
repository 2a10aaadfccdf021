package text

import (
	"fmt"
	"io"
	"strings"

	"channelsim/sim/experiment"
)

// PatternReport writes what `patterns` says on a terminal: for each pattern its
// verdict, the leading effect, a reading, and what did not hold.
func PatternReport(w io.Writer, a *experiment.PatternAnswer, o Options) error {
	o = o.fitted()
	out := &writer{w: w}
	for i := range a.Results {
		out.print(patternText(&a.Results[i], o), "\n")
	}
	for _, note := range a.Notes {
		out.print(hang("* ", note, o.Width), "\n")
	}
	if o.Closing != "" {
		out.print(Wrap(o.Closing, o.Width), "\n")
	}
	return out.err
}

func patternText(r *experiment.PatternResult, o Options) string {
	p := r.Pattern
	head := fmt.Sprintf("%-4s%-12s", p.ID, r.Conclusion)
	text := hang(head, p.Title, o.Width)
	if !o.Plain {
		text = "\x1b[1m" + strings.Replace(text, head, head+"\x1b[0m", 1)
	}
	line := func(format string, args ...any) {
		text += hang("    ", fmt.Sprintf(format, args...), o.Width)
	}
	line("%s", claimText(&p.Claims[0], &r.Claims[0]))
	for i := 1; i < len(p.Claims); i++ {
		if c := &r.Claims[i]; c.Conclusion != experiment.Shown {
			line("but %s: %s", c.Conclusion, claimText(&p.Claims[i], c))
		}
	}
	line("%s", sentence(r.Reading))
	line("Changed: %s. Hinges on %s.", orNothing(p.Changed()), p.HingesOn)
	if r.Without != nil {
		line("With %s: %s, %s", p.Cause.Says, r.Without.Conclusion, claimText(&p.Claims[0], &r.Without.Claims[0]))
	}
	return text
}

// claimText is an effect against its threshold: "0.064 [0.061, 0.067], at most 0.2: ...".
func claimText(c *experiment.Claim, r *experiment.ClaimResult) string {
	return fmt.Sprintf("%s, %s %g: %s", Interval(r.Mean, r.CILow, r.CIHigh), c.Direction, c.Threshold, c.Says)
}

func orNothing(keys []string) string {
	if len(keys) == 0 {
		return "nothing"
	}
	return strings.Join(keys, ", ")
}
