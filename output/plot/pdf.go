package plot

import (
	"bytes"
	"cmp"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"math"
	"strconv"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/text/unicode/norm"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

func (f *Figure) writePDF(w io.Writer, s Size) error {
	width, height := s.layout()
	c := newPDF(s.Width, s.Height)
	sans := font.DefaultCache.Lookup(style(titleSize, ink).Font, titleSize)
	c.doc.SetTitle(known(sans, f.Title), true)
	c.doc.SetSubject(known(sans, f.Alt()), true)
	c.Scale(s.scale(), s.scale())
	f.draw(draw.NewCanvas(c, width, height))
	return c.doc.Output(w)
}

// pdf is a page of a PDF file to draw on. That of gonum takes no letters but those of Windows-1252,
// and all of a font; this one takes all that the font has, and of it what was used. PDF measures as
// gonum does, in points from the bottom left corner, so that paths are written as they are.
type pdf struct {
	doc    *fpdf.Fpdf
	height float64
	widths []vg.Length // of lines, by depth of Push
	fonts  map[string]bool
	images int
}

// newPDF is an empty page. It has no date, so that one picture is always the same bytes.
func newPDF(width, height vg.Length) *pdf {
	c := &pdf{height: height.Points(), widths: make([]vg.Length, 1), fonts: map[string]bool{}}
	c.doc = fpdf.NewCustom(&fpdf.InitType{UnitStr: "pt", Size: fpdf.SizeType{Wd: width.Points(), Ht: height.Points()}})
	c.doc.SetCatalogSort(true)
	c.doc.SetCreationDate(time.Unix(0, 0).UTC())
	c.doc.SetModificationDate(time.Unix(0, 0).UTC())
	c.doc.SetLang("en")
	c.doc.AddPage()
	vg.Initialize(c)
	return c
}

// op writes an operator of PDF with its numbers before it.
func (c *pdf) op(name string, numbers ...float64) { c.doc.RawWriteStr(figures(numbers) + name) }

// figures are numbers as PDF takes them, each before a blank: it knows no exponents.
func figures(numbers []float64) string {
	var b strings.Builder
	for _, x := range numbers {
		b.WriteString(strconv.FormatFloat(math.Round(1e5*x)/1e5, 'f', -1, 64) + " ")
	}
	return b.String()
}

// SetLineWidth sets the width of lines.
func (c *pdf) SetLineWidth(w vg.Length) {
	c.widths[len(c.widths)-1] = w
	c.op("w", w.Points())
}

// SetLineDash sets the lengths of dashes and gaps.
func (c *pdf) SetLineDash(dashes []vg.Length, offset vg.Length) {
	var lengths []float64
	for _, d := range dashes {
		lengths = append(lengths, d.Points())
	}
	c.op("[" + figures(lengths) + "] " + figures([]float64{offset.Points()}) + "d")
}

// SetColor sets the colour of all that follows.
func (c *pdf) SetColor(to color.Color) {
	if to == nil {
		to = color.Black
	}
	n := color.NRGBAModel.Convert(to).(color.NRGBA)
	r, g, b := float64(n.R)/255, float64(n.G)/255, float64(n.B)/255
	c.op("rg", r, g, b)
	c.op("RG", r, g, b)
	c.doc.SetAlpha(float64(n.A)/255, "Normal")
}

// Rotate turns what follows, by radians.
func (c *pdf) Rotate(angle float64) {
	sin, cos := math.Sincos(angle)
	c.op("cm", cos, sin, -sin, cos, 0, 0)
}

// Translate moves what follows.
func (c *pdf) Translate(by vg.Point) { c.op("cm", 1, 0, 0, 1, by.X.Points(), by.Y.Points()) }

// Scale stretches what follows.
func (c *pdf) Scale(x, y float64) { c.op("cm", x, 0, 0, y, 0, 0) }

// Push keeps how things are drawn, for Pop.
func (c *pdf) Push() {
	c.widths = append(c.widths, c.widths[len(c.widths)-1])
	c.op("q")
}

// Pop draws again as before the last Push.
func (c *pdf) Pop() {
	c.widths = c.widths[:len(c.widths)-1]
	c.op("Q")
}

// Stroke draws a path; a line without width is none.
func (c *pdf) Stroke(p vg.Path) {
	if c.widths[len(c.widths)-1] > 0 {
		c.path(p)
		c.op("S")
	}
}

// Fill fills a path.
func (c *pdf) Fill(p vg.Path) {
	c.path(p)
	c.op("f")
}

func (c *pdf) path(p vg.Path) {
	var at vg.Point
	for i, part := range p {
		switch part.Type {
		case vg.MoveComp:
			c.op("m", part.Pos.X.Points(), part.Pos.Y.Points())
		case vg.LineComp:
			c.op("l", part.Pos.X.Points(), part.Pos.Y.Points())
		case vg.ArcComp:
			c.arc(part, i == 0)
		case vg.CurveComp:
			c.curve(at, part)
		case vg.CloseComp:
			c.op("h")
		}
		at = part.Pos
	}
}

// curve draws a curve of one control point or of two from a point.
func (c *pdf) curve(from vg.Point, part vg.PathComp) {
	first, second := part.Control[0], part.Control[len(part.Control)-1]
	if len(part.Control) == 1 { // the same as a cubic one
		towards := func(end vg.Point) vg.Point { return end.Add(first.Sub(end).Scale(2.0 / 3)) }
		first, second = towards(from), towards(part.Pos)
	}
	c.op("c", first.X.Points(), first.Y.Points(), second.X.Points(), second.Y.Points(), part.Pos.X.Points(), part.Pos.Y.Points())
}

// arc draws an arc as curves of a quarter of a turn at most, which are out by less than a
// thousandth of the radius, after a line to where it begins.
func (c *pdf) arc(part vg.PathComp, begins bool) {
	r := part.Radius.Points()
	on := func(angle, out float64) (x, y float64) { // a point of the arc, or so far ahead of it on its tangent
		sin, cos := math.Sincos(angle)
		return part.Pos.X.Points() + r*(cos-out*sin), part.Pos.Y.Points() + r*(sin+out*cos)
	}
	x, y := on(part.Start, 0)
	c.op(map[bool]string{true: "m", false: "l"}[begins], x, y)
	pieces := int(math.Ceil(math.Abs(part.Angle) / (math.Pi / 2)))
	for i := range pieces {
		step := part.Angle / float64(pieces)
		from, to := part.Start+float64(i)*step, part.Start+float64(i+1)*step
		out := 4.0 / 3 * math.Tan(step/4)
		x1, y1 := on(from, out)
		x2, y2 := on(to, -out)
		x3, y3 := on(to, 0)
		c.op("c", x1, y1, x2, y2, x3, y3)
	}
}

// FillString writes words.
func (c *pdf) FillString(face font.Face, at vg.Point, words string) {
	if face.Font.Size == 0 {
		return
	}
	c.use(face)
	c.doc.SetFont(face.Name(), "", face.Font.Size.Points())
	c.doc.Text(at.X.Points(), c.height-at.Y.Points(), known(face, words))
}

// use sees to it that a font is in the file.
func (c *pdf) use(face font.Face) {
	if c.fonts[face.Name()] {
		return
	}
	c.fonts[face.Name()] = true
	var b bytes.Buffer
	if _, err := face.Face.WriteSourceTo(nil, &b); err != nil {
		c.doc.SetError(err)
		return
	}
	c.doc.AddUTF8FontFromBytes(face.Name(), "", b.Bytes())
}

// DrawImage draws an image into a rectangle.
func (c *pdf) DrawImage(to vg.Rectangle, img image.Image) {
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		c.doc.SetError(err)
		return
	}
	c.images++
	name, as := fmt.Sprint(c.images), fpdf.ImageOptions{ImageType: "png"}
	c.doc.RegisterImageOptionsReader(name, as, &b)
	size := to.Size()
	c.doc.ImageOptions(name, to.Min.X.Points(), c.height-to.Max.Y.Points(), size.X.Points(), size.Y.Points(), false, as, 0, "")
}

// known are words in letters that a font has. Of those that it has not got the accents are dropped;
// what is no letter with an accent becomes a question mark.
func known(face font.Face, words string) string {
	var buffer sfnt.Buffer
	has := func(r rune) bool {
		glyph, err := face.Face.GlyphIndex(&buffer, r)
		return err == nil && glyph > 0 && r <= 0xffff // beyond these fpdf fails
	}
	var b strings.Builder
	for _, r := range norm.NFC.String(words) {
		parts := string(r)
		if !has(r) {
			parts = strings.Map(func(part rune) rune {
				if has(part) {
					return part
				}
				return -1
			}, norm.NFKD.String(parts))
		}
		b.WriteString(cmp.Or(parts, "?"))
	}
	return b.String()
}
