package folder

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// archive opens a finished folder without CSV twins.
func archive(t *testing.T) *Archive {
	t.Helper()
	f, a := simulated(t, small)
	c := closing(a)
	c.CSV = false
	if err := f.Finish(c); err != nil {
		t.Fatal(err)
	}
	return opened(t, f.Dir())
}

func opened(t *testing.T, dir string) *Archive {
	t.Helper()
	m, err := ReadManifest(dir)
	if err != nil {
		t.Fatal(err)
	}
	return &Archive{dir, m}
}

// The twins are those that --csv would have written, byte for byte, and the manifest knows
// them.
func TestPutCSVIsWhatCSVWrites(t *testing.T) {
	a := archive(t)
	names, err := a.PutCSV()
	if err != nil || !slices.Equal(names, []string{"partners.csv", "runs.csv", "sample.csv", "weeks.csv"}) {
		t.Fatalf("wrote %q, %v", names, err)
	}
	dir, _ := finished(t, small)
	want, got := tree(t, dir), tree(t, a.Dir)
	delete(want, manifestFile)
	delete(got, manifestFile)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("other files than those of a run with --csv:\n%s", diff)
	}
	if sums := opened(t, a.Dir).Manifest.Checksums; sums["runs.csv"] != sumBytes([]byte(want["runs.csv"])) {
		t.Errorf("the manifest says %q of runs.csv", sums["runs.csv"])
	}
	if err := opened(t, a.Dir).Check(); err != nil {
		t.Error(err)
	}
}

func TestCheckFindsDamage(t *testing.T) {
	for name, harm := range map[string]func(path string) error{
		"runs.parquet":  func(path string) error { return os.Truncate(path, 1000) },
		"summary.csv":   func(path string) error { return os.WriteFile(path, []byte("mine"), 0o666) },
		"result.json":   os.Remove,
		"scenario.toml": os.Remove,
	} {
		a := archive(t)
		if err := a.Check(); err != nil {
			t.Fatal(err)
		}
		if err := harm(a.path(name)); err != nil {
			t.Fatal(err)
		}
		wantError(t, a.Check(), ErrDamaged, name+": damaged: ")
	}
}

// What can be made again, and pictures, may be gone or changed.
func TestCheckMindsOnlyWhatCannotBeMadeAgain(t *testing.T) {
	dir, _ := finished(t, small)
	a := opened(t, dir)
	for _, name := range []string{"runs.csv", "weeks.csv"} {
		if !a.Holds(name) {
			t.Fatalf("there is no %s", name)
		}
		if err := os.WriteFile(a.path(name), []byte("mine"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if err := a.Put(WorkbookFile, writeBytes([]byte("a book"))); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(a.path(WorkbookFile)); err != nil {
		t.Fatal(err)
	}
	if err := a.Check(); err != nil {
		t.Error(err)
	}
}

// An earlier file stays where a later one cannot be made.
func TestPutKeepsTheEarlierFile(t *testing.T) {
	a := archive(t)
	if err := a.Put(WorkbookFile, writeBytes([]byte("the first"))); err != nil {
		t.Fatal(err)
	}
	before := tree(t, a.Dir)
	full := errors.New("disk full")
	err := a.Put(WorkbookFile, func(w io.Writer) error {
		if _, err := w.Write([]byte("half of the sec")); err != nil {
			return err
		}
		return full
	})
	wantError(t, err, full, "results.xlsx", "an earlier one is as it was")
	if diff := cmp.Diff(before, tree(t, a.Dir)); diff != "" {
		t.Errorf("the folder changed:\n%s", diff)
	}
	if err := a.Put(WorkbookFile, writeBytes([]byte("the second"))); err != nil {
		t.Fatal(err)
	}
	after := tree(t, a.Dir)
	noPartial(t, after)
	if after[WorkbookFile] != "the second" {
		t.Errorf("it is %q", after[WorkbookFile])
	}
}

func TestTablesAreReadAsTheyWereWritten(t *testing.T) {
	a, undefined := archive(t), 0
	for name, kinds := range map[string][]column{"summary.csv": summaryColumns, "weeks.parquet": weeksColumns} {
		table, err := a.Table(name)
		if err != nil {
			t.Fatal(err)
		}
		var want sheet
		if strings.HasSuffix(name, ".csv") {
			want = readCSV(t, in(a.Dir, name), kinds)
		} else {
			want = readParquet(t, in(a.Dir, name))
		}
		if !slices.Equal(table.Columns, want.names) || table.Len != len(want.rows) {
			t.Fatalf("%s: %d rows of %q, want %d of %q", name, table.Len, table.Columns, len(want.rows), want.names)
		}
		i := 0
		for row, err := range table.Rows {
			if err != nil {
				t.Fatal(err)
			}
			for j, v := range row {
				w := want.rows[i][want.names[j]]
				if x, isNumber := w.(float64); isNumber && x != x {
					w, undefined = nil, undefined+1
				}
				if v != w {
					t.Fatalf("%s: row %d has %s %v, want %v", name, i, want.names[j], v, w)
				}
			}
			i++
		}
		if i != table.Len {
			t.Errorf("%s: %d rows, want %d", name, i, table.Len)
		}
	}
	if undefined == 0 {
		t.Error("nothing undefined was read")
	}
}

func TestTableSaysWhatItCannotRead(t *testing.T) {
	a := archive(t)
	for name, content := range map[string]string{"weeks.parquet": "no table", "summary.csv": "point,vendor\n0,all\n", "points.csv": "point,scenario\nfirst,small\n"} {
		if err := os.WriteFile(a.path(name), []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
		_, err := a.Table(name)
		wantError(t, err, nil, filepath.Join(a.Dir, name), "cannot be read")
	}
}

func TestSaidKeepsTheOrderOfFields(t *testing.T) {
	a := archive(t)
	text := `{"schema":1,"command":"compare","scenario":"small","seed":3,"runs":6,"complete":true,
		"rows":[{"metric":"trust","b":"x","a":null,"difference":{"mean":0.5,"sd":null,"ci_low":-1,"ci_high":2,"n":3},"told":["one","two"],"claims":[{"says":"a table"}],"rank":1}],
		"hinges":[{"key":"k"}],"survival":[{"point":0,"runs":6,"spirals":2,"median_week":null}],"notes":["a doubt"],"expect":null}`
	if err := os.WriteFile(a.path(resultFile), []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	said, err := a.Said()
	if err != nil {
		t.Fatal(err)
	}
	row := said.Rows[0]
	var names []string
	for _, f := range row {
		names = append(names, f.Name)
	}
	if got := strings.Join(names, " "); got != "metric b a difference told rank" {
		t.Errorf("fields %s", got)
	}
	d := row[3].Value.(Doubt)
	if d.Mean != 0.5 || d.SD == d.SD || d.CILow != -1 || d.N != 3 || row[2].Value != nil || row[4].Value != "one two" || row[5].Value != 1.0 {
		t.Errorf("values %v", row)
	}
	if len(said.Hinges) != 1 || said.Survival[0].Spirals != 2 || said.Notes[0] != "a doubt" || said.Expect != nil || said.Seed != 3 {
		t.Errorf("said %+v", said)
	}
}

// The first point's scenario leads, whatever the names of the others.
func TestScenarioFilesBeginWithTheFirstPoint(t *testing.T) {
	a := &Archive{"d", &Manifest{Sources: map[string]string{"a": "sources/1.toml", "b": scenarioFile, "c": "sources/3.toml"}}}
	if got, want := a.ScenarioFiles(), []string{in("d", scenarioFile), in("d", "sources/1.toml"), in("d", "sources/3.toml")}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	a.Manifest.Sources = map[string]string{"a": "sources/1.toml"}
	if got := a.ScenarioFiles(); !slices.Equal(got, []string{in("d", scenarioFile)}) {
		t.Errorf("of one scenario %q", got)
	}
}
