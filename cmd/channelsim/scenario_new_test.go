package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"channelsim/scenarios"
)

func writeFile(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// Answers arrive where they belong, and what is left out is the baseline's
// per partner.
func TestNewScenario(t *testing.T) {
	path := filepath.Join(t.TempDir(), "Our Plan.toml")
	var out, errs bytes.Buffer
	code := run([]string{"scenario", "new", path, "--yes", "--partners", "50", "--leads", "1300", "--real", "40%", "--kept", "0.75", "--deal-size", "9000", "--margin", "15%", "--currency", "EUR"},
		strings.NewReader(""), &out, &errs)
	if code != exitDone {
		t.Fatalf("exit code %d: %s", code, errs.String())
	}
	s, err := scenarios.Load(path)
	if err != nil {
		t.Fatal(err)
	}
	v := s.Vendors[0]
	if s.Name != "our-plan" || s.Partners.Count != 50 || s.Market.ProjectsPerWeek != 60 || s.Market.ValueMean != 9000 || s.Run.Currency != "EUR" {
		t.Errorf("name %s, market %+v, run %+v", s.Name, s.Market, s.Run)
	}
	if v.Reps != 10 || v.LeadVolume != 100 || v.LeadQuality != 0.4 || v.ABReserved != 0.25 || v.PartnerMargin != 0.15 {
		t.Errorf("vendor %+v", v)
	}
}

// With nothing but usual answers the file is the baseline in all but title
// and currency, and the smallest programmes pass too.
func TestUsualAnswersAreTheBaseline(t *testing.T) {
	dir := t.TempDir()
	for _, partners := range []string{"100", "1", "2", "5", "6", "7", "5000"} {
		path := filepath.Join(dir, "p"+partners+".toml")
		var out, errs bytes.Buffer
		if code := run([]string{"scenario", "new", path, "--yes", "--partners", partners}, strings.NewReader(""), &out, &errs); code != exitDone {
			t.Errorf("%s partners: exit code %d: %s", partners, code, errs.String())
		}
	}
	s, err := scenarios.Load(filepath.Join(dir, "p100.toml"))
	if err != nil {
		t.Fatal(err)
	}
	d := scenarios.Default()
	d.Name, d.Title, d.Run.Currency = s.Name, s.Title, s.Run.Currency
	if d.Hash() != s.Hash() {
		t.Error("the usual answers do not give the baseline")
	}
}

func TestListingWrapsItsLastColumnOnly(t *testing.T) {
	l := listing{columns: []string{"key", "meaning"}, rows: [][]any{{"partners.count", "partner firms in the market"}}}
	var out bytes.Buffer
	if err := l.writeTable(&out); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), " partners.count  partner firms in the market\n") {
		t.Errorf("got\n%s", out.String())
	}
	if strings.Contains(out.String(), "\x1b") {
		t.Error("colour where there is no terminal")
	}
}
