package folder

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"channelsim/sim/experiment"
)

// Names of what a folder holds.
const (
	manifestFile = "manifest.json"
	scenarioFile = "scenario.toml"
	pointsFile   = "points.csv"
	runsFile     = "runs"           // .parquet, .csv
	weeksFile    = "weeks"          // .parquet, .csv
	sampleFile   = "sample"         // .parquet, .csv
	partnersFile = "partners"       // .parquet, .csv; with a trace by week
	totalsFile   = "partner_totals" // .parquet, .csv; with a trace what is else in partnersFile
	leadsFile    = "leads"          // .parquet, .csv; with a trace
	summaryFile  = "summary.csv"
	funnelFile   = "funnel.csv"
	resultFile   = "result.json"
	plotsDir     = "plots"
	blocksDir    = "blocks"
	sourcesDir   = "sources" // scenarios that the plan names, where they are not scenarioFile
)

// tableFiles are what Finish writes, and what is made of that.
var tableFiles = []string{pointsFile, runsFile + ".parquet", runsFile + ".csv", weeksFile + ".parquet", weeksFile + ".csv",
	summaryFile, resultFile, plotsDir, sampleFile + ".parquet", sampleFile + ".csv", partnersFile + ".parquet", partnersFile + ".csv", funnelFile,
	totalsFile + ".parquet", totalsFile + ".csv", leadsFile + ".parquet", leadsFile + ".csv", posteriorFile, fittedFile, WorkbookFile}

// allFiles are what a folder may be given.
var allFiles = append([]string{manifestFile, blocksDir, scenarioFile, sourcesDir}, tableFiles...)

// Errors that Create wraps; both are misuse of --out.
var (
	// ErrHoldsResults says that the folder holds results already.
	ErrHoldsResults = errors.New("folder holds results")
	// ErrNotAFolder says that a file stands where the folder should be.
	ErrNotAFolder = errors.New("not a folder")
)

// Folder is a run folder that is being filled. PutBlock may be called by many
// goroutines at once; the other methods one after the other.
type Folder struct {
	dir       string
	create    func(path string) (file, error) // how a file is opened for writing
	info      Info
	shelf     *shelf
	held      locker       // keeps other processes out; nil before and after
	unguarded error        // why nothing keeps them out
	adopted   bool         // its blocks are those of shards, and stay there
	done      *Manifest    // of a finished run that is resumed; else nil
	simulated atomic.Int64 // replications that were finished
	reused    atomic.Int64 // replications of earlier calls
	mutex     sync.Mutex
	failed    []experiment.Failure
	used      map[int]experiment.BlockID // blocks that were put or given back
}

// Info is what the manifest says about a run before it starts.
type Info struct {
	Program  string            // version of the program
	Command  []string          // command line, starting with the program's name
	Plan     []string          // what leads to the same design again: verb, arguments and flags that matter to it
	Sources  map[string][]byte // scenarios that the plan names, fully resolved
	Data     map[string][]byte // what other files that the plan names say, as TOML
	Scenario string            // scenario's name
	TOML     []byte            // the fully resolved scenario
	Design   string            // fingerprint of the design
	Seed     uint64            // seed of all random streams
	Runs     int               // replications planned, over all points; at most so many with a precision
	Blocks   int               // blocks planned; 0 where their number is not known before
	Shard    experiment.Shard  // part of the design that is simulated
	Started  time.Time         // wall-clock time
}

// Create claims dir for results and makes it, with its parents. It returns an
// error that wraps ErrHoldsResults if the folder holds results, ErrNotAFolder if
// a file is in the way, ErrBusy if another process writes there, and the system's
// error where nothing can be written. Files that no run writes may be there and are
// left alone.
func Create(dir string) (*Folder, error) {
	f, err := occupy(dir)
	if err != nil {
		return nil, err
	}
	if err := vacant(dir); err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

// occupy makes a folder, where it is not there, and takes it for this process.
func occupy(dir string) (*Folder, error) {
	if err := inTheWay(dir); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, explain(err, "%s: cannot make the folder", dir)
	}
	f := &Folder{dir: dir, create: createFile}
	f.shelf = newShelf(f, "")
	return f, f.lock(briefly)
}

// Dir is the folder's path as it was given to Create.
func (f *Folder) Dir() string { return f.dir }

// inTheWay reports a file where dir or a folder above it should be.
func inTheWay(dir string) error {
	for p := filepath.Clean(dir); ; p = filepath.Dir(p) {
		st, err := os.Stat(p)
		if err == nil && !st.IsDir() {
			return fmt.Errorf("%s: %w: it is a file\n  name another folder with --out", p, ErrNotAFolder)
		}
		if err == nil || p == filepath.Dir(p) {
			return nil
		}
	}
}

// vacant reports what dir holds that a run would write over.
func vacant(dir string) error {
	for _, name := range allFiles {
		if _, err := os.Lstat(filepath.Join(dir, name)); err == nil {
			return fmt.Errorf("%s: %w: %s\n  name another folder with --out, or move this one away; nothing was changed",
				dir, ErrHoldsResults, contents(dir, name))
		}
	}
	return nil
}

// contents says in words what a folder with results holds; name is a file in it.
func contents(dir, name string) string {
	m, err := ReadManifest(dir)
	switch {
	case err != nil:
		return "there is a " + name
	case m.Complete:
		return "a finished run of " + m.Scenario
	case m.Shard != "":
		return "shard " + m.Shard + " of a run of " + m.Scenario
	}
	return "an unfinished run of " + m.Scenario + ", which --resume completes"
}

// Begin writes the scenario and a manifest that calls the run incomplete, and
// makes the place for blocks.
func (f *Folder) Begin(info Info) error {
	f.info = info
	f.shelf.design = fmt.Sprintf("%-64.64s", info.Design)
	if err := os.MkdirAll(filepath.Join(f.dir, blocksDir), 0o777); err != nil {
		return explain(err, "%s: cannot make the folder for blocks", f.dir)
	}
	if _, err := f.writeWhole(scenarioFile, writeBytes(info.TOML)); err != nil {
		return err
	}
	if err := f.writeSources(); err != nil {
		return err
	}
	return f.writeManifest(f.manifest())
}

// explain wraps an error of the file system in what failed and what to do. It
// returns nil for nil.
func explain(err error, format string, args ...any) error {
	if err == nil {
		return nil
	}
	hint := "see whether the disk and the folder are in order"
	switch {
	case diskFull(err):
		hint = "the disk is full: free some space or name a folder on another disk with --out"
	case errors.Is(err, fs.ErrPermission) || readOnly(err):
		hint = "name a folder in which you may write with --out"
	}
	return fmt.Errorf("%s: %w\n  %s", fmt.Sprintf(format, args...), err, hint)
}
