package plot

import (
	"bytes"
	"image/png"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"channelsim/output/internal/synthetic"
)

func number(t *testing.T, s string) float64 {
	t.Helper()
	x, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func TestParseSize(t *testing.T) {
	for text, want := range map[string][2]int{ // pixels of a PNG
		"1600x900": {1600, 900}, "1600x900px": {1600, 900}, "1000x700 px": {1000, 700}, "640x360": {640, 360}, "800×600": {800, 600},
		"16x9cm": {1890, 1063}, "160x90mm": {1890, 1063}, "5.4x3in": {1620, 900}, "84x60cm": {8000, 5714},
	} {
		size, err := ParseSize(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		var b bytes.Buffer
		if err := (&Figure{Title: "title", columns: 1}).writePNG(&b, size); err != nil {
			t.Fatal(err)
		}
		c, err := png.DecodeConfig(&b)
		if err != nil || abs(c.Width-want[0]) > 2 || abs(c.Height-want[1]) > 2 {
			t.Errorf("%s: %d by %d pixels (%v), want %v", text, c.Width, c.Height, err, want)
		}
	}
	for text, want := range map[string]string{
		"big": "must be WIDTHxHEIGHT", "1600": "must be WIDTHxHEIGHT", "-4x3in": "must be WIDTHxHEIGHT", "16x9ft": "must be WIDTHxHEIGHT",
		"639x360": "too small", "100x100": "too small", "8x8cm": "too small", "9000x5000": "too large", "101x60in": "too large", "2000x400": "too flat",
	} {
		if _, err := ParseSize(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", text, err, want)
		}
	}
}

func abs(x int) int { return max(x, -x) }

// Pages of other sizes and shapes are laid out anew, and nothing reaches their borders.
func TestPicturesOfAllSizes(t *testing.T) {
	all, err := Run(short(synthetic.DeathSpiral).Answer(), someOptions)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"640x360", "640x960", "1200x400"} {
		for _, p := range all {
			likeSize(t, p, text)
		}
	}
}

// likeSize compares a picture on a page of some size with the one on file.
func likeSize(t *testing.T, p Picture, text string) {
	t.Helper()
	t.Run(text+"/"+p.Name, func(t *testing.T) {
		size, err := ParseSize(text)
		if err != nil {
			t.Fatal(err)
		}
		size.dots = 48 // small files
		var b bytes.Buffer
		if err := p.Write(&b, "png", size); err != nil {
			t.Fatal(err)
		}
		likeFile(t, b.Bytes(), filepath.Join("testdata", "size-"+text+"-"+p.Name+".png"))
	})
}

// A line is not broken where that is forbidden, and a per cent sign stays with its number.
func TestWrap(t *testing.T) {
	sty := style(tickSize, ink)
	lines := wrap("it costs EUR\u00a05 and 30 % more", sty, sty.Width("it costs EUR\u00a05 and 30"))
	if want := []string{"it costs EUR\u00a05 and", "30 % more"}; strings.Join(lines, "|") != strings.Join(want, "|") {
		t.Errorf("%q, want %q", lines, want)
	}
	if lines := balanced("a title that takes two lines and not much more", sty, sty.Width("a title that takes two lines and not much")); len(lines) != 2 || len(lines[1]) < len(lines[0])/2 {
		t.Errorf("not balanced: %q", lines)
	}
	if got := wrap("word", sty, 0); strings.Join(got, "") == "" { // it must end
		t.Errorf("%q", got)
	}
}

// The same page is a picture for the screen and, with its fonts, for print.
func TestFormats(t *testing.T) {
	f := pictures(t, short(synthetic.DeathSpiral).Answer())["funnel"]
	size, err := ParseSize("16x9cm")
	if err != nil {
		t.Fatal(err)
	}
	for format, wants := range map[string][]string{
		"svg": {`width="453.543pt" height="255.118pt"`, "<title>Partners win", "<desc>"},
		"pdf": {"%PDF", "/FontFile2", "453.54"},
		"png": {"\x89PNG"},
	} {
		var b bytes.Buffer
		if err := f.Write(&b, format, size); err != nil {
			t.Fatal(err)
		}
		for _, want := range wants {
			if !strings.Contains(b.String(), want) {
				t.Errorf("%s: lacks %q", format, want)
			}
		}
	}
	if err := f.Write(&bytes.Buffer{}, "gif", size); err == nil || !strings.Contains(err.Error(), "svg, png, pdf") {
		t.Errorf("gif: %v", err)
	}
}
