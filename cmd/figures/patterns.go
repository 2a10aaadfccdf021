package main

import (
	"encoding/json"
	"fmt"
	"strings"
)

// pattern is what patterns says of one pattern.
type pattern struct {
	ID, Verdict string
	HingesOn    string `json:"hinges_on"`
	Claims      []claim
	Cause       string // in words
	Without     string `json:"without_cause"` // verdict with the cause taken away; empty if not asked
}

type claim struct {
	Says, Direction, Verdict string
	Threshold                float64
	Effect                   interval
}

type interval struct {
	Mean, Low, High float64
}

func (i *interval) UnmarshalJSON(text []byte) error {
	var is struct {
		Mean float64
		Low  float64 `json:"ci_low"`
		High float64 `json:"ci_high"`
	}
	err := json.Unmarshal(text, &is)
	*i = interval{is.Mean, is.Low, is.High}
	return err
}

// The verdicts.
const (
	shown      = "shown"
	notShown   = "not shown"
	cannotTell = "cannot tell"
)

func patternsOf(s *source, command string) ([]pattern, error) {
	out, err := s.answer(append(strings.Fields(command), "--format", "json", "--quiet")...)
	if err != nil {
		return nil, err
	}
	var answer struct{ Rows []pattern }
	if err := json.Unmarshal(out, &answer); err != nil {
		return nil, err
	}
	if len(answer.Rows) == 0 {
		return nil, fmt.Errorf("%s says nothing of patterns", command)
	}
	return answer.Rows, nil
}

// patternTable has a row for each pattern: its verdict, its leading claim, the claims that do not hold,
// and what it hinges on.
func patternTable(d *document, command string, _ []string) (string, error) {
	all, err := patternsOf(d.source, command)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	b.WriteString("| | verdict | leading claim | what does not hold, and what it hinges on |\n|---|---|---|---|\n")
	for _, p := range all {
		missing := ""
		for _, c := range p.Claims[1:] {
			if c.Verdict != shown {
				missing += "; " + c.line()
			}
		}
		if missing != "" {
			missing = strings.ToUpper(missing[2:3]) + missing[3:] + ". "
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %sHinges on %s |\n", p.ID, p.Verdict, p.Claims[0].line(), missing, p.HingesOn)
	}
	return b.String(), nil
}

func (c *claim) line() string {
	return fmt.Sprintf("%s: %.3g [%.3g, %.3g], %s %g", c.Says, c.Effect.Mean, c.Effect.Low, c.Effect.High, c.Direction, c.Threshold)
}

func patternCounts(d *document, command string, _ []string) (string, error) {
	all, err := patternsOf(d.source, command)
	if err != nil {
		return "", err
	}
	count := map[string]int{}
	for _, p := range all {
		count[p.Verdict]++
	}
	return counted(count), nil
}

// counted says how many patterns have which verdict.
func counted(count map[string]int) string {
	return fmt.Sprintf("Of %d patterns the model shows %d and does not show %d; for %d the runs cannot tell",
		count[shown]+count[notShown]+count[cannotTell], count[shown], count[notShown], count[cannotTell])
}
