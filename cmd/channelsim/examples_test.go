package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"channelsim/scenarios"
	"channelsim/sim"
)

// Commands that documents tell a reader to type. A run is cut short here.
var (
	inReadme = regexp.MustCompile(`(?m)^go run \./cmd/channelsim (.*)$`)
	// Files that these commands read, which the document shows with their names.
	fileInReadme = regexp.MustCompile("(?s)```toml\n# ([a-z]+\\.toml)\n(.*?)```")
	inScenario   = regexp.MustCompile(`(?m)^#   channelsim (.*)$`)
)

func TestCommandsOfTheReadme(t *testing.T) {
	long(t)
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	found := inReadme.FindAllStringSubmatch(string(text), -1)
	if len(found) < 5 || found[0][1] != "run death-spiral" {
		t.Fatalf("the README has %d commands, of which the first should be the main job", len(found))
	}
	t.Chdir(t.TempDir())
	for _, m := range fileInReadme.FindAllStringSubmatch(string(text), -1) {
		if err := os.WriteFile(m[1], []byte(m[2]), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for _, m := range found {
		example(t, m[1])
	}
	for _, file := range []string{"summary.csv", "runs.parquet", "weeks.parquet", "scenario.toml", "manifest.json", "plots/follow_up.svg", "plots/follow_up.png"} {
		if _, err := os.Stat(filepath.Join("my-channel", file)); err != nil {
			t.Errorf("the README promises %s: %v", file, err)
		}
	}
}

// The piece of a diary that the README shows is what the program writes.
func TestStoryOfTheReadme(t *testing.T) {
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, found := strings.Cut(string(text), "story death-spiral --twin review=none\n```\n\n```text\n")
	if !found {
		t.Fatal("the README shows no story")
	}
	shown, _, _ := strings.Cut(rest, "```")
	var stdout, stderr bytes.Buffer
	if code := run([]string{"story", "death-spiral"}, strings.NewReader(""), &stdout, &stderr); code != exitDone {
		t.Fatalf("exit code %d\n%s", code, stderr.String())
	}
	for entry := range strings.SplitSeq(strings.TrimSpace(shown), "\n\n") {
		if !strings.Contains(stdout.String(), "\n"+entry+"\n") {
			t.Errorf("the program does not write\n%s", entry)
		}
	}
}

// What the README says of learning, a fair share and quality, each by itself, is what comes out.
func TestClaimsOfTheReadme(t *testing.T) {
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	words := strings.Join(strings.Fields(string(text)), " ")
	for command, says := range map[string]string{
		"run death-spiral --set mechanisms.belief=false --set mechanisms.trust=false": "62 to 80 %",
		"run death-spiral --set policy=round-robin":                                   "55 to 42 %",
		"run death-spiral --set lead_quality=0.8":                                     "70 to 86 %",
	} {
		if !strings.Contains(words, "channelsim "+command+" ") || !strings.Contains(words, says) {
			t.Errorf("the README lacks %q or %q", command, says)
			continue
		}
		first, last := followUp(t, command+" --runs 12")
		var from, to float64
		fmt.Sscanf(says, "%f to %f", &from, &to)
		if math.Abs(100*first-from) > 1.5 || math.Abs(100*last-to) > 1.5 {
			t.Errorf("%s: from %.3f to %.3f, the README says %s", command, first, last, says)
		}
	}
}

// followUp runs a command and reads partners' follow-up in the first quarter and the last half-year.
func followUp(t *testing.T, command string) (first, last float64) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	if code := run(append(strings.Fields(command), "--format", "json"), strings.NewReader(""), &stdout, &stderr); code != exitDone {
		t.Fatalf("%s: exit code %d\n%s", command, code, stderr.String())
	}
	var said struct {
		Rows []struct {
			Vendor, Group, Metric, Window string
			Mean                          float64
		}
	}
	if err := json.Unmarshal(stdout.Bytes(), &said); err != nil {
		t.Fatal(err)
	}
	for _, r := range said.Rows {
		switch {
		case r.Vendor != sim.All || r.Group != sim.All || r.Metric != sim.FollowUp:
		case r.Window == "first_quarter":
			first = r.Mean
		case r.Window == "last_half_year":
			last = r.Mean
		}
	}
	return first, last
}

func TestCommandsOfTheShippedScenarios(t *testing.T) {
	long(t)
	t.Chdir(t.TempDir())
	for _, name := range scenarios.Library() {
		text, err := scenarios.Source(name)
		if err != nil {
			t.Fatal(err)
		}
		found := inScenario.FindAllStringSubmatch(string(text), -1)
		if len(found) == 0 {
			t.Errorf("%s: does not say what to try next", name)
		}
		for _, m := range found {
			example(t, m[1])
		}
	}
}

// example runs a command as printed, but with few and short runs.
func example(t *testing.T, command string) {
	t.Helper()
	args := strings.Fields(command)
	switch args[0] {
	case "sensitivity":
		args = append(args, "--runs", "1", "--weeks", "15", "--trajectories", "2")
	case "tipping":
		args = append(args, "--runs", "16", "--budget", "64", "--steps", "3", "--weeks", "30")
	case "calibrate":
		args = append(args, "--weeks", "20", "--keep", "50", "--budget", "150", "--runs", "20")
	case "run", "ablate", "compare", "sweep":
		args = append(args, "--runs", "2", "--weeks", "30")
		if strings.Contains(command, "large-programme") {
			args = append(args, "--set", "partners.count=300", "--set", "vendors.*.reps=60", "--set", "projects_per_week=400", "--set", "vendors.*.lead_volume=900")
		}
	}
	var stdout, stderr bytes.Buffer
	if code := run(args, strings.NewReader(""), &stdout, &stderr); code != exitDone {
		t.Errorf("channelsim %s: exit code %d\n%s", command, code, stderr.String())
	}
	if stdout.Len() == 0 {
		t.Errorf("channelsim %s: prints nothing", command)
	}
}
