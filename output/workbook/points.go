package workbook

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"channelsim/output/folder"
)

// namedValues are the most varied values that a point's name lists.
const namedValues = 3

// caseNames gives each point of points.csv a name to tell it by: its scenario where these
// differ, and the values that it varies, "policy = merit"; many values have no place in a
// name, and the point keeps its number.
func caseNames(a *folder.Archive) ([]string, error) {
	t, err := a.Table(pointsFile)
	if err != nil {
		return nil, err
	}
	var rows [][]string
	for row, err := range t.Rows {
		if err != nil {
			return nil, err
		}
		rows = append(rows, textsOf(row))
	}
	keys := shortKeys(t.Columns[2:])
	differ := slices.ContainsFunc(rows, func(row []string) bool { return row[1] != rows[0][1] })
	var names []string
	for _, row := range rows {
		names = append(names, told(caseName(row, keys, differ || len(keys) == 0), names))
	}
	return names, nil
}

func textsOf(row []any) []string {
	texts := make([]string, len(row))
	for i, v := range row {
		texts[i] = fmt.Sprint(v)
	}
	return texts
}

// shortKeys are keys without what comes before the last dot, where that tells them apart.
func shortKeys(keys []string) []string {
	short := make([]string, len(keys))
	for i, key := range keys {
		short[i] = key[strings.LastIndexByte(key, '.')+1:]
	}
	for i := range short {
		if slices.Index(short, short[i]) != i {
			return keys
		}
	}
	return short
}

func caseName(row, keys []string, scenario bool) string {
	var parts []string
	if scenario {
		parts = append(parts, row[1])
	}
	values := 0
	for i, key := range keys {
		if value := row[2+i]; value != "" {
			parts = append(parts, key+" = "+shortNumber(value))
			values++
		}
	}
	switch {
	case values > namedValues:
		return "point " + row[0]
	case len(parts) == 0:
		return "as it is"
	}
	return strings.Join(parts, ", ")
}

// shortNumber prints a number with six digits, and another value as it is.
func shortNumber(value string) string {
	if x, err := strconv.ParseFloat(value, 64); err == nil {
		return strconv.FormatFloat(x, 'g', 6, 64)
	}
	return value
}

// told adds a number to a name that there is already.
func told(name string, before []string) string {
	unique := name
	for n := 2; slices.Contains(before, unique); n++ {
		unique = fmt.Sprintf("%s (%d)", name, n)
	}
	return unique
}

// pointsSheet says what varies from point to point, where there are several.
func (b *book) pointsSheet() error {
	if !b.several() {
		return nil
	}
	t, err := b.archive.Table(pointsFile)
	if err != nil {
		return err
	}
	g := &grid{name: "Points", title: "What was simulated: a row for each point, with the values that differ",
		says: "what varies from point to point", source: pointsFile, frozen: 2, len: t.Len, narrow: len(t.Columns) < 10,
		columns: []column{numbers("point", 7), words("case", 32)}}
	for _, name := range t.Columns[1:] {
		g.columns = append(g.columns, words(name, widthOf(name)))
	}
	g.rows = func(yield func([]cell, error) bool) {
		for row, err := range t.Rows {
			if err != nil {
				yield(nil, err)
				return
			}
			cells := []cell{in(plainFormat, row[0]), {value: b.caseName(row[0].(int64))}}
			for _, v := range row[1:] {
				cells = append(cells, parameter(v.(string)))
			}
			if !yield(cells, nil) {
				return
			}
		}
	}
	return b.add(g)
}

// parameter is the value of a key as points.csv has it: a number where it reads as one.
func parameter(text string) cell {
	if text == "" {
		return cell{}
	}
	if x, err := strconv.ParseFloat(text, 64); err == nil {
		return in(magnitude(x), x)
	}
	return cell{value: text}
}

// widthOf is the width of a column of numbers under a long name, which is wrapped once.
func widthOf(name string) float64 { return float64(min(max(10, len(name)+4), 34)) }
