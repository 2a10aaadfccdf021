package plot

import (
	"bytes"
	"image/color"
	"math"
	"regexp"
	"strconv"
	"testing"
)

// colourForm finds the colours of an SVG.
var colourForm = regexp.MustCompile(`(?:fill|stroke):([^;"]*)`)

// atNight sees to it that a picture has no colour that would stay as it is on a dark page.
func atNight(t *testing.T, f *Figure) {
	t.Helper()
	var b bytes.Buffer
	if err := f.WriteSVG(&b); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{"none": true}
	for _, m := range colourForm.FindAllStringSubmatch(b.String(), -1) {
		if _, ok := Night(m[1]); !ok && !seen[m[1]] {
			t.Errorf("%s has no twin on a dark page", m[1])
		}
		seen[m[1]] = true
	}
}

// What is read and followed stands out on a dark page as the rules of the web want it, and tints
// can be told from the page and from each other.
func TestColoursStandOutAtNight(t *testing.T) {
	page := twin(t, color.White)
	for c, least := range map[color.Color]float64{
		ink: 7, faint: 4.5,
		hues[0].line: 3, hues[1].line: 3, hues[2].line: 3, hues[3].line: 3,
		hues[0].dark: 3, hues[1].dark: 3, fates[1].dark: 3,
		rule: 1.3, bothFates: 1.3, hues[0].light: 1.3, hues[1].light: 1.3, hues[2].light: 1.3, hues[3].light: 1.3, fates[0].light: 1.3, fates[1].light: 1.3,
		rampAt(0): 1.5,
	} {
		if got := contrast(twin(t, c), page); got < least {
			t.Errorf("%s becomes %s, which stands out %.2f to 1 from the page, want %v", hex(c), twin(t, c), got, least)
		}
	}
	for _, h := range []hue{blue, hues[1]} {
		for _, pair := range [][2]color.Color{{h.line, h.dark}, {h.dark, h.light}} {
			if got := contrast(twin(t, pair[0]), twin(t, pair[1])); got < 1.5 {
				t.Errorf("%s and %s: %.2f to 1", hex(pair[0]), hex(pair[1]), got)
			}
		}
	}
}

// On a map the more is the lighter at night, too.
func TestMapsKeepTheirOrderAtNight(t *testing.T) {
	before := 0.0
	for i := range 256 {
		light := luminance(twin(t, rampAt(float64(i)/255)))
		if light < before-1e-3 {
			t.Fatalf("shade %d is darker than the one before", i)
		}
		before = light
	}
	if _, ok := Night("#123456"); ok {
		t.Error("a colour of no picture has a twin")
	}
}

func twin(t *testing.T, c color.Color) string {
	t.Helper()
	s, ok := Night(hex(c))
	if !ok {
		t.Errorf("%s has no twin", hex(c))
	}
	return s
}

// contrast is that of two colours by WCAG 2: from 1 to 21.
func contrast(a, b string) float64 {
	x, y := luminance(a), luminance(b)
	return (math.Max(x, y) + 0.05) / (math.Min(x, y) + 0.05)
}

// luminance is that of WCAG 2: from 0 to 1.
func luminance(s string) float64 {
	n, _ := strconv.ParseUint(s[1:], 16, 32)
	linear := func(c uint64) float64 {
		x := float64(c&0xff) / 255
		if x <= 0.04045 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(n>>16) + 0.7152*linear(n>>8) + 0.0722*linear(n)
}
