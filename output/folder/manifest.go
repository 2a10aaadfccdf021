package folder

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"time"

	"channelsim/sim"
	"channelsim/sim/experiment"
)

// SchemaVersion rises when files or columns change their meaning.
const SchemaVersion = 1

// Manifest says what a folder holds and where it came from.
type Manifest struct {
	Program      string            `json:"program" says:"channelsim"`
	Version      string            `json:"version" says:"version of the program, and the commit that it was built from"`
	Model        int               `json:"model" says:"version of the model: rises with any change of numbers for a seed"`
	Schema       int               `json:"schema" says:"version of the files: rises when a file or column changes its meaning"`
	Command      []string          `json:"command" says:"command line of the latest call"`
	Scenario     string            `json:"scenario" says:"name of the scenario"`
	ScenarioHash string            `json:"scenario_sha256" says:"checksum of scenario.toml"`
	Seed         uint64            `json:"seed" says:"seed of all random numbers"`
	Platform     Platform          `json:"platform" says:"where the run was made; results do not depend on it"`
	Started      time.Time         `json:"started" says:"when the latest call began, UTC"`
	Finished     *time.Time        `json:"finished" says:"when it ended; null while the run is under way"`
	Plan         []string          `json:"plan" says:"arguments that lead to the same design again"`
	Sources      map[string]string `json:"sources" says:"file of this folder for each scenario that the plan names"`
	Data         map[string]string `json:"data,omitempty" says:"file of this folder with what each file of calibrate --data says"`
	Design       string            `json:"design_sha256" says:"fingerprint of all that the numbers depend on"`
	Blocks       int               `json:"blocks" says:"units of work planned; 0 where their number is not known before"`
	Shard        string            `json:"shard" says:"part of the design that this folder is for, as 1/4; empty for the whole"`
	Planned      int               `json:"replications_planned" says:"runs planned, over all points"`
	Simulated    int               `json:"replications_simulated" says:"runs that the latest call simulated"`
	Reused       int               `json:"replications_reused" says:"runs that were there already"`
	Failed       int               `json:"replications_failed" says:"runs that could not be finished"`
	Failures     []Failure         `json:"failures" says:"which these are, and why"`
	Complete     bool              `json:"complete" says:"all planned runs but the failed ones are in the files"`
	Checksums    map[string]string `json:"sha256" says:"checksum of every file but this one and the blocks"`
}

// Failure is a replication that could not be finished.
type Failure struct {
	Point       int    `json:"point" says:"point of the design, from 0"`
	Replication int    `json:"replication" says:"number of the run at its point, from 0"`
	Seed        uint64 `json:"seed" says:"seed of all random numbers"`
	Error       string `json:"error" says:"what went wrong"`
}

// Platform is where a run was made; results do not depend on it.
type Platform struct {
	OS   string `json:"os" says:"operating system, as Go names it"`
	Arch string `json:"arch" says:"processor, as Go names it"`
	Go   string `json:"go" says:"version of Go that built the program"`
}

// ReadManifest reads the manifest of a run folder.
func ReadManifest(dir string) (*Manifest, error) {
	b, err := os.ReadFile(filepath.Join(dir, manifestFile))
	if err != nil {
		return nil, err
	}
	m := new(Manifest)
	if err := json.Unmarshal(b, m); err != nil {
		return nil, fmt.Errorf("%s: not a manifest: %w", filepath.Join(dir, manifestFile), err)
	}
	return m, nil
}

// Earlier reports whether the numbers are of an earlier model than this program's. Such a folder can be looked at, as
// far as its tables tell, and nothing can be simulated for it.
func (m *Manifest) Earlier() bool { return m.Model < sim.ModelVersion }

// Caution says of what model the numbers are where that is an earlier one than this program's; else it is empty.
func (m *Manifest) Caution() string {
	if !m.Earlier() {
		return ""
	}
	return fmt.Sprintf("these numbers are of version %d of the model, and this program has version %d, whose numbers differ: hold them against others of version %d only. Outcomes that version %d did not have are left out",
		m.Model, sim.ModelVersion, m.Model, m.Model)
}

// manifest is what is known before the run has ended.
func (f *Folder) manifest() *Manifest {
	scenario := sumBytes(f.info.TOML)
	return &Manifest{
		Program:      "channelsim",
		Version:      f.info.Program,
		Model:        sim.ModelVersion,
		Schema:       SchemaVersion,
		Command:      f.info.Command,
		Scenario:     f.info.Scenario,
		ScenarioHash: scenario,
		Seed:         f.info.Seed,
		Platform:     Platform{runtime.GOOS, runtime.GOARCH, runtime.Version()},
		Started:      f.info.Started.UTC(),
		Plan:         f.info.Plan,
		Sources:      f.sources(),
		Data:         f.data(),
		Design:       f.info.Design,
		Blocks:       f.info.Blocks,
		Shard:        shardText(f.info.Shard),
		Planned:      f.info.Runs,
		Simulated:    int(f.simulated.Load()),
		Reused:       int(f.reused.Load()),
		Failed:       len(f.failed),
		Failures:     f.failures(),
		Checksums:    map[string]string{scenarioFile: scenario},
	}
}

// failures lists what failed, in its order.
func (f *Folder) failures() []Failure {
	all := []Failure{}
	for _, x := range f.failed {
		all = append(all, Failure{x.Point, x.Replication, x.Seed, x.Err})
	}
	slices.SortFunc(all, func(a, b Failure) int {
		return cmp.Or(cmp.Compare(a.Point, b.Point), cmp.Compare(a.Replication, b.Replication))
	})
	return all
}

// shardText is a shard as --shard has it, empty for the whole.
func shardText(s experiment.Shard) string {
	if s.Whole() {
		return ""
	}
	return fmt.Sprintf("%d/%d", s.Index, s.Of)
}

// sources names the file of each scenario of the plan.
func (f *Folder) sources() map[string]string {
	files := map[string]string{}
	for i, name := range slices.Sorted(maps.Keys(f.info.Sources)) {
		files[name] = fmt.Sprintf("%s/%d.toml", sourcesDir, i+1)
		if bytes.Equal(f.info.Sources[name], f.info.TOML) {
			files[name] = scenarioFile
		}
	}
	return files
}

// data names the file of what each other file of the plan says.
func (f *Folder) data() map[string]string {
	files := map[string]string{}
	for i, name := range slices.Sorted(maps.Keys(f.info.Data)) {
		files[name] = fmt.Sprintf("%s/data-%d.toml", sourcesDir, i+1)
	}
	return files
}

// inputs are the contents of what the plan names, by file of this folder; without scenario.toml.
func (f *Folder) inputs() map[string][]byte {
	all := map[string][]byte{}
	for name, file := range f.sources() {
		if file != scenarioFile {
			all[file] = f.info.Sources[name]
		}
	}
	for name, file := range f.data() {
		all[file] = f.info.Data[name]
	}
	return all
}

// writeSources writes what the plan names.
func (f *Folder) writeSources() error {
	all := f.inputs()
	for _, file := range slices.Sorted(maps.Keys(all)) {
		if err := os.MkdirAll(filepath.Join(f.dir, sourcesDir), 0o777); err != nil {
			return explain(err, "%s: cannot make the folder for scenarios", f.dir)
		}
		if _, err := f.writeWhole(file, writeBytes(all[file])); err != nil {
			return err
		}
	}
	return nil
}

func (f *Folder) writeManifest(m *Manifest) error {
	b, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	_, err = f.writeWhole(manifestFile, writeBytes(append(b, '\n')))
	return err
}

// sumPlots adds the checksums of the pictures, which others have written.
func (f *Folder) sumPlots(sums map[string]string) error {
	return fs.WalkDir(os.DirFS(f.dir), plotsDir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		sum, err := sumFile(filepath.Join(f.dir, filepath.FromSlash(path)))
		sums[path] = sum
		return err
	})
}

func sumBytes(b []byte) string {
	hash := sha256.Sum256(b)
	return hex.EncodeToString(hash[:])
}

func sumFile(path string) (string, error) {
	in, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer in.Close()
	hash := sha256.New()
	if _, err := io.Copy(hash, in); err != nil {
		return "", err
	}
	return hex.EncodeToString(hash.Sum(nil)), nil
}
