package plot

import (
	"bytes"
	"fmt"
	"html"
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
	"gonum.org/v1/plot/vg/vgsvg"
)

// Formats are the kinds of files that pictures are written as; Usual are those that a run leaves.
var (
	Formats = []string{"svg", "png", "pdf"}
	Usual   = []string{"svg", "png"}
)

// Size is how large a picture is.
type Size struct {
	Width, Height vg.Length
	dots          float64 // of a PNG, per inch
}

// Slide is the usual size, a slide's shape: 13.3 by 7.5 inches, 1600 by 900 dots.
var Slide = Size{pageWidth, pageHeight, dpi}

// Sizes that can be drawn. What is smaller has no room for words that can be read.
const (
	leastWidth, leastHeight = 384, 216 // points
	leastScale              = 0.42     // words of 6 points
	longest                 = 100 * vg.Inch
	mostDots                = 8000 // of a side of a PNG
	flattest                = 3    // times as wide as high, or as high as wide
	print                   = 300  // dots per inch of a size in cm, mm or in
)

var (
	sizeForm = regexp.MustCompile(`^\s*(\d+(?:\.\d+)?)\s*[x×]\s*(\d+(?:\.\d+)?)\s*(px|cm|mm|in)?\s*$`)
	units    = map[string]vg.Length{"": vg.Inch / dpi, "px": vg.Inch / dpi, "mm": vg.Millimeter, "cm": vg.Centimeter, "in": vg.Inch}
)

// ParseSize reads 1600x900 (dots), 16x9cm, 160x90mm or 16x9in. The error says what is allowed.
func ParseSize(s string) (Size, error) {
	m := sizeForm.FindStringSubmatch(s)
	if m == nil {
		return Size{}, fmt.Errorf("must be WIDTHxHEIGHT in px, cm, mm or in, for instance 1600x900px, 16x9cm or 13.3x7.5in")
	}
	w, _ := strconv.ParseFloat(m[1], 64)
	h, _ := strconv.ParseFloat(m[2], 64)
	unit := units[m[3]]
	size := Size{vg.Length(w) * unit, vg.Length(h) * unit, dpi}
	if m[3] != "" && m[3] != "px" {
		size.dots = print
	}
	long, short := max(size.Width, size.Height), min(size.Width, size.Height)
	switch {
	case size.Width < leastWidth-1e-9 || size.Height < leastHeight-1e-9:
		return Size{}, fmt.Errorf("is too small for words that can be read: must be at least 640x360px, 13.6x7.7cm or 5.4x3in")
	case long > longest || size.dots == dpi && float64(long/vg.Inch)*dpi > mostDots+1e-6:
		return Size{}, fmt.Errorf("is too large: must be at most %d px or %d in (%d cm) on a side", mostDots, int(longest/vg.Inch), int(longest/vg.Centimeter))
	case long > flattest*short:
		return Size{}, fmt.Errorf("is too flat: the long side must be at most %d times the short one", flattest)
	}
	size.dots = math.Min(size.dots, mostDots/float64(long/vg.Inch))
	return size, nil
}

// scale is by how much everything is larger than on the usual page. Words grow with the
// page and never get smaller than leastScale: then there is less room between them.
func (s Size) scale() float64 {
	scale := math.Max(leastScale, math.Sqrt(float64(s.Width*s.Height)/(pageWidth*pageHeight)))
	return math.Round(scale*s.dots) / s.dots // vgimg wants whole dots per inch
}

// layout is the page on which things are laid out at their usual size.
func (s Size) layout() (w, h vg.Length) {
	k := vg.Length(s.scale())
	return s.Width / k, s.Height / k
}

// Write writes the page in one of the Formats.
func (f *Figure) Write(w io.Writer, format string, s Size) error {
	switch format {
	case "svg":
		return f.writeSVG(w, s)
	case "png":
		return f.writePNG(w, s)
	case "pdf":
		return f.writePDF(w, s)
	}
	return fmt.Errorf("%s: must be one of %s", format, strings.Join(Formats, ", "))
}

// WriteSVG writes the page as SVG of the usual size.
func (f *Figure) WriteSVG(w io.Writer) error { return f.writeSVG(w, Slide) }

// WritePNG writes the page as PNG of 1600 by 900 pixels.
func (f *Figure) WritePNG(w io.Writer) error { return f.writePNG(w, Slide) }

var svgSize = regexp.MustCompile(`<svg width="[^"]*" height="[^"]*"`)

func (f *Figure) writeSVG(w io.Writer, s Size) error {
	width, height := s.layout()
	c := vgsvg.New(width, height)
	f.draw(draw.New(c))
	var b bytes.Buffer
	if _, err := c.WriteTo(&b); err != nil {
		return err
	}
	// Liberation Sans is rarely installed; the others have the same widths.
	svg := strings.ReplaceAll(b.String(), "font-family:Liberation Sans;", "font-family:Liberation Sans,Arial,Helvetica,sans-serif;")
	svg = strings.Replace(svg, "<g ", "<title>"+html.EscapeString(f.Title)+"</title>\n<desc>"+html.EscapeString(f.Alt())+"</desc>\n<g ", 1)
	size := fmt.Sprintf(`<svg width="%.6gpt" height="%.6gpt"`, s.Width.Points(), s.Height.Points())
	svg = strings.Replace(svg, svgSize.FindString(svg), size, 1)
	_, err := io.WriteString(w, svg)
	return err
}

func (f *Figure) writePNG(w io.Writer, s Size) error {
	width, height := s.layout()
	c := vgimg.NewWith(vgimg.UseWH(width, height), vgimg.UseDPI(int(math.Round(s.dots*s.scale()))))
	f.draw(draw.New(c))
	_, err := vgimg.PngCanvas{Canvas: c}.WriteTo(w)
	return err
}

// Save writes NAME.svg and NAME.png of the usual size into a folder that exists.
func (f *Figure) Save(dir, name string) error { return f.save(dir, name, Usual, Slide) }

func (f *Figure) save(dir, name string, formats []string, s Size) error {
	for _, format := range formats {
		var b bytes.Buffer
		if err := f.Write(&b, format, s); err != nil {
			return fmt.Errorf("%s.%s: %w", name, format, err)
		}
		if err := os.WriteFile(filepath.Join(dir, name+"."+format), b.Bytes(), 0o666); err != nil {
			return err
		}
	}
	return nil
}

// SaveAll writes each picture as NAME.svg and NAME.png into a folder that exists.
func SaveAll(dir string, pictures []Picture) error { return SaveAs(dir, pictures, Usual, Slide) }

// SaveAs writes each picture in each of some Formats into a folder that exists.
func SaveAs(dir string, pictures []Picture, formats []string, s Size) error {
	for _, p := range pictures {
		if err := p.save(dir, p.Name, formats, s); err != nil {
			return err
		}
	}
	return nil
}

// Names are the names of pictures.
func Names(pictures []Picture) []string {
	var names []string
	for _, p := range pictures {
		names = append(names, p.Name)
	}
	return names
}

// Only returns the pictures of some names, in their order.
func Only(pictures []Picture, names []string) []Picture {
	return slices.DeleteFunc(slices.Clone(pictures), func(p Picture) bool { return !slices.Contains(names, p.Name) })
}
