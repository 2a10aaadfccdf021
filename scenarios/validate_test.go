package scenarios

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestValidateOfScenariosMadeInGo(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*Scenario)
		want   string // empty: valid
	}{
		{"default", func(*Scenario) {}, ""},
		{"no vendors", func(s *Scenario) { s.Vendors = nil }, "vendors: there must be at least one"},
		{"too many vendors", func(s *Scenario) {
			for i := range 250 {
				v := s.Vendors[0]
				v.Name, v.LeadVolume = fmt.Sprintf("v%d", i), 0
				s.Vendors = append(s.Vendors, v)
			}
		}, "vendors: there can be 250 at most"},
		{"no segments", func(s *Scenario) { s.Segments = nil }, "segments: there must be at least one"},
		{"name twice", func(s *Scenario) { s.Vendors = append(s.Vendors, s.Vendors[0]) }, "vendors.name = \"acme\": stands for two of the [[vendors]]: names must differ"},
		{"no name", func(s *Scenario) { s.Vendors[0].Name = "" }, "vendors.name = \"\": must not be empty"},
		{"range", func(s *Scenario) { s.Partners.TrustStart = -1 }, "partners.trust_start = -1: must lie in [0, 1]"},
		{"one partner", func(s *Scenario) { s.Partners.Count, s.Partners.Peers = 1, 0 }, ""},
		{"shares as sums of tenths", func(s *Scenario) {
			s.Segments = nil
			for _, name := range strings.Split("abcdefghij", "") {
				s.Segments = append(s.Segments, Segment{Name: name, Share: 0.1})
			}
		}, ""},
		{"grades add up to 1", func(s *Scenario) {
			v := &s.Vendors[0]
			v.GradeA, v.GradeB, v.GradeC, v.GradeD = 0.05, 0.55, 0.3, 0.1 // a rounding error above 1
		}, ""},
		{"only vendors may not be called all", func(s *Scenario) { s.Segments[0].Name = "all" }, ""},
		{"most leads the market bears", func(s *Scenario) { s.Vendors[0].LeadVolume = 0.9 * 120 * 20 / 0.32 }, ""},
		{"shock without a value", func(s *Scenario) { s.Shocks = []Shock{{Week: 3, Key: "gate"}} }, "shocks[0].value: a shock needs a value"},
		{"shock of a kind", func(s *Scenario) { s.Shocks = []Shock{{Week: 3, Key: "freshness", Value: 2.5}} }, "shocks[0].value = 2.5: must be a whole number, as freshness is"},
	} {
		s := Default()
		c.change(s)
		err := s.Validate()
		if c.want == "" && err != nil || c.want != "" && (err == nil || err.Error() != c.want) {
			t.Errorf("%s: got %v, want %q", c.name, err, c.want)
		}
	}
}

// A shock is judged by what is set at that time, not at the start; shocks of
// one week are judged together.
func TestShocksAreJudgedInTheOrderOfWeeks(t *testing.T) {
	text := func(first, second string) string {
		return "[[shocks]]\nweek = " + first + "\nkey = \"grade_a\"\nvalue = 0.5\n[[shocks]]\nweek = " + second + "\nkey = \"grade_c\"\nvalue = 0\n"
	}
	for _, second := range []string{"10", "20"} {
		if _, err := Parse("x.toml", []byte(text("20", second))); err != nil {
			t.Errorf("room is made in week %s: %v", second, err)
		}
	}
	_, err := Parse("x.toml", []byte(text("10", "20")))
	want := "x.toml:1: shocks[0]: after this shock vendors.acme.grade_d = 0.25: with grade_a, grade_b and grade_c it adds up to 1.15: at most 1"
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestShocksOfAWeekComeTogether(t *testing.T) {
	s := parseText(t, `
[[shocks]]
week = 20
key = "lead_quality"
value = 0.54
[[shocks]]
week = 5
key = "gate"
value = 0.5
[[shocks]]
week = 20
key = "budget"
value = 13000
`)
	groups := s.ShockWeeks()
	if diff := cmp.Diff([][]int{{1}, {0, 2}}, groups); diff != "" {
		t.Fatalf("(-want +got)\n%s", diff)
	}
	for _, group := range groups {
		if err := s.Strike(group); err != nil {
			t.Fatal(err)
		}
	}
	if v := s.Vendors[0]; v.Gate != 0.5 || v.LeadQuality != 0.54 || !near(v.LeadVolume, 100) {
		t.Errorf("gate %g, quality %g, volume %g", v.Gate, v.LeadQuality, v.LeadVolume)
	}
}

func TestNotes(t *testing.T) {
	s := parseText(t, `
[run]
weeks = 52
[[shocks]]
week = 53
key = "gate"
value = 0.5
[[shocks]]
week = 52
key = "gate"
value = 0.6
[[expect]]
outcome = "trust@60:70"
min = 0
[[expect]]
outcome = "trust@40:70"
min = 0
`)
	got := strings.Join(s.Notes(), "\n")
	want := "test.toml:4: shocks[0]: comes in week 53, beyond the horizon of 52 weeks: it will not happen\n" +
		"test.toml:12: expect[0]: speaks of weeks 60:70, beyond the horizon of 52 weeks: it cannot be judged"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestCheckOutcomes(t *testing.T) {
	metrics, windows := []string{"spiral", "vendor_profit"}, []string{"all", "last_half_year"}
	for outcome, want := range map[string]string{
		"spiral":                       "",
		"vendor_profit@last_half_year": "",
		"vendor_profit@14:52":          "",
		"vendor_proft":                 "test.toml:2: expect[0].outcome = \"vendor_proft\": no such metric\n  did you mean \"vendor_profit\"?",
		"spiral@last_halfyear":         "test.toml:2: expect[0].outcome = \"spiral@last_halfyear\": no such window: all, last_half_year, or weeks as 14:52\n  did you mean \"last_half_year\"?",
		"spiral@all":                   "",
		"spiral@14:52":                 "test.toml:2: expect[0].outcome = \"spiral@14:52\": spiral is about the whole run and has no windows\n  write spiral@all",
		"spiral@last_half_year":        "test.toml:2: expect[0].outcome = \"spiral@last_half_year\": spiral is about the whole run and has no windows\n  write spiral@all",
		"spiral@":                      "test.toml:2: expect[0].outcome = \"spiral@\": no such window: all, last_half_year, or weeks as 14:52",
		"spiral@52:14":                 "test.toml:2: expect[0].outcome = \"spiral@52:14\": no such window: all, last_half_year, or weeks as 14:52",
	} {
		s := parseText(t, "[[expect]]\noutcome = \""+outcome+"\"\nmin = 0\n")
		err := s.CheckOutcomes(metrics, windows, []string{"spiral"})
		if want == "" && err != nil || want != "" && (err == nil || err.Error() != want) {
			t.Errorf("%s: got %v, want %q", outcome, err, want)
		}
	}
}

// A value given on the command line is no longer where the file says.
func TestSetForgetsTheLine(t *testing.T) {
	s := parseText(t, "[partners]\ncount = 8\n")
	if err := s.Set("partners.peers", 10); err == nil {
		err = s.Validate()
		if err == nil || !strings.HasPrefix(err.Error(), "test.toml:2: partners.peers = 10: must be below partners.count = 8") {
			t.Errorf("got %v", err)
		}
	}
	if err := s.SetAll(Setting{"partners.count", 6}, Setting{"partners.peers", 6}); err != nil {
		t.Fatal(err)
	}
	if err := s.Validate(); err == nil || !strings.HasPrefix(err.Error(), "partners.peers = 6: must be below") {
		t.Errorf("got %v", err)
	}
}
