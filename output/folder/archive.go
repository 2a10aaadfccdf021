package folder

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// WorkbookFile is the workbook for Excel, made of the other files.
const WorkbookFile = "results.xlsx"

// ErrDamaged says that a file is not what the manifest says of it.
var ErrDamaged = errors.New("damaged")

// Archive is a finished folder of which nothing is known but its files: they are read one by
// one, and others made of them are put beside them.
type Archive struct {
	Dir      string
	Manifest *Manifest
}

// Check makes sure that what tables and workbook are made of is as it was written. The error
// wraps ErrDamaged and names each file that is not. Pictures do not matter here, nor does
// what can be made again.
func (a *Archive) Check() error {
	var faults []error
	for _, name := range slices.Sorted(maps.Keys(a.Manifest.Checksums)) {
		if a.derived(name) {
			continue
		}
		sum, err := sumFile(filepath.Join(a.Dir, filepath.FromSlash(name)))
		switch {
		case errors.Is(err, fs.ErrNotExist):
			faults = append(faults, fmt.Errorf("%s: %w: it is missing", a.path(name), ErrDamaged))
		case err != nil:
			faults = append(faults, fmt.Errorf("%s: cannot be read: %w", a.path(name), err))
		case sum != a.Manifest.Checksums[name]:
			faults = append(faults, fmt.Errorf("%s: %w: it has changed since it was written (its sha256 is not that of manifest.json)", a.path(name), ErrDamaged))
		}
	}
	return errors.Join(faults...)
}

// derived reports whether a file is made of others of the folder.
func (a *Archive) derived(name string) bool {
	base, isCSV := strings.CutSuffix(name, ".csv")
	return name == WorkbookFile || strings.HasSuffix(name, ".html") || strings.HasPrefix(name, plotsDir+"/") || isCSV && a.Holds(base+".parquet")
}

// Holds reports whether the folder has a file, by its manifest.
func (a *Archive) Holds(name string) bool { return a.Manifest.Checksums[name] != "" }

func (a *Archive) path(name string) string { return filepath.Join(a.Dir, filepath.FromSlash(name)) }

// ScenarioFiles lists the files of the folder's scenarios: that of the first point and, where
// several are compared, those of the others.
func (a *Archive) ScenarioFiles() []string {
	files := []string{a.path(scenarioFile)}
	if len(a.Manifest.Sources) < 2 { // one that varies from point to point
		return files
	}
	for _, name := range slices.Sorted(maps.Keys(a.Manifest.Sources)) {
		if file := a.Manifest.Sources[name]; file != scenarioFile {
			files = append(files, a.path(file))
		}
	}
	return files
}

// Put writes a file as a whole in place of an earlier one, which stays as it was where
// something fails, and enters its checksum into the manifest as that is now. The error wraps
// ErrBusy where another process writes into the folder for long.
func (a *Archive) Put(name string, write func(io.Writer) error) error {
	f := &Folder{dir: a.Dir, create: createFile}
	if err := f.lock(patiently); err != nil {
		return err
	}
	defer f.Close()
	sum, err := f.writeWhole(name, write)
	if err != nil {
		return fmt.Errorf("%w\n  if it is open in another program, such as Excel, close it there; an earlier one is as it was", err)
	}
	if a.Manifest, err = ReadManifest(a.Dir); err != nil {
		return err
	}
	a.Manifest.Checksums[name] = sum
	return f.writeManifest(a.Manifest)
}

// PutCSV writes a CSV twin of each Parquet table in the folder, with the names and numbers
// that --csv gives them, and returns their names: none where there are no tables.
func (a *Archive) PutCSV() ([]string, error) {
	tables, err := fs.Glob(os.DirFS(a.Dir), "*.parquet")
	if err != nil {
		return nil, err
	}
	var names []string
	for _, file := range tables {
		t, err := parquetTable(a.path(file))
		if err != nil {
			return names, err
		}
		name := strings.TrimSuffix(file, ".parquet") + ".csv"
		if err := a.Put(name, asCSV(t)); err != nil {
			return names, err
		}
		names = append(names, name)
	}
	return names, nil
}
