package experiment

import (
	"slices"
	"strings"
	"testing"
)

func TestParseFactor(t *testing.T) {
	s := classroom(t)
	for text, want := range map[string][]any{
		"lead_quality=0.1:0.3:0.1":          {0.1, 0.2, 0.3},
		"vendors.acme.lead_quality=0.5,0.2": {0.5, 0.2},
		"vendors.*.policy=merit,lottery":    {"merit", "lottery"},
		"mechanisms.trust=true,false":       {true, false},
		"lead_life=2:4:1":                   {2, 3, 4},
		"market.close=0:0.05:0.02":          {0.0, 0.02, 0.04},
	} {
		f, err := ParseFactor(s, text)
		if err != nil || !slices.Equal(f.Values, want) {
			t.Errorf("%s: %v, %v; want %v", text, f.Values, err, want)
		}
	}
	f := factors(t, s, "lead_life=2:5")[0]
	if f.Values != nil || f.At(0) != 2 || f.At(1) != 5 || f.At(0.5) != 4 {
		t.Errorf("a range of integers goes %v, %v, %v", f.At(0), f.At(0.5), f.At(1))
	}
	if f, err := FactorAround(s, "belief_memory", 0.3); err != nil || f.Low != 0.9805 || f.High != 0.9895 {
		t.Errorf("around 0.985: %v to %v, %v", f.Low, f.High, err)
	}
	if f, err := FactorAround(s, "market.close", 0.3); err != nil || f.Low != 0.21 || f.High != 0.39 {
		t.Errorf("around 0.3: %v to %v, %v", f.Low, f.High, err)
	}
}

func TestBadFactors(t *testing.T) {
	s := classroom(t)
	for text, want := range map[string]string{
		"lead_quality":                    "must have the form KEY=LO:HI:STEP",
		"lead_qualty=0.1,0.2":             `did you mean "lead_quality"`,
		"lead_quality=0.1:x":              `"x" is no number`,
		"lead_quality=0.3:0.1:0.1":        "from a lower to a higher value",
		"lead_quality=0.1:0.3:0":          "the step must be above 0",
		"lead_quality=0.1:2":              "must lie in [0, 1]",
		"lead_quality=0.1,0.1":            "is given twice",
		"policy=merit:lottery":            "is no range of numbers",
		"policy=merit,mert":               `did you mean "merit"`,
		"run.weeks=20,40":                 "cannot be varied",
		"vendors.nobody.lead_quality=0.1": "no such name in vendors",
	} {
		if _, err := ParseFactor(s, text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want one with %q", text, err, want)
		}
	}
}
