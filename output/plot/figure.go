package plot

import (
	"slices"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Figure is a page: a title that says the finding, a key, panels in a grid, a
// caption that says where the numbers come from.
type Figure struct {
	Title   string
	Caption string

	kind    string // of picture and what it is about, for Alt
	key     []keyEntry
	panels  []*plot.Plot // row by row
	columns int
	across  string            // label of the horizontal axes of all panels; may be empty
	under   *riskTable        // below a single panel; may be nil
	fit     []func(vg.Length) // make words fit a panel of a width, before it is drawn

	// arrange puts the panels in rows and columns for a page of some width; may be nil.
	arrange func(size vg.Point) ([]*plot.Plot, int)
}

// Picture is a figure with the name of its files.
type Picture struct {
	Name string
	*Figure
}

// keyEntry explains one look of the panels.
type keyEntry struct {
	text string
	draw func(draw.Canvas) // draws a swatch that fills the canvas
}

func (f *Figure) draw(c draw.Canvas) {
	c.SetColor(rgb(255, 255, 255))
	c.Fill(c.Rectangle.Path())
	c = draw.Crop(c, margin, -margin, margin, -margin)
	top := f.drawTitle(c)
	top = f.drawKey(draw.Crop(c, 0, 0, 0, top-c.Max.Y))
	bottom := f.drawCaption(c)
	f.drawPanels(draw.Crop(c, 0, 0, bottom-c.Min.Y, top-c.Max.Y))
}

// drawTitle returns the height at which the title ends. A title that takes more
// than two lines shrinks, then takes more lines: it is never cut off.
func (f *Figure) drawTitle(c draw.Canvas) vg.Length {
	size := vg.Length(titleSize)
	sty := bold(style(size, ink))
	lines := wrap(f.Title, sty, c.Size().X)
	for len(lines) > 2 && size > smallTitle {
		size--
		sty = bold(style(size, ink))
		lines = wrap(f.Title, sty, c.Size().X)
	}
	return drawLines(c, sty, balanced(f.Title, sty, c.Size().X), c.Max.Y) - 6
}

// balanced breaks a text into as many lines as wrap does, of about the same length.
func balanced(s string, sty draw.TextStyle, width vg.Length) []string {
	lines := wrap(s, sty, width)
	for narrow := lines; len(narrow) == len(lines) && len(lines) > 1; {
		lines = narrow
		width *= 0.97
		narrow = wrap(s, sty, width)
	}
	return lines
}

// drawCaption returns the height at which the caption begins.
func (f *Figure) drawCaption(c draw.Canvas) vg.Length {
	sty := style(captionSize, faint)
	lines := wrap(f.Caption, sty, c.Size().X)
	top := c.Min.Y + vg.Length(len(lines))*lineHeight(sty)
	drawLines(c, sty, lines, top)
	return top + 8
}

func drawLines(c draw.Canvas, sty draw.TextStyle, lines []string, top vg.Length) vg.Length {
	for _, line := range lines {
		c.FillText(sty, vg.Point{X: c.Min.X, Y: top}, line)
		top -= lineHeight(sty)
	}
	return top
}

func lineHeight(sty draw.TextStyle) vg.Length { return 1.25 * sty.Font.Size }

// wrap breaks a text into lines no wider than width; a single word that is
// wider is broken too.
func wrap(s string, sty draw.TextStyle, width vg.Length) []string {
	var lines []string
	line := ""
	for _, word := range together(s) {
		for word != "" && sty.Width(word) > width {
			head := []rune(word)
			for len(head) > 1 && sty.Width(string(head)) > width {
				head = head[:len(head)-1]
			}
			if line != "" {
				lines = append(lines, line)
				line = ""
			}
			lines = append(lines, string(head))
			word = word[len(string(head)):]
		}
		switch {
		case line == "":
			line = word
		case sty.Width(line+" "+word) > width:
			lines = append(lines, line)
			line = word
		default:
			line += " " + word
		}
	}
	return append(lines, line)
}

// together are the words of a text; a per cent sign stays with its number.
func together(s string) []string {
	var words []string
	for _, word := range strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '\n' }) { // not where a break is forbidden
		if last := len(words) - 1; strings.HasPrefix(word, "%") && last >= 0 {
			words[last] += " " + word
			continue
		}
		words = append(words, word)
	}
	return words
}

// drawKey draws the key as one row, or more where it is wide, and returns the
// height at which it ends.
func (f *Figure) drawKey(c draw.Canvas) vg.Length {
	const swatch, gap = 28, 8
	sty := style(tickSize, ink)
	x, y := c.Min.X, c.Max.Y
	for _, k := range f.key {
		width := swatch + gap + sty.Width(k.text)
		if x > c.Min.X && x+width > c.Max.X {
			x, y = c.Min.X, y-lineHeight(sty)
		}
		box := draw.Canvas{Canvas: c.Canvas, Rectangle: vg.Rectangle{
			Min: vg.Point{X: x, Y: y - sty.Font.Size}, Max: vg.Point{X: x + swatch, Y: y - 1}}}
		k.draw(box)
		c.FillText(sty, vg.Point{X: x + swatch + gap, Y: y}, k.text)
		x += width + 3*gap
	}
	return y - lineHeight(sty) - 8
}

func (f *Figure) drawPanels(c draw.Canvas) {
	const gap = 18
	panels, columns := f.arranged(c.Size())
	for _, fit := range f.fit {
		fit((c.Size().X - 10 - gap*vg.Length(columns-1)) / vg.Length(columns))
	}
	whole := c
	c = draw.Crop(c, 0, 0, f.under.height()+f.drawAcross(c), 0)
	rows := rowsOf(len(panels), columns)
	defer shortLabels(panels, max(60, c.Size().Y/vg.Length(rows)-60))()
	grid := draw.Tiles{Rows: rows, Cols: columns, PadX: gap, PadY: gap, PadRight: 10}
	tiles := make([][]*plot.Plot, rows)
	for i, p := range panels {
		tiles[i/columns] = append(tiles[i/columns], p)
	}
	for r := range tiles {
		for len(tiles[r]) < columns {
			tiles[r] = append(tiles[r], emptyPanel())
		}
	}
	for r, canvases := range plot.Align(tiles, grid, c) {
		for i, canvas := range canvases {
			tiles[r][i].Draw(canvas)
			f.under.draw(whole, c.Min.Y, canvas, tiles[r][i])
		}
	}
}

// arranged are the panels, row by row, and the columns of a page of some size: fewer than
// usual where panels would get too narrow and there is height for them, and more where they
// would get too low and there is width.
func (f *Figure) arranged(size vg.Point) ([]*plot.Plot, int) {
	if f.arrange != nil {
		return f.arrange(size)
	}
	columns := f.columns
	for columns > 1 && size.X < vg.Length(leastPanel*columns) && size.Y > vg.Length(lowPanel*rowsOf(len(f.panels), columns-1)) {
		columns--
	}
	for columns < len(f.panels) && size.Y < vg.Length(tooLow*rowsOf(len(f.panels), columns)) && size.X > vg.Length(leastPanel*(columns+1)*3/4) {
		columns++
	}
	return f.panels, columns
}

// shortLabels breaks the labels of vertical axes that are longer than a height and leaves out
// every second number where they would touch, and returns what makes them whole again.
func shortLabels(panels []*plot.Plot, height vg.Length) func() {
	whole, marks := make([]string, len(panels)), make([]plot.Ticker, len(panels))
	for i, p := range panels {
		whole[i], marks[i] = p.Y.Label.Text, p.Y.Tick.Marker
		p.Y.Tick.Marker = fewer(marks[i].Ticks(p.Y.Min, p.Y.Max), height)
		p.Y.Label.Text = strings.Join(wrap(whole[i], style(labelSize, ink), height), "\n")
	}
	return func() {
		for i, p := range panels {
			p.Y.Label.Text, p.Y.Tick.Marker = whole[i], marks[i]
		}
	}
}

// fewer leaves every second number out where there is no height for all; names stay.
func fewer(marks []plot.Tick, height vg.Length) plot.Ticker {
	marks = slices.Clone(marks)
	number := len(marks) > 0 && strings.IndexAny(marks[0].Label, "-0123456789") == 0
	for i := range marks {
		if number && i%2 == 1 && vg.Length(len(marks))*tickSize > height {
			marks[i].Label = " "
		}
	}
	return plot.ConstantTicks(marks)
}

// drawAcross labels the axes of all panels at once, and returns the room that it took.
func (f *Figure) drawAcross(c draw.Canvas) vg.Length {
	if f.across == "" {
		return 0
	}
	sty := style(labelSize, ink)
	sty.XAlign, sty.YAlign = draw.XCenter, draw.YBottom
	c.FillText(sty, vg.Point{X: c.Center().X, Y: c.Min.Y}, f.across)
	return lineHeight(sty)
}

// words sets the names along a horizontal axis, broken so that they fit.
func (f *Figure) words(p *plot.Plot, names []string) {
	f.fit = append(f.fit, func(width vg.Length) {
		var broken []string
		for _, name := range names {
			var lines []string
			for _, part := range strings.Split(name, "\n") {
				lines = append(lines, wrap(part, style(tickSize, ink), (width-100)/vg.Length(len(names)))...)
			}
			broken = append(broken, strings.Join(lines, "\n"))
		}
		low, high := p.X.Min, p.X.Max
		p.NominalX(broken...)
		p.X.Min, p.X.Max = low, high
	})
}

// heading sets a panel's title, broken where it would be wider than the panel.
func (f *Figure) heading(p *plot.Plot, title string) {
	p.Title.Text = title
	f.fit = append(f.fit, func(width vg.Length) {
		p.Title.Text = strings.Join(wrap(title, style(labelSize, ink), width-20), "\n")
	})
}

// weeks labels a panel's horizontal axis in weeks or in calendar time; from is the first week shown.
func (f *Figure) weeks(p *plot.Plot, from, weeks int, start string) {
	f.fit = append(f.fit, func(width vg.Length) { weekAxis(&p.X, from, weeks, start, max(2, int(width/tickRoom(start)))) })
}

// tickRoom is the width that the label of a week takes, or that of a date.
func tickRoom(start string) vg.Length {
	if start == "" {
		return 60
	}
	return 85
}
