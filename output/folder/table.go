package folder

import (
	"encoding/csv"
	"encoding/json"
	"io"
	"iter"
	"math"
	"strconv"
)

// kind is the type of a column.
type kind int

const (
	text   kind = iota
	whole       // int64
	number      // float64; undefined where it is NaN or infinite

	// Only rows of answers have these.
	doubtful // Doubt; several columns in CSV
	words    // list of texts; one text in CSV
	nested   // a table in itself; left out of CSV
	value    // of a parameter: a number or a text
)

// column is the head of a column: the same in CSV, Parquet and JSON. What it says
// stands in COLUMNS.md, and in scenario columns: lower case, no full stop, with the unit.
type column struct {
	name string
	kind kind
	says string
}

// cell is one value; the kind of its column says which of the fields counts.
type cell struct {
	text   string
	whole  int64
	number float64
}

// table is a tidy table that is read off once, row by row, so that its size is
// not bounded by memory. A yielded row is valid until the next one.
type table struct {
	columns []column
	rows    iter.Seq2[[]cell, error]
}

// undefined reports whether a number has no value: such a number is an empty
// cell in CSV and null in Parquet and JSON.
func undefined(x float64) bool { return math.IsNaN(x) || math.IsInf(x, 0) }

// format prints a cell as CSV has it; numbers read back to the same bits, but for the sign of a zero.
func (c column) format(v cell) string {
	switch {
	case c.kind == text:
		return v.text
	case c.kind == whole:
		return strconv.FormatInt(v.whole, 10)
	case undefined(v.number):
		return ""
	}
	return strconv.FormatFloat(plainZero(v.number), 'g', -1, 64)
}

// plainZero is a number without the sign that a zero may have: no file has -0.
func plainZero(x float64) float64 { return x + 0 }

// writeCSV writes the table with a header line.
func writeCSV(w io.Writer, t table) error {
	out := csv.NewWriter(w)
	line := make([]string, len(t.columns))
	for i, c := range t.columns {
		line[i] = c.name
	}
	if err := out.Write(line); err != nil {
		return err
	}
	for row, err := range t.rows {
		if err != nil {
			return err
		}
		for i, c := range t.columns {
			line[i] = c.format(row[i])
		}
		if err := out.Write(line); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// appendJSON appends the row as an object with the columns in their order.
func appendJSON(b []byte, columns []column, row []cell) []byte {
	b = append(b, '{')
	for i, c := range columns {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendText(b, c.name)
		b = append(b, ':')
		switch {
		case c.kind == text:
			b = appendText(b, row[i].text)
		case c.kind == number && undefined(row[i].number):
			b = append(b, "null"...)
		default:
			b = append(b, c.format(row[i])...)
		}
	}
	return append(b, '}')
}

// appendText appends a JSON string.
func appendText(b []byte, s string) []byte {
	quoted, _ := json.Marshal(s) // a string always marshals
	return append(b, quoted...)
}
