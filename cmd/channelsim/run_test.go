package main

import (
	"bytes"
	"encoding/json"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"channelsim/output/folder"
)

// TestInterruptKeepsResults sends the process a Ctrl-C once the first blocks are
// on disk.
func TestInterruptKeepsResults(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a process cannot send itself an interrupt there")
	}
	ours := make(chan os.Signal, 1) // so that a late signal does not end the test
	signal.Notify(ours, os.Interrupt)
	defer signal.Stop(ours)
	dir := filepath.Join(t.TempDir(), "d")
	var stdout, stderr bytes.Buffer
	code := make(chan int, 1)
	go func() {
		code <- run([]string{"run", "classroom", "--runs", "100000", "--weeks", "52", "--workers", "2", "--out", dir}, nil, &stdout, &stderr)
	}()
	waitFor(t, func() bool {
		blocks, _ := filepath.Glob(filepath.Join(dir, "blocks", "*.blocks"))
		return len(blocks) >= 2
	})
	self, _ := os.FindProcess(os.Getpid())
	if err := self.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if got := <-code; got != exitInterrupted {
		t.Fatalf("exit code %d, want %d\n%s", got, exitInterrupted, stderr.String())
	}
	if out := stdout.String(); !strings.Contains(out, "Interrupted: ") || !strings.Contains(out, "of 100000 runs are in the answer") {
		t.Errorf("the report does not say that it was interrupted:\n%s", out)
	}
	if again := "\n  channelsim run classroom --runs=100000 --weeks=52 --out " + dir + " --resume\n"; !strings.HasSuffix(stdout.String(), again) {
		t.Errorf("the command proposed is not%sbut\n%s", again, stdout.String())
	}
	m, err := folder.ReadManifest(dir)
	if err != nil || m.Complete {
		t.Errorf("manifest %+v, %v; want an incomplete run", m, err)
	}
	kept := finishedRuns(t, dir)
	if blocks, _ := filepath.Glob(filepath.Join(dir, "blocks", "*.blocks")); len(blocks) < 1 || kept == 0 {
		t.Errorf("%d blocks and %d runs were kept", len(blocks), kept)
	}
}

// After an interruption every command proposes itself, with what is done if that was kept.
func TestGoOn(t *testing.T) {
	for given, want := range map[string]string{
		"run classroom --precision 0.01 --out d --csv --workers 2":        "channelsim run classroom --precision=0.01 --out d --resume --csv",
		"run classroom --runs 500 --set vendors.*.review=none":            "channelsim run classroom --runs=500 \"--set=vendors.*.review=none\"",
		"compare classroom baseline --out d --resume":                     "channelsim compare classroom baseline --out d --resume",
		"sweep classroom --vary lead_quality=0.1:0.3:0.1 --out d --quiet": "channelsim sweep classroom --vary=lead_quality=0.1:0.3:0.1 --out d --resume",
		"sensitivity classroom --out d":                                   "channelsim sensitivity classroom --out d --resume",
		"ablate classroom --mechanism trust --out d":                      "channelsim ablate classroom --mechanism=trust --out d --resume",
		"patterns --only P2 --out d":                                      "channelsim patterns --only=P2 --out d --resume",
	} {
		cmd, flags, err := rootCommand().Find(strings.Fields(given))
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.ParseFlags(flags); err != nil {
			t.Fatal(err)
		}
		if _, got := goOn(cmd); got != want {
			t.Errorf("after %q: %q, want %q", given, got, want)
		}
	}
}

// finishedRuns reads the number of runs off result.json.
func finishedRuns(t *testing.T, dir string) int {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(dir, "result.json"))
	if err != nil {
		t.Fatal(err)
	}
	var result struct {
		Runs     int
		Complete bool
	}
	if err := json.Unmarshal(raw, &result); err != nil {
		t.Fatal(err)
	}
	if result.Complete {
		t.Error("result.json calls itself complete")
	}
	return result.Runs
}

// waitFor waits until something has happened, a minute at most.
func waitFor(t *testing.T, happened func() bool) {
	t.Helper()
	for end := time.Now().Add(time.Minute); !happened(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("waited for a minute")
		}
	}
}

func TestProgressShowsRateAndIsWipedAway(t *testing.T) {
	var out bytes.Buffer
	p := progress{w: &out}
	p.show(1, 50)
	time.Sleep(150 * time.Millisecond)
	p.show(20, 50)
	if text := out.String(); !strings.Contains(text, "20/50") || !strings.Contains(text, "runs/") {
		t.Errorf("%q shows neither count nor rate", text)
	}
	p.show(50, 50)
	p.show(50, 75) // more were found to be needed
	time.Sleep(150 * time.Millisecond)
	p.show(60, 75)
	if text := out.String(); !strings.Contains(text, "60/75") {
		t.Errorf("%q does not go on with the new total", text)
	}
	p.clear()
	if !strings.HasSuffix(strings.TrimRight(out.String(), " "), "\r") {
		t.Errorf("%q leaves the bar behind", out.String())
	}
}

func TestCommandsInHintsAreQuoted(t *testing.T) {
	f := runFlags{scenario: scenarioFlags{set: []string{"vendors.*.gate=0.5"}, weeks: 52}}
	if got, want := f.source("my file.toml"), `"my file.toml" --set "vendors.*.gate=0.5" --weeks 52`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	f = runFlags{scenario: scenarioFlags{asModel: 3}}
	if got, want := f.source("old.toml"), "old.toml --as-model 3"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// A report's commands speak of the scenario that the folder's own names, or that it is always about.
func TestScenarioOfAPlan(t *testing.T) {
	named := map[string]string{"death-spiral": "sources/0.toml"}
	for want, m := range map[string]*folder.Manifest{
		"death-spiral --set=close=0.2 --weeks=52": {Plan: []string{"run", "death-spiral", "--runs=20", "--set=close=0.2", "--weeks=52"}, Scenario: "death-spiral", Sources: named},
		"death-spiral --as-model=3":               {Plan: []string{"run", "death-spiral", "--as-model=3", "--seed=2"}, Scenario: "death-spiral", Sources: named},
		"baseline":                                {Plan: []string{"patterns"}, Scenario: "baseline"},
	} {
		if got := quotedWords(scenarioWords(m)); got != want {
			t.Errorf("%v: %s, want %s", m.Plan, got, want)
		}
	}
}
