//go:build slow

package experiment

import (
	"context"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
)

var updateTable = flag.Bool("update-patterns", false, "rewrite the table of patterns in sim/MODEL.md")

// What sim/MODEL.md says of the patterns is what comes out, to the last digit, with
// the command's own number of runs and seed.
func TestPatternsAsDocumented(t *testing.T) {
	const file, runs = "../MODEL.md", 200
	a, err := RunPatterns(context.Background(), Patterns, PatternOptions{Runs: runs, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	text := string(raw)
	from := strings.Index(text, "| P1 |")
	to := from + strings.Index(text[from:], "\n\n") + 1
	table := patternTable(a)
	if *updateTable {
		if err := os.WriteFile(file, []byte(text[:from]+table+text[to:]), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if got := text[from:to]; got != table {
		t.Errorf("%s has another table (go test -tags slow ./sim/experiment -run AsDocumented -update-patterns rewrites it); it is now\n%s", file, table)
	}
	counts := map[Conclusion]int{}
	for _, r := range a.Results {
		counts[r.Conclusion]++
	}
	says := fmt.Sprintf("Over %d runs of each arm, seed 1, %d are shown, %d are not, and for %d one cannot tell.", runs, counts[Shown], counts[NotShown], counts[CannotTell])
	if !strings.Contains(text, says) {
		t.Errorf("%s does not say: %s", file, says)
	}
}

// patternTable is a row for each pattern.
func patternTable(a *PatternAnswer) string {
	var b strings.Builder
	for _, r := range a.Results {
		line := func(i int) string {
			c := &r.Pattern.Claims[i]
			return fmt.Sprintf("%s: %.3g [%.3g, %.3g], %s %g", c.Says, r.Claims[i].Mean, r.Claims[i].CILow, r.Claims[i].CIHigh, c.Direction, c.Threshold)
		}
		var open []string
		for i := range r.Claims {
			if i > 0 && r.Claims[i].Conclusion != Shown {
				open = append(open, line(i))
			}
		}
		missing := ""
		if len(open) > 0 {
			missing = strings.ToUpper(open[0][:1]) + strings.Join(open, "; ")[1:] + ". "
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %sHinges on %s |\n", r.Pattern.ID, r.Conclusion, line(0), missing, r.Pattern.HingesOn)
	}
	return b.String()
}
