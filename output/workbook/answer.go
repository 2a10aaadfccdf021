package workbook

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"channelsim/output/folder"
	"channelsim/sim"
)

// answer has the rows of commands that answer with rows of their own.
func (b *book) answer() error {
	if b.said.Command == "run" {
		return nil // its rows are those of the summary
	}
	g := b.fields("Answer", b.said.Rows)
	g.title = fmt.Sprintf("Answer of %s: %s", b.said.Command, b.headline())
	g.says = "the answer of " + b.said.Command + ", as result.json has it, each number in doubt with its 95 % interval and the number of runs behind it"
	g.foot = b.remarks()
	return b.add(g)
}

// hinges says what the verdict of a comparison hinges on, if that was asked.
func (b *book) hinges() error {
	if len(b.said.Hinges) == 0 {
		return nil
	}
	g := b.fields("Hinges", b.said.Hinges)
	g.title = "What the verdict hinges on: the comparison again with each assumption that nobody can be sure of lower and higher"
	g.says = "which uncertain assumptions would turn the verdict"
	return b.add(g)
}

// field is a column of an answer.
type field struct {
	name  string
	doubt bool // a number with its interval
}

// fields makes a table of rows with names. An outcome's label comes before its key.
func (b *book) fields(name string, rows [][]folder.Field) *grid {
	fields := fieldsOf(rows)
	g := &grid{name: name, source: "result.json", len: len(rows), narrow: true}
	for _, f := range fields {
		switch {
		case f.doubt:
			says := spaced(f.name)
			g.columns = append(g.columns, numbers(says+": mean", 15), numbers(says+": 95 % low", 15), numbers(says+": 95 % high", 15), numbers(says+": n", 12))
		case f.name == "metric":
			g.columns = append(g.columns, words("outcome", 30), words(f.name, 24))
		default:
			width, numeric := widthIn(f.name, rows)
			g.columns = append(g.columns, column{f.name, width, numeric})
		}
	}
	g.rows = func(yield func([]cell, error) bool) {
		for _, row := range rows {
			if !yield(b.answerRow(fields, row), nil) {
				return
			}
		}
	}
	return g
}

// spaced is a field's name as words.
func spaced(name string) string { return strings.ReplaceAll(name, "_", " ") }

// fieldsOf lists the columns of rows, in their order.
func fieldsOf(rows [][]folder.Field) []field {
	var all []field
	for _, row := range rows {
		for _, f := range row {
			_, doubt := f.Value.(folder.Doubt)
			if i := slices.IndexFunc(all, func(g field) bool { return g.name == f.Name }); i < 0 {
				all = append(all, field{f.Name, doubt})
			}
		}
	}
	return all
}

// widthIn is the width that a column's texts need, within reason, and whether there are none
// but numbers.
func widthIn(name string, rows [][]folder.Field) (width float64, numeric bool) {
	n, numeric := len(name)+4, true
	for _, row := range rows {
		if s, ok := find(row, name).(string); ok {
			n, numeric = max(n, utf8.RuneCountInString(s)+2), false
		}
	}
	return float64(min(max(n, 10), longText)), numeric
}

// longText is the width of a column from which texts are wrapped.
const longText = 50

// prose is a text that is wrapped if it is long.
func prose(text string) cell {
	if utf8.RuneCountInString(text) > longText {
		return cell{text, look{kind: "wrap"}}
	}
	return cell{value: text}
}

func find(row []folder.Field, name string) any {
	for _, f := range row {
		if f.Name == name {
			return f.Value
		}
	}
	return nil
}

func (b *book) answerRow(fields []field, row []folder.Field) []cell {
	metric, _ := find(row, "metric").(string)
	var cells []cell
	for _, f := range fields {
		value := find(row, f.name)
		switch v := value.(type) {
		case folder.Doubt:
			for _, x := range []float64{float64(v.Mean), float64(v.CILow), float64(v.CIHigh)} {
				cells = append(cells, b.valued(f.name, metric, x))
			}
			cells = append(cells, in(wholeFormat, int64(v.N)))
		case float64:
			cells = append(cells, b.valued(f.name, metric, v))
		case string:
			if f.name == "metric" {
				cells = append(cells, cell{value: label(v)})
			}
			cells = append(cells, prose(v))
		default:
			cells = append(cells, cell{value: value})
			if f.doubt {
				cells = append(cells, cell{}, cell{}, cell{})
			}
		}
	}
	return cells
}

// inUnit are fields whose values are in the unit of the row's outcome, with what may stand
// before them.
var inUnit = []string{"value", "full", "off", "difference", "change", "regret", "downside", "indifference", "mu_star", "mu", "sigma", "chance"}

// valued is a number of an answer in its unit, as far as that is known.
func (b *book) valued(name, metric string, x float64) cell {
	if undefined(x) {
		return cell{}
	}
	own := strings.TrimPrefix(strings.TrimPrefix(name, "a_"), "b_")
	switch {
	case own == "best":
		return in(shareFormat, x)
	case sim.MetricIndex(metric) >= 0 && slices.Contains(inUnit, own):
		return in(b.format(metric, true), x)
	}
	return in(magnitude(x), x)
}
