package scenarios

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func parseText(t *testing.T, text string) *Scenario {
	t.Helper()
	s, err := Parse("test.toml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestEmptyFileIsTheDefault(t *testing.T) {
	s := parseText(t, "")
	d := Default()
	d.Name = "test"
	if s.Hash() != d.Hash() || len(s.Segments) != 5 || len(s.Vendors) != 1 || s.Vendors[0].Name != "acme" {
		t.Errorf("an empty file is not the default: %d segments, %d vendors", len(s.Segments), len(s.Vendors))
	}
	if s.Vendors[0].Budget != d.Vendors[0].Budget || d.Vendors[0].Budget != 19240 {
		t.Errorf("budget %g", s.Vendors[0].Budget)
	}
}

func TestTablesReplaceDefaultsWithoutExtends(t *testing.T) {
	s := parseText(t, `
[[vendors]]
name = "north"
reps = 3
[[segments]]
name = "east"
share = 0.25
[[segments]]
name = "west"
share = 0.75
maturity = "mature"
`)
	names, _ := s.elements("segments")
	if !slices.Equal(names, []string{"east", "west"}) || s.Segments[1].Maturity != "mature" {
		t.Errorf("segments %v", s.Segments)
	}
	if len(s.Vendors) != 1 || s.Vendors[0].Name != "north" || s.Vendors[0].Reps != 3 || s.Vendors[0].Policy != "cherry-pick" {
		t.Errorf("vendors %+v", s.Vendors)
	}
}

// Elements are merged by name whatever their position in the child.
func TestExtendsMergesByName(t *testing.T) {
	s := parseText(t, `
extends = "rival-calls"
[[vendors]]
name = "third"
[[vendors]]
name = "brightline"
reps = 7
[[segments]]
name = "public"
share = 0.1
[[segments]]
name = "leisure"
share = 0.1
`)
	names, _ := s.elements("vendors")
	if !slices.Equal(names, []string{"northwind", "brightline", "third"}) {
		t.Errorf("vendors %v", names)
	}
	if v := s.Vendors[1]; v.Reps != 7 || v.Policy != "best-fit" || !v.Disclose {
		t.Errorf("brightline lost what its parent says: %+v", v)
	}
	if s.Vendors[0].Reps != 5 || s.Vendors[2].Reps != 10 {
		t.Errorf("reps of northwind %d, third %d", s.Vendors[0].Reps, s.Vendors[2].Reps)
	}
	if len(s.Segments) != 6 || s.Segments[4].Share != 0.1 || s.Segments[5].Name != "leisure" {
		t.Errorf("segments %v", s.Segments)
	}
}

func TestExtendsDoesNotInheritWhatAFileSaysOfItself(t *testing.T) {
	s := parseText(t, "extends = \"death-spiral\"\n")
	if s.Name != "test" || s.Title != "" || s.Description != "" || s.Source != "" {
		t.Errorf("name %q, title %q, description %q, source %q", s.Name, s.Title, s.Description, s.Source)
	}
}

func TestShocksAndExpectationsMergeByName(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "parent.toml", `
[[shocks]]
name = "cut"
week = 10
key = "gate"
value = 0.5
[[shocks]]
week = 20
key = "gate"
value = 1
[[expect]]
name = "spiral"
outcome = "spiral"
min = 0.5
`)
	s, err := Load(write(t, dir, "child.toml", `
extends = "parent.toml"
[[shocks]]
week = 30
key = "vendors.acme.gate"
value = 0.75
[[shocks]]
name = "cut"
week = 12
[[expect]]
name = "spiral"
min = 0.0
max = 0.2
statistic = "p50"
`))
	if err != nil {
		t.Fatal(err)
	}
	weeks := []int{}
	for _, k := range s.Shocks {
		weeks = append(weeks, k.Week)
	}
	if !slices.Equal(weeks, []int{12, 20, 30}) || s.Shocks[0].Value != 0.5 || s.Shocks[1].Value != 1.0 {
		t.Errorf("shocks %+v", s.Shocks)
	}
	if e := s.Expect[0]; len(s.Expect) != 1 || e.Outcome != "spiral" || *e.Min != 0 || *e.Max != 0.2 || e.Statistic != "p50" {
		t.Errorf("expectations %+v", s.Expect)
	}
}

func write(t *testing.T, dir, name, text string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// A path in extends is looked for beside the file that has it.
func TestExtendsLooksBesideTheFile(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "base.toml", "[run]\nweeks = 7\n")
	write(t, dir, "sub/mid.toml", "extends = \"../base.toml\"\n[run]\nruns = 5\n")
	s, err := Load(write(t, dir, "top.toml", "extends = \"sub/mid.toml\"\n"))
	if err != nil {
		t.Fatal(err)
	}
	if s.Run.Weeks != 7 || s.Run.Runs != 5 || s.Name != "top" {
		t.Errorf("weeks %d, runs %d, name %s", s.Run.Weeks, s.Run.Runs, s.Name)
	}
	for _, parent := range []string{"sub", os.DevNull} {
		if _, err := Load(write(t, dir, "bad.toml", "extends = "+quote(parent)+"\n")); err == nil {
			t.Errorf("%s is no file and cannot be extended", parent)
		}
	}
}

func TestDottedAndInlineKeysAreRead(t *testing.T) {
	s := parseText(t, "run.weeks = 9\nmarket = {close = 0.25}\nvendors = [{name = \"solo\", reps = 2}]\nrun.start = 2027-01-04\n")
	if s.Run.Weeks != 9 || s.Market.Close != 0.25 || s.Vendors[0].Name != "solo" || s.Vendors[0].Reps != 2 || s.Run.Start != "2027-01-04" {
		t.Errorf("got %+v %+v %+v", s.Run, s.Market.Close, s.Vendors)
	}
}

func TestLoadOfUnknownNames(t *testing.T) {
	for name, want := range map[string]string{
		"death-spirals":    "no scenario \"death-spirals\": neither a file nor one that ships with the program\n  did you mean \"death-spiral\"?",
		"no-such-thing-at": "no scenario \"no-such-thing-at\": neither a file nor one that ships with the program\n  shipped are baseline, ",
	} {
		if _, err := Load(name); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: got %v", name, err)
		}
		if _, err := Source(name); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	if _, err := Load(t.TempDir()); err == nil {
		t.Error("loaded a folder")
	}
}

func TestNameOfFile(t *testing.T) {
	for file, want := range map[string]string{"a/b/My Plan 2.toml": "my-plan-2", "x.toml": "x", ".toml": "", "Été.toml": "t", "plan": "plan"} {
		if got := nameOfFile(file); got != want {
			t.Errorf("%s: %q, want %q", file, got, want)
		}
	}
}

// Files from Windows editors read as others do, lines included.
func TestWindowsFiles(t *testing.T) {
	_, err := Parse("w.toml", []byte("\xef\xbb\xbf[run]\r\nweeks = 9\r\nruns = 0\r\n"))
	if err == nil || err.Error() != "w.toml:3: run.runs = 0: must lie in [1, 1e7]" {
		t.Errorf("got %v", err)
	}
}
