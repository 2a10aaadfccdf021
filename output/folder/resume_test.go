package folder

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"syscall"
	"testing"

	"channelsim/output/internal/synthetic"
	"channelsim/sim/experiment"
)

// long is a story of 65 blocks of two runs.
var long = synthetic.Story{Name: "small", Runs: 130, Weeks: 5, Vendors: []string{"north", "south"}, From: 0.7, To: 0.3, Spirals: 0.5}

// planned is what Begin is told of a story.
func planned(t *testing.T, s synthetic.Story) Info {
	t.Helper()
	info := about
	d := s.Design()
	var err error
	if info.Design, err = d.Fingerprint(); err != nil {
		t.Fatal(err)
	}
	info.Runs, info.Blocks = s.Runs, len(d.Blocks())
	return info
}

// resumed runs the rest of a story in a folder and returns how many replications it took.
func resumed(t *testing.T, s synthetic.Story, dir string, wantFaults ...string) int {
	t.Helper()
	f, faults, err := Resume(dir, planned(t, s))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if len(faults) != len(wantFaults) {
		t.Errorf("faults %v, want %d", faults, len(wantFaults))
	}
	for i, want := range wantFaults {
		if i < len(faults) && !strings.Contains(faults[i].Error(), want) {
			t.Errorf("fault %v, want one with %q", faults[i], want)
		}
	}
	a, err := s.Run(context.Background(), experiment.Options{Workers: 2, Store: f})
	if err == nil {
		err = f.Finish(closing(a))
	}
	if err != nil {
		t.Fatal(err)
	}
	m, err := ReadManifest(dir)
	if err != nil || !m.Complete || m.Simulated+m.Reused != s.Runs {
		t.Fatalf("%+v, %v", m, err)
	}
	return m.Simulated
}

// filled begins a story's folder and saves some of its blocks.
func filled(t *testing.T, s synthetic.Story, keep func(index int) bool) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "d")
	f, err := Create(dir)
	if err == nil {
		err = f.Begin(planned(t, s))
	}
	if err == nil {
		_, err = s.Run(context.Background(), experiment.Options{Store: &choosy{f, keep}})
	}
	if err != nil {
		t.Fatal(err)
	}
	f.Close()
	return dir
}

// choosy keeps some blocks only.
type choosy struct {
	*Folder
	keep func(index int) bool
}

func (c *choosy) PutBlock(b *experiment.Block) error {
	if !c.keep(b.Index) {
		return nil
	}
	return c.Folder.PutBlock(b)
}

func all(int) bool { return true }

// undisturbed are the files of an undisturbed run.
func undisturbed(t *testing.T, s synthetic.Story) map[string]string {
	t.Helper()
	dir, _ := finished(t, s)
	return tree(t, dir)
}

func TestResumeHasTheBytesOfAnUndisturbedRun(t *testing.T) {
	want := undisturbed(t, long)
	for name, keep := range map[string]func(int) bool{
		"none": func(int) bool { return false }, "all": all, "every third": func(i int) bool { return i%3 == 0 }, "the last": func(i int) bool { return i == 64 },
	} {
		dir := filled(t, long, keep)
		kept := 0
		for i := range 65 {
			if keep(i) {
				kept += 2
			}
		}
		if n := resumed(t, long, dir); n != 130-kept {
			t.Errorf("%s: %d replications were simulated, %d were missing", name, n, 130-kept)
		}
		sameFiles(t, want, tree(t, dir))
		want = undisturbed(t, long)
	}
	dir := filepath.Join(t.TempDir(), "absent")
	if n := resumed(t, long, dir); n != 130 {
		t.Errorf("an absent folder: %d replications", n)
	}
	f, _, err := Resume(dir, planned(t, long))
	if err != nil || !f.Finished() {
		t.Fatalf("a finished folder: %v", err)
	}
	if err := f.Confirm(); err != nil {
		t.Fatal(err)
	}
	if m, err := ReadManifest(dir); err != nil || m.Simulated != 0 || m.Reused != 130 || !m.Complete {
		t.Errorf("a finished folder's manifest: %+v, %v", m, err)
	}
}

// TestFewFiles: blocks are packed as they come.
func TestFewFiles(t *testing.T) {
	f := begun(t)
	most := 0
	for i := range 1200 {
		if err := f.shelf.put(i, []byte(fmt.Sprint("block ", i))); err != nil {
			t.Fatal(err)
		}
		if i%50 == 0 {
			most = max(most, len(list(t, filepath.Join(f.dir, blocksDir))))
		}
	}
	if most > 3*packSize {
		t.Errorf("there were %d files", most)
	}
	again := newShelf(f, f.shelf.design)
	if faults, err := again.open(); err != nil || len(faults) > 0 {
		t.Fatal(faults, err)
	}
	for i := range 1200 {
		if b, err := again.get(i); err != nil || string(b) != fmt.Sprint("block ", i) {
			t.Fatalf("block %d is %q, %v", i, b, err)
		}
	}
}

// TestUnusableBlocksAreSimulatedAgain: a torn, a foreign and a doubled block are reported, set
// aside and never mixed in; the others are used.
func TestUnusableBlocksAreSimulatedAgain(t *testing.T) {
	want := undisturbed(t, long)
	dir := filled(t, long, func(i int) bool { return i < 20 })
	at := func(index int) string { return filepath.Join(dir, blocksDir, packName(0, index)) }
	raw, err := os.ReadFile(at(3))
	if err != nil {
		t.Fatal(err)
	}
	info := planned(t, long)
	other := newShelf(nil, strings.Repeat("f", 64))
	var strange strings.Builder
	err = errors.Join(
		os.WriteFile(at(3), raw[:len(raw)-5], 0o666),
		writePack(&strange, other.design, []packed{newPacked(7, []byte("x"))}),
		os.WriteFile(at(7), []byte(strange.String()), 0o666))
	var twice strings.Builder
	err = errors.Join(err, writePack(&twice, info.Design, []packed{newPacked(9, []byte("another nine"))}), os.WriteFile(at(99), []byte(twice.String()), 0o666),
		os.WriteFile(at(5)+partial, []byte("half a fi"), 0o666), os.Remove(at(11)))
	if err != nil {
		t.Fatal(err)
	}
	if n := resumed(t, long, dir, "it is torn", "it belongs to another run", "block 9 is another one"); n != 130-2*17 {
		t.Errorf("%d replications were simulated, want %d", n, 130-2*17)
	}
	sameFiles(t, want, tree(t, dir))
}

func TestResumeOfSomethingElseIsRefused(t *testing.T) {
	dir := filled(t, long, all)
	before := tree(t, dir)
	for want, change := range map[string]func(*Info){
		"results of version v1.2.3 of the program": func(i *Info) { i.Program = "v2" },
		"another scenario (small)":                 func(i *Info) { i.Scenario = "large" },
		"results of seed 1, and not 2":             func(i *Info) { i.Seed, i.Design = 2, "" },
		"130 runs, and not 140":                    func(i *Info) { i.Runs, i.Design = 140, "" },
		"shard 1/1, and not 2/3":                   func(i *Info) { i.Shard = experiment.Shard{Index: 2, Of: 3} },
	} {
		info := planned(t, long)
		change(&info)
		_, _, err := Resume(dir, info)
		wantError(t, err, ErrOtherRun, want)
	}
	if !reflect.DeepEqual(before, tree(t, dir)) {
		t.Error("a refused folder was changed")
	}
	strange := t.TempDir()
	if err := os.WriteFile(filepath.Join(strange, summaryFile), []byte("mine"), 0o666); err != nil {
		t.Fatal(err)
	}
	_, _, err := Resume(strange, planned(t, long))
	wantError(t, err, ErrOtherRun, "there is no usable manifest")
}

// TestMerge: shards make the bytes of the whole; gaps, doubles and strangers are found.
func TestMerge(t *testing.T) {
	want := undisturbed(t, long)
	shards := []string{filled(t, long, func(i int) bool { return i%2 == 0 }), filled(t, long, func(i int) bool { return i%2 == 1 })}
	f, err := Create(filepath.Join(t.TempDir(), "all"))
	if err == nil {
		err = f.Begin(planned(t, long))
	}
	if err == nil {
		err = f.Adopt(shards[0])
	}
	if err != nil {
		t.Fatal(err)
	}
	if gaps := f.Missing(65); len(gaps) != 32 || gaps[0] != 1 {
		t.Errorf("gaps %v", gaps)
	}
	wantError(t, f.Adopt(shards[0]), nil, "block ", "name each shard once")
	if err := f.Adopt(shards[1]); err != nil || len(f.Missing(65)) != 0 {
		t.Fatal(err)
	}
	a, err := long.Run(context.Background(), experiment.Options{Store: f})
	if err != nil {
		t.Fatal(err)
	}
	f.create = broken{"write", "summary.csv", fs.ErrInvalid}.create
	if err := f.Finish(closing(a)); err == nil || !strings.HasSuffix(err.Error(), "\n  the shards are as they were") {
		t.Errorf("a merge that cannot be written: %v", err)
	}
	f.create = createFile
	err = f.Finish(closing(a))
	if m, _ := ReadManifest(f.Dir()); err != nil || m.Simulated != 0 || m.Reused != 130 {
		t.Errorf("%+v, %v", m, err)
	}
	f.Close()
	sameFiles(t, want, tree(t, f.Dir()))
	stranger := begun(t)
	wantError(t, stranger.Adopt(shards[0]), errBlock, "it belongs to another run")
}

// TestNothingIsLeftOfAnInterruptedCall: tables and pictures that only the interrupted call wrote are about
// fewer runs than the finished folder holds.
func TestNothingIsLeftOfAnInterruptedCall(t *testing.T) {
	draw := func(name string) func(dir string) error {
		return func(dir string) error { return os.WriteFile(filepath.Join(dir, name), []byte("<svg/>"), 0o666) }
	}
	finish := func(ctx context.Context, f *Folder, store experiment.Store, csv bool, picture string) {
		t.Helper()
		a, err := long.Run(ctx, experiment.Options{Store: store})
		if err == nil {
			c := closing(a)
			c.CSV, c.Draw = csv, draw(picture)
			err = f.Finish(c)
		}
		if err != nil {
			t.Fatal(err)
		}
		f.Close()
	}
	whole := begun(t)
	finish(context.Background(), whole, whole, false, "last.svg")
	dir := filled(t, long, func(int) bool { return false })
	f, _, err := Resume(dir, planned(t, long))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	finish(ctx, f, &stopper{Folder: f, cancel: cancel, after: 7}, true, "first.svg")
	if got := tree(t, dir); got["runs.csv"] == "" || got["plots/first.svg"] == "" {
		t.Fatal("the interrupted call wrote nothing")
	}
	if f, _, err = Resume(dir, planned(t, long)); err != nil {
		t.Fatal(err)
	}
	finish(context.Background(), f, f, false, "last.svg")
	sameFiles(t, tree(t, whole.Dir()), tree(t, dir))
}

// TestFullDisk: the error says what happened and what is safe.
func TestFullDisk(t *testing.T) {
	f := begun(t)
	if err := f.PutBlock(sample(0)); err != nil {
		t.Fatal(err)
	}
	f.create = broken{"write", "0-00000001", &fs.PathError{Op: "write", Path: "x", Err: syscall.ENOSPC}}.create
	wantError(t, f.PutBlock(sample(1)), syscall.ENOSPC, "the disk is full", "all finished runs are safe in")
}

// TestReadBack: the answer that was saved is the answer that is read.
func TestReadBack(t *testing.T) {
	story := long
	story.Vendors = nil // the design's own
	dir, want := finished(t, story)
	got, err := Read(dir, story.Design())
	if err != nil {
		t.Fatal(err)
	}
	for what, pair := range map[string][2]any{
		"summary": {want.Summary, got.Summary}, "bands": {want.Bands, got.Bands}, "survival": {want.Survival, got.Survival}, "notes": {want.Notes, got.Notes},
		"runs": {want.Runs, got.Runs}} {
		if a, b := fmt.Sprint(pair[0]), fmt.Sprint(pair[1]); a != b {
			t.Errorf("%s differ", what)
		}
	}
}
