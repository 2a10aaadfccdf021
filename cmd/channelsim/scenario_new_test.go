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
	code := run([]string{"scenario", "new", path, "--yes", "--partners", "50", "--leads", "1300", "--real", "35%", "--kept", "0.75", "--deal-size", "9000", "--margin", "15%", "--currency", "EUR"},
		strings.NewReader(""), &out, &errs)
	if code != exitDone {
		t.Fatalf("exit code %d: %s", code, errs.String())
	}
	s, err := scenarios.Load(path)
	if err != nil {
		t.Fatal(err)
	}
	v := s.Vendors[0]
	if s.Name != "our-plan" || s.Partners.Count != 50 || s.Market.ProjectsPerWeek != 120 || s.Market.ValueMean != 9000 || s.Run.Currency != "EUR" {
		t.Errorf("name %s, market %+v, run %+v", s.Name, s.Market, s.Run)
	}
	if v.Reps != 5 || v.LeadVolume != 100 || v.LeadQuality != 0.35 || v.ABReserved != 0.25 || v.PartnerMargin != 0.15 {
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

// The file says what arrives of the leads that are stated, and so it is. Each seed has a ground of its own,
// measured with some error that all its runs share: so several seeds are asked.
func TestLeadsThatAreLacking(t *testing.T) {
	const seeds = 4
	var text strings.Builder
	path := filepath.Join(t.TempDir(), "plan.toml")
	printed(t, "scenario new "+path+" --yes --quiet", exitDone)
	lines, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(string(lines), "\n") { // its sentences, however the lines are broken
		text.WriteString(strings.TrimPrefix(line, "#"))
	}
	for _, c := range []struct {
		quality, says string
		lacking, real float64
	}{
		{"0.27", "at a lead_quality of 0.27 (about 0.5 %)", 0.005, 0.27},
		{"0.45", "At 0.45 about 3.5 % fewer leads arrive and 43 % of them are real", 0.035, 0.43},
		{"0.8", "at 0.8 it is 13 % fewer and 77 % real", 0.13, 0.77},
	} {
		if !strings.Contains(text.String(), c.says) {
			t.Errorf("the file does not say %q", c.says)
		}
		came, real := 0.0, 0.0
		for seed := range seeds {
			out := printed(t, fmt.Sprintf("run baseline --runs 2 --seed %d --set lead_quality=%s --format csv --quiet", seed+1, c.quality), exitDone)
			came += meanOf(t, out, "all,all,leads_generated,leads,all,") / seeds
			real += meanOf(t, out, "all,all,lead_real_share,share,all,") / seeds
		}
		if lacking := 1 - came/(296*156); math.Abs(lacking-c.lacking) > 0.005 || math.Abs(real-c.real) > 0.005 {
			t.Errorf("quality %s: %.0f leads came, %.4f are lacking, want %v; %.4f are real, want %v", c.quality, came, lacking, c.lacking, real, c.real)
		}
	}
}

// meanOf is the mean behind the head of a row of CSV.
func meanOf(t *testing.T, csv []byte, head string) (mean float64) {
	t.Helper()
	_, row, found := strings.Cut(string(csv), head)
	if _, err := fmt.Sscanf(row, "%f", &mean); !found || err != nil {
		t.Fatalf("no row %s", head)
	}
	return mean
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
