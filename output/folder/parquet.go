package folder

import (
	"io"
	"reflect"
	"strconv"

	"github.com/parquet-go/parquet-go"

	"channelsim/sim"
)

// Rows per row group bound the memory that a Parquet file needs while it is
// written, whatever the number of runs.
const rowGroup = 8192

// schema is a Parquet schema that keeps the order of its columns:
// parquet.Group alone would sort them by name.
type schema struct {
	parquet.Group
	fields []parquet.Field
}

func (s schema) Fields() []parquet.Field { return s.fields }

// field is a named column of a schema. Rows are written as values, never as Go
// structs, so Value is met only by code that looks fields up in maps.
type field struct {
	parquet.Node
	name string
}

func (f field) Name() string { return f.name }

func (f field) Value(base reflect.Value) reflect.Value {
	return base.MapIndex(reflect.ValueOf(f.name))
}

// node is the Parquet type of a column. Zstandard is written by portable code;
// Snappy's bytes would differ by platform.
func (c column) node() parquet.Node {
	switch c.kind {
	case text:
		return parquet.Compressed(parquet.Encoded(parquet.String(), &parquet.RLEDictionary), &parquet.Zstd)
	case whole:
		return parquet.Compressed(parquet.Leaf(parquet.Int64Type), &parquet.Zstd)
	}
	return parquet.Optional(parquet.Compressed(parquet.Leaf(parquet.DoubleType), &parquet.Zstd))
}

// value is the cell as Parquet has it, in column i.
func (c column) value(v cell, i int) parquet.Value {
	switch {
	case c.kind == text:
		return parquet.ByteArrayValue([]byte(v.text)).Level(0, 0, i)
	case c.kind == whole:
		return parquet.Int64Value(v.whole).Level(0, 0, i)
	case undefined(v.number):
		return parquet.NullValue().Level(0, 0, i)
	}
	return parquet.DoubleValue(plainZero(v.number)).Level(0, 1, i)
}

// writeParquet writes the table as one Parquet file, in row groups. The bytes
// depend on the table and the model version alone.
func writeParquet(w io.Writer, name string, t table) error {
	group := schema{Group: parquet.Group{}}
	for _, c := range t.columns {
		n := c.node()
		group.Group[c.name] = n
		group.fields = append(group.fields, field{n, c.name})
	}
	out := parquet.NewWriter(w, parquet.NewSchema(name, group),
		parquet.CreatedBy("channelsim", "1", "model "+strconv.Itoa(sim.ModelVersion)),
		parquet.MaxRowsPerRowGroup(rowGroup))
	values := make(parquet.Row, len(t.columns))
	for row, err := range t.rows {
		if err != nil {
			return err
		}
		for i, c := range t.columns {
			values[i] = c.value(row[i], i)
		}
		if _, err := out.WriteRows([]parquet.Row{values}); err != nil {
			return err
		}
	}
	return out.Close()
}
