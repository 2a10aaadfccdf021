package folder

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"channelsim/output/internal/synthetic"
	"channelsim/sim/experiment"
)

// patternAnswer has a pattern that is shown and one whose effect is undefined.
func patternAnswer() *experiment.PatternAnswer {
	claim := experiment.Claim{Says: "x < y & z", Direction: experiment.AtMost, Threshold: 0.2}
	p := func(id string) *experiment.Pattern {
		return &experiment.Pattern{ID: id, Title: "title, with a comma", Claims: []experiment.Claim{claim}, HingesOn: "much",
			Arms: []experiment.Arm{{Name: "a"}}}
	}
	known := experiment.Estimate{Mean: 0.1, SD: 0.02, CILow: 0.05, CIHigh: 0.15, N: 9}
	nothing := experiment.Estimate{Mean: math.NaN(), SD: math.NaN(), CILow: math.NaN(), CIHigh: math.NaN()}
	result := func(id string, e experiment.Estimate, c experiment.Conclusion) experiment.PatternResult {
		return experiment.PatternResult{Pattern: p(id), Conclusion: c, Reading: "r", Claims: []experiment.ClaimResult{{Estimate: e, Conclusion: c}}}
	}
	return &experiment.PatternAnswer{Runs: 9, Seed: 4, Simulated: 18, Notes: []string{"a doubt"},
		Results: []experiment.PatternResult{result("P1", known, experiment.Shown), result("P2", nothing, experiment.CannotTell)}}
}

func TestPatternRows(t *testing.T) {
	rows := Patterns(patternAnswer())
	var b bytes.Buffer
	if err := rows.WriteJSON(&b); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`{"schema":1,"command":"patterns","scenario":"baseline","seed":4,"runs":9,"complete":true,"rows":[{"id":"P1","title":"title, with a comma",` +
			`"effect":{"mean":0.1,"sd":0.02,"ci_low":0.05,"ci_high":0.15,"n":9},"threshold":0.2,"verdict":"shown","changed":[],"hinges_on":"much","direction":"at most","says":"x < y & z"`,
		`"effect":{"mean":null,"sd":null,"ci_low":null,"ci_high":null,"n":0},"threshold":0.2,"verdict":"cannot tell"`,
		`"notes":["a doubt"]`,
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %s in\n%s", want, b.String())
		}
	}
	var back any
	if err := json.Unmarshal(b.Bytes(), &back); err != nil {
		t.Error(err)
	}
	b.Reset()
	if err := rows.WriteCSV(&b); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(b.String(), "\n")
	if want := "id,title,effect_mean,effect_sd,effect_ci_low,effect_ci_high,effect_n,threshold,verdict,changed,hinges_on,"; !strings.HasPrefix(lines[0], want) {
		t.Errorf("the head is %s, want %s...", lines[0], want)
	}
	if want := `P2,"title, with a comma",,,,,0,0.2,cannot tell,,much,`; !strings.HasPrefix(lines[2], want) {
		t.Errorf("got %s, want %s...", lines[2], want)
	}
}

// Without any row there is a head all the same.
func TestNoRows(t *testing.T) {
	var b bytes.Buffer
	if err := Patterns(&experiment.PatternAnswer{}).WriteCSV(&b); err != nil || strings.Count(b.String(), "\n") != 1 || !strings.HasPrefix(b.String(), "id,title,") {
		t.Errorf("%v %q", err, b.String())
	}
}

func TestAblationRows(t *testing.T) {
	d := experiment.Difference{N: 3, Mean: 2, SD: 1, CILow: 1, CIHigh: 3}
	row := experiment.AblationRow{Mechanism: "trust", Outcome: experiment.DefaultOutcome, Full: experiment.Summary{Mean: 5, N: 3}, Off: experiment.Summary{Mean: 3, N: 3},
		Difference: d, Units: math.NaN(), Found: experiment.Effect}
	answer := synthetic.Healthy.Answer()
	answer.Design.Outcomes = []experiment.Outcome{experiment.DefaultOutcome}
	rows := Ablation(&experiment.Ablation{Idle: []string{"review"}}, answer, []experiment.AblationRow{row}, nil)
	var b bytes.Buffer
	if err := rows.WriteJSON(&b); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`{"mechanism":"trust","metric":"vendor_profit","window":"all","full":{"mean":5,"sd":0,"ci_low":0,"ci_high":0,"n":3},"off":{"mean":3,`,
		`"difference":{"mean":2,"sd":1,"ci_low":1,"ci_high":3,"n":3},"units":null,"found":"effect"}`,
		`{"mechanism":"review","metric":"vendor_profit","window":"all","full":{"mean":null`,
		`"found":"not in use here"`,
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %s in\n%s", want, b.String())
		}
	}
}

// The folder of a command without a table of runs holds the answer, pictures, the
// scenario and a manifest that calls it complete.
func TestFinishRows(t *testing.T) {
	dir := t.TempDir() + "/d"
	f, err := Create(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := f.Begin(Info{Scenario: "baseline", TOML: []byte("x\n"), Runs: 5}); err != nil {
		t.Fatal(err)
	}
	for i := range 3 {
		if err := f.PutBlock(sample(i)); err != nil {
			t.Fatal(err)
		}
	}
	f.create = broken{"write", "result.json", fs.ErrInvalid}.create
	wantError(t, f.FinishRows(Result{Rows: Patterns(patternAnswer())}, time.Unix(0, 0), nil), fs.ErrInvalid, "result.json: cannot be written", "all finished runs are safe in")
	f.create = createFile
	old := filepath.Join(dir, plotsDir, "old.svg") // of a call that was interrupted
	if err := errors.Join(os.Mkdir(filepath.Dir(old), 0o777), os.WriteFile(old, nil, 0o666)); err != nil {
		t.Fatal(err)
	}
	if err := f.FinishRows(Result{Rows: Patterns(patternAnswer())}, time.Unix(0, 0), func(string) error { return nil }); err != nil {
		t.Fatal(err)
	}
	m, err := ReadManifest(dir)
	if err != nil || !m.Complete || m.Simulated != 3 || m.Planned != 6 || m.Failed != 3 || m.Checksums[resultFile] == "" || len(m.Checksums) != 2 {
		t.Errorf("%+v, %v", m, err)
	}
}
