package folder

import (
	"encoding/csv"
	"errors"
	"io"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"
)

// sheet is a table as a reader finds it: names and rows, an undefined number NaN
// where the file says null or nothing.
type sheet struct {
	names []string
	rows  []map[string]any // int64, float64 or string by name
}

// readParquet reads a Parquet file as it lies on disk.
func readParquet(t *testing.T, path string) sheet {
	t.Helper()
	f := openParquet(t, path)
	var s sheet
	for _, c := range f.Schema().Columns() {
		s.names = append(s.names, strings.Join(c, "."))
	}
	rows := parquet.NewReader(f)
	defer rows.Close()
	for {
		row := make([]parquet.Row, 1)
		n, err := rows.ReadRows(row)
		if n == 1 {
			s.rows = append(s.rows, cells(t, s.names, row[0]))
		}
		if errors.Is(err, io.EOF) {
			return s
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

func openParquet(t *testing.T, path string) *parquet.File {
	t.Helper()
	raw, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { raw.Close() })
	st, err := raw.Stat()
	if err != nil {
		t.Fatal(err)
	}
	f, err := parquet.OpenFile(raw, st.Size())
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func cells(t *testing.T, names []string, row parquet.Row) map[string]any {
	t.Helper()
	got := map[string]any{}
	for i, v := range row {
		var x any
		switch {
		case v.IsNull():
			x = math.NaN()
		case v.Kind() == parquet.Int64:
			x = v.Int64()
		case v.Kind() == parquet.ByteArray:
			x = string(v.ByteArray())
		case v.Kind() == parquet.Double && math.IsNaN(v.Double()):
			t.Fatalf("%s is NaN, not null", names[i])
		default:
			x = v.Double()
		}
		got[names[i]] = x
	}
	return got
}

// readCSV reads a CSV file whose columns are of these kinds.
func readCSV(t *testing.T, path string, kinds []column) sheet {
	t.Helper()
	in, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	lines, err := csv.NewReader(in).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	s := sheet{names: lines[0]}
	if len(s.names) != len(kinds) {
		t.Fatalf("%s has columns %q", path, s.names)
	}
	for _, line := range lines[1:] {
		row := map[string]any{}
		for i, c := range kinds {
			row[s.names[i]] = parseCell(t, c.kind, line[i])
		}
		s.rows = append(s.rows, row)
	}
	return s
}

func parseCell(t *testing.T, k kind, cell string) any {
	t.Helper()
	switch k {
	case text:
		return cell
	case whole:
		n, err := strconv.ParseInt(cell, 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	if cell == "" {
		return math.NaN()
	}
	x, err := strconv.ParseFloat(cell, 64)
	if err != nil || math.IsNaN(x) || math.IsInf(x, 0) {
		t.Fatalf("%q is no number (%v)", cell, err)
	}
	return x
}

// in is the path of a folder's file.
func in(dir, name string) string { return filepath.Join(dir, name) }
