package folder

import (
	"bytes"
	"context"
	"path/filepath"
	"testing"

	"channelsim/scenarios"
	"channelsim/sim/experiment"
)

// TestSameAnswerSameBytes: neither the clock nor the folder's name nor the order
// of blocks reaches a file but the manifest.
func TestSameAnswerSameBytes(t *testing.T) {
	story := small
	story.Runs = 130 // in blocks of two
	once, _ := finished(t, story)
	again, _ := finished(t, story)
	sameFiles(t, tree(t, once), tree(t, again))
}

// tiny is a real scenario, cut to a few weeks and runs.
func tiny(t *testing.T) *scenarios.Scenario {
	t.Helper()
	s, err := scenarios.Load("classroom")
	if err == nil {
		s, err = s.WithAll(scenarios.Setting{Key: "run.weeks", Value: 30}, scenarios.Setting{Key: "run.runs", Value: 5},
			scenarios.Setting{Key: "run.seed", Value: 42})
	}
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// simulate runs a scenario as it stands into a new folder.
func simulate(t *testing.T, s *scenarios.Scenario, workers int) (dir string) {
	t.Helper()
	var toml bytes.Buffer
	if err := s.WriteTOML(&toml); err != nil {
		t.Fatal(err)
	}
	f, err := Create(filepath.Join(t.TempDir(), "d"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := f.Begin(Info{Scenario: s.Name, TOML: toml.Bytes(), Seed: uint64(s.Run.Seed), Runs: s.Run.Runs}); err != nil {
		t.Fatal(err)
	}
	d := experiment.Design{Points: []experiment.Point{{Scenario: s}}, Runs: s.Run.Runs, Seed: uint64(s.Run.Seed), Windows: experiment.ExpectedWindows(s)}
	a, err := experiment.Run(context.Background(), d, experiment.Options{Workers: workers, Store: f})
	if err != nil {
		t.Fatal(err)
	}
	c := closing(a)
	c.Result.Verdicts = experiment.Judge(a, 0)
	if err := f.Finish(c); err != nil {
		t.Fatal(err)
	}
	return f.Dir()
}

// TestRealRunReproduces: workers change nothing, and scenario.toml alone leads to
// the same folder.
func TestRealRunReproduces(t *testing.T) {
	s := tiny(t)
	dir := simulate(t, s, 1)
	want := tree(t, dir)
	t.Run("three workers", func(t *testing.T) { sameFiles(t, tree(t, dir), tree(t, simulate(t, s, 3))) })
	t.Run("scenario.toml", func(t *testing.T) {
		saved, err := scenarios.Load(filepath.Join(dir, "scenario.toml"))
		if err != nil {
			t.Fatal(err)
		}
		sameFiles(t, tree(t, dir), tree(t, simulate(t, saved, 2)))
	})
	t.Run("another seed", func(t *testing.T) {
		other, err := s.With("run.seed", 43)
		if err != nil {
			t.Fatal(err)
		}
		got := tree(t, simulate(t, other, 1))
		for _, name := range []string{"runs.parquet", "weeks.parquet", "sample.parquet", "partners.parquet", "funnel.csv", "summary.csv", "result.json"} {
			if got[name] == want[name] {
				t.Errorf("%s does not depend on the seed", name)
			}
		}
	})
}
