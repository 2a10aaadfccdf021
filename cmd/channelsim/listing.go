package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"channelsim/output/dictionary"
	"channelsim/output/folder"
	"channelsim/output/text"
)

// listing is a table of facts, to be written in any of the three formats.
type listing struct {
	table dictionary.Table // its name is the command's
	rows  [][]any
	facts []any // for JSON: what else there is to say of all rows, by factFields
	about []dictionary.Field
}

// columns are the names.
func (l listing) columns() []string {
	var names []string
	for _, f := range l.table.Fields {
		names = append(names, f.Name)
	}
	return names
}

// fieldsOf describes columns by their name, type and meaning.
func fieldsOf(columns ...[3]string) []dictionary.Field {
	var fields []dictionary.Field
	for _, c := range columns {
		fields = append(fields, dictionary.Field{Name: c[0], Type: dictionary.Type(c[1]), Says: c[2]})
	}
	return fields
}

// commandOf is the command that answers with a table: story --vendor is story.
func commandOf(name string) string {
	command, _, _ := strings.Cut(name, " --")
	return command
}

// sift selects the lines of a table that belong to a group of the filter's name, or,
// where no group has it, those that have the filter in their text.
func sift[T any](lines []T, filter string, of func(*T) (groups []string, text string)) []T {
	filter = strings.ToLower(filter)
	var named, containing []T
	for i := range lines {
		groups, text := of(&lines[i])
		if slices.Contains(groups, filter) {
			named = append(named, lines[i])
		}
		if strings.Contains(strings.ToLower(text), filter) {
			containing = append(containing, lines[i])
		}
	}
	if named != nil {
		return named
	}
	return containing
}

var formats = []string{"table", "csv", "json"}

// formatFlag adds --format to a command.
func formatFlag(cmd *cobra.Command) *string {
	return cmd.Flags().String("format", "table", "how to write it: `table`, csv or json")
}

// write writes the listing in a format.
func (l listing) write(w io.Writer, format string) error {
	switch format {
	case "table":
		return l.writeTable(w)
	case "csv":
		return l.writeCSV(w)
	case "json":
		return l.writeJSON(w)
	}
	return oneOf("format", format, formats)
}

func (l listing) writeTable(w io.Writer) error {
	g := text.NewGrid(terminalWidth(w), !colourful(w), l.columns()...)
	for _, row := range l.rows {
		cells := make([]string, len(row))
		for i, value := range row {
			if value != nil {
				cells[i] = fmt.Sprint(value)
			}
		}
		g.Add(cells...)
	}
	_, err := fmt.Fprintln(w, g)
	return err
}

func (l listing) writeCSV(w io.Writer) error {
	out := csv.NewWriter(w)
	out.Write(l.columns()) // Flush's Error tells of this one too
	for _, row := range l.rows {
		fields := make([]string, len(row))
		for i, value := range row {
			if value != nil { // an undefined number is an empty cell
				fields[i] = fmt.Sprint(value)
			}
		}
		out.Write(fields)
	}
	out.Flush()
	return out.Error()
}

// writeJSON writes {"schema":1,"command":...,"rows":[...]}, the facts before the rows, with the columns of
// each row in their order.
func (l listing) writeJSON(w io.Writer) error {
	var b bytes.Buffer
	fmt.Fprintf(&b, "{\"schema\":%d,\"command\":%q,", folder.SchemaVersion, commandOf(l.table.Name))
	for i, f := range l.about {
		text, err := json.Marshal(l.facts[i])
		if err != nil {
			return err
		}
		fmt.Fprintf(&b, "%q:%s,", f.Name, text)
	}
	b.WriteString("\"rows\":[")
	columns := l.columns()
	for i, row := range l.rows {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString("\n  {")
		for j, value := range row {
			if j > 0 {
				b.WriteByte(',')
			}
			text, err := json.Marshal(value)
			if err != nil {
				return err
			}
			fmt.Fprintf(&b, "%q:%s", columns[j], text)
		}
		b.WriteByte('}')
	}
	b.WriteString("\n]}\n")
	_, err := w.Write(b.Bytes())
	return err
}
