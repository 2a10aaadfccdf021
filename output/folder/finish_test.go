package folder

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"channelsim/output/internal/synthetic"
	"channelsim/sim"
	"channelsim/sim/experiment"
)

func TestFinishWritesWhatIsPromised(t *testing.T) {
	dir, _ := finished(t, small)
	want := []string{"funnel.csv", "manifest.json", "partners.csv", "partners.parquet", "points.csv", "result.json", "runs.csv", "runs.parquet",
		"sample.csv", "sample.parquet", "scenario.toml", "summary.csv", "weeks.csv", "weeks.parquet"}
	if got := list(t, dir); !slices.Equal(got, want) {
		t.Errorf("the folder holds %q, want %q", got, want)
	}
	f, a := simulated(t, small)
	c := closing(a)
	c.CSV = false
	if err := f.Finish(c); err != nil {
		t.Fatal(err)
	}
	want = slices.DeleteFunc(want, func(name string) bool {
		return slices.Contains([]string{"runs.csv", "weeks.csv", "sample.csv", "partners.csv"}, name)
	})
	if got := list(t, f.Dir()); !slices.Equal(got, want) {
		t.Errorf("without CSV the folder holds %q, want %q", got, want)
	}
}

// TestNothingIsNaN looks for numbers that no reader of CSV, JSON or TOML knows.
func TestNothingIsNaN(t *testing.T) {
	odd := regexp.MustCompile(`(?i)(^|[^a-z_])[-+]?(nan|inf(inity)?)($|[^a-z_])`)
	if !odd.MatchString("1,NaN\n") || !odd.MatchString("x = +inf") {
		t.Fatal("does not find what it looks for")
	}
	one := small
	one.Runs = 1 // no standard deviation, no interval
	for _, s := range []synthetic.Story{small, one} {
		dir, _ := finished(t, s)
		for path, content := range tree(t, dir) {
			if at := odd.FindStringIndex(content); at != nil && !strings.HasSuffix(path, ".parquet") {
				t.Errorf("%s: %q", path, content[max(0, at[0]-40):at[1]])
			}
		}
	}
}

func TestManifest(t *testing.T) {
	dir, _ := finished(t, small)
	var raw map[string]json.RawMessage
	if err := json.Unmarshal([]byte(tree(t, dir)["manifest.json"]), &raw); err != nil {
		t.Fatal(err)
	}
	keys := []string{"blocks", "command", "complete", "design_sha256", "failures", "finished", "model", "plan", "platform", "program", "replications_failed", "replications_planned",
		"replications_reused", "replications_simulated", "scenario", "scenario_sha256", "schema", "seed", "sha256", "shard", "sources", "started", "version"}
	if got := slices.Sorted(maps.Keys(raw)); !slices.Equal(got, keys) {
		t.Errorf("keys %q, want %q", got, keys)
	}
	if started := string(raw["started"]); started != `"2026-07-01T10:00:00Z"` {
		t.Errorf("started %s, want UTC", started)
	}
	m, err := ReadManifest(dir)
	if err != nil {
		t.Fatal(err)
	}
	finished := time.Date(2026, 7, 1, 10, 5, 0, 0, time.UTC)
	want := &Manifest{Program: "channelsim", Version: "v1.2.3", Model: sim.ModelVersion, Schema: SchemaVersion, Command: about.Command,
		Scenario: "small", ScenarioHash: hash(string(about.TOML)), Seed: 1, Platform: m.Platform, Started: about.Started.UTC(), Finished: &finished,
		Sources: map[string]string{}, Failures: []Failure{}, Planned: 6, Simulated: 6, Complete: true, Checksums: m.Checksums}
	if diff := cmp.Diff(want, m); diff != "" {
		t.Error(diff)
	}
	if m.Platform.OS == "" || m.Platform.Arch == "" || !strings.HasPrefix(m.Platform.Go, "go") {
		t.Errorf("platform %+v", m.Platform)
	}
}

func hash(content string) string {
	sum := sha256.Sum256([]byte(content))
	return hex.EncodeToString(sum[:])
}

// TestChecksums: every file has its own, pictures too.
func TestChecksums(t *testing.T) {
	f, a := simulated(t, small)
	c := closing(a)
	c.Draw = func(dir string) error {
		return errors.Join(os.Mkdir(filepath.Join(dir, "more"), 0o777), os.WriteFile(filepath.Join(dir, "more", "a.svg"), []byte("<svg/>"), 0o666))
	}
	if err := f.Finish(c); err != nil {
		t.Fatal(err)
	}
	want := map[string]string{}
	for path, content := range tree(t, f.Dir()) {
		want[path] = hash(content)
	}
	delete(want, manifestFile)
	if want["plots/more/a.svg"] == "" || len(want) != 14 {
		t.Fatalf("the folder holds %q", slices.Sorted(maps.Keys(want)))
	}
	m, err := ReadManifest(f.Dir())
	if diff := cmp.Diff(want, m.Checksums); diff != "" || err != nil {
		t.Errorf("%s, %v", diff, err)
	}
}

func TestPicturesThatFail(t *testing.T) {
	f, a := simulated(t, small)
	c := closing(a)
	ugly := errors.New("no font")
	c.Draw = func(string) error { return ugly }
	wantError(t, f.Finish(c), ugly, "plots: pictures cannot be drawn: no font", "all finished runs are safe in")
	if m, err := ReadManifest(f.Dir()); err != nil || m.Complete {
		t.Errorf("the manifest calls the run complete (%v)", err)
	}
	if got := list(t, filepath.Join(f.Dir(), blocksDir)); len(got) != small.Runs {
		t.Errorf("blocks are %q", got)
	}
}

// stopper cancels a run once some blocks are safe.
type stopper struct {
	*Folder
	cancel context.CancelFunc
	after  int
	mutex  sync.Mutex
}

func (s *stopper) PutBlock(b *experiment.Block) error {
	err := s.Folder.PutBlock(b)
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.after--; s.after == 0 {
		s.cancel()
	}
	return err
}

func TestInterruptedRun(t *testing.T) {
	story := small
	story.Runs = 130 // in blocks of two
	whole, _ := finished(t, story)
	f := begun(t)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	a, err := story.Run(ctx, experiment.Options{Workers: 3, Store: &stopper{Folder: f, cancel: cancel, after: 7}})
	if err != nil || !a.Interrupted || a.Runs < 2 || a.Runs >= 130 {
		t.Fatalf("answer over %d runs, interrupted %v, %v", a.Runs, a.Interrupted, err)
	}
	if err := f.Finish(closing(a)); err != nil {
		t.Fatal(err)
	}
	m, err := ReadManifest(f.Dir())
	if err != nil || m.Complete || m.Finished == nil || m.Simulated < a.Runs || m.Planned != about.Runs {
		t.Errorf("manifest %+v, %v", m, err)
	}
	if kept := list(t, filepath.Join(f.Dir(), blocksDir)); 2*len(kept) != m.Simulated {
		t.Errorf("%d blocks of two runs are kept, %d runs were simulated", len(kept), m.Simulated)
	}
	got, want := readParquet(t, in(f.Dir(), "runs.parquet")), readParquet(t, in(whole, "runs.parquet"))
	if diff := cmp.Diff(want.rows[:3*a.Runs], got.rows, sameBits); diff != "" {
		t.Errorf("runs are not the first %d of all: %s", a.Runs, diff)
	}
	var result struct {
		Runs     int
		Complete bool
	}
	if err := json.Unmarshal([]byte(tree(t, f.Dir())["result.json"]), &result); err != nil || result.Complete || result.Runs != a.Runs {
		t.Errorf("result.json says %+v, %v", result, err)
	}
	_, err = Create(f.Dir())
	wantError(t, err, ErrHoldsResults, "an unfinished run of small")
}

// TestPlannedIsKnownAtTheEnd: a precision is reached after fewer runs than allowed.
func TestPlannedIsKnownAtTheEnd(t *testing.T) {
	f, a := simulated(t, small)
	f.info.Runs = 20000
	f.failed = make([]experiment.Failure, 2)
	if err := f.Finish(closing(a)); err != nil {
		t.Fatal(err)
	}
	if m, err := ReadManifest(f.Dir()); err != nil || m.Planned != 8 || m.Simulated != 6 || m.Failed != 2 {
		t.Errorf("manifest %+v, %v", m, err)
	}
}
