package folder

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"strconv"

	"github.com/parquet-go/parquet-go"
)

// Table is a table of a folder as its file has it.
type Table struct {
	Columns []string
	Len     int                     // number of rows
	Rows    iter.Seq2[[]any, error] // string, int64 or float64; nil where undefined; valid until the next one
}

// Table reads a table by its file's name: runs.parquet, weeks.parquet or another Parquet
// file, summary.csv or points.csv.
func (a *Archive) Table(name string) (*Table, error) {
	path := a.path(name)
	var t table
	var err error
	n := 0
	switch name {
	case summaryFile:
		t = csvTable(path, summaryColumns)
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
	var columns []column
	for line, err := range csvLines(path) {
		if err != nil {
			return table{}, err
		}
		for i, name := range line {
			c := column{name: name, kind: text}
			if i == 0 {
				c.kind = whole
			}
			columns = append(columns, c)
		}
		break
	}
	return csvTable(path, columns), nil
}

// csvTable reads a CSV file of this program with columns that are known.
func csvTable(path string, columns []column) table {
	return table{columns, func(yield func([]cell, error) bool) {
		row, head := make([]cell, len(columns)), true
		for line, err := range csvLines(path) {
			if err == nil && !head {
				err = parseLine(columns, line, row)
			}
			if err != nil {
				yield(nil, fmt.Errorf("%s: %w", path, err))
				return
			}
			if !head && !yield(row, nil) {
				return
			}
			head = false
		}
	}}
}

// parseLine reads the cells of a line.
func parseLine(columns []column, line []string, row []cell) error {
	if len(line) != len(columns) {
		return fmt.Errorf("a line has %d values and not %d", len(line), len(columns))
	}
	for i, c := range columns {
		var err error
		switch c.kind {
		case text:
			row[i].text = line[i]
		case whole:
			row[i].whole, err = strconv.ParseInt(line[i], 10, 64)
		case number:
			row[i].number, err = parseNumber(line[i])
		}
		if err != nil {
			return fmt.Errorf("column %s: %w", c.name, err)
		}
	}
	return nil
}

// csvLines reads a CSV file line by line, the header first.
func csvLines(path string) iter.Seq2[[]string, error] {
	return func(yield func([]string, error) bool) {
		in, err := os.Open(path)
		if err != nil {
			yield(nil, err)
			return
		}
		defer in.Close()
		lines := csv.NewReader(in)
		for {
			line, err := lines.Read()
			if errors.Is(err, io.EOF) || !yield(line, err) || err != nil {
				return
			}
		}
	}
}
