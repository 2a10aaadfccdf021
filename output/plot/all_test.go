package plot

import (
	"bytes"
	"math"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"channelsim/output/internal/synthetic"
	"channelsim/scenarios"
	"channelsim/sim"
	"channelsim/sim/experiment"
	"channelsim/sim/stats"
)

var someOptions = Options{Version: "v9.8.7"}

// comparedPictures draws the pictures of a comparison.
func comparedPictures(stories ...synthetic.Story) []Picture {
	c, a := synthetic.Compare(stories...)
	contests := c.Contests(a)
	return Comparison(c, a, contests, c.Finding(&contests[0]), someOptions)
}

// withTitle is a picture whose title does not depend on how package experiment puts things.
func withTitle(f *Figure) *Figure {
	f.Title = "A finding of so many words that they take two lines, with numbers such as 5 % and names such as cherry-pick"
	return f
}

// short is a story of few weeks, so that its pictures are soon drawn.
func short(s synthetic.Story) synthetic.Story {
	s.Runs, s.Weeks = min(s.Runs, 40), 78
	return s
}

// renamed is a story under another name.
func renamed(s synthetic.Story, name string) synthetic.Story {
	s.Name = name
	return s
}

func TestPicturesOfComparisons(t *testing.T) {
	dated := short(synthetic.DeathSpiral)
	dated.Start = "2026-07-06"
	for name, all := range map[string][]Picture{
		"compare-three": comparedPictures(short(synthetic.DeathSpiral), short(synthetic.Healthy), short(synthetic.Steady)),
		"compare-four":  comparedPictures(dated, renamed(dated, "a-name-that-goes-on-and-on-and-on"), renamed(short(synthetic.Healthy), "c"), renamed(short(synthetic.Steady), "d")),
		"compare-many":  comparedPictures(eleven()...),
	} {
		for _, p := range all {
			t.Run(name+"/"+p.Name, func(t *testing.T) {
				likeOnFile(t, withTitle(p.Figure), filepath.Join("testdata", name+"-"+p.Name+".png"))
			})
		}
	}
}

// A death spiral, a healthy channel, a scenario against itself and three runs only have four
// different titles in every picture; the third says that no difference was found, the fourth
// that runs are too few.
func TestTitlesSayWhatWasFound(t *testing.T) {
	spiral, healthy, few := short(synthetic.DeathSpiral), short(synthetic.Healthy), synthetic.TooFew
	run := func(s synthetic.Story) []Picture {
		all, err := Run(s.Answer(), someOptions)
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	itself := map[string]string{}
	for _, p := range comparedPictures(spiral, spiral) {
		itself[p.Name] = p.Title
		if !strings.Contains(strings.ToLower(p.Title), "no difference was found") {
			t.Errorf("%s of a scenario against itself: %s", p.Name, p.Title)
		}
	}
	for _, p := range comparedPictures(few, renamed(few, "other")) {
		if p.Title != "Too few runs to say (3)" {
			t.Errorf("%s of three runs of each: %s", p.Name, p.Title)
		}
	}
	calm, small := run(healthy), run(few)
	for i, p := range run(spiral) {
		titles := []string{p.Title, calm[i].Title, itself[p.Name], small[i].Title}
		if p.Name == "follow_up" {
			titles[2] = itself[sim.FollowUp]
		}
		if got := len(distinct(titles)); got != 4 {
			t.Errorf("%s: only %d different titles: %q", p.Name, got, titles)
		}
		if titles[3] != "Too few runs to say (3)" {
			t.Errorf("%s of three runs: %s", p.Name, titles[3])
		}
	}
}

// What differs is not said to be alike.
func TestTitlesOfWhatDiffers(t *testing.T) {
	for _, p := range comparedPictures(short(synthetic.DeathSpiral), short(synthetic.Healthy)) {
		if strings.Contains(p.Title, "No difference") {
			t.Errorf("%s: %s", p.Name, p.Title)
		}
	}
}

func TestPicturesOfSweeps(t *testing.T) {
	story := short(synthetic.DeathSpiral)
	outcomes := []experiment.Outcome{{Metric: sim.Spiral, Window: "all"}, experiment.DefaultOutcome}
	for name, vary := range map[string][]string{
		"sweep-line": {"lead_quality=0.1:0.5:0.1"},
		"sweep-map":  {"lead_quality=0.1:0.5:0.1", "ab_reserved=0:0.9:0.3"},
	} {
		w, a := story.Sweep(outcomes, vary...)
		all, err := Sweep(w, a, w.Rows(a), someOptions)
		if err != nil || len(all) == 0 {
			t.Fatalf("%s: %d pictures, %v", name, len(all), err)
		}
		for _, p := range all {
			t.Run(name+"/"+p.Name, func(t *testing.T) {
				likeOnFile(t, withTitle(p.Figure), filepath.Join("testdata", name+"-"+p.Name+".png"))
			})
		}
	}
}

// A map of few runs at each point says so, and the line of tipping carries its level.
func TestMapsTellOfFewRuns(t *testing.T) {
	story := short(synthetic.DeathSpiral)
	story.Runs = 4
	w, a := story.Sweep([]experiment.Outcome{{Metric: sim.Spiral, Window: "all"}}, "lead_quality=0.1:0.5:0.1", "ab_reserved=0:0.9:0.3")
	all, err := Sweep(w, a, w.Rows(a), someOptions)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(all[0].Title, "Too few runs to say (4 at each point). So far: the death spiral lies") {
		t.Error(all[0].Title)
	}
	var b bytes.Buffer
	if err := all[0].WriteSVG(&b); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), ">50 %<") {
		t.Error("the tipping line has no label")
	}
	if !strings.Contains(all[0].kind, "with its tipping line") {
		t.Errorf("the line is not one of tipping: %s", all[0].kind)
	}
}

// Half-way between the least and the most profit nothing tips: the line is not called so.
func TestOnlySpiralsTip(t *testing.T) {
	story := short(synthetic.DeathSpiral)
	w, a := story.Sweep([]experiment.Outcome{experiment.DefaultOutcome}, "lead_quality=0.1:0.5:0.1", "ab_reserved=0:0.9:0.3")
	all, err := Sweep(w, a, w.Rows(a), someOptions)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := all[0].WriteSVG(&b); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.String(), "tipping") || !strings.Contains(b.String(), "half-way line, at ") {
		t.Error("a line of profit is said to be one of tipping")
	}
}

// tippingAnswer has a loop and warnings.
func tippingAnswer(t *testing.T) (*experiment.Tipping, *experiment.TippingAnswer) {
	t.Helper()
	s := scenarios.Default()
	f, err := experiment.ParseFactor(s, "lead_quality=0.1:0.7")
	if err != nil {
		t.Fatal(err)
	}
	around := func(x float64) experiment.Estimate {
		return experiment.Estimate{Mean: x, CILow: x - 0.04, CIHigh: x + 0.04, N: 20}
	}
	l := &experiment.Loop{Runs: 20, GoodIsHigh: true}
	for i := range 7 {
		x := 0.1 + 0.1*float64(i)
		l.Values = append(l.Values, x)
		l.FromGood, l.FromBad = append(l.FromGood, around(0.3+0.5*x)), append(l.FromBad, around(0.1+0.7*x*x))
	}
	a := &experiment.TippingAnswer{Root: stats.Root{Interval: stats.Interval{Low: 0.28, High: 0.36}}, Loop: l}
	for _, name := range []string{"variance", "autocorrelation"} {
		var w experiment.WarningResult
		w.Signal, w.Enough, w.Spirals, w.Steady = name, true, 40, 44
		w.Hits, w.FalseAlarms, w.Area = around(0.2), around(0.12), around(0.55)
		a.Warnings = append(a.Warnings, w)
	}
	return &experiment.Tipping{Scenario: s, Factor: f, Seed: 1, Response: experiment.Outcome{Metric: sim.FollowUp, Window: "last_half_year"}}, a
}

func TestPicturesOfTipping(t *testing.T) {
	tipping, a := tippingAnswer(t)
	for _, p := range Tipping(tipping, a, "Below lead_quality 0.32 most runs spiral", someOptions) {
		t.Run(p.Name, func(t *testing.T) {
			likeOnFile(t, p.Figure, filepath.Join("testdata", "tipping-"+p.Name+".png"))
		})
	}
}

// headForm finds triangles: the tip, and a corner of the tail.
var headForm = regexp.MustCompile(`<path d="M([\d.]+),([\d.]+)L([\d.]+),[\d.]+L([\d.]+),[\d.]+Z"`)

// The arrows point away from the end that a branch comes from.
func TestArrowsSayWhichWayTheLoopIsWalked(t *testing.T) {
	for _, goodIsHigh := range []bool{true, false} {
		tipping, a := tippingAnswer(t)
		a.Loop.GoodIsHigh = goodIsHigh
		var b bytes.Buffer
		if err := loop(tipping, a, "title", someOptions).WriteSVG(&b); err != nil {
			t.Fatal(err)
		}
		heads := headForm.FindAllStringSubmatch(b.String(), -1)
		if len(heads) < 6 {
			t.Fatalf("only %d arrows", len(heads))
		}
		for i, h := range append(heads[:3:3], heads[len(heads)-3:]...) { // between them the triangles at the means
			toTheLeft := len(h[1]) > 0 && number(t, h[1]) < number(t, h[3])
			if want := (i < 3) == goodIsHigh; toTheLeft != want {
				t.Errorf("good end high: %v, arrow %d points to the left: %v", goodIsHigh, i, toTheLeft)
			}
		}
	}
}

func TestPicturesOfSensitivity(t *testing.T) {
	s := scenarios.Default()
	var factors []experiment.Factor
	for _, text := range []string{"lead_quality=0.1:0.7", "gross_margin=0.4:0.8", "ab_reserved=0.1:0.9"} {
		f, err := experiment.ParseFactor(s, text)
		if err != nil {
			t.Fatal(err)
		}
		factors = append(factors, f)
	}
	around := func(x float64) stats.Index {
		return stats.Index{Value: x, Interval: stats.Interval{Low: 0.7 * x, High: 1.3 * x}}
	}
	outcome := experiment.Outcome{Metric: sim.FollowUp, Window: "last_half_year"}
	for _, method := range []string{experiment.Morris, experiment.Sobols} {
		x, err := experiment.NewSensitivity(s, method, factors, 8, false, experiment.Design{Runs: 4, Seed: 1, Outcomes: []experiment.Outcome{outcome}})
		if err != nil {
			t.Fatal(err)
		}
		var all []experiment.Influence
		for i, size := range []float64{0.5, 0.2, 0.04} {
			in := experiment.Influence{Outcome: outcome, Factor: i, Replies: 32, Found: experiment.Effect}
			in.Effects = stats.Effects{Absolute: around(size), Floor: 0.05}
			in.First, in.Total = around(size), around(1.2*size)
			if size < 0.05 {
				in.Found = experiment.NoEffect
			}
			all = append(all, in)
		}
		for _, p := range Sensitivity(x, &experiment.Answer{Design: x.Design}, all, someOptions) {
			t.Run(method+"/"+p.Name, func(t *testing.T) {
				likeOnFile(t, withTitle(p.Figure), filepath.Join("testdata", "sensitivity-"+method+"-"+p.Name+".png"))
			})
		}
	}
}

func TestPicturesOfPatterns(t *testing.T) {
	for name, axis := range map[string]string{"side-by-side": "", "curves": "lead quality"} {
		f, err := Pattern(patternResult(axis, "partner_follow_up_rate@last_half_year"), &experiment.PatternAnswer{Runs: 9, Seed: 3}, someOptions)
		if err != nil {
			t.Fatal(err)
		}
		likeOnFile(t, f, filepath.Join("testdata", "pattern-"+name+".png"))
	}
}

// The Lorenz curve of four partners, by hand: 0, 1, 3 and 4 of 8.
func TestLorenzCurve(t *testing.T) {
	curve := lorenzCurve([]float64{0, 1, 3, 4})
	for at, want := range map[float64]float64{0: 0, 0.2: 0, 0.5: 1.0 / 8, 0.8: (4 + 0.8) / 8, 1: 1} {
		if got := curve[int(math.Round(at*lorenzSteps))]; math.Abs(got-want) > 1e-12 {
			t.Errorf("the poorest %v have %v, want %v", at, got, want)
		}
	}
}

// A funnel has a share of the leads received at each stage, and nothing where the vendor's
// figures say nothing.
func TestFunnelStages(t *testing.T) {
	a := synthetic.DeathSpiral.Answer()
	all := stages(a, 0, "partners", "A")
	if got := all[len(all)-1].actual.Mean; math.Abs(got-0.2*0.28*0.5) > 1e-12 {
		t.Errorf("won %v", got)
	}
	if got := all[len(all)-1].reported.Mean; math.Abs(got-0.4*0.2*0.28*0.5) > 1e-12 {
		t.Errorf("won as reported %v", got)
	}
	if !math.IsNaN(all[2].reported.Mean) {
		t.Error("there is a report of leads worked")
	}
	if stages(a, 0, "partners", "unqualified") != nil {
		t.Error("stages of leads that never came")
	}
}

// A path is of means over four weeks, and knows whether it ends in the spiral.
func TestPathsOfThePhasePortrait(t *testing.T) {
	a := synthetic.DeathSpiral.Answer()
	paths := pathsOf(a, 0)
	if len(paths) != experiment.SampleRuns || len(paths[0].XYs) != 156-phaseMean+1 {
		t.Fatalf("%d paths of %d weeks", len(paths), len(paths[0].XYs))
	}
	s := &a.Samples[0]
	week := s.Layout.Week(len(s.Layout.Vendors)-1, sim.MetricIndex(sim.FollowUp), 0)
	if want := mean(s.Weekly[week : week+4]); math.Abs(paths[0].XYs[0].X-want) > 1e-9 {
		t.Errorf("begins at %v, want %v", paths[0].XYs[0].X, want)
	}
	for i, run := range paths {
		if last := run.XYs[len(run.XYs)-1].X; run.spiral != (s.Layout.SpiralStart(a.Samples[i].Weekly) > 0) || run.spiral && last > 0.36 {
			t.Errorf("run %d: spiral %v, ends at %v", i, run.spiral, last)
		}
	}
}

// The runs at risk stand below their week.
func TestRiskTable(t *testing.T) {
	a := synthetic.DeathSpiral.Answer()
	f, err := Survival(a, someOptions)
	if err != nil {
		t.Fatal(err)
	}
	row := f.under.rows[0]
	for week, want := range map[int]int{0: 200, 1: 200, 156: 200 - a.SurvivalOf(0).Spirals} {
		if got := row.after(week); got != want {
			t.Errorf("after week %d: %d runs, want %d", week, got, want)
		}
	}
	var b bytes.Buffer
	if err := f.WriteSVG(&b); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), "Runs still healthy (at risk)") || !strings.Contains(b.String(), ">200<") {
		t.Error("the table is not drawn")
	}
}

// The curve and its band reach the end, and so does the table with dates, whose last mark is far from it.
func TestSurvivalReachesTheEnd(t *testing.T) {
	if got, want := steps([]int{0, 1}, []float64{1, 0.5}), (plotter.XYs{{X: 0, Y: 1}, {X: 1, Y: 1}, {X: 1, Y: 0.5}, {X: 2, Y: 0.5}}); !slices.Equal(got, want) {
		t.Errorf("steps at %v, want %v", got, want)
	}
	for start, want := range map[string][]int{"": {1, 26, 52, 78, 104, 130, 156}, "2026-07-06": {1, 27, 53, 79, 105, 131, 156}} {
		story := synthetic.DeathSpiral
		story.Start = start
		f, err := Survival(story.Answer(), someOptions)
		if err != nil {
			t.Fatal(err)
		}
		f.fit[0](600)
		f.fit[1](600)
		p := f.panels[0]
		if p.X.Max != 157 {
			t.Errorf("the axis ends at %v", p.X.Max)
		}
		if got := f.under.weeks(p, draw.Canvas{Rectangle: vg.Rectangle{Max: vg.Point{X: 600, Y: 300}}}); !slices.Equal(got, want) {
			t.Errorf("start %q: the table tells of weeks %v, want %v", start, got, want)
		}
	}
}

// Weeks in which spirals began too late to tell whether they last are shaded; none where there are none.
func TestLateSpiralsAreShaded(t *testing.T) {
	a := synthetic.DeathSpiral.Answer()
	if lateStrip(a) != nil {
		t.Error("shaded though no spiral began late")
	}
	s := a.SurvivalOf(0)
	s.Spirals++
	s.Healthy[156] -= 1 / float64(s.Runs)
	strip := lateStrip(a)
	if strip == nil {
		t.Fatal("a late spiral is not shaded")
	}
	if from, to, _, _ := strip.DataRange(); from != 131 || to != 157 {
		t.Errorf("weeks %v to %v are shaded", from, to)
	}
	f, err := Survival(a, someOptions)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.WriteSVG(&b); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), "spirals that begin here may not last") || !strings.Contains(f.Title, "; 1 of them in the last 26 weeks") {
		t.Errorf("the picture does not say it: %s", f.Title)
	}
}
