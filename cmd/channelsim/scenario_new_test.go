package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"channelsim/output/dictionary"
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

// The file says how many leads are lacking in a run, and so it is.
func TestLeadsThatAreLacking(t *testing.T) {
	for quality, lacking := range map[string]float64{"0.32": 0.12, "0.8": 0.37} {
		var out, errs bytes.Buffer
		args := []string{"run", "baseline", "--runs", "4", "--set", "lead_quality=" + quality, "--format", "csv"}
		if code := run(args, strings.NewReader(""), &out, &errs); code != exitDone {
			t.Fatal(errs.String())
		}
		_, row, found := strings.Cut(out.String(), "all,all,leads_generated,leads,all,")
		var came float64
		if fmt.Sscanf(row, "%f", &came); !found || math.Abs(1-came/(296*156)-lacking) > 0.005 {
			t.Errorf("quality %s: %.0f leads came, %.3f are lacking, want %v", quality, came, 1-came/(296*156), lacking)
		}
	}
}

// A market has projects behind all leads, however many a partner gets: no
// answers that are allowed each by itself are refused in the end.
func TestAnswersNeverContradictEachOther(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lead-rich.toml")
	for _, answers := range [][]string{
		{"--partners", "1", "--leads", "20000", "--real", "100"},
		{"--partners", "3", "--leads", "13000000", "--real", "90", "--reps", "0"},
		{"--partners", "10m", "--leads", "0", "--real", "0", "--kept", "0", "--margin", "0", "--deal-size", "1"},
	} {
		var out, errs bytes.Buffer
		if code := run(append([]string{"scenario", "new", path, "--yes", "--force"}, answers...), nil, &out, &errs); code != exitDone {
			t.Errorf("%v: exit code %d: %s", answers, code, errs.String())
		}
	}
}

// The file says what to try next, and that works.
func TestCommandsOfANewScenario(t *testing.T) {
	t.Chdir(t.TempDir())
	example(t, "scenario new our-channel.toml --yes --partners 12 --start 2026-07-06 --currency EUR")
	text, err := os.ReadFile("our-channel.toml")
	if err != nil {
		t.Fatal(err)
	}
	found := inScenario.FindAllStringSubmatch(string(text), -1)
	if len(found) < 3 {
		t.Fatalf("%d commands to try", len(found))
	}
	for _, m := range found {
		example(t, m[1])
	}
}

// The questions are asked until each answer will do, and Ctrl-C ends them at
// once: nobody has to press Enter first. They are asked many times, since the
// listener's leaving and the interruption may come in either order.
func TestCtrlCEndsTheQuestions(t *testing.T) {
	for range 300 {
		interruptQuestions(t)
	}
}

func interruptQuestions(t *testing.T) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	silent, typist := io.Pipe()
	defer typist.Close()
	root, path := rootCommand(), filepath.Join(t.TempDir(), "x.toml")
	root.SetArgs([]string{"scenario", "new", path})
	root.SetIn(silent)
	root.SetOut(io.Discard)
	root.SetErr(io.Discard)
	go func() {
		io.WriteString(typist, "30\n")
		cancel()
	}()
	err := root.ExecuteContext(ctx)
	if code := exitCode(ctx, err); code != exitInterrupted {
		t.Errorf("exit code %d: %v", code, err)
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("a file was written")
	}
}

func TestListingWrapsItsLastColumnOnly(t *testing.T) {
	l := listing{table: dictionary.Table{Fields: fieldsOf([3]string{"key", "text", "key"}, [3]string{"meaning", "text", "meaning"})}, rows: [][]any{{"partners.count", "partner firms in the market"}}}
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
