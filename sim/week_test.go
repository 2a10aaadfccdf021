package sim

import (
	"os"
	"regexp"
	"slices"
	"testing"
)

// MODEL.md lists the phases of a week in their order.
func TestModelDescribesTheWeek(t *testing.T) {
	text, err := os.ReadFile("MODEL.md")
	if err != nil {
		t.Fatal(err)
	}
	var documented, phases []string
	table := regexp.MustCompile(`(?s)\| phase \| what happens .*?\n\n`).Find(text)
	for _, m := range regexp.MustCompile(`(?m)^\| ([a-z ]+) \|`).FindAllSubmatch(table, -1) {
		documented = append(documented, string(m[1]))
	}
	for _, p := range Week {
		phases = append(phases, p.Name)
	}
	if len(documented) > 0 && documented[0] == "phase" {
		documented = documented[1:]
	}
	if !slices.Equal(documented, phases) {
		t.Errorf("MODEL.md says %q, the program does %q", documented, phases)
	}
}
