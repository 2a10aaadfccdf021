package folder

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"channelsim/sim"
)

// SchemaVersion rises when files or columns change their meaning.
const SchemaVersion = 1

// Manifest says what a folder holds and where it came from.
type Manifest struct {
	Program      string            `json:"program"`
	Version      string            `json:"version"` // of the program
	Model        int               `json:"model"`   // of the model: rises with any change of numbers for a seed
	Schema       int               `json:"schema"`  // of the files
	Command      []string          `json:"command"`
	Scenario     string            `json:"scenario"`
	ScenarioHash string            `json:"scenario_sha256"` // of scenario.toml
	Seed         uint64            `json:"seed"`
	Platform     Platform          `json:"platform"`
	Started      time.Time         `json:"started"`
	Finished     *time.Time        `json:"finished"` // null while the run is under way
	Planned      int               `json:"replications_planned"`
	Simulated    int               `json:"replications_simulated"`
	Reused       int               `json:"replications_reused"`
	Failed       int               `json:"replications_failed"`
	Complete     bool              `json:"complete"` // all planned replications but the failed ones are in the files
	Checksums    map[string]string `json:"sha256"`   // of every file but this one and the blocks
}

// Platform is where a run was made; results do not depend on it.
type Platform struct {
	OS   string `json:"os"`
	Arch string `json:"arch"`
	Go   string `json:"go"`
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

// manifest is what is known before the run has ended.
func (f *Folder) manifest() *Manifest {
	hash := sha256.Sum256(f.info.TOML)
	scenario := hex.EncodeToString(hash[:])
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
		Planned:      f.info.Runs,
		Simulated:    int(f.simulated.Load()),
		Failed:       int(f.failed.Load()),
		Checksums:    map[string]string{scenarioFile: scenario},
	}
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
