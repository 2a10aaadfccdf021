package plot

import (
	"bytes"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"

	"channelsim/output/internal/synthetic"
	"channelsim/sim"
	"channelsim/sim/experiment"
)

// eleven are stories of which the later ones end better, but for the last.
func eleven() []synthetic.Story {
	var all []synthetic.Story
	for i := range 11 {
		s := renamed(short(synthetic.Steady), fmt.Sprintf("policy-%d", i+1))
		s.To = 0.3 + 0.05*float64(i)
		all = append(all, s)
	}
	all[10] = renamed(short(synthetic.DeathSpiral), "a-policy-with-a-name-that-goes-on-and-on")
	return all
}

// contested are a comparison of stories and its contests.
func contested(stories ...synthetic.Story) (*experiment.Comparison, *experiment.Answer, []experiment.Contest) {
	c, a := synthetic.Compare(stories...)
	return c, a, c.Contests(a)
}

// dotForm finds the dots of standings.
var dotForm = regexp.MustCompile(`<path d="M([\d.]+),([\d.]+)A4\.5,[^"]*" style="fill:(?:#003F66|none)`) // not the white of a ring

// The best stands on top in every panel, with its name only before the first one, and who cannot
// see it is told the order.
func TestStandingsGoFromTheBestDown(t *testing.T) {
	c, a, contests := contested(eleven()[:5]...)
	f := standings(c, a, contests, someOptions)
	top := func(p int) string {
		marks := f.panels[p].Y.Tick.Marker.Ticks(0, 1)
		i := slices.IndexFunc(marks, func(m plot.Tick) bool { return m.Value == 4 })
		return strings.TrimSpace(marks[i].Label)
	}
	if top(0) != "policy-5" || top(1) != "" {
		t.Errorf("on top stand %q and %q", top(0), top(1))
	}
	if alt := f.Alt(); !strings.Contains(alt, "from the top down: policy-5, policy-4, policy-3, policy-2, policy-1") {
		t.Error(alt)
	}
	if want := "Best of 5 in the vendor's profit is policy-5; it comes out best in 100 % of runs"; f.Title != want {
		t.Errorf("%q, want %q", f.Title, want)
	}
	var b bytes.Buffer
	if err := f.WriteSVG(&b); err != nil {
		t.Fatal(err)
	}
	dots := dotForm.FindAllStringSubmatch(b.String(), 5) // of the first panel; heights grow upwards
	for i := range dots[1:] {
		if number(t, dots[i+1][1]) >= number(t, dots[i][1]) || number(t, dots[i+1][2]) >= number(t, dots[i][2]) {
			t.Errorf("dot %d lies at %v, and the one before at %v", i+2, dots[i+1][1:], dots[i][1:])
		}
	}
	var heads []string
	for _, p := range f.panels {
		heads = append(heads, oneLine(p.Title.Text))
	}
	if want := "Vendor's profit|Best of all in it|Partners' follow-up rate in the last half-year|Death spiral"; strings.Join(heads, "|") != want {
		t.Errorf("panels of %q", heads)
	}
}

// Of an outcome of which less is better the least stands on top.
func TestOrderHeedsWhatIsBetter(t *testing.T) {
	contest := experiment.Contest{Better: experiment.Lower}
	for p, mean := range []float64{3, 1, math.NaN(), 2} {
		contest.Standings = append(contest.Standings, experiment.Standing{Point: p, Summary: experiment.Summary{Mean: mean}})
	}
	if got := ordered(&contest); !slices.Equal(got, []int{1, 3, 0}) {
		t.Errorf("lower is better: %v", got)
	}
	contest.Better = experiment.Neither
	if got := ordered(&contest); !slices.Equal(got, []int{0, 3, 1}) {
		t.Errorf("neither is better: %v", got)
	}
}

// A title says who is the best, or who may be, and never more than was shown.
func TestTitlesOfStandings(t *testing.T) {
	c, a, contests := contested(eleven()[:5]...)
	contest := &contests[0]
	order := ordered(contest)
	for _, x := range []struct {
		ranks []int // by point
		best  []float64
		want  string
	}{
		{[]int{2, 2, 2, 2, 1}, []float64{0, 0, 0.1, 0.2, 0.7}, "is policy-5; it comes out best in 70 % of runs"},
		{[]int{2, 2, 2, 2, 1}, []float64{0, 0, 0.1, 0.5, 0.4}, "is policy-5; most often, in 50 % of runs, policy-4 comes out best"},
		{[]int{3, 3, 2, 1, 1}, []float64{0, 0, 0.1, 0.5, 0.4}, "may be policy-5 or policy-4, which cannot be told apart; most often it is policy-4, in 50 % of runs"},
		{[]int{2, 1, 1, 1, 1}, []float64{0, 0, 0.1, 0.2, 0.7}, "may be any of 4, which cannot be told apart; most often it is policy-5, in 70 % of runs"},
	} {
		for i := range contest.Standings {
			contest.Standings[i].Rank, contest.Standings[i].Best.Mean = x.ranks[i], x.best[i]
		}
		if got, want := standingsTitle(c, a, contest, order), "Best of 5 in the vendor's profit "+x.want; got != want {
			t.Errorf("%v: %q, want %q", x.ranks, got, want)
		}
	}
	for i := range contest.Standings {
		contest.Standings[i].Rank = 0
	}
	if got := standingsTitle(c, a, contest, order); !strings.HasSuffix(got, "neither more nor less of it is better by itself") {
		t.Error(got)
	}
	same := short(synthetic.Steady)
	c, a, contests = contested(same, same, same)
	if got := standings(c, a, contests, someOptions).Title; !strings.HasPrefix(got, "No difference was found") {
		t.Error(got)
	}
	few := synthetic.TooFew
	c, a, contests = contested(few, renamed(few, "b"), renamed(few, "c"))
	if got := standings(c, a, contests, someOptions).Title; got != "Too few runs to say (3)" {
		t.Error(got)
	}
	c, a, contests = contested(same, renamed(same, "b"))
	if standings(c, a, contests, someOptions) != nil {
		t.Error("two are drawn, too")
	}
}

// Names stay apart on pages of all shapes, and a row holds no more than a page has room for.
func TestStandingsOfAllSizes(t *testing.T) {
	stories := eleven()
	for i := range 9 {
		stories = append(stories, renamed(stories[0], fmt.Sprintf("one-more-%d", i)))
	}
	c, a, contests := contested(stories...)
	f := standings(c, a, contests, someOptions)
	if want := "The best 14 of 20: policy-1, "; !strings.HasPrefix(f.Caption, want) {
		t.Errorf("the caption says %q", f.Caption)
	}
	for _, text := range []string{"640x360", "640x960", "1200x400"} {
		likeSize(t, Picture{"standings", f}, text)
	}
}

// A look that no dot has is not in the key.
func TestStandingsKeyTellsOfWhatIsThere(t *testing.T) {
	col := column{of: map[int]standing{0: {look: unbeaten}, 1: {look: beaten}, 2: {look: unranked}}}
	for n, want := range map[int]string{1: "none is shown to be better", 2: "another one is shown to be better", 3: "not ranked"} {
		key := standingsKey([]column{col}, []int{0, 1, 2}[:n])
		if len(key) != n+1 || key[n-1].text != want {
			t.Errorf("of %d dots: %v", n, key)
		}
	}
}

// How often something happens has its own unit.
func TestUnitsOfStandings(t *testing.T) {
	_, a, contests := contested(eleven()[:3]...)
	columns := columnsOf(a, contests)
	for i, want := range []string{"thousand EUR", "per cent of runs", "per cent", "per cent of runs"} {
		if got := columns[i].panel([]int{0, 1, 2}, "EUR").X.Label.Text; !strings.Contains(got, want[1:]) {
			t.Errorf("%s: %q, want %q", columns[i].head, got, want)
		}
	}
	contests[1].Outcome = experiment.Outcome{Metric: sim.Spiral, Window: "all"}
	if n := len(columnsOf(a, contests)); n != 3 {
		t.Errorf("%d columns: the spiral is there twice", n)
	}
}

// A name that a row has no room for is cut off, and says so.
func TestNamesWithinTheirRows(t *testing.T) {
	sty := style(tickSize, ink)
	width := sty.Width("a-name-that-")
	for lines, want := range map[int]string{1: "a-name-th…", 2: "a-name-that-\ngoes-on", 3: "a-name-that-\ngoes-on"} {
		if got := within("a-name-that-goes-on", sty, vg.Point{X: width, Y: vg.Length(lines) * lineHeight(sty)}); got != want {
			t.Errorf("%d lines: %q, want %q", lines, got, want)
		}
	}
}
