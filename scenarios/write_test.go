package scenarios

import (
	"bytes"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

// roundTrip writes a scenario, reads it back and wants the same.
func roundTrip(t interface {
	Helper()
	Fatalf(string, ...any)
}, s *Scenario) {
	t.Helper()
	var text bytes.Buffer
	if err := s.WriteTOML(&text); err != nil {
		t.Fatalf("writing: %v", err)
	}
	back, err := Parse(".toml", text.Bytes())
	if err != nil {
		t.Fatalf("reading back: %v\n%s", err, text.String())
	}
	if diff := cmp.Diff(s, back, cmpopts.IgnoreUnexported(Scenario{}), cmpopts.EquateEmpty()); diff != "" {
		t.Fatalf("(-written +read)\n%s", diff)
	}
	if s.Hash() != back.Hash() {
		t.Fatalf("the hash changed")
	}
}

func TestShippedScenariosRoundTrip(t *testing.T) {
	roundTrip(t, Default())
	for _, name := range Library() {
		roundTrip(t, load(t, name))
	}
}

// Random values for every parameter: what validates survives being written.
func TestRandomScenariosRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := randomScenario(t)
		if s.Validate() == nil {
			roundTrip(t, s)
		}
	})
}

func randomScenario(t *rapid.T) *Scenario {
	s := twoVendorsAnd(rapid.SampledFrom(Library()).Draw(t, "base"))
	for range rapid.IntRange(0, 30).Draw(t, "settings") {
		p := rapid.SampledFrom(table).Draw(t, "param")
		if p.Section == "segments" || p.Name == "start" {
			continue
		}
		var value any
		switch p.Kind {
		case Float:
			value = rapid.Float64Range(p.Min, p.Max).Draw(t, "value")
		case Int:
			value = rapid.IntRange(int(p.Min), int(p.Max)).Draw(t, "value")
		case Bool:
			value = rapid.Bool().Draw(t, "value")
		case Text:
			value = rapid.SampledFrom(append([]string{p.Default.(string)}, p.Allowed...)).Draw(t, "value")
		}
		c, err := s.With(p.Key(), value)
		if err == nil && c.Validate() == nil {
			s = c
		}
	}
	s.Title, s.Description = rapid.String().Draw(t, "title"), rapid.String().Draw(t, "description")
	s.Shocks = append(s.Shocks, Shock{Name: "late", Week: 500, Key: "gate", Value: rapid.Float64Range(0, 1).Draw(t, "shock"), Announce: true})
	s.Expect = append(s.Expect, Expect{Outcome: "spiral@all", Vendor: "all", Statistic: "p95", Min: new(rapid.Float64().Draw(t, "min"))})
	return s
}

func twoVendorsAnd(name string) *Scenario {
	s, err := Load(name)
	if err != nil {
		panic(err)
	}
	s.Vendors = append(s.Vendors, current.newVendor("zenith"))
	return s
}

func TestResolvedTextHasUnitsAndLeavesTheBudgetOut(t *testing.T) {
	var text strings.Builder
	if err := Default().WriteTOML(&text); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(text.String(), "\nlead_volume = 296                # leads/week\n") || strings.Contains(text.String(), "budget =") {
		t.Errorf("got\n%s", text.String())
	}
}

func TestFormatNumber(t *testing.T) {
	for v, want := range map[float64]string{0: "0", math.Copysign(0, -1): "0", 0.1: "0.1", -2.5: "-2.5", 120: "120", 35520: "35520", 1e7: "1e7",
		1e9: "1e9", 1e12: "1e+12", 1e-6: "1e-06", 0.0075: "0.0075", 1.0 / 3: "0.3333333333333333", math.Inf(1): "+inf", math.NaN(): "nan"} {
		if got := FormatNumber(v); got != want {
			t.Errorf("%g: %s, want %s", v, got, want)
		}
	}
}

// What somebody wrote stays as it is; a fraction without end is cut.
func TestBrief(t *testing.T) {
	for v, want := range map[float64]float64{0.1: 0.1, 0.123456: 0.123456, 35520: 35520, -2.0 / 3: -0.667, 592.0 / 3: 197, 0.210748927862: 0.211} {
		if got := Brief(v); got != want {
			t.Errorf("%v: %v, want %v", v, got, want)
		}
	}
}
