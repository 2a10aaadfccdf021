package workbook

import (
	"fmt"
	"iter"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"channelsim/output/text"
)

// Every sheet but About is a table: a line that says what it is, then the names of the
// columns, which stay in sight and can be filtered, then the rows.
const (
	headRow  = 2
	firstRow = 3
)

// grid is a sheet with a table.
type grid struct {
	name      string
	title     string // what it is
	says      string // for About
	source    string // the file that has the whole
	columns   []column
	frozen    int // columns that stay in sight
	len       int // number of rows
	rows      iter.Seq2[[]cell, error]
	foot      []string // remarks below the table
	narrow    bool     // fits the width of a page
	beside    *aside   // a small table on the right
	picture   *excelize.Chart
	pictureAt int // column of its left edge
}

// column is a column's name and width, in characters.
type column struct {
	head  string
	width float64
	right bool // its cells are numbers, and stand on the right
}

// numbers is a column of numbers.
func numbers(head string, width float64) column { return column{head, width, true} }

// words is a column of texts.
func words(head string, width float64) column { return column{head, width, false} }

// aside is a small table beside the large one: no filter touches it.
type aside struct {
	at      int // its first column, from 1
	columns []column
	rows    [][]cell
}

// add writes a sheet.
func (b *book) add(g *grid) error {
	if err := b.newSheet(g.name); err != nil {
		return err
	}
	b.sheets = append(b.sheets, sheetInfo{g.name, g.says})
	fit := g.narrow
	if err := b.file.SetSheetProps(g.name, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	w, err := b.file.NewStreamWriter(g.name)
	if err != nil {
		return err
	}
	s := &sheet{book: b, grid: g, stream: w}
	for _, step := range []func() error{s.widths, s.head, s.body, s.footnotes, s.frame, s.draw} {
		if err := step(); err != nil {
			return fmt.Errorf("sheet %s: %w", g.name, err)
		}
	}
	return w.Flush()
}

// sheet is a grid that is being written.
type sheet struct {
	*book
	*grid
	stream *excelize.StreamWriter
	last   int // row that was written last
	values []any
}

// room is how many rows and columns of the table a sheet has room for.
func (s *sheet) room() (rows, columns int) {
	return min(s.len, s.options.Rows-headRow-len(s.foot)), min(len(s.grid.columns), s.options.Columns)
}

// shown are the columns for which there is room.
func (s *sheet) shown() []column {
	_, n := s.room()
	return s.grid.columns[:n]
}

// cut says what there is no room for, or nothing.
func (s *sheet) cut() string {
	rows, columns := s.room()
	says := ""
	if rows < s.len {
		says = fmt.Sprintf("only the first %s of %s rows are here", number(rows), number(s.len))
	}
	if columns < len(s.grid.columns) {
		if says != "" {
			says += ", and "
		}
		says += fmt.Sprintf("only the first %s of %s columns are here", number(columns), number(len(s.grid.columns)))
	}
	if says == "" {
		return ""
	}
	return says + ", as many as a sheet of Excel holds; " + s.source + " has the whole"
}

func number(n int) string { return text.Round(float64(n), 0) }

func (s *sheet) widths() error {
	if err := s.setWidths(1, s.shown()); err != nil || s.beside == nil {
		return err
	}
	return s.setWidths(s.beside.at, s.beside.columns)
}

func (s *sheet) setWidths(first int, columns []column) error {
	for i, c := range columns {
		if err := s.stream.SetColWidth(first+i, first+i, c.width); err != nil {
			return err
		}
	}
	return nil
}

// head writes the first two rows.
func (s *sheet) head() error {
	if err := s.stream.SetPanes(s.panes()); err != nil {
		return err
	}
	title := s.title
	if cut := s.cut(); cut != "" {
		title += ". CUT: " + cut
		s.cuts = append(s.cuts, "sheet "+s.grid.name+" is cut: "+cut)
	}
	if err := s.write(1, []cell{{title, look{kind: "title"}}}, nil, excelize.RowOpts{Height: 20}); err != nil {
		return err
	}
	beside := []column(nil)
	if s.beside != nil {
		beside = s.beside.columns
	}
	return s.write(headRow, heads(s.shown()), heads(beside), excelize.RowOpts{Height: lineHeight * float64(max(lines(s.shown()), lines(beside)))})
}

func heads(columns []column) []cell {
	cells := make([]cell, len(columns))
	for i, c := range columns {
		cells[i] = cell{c.head, look{kind: "head"}}
		if c.right {
			cells[i].kind = "head right"
		}
	}
	return cells
}

// lineHeight is the height of a line of text, in points.
const lineHeight = 15

// lines is the number of lines that the widest names of columns take, with the filter's arrow.
func lines(columns []column) int {
	n := 1
	for _, c := range columns {
		n = max(n, linesOf(c.head, c.width-3))
	}
	return n
}

// linesOf is about the number of lines that a text takes at a width in characters.
func linesOf(text string, width float64) int {
	n, used := 1, 0.0
	for word := range strings.FieldsSeq(text) {
		length := float64(utf8.RuneCountInString(word))
		if used > 0 && used+1+length > width {
			n, used = n+1, 0
		}
		n += int(length / (width + 1)) // a word that is longer than a line
		used += 1 + length
	}
	return n
}

func (s *sheet) panes() *excelize.Panes {
	corner, _ := excelize.CoordinatesToCellName(s.frozen+1, firstRow)
	p := &excelize.Panes{Freeze: true, XSplit: s.frozen, YSplit: headRow, TopLeftCell: corner, ActivePane: "bottomRight"}
	if s.frozen == 0 {
		p.ActivePane = "bottomLeft"
	}
	return p
}

// body writes the rows for which there is room.
func (s *sheet) body() error {
	most, columns := s.room()
	for row, err := range s.rows {
		if err != nil {
			return err
		}
		if s.last-headRow >= most {
			break
		}
		if err := s.write(s.last+1, row[:min(columns, len(row))], s.besideRow(s.last-headRow)); err != nil {
			return err
		}
	}
	for s.beside != nil && s.last-headRow < len(s.beside.rows) {
		if err := s.write(s.last+1, nil, s.besideRow(s.last-headRow)); err != nil {
			return err
		}
	}
	return nil
}

// besideRow is a row of the small table on the right, if it has so many.
func (s *sheet) besideRow(i int) []cell {
	if s.beside == nil || i >= len(s.beside.rows) {
		return nil
	}
	return s.beside.rows[i]
}

// write writes a row of the table and of what stands beside it.
func (s *sheet) write(row int, cells, beside []cell, opts ...excelize.RowOpts) error {
	s.last, s.values = row, s.values[:0]
	if h := s.height(cells); h > lineHeight && opts == nil {
		opts = []excelize.RowOpts{{Height: h}}
	}
	if err := s.append(cells); err != nil {
		return err
	}
	if len(beside) > 0 {
		for len(s.values) < s.beside.at-1 {
			s.values = append(s.values, nil)
		}
		if err := s.append(beside); err != nil {
			return err
		}
	}
	at, err := excelize.CoordinatesToCellName(1, row)
	if err != nil {
		return err
	}
	return s.stream.SetRow(at, s.values, opts...)
}

// height is what a row needs for its texts that are wrapped.
func (s *sheet) height(cells []cell) float64 {
	n := 1
	for i, c := range cells {
		if text, ok := c.value.(string); ok && c.kind == "wrap" {
			n = max(n, linesOf(text, 1.1*s.grid.columns[i].width))
		}
	}
	return lineHeight * float64(n)
}

func (s *sheet) append(cells []cell) error {
	for _, c := range cells {
		if c.value == nil || c.value == "" && c.kind != "section" {
			s.values = append(s.values, nil)
			continue
		}
		if _, text := c.value.(string); text && c.look == (look{}) {
			c.kind = "text"
		}
		id, err := s.style(c.look)
		if err != nil {
			return err
		}
		s.values = append(s.values, excelize.Cell{StyleID: id, Value: exact(c.value)})
	}
	return nil
}

// exact keeps whole numbers that Excel would round, such as seeds, as text.
func exact(v any) any {
	if n, ok := v.(int64); ok && (n > 1<<53 || n < -1<<53) {
		return fmt.Sprint(n)
	}
	return v
}

// footnotes writes the remarks below the table, one row apart from it if there is room.
func (s *sheet) footnotes() error {
	gap := min(1, s.options.Rows-s.last-len(s.foot))
	for i, note := range s.foot {
		if err := s.write(s.last+1+gap*max(0, 1-i), []cell{{note, look{kind: "remark"}}}, nil); err != nil {
			return err
		}
	}
	return nil
}

// frame adds what is not in cells: the filter, and how the sheet is printed.
func (s *sheet) frame() error {
	rows, columns := s.room()
	corner, err := excelize.CoordinatesToCellName(max(1, columns), headRow+max(1, rows))
	if err != nil {
		return err
	}
	if err := s.file.AutoFilter(s.grid.name, fmt.Sprintf("A%d:%s", headRow, corner), nil); err != nil {
		return err
	}
	if err := s.printed(); err != nil {
		return err
	}
	return s.paper(s.grid.name, s.narrow, fmt.Sprintf("$%d:$%d", headRow, headRow))
}

// printed lets of a sheet with a chart only that be printed, with its numbers: nobody wants
// thousands of rows on paper.
func (s *sheet) printed() error {
	if s.picture == nil {
		return nil
	}
	last, err := excelize.ColumnNumberToName(s.beside.at + len(s.beside.columns) - 1)
	if err != nil {
		return err
	}
	first, err := excelize.ColumnNumberToName(s.pictureAt)
	if err != nil {
		return err
	}
	return s.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Area", Scope: s.grid.name,
		RefersTo: fmt.Sprintf("'%s'!$%s$%d:$%s$%d", s.grid.name, first, headRow, last, max(headRow+len(s.beside.rows), pictureLast))})
}

// paper says how a sheet is printed: across, with page numbers and, where repeat names
// rows, with these on every page.
func (b *book) paper(sheet string, narrow bool, repeat string) error {
	a4, orientation, one, many := 9, "landscape", 1, 0
	layout := &excelize.PageLayoutOptions{Size: &a4, Orientation: &orientation}
	if narrow {
		layout.FitToWidth, layout.FitToHeight = &one, &many
	}
	if err := b.file.SetPageLayout(sheet, layout); err != nil {
		return err
	}
	if err := b.file.SetHeaderFooter(sheet, &excelize.HeaderFooterOptions{OddFooter: "&L&A&Rpage &P of &N"}); err != nil || repeat == "" {
		return err
	}
	return b.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: "'" + sheet + "'!" + repeat, Scope: sheet})
}

// draw adds the chart, and a link to it where one looks first.
func (s *sheet) draw() error {
	if s.picture == nil {
		return nil
	}
	at, err := excelize.CoordinatesToCellName(s.pictureAt, firstRow)
	if err != nil {
		return err
	}
	if err := s.file.SetCellHyperLink(s.grid.name, "A1", "'"+s.grid.name+"'!"+at, "Location"); err != nil {
		return err
	}
	return s.file.AddChart(s.grid.name, at, s.picture)
}
