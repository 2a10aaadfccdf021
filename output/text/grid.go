package text

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	gotext "github.com/jedib0t/go-pretty/v6/text"
)

// Grid is a table for people that fits the width it is given. Numbers stand under each other
// with their intervals behind. Where that is too wide, cells are wrapped, an interval below
// its number, a name at its joints; and where not even the words fit, every row becomes a card.
type Grid struct {
	head  []string
	rows  [][]string // nil: a line across; the next row is a title
	ruled bool       // lines between columns
	plain bool
	width int // 0: any
}

// NewGrid is a grid without rows. Its width may be 0, for any.
func NewGrid(width int, plain bool, head ...string) *Grid {
	return &Grid{head: head, plain: plain, width: width}
}

// Add adds a row. Cells that are missing are empty.
func (g *Grid) Add(cells ...string) {
	g.rows = append(g.rows, append(cells, make([]string, len(g.head)-len(cells))...))
}

// part begins a part of the table with a title.
func (g *Grid) part(title string) {
	g.rows = append(g.rows, nil)
	g.Add(title)
}

// String draws the grid, without a newline at its end.
func (g *Grid) String() string {
	if drawn, ok := g.table(); ok {
		return drawn
	}
	return g.cards()
}

// table draws the grid as a table; not ok where it is too wide for one.
func (g *Grid) table() (drawn string, ok bool) {
	aligned := g.aligned()
	if g.width == 0 || total(aligned.widths(), g.ruled) <= g.width {
		return aligned.draw(nil), true
	}
	fair := fairText
	if g.ruled {
		fair = fairRuled
	}
	if room, ok := aligned.shrunk(fair); ok {
		return aligned.draw(room), true
	}
	stacked := g.stacked()
	if room, ok := stacked.shrunk(leastText); ok {
		return stacked.draw(room), true
	}
	return "", false
}

// How narrow a column of words may become where it was wider: with intervals behind their
// numbers, the same between lines, and with intervals below their numbers. A column of prose
// must stay readable.
const (
	fairText   = 16
	fairRuled  = 24
	leastText  = 8
	prose      = 40
	leastProse = 24
)

// stacked is the grid with intervals below their numbers.
func (g *Grid) stacked() *Grid {
	return g.changed(func(column int, cell string) string {
		if g.numeric(column) {
			return strings.Replace(cell, " [", "\n[", 1)
		}
		return cell
	})
}

// changed is a copy of the grid with other cells.
func (g *Grid) changed(change func(column int, cell string) string) *Grid {
	c := *g
	c.rows = nil
	for _, row := range g.rows {
		var cells []string
		for i, cell := range row {
			cells = append(cells, change(i, cell))
		}
		c.rows = append(c.rows, cells)
	}
	return &c
}

// total is the width of a table with such columns: each has a space on either side.
func total(widths []int, ruled bool) int {
	n := 0
	for _, w := range widths {
		n += w + 2
	}
	if ruled {
		n += len(widths) - 1
	}
	return n
}

// widths are those of the columns as they are.
func (g *Grid) widths() []int {
	widths := make([]int, len(g.head))
	for i := range g.head {
		widths[i] = max(widest(g.head[i]), g.cellWidth(i))
	}
	return widths
}

// cellWidth is the width of a column without its head.
func (g *Grid) cellWidth(column int) int {
	n := 0
	for _, row := range g.rows {
		if row != nil {
			n = max(n, widest(row[column]))
		}
	}
	return n
}

// isNumber knows numbers, with or without a sign, a unit, an interval; a dash is an undefined one.
var isNumber = regexp.MustCompile(`^[+-]?\d[\d,.e+-]*( \S{1,3})?([ \n]\[[^\]]*\]( \S{1,3})?)?$|^-?$`)

// numeric reports whether a column holds numbers.
func (g *Grid) numeric(column int) bool {
	any := false
	for _, row := range g.rows {
		if row == nil || row[column] == "" {
			continue
		}
		if !isNumber.MatchString(row[column]) {
			return false
		}
		any = any || row[column] != "-"
	}
	return any
}

// aligned is the grid with numbers under each other: their last digits, or units, and
// then their intervals.
func (g *Grid) aligned() *Grid {
	room := make([]int, len(g.head)) // for the number before an interval
	head := slices.Clone(g.head)
	for i := 1; i < len(head); i++ {
		if !g.numeric(i) {
			continue
		}
		intervals := false
		for _, row := range g.rows {
			if row != nil {
				number, _, found := strings.Cut(row[i], " [")
				room[i], intervals = max(room[i], widest(number)), intervals || found
			}
		}
		if !intervals {
			room[i] = max(room[i], widest(head[i]))
			head[i] = left(head[i], room[i])
		}
	}
	a := g.changed(func(column int, cell string) string {
		number, _, _ := strings.Cut(cell, " [")
		if cell == "" {
			return ""
		}
		return left(number, room[column]) + strings.TrimPrefix(cell, number)
	})
	a.head = head
	return a
}

// shrunk finds widths at which the table fits, taking from the widest column of words first;
// not ok where these would become narrower than least, or words would have to be cut.
func (g *Grid) shrunk(least int) (room []int, ok bool) {
	room = g.widths()
	floor := make([]int, len(room))
	for i := range room {
		if i > 0 && g.numeric(i) {
			floor[i] = max(g.longest(i, g.head), g.cellWidth(i))
		} else {
			floor[i] = max(min(room[i], least), g.longest(i, append(g.rows, g.head)...))
			if room[i] > prose {
				floor[i] = max(floor[i], leastProse)
			}
		}
	}
	for total(room, g.ruled) > g.width {
		widest := -1
		for i := range room {
			if room[i] > floor[i] && (widest < 0 || room[i] > room[widest]) {
				widest = i
			}
		}
		if widest < 0 {
			return nil, false
		}
		room[widest]--
	}
	return room, true
}

// longest is the width of a column's longest word in some rows, names cut at their joints.
func (g *Grid) longest(column int, rows ...[]string) int {
	n := 0
	for _, row := range rows {
		if row == nil {
			continue
		}
		for _, word := range words(row[column]) {
			for _, part := range joints(word) {
				n = max(n, widest(part))
			}
		}
	}
	return n
}

// draw draws the table, with cells wrapped at room if that is not nil.
func (g *Grid) draw(room []int) string {
	t := table.NewWriter()
	t.SetStyle(table.StyleLight)
	t.Style().Options.DrawBorder = false
	t.Style().Options.SeparateColumns = g.ruled
	t.Style().Format.Header = gotext.FormatDefault
	if !g.plain {
		t.Style().Color.Header = gotext.Colors{gotext.Bold}
	}
	wrapped := func(cells []string) table.Row {
		row := make(table.Row, len(cells))
		for i, cell := range cells {
			if room != nil && widest(cell) > room[i] {
				cell = wrapCell(cell, room[i])
			}
			row[i] = cell
		}
		return row
	}
	t.AppendHeader(wrapped(g.head))
	for _, row := range g.rows {
		if row == nil {
			t.AppendSeparator()
			continue
		}
		t.AppendRow(wrapped(row))
	}
	return trimRight(t.Render())
}

// cards writes each row below its first cell, which is its heading.
func (g *Grid) cards() string {
	var b strings.Builder
	margin := 0
	for i, name := range g.head {
		if first, rest, more := strings.Cut(name, "\n"); i > 0 && more { // what the heads say beside the name stands above
			b.WriteString(Wrap(first+" "+rest, g.width) + "\n")
		}
		if first, _, _ := strings.Cut(name, "\n"); i > 0 {
			margin = max(margin, widest(first))
		}
	}
	margin = min(margin+2, g.width/2)
	for _, row := range g.rows {
		if row == nil {
			b.WriteString("\n")
			continue
		}
		heading := strings.TrimSpace(g.head[0] + " " + strings.ReplaceAll(row[0], "\n", " "))
		b.WriteString(bold(wrapCell(heading, g.width), g.plain) + "\n")
		for i := 1; i < len(row); i++ {
			if row[i] == "" {
				continue
			}
			name, _, _ := strings.Cut(g.head[i], "\n")
			b.WriteString(card(name, strings.ReplaceAll(row[i], "\n", " "), margin, g.width))
		}
	}
	return strings.TrimRight(b.String(), "\n")
}

// card is a line of a card: what it is, and its value.
func card(name, value string, margin, width int) string {
	names := strings.Split(wrapCell(name, margin-2), "\n")
	values := strings.Split(wrapCell(value, width-margin-2), "\n")
	if name == "" {
		names, values = []string{""}, strings.Split(wrapCell(value, width-2), "\n")
		margin = 0
	}
	var b strings.Builder
	for i := range max(len(names), len(values)) {
		var a, v string
		if i < len(names) {
			a = names[i]
		}
		if i < len(values) {
			v = values[i]
		}
		fmt.Fprintln(&b, strings.TrimRight("  "+pad(a, margin)+v, " "))
	}
	return b.String()
}

// wrapCell breaks a cell, whose own lines stay, at spaces and, where a word is wider, at its joints.
func wrapCell(cell string, width int) string {
	var lines []string
	for line := range strings.SplitSeq(cell, "\n") {
		lines = append(lines, fold(words(line), width))
	}
	return strings.Join(lines, "\n")
}

// fold puts words into lines of at most so many runes; words that are wider are cut at
// their joints, and where that does not help anywhere.
func fold(all []string, width int) string {
	width = max(1, width)
	var b strings.Builder
	used := 0
	put := func(piece string, gap int) {
		n := widest(piece)
		if used > 0 && used+gap+n > width {
			b.WriteByte('\n')
			used = 0
		}
		if used > 0 {
			b.WriteString(strings.Repeat(" ", gap))
			used += gap
		}
		b.WriteString(piece)
		used += n
	}
	for _, word := range all {
		if widest(word) <= width {
			put(word, 1)
			continue
		}
		gap := 1
		for _, joint := range joints(word) {
			runes := []rune(joint)
			for len(runes) > width {
				put(string(runes[:width]), gap)
				runes, gap = runes[width:], 0
			}
			put(string(runes), gap)
			gap = 0
		}
	}
	return b.String()
}

// words are what must stand together: a number with its unit, an interval.
func words(s string) []string {
	var all []string
	inside := false
	for _, field := range strings.Fields(s) {
		if inside || len(all) > 0 && unitsOfNumbers[field] && numberAtEnd.MatchString(all[len(all)-1]) {
			all[len(all)-1] += " " + field
		} else {
			all = append(all, field)
		}
		switch {
		case strings.HasPrefix(field, "[") && !strings.Contains(field, "]"):
			inside = true
		case strings.Contains(field, "]"):
			inside = false
		}
	}
	return all
}

// unitsOfNumbers stay with the number before them.
var (
	unitsOfNumbers = map[string]bool{"%": true, "x": true, "pts": true}
	numberAtEnd    = regexp.MustCompile(`[\d\]]$`)
)

// joint is where a long name may be broken: after a mark between letters.
var joint = regexp.MustCompile(`[._/@\\-][A-Za-z*]`)

// joints are the parts of a word at which it may be broken.
func joints(word string) []string {
	var parts []string
	for {
		at := joint.FindStringIndex(word)
		if at == nil || strings.HasPrefix(word, "[") {
			return append(parts, word)
		}
		parts, word = append(parts, word[:at[0]+1]), word[at[0]+1:]
	}
}
