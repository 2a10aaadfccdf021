package folder

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"channelsim/output/internal/synthetic"
	"channelsim/scenarios"
)

// calibrationFile is the content of one of a calibration's files.
func calibrationFile(t *testing.T, name string) string {
	t.Helper()
	for _, f := range CalibrationFiles(synthetic.Calibrate()) {
		if f.Name == name {
			var b bytes.Buffer
			if err := f.Write(&b); err != nil {
				t.Fatal(err)
			}
			return b.String()
		}
	}
	t.Fatalf("no %s", name)
	return ""
}

func TestCalibrationRows(t *testing.T) {
	var b bytes.Buffer
	if err := Calibration(synthetic.Calibrate()).WriteJSON(&b); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`{"part":"parameter","item":"lead_quality","with":"","value":{"mean":0.3,"sd":0.05,"ci_low":0.2,"ci_high":0.4,"n":180},"learned":0.88,"says":""}`,
		`{"part":"fitted","item":"close","with":"","value":{"mean":0.4,"sd":null,"ci_low":null,"ci_high":null,"n":1},"learned":null,"says":""}`,
		`{"part":"measured","item":"market.value_mean","with":"","value":{"mean":18000,"sd":null,"ci_low":null,"ci_high":null,"n":1},"learned":null,"says":"deals.csv: 240 deals won"}`,
		`{"part":"observed","item":"partner_follow_up_rate@first_quarter","with":"all","value":{"mean":0.5,"sd":0.025,"ci_low":0.4510009,`,
		`{"part":"before","item":"revenue_total@all","with":"acme","value":{"mean":4e+07,"sd":null,"ci_low":2e+07,"ci_high":6e+07,"n":1000},`,
		`{"part":"after","item":"revenue_total@all","with":"acme","value":{"mean":4.4e+07,"sd":null,"ci_low":3.5e+07,"ci_high":5.5e+07,"n":200},`,
		`{"part":"tail","item":"revenue_total@all","with":"acme","value":{"mean":0.01,"sd":null,"ci_low":null,"ci_high":null,"n":200},"learned":null,"says":"missed"}`,
		`"n":200},"learned":null,"says":"met"}`,
		`{"part":"correlation","item":"lead_quality","with":"close","value":{"mean":-0.85,`,
		`{"part":"generation","item":"2","with":"","value":{"mean":0.04,"sd":null,"ci_low":null,"ci_high":null,"n":500},`,
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %s in %s", want, b.String())
		}
	}
}

// The posterior has a row for each combination, the weights of which add up to 1.
func TestPosteriorFile(t *testing.T) {
	lines := strings.Split(strings.TrimSpace(calibrationFile(t, posteriorFile)), "\n")
	if len(lines) != 61 || lines[0] != "draw,weight,lead_quality,close,partner_follow_up_rate__first_quarter,revenue_total__all__acme" || !strings.HasPrefix(lines[1], "0,0.016666666666666666,0.2,0.75,0.5,") {
		t.Errorf("%d lines: %s\n%s", len(lines), lines[0], lines[1])
	}
}

// The fitted scenario is a scenario: it reads back to what was fitted, and says where it is from.
func TestFittedFile(t *testing.T) {
	text := calibrationFile(t, fittedFile)
	s, err := scenarios.Parse("fitted.toml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	_, a := synthetic.Calibrate()
	want := *a.Fitted
	want.Name, want.Title = s.Name, s.Title
	if s.Hash() != want.Hash() || s.Name != a.Fitted.Name+"-fitted" {
		t.Errorf("another scenario: %s", s.Name)
	}
	for _, line := range []string{"# close = 0.4: the data allow 0.14 to 0.72 (95 %), of 0.1 to 0.8\n", "# market.value_mean = 18000: measured (deals.csv: 240 deals won)\n",
		"# to partner_follow_up_rate@first_quarter = 0.5, sd 0.025 (portal)\n", "# to revenue_total@all = 9e+07, sd 2e+06\n"} {
		if !strings.Contains(text, line) {
			t.Errorf("no %q in %.900s", line, text)
		}
	}
}

// Rows that are made again must be those of result.json.
func TestRetells(t *testing.T) {
	c, a := synthetic.Calibrate()
	dir := t.TempDir()
	var b bytes.Buffer
	if err := Calibration(c, a).WriteJSON(&b); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, resultFile), b.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
	files := &Archive{Dir: dir}
	a.Notes = []string{"a doubt in other words"}
	if err := files.Retells(Calibration(c, a)); err != nil {
		t.Error(err)
	}
	a.Parameters[0].Mean += 1e-9
	if err := files.Retells(Calibration(c, a)); !errors.Is(err, ErrOtherSearch) {
		t.Errorf("%v", err)
	}
}
