//go:build slow

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// The table of patterns in sim/RESULTS.md takes minutes to make, so figures --check passes over it.
// This repeats a tenth of its runs instead: each claim must agree with the table within the intervals,
// and no verdict may contradict it. What the table shows goes when its cause is taken away.
func TestPatternsAgreeWithATenthOfTheRuns(t *testing.T) {
	table, err := os.ReadFile("../../sim/RESULTS.md")
	if err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(t.TempDir(), "channelsim")
	if out, err := exec.Command("go", "build", "-o", program, "../channelsim").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	s := &source{program: program, dir: t.TempDir(), answers: map[string][]byte{}}
	few, err := patternsOf(s, "patterns --runs 20 --causes")
	if err != nil {
		t.Fatal(err)
	}
	for _, fault := range disagreements(string(table), few) {
		t.Error(fault)
	}
}

// The comparison finds what is wrong.
func TestDisagreements(t *testing.T) {
	is := func(mean, low, high float64) interval { return interval{mean, low, high} }
	few := []pattern{{ID: "P1", Verdict: cannotTell, HingesOn: "luck", Claims: []claim{
		{"gain", "at least", shown, 1, is(2, 1.5, 2.5)}, {"loss", "at most", cannotTell, 0, is(-0.1, -0.3, 0.1)},
	}}}
	const good = "| P1 | shown | gain: 2.2 [2.1, 2.3], at least 1 | Hinges on luck |\n"
	if got := disagreements(good, few); len(got) > 0 {
		t.Errorf("all agrees, but: %v", got)
	}
	for _, row := range []string{
		"",
		good + good,
		"| P1 | not shown | gain: 3.2 [3.1, 3.3], at least 1 | Hinges on luck |\n",                                // another effect
		"| P1 | shown | gain: 2.2 [2.1, 2.3], at least 1.5 | Hinges on luck |\n",                                  // another threshold
		"| P1 | shown | gain: 2.2 [2.1, 2.3], at least 1 | Hinges on skill |\n",                                   // another reason
		"| P1 | not shown | gain: 2.2 [2.1, 2.3], at least 1 | Drop: 1 [1, 1], at most 0. Hinges on luck |\n",     // no such claim
		"| P1 | not shown | gain: 2.2 [2.1, 2.3], at least 1 | Loss: 1 [0.9, 1.1], at most 0. Hinges on luck |\n", // a second claim's effect
		good + "| P2 | shown | gain: 2.2 [2.1, 2.3], at least 1 | Hinges on luck |\n",                             // a pattern that is gone
	} {
		if len(disagreements(row, few)) == 0 {
			t.Errorf("nothing is wrong with %q", row)
		}
	}
	few[0].Without = shown
	if len(disagreements(good, few)) == 0 {
		t.Error("the pattern stays when its cause is gone, and nothing is wrong")
	}
	few[0].Without = notShown
	few[0].Verdict, few[0].Claims[1].Verdict = notShown, notShown
	if len(disagreements(good, few)) == 0 {
		t.Error("the runs contradict the verdict, and nothing is wrong")
	}
}

var rowOfTable = regexp.MustCompile(`(?m)^\| (P\d+) \| ([a-z ]+) \| (.*) \| (.*)Hinges on (.*) \|$`)

// claimOfTable is a claim as claim.line writes it.
var claimOfTable = regexp.MustCompile(`^(.*): (\S+) \[(\S+), (\S+)\], (at least|at most) (\S+)$`)

// disagreements are the faults of a table of patterns by what fewer runs say.
func disagreements(text string, few []pattern) []string {
	var faults []string
	fault := func(words ...string) { faults = append(faults, strings.Join(words, " ")) }
	rows := rowOfTable.FindAllStringSubmatch(text, -1)
	if len(rows) != len(few) {
		return []string{"the table has " + strconv.Itoa(len(rows)) + " patterns, the program " + strconv.Itoa(len(few))}
	}
	for i, row := range rows {
		p := few[i]
		id, verdict, hinges := row[1], row[2], row[5]
		if id != p.ID || hinges != p.HingesOn {
			fault("the table has", id, "that hinges on", hinges+", the program", p.ID, "that hinges on", p.HingesOn)
			continue
		}
		if verdict != p.Verdict && verdict != cannotTell && p.Verdict != cannotTell {
			fault(id, "is", verdict+", but with few runs", p.Verdict)
		}
		if verdict == shown && p.Without == shown {
			fault(id, "is shown with", p.Cause, "as well")
		}
		lines := []string{row[3]}
		if open := strings.TrimSuffix(row[4], ". "); open != "" {
			lines = append(lines, strings.Split(open, "; ")...)
		}
		for _, line := range lines {
			if why := p.contradicts(line); why != "" {
				fault(id+":", line+":", why)
			}
		}
	}
	return faults
}

// contradicts says why a line of the table is wrong, if it is.
func (p *pattern) contradicts(line string) string {
	m := claimOfTable.FindStringSubmatch(line)
	if m == nil {
		return "is no claim"
	}
	var x [5]float64
	for i, text := range []string{m[2], m[3], m[4], m[6]} {
		var err error
		if x[i], err = strconv.ParseFloat(text, 64); err != nil {
			return "is no claim"
		}
	}
	for _, c := range p.Claims {
		if !strings.EqualFold(c.Says, m[1]) || c.Direction != m[5] || c.Threshold != x[3] {
			continue
		}
		if !agree(interval{x[0], x[1], x[2]}, c.Effect) {
			return "is now " + c.line()
		}
		return ""
	}
	return "no such claim is examined"
}

// agree reports whether two 95 % intervals meet, each half as wide again: some forty claims are looked
// at together, and none should fail by chance alone.
func agree(a, b interval) bool {
	wider := func(i interval) interval {
		return interval{i.Mean, i.Low - (i.Mean-i.Low)/2, i.High + (i.High-i.Mean)/2}
	}
	a, b = wider(a), wider(b)
	return a.Low <= b.High && b.Low <= a.High
}
