package folder

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"channelsim/output/internal/synthetic"
	"channelsim/sim/experiment"
)

// small is a story with all that is awkward: two vendors, runs with and without a
// spiral, a horizon that cuts the windows.
var small = synthetic.Story{Name: "small", Runs: 6, Weeks: 5, Vendors: []string{"north", "south"}, From: 0.7, To: 0.3, Spirals: 0.5}

var about = Info{Program: "v1.2.3", Command: []string{"channelsim", "run", "small"}, Scenario: "small", TOML: []byte("name = \"small\"\n"),
	Seed: 1, Runs: 6, Started: time.Date(2026, 7, 1, 12, 0, 0, 0, time.FixedZone("", 7200))}

// begun returns a folder that waits for blocks. It is not locked, so that others may look at it.
func begun(t *testing.T) *Folder {
	t.Helper()
	f, err := Create(filepath.Join(t.TempDir(), "parent", "d"))
	if err == nil {
		err = f.Begin(about)
	}
	if err != nil {
		t.Fatal(err)
	}
	f.Close()
	return f
}

// simulated returns a folder with all blocks of a story, before Finish.
func simulated(t *testing.T, s synthetic.Story) (*Folder, *experiment.Answer) {
	t.Helper()
	f := begun(t)
	a, err := s.Run(context.Background(), experiment.Options{Store: f})
	if err != nil {
		t.Fatal(err)
	}
	return f, a
}

// closing asks for all files.
func closing(a *experiment.Answer) Closing {
	return Closing{Result: Result{Command: "run", Answer: a}, Finished: time.Date(2026, 7, 1, 10, 5, 0, 0, time.UTC), CSV: true}
}

// finished returns a folder with all that a story's run leaves.
func finished(t *testing.T, s synthetic.Story) (string, *experiment.Answer) {
	t.Helper()
	f, a := simulated(t, s)
	if err := f.Finish(closing(a)); err != nil {
		t.Fatal(err)
	}
	return f.Dir(), a
}

// list names what is in a folder, sorted.
func list(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// tree maps the path of each file below dir to its content.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(path)))
		files[path] = string(raw)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// wantError checks that an error wraps target, unless that is nil, and says all of these.
func wantError(t *testing.T, err, target error, says ...string) {
	t.Helper()
	if err == nil || target != nil && !errors.Is(err, target) {
		t.Errorf("error %v, want one that wraps %v", err, target)
		return
	}
	for _, s := range says {
		if !strings.Contains(err.Error(), s) {
			t.Errorf("error does not say %q:\n%v", s, err)
		}
	}
}

func TestCreateRefusesResults(t *testing.T) {
	done, _ := finished(t, small)
	half, _ := simulated(t, small)
	for dir, holds := range map[string]string{done: "a finished run of small", half.Dir(): "an unfinished run of small"} {
		before := fmt.Sprint(tree(t, dir))
		_, err := Create(dir)
		wantError(t, err, ErrHoldsResults, dir+": ", holds, "name another folder with --out", "nothing was changed")
		if fmt.Sprint(tree(t, dir)) != before {
			t.Errorf("%s was changed", dir)
		}
	}
}

// TestCreateRefusesWhatWouldBeLost tries every name that a run writes, alone in a folder.
func TestCreateRefusesWhatWouldBeLost(t *testing.T) {
	dir, _ := finished(t, small)
	for _, name := range append(list(t, dir), blocksDir, plotsDir) {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, name), []byte("mine"), 0o666); err != nil {
			t.Fatal(err)
		}
		_, err := Create(dir)
		wantError(t, err, ErrHoldsResults, "there is a "+name)
	}
}

func TestCreateRefusesAFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "notes.txt")
	if err := os.WriteFile(file, []byte("mine"), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{file, filepath.Join(file, "d"), filepath.Join(file, "d", "e")} {
		_, err := Create(dir)
		wantError(t, err, ErrNotAFolder, file+": not a folder: it is a file", "--out")
	}
	if raw, err := os.ReadFile(file); string(raw) != "mine" {
		t.Errorf("the file is %q, %v", raw, err)
	}
}

func TestCreateNeedsAFolderToWriteIn(t *testing.T) {
	parent := t.TempDir()
	if err := os.Chmod(parent, 0o555); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(parent, 0o755) // or it could not be removed
	if os.WriteFile(filepath.Join(parent, "x"), nil, 0o666) == nil {
		t.Skip("may write everywhere")
	}
	_, err := Create(filepath.Join(parent, "d"))
	wantError(t, err, fs.ErrPermission, "cannot make the folder", "name a folder in which you may write with --out")
	_, err = Create(parent)
	wantError(t, err, fs.ErrPermission, "cannot write there")
}

func TestCreateLeavesOtherFilesAlone(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "notes.txt"), []byte("mine"), 0o666); err != nil {
		t.Fatal(err)
	}
	f, err := Create(dir)
	if err != nil {
		t.Fatal(err)
	}
	f.Close()
	if got := tree(t, dir); len(got) != 1 || got["notes.txt"] != "mine" {
		t.Errorf("the folder holds %q", got)
	}
}

func TestBegin(t *testing.T) {
	f := begun(t)
	if got := list(t, f.Dir()); !slices.Equal(got, []string{"blocks", "manifest.json", "scenario.toml"}) {
		t.Errorf("the folder holds %q", got)
	}
	if got := tree(t, f.Dir())["scenario.toml"]; got != string(about.TOML) {
		t.Errorf("scenario.toml is %q", got)
	}
	m, err := ReadManifest(f.Dir())
	if err != nil || m.Complete || m.Finished != nil || m.Simulated != 0 || m.Planned != 6 {
		t.Errorf("manifest %+v, %v; want one of a run that has just begun", m, err)
	}
}

func TestBeginSaysWhatIsWrong(t *testing.T) {
	f, err := Create(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	f.create = broken{at: "write", name: "scenario.toml", err: fs.ErrPermission}.create
	wantError(t, f.Begin(about), fs.ErrPermission, "scenario.toml: cannot be written", "--out")
	f.Close()
	if got := list(t, f.Dir()); !slices.Equal(got, []string{"blocks"}) {
		t.Errorf("the folder holds %q", got)
	}
}

func TestReadManifestSaysWhatIsWrong(t *testing.T) {
	dir := t.TempDir()
	if _, err := ReadManifest(dir); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("error %v", err)
	}
	path := filepath.Join(dir, manifestFile)
	if err := os.WriteFile(path, []byte("{"), 0o666); err != nil {
		t.Fatal(err)
	}
	_, err := ReadManifest(dir)
	wantError(t, err, nil, path+": not a manifest")
}
