package main

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// What documents say of the number of patterns is what the table says. Both are slow figures, which
// the quick check passes over.
func TestCountsAreThoseOfTheTable(t *testing.T) {
	results, err := os.ReadFile("../../sim/RESULTS.md")
	if err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	for _, m := range regexp.MustCompile(`(?m)^\| P\d+ \| ([a-z ]+) \|`).FindAllStringSubmatch(string(results), -1) {
		count[m[1]]++
	}
	for _, path := range []string{"../../README.md", "../../sim/RESULTS.md"} {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(text), ">"+counted(count)+"<") {
			t.Errorf("%s does not say: %s", path, counted(count))
		}
	}
}
