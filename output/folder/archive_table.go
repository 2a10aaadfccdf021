package folder

import (
	"encoding/csv"
	"fmt"
	"iter"
	"os"

	"github.com/parquet-go/parquet-go"
)

// Table is a table of a folder as its file has it.
type Table struct {
	Columns []string
	Len     int                     // number of rows
	Rows    iter.Seq2[[]any, error] // string, int64 or float64; nil where undefined; valid until the next one
}

// Table reads a table by its file's name: runs.parquet, weeks.parquet or another Parquet
// file, summary.csv, funnel.csv or points.csv.
func (a *Archive) Table(name string) (*Table, error) {
	path := a.path(name)
	var t table
	var err error
	n := 0
	switch name {
	case summaryFile:
		t = csvTable(path, summaryColumns)
		n, err = count(t)
	case funnelFile:
		t = csvTable(path, funnelColumns)
		n, err = count(t)
	case pointsFile:
		if t, err = pointsOf(path); err == nil {
			n, err = count(t)
		}
	default:
		if t, err = parquetTable(path); err == nil {
			n, err = parquetRows(path)
		}
	}
	if err != nil {
		return nil, fmt.Errorf("%s: cannot be read: %w", path, err)
	}
	return t.read(n), nil
}

// read is the table for others, with its number of rows.
func (t table) read(rows int) *Table {
	r := &Table{Len: rows}
	for _, c := range t.columns {
		r.Columns = append(r.Columns, c.name)
	}
	r.Rows = func(yield func([]any, error) bool) {
		values := make([]any, len(t.columns))
		for row, err := range t.rows {
			if err != nil {
				yield(nil, err)
				return
			}
			for i, c := range t.columns {
				values[i] = c.plain(row[i])
			}
			if !yield(values, nil) {
				return
			}
		}
	}
	return r
}

// plain is a cell's value, nil where it is undefined.
func (c column) plain(v cell) any {
	switch {
	case c.kind == text:
		return v.text
	case c.kind == whole:
		return v.whole
	case undefined(v.number):
		return nil
	}
	return v.number
}

// count is the number of a table's rows.
func count(t table) (int, error) {
	n := 0
	for _, err := range t.rows {
		if err != nil {
			return 0, err
		}
		n++
	}
	return n, nil
}

// parquetTable reads a Parquet file of this program, whatever its columns.
func parquetTable(path string) (table, error) {
	var t table
	err := withParquet(path, func(f *parquet.File) error {
		for _, field := range f.Schema().Fields() {
			c, ok := column{name: field.Name()}, field.Leaf()
			if ok {
				c.kind, ok = kinds[field.Type().Kind()]
			}
			if !ok {
				return fmt.Errorf("column %s is of a type that this program does not write", field.Name())
			}
			t.columns = append(t.columns, c)
		}
		return nil
	})
	t.rows = func(yield func([]cell, error) bool) {
		row := make([]cell, len(t.columns))
		for r, err := range readTable(path) {
			if err == nil {
				r.cells(t.columns, row)
			}
			if !yield(row, err) {
				return
			}
		}
	}
	return t, err
}

var kinds = map[parquet.Kind]kind{parquet.ByteArray: text, parquet.Int64: whole, parquet.Double: number}

// cells puts a row's values into cells of these columns.
func (r tableRow) cells(columns []column, row []cell) {
	for i, c := range columns {
		switch c.kind {
		case text:
			row[i].text = r.text(i)
		case whole:
			row[i].whole = r.whole(i)
		case number:
			row[i].number = r.number(i)
		}
	}
}

func parquetRows(path string) (n int, err error) {
	err = withParquet(path, func(f *parquet.File) error {
		n = int(f.NumRows())
		return nil
	})
	return n, err
}

// withParquet opens a Parquet file for as long as look takes.
func withParquet(path string, look func(f *parquet.File) error) error {
	in, err := os.Open(path)
	if err != nil {
		return err
	}
	defer in.Close()
	st, err := in.Stat()
	if err != nil {
		return err
	}
	f, err := parquet.OpenFile(in, st.Size())
	if err != nil {
		return fmt.Errorf("not a Parquet file: %w", err)
	}
	return look(f)
}

// pointsOf reads points.csv, whose columns depend on what varies.
func pointsOf(path string) (table, error) {
	in, err := os.Open(path)
	if err != nil {
		return table{}, err
	}
	defer in.Close()
	names, err := csv.NewReader(in).Read()
	if err != nil {
		return table{}, err
	}
	var columns []column
	for i, name := range names {
		c := column{name: name, kind: text}
		if i == 0 {
			c.kind = whole
		}
		columns = append(columns, c)
	}
	return csvTable(path, columns), nil
}

// csvTable reads a CSV file of this program with columns that are known.
func csvTable(path string, columns []column) table {
	return table{columns, func(yield func([]cell, error) bool) {
		row := make([]cell, len(columns))
		for l, err := range readLines(path, len(columns)) {
			if err == nil {
				l.cells(columns, row)
				err = l.bad
			}
			if !yield(row, err) || err != nil {
				return
			}
		}
	}}
}

// cells puts a line's values into cells of these columns.
func (l *line) cells(columns []column, row []cell) {
	for i, c := range columns {
		switch c.kind {
		case text:
			row[i].text = l.text(i)
		case whole:
			row[i].whole = int64(l.whole(i))
		case number:
			row[i].number = l.number(i)
		}
	}
}
