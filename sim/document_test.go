package sim

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"channelsim/scenarios"
)

// rulesOf is MODEL.md up to its results: what somebody who has not seen the program goes by.
func rulesOf(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("MODEL.md")
	if err != nil {
		t.Fatal(err)
	}
	rules, _, found := strings.Cut(string(text), "\n## 8.")
	if !found {
		t.Fatal("there is no section 8")
	}
	return rules
}

func TestRulesNameNoCode(t *testing.T) {
	if found := regexp.MustCompile(`\w+\.go\b|\bTest[A-Z]\w+|\b(sim|agents)\.[A-Z]\w+`).FindAllString(rulesOf(t), -1); found != nil {
		t.Errorf("the rules name %q", found)
	}
}

// Numbers in brackets after a parameter are its default.
func TestRulesStateDefaults(t *testing.T) {
	defaults := map[string][]string{}
	for _, p := range scenarios.Params() {
		defaults[p.Name] = append(defaults[p.Name], fmt.Sprint(p.Default))
	}
	seen := 0
	for _, m := range regexp.MustCompile("`(?:[a-z]+\\.)*([a-z_]+)`\\s+\\(([0-9][0-9.,]*)\\)").FindAllStringSubmatch(rulesOf(t), -1) {
		name, number := m[1], strings.ReplaceAll(m[2], ",", "")
		if known := defaults[name]; len(known) == 1 {
			seen++
			if known[0] != number {
				t.Errorf("%s: %s in the text, %s in the table of parameters", name, number, known[0])
			}
		}
	}
	if seen < 40 {
		t.Errorf("only %d defaults are compared", seen)
	}
}
