package experiment

import (
	"fmt"
	"strings"
)

// SayPatterns closes an examination: how many patterns are shown, and where to look.
func SayPatterns(a *PatternAnswer) Closing {
	ids := map[Conclusion][]string{}
	for _, r := range a.Results {
		ids[r.Conclusion] = append(ids[r.Conclusion], r.Pattern.ID)
	}
	says := fmt.Sprintf("%d of %s shown over %s of each arm", len(ids[Shown]), are(len(a.Results), "pattern"), CountOf(a.Runs, "run"))
	for _, c := range []Conclusion{NotShown, CannotTell} {
		if len(ids[c]) > 0 {
			says += fmt.Sprintf("; %s: %s", c, strings.Join(ids[c], ", "))
		}
	}
	c := Closing{Says: says + ".", Ask: "What makes them? Take each cause away.", Command: "channelsim patterns --causes"}
	switch open := ids[CannotTell]; {
	case len(open) > 0 && a.Runs <= ExactRuns/2:
		c.Ask = "Do more runs settle what is open?"
		c.Command = fmt.Sprintf("channelsim patterns --only %s --runs %d", strings.Join(open, " --only "), min(4*a.Runs, ExactRuns))
	case len(ids[NotShown]) > 0:
		c.Ask = fmt.Sprintf("What does %s hinge on? That is said with it; its arms can be run with --set.", ids[NotShown][0])
		c.Command = "channelsim scenario params"
	}
	return c
}

func are(n int, thing string) string {
	if n == 1 {
		return "1 " + thing + " is"
	}
	return CountOf(n, thing) + " are"
}
