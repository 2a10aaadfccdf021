package plot

import (
	"bytes"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"channelsim/sim/experiment"
)

// patternResult has three arms, one of them undefined; axis makes curves of it.
func patternResult(axis, read string) *experiment.PatternResult {
	p := &experiment.Pattern{ID: "P4", Title: "Below a critical quality follow-up collapses", Picture: experiment.Picture{Read: read, Axis: axis}}
	for i, name := range []string{"no leads", "a very long name of an arm that takes lines", "both"} {
		p.Arms = append(p.Arms, experiment.Arm{Name: name, Series: []string{"up", "down"}[i%2], X: 0.1 * float64(i)})
	}
	nan := math.NaN()
	return &experiment.PatternResult{Pattern: p, Conclusion: experiment.Shown, Reading: "it does",
		Arms: []experiment.Estimate{{Mean: 0.2, CILow: 0.1, CIHigh: 0.3, N: 9}, {Mean: 0.7, CILow: nan, CIHigh: nan, N: 1}, {Mean: nan, CILow: nan, CIHigh: nan}}}
}

func TestPatternPicture(t *testing.T) {
	a := &experiment.PatternAnswer{Runs: 9, Seed: 3}
	for _, c := range []struct {
		axis, read string
		want       []string
	}{
		{"", "partner_follow_up_rate@last_half_year", []string{"no leads", "both", "(per cent)", "P4, shown: Below a critical quality", "It does."}},
		{"lead quality", "partner_follow_up_rate@all", []string{"lead quality", ">up<", ">down<", "0.2"}},
		{"", "income of those that hunted least", []string{"Income of those", "(money)"}},
	} {
		f, err := Pattern(patternResult(c.axis, c.read), a, Options{Version: "v1"})
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := f.WriteSVG(&b); err != nil {
			t.Fatal(err)
		}
		for _, want := range c.want {
			if !strings.Contains(b.String(), want) {
				t.Errorf("%s: no %q in the picture", c.read, want)
			}
		}
		if strings.Contains(b.String(), "NaN") {
			t.Errorf("%s: NaN in the picture", c.read)
		}
	}
}

// What has no value at all cannot be drawn, and says so.
func TestPatternPictureOfNothing(t *testing.T) {
	r := patternResult("", "trust@all")
	r.Arms = r.Arms[2:]
	if _, err := Pattern(r, &experiment.PatternAnswer{}, Options{}); err == nil || !strings.Contains(err.Error(), "P4") {
		t.Errorf("got %v", err)
	}
}

func TestPatternPicturesAreNamedAfterThem(t *testing.T) {
	dir := t.TempDir()
	a := &experiment.PatternAnswer{Runs: 9, Results: []experiment.PatternResult{*patternResult("", "trust@all")}}
	all, err := Patterns(a, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := SaveAll(dir, all); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"P4.svg", "P4.png"} {
		if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
			t.Error(err)
		}
	}
}
