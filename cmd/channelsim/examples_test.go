package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
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

// What the README says in words of learning, a fair share and quality, each by itself, and of what
// partners report, is what comes out. Figures are held by cmd/figures; these are their directions.
func TestClaimsOfTheReadme(t *testing.T) {
	long(t)
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	const clearly = 0.05
	for _, c := range []struct {
		command      string
		rises, falls bool
		most         float64 // share of runs that spiral
	}{
		{"run death-spiral", false, true, 1},
		{"run death-spiral --set mechanisms.belief=false --set mechanisms.trust=false", false, false, 0},
		{"run death-spiral --set policy=round-robin", false, true, 0},
		{"run death-spiral --set lead_quality=0.8", true, false, 0},
	} {
		if !strings.Contains(string(text), "go run ./cmd/channelsim "+c.command+"\n") {
			t.Errorf("the README lacks %q", c.command)
			continue
		}
		mean := means(t, c.command+" --runs 30")
		first, last := mean["partner_follow_up_rate@first_quarter"], mean["partner_follow_up_rate@last_half_year"]
		if rises, falls := last > first+clearly, last < first-clearly; rises != c.rises || falls != c.falls {
			t.Errorf("%s: follow-up goes from %.3f to %.3f, rises: %v, falls: %v", c.command, first, last, c.rises, c.falls)
		}
		if mean["spiral@all"] > c.most {
			t.Errorf("%s: %.2f of the runs spiral", c.command, mean["spiral@all"])
		}
		if part := mean["reported_partner_lead_to_win_rate@all"] / mean["partner_lead_to_win_rate@all"]; c.most == 1 && math.Abs(part-0.5) > 0.1 {
			t.Errorf("partners report %.2f of their wins, the README says about half", part)
		}
	}
}

// The README says that about seven in ten of the late spirals last for another year, against nearly nine
// in ten of the earlier ones.
func TestLateSpiralsOfTheReadme(t *testing.T) {
	long(t)
	t.Chdir(t.TempDir())
	begun := spiralWeeks(t, "208")
	longer := spiralWeeks(t, "260")
	var all, lasted [2]float64
	for replication, week := range begun {
		late := 0
		if week > 208-26 {
			late = 1
		}
		all[late]++
		if longer[replication] == week {
			lasted[late]++
		}
	}
	early, late := lasted[0]/all[0], lasted[1]/all[1]
	if math.Abs(early-0.88) > 0.1 || math.Abs(late-0.7) > 0.15 {
		t.Errorf("%.2f of the %v late spirals last, and %.2f of the %v earlier ones", late, all[1], early, all[0])
	}
}

// spiralWeeks runs death-spiral and reads the week in which each run's spiral began.
func spiralWeeks(t *testing.T, weeks string) map[string]float64 {
	t.Helper()
	var stdout, stderr bytes.Buffer
	if code := run([]string{"run", "death-spiral", "--quiet", "--csv", "--runs", "100", "--weeks", weeks, "--out", weeks}, strings.NewReader(""), &stdout, &stderr); code != exitDone {
		t.Fatalf("exit code %d\n%s", code, stderr.String())
	}
	file, err := os.Open(filepath.Join(weeks, "runs.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := func(name string) int { return slices.Index(rows[0], name) }
	found := map[string]float64{}
	for _, row := range rows[1:] {
		if week, err := strconv.ParseFloat(row[column("spiral_week__all")], 64); err == nil && row[column("vendor")] == sim.All {
			found[row[column("replication")]] = week
		}
	}
	return found
}

// means runs a command and reads the mean of each outcome of all partners as METRIC@WINDOW.
func means(t *testing.T, command string) map[string]float64 {
	t.Helper()
	var stdout, stderr bytes.Buffer
	if code := run(append(strings.Fields(command), "--format", "json"), strings.NewReader(""), &stdout, &stderr); code != exitDone {
		t.Fatalf("%s: exit code %d\n%s", command, code, stderr.String())
	}
	var answer struct {
		Rows []struct {
			Vendor, Group, Metric, Window string
			Mean                          float64
		}
	}
	if err := json.Unmarshal(stdout.Bytes(), &answer); err != nil {
		t.Fatal(err)
	}
	mean := map[string]float64{}
	for _, r := range answer.Rows {
		if r.Vendor == sim.All && r.Group == sim.All {
			mean[r.Metric+"@"+r.Window] = r.Mean
		}
	}
	return mean
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
