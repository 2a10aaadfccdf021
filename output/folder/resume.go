package folder

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"channelsim/sim"
	"channelsim/sim/experiment"
)

// ErrOtherRun says that a folder holds, or was begun for, something else than what
// is asked for. Resume wraps it; it is misuse of --resume.
var ErrOtherRun = errors.New("cannot be resumed")

// Resume claims dir for the rest of a run: an absent or empty folder is begun, an
// unfinished one goes on with the blocks that are safe, a finished one is left as it is
// (Finished). What an earlier call left in a state that cannot be used is set aside and
// returned as faults; it is simulated again. The error wraps ErrOtherRun where the
// folder is not of this design, and what Create's does.
func Resume(dir string, info Info) (*Folder, []error, error) {
	f, err := occupy(dir)
	if err != nil {
		return nil, nil, err
	}
	faults, err := f.resume(info)
	if err != nil {
		f.Close()
		return nil, faults, err
	}
	return f, faults, nil
}

// resume takes up what an earlier call left, if it is of this design.
func (f *Folder) resume(info Info) (faults []error, err error) {
	m, err := f.earlier(info)
	if err != nil {
		return nil, err
	}
	if m != nil && m.Complete && m.tabled() {
		f.info, f.done = info, m
		return nil, explain(os.RemoveAll(filepath.Join(f.dir, blocksDir)), "%s: blocks cannot be removed", f.dir)
	}
	if err := f.tidy(); err != nil {
		return nil, err
	}
	if err := f.Begin(info); err != nil {
		return nil, err
	}
	return f.shelf.open()
}

// earlier is the manifest of an earlier call for the same design, nil if there was none.
func (f *Folder) earlier(info Info) (*Manifest, error) {
	m, err := ReadManifest(f.dir)
	switch {
	case errors.Is(err, fs.ErrNotExist) && !holdsTables(f.dir):
		err := os.RemoveAll(filepath.Join(f.dir, scenarioFile)) // begun, and killed before the manifest
		return nil, explain(err, "%s: cannot be begun", f.dir)
	case err != nil:
		return nil, fmt.Errorf("%s: %w: there is no usable manifest (%w)\n  name another folder with --out", f.dir, ErrOtherRun, err)
	}
	if other := m.differs(info); other != "" {
		return nil, fmt.Errorf("%s: %w: it holds %s\n  name another folder with --out; nothing was changed", f.dir, ErrOtherRun, other)
	}
	return m, nil
}

// Open opens a finished folder to look at what it holds: nothing can be put into it. The
// error says that it is not finished or holds another design.
func Open(dir string, d *experiment.Design) (*Folder, error) {
	m, err := ReadManifest(dir)
	if err != nil {
		return nil, err
	}
	design, err := d.Fingerprint()
	switch {
	case err != nil:
		return nil, err
	case !m.Complete:
		return nil, fmt.Errorf("%s: the run is not finished\n  --resume completes it", dir)
	case m.Earlier():
		design = m.Design // a hash of another model: the points tell
		if err := m.plans(dir, d); err != nil {
			return nil, err
		}
	}
	if m.Design != design {
		return nil, fmt.Errorf("%s: holds another experiment than its manifest plans: %s", dir, strings.Join(m.Plan, " "))
	}
	f := &Folder{dir: dir, create: func(path string) (file, error) { return nil, fmt.Errorf("%s: blocks are missing", dir) }}
	f.shelf = newShelf(f, fmt.Sprintf("%-64.64s", design))
	if m.tabled() {
		f.done = m
		return f, nil
	}
	return f, f.shelf.adopt(dir)
}

// plans makes sure that a folder of an earlier model has a table of runs, and that its points are those of a design.
func (m *Manifest) plans(dir string, d *experiment.Design) error {
	if !m.tabled() {
		return fmt.Errorf("it holds no table of runs, and version %d of the model cannot take up what version %d searched\n  channelsim export makes a workbook of its answer", sim.ModelVersion, m.Model)
	}
	then, err := os.ReadFile(filepath.Join(dir, pointsFile))
	if err != nil {
		return err
	}
	var now bytes.Buffer
	if err := writeCSV(&now, pointsTable(d)); err != nil {
		return err
	}
	if !bytes.Equal(then, now.Bytes()) {
		return fmt.Errorf("with version %d of the model the same command simulates other points than with version %d\n  channelsim export makes a workbook of what is there", sim.ModelVersion, m.Model)
	}
	return nil
}

// tabled reports whether a finished folder has its runs in a table, and blocks no more.
func (m *Manifest) tabled() bool { return m.Checksums[runsFile+".parquet"] != "" }

// Finished reports whether the folder holds all results already.
func (f *Folder) Finished() bool { return f.done != nil }

// Kept is the number of blocks that are safe.
func (f *Folder) Kept() int {
	f.shelf.RLock()
	defer f.shelf.RUnlock()
	return len(f.shelf.places)
}

// Confirm writes the manifest of a finished folder anew: this call simulated nothing.
func (f *Folder) Confirm() error {
	m := *f.done
	m.Command, m.Reused, m.Simulated = f.info.Command, m.Reused+m.Simulated, 0
	return f.writeManifest(&m)
}

// Adopt takes in the blocks of a shard's folder, where they stay.
func (f *Folder) Adopt(dir string) error {
	f.adopted = true
	return f.shelf.adopt(dir)
}

// Missing lists the blocks, of so many, that nobody has.
func (f *Folder) Missing(blocks int) []int {
	var gaps []int
	for i := range blocks {
		if _, ok := f.shelf.places[i]; !ok {
			gaps = append(gaps, i)
		}
	}
	return gaps
}

// holdsTables reports whether there is something in a folder that Finish writes.
func holdsTables(dir string) bool {
	return slices.ContainsFunc(tableFiles, func(name string) bool {
		_, err := os.Lstat(filepath.Join(dir, name))
		return err == nil
	})
}

// tidy removes files that were not whole when the program was killed.
func (f *Folder) tidy() error {
	return filepath.WalkDir(f.dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.HasSuffix(path, partial) {
			err = os.Remove(path)
		}
		return explain(err, "%s: cannot be tidied up", path)
	})
}

// differs says what a folder holds instead of what is asked for, or nothing.
func (m *Manifest) differs(info Info) string {
	switch {
	case m.Model != sim.ModelVersion:
		return fmt.Sprintf("results of version %d of the model, and this program has version %d", m.Model, sim.ModelVersion)
	case m.Version != info.Program:
		return fmt.Sprintf("results of version %s of the program, and this is %s", m.Version, info.Program)
	case m.Scenario != info.Scenario || m.ScenarioHash != sumBytes(info.TOML) && m.Seed == info.Seed && m.Design != info.Design && m.Planned == info.Runs:
		return fmt.Sprintf("another scenario (%s)", m.Scenario)
	case m.Seed != info.Seed:
		return fmt.Sprintf("results of seed %d, and not %d", m.Seed, info.Seed)
	case m.Design != info.Design && m.Planned != info.Runs:
		return fmt.Sprintf("%d runs, and not %d", m.Planned, info.Runs)
	case m.Design != info.Design:
		return "another experiment: " + strings.Join(m.Plan, " ")
	case m.Shard != shardText(info.Shard):
		return "shard " + cmp.Or(m.Shard, "1/1") + ", and not " + cmp.Or(shardText(info.Shard), "1/1")
	}
	return ""
}

// Shelve ends a shard, whose blocks wait for merge: only the manifest is written.
func (f *Folder) Shelve(finished time.Time, complete bool) error {
	m := f.manifest()
	if complete {
		finished = finished.UTC()
		m.Finished = &finished
	}
	return f.keeps(f.writeManifest(m))
}

// Discard removes all that was written into a folder of which nothing came.
func (f *Folder) Discard() error {
	for _, name := range allFiles {
		if err := os.RemoveAll(filepath.Join(f.dir, name)); err != nil {
			return explain(err, "%s: cannot be removed", f.dir)
		}
	}
	return nil
}
