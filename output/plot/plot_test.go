package plot

import (
	"bytes"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"channelsim/output/internal/synthetic"
	"channelsim/output/text"
	"channelsim/sim"
	"channelsim/sim/experiment"
)

var update = flag.Bool("update", false, "rewrite the pictures on file; look at them before you commit")

// The stories that pictures are drawn of.
var stories = []struct {
	name    string
	story   func() synthetic.Story
	finding string // title of the follow-up picture
}{
	{"spiral", func() synthetic.Story { return synthetic.DeathSpiral }, `^Follow-up falls from \d+ % to \d+ %; death spiral in \d+ of 200 runs$`},
	{"healthy", func() synthetic.Story { return synthetic.Healthy }, `^Follow-up rises from \d+ % to \d+ %; no death spiral in 200 runs$`},
	{"steady-dates", func() synthetic.Story {
		s := synthetic.Steady
		s.Start = "2026-07-01"
		return s
	}, `^Follow-up holds at 6\d % \(Dec 2028-Jun 2029\); no death spiral in 200 runs$`},
	{"spiral-dates", func() synthetic.Story {
		s := synthetic.DeathSpiral
		s.Start = "2026-07-06"
		return s
	}, `^Follow-up falls from \d+ % \(Jul-Sep 2026\) to \d+ % \(Jan-Jun 2029\); death spiral in \d+ of 200 runs$`},
	{"few", func() synthetic.Story { return synthetic.TooFew }, `^Too few runs to say \(3\)$`},
	{"five-weeks-long-title", func() synthetic.Story {
		s := synthetic.Steady
		s.Weeks, s.Runs = 5, 20
		s.Title = "better leads, fewer of them, and a title that goes on and on, so that somebody has to do something about its length"
		return s
	}, `^Follow-up holds at`},
}

// pictures draws the pictures of a run.
func pictures(t *testing.T, a *experiment.Answer) map[string]*Figure {
	t.Helper()
	all, err := Run(a, Options{Version: "v9.8.7"})
	if err != nil {
		t.Fatal(err)
	}
	byName := map[string]*Figure{}
	for _, p := range all {
		byName[p.Name] = p.Figure
	}
	return byName
}

func TestPictures(t *testing.T) {
	for _, c := range stories {
		a := c.story().Answer()
		for name, f := range pictures(t, a) {
			t.Run(c.name+"/"+name, func(t *testing.T) {
				if name == "follow_up" && !regexp.MustCompile(c.finding).MatchString(f.Title) {
					t.Errorf("the title says %q", f.Title)
				}
				sayings(t, f, a)
				likeOnFile(t, f, filepath.Join("testdata", c.name+"-"+name+".png"))
			})
		}
	}
}

// What came back is not told as a mere fall.
func TestFindingOfATurn(t *testing.T) {
	if got, want := Finding(synthetic.Recovery.Answer(), sim.FollowUp), "Follow-up falls from 60 % to 29 % by week 85 and comes back to 45 %; no death spiral in 200 runs"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// sayings checks what a picture says in words.
func sayings(t *testing.T, f *Figure, a *experiment.Answer) {
	t.Helper()
	var b bytes.Buffer
	if err := f.WriteSVG(&b); err != nil {
		t.Fatal(err)
	}
	svg := b.String()
	s := a.Design.Points[0].Scenario
	for _, want := range []string{"<title>", "seed 1", "v9.8.7", fmt.Sprint("model ", sim.ModelVersion), s.Name, "per cent"} {
		if !strings.Contains(svg, want) {
			t.Errorf("the SVG does not say %q", want)
		}
	}
	axis := ">week<"
	if s.Run.Start != "" {
		axis = "2027"
	}
	if strings.HasPrefix(f.panels[0].X.Label.Text, text.WeekTitle(s.Run.Start)) && !strings.Contains(svg, axis) {
		t.Errorf("the time axis lacks %q", axis)
	}
	if strings.Contains(svg, "NaN") {
		t.Error("the SVG holds NaN")
	}
}

// likeOnFile compares a small rendering with the one on file, and sees to it
// that nothing touches the border of the page: words that do are cut off; and
// that all colours have twins on a dark page.
func likeOnFile(t *testing.T, f *Figure, file string) {
	t.Helper()
	atNight(t, f)
	if testing.Short() {
		return // the race detector, for which -short is, sees nothing in pixels
	}
	var b bytes.Buffer
	if err := f.writePNG(&b, Size{pageWidth, pageHeight, 40}); err != nil {
		t.Fatal(err)
	}
	likeFile(t, b.Bytes(), file)
}

// likeFile compares a picture with the one on file.
func likeFile(t *testing.T, picture []byte, file string) {
	t.Helper()
	got, err := png.Decode(bytes.NewReader(picture))
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(file, inGrey(t, got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	border(t, got)
	on, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	want, err := png.Decode(bytes.NewReader(on))
	if err != nil {
		t.Fatal(err)
	}
	if d := difference(got, want); d > 0.004 {
		t.Errorf("%s: differs by %.4f of full contrast", file, d)
	}
}

// inGrey is a picture as it comes out of a grey printer, which is also a small file.
func inGrey(t *testing.T, p image.Image) []byte {
	t.Helper()
	g := image.NewGray(p.Bounds())
	draw.Draw(g, g.Rect, p, p.Bounds().Min, draw.Src)
	var b bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, g); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func border(t *testing.T, p image.Image) {
	t.Helper()
	r := p.Bounds()
	for x := r.Min.X; x < r.Max.X; x++ {
		for y := r.Min.Y; y < r.Max.Y; y++ {
			inside := min(x-r.Min.X, y-r.Min.Y, r.Max.X-1-x, r.Max.Y-1-y)
			if inside < 4 && grey(p.At(x, y)) < 0.9 {
				t.Fatalf("something is drawn at the border, at %d, %d of %v", x, y, r)
			}
		}
	}
}

func difference(a, b image.Image) float64 {
	if a.Bounds() != b.Bounds() {
		return 1
	}
	sum, r := 0.0, a.Bounds()
	for x := r.Min.X; x < r.Max.X; x++ {
		for y := r.Min.Y; y < r.Max.Y; y++ {
			sum += math.Abs(grey(a.At(x, y)) - grey(b.At(x, y)))
		}
	}
	return sum / float64(r.Dx()*r.Dy())
}

func grey(c color.Color) float64 {
	return float64(color.Gray16Model.Convert(c).(color.Gray16).Y) / 65535
}

// The bands' looks stay apart in grey print.
func TestColoursStayApartInGrey(t *testing.T) {
	a := synthetic.DeathSpiral.Answer()
	f := pictures(t, a)["follow_up"]
	var b bytes.Buffer
	if err := f.writePNG(&b, Size{pageWidth, pageHeight, 60}); err != nil {
		t.Fatal(err)
	}
	p, err := png.Decode(&b)
	if err != nil {
		t.Fatal(err)
	}
	counts := map[int]int{}
	for x := range p.Bounds().Dx() {
		for y := range p.Bounds().Dy() {
			counts[int(10*grey(p.At(x, y)))]++
		}
	}
	shades := 0
	for _, n := range counts {
		if n > p.Bounds().Dx()*p.Bounds().Dy()/400 {
			shades++
		}
	}
	if shades < 4 { // page, wide band, narrow band, line
		t.Errorf("only %d shades of grey: %v", shades, counts)
	}
}

func TestPicturesSavesAllFiles(t *testing.T) {
	dir := t.TempDir()
	all, err := Run(synthetic.TooFew.Answer(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := SaveAll(dir, all); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"weekly_bands", "follow_up", "survival"} {
		for _, ending := range []string{".svg", ".png"} {
			if info, err := os.Stat(filepath.Join(dir, name+ending)); err != nil || info.Size() < 1000 {
				t.Errorf("%s%s: %v", name, ending, err)
			}
		}
	}
	if err := SaveAll(filepath.Join(dir, "missing"), all); err == nil {
		t.Error("a folder that does not exist is no error")
	}
}

func TestFindingOfOtherMetrics(t *testing.T) {
	a := synthetic.DeathSpiral.Answer()
	if got := Finding(a, "trust"); !regexp.MustCompile(`^Trust falls from 0\.\d+ to 0\.\d+$`).MatchString(got) {
		t.Error(got)
	}
	if got := Finding(a, "no_such_metric"); !strings.Contains(got, "undefined") {
		t.Error(got)
	}
}

// Money has the scenario's currency on the axis and in the title, in a unit that
// spares the reader the noughts. A title compares flows by the week, as its
// windows differ in length.
func TestMoneyInPictures(t *testing.T) {
	story := synthetic.DeathSpiral
	story.Start = "2026-07-06"
	f, err := WeeklyBands(story.Answer(), Options{}, sim.VendorProfit)
	if err != nil {
		t.Fatal(err)
	}
	if !regexp.MustCompile(`^Vendor's profit a week falls from EUR \d\d\.\d k \(Jul-Sep 2026\) to EUR \d\d\.\d k \(Jan-Jun 2029\)$`).MatchString(f.Title) {
		t.Error(f.Title)
	}
	var b bytes.Buffer
	if err := f.WriteSVG(&b); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"(thousand EUR a week)", ">125<", "Q1 2027", "calendar time (week 1 begins on 6 Jul 2026)"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("the picture lacks %q", want)
		}
	}
}

func TestSurvivalFindingWithDates(t *testing.T) {
	story := synthetic.DeathSpiral
	story.Start = "2026-07-06"
	if got := SurvivalFinding(story.Answer()); !regexp.MustCompile(`half of them by Q[1-4] 20\d\d \(week \d+, from \d+ [A-Z][a-z]{2}\)$`).MatchString(got) {
		t.Error(got)
	}
}
