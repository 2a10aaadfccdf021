//go:build slow

package plot

import (
	"bytes"
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/image/draw"

	"channelsim/output/internal/synthetic"
	"channelsim/sim"
	"channelsim/sim/experiment"
)

// A reader of PDF that is not ours shows what the PNG shows, and copies the words.
func TestPopplerReadsPDF(t *testing.T) {
	if _, err := exec.LookPath("pdftoppm"); err != nil && os.Getenv("CI") == "true" {
		t.Fatal("pdftoppm is not there: Debian's package poppler-utils has it")
	} else if err != nil {
		t.Skip("pdftoppm is not there: install Poppler (Debian: poppler-utils) to hold PDF files against it")
	}
	s := short(synthetic.DeathSpiral)
	s.Title = foreign
	all, err := Run(s.Answer(), someOptions)
	if err != nil {
		t.Fatal(err)
	}
	all = append(all, comparedPictures(s, short(synthetic.Healthy), short(synthetic.Steady))...)
	w, a := s.Sweep([]experiment.Outcome{{Metric: sim.Spiral, Window: "all"}}, "lead_quality=0.1:0.5:0.1", "ab_reserved=0:0.9:0.3")
	maps, err := Sweep(w, a, w.Rows(a), someOptions)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range append(all, maps...) {
		t.Run(p.Name, func(t *testing.T) {
			words := poppler(t, p.Figure)
			for _, want := range strings.Fields(p.Title + " " + p.Caption) {
				if !strings.Contains(words, want) {
					t.Errorf("the words lack %q:\n%s", want, words)
				}
			}
		})
	}
}

// poppler holds the PDF of a picture against its PNG, and returns its words.
func poppler(t *testing.T, f *Figure) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "a.pdf")
	if err := os.WriteFile(file, written(t, f), 0o666); err != nil {
		t.Fatal(err)
	}
	drawn, err := exec.Command("pdftoppm", "-r", "120", "-png", "-singlefile", file).Output()
	if err != nil {
		t.Fatal(err)
	}
	got, err := png.Decode(bytes.NewReader(drawn))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.WritePNG(&b); err != nil {
		t.Fatal(err)
	}
	want, err := png.Decode(&b)
	if err != nil {
		t.Fatal(err)
	}
	border(t, got)
	if d := difference(small(got), small(want)); d > 0.01 {
		t.Errorf("differs from the PNG by %.4f of full contrast", d)
	}
	words, err := exec.Command("pdftotext", file, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(words)
}

// small is a picture of a quarter of the size, in which it does not matter how edges are smoothed.
func small(p image.Image) image.Image {
	r := p.Bounds()
	out := image.NewGray(image.Rect(0, 0, r.Dx()/4, r.Dy()/4))
	draw.BiLinear.Scale(out, out.Rect, p, r, draw.Src, nil)
	return out
}
