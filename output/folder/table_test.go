package folder

import (
	"bytes"
	"errors"
	"io"
	"math"
	"os"
	"path/filepath"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

// awkward is a table of what breaks formats.
func awkward(rows ...[]cell) table {
	return table{[]column{{"name", text, "a name"}, {"count", whole, "a count"}, {"a", number, "a number"}}, func(yield func([]cell, error) bool) {
		for _, row := range rows {
			if !yield(row, nil) {
				return
			}
		}
	}}
}

var awkwardRows = [][]cell{
	{{text: `a "quoted", <b>&`}, {whole: math.MinInt64}, {number: math.NaN()}},
	{{text: "two\nlines"}, {whole: math.MaxInt64}, {number: math.Inf(1)}},
	{{text: ""}, {whole: 0}, {number: math.Inf(-1)}},
	{{text: "größe"}, {whole: 1}, {number: math.MaxFloat64}},
	{{text: "tiny"}, {whole: 2}, {number: math.SmallestNonzeroFloat64}},
	{{text: "third"}, {whole: 3}, {number: 1.0 / 3}},
	{{text: "zero"}, {whole: 4}, {number: math.Copysign(0, -1)}},
}

func TestAwkwardValues(t *testing.T) {
	var out, parquet bytes.Buffer
	in := awkward(awkwardRows...)
	if err := errors.Join(writeCSV(&out, in), writeParquet(&parquet, "awkward", in)); err != nil {
		t.Fatal(err)
	}
	want := "name,count,a\n\"a \"\"quoted\"\", <b>&\",-9223372036854775808,\n\"two\nlines\",9223372036854775807,\n,0,\n" +
		"größe,1,1.7976931348623157e+308\ntiny,2,5e-324\nthird,3,0.3333333333333333\nzero,4,0\n"
	if out.String() != want {
		t.Errorf("CSV is\n%s\nwant\n%s", out.String(), want)
	}
	path := filepath.Join(t.TempDir(), "awkward.parquet")
	if err := os.WriteFile(path, parquet.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
	got := readParquet(t, path)
	for i, row := range awkwardRows {
		x := row[2].number + 0 // without the sign of a zero
		if math.IsInf(x, 0) {
			x = math.NaN()
		}
		want := map[string]any{"name": row[0].text, "count": row[1].whole, "a": x}
		if diff := gocmp.Diff(want, got.rows[i], sameBits); diff != "" {
			t.Errorf("Parquet, row %d: %s", i, diff)
		}
	}
	const first = `{"name":"a \"quoted\", \u003cb\u003e\u0026","count":-9223372036854775808,"a":null}`
	if got := string(appendJSON(nil, in.columns, awkwardRows[0])); got != first {
		t.Errorf("JSON is %s, want %s", got, first)
	}
	if b, err := decimal(math.Copysign(0, -1)).MarshalJSON(); err != nil || string(b) != "0" {
		t.Errorf("a zero is %s, %v", b, err)
	}
}

// TestRowGroups: many rows need little memory and lose nothing.
func TestRowGroups(t *testing.T) {
	rows := make([][]cell, 2*rowGroup+1)
	for i := range rows {
		rows[i] = []cell{{text: "x"}, {whole: int64(i)}, {number: float64(i)}}
	}
	path := filepath.Join(t.TempDir(), "long.parquet")
	out, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(writeParquet(out, "long", awkward(rows...)), out.Close()); err != nil {
		t.Fatal(err)
	}
	if got := len(openParquet(t, path).RowGroups()); got != 3 {
		t.Errorf("%d row groups, want 3", got)
	}
	got := readParquet(t, path)
	for i := range rows {
		if got.rows[i]["count"] != int64(i) {
			t.Fatalf("row %d is %v", i, got.rows[i])
		}
	}
}

// TestTableThatFails: an error on the way ends the file.
func TestTableThatFails(t *testing.T) {
	gone := errors.New("gone")
	in := awkward()
	in.rows = func(yield func([]cell, error) bool) { yield(nil, gone) }
	if err := writeCSV(io.Discard, in); !errors.Is(err, gone) {
		t.Errorf("CSV: %v", err)
	}
	if err := writeParquet(io.Discard, "x", in); !errors.Is(err, gone) {
		t.Errorf("Parquet: %v", err)
	}
}
