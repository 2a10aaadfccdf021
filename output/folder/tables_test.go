package folder

import (
	"cmp"
	"context"
	"encoding/json"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/parquet-go/parquet-go"

	"channelsim/output/internal/synthetic"
	"channelsim/scenarios"
	"channelsim/sim"
	"channelsim/sim/experiment"
)

// collector keeps the blocks of a run beside the folder.
type collector struct {
	*Folder
	mutex  sync.Mutex
	blocks []*experiment.Block
}

func (c *collector) PutBlock(b *experiment.Block) error {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.blocks = append(c.blocks, b)
	return c.Folder.PutBlock(b)
}

// TestRuns: a row for each run and vendor, a column for each metric and window.
func TestRuns(t *testing.T) {
	store := &collector{Folder: begun(t)}
	a, err := small.Run(context.Background(), experiment.Options{Store: store})
	if err == nil {
		err = store.Finish(closing(a))
	}
	if err != nil {
		t.Fatal(err)
	}
	names, want := []string{"point", "replication", "seed", "vendor"}, []map[string]any{}
	slices.SortFunc(store.blocks, func(a, b *experiment.Block) int { return cmp.Compare(a.Index, b.Index) })
	for _, b := range store.blocks {
		for v, vendor := range []string{"north", "south", "all"} {
			row := map[string]any{"point": int64(0), "replication": int64(b.First), "seed": int64(1), "vendor": vendor}
			for m, metric := range sim.Metrics {
				for w, window := range []string{"first_quarter", "last_half_year", "all"} {
					name := metric.Key + "__" + window
					row[name] = b.Records[0].Values[b.Layout.Value(v, w, m)]
					if strings.HasPrefix(name, "spiral") && window != "all" {
						row[name] = math.NaN() // it is about the whole run
					}
					if len(want) == 0 {
						names = append(names, name)
					}
				}
			}
			want = append(want, row)
		}
	}
	got := readParquet(t, in(store.Dir(), "runs.parquet"))
	if diff := gocmp.Diff(sheet{names, want}, got, sameBits, gocmp.AllowUnexported(sheet{})); diff != "" || len(want) != 18 {
		t.Errorf("%d rows: %s", len(want), diff)
	}
	spiralled, healthy := got.rows[2]["spiral_week__all"].(float64), got.rows[17]["spiral_week__all"].(float64)
	if math.IsNaN(spiralled) || !math.IsNaN(healthy) {
		t.Errorf("spirals in week %v and %v, want one and none", spiralled, healthy)
	}
}

// TestWeeks: a row for each week of each series, as the answer has it.
func TestWeeks(t *testing.T) {
	dir, a := finished(t, small)
	var want []map[string]any
	for _, b := range a.Bands {
		want = append(want, map[string]any{"point": int64(b.Point), "week": int64(b.Week), "metric": b.Metric, "vendor": b.Vendor,
			"mean": b.Mean, "sd": b.SD, "n": int64(b.N), "p05": b.P05, "p25": b.P25, "p50": b.P50, "p75": b.P75, "p95": b.P95})
	}
	names := []string{"point", "week", "metric", "vendor", "mean", "sd", "n", "p05", "p25", "p50", "p75", "p95"}
	got := readParquet(t, in(dir, "weeks.parquet"))
	if diff := gocmp.Diff(sheet{names, want}, got, sameBits, gocmp.AllowUnexported(sheet{})); diff != "" || len(want) < small.Weeks*3*20 {
		t.Errorf("%d rows: %s", len(want), diff)
	}
}

// TestSummary: summary.csv and the rows of result.json are the answer's.
func TestSummary(t *testing.T) {
	one := small
	one.Runs = 1
	for _, s := range []synthetic.Story{small, one} {
		dir, a := finished(t, s)
		var want []map[string]any
		undefined := 0
		for _, s := range a.Summary {
			want = append(want, map[string]any{"point": int64(s.Point), "vendor": s.Vendor, "group": "all", "metric": s.Metric, "unit": s.Unit, "window": s.Window,
				"mean": s.Mean, "sd": s.SD, "ci_low": s.CILow, "ci_high": s.CIHigh, "p05": s.P05, "p50": s.P50, "p95": s.P95, "n": int64(s.N)})
			if math.IsNaN(s.SD) {
				undefined++
			}
		}
		if undefined == 0 {
			t.Error("nothing is undefined in the answer")
		}
		names := []string{"point", "vendor", "group", "metric", "unit", "window", "mean", "sd", "ci_low", "ci_high", "p05", "p50", "p95", "n"}
		got := readCSV(t, in(dir, "summary.csv"), summaryColumns)
		if diff := gocmp.Diff(sheet{names, want}, got, sameBits, gocmp.AllowUnexported(sheet{})); diff != "" {
			t.Error(diff)
		}
		if diff := gocmp.Diff(want, jsonRows(t, dir, names), sameBits); diff != "" {
			t.Error(diff)
		}
	}
}

// jsonRows reads the rows of result.json; each must have just these columns, in order.
func jsonRows(t *testing.T, dir string, names []string) []map[string]any {
	t.Helper()
	var result struct{ Rows []json.RawMessage }
	if err := json.Unmarshal([]byte(tree(t, dir)["result.json"]), &result); err != nil {
		t.Fatal(err)
	}
	var rows []map[string]any
	for _, raw := range result.Rows {
		var row map[string]any
		if err := json.Unmarshal(raw, &row); err != nil {
			t.Fatal(err)
		}
		at := -1
		for _, name := range names {
			next := strings.Index(string(raw), `"`+name+`":`)
			if next <= at || len(row) != len(names) {
				t.Fatalf("%s is not at its place in %s", name, raw)
			}
			at = next
			if row[name] == nil {
				row[name] = math.NaN()
			}
		}
		row["point"], row["n"] = int64(row["point"].(float64)), int64(row["n"].(float64))
		rows = append(rows, row)
	}
	return rows
}

// TestTwins: a CSV file says what its Parquet file says.
func TestTwins(t *testing.T) {
	dir, a := finished(t, small)
	for name, columns := range map[string][]column{"runs": runsTable(a.Layout.Windows, nil).columns, "weeks": weeksTable(once(a.Bands)).columns} {
		want, got := readParquet(t, in(dir, name+".parquet")), readCSV(t, in(dir, name+".csv"), columns)
		if diff := gocmp.Diff(want, got, sameBits, gocmp.AllowUnexported(sheet{})); diff != "" || len(want.rows) == 0 {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// TestPoints: a column for each key that varies anywhere.
func TestPoints(t *testing.T) {
	named := func(name string) *scenarios.Scenario { return &scenarios.Scenario{Name: name} }
	d := &experiment.Design{Points: []experiment.Point{
		{Index: 0, Scenario: named("a"), Vary: []scenarios.Setting{{Key: "trust.loss", Value: 0.1}, {Key: "vendors.*.policy", Value: "x, y"}}},
		{Index: 1, Scenario: named("b"), Vary: []scenarios.Setting{{Key: "partners.count", Value: 30}, {Key: "trust.loss", Value: 1.0 / 3}}},
	}}
	var b strings.Builder
	if err := writeCSV(&b, pointsTable(d)); err != nil {
		t.Fatal(err)
	}
	want := "point,scenario,trust.loss,vendors.*.policy,partners.count\n0,a,0.1,\"x, y\",\n1,b,0.3333333333333333,,30\n"
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
	dir, _ := finished(t, small)
	if got := tree(t, dir)["points.csv"]; got != "point,scenario\n0,small\n" {
		t.Errorf("points.csv of a single scenario is %q", got)
	}
}

// TestParquetColumns reads types and compression off the files' own metadata.
func TestParquetColumns(t *testing.T) {
	dir, _ := finished(t, small)
	for _, name := range []string{"runs.parquet", "weeks.parquet"} {
		f := openParquet(t, in(dir, name))
		for _, c := range f.Root().Columns() {
			want := parquet.Double
			switch c.Name() {
			case "vendor", "metric":
				want = parquet.ByteArray
			case "point", "replication", "seed", "week", "n":
				want = parquet.Int64
			}
			if c.Type().Kind() != want || c.Optional() != (want == parquet.Double) {
				t.Errorf("%s: %s is %v, optional %v", name, c.Name(), c.Type(), c.Optional())
			}
		}
		for _, g := range f.Metadata().RowGroups {
			for _, c := range g.Columns {
				if codec := c.MetaData.Codec.String(); codec != "ZSTD" {
					t.Errorf("%s: %s is compressed by %s", name, c.MetaData.PathInSchema, codec)
				}
			}
		}
	}
}
