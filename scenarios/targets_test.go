package scenarios

import (
	"bytes"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTargets(t *testing.T) {
	e, err := ParseTargets("known.toml", []byte(`
[[target]]
outcome = "partner_follow_up_rate@first_quarter"
value = 0.5
n = 400
source = "portal"

[[target]]
outcome = "revenue_total"
vendor = "acme"
value = 2e6
low = 1.5e6
high = 2.5e6

[[target]]
outcome = "trust"
value = 0.4
sd = 0.1
`))
	if err != nil {
		t.Fatal(err)
	}
	want := []Target{
		{"partner_follow_up_rate@first_quarter", "all", 0.5, 0.025, "portal", 2},
		{"revenue_total", "acme", 2e6, 1e6 / 3.919928, "", 8},
		{"trust", "all", 0.4, 0.1, "", 15},
	}
	for i, got := range e.Targets {
		sd := want[i].SD
		want[i].SD = got.SD
		if got != want[i] || math.Abs(got.SD/sd-1) > 1e-6 {
			t.Errorf("target %d: %+v, want %+v with sd %v", i, got, want[i], sd)
		}
	}
	if len(e.Targets) != 3 {
		t.Errorf("%d targets", len(e.Targets))
	}
}

// All that is wrong with a file of targets is said at once, with the line.
func TestBadTargets(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", "known.toml: target: there is none"},
		{"[[targets]]\nvalue = 1", "known.toml:1: targets: no such key or table: there are target, measured, notes\n  did you mean \"target\"?"},
		{"[[target]]\nvalue = 1", "known.toml:1: target: needs an outcome"},
		{"[[target]]\noutcome = \"trust\"", "needs a value: what was observed of trust"},
		{"[[target]]\noutcome = \"trust\"\nvalue = 0.5", "needs one of n (cases counted), sd, or low and high"},
		{"[[target]]\noutcome = \"trust\"\nvalue = 0.5\nsd = 0.1\nn = 5", "needs one of n"},
		{"[[target]]\noutcome = \"trust\"\nvalue = 0.5\nsd = 0", "known.toml:4: sd = 0: must be above 0"},
		{"[[target]]\noutcome = \"trust\"\nvalue = 0.5\nsd = nan", "must be above 0"},
		{"[[target]]\noutcome = \"revenue_total\"\nvalue = 5\nn = 7", "n = 7: goes with a share from 0 to 1"},
		{"[[target]]\noutcome = \"trust\"\nvalue = 0.5\nlow = 0.6\nhigh = 0.7", "needs low and high with the value 0.5 between them"},
		{"[[target]]\noutcome = \"trust\"\nvalue = 0.5\nlow = 0.4", "needs low and high"},
		{"[[target]]\noutcome = \"trust\"\nvalu = 0.5", "did you mean \"value\"?"},
		{"[[target]]\noutcome = 5\nvalue = \"x\"", "must be a string in quotes"},
		{"[[target]]\noutcome = trust", "not TOML at column"},
		{"target = 5", "must be an array of tables"},
		{"[[measured]]\nkey = \"market.value_mean\"", "known.toml:1: measured: needs the key of a parameter and its value"},
		{"[[measured]]\nkey = \"market.value_men\"\nvalue = 5", "known.toml:2: key = \"market.value_men\": no such parameter"},
		{"[[measured]]\nkey = \"market.value_mean\"\nvalue = \"x\"", "known.toml:3: market.value_mean = \"x\": must be"},
		{"notes = 5", "must be a list of strings"},
	} {
		_, err := ParseTargets("known.toml", []byte(c.text))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, want %q", c.text, err, c.want)
		}
	}
	_, err := ParseTargets("known.toml", []byte("[[target]]\noutcome = \"trust\"\n[[target]]\nvalue = 1\n"))
	if err == nil || strings.Count(err.Error(), "known.toml:") != 2 {
		t.Errorf("two faults: %v", err)
	}
}

func TestShareErrorIsNeverNothing(t *testing.T) {
	for _, share := range []float64{0, 1} {
		if got, want := ShareError(share, 8), math.Sqrt(0.1*0.9/10); math.Abs(got-want) > 1e-12 {
			t.Errorf("%v of 8: %v, want %v", share, got, want)
		}
	}
}

// What is written reads back, to the last bit.
func TestEvidenceIsWrittenAndRead(t *testing.T) {
	e := &Evidence{Notes: []string{"a \"note\"", "b"}, Targets: []Target{{"trust@all", "acme", 1. / 3, 1e-7 / 3, "x", 6}},
		Measured: []Measured{{Setting{"market.value_mean", 1e6 / 3}, "deals"}, {Setting{"partners.count", 7}, ""}}}
	var b bytes.Buffer
	if err := e.WriteTOML(&b); err != nil {
		t.Fatal(err)
	}
	got, err := ParseTargets("x.toml", b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(e, got); diff != "" {
		t.Errorf("%s\n%s", diff, b.String())
	}
}
