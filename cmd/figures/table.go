package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// table is a Markdown table of all rows of --format json. Its words are the columns: a field, or
// FIELD=HEADING. A field named key is shown as code.
func table(d *document, command string, words []string) (string, error) {
	if len(words) == 0 {
		return "", errors.New("say which fields are columns")
	}
	out, err := d.source.answer(append(strings.Fields(command), "--format", "json")...)
	if err != nil {
		return "", err
	}
	var answer struct{ Rows []map[string]any }
	decoder := json.NewDecoder(bytes.NewReader(out))
	decoder.UseNumber() // numbers stay as they were written
	if err := decoder.Decode(&answer); err != nil {
		return "", err
	}
	if len(answer.Rows) == 0 {
		return "", fmt.Errorf("%s has no rows", command)
	}
	columns := make([]string, len(words))
	var b strings.Builder
	for i, w := range words {
		field, heading, renamed := strings.Cut(w, "=")
		if columns[i] = field; !renamed {
			heading = field
		}
		b.WriteString("| " + heading + " ")
	}
	b.WriteString("|\n" + strings.Repeat("|---", len(words)) + "|\n")
	for _, row := range answer.Rows {
		for _, field := range columns {
			x, ok := row[field]
			if !ok {
				return "", fmt.Errorf("rows of %s have no %q", command, field)
			}
			b.WriteString("| " + cell(field, x) + " ")
		}
		b.WriteString("|\n")
	}
	return b.String(), nil
}

// cell is a value as a table shows it.
func cell(field string, x any) string {
	text := strings.ReplaceAll(fmt.Sprint(x), "|", `\|`)
	if field == "key" {
		return "`" + text + "`"
	}
	return text
}
