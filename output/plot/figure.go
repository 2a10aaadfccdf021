package plot

import (
	"bytes"
	"fmt"
	"html"
	"io"
	"os"
	"path/filepath"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
	"gonum.org/v1/plot/vg/vgsvg"
)

// Figure is a page: a title that says the finding, a key, panels in a grid, a
// caption that says where the numbers come from.
type Figure struct {
	Title   string
	Caption string

	key     []keyEntry
	panels  []*plot.Plot // row by row
	columns int
}

// Picture is a figure with the name of its files.
type Picture struct {
	Name string
	*Figure
}

// SaveAll writes each picture as NAME.svg and NAME.png into a folder that exists.
func SaveAll(dir string, pictures []Picture) error {
	for _, p := range pictures {
		if err := p.Save(dir, p.Name); err != nil {
			return err
		}
	}
	return nil
}

// keyEntry explains one look of the panels.
type keyEntry struct {
	text string
	draw func(draw.Canvas) // draws a swatch that fills the canvas
}

// WriteSVG writes the page as SVG.
func (f *Figure) WriteSVG(w io.Writer) error {
	c := vgsvg.New(pageWidth, pageHeight)
	f.draw(draw.New(c))
	var b bytes.Buffer
	if _, err := c.WriteTo(&b); err != nil {
		return err
	}
	// Liberation Sans is rarely installed; the others have the same widths.
	svg := strings.ReplaceAll(b.String(), "font-family:Liberation Sans;", "font-family:Liberation Sans,Arial,Helvetica,sans-serif;")
	svg = strings.Replace(svg, "<g ", "<title>"+html.EscapeString(f.Title)+"</title>\n<g ", 1)
	_, err := io.WriteString(w, svg)
	return err
}

// WritePNG writes the page as PNG of 1600 by 900 pixels.
func (f *Figure) WritePNG(w io.Writer) error { return f.writePNG(w, dpi) }

func (f *Figure) writePNG(w io.Writer, dotsPerInch int) error {
	c := vgimg.NewWith(vgimg.UseWH(pageWidth, pageHeight), vgimg.UseDPI(dotsPerInch))
	f.draw(draw.New(c))
	_, err := vgimg.PngCanvas{Canvas: c}.WriteTo(w)
	return err
}

// Save writes NAME.svg and NAME.png into a folder that exists.
func (f *Figure) Save(dir, name string) error {
	for ending, write := range map[string]func(io.Writer) error{".svg": f.WriteSVG, ".png": f.WritePNG} {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			return fmt.Errorf("%s%s: %w", name, ending, err)
		}
		if err := os.WriteFile(filepath.Join(dir, name+ending), b.Bytes(), 0o666); err != nil {
			return err
		}
	}
	return nil
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
	sty := style(size, ink, true)
	lines := wrap(f.Title, sty, c.Size().X)
	for len(lines) > 2 && size > smallTitle {
		size--
		sty = style(size, ink, true)
		lines = wrap(f.Title, sty, c.Size().X)
	}
	return drawLines(c, sty, lines, c.Max.Y) - 6
}

// drawCaption returns the height at which the caption begins.
func (f *Figure) drawCaption(c draw.Canvas) vg.Length {
	sty := style(captionSize, faint, false)
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
	for _, word := range strings.Fields(s) {
		for sty.Width(word) > width {
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

// drawKey draws the key as one row, or more where it is wide, and returns the
// height at which it ends.
func (f *Figure) drawKey(c draw.Canvas) vg.Length {
	const swatch, gap = 28, 8
	sty := style(tickSize, ink, false)
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
	rows := (len(f.panels) + f.columns - 1) / f.columns
	grid := draw.Tiles{Rows: rows, Cols: f.columns, PadX: gap, PadY: gap, PadRight: 10}
	tiles := make([][]*plot.Plot, rows)
	for i, p := range f.panels {
		tiles[i/f.columns] = append(tiles[i/f.columns], p)
	}
	for r := range tiles {
		for len(tiles[r]) < f.columns {
			tiles[r] = append(tiles[r], nil)
		}
	}
	for r, canvases := range plot.Align(tiles, grid, c) {
		for i, canvas := range canvases {
			if p := tiles[r][i]; p != nil {
				p.Draw(canvas)
			}
		}
	}
}
