package experiment

import (
	"strings"
	"testing"

	"channelsim/sim"
)

func TestParseOutcome(t *testing.T) {
	windows := append(sim.StandardWindows(156), sim.Window{Name: "year2", First: 53, Last: 104})
	for text, want := range map[string]Outcome{
		"trust":                  {"trust", "all"},
		"trust@all":              {"trust", "all"},
		"trust@last_half_year":   {"trust", "last_half_year"},
		"vendor_profit@year2":    {"vendor_profit", "year2"},
		"partner_profit@14:52":   {"partner_profit", "14:52"},
		"revenue_total@140:1000": {"revenue_total", "140:1000"},
		"spiral":                 {"spiral", "all"},
		"spiral_week@all":        {"spiral_week", "all"},
	} {
		if got, err := ParseOutcome(text, windows); err != nil || got != want {
			t.Errorf("%s: got %v, %v; want %v", text, got, err, want)
		}
	}
	for text, want := range map[string]string{
		"trst":                  `did you mean "trust"?`,
		"vendor_proft@all":      `did you mean "vendor_profit"?`,
		"happiness":             "channelsim scenario metrics",
		"":                      "no such outcome",
		"trust@last_halfyear":   `did you mean "last_half_year"?`,
		"trust@":                "no such window: first_quarter, last_half_year, all, year2",
		"trust@the_roaring_20s": "--window NAME=14:52",
		"trust@52:14":           "no such window",
		"trust@0:14":            "no such window",
		"spiral@first_quarter":  "spiral is about the whole run and has no windows\n  write spiral@all",
		"spiral_week@14:52":     "write spiral_week@all",
		"spiral@year2":          "write spiral@all",
	} {
		if _, err := ParseOutcome(text, windows); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want one with %q", text, err, want)
		}
	}
}

func TestParseWindow(t *testing.T) {
	for text, want := range map[string]sim.Window{
		"year2=53:104": {Name: "year2", First: 53, Last: 104},
		"late=100:400": {Name: "late", First: 100, Last: 156},
		"w_1=7:7":      {Name: "w_1", First: 7, Last: 7},
	} {
		if got, err := ParseWindow(text, 156); err != nil || got != want {
			t.Errorf("%s: got %v, %v; want %v", text, got, err, want)
		}
	}
	for text, want := range map[string]string{
		"":               "a name has",
		"53:104":         "a name has",
		"year2":          "no range of weeks",
		"year2=53":       "no range of weeks",
		"year2=0:5":      "no range of weeks",
		"year2=9:5":      "no range of weeks",
		"year2=157:160":  "horizon of 156 weeks",
		"Year 2=1:5":     "a name has",
		"a@b=1:5":        "a name has",
		"all=1:5":        "every run has a window",
		"year2=1:5=6":    "no range of weeks",
		"year2=one:five": "no range of weeks",
	} {
		if _, err := ParseWindow(text, 156); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want one with %q", text, err, want)
		}
	}
}

func TestWindowsStatedInWeeks(t *testing.T) {
	windows := AddWindow(nil, Outcome{"trust", "14:52"}, 40)
	windows = AddWindow(windows, Outcome{"revenue_total", "14:52"}, 40) // the same once more
	windows = AddWindow(windows, Outcome{"trust", "41:52"}, 40)         // beyond the horizon
	windows = AddWindow(windows, Outcome{"trust", "all"}, 40)           // every run has it
	if len(windows) != 1 || windows[0] != (sim.Window{Name: "14:52", First: 14, Last: 40}) {
		t.Errorf("got %v, want weeks 14 to 40 only", windows)
	}
}

func TestLabelsOfOutcomes(t *testing.T) {
	for o, want := range map[Outcome]string{
		{"trust", "all"}:            "trust",
		{"trust", "first_quarter"}:  "trust in the first quarter",
		{"trust", "last_half_year"}: "trust in the last half-year",
		{"trust", "year2"}:          "trust in year2",
	} {
		if got := o.Label(); got != want {
			t.Errorf("%v: %q, want %q", o, got, want)
		}
	}
}
