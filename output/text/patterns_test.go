package text_test

import (
	"bytes"
	"math"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"channelsim/output/internal/synthetic"
	"channelsim/output/text"
	"channelsim/scenarios"
	"channelsim/sim"
	"channelsim/sim/experiment"
)

func TestPatternReport(t *testing.T) {
	a := &experiment.PatternAnswer{Runs: 9, Notes: []string{"only 9 runs of each arm: intervals are wide and may miss the truth more often than 1 time in 20"}}
	nan := math.NaN()
	result := func(id string, c experiment.Conclusion, es ...experiment.Estimate) *experiment.PatternResult {
		p := &experiment.Pattern{ID: id, Title: "A title that is long enough to take more than one line of a terminal of eighty columns", HingesOn: "something",
			Arms: []experiment.Arm{{Set: []scenarios.Setting{{Key: "partners.trust_start", Value: 0.5}}}}, Cause: experiment.Cause{Says: "nobody learns"}}
		r := &experiment.PatternResult{Pattern: p, Conclusion: c, Reading: "follow-up goes from 57.5 % to 20.3 %"}
		for i, e := range es {
			p.Claims = append(p.Claims, experiment.Claim{Says: "claim " + string(rune('a'+i)), Direction: experiment.AtMost, Threshold: 0.2})
			verdict := c
			if i == 0 {
				verdict = experiment.Shown
			}
			r.Claims = append(r.Claims, experiment.ClaimResult{Estimate: e, Conclusion: verdict})
		}
		return r
	}
	first := result("P1", experiment.Shown, experiment.Estimate{Mean: 0.0671, CILow: 0.0655, CIHigh: 0.0687, N: 9})
	first.Without = result("P1", experiment.NotShown, experiment.Estimate{Mean: 0.3, CILow: 0.28, CIHigh: 0.32, N: 9})
	second := result("P12", experiment.CannotTell, experiment.Estimate{Mean: 0.1, CILow: 0.05, CIHigh: 0.15, N: 9}, experiment.Estimate{Mean: nan, CILow: nan, CIHigh: nan})
	a.Results = []experiment.PatternResult{*first, *second}
	var b bytes.Buffer
	if err := text.PatternReport(&b, a, text.Options{Plain: true, Closing: "1 of 2 patterns are shown."}); err != nil {
		t.Fatal(err)
	}
	golden(t, filepath.Join("testdata", "patterns.txt"), b.String())
	fits(t, b.String(), 80)
}

func TestAblationReport(t *testing.T) {
	a := synthetic.DeathSpiral.Answer()
	row := func(name string, o experiment.Outcome, full, off, half float64, found experiment.Found) experiment.AblationRow {
		d := experiment.Difference{N: 200, Mean: full - off, SD: half, CILow: full - off - half, CIHigh: full - off + half}
		return experiment.AblationRow{Mechanism: name, Outcome: o, Full: experiment.Summary{Mean: full, CILow: full - half, CIHigh: full + half},
			Off: experiment.Summary{Mean: off, CILow: off - half, CIHigh: off + half}, Difference: d, Units: (full - off) / (5 * half), Found: found}
	}
	followUp := experiment.Outcome{Metric: sim.FollowUp, Window: "last_half_year"}
	rows := []experiment.AblationRow{
		row("skill", experiment.DefaultOutcome, 19.6e6, 17.8e6, 3e5, experiment.Effect),
		row("busy_spells", experiment.DefaultOutcome, 19.6e6, 19.9e6, 2e5, experiment.Alone),
		row("belief", followUp, 0.32, 0.79, 0.01, experiment.Effect),
		row("conference", followUp, 0.32, 0.323, 0.01, experiment.NoEffect),
		row("envy", followUp, 0.32, 0.32, 0, experiment.NoEffect),
	}
	rows[4].Units = math.NaN()
	var b bytes.Buffer
	if err := text.AblationReport(&b, a, rows, []string{"not in use here: review"}, text.Options{Plain: true, Closing: "Belief matters most."}); err != nil {
		t.Fatal(err)
	}
	golden(t, filepath.Join("testdata", "ablation.txt"), b.String())
	fits(t, b.String(), 80)
}

// fits holds a report to its width, and to words that people read.
func fits(t *testing.T, report string, width int) {
	t.Helper()
	for i, line := range strings.Split(report, "\n") {
		if n := utf8.RuneCountInString(line); n > width {
			t.Errorf("line %d has %d columns of %d: %s", i+1, n, width, line)
		}
	}
	for _, never := range []string{"NaN", "Inf", "\x1b", "%!"} {
		if strings.Contains(report, never) {
			t.Errorf("the report holds %q", never)
		}
	}
}
