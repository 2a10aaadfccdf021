package page

import (
	_ "embed"
	"html/template"
	"io"
	"regexp"
	"strings"
)

// document is a report as the template reads it.
type document struct {
	Title    string
	Subtitle string
	CSS      template.CSS
	Sections []section
	Footer   string
}

// section is a chapter of the report.
type section struct {
	ID, Heading string
	Blocks      []block
}

// block is one thing below another. Exactly one of its fields is set.
type block struct {
	Heading string // of what follows
	Text    string
	Strong  string // a text that is set larger
	Doubt   string // a text in a box
	Items   []string
	Code    string // a command
	Table   *table
	Figure  *figure
	Slot    string // the picture of this name belongs here; the template shows none
}

// table has a heading for each column and for each row.
type table struct {
	ID      string
	Caption string
	Head    []string // of the columns, that of the row headings first
	Rows    []row
}

// Words reports whether a column, counted from 0 without that of the row headings, has words
// and not numbers.
func (t *table) Words(column int) bool {
	for _, r := range t.Rows {
		if column < len(r.Cells) {
			return r.Cells[column].Words
		}
	}
	return false
}

// row is a line of a table; without cells it is a heading of the rows below.
type row struct {
	Head  string
	Small string // below the heading
	Cells []cell
}

// cell is a number with its range below it, or words.
type cell struct {
	Main, Range string
	Words       bool
}

// figure is a picture with what explains it.
type figure struct {
	ID      string
	SVG     template.HTML
	Caption string
}

func para(s string) block   { return block{Text: s} }
func strong(s string) block { return block{Strong: s} }
func head(s string) block   { return block{Heading: s} }
func slot(s string) block   { return block{Slot: s} }
func code(s string) block   { return block{Code: s} }
func doubt(s string) block  { return block{Doubt: s} }
func words(s string) cell   { return cell{Main: s, Words: true} }

var (
	//go:embed page.html
	pageTemplate string
	//go:embed page.css
	style string

	page = template.Must(template.New("page").Funcs(template.FuncMap{"bound": bound, "add": func(a, b int) int { return a + b }}).Parse(pageTemplate))
)

// currency is a currency's code before an amount.
var currency = regexp.MustCompile(`\b([A-Z]{3}) (\d)`)

// bound keeps numbers together with the units beside them where lines break.
func bound(s string) string {
	s = currency.ReplaceAllString(s, "$1\u00a0$2")
	for _, unit := range []string{"%", "million", "thousand", "billion"} {
		s = strings.ReplaceAll(s, " "+unit, "\u00a0"+unit)
	}
	return s
}

// write fills in the template.
func (d *document) write(w io.Writer) error { return page.Execute(w, d) }
