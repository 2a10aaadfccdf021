package plot

import (
	"bytes"
	"compress/zlib"
	"image"
	"image/color"
	"io"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	stdfont "golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"

	"channelsim/output/internal/synthetic"
)

// foreign are words with letters that Windows-1252 has not got.
const foreign = "Łódź – Škoda čeština, Ελλάδα, Москва: 5 €"

// written is a picture as a PDF file of the usual size.
func written(t *testing.T, f *Figure) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := f.Write(&b, "pdf", Slide); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// streams are the parts of a PDF file that are no text, unpacked.
func streams(t *testing.T, file []byte) (all [][]byte) {
	t.Helper()
	for _, m := range regexp.MustCompile(`(?s)stream\n(.*?)\nendstream`).FindAllSubmatch(file, -1) {
		stream := m[1]
		if r, err := zlib.NewReader(bytes.NewReader(stream)); err == nil {
			if stream, err = io.ReadAll(r); err != nil {
				t.Fatal(err)
			}
		}
		all = append(all, stream)
	}
	return all
}

// fonts are those in a PDF file.
func fonts(t *testing.T, file []byte) (all []*sfnt.Font) {
	t.Helper()
	for _, s := range streams(t, file) {
		if !bytes.HasPrefix(s, []byte{0, 1, 0, 0}) {
			continue
		}
		f, err := sfnt.Parse(s)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, f)
	}
	return all
}

var (
	shownForm = regexp.MustCompile(`(?s) Td \((.*?[^\\])\) Tj`)
	unescaped = strings.NewReplacer(`\\`, `\`, `\(`, `(`, `\)`, `)`, `\r`, "\r")
)

// read are the words of a PDF page as a reader copies them, each on a line.
func read(t *testing.T, file []byte) string {
	t.Helper()
	var lines []string
	for _, s := range streams(t, file) {
		for _, m := range shownForm.FindAllSubmatch(s, -1) {
			code := unescaped.Replace(string(m[1]))
			var units []uint16
			for i := 0; i+1 < len(code); i += 2 {
				units = append(units, uint16(code[i])<<8|uint16(code[i+1]))
			}
			lines = append(lines, string(utf16.Decode(units)))
		}
	}
	return strings.Join(lines, "\n")
}

// A scenario's name keeps its letters, can be copied out of the file, and its letters are there.
func TestPDFKeepsAllLetters(t *testing.T) {
	s := short(synthetic.Steady)
	s.Title = foreign
	file := written(t, pictures(t, s.Answer())["survival"])
	if words := read(t, file); !strings.Contains(words, "Scenario baseline ("+foreign+")") || !strings.Contains(words, "runs still healthy (per cent)") {
		t.Errorf("it reads\n%s", words)
	}
	for _, r := range foreign {
		if !slices.ContainsFunc(fonts(t, file), func(f *sfnt.Font) bool { glyph, err := f.GlyphIndex(nil, r); return err == nil && glyph > 0 }) {
			t.Errorf("no font in the file has %c", r)
		}
	}
	if len(file) > 60_000 { // the whole font takes some 200,000
		t.Errorf("takes %d bytes", len(file))
	}
}

// What the font has not got is told by what it has.
func TestWordsInLettersOfAFont(t *testing.T) {
	sans := font.DefaultCache.Lookup(style(tickSize, ink).Font, tickSize)
	for words, want := range map[string]string{
		"Follow-up 53 %": "Follow-up 53 %", foreign: foreign, "EUR\u00a05": "EUR\u00a05", "信": "?", "a😀b": "a?b", "o\u0301": "ó", "㎏": "kg", "": "",
	} {
		if got := known(sans, words); got != want {
			t.Errorf("%s: %q, want %q", words, got, want)
		}
	}
}

// A picture is the same bytes each time, though its letters are kept in maps.
func TestPDFIsTheSameEachTime(t *testing.T) {
	f := pictures(t, short(synthetic.DeathSpiral).Answer())["funnel"]
	first := written(t, f)
	for range 5 {
		if !bytes.Equal(written(t, f), first) {
			t.Fatal("the bytes differ")
		}
	}
}

// Fonts of other weights are fonts of their own.
func TestBoldInPDF(t *testing.T) {
	c := newPDF(200, 100)
	sans := style(tickSize, ink).Font
	bold := sans
	bold.Weight = stdfont.WeightBold
	for i, f := range []font.Font{sans, bold} {
		c.FillString(font.DefaultCache.Lookup(f, tickSize), vg.Point{X: 10, Y: vg.Length(20 * i)}, "Łódź")
	}
	file := output(t, c)
	for _, name := range []string{"utf8liberationsans-regular", "utf8liberationsans-bold"} {
		if !strings.Contains(file, "/FontName /"+name) {
			t.Errorf("no %s", name)
		}
	}
	if used := distinct(regexp.MustCompile(`/F\w+ 14.00 Tf`).FindAllString(file, -1)); len(used) != 2 {
		t.Errorf("written in %v", used)
	}
	if got := read(t, []byte(file)); got != "Łódź\nŁódź" {
		t.Errorf("reads %q", got)
	}
}

// output is the file of a page, not packed.
func output(t *testing.T, c *pdf) string {
	t.Helper()
	c.doc.SetCompression(false)
	var b bytes.Buffer
	if err := c.doc.Output(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// Numbers have no exponents, which PDF does not know.
func TestFiguresOfPDF(t *testing.T) {
	if got := figures([]float64{0, 1e-17, -0.5, 123456.7891239, 1e7}); got != "0 0 -0.5 123456.78912 10000000 " {
		t.Errorf("%q", got)
	}
}

var curveForm = regexp.MustCompile(`(?m)^(\S+) (\S+) (\S+) (\S+) (\S+) (\S+) c$`)

// An arc runs around its middle, in its direction, from its begin to its end.
func TestArcsOfPDF(t *testing.T) {
	for _, turn := range []float64{2 * math.Pi, math.Pi / 3, -1.5 * math.Pi} {
		c := newPDF(200, 100)
		middle, radius, from := vg.Point{X: 60, Y: 50}, vg.Length(40), 0.3
		var p vg.Path
		p.Move(vg.Point{X: middle.X + radius*vg.Length(math.Cos(from)), Y: middle.Y + radius*vg.Length(math.Sin(from))})
		p.Arc(middle, radius, from, turn)
		c.Fill(p)
		curves := curveForm.FindAllStringSubmatch(output(t, c), -1)
		if want := int(math.Ceil(math.Abs(turn) / (math.Pi / 2))); len(curves) != want {
			t.Fatalf("a turn of %v: %d curves, want %d", turn, len(curves), want)
		}
		x, y := 60+40*math.Cos(from), 50+40*math.Sin(from)
		angle := from
		for _, m := range curves {
			var n [6]float64
			for i := range n {
				n[i] = number(t, m[i+1])
			}
			mx, my := (x+3*n[0]+3*n[2]+n[4])/8, (y+3*n[1]+3*n[3]+n[5])/8 // halfway
			angle += turn / float64(len(curves))
			half := angle - turn/float64(2*len(curves))
			if d := math.Hypot(mx-60-40*math.Cos(half), my-50-40*math.Sin(half)); d > 0.04 {
				t.Errorf("a turn of %v: out by %v at %v", turn, d, half)
			}
			if d := math.Hypot(n[4]-60-40*math.Cos(angle), n[5]-50-40*math.Sin(angle)); d > 1e-4 {
				t.Errorf("a turn of %v: out by %v at %v", turn, d, angle)
			}
			x, y = n[4], n[5]
		}
	}
}

// A curve of one control point is that of two which is the same.
func TestCurvesOfPDF(t *testing.T) {
	c := newPDF(200, 100)
	var p vg.Path
	p.Move(vg.Point{X: 0, Y: 0})
	p.QuadTo(vg.Point{X: 30, Y: 60}, vg.Point{X: 60, Y: 0})
	p.CubeTo(vg.Point{X: 1, Y: 2}, vg.Point{X: 3, Y: 4}, vg.Point{X: 5, Y: 6})
	c.Fill(p)
	if file := output(t, c); !strings.Contains(file, "20 40 40 40 60 0 c\n1 2 3 4 5 6 c\nf\n") {
		t.Error("other curves")
	}
}

// Colours are seen through, images are there, and a line without width is none.
func TestLooksOfPDF(t *testing.T) {
	line := vg.Path{}
	line.Move(vg.Point{X: 1, Y: 2})
	line.Line(vg.Point{X: 3, Y: 4})
	c := newPDF(200, 100)
	c.SetColor(color.NRGBA{0xff, 0, 0, 0x80})
	c.SetLineDash([]vg.Length{3, 1.5}, 1)
	c.SetLineWidth(2)
	c.Push()
	c.SetLineWidth(0)
	c.Stroke(line)
	c.Pop()
	c.Stroke(line)
	c.Rotate(math.Pi / 2)
	c.Translate(vg.Point{X: 7, Y: 8})
	c.Scale(2, 3)
	c.DrawImage(vg.Rectangle{Min: vg.Point{X: 10, Y: 20}, Max: vg.Point{X: 50, Y: 60}}, image.NewGray(image.Rect(0, 0, 2, 2)))
	file := output(t, c)
	for _, want := range []string{"1 0 0 rg\n1 0 0 RG\n", "/ca 0.502", "[3 1.5 ] 1 d\n", "q\n0 w\nQ\n1 2 m\n3 4 l\nS\n", "0 1 -1 0 0 0 cm\n1 0 0 1 7 8 cm\n2 0 0 3 0 0 cm", "/Subtype /Image", "40.00000 0 0 40.00000 10.00000 20.00000 cm"} {
		if !strings.Contains(file, want) {
			t.Errorf("lacks %s", strconv.Quote(want))
		}
	}
}
