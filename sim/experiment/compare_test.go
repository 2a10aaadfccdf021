package experiment

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"channelsim/scenarios"
	"channelsim/sim"
	"channelsim/sim/chance"
	"channelsim/sim/stats"
)

// compared runs a comparison of points s0, s1, ... in one outcome, whose values are given.
func compared(t *testing.T, points, runs int, o Outcome, indifference float64, value func(point, replication int) float64) (*Comparison, *Answer, *Contest) {
	t.Helper()
	d := design(points, runs)
	d.Outcomes = []Outcome{o}
	names := make([]string, points)
	for i := range names {
		names[i] = d.Points[i].Scenario.Name
	}
	c, err := NewComparison(names, d.Points, d)
	if err != nil {
		t.Fatal(err)
	}
	c.Indifference = indifference
	make := func(s *scenarios.Scenario, windows []sim.Window, _ int) (Simulator, error) {
		f := fake{}
		f.layout = sim.Layout{Vendors: []string{"acme", sim.All}, Windows: windows, Weeks: s.Run.Weeks}
		f.fill = func(replication int, rec *sim.Record) {
			setAll(&f.layout, rec, o.Metric, value(int(s.Name[1]-'0'), replication))
		}
		return &f, nil
	}
	answer := mustRun(t, c.Design, Options{New: make, Workers: 3})
	return c, answer, &c.Contests(answer)[0]
}

// A tie counts in parts, a run without all values does not count for chance and
// regret, and the worst run is the other end where less is better. Worked by hand.
func TestStandingsByHand(t *testing.T) {
	nan := math.NaN()
	xs := [3][]float64{{4, 2, 3, 10}, {4, 5, 1, 12}, {0, 5, 2, nan}}
	for _, c := range []struct {
		metric                 string
		best, regret, downside [3]float64
	}{
		{sim.FollowUp, [3]float64{1.5 / 3, 1. / 3, 0.5 / 3}, [3]float64{1, 2. / 3, 5. / 3}, [3]float64{2, 1, 0}},
		{"unfairness", [3]float64{1. / 3, 1. / 3, 1. / 3}, [3]float64{2, 7. / 3, 4. / 3}, [3]float64{10, 12, 5}},
	} {
		_, _, contest := compared(t, 3, 4, Outcome{c.metric, "all"}, 0, func(p, i int) float64 { return xs[p][i] })
		for p, s := range contest.Standings {
			if math.Abs(s.Best.Mean-c.best[p]) > 1e-12 || math.Abs(s.Regret.Mean-c.regret[p]) > 1e-12 || s.Downside != c.downside[p] || s.Best.N != 3 {
				t.Errorf("%s of s%d: best %v, regret %v, downside %v", c.metric, p, s.Best, s.Regret, s.Downside)
			}
			if !(s.Best.CILow < s.Best.Mean && s.Best.Mean < s.Best.CIHigh && s.Best.CIHigh <= 1) {
				t.Errorf("%s of s%d: interval of being best %v", c.metric, p, s.Best)
			}
		}
	}
}

// Of 20 runs the worst is one, of 24 the next counts for a fifth, of 30 for a half.
func TestDownside(t *testing.T) {
	for n, want := range map[int]float64{1: 0, 19: 0, 20: 0, 24: 0.2 / 1.2, 30: 0.5 / 1.5, 40: 0.5, 41: (1 + 2*0.05) / 2.05} {
		xs := []float64{math.NaN()}
		for i := range n {
			xs = append(xs, float64(n-1-i))
		}
		if got := downside(xs); math.Abs(got-want) > 1e-12 {
			t.Errorf("of 0 to %d the worst 5 %% have mean %v, want %v", n-1, got, want)
		}
	}
	if !math.IsNaN(downside(nil)) {
		t.Error("no run has a downside")
	}
}

// levels are points at 0, 0.02, 3 and 5 with common noise and some of their own.
func levels(p, i int) float64 {
	level := []float64{0, 0.02, 3, 5}[p]
	return level + 4*math.Sin(float64(7*i)) + chance.Uniform(chance.Root(uint64(p), i), 1, 1)
}

// What cannot be told apart shares a rank; so does what the indifference zone covers.
func TestRanks(t *testing.T) {
	for _, c := range []struct {
		metric       string
		indifference float64
		want         string
	}{
		{sim.FollowUp, 0, "3 3 2 1"},
		{"unfairness", 0, "1 1 2 3"},
		{sim.FollowUp, 2.5, "2 2 1 1"},
		{sim.FollowUp, 10, "1 1 1 1"},
		{"leads_generated", 0, "0 0 0 0"},
	} {
		_, _, contest := compared(t, 4, 60, Outcome{c.metric, "all"}, c.indifference, levels)
		var got []string
		for _, s := range contest.Standings {
			got = append(got, fmt.Sprint(s.Rank))
		}
		if ranks := strings.Join(got, " "); ranks != c.want {
			t.Errorf("%s, indifferent to %v: ranks %s, want %s", c.metric, c.indifference, ranks, c.want)
		}
		if len(contest.Pairs) != 6 {
			t.Errorf("%d pairs of four points", len(contest.Pairs))
		}
	}
}

// Common noise cancels out, and turning a pair round turns its signs.
func TestPairsOfAContest(t *testing.T) {
	_, _, contest := compared(t, 4, 60, followUp, 0, levels)
	p, back := contest.Between(0, 3), contest.Between(3, 0)
	d := p.Difference
	if d.VarianceReduction < 10 || math.Abs(d.Mean+5) > 0.3 || !(d.CILow < -5 && -5 < d.CIHigh) || p.Told != Apart {
		t.Errorf("s0 less s3: %+v", p)
	}
	if b := back.Difference; b.Mean != -d.Mean || b.CILow != -d.CIHigh || b.CIHigh != -d.CILow || back.A != 3 {
		t.Errorf("s3 less s0: %+v", back)
	}
	if contest.Between(0, 0) != nil {
		t.Error("a point is paired with itself")
	}
}

func TestNewComparison(t *testing.T) {
	d := design(3, 2)
	c, err := NewComparison([]string{"x", "x", "y"}, d.Points, d)
	if err != nil || strings.Join(c.Names, ",") != "x,x (2),y" {
		t.Errorf("%v, %v", c, err)
	}
	d.Points[2].Scenario.Run.Weeks = 20
	if _, err := NewComparison([]string{"x", "x", "y"}, d.Points, d); err == nil || !strings.Contains(err.Error(), "x lasts 30 weeks and y 20") || !strings.Contains(err.Error(), "\n  --weeks 20") {
		t.Errorf("horizons that differ: %v", err)
	}
}

// The closing names the better one, or says why there is none, and what to ask next.
func TestSayComparison(t *testing.T) {
	words := Commands{Compare: "a b", Outcomes: " --outcome x", Points: []string{"a", "b", "c", "d"}}
	for _, c := range []struct {
		points, runs int
		metric       string
		indifference float64
		value        func(p, i int) float64
		says, next   string
	}{
		{4, 60, sim.FollowUp, 0, levels, "Best of 4 is s3: with s3 partners' follow-up rate is 210.6 points higher than with s2 (95 % interval 199 points to 222.2 points, 60 runs). It comes out best in 100 %", "channelsim ablate d --outcome partner_follow_up_rate@all"},
		{3, 60, sim.FollowUp, 1.208, func(p, i int) float64 { return float64(p/2) + 0.7*float64(p/2)*float64(i%5-1)/2 }, "With s2 partners' follow-up rate is 135 points higher than with s0 (95 % interval 122.1 points to 147.9 points, 60 runs), but with all pairs looked at together it is not shown to exceed 120.8 points.", "channelsim compare a b --outcome x --runs 240"},
		{4, 60, "unfairness", 0, levels, "Best are s0 and s1, which are not told apart: with s2 perceived unfairness is 3 higher than with s0", "channelsim compare a b --outcome x --runs 240"},
		{2, 60, "unfairness", 1, levels, "s0 and s1 are alike for all that matters:", "channelsim compare a b --outcome x --runs 240"},
		{2, 60, sim.VendorProfit, 0, func(p, i int) float64 { return 5e5*float64(p) + float64(i%2*p) }, "Better is s1: with s1 the vendor's profit is 500 thousand higher than with s0 (95 % interval 500 thousand to 500 thousand, 60 runs). It comes out best in 100 % (95 % interval 94 to 100 %) of runs.", "channelsim compare a b --outcome x --hinges"},
		{2, 60, sim.VendorProfit, 0, func(p, i int) float64 { return float64(4722*p) + 1e5*float64(i%2*p*(i%4-2)) }, "No difference is shown between s1 and s0: with s1 the vendor's profit is 4.7 thousand higher than with s0 (95 % interval -14 thousand to 23 thousand, 60 runs)", "channelsim compare a b --outcome x --runs 240"},
		{2, 60, sim.FollowUp, 0, func(_, i int) float64 { return float64(i) }, "No difference was found: partners' follow-up rate is the same in each of 60 runs", "channelsim compare a --policy cherry-pick,"},
		{2, 3, sim.FollowUp, 0, levels, "3 runs are too few to tell. So far: No difference", "channelsim compare a b --outcome x --runs 200"},
		{2, 60, "leads_generated", 0, levels, "With s0 leads generated is 0.0", "channelsim compare a b --outcome vendor_profit@all"},
		{2, 60, sim.FollowUp, 0, func(p, i int) float64 { return math.NaN() }, "Partners' follow-up rate is undefined in too many runs", "channelsim compare a b --outcome vendor_profit@all"},
	} {
		comparison, answer, contest := compared(t, c.points, c.runs, Outcome{c.metric, "all"}, c.indifference, c.value)
		got := SayComparison(comparison, answer, []Contest{*contest}, words)
		if !strings.HasPrefix(got.Says, c.says) || !strings.HasPrefix(got.Command, c.next) {
			t.Errorf("%s of %d: got %q, %q\nwant %q, %q", c.metric, c.points, got.Says, got.Command, c.says, c.next)
		}
	}
}

// What the best one costs in partners' follow-up and in spirals is said with it, where that is more than chance.
func TestSayCost(t *testing.T) {
	for _, c := range []struct {
		what        string
		effort      float64 // follow-up with the best one; 0.45 with the other
		every       int     // so many runs with the best one spiral, none with the other
		says, never string
	}{
		{"both", 0.215, 1, "But partners then work 22 % of their leads in the last half-year, 46 % with s0, and s1 spirals in 60 of 60 runs, s0 in none.", ""},
		{"effort", 0.215, 0, "But partners then work 22 % of their leads in the last half-year, 46 % with s0.", "spirals"},
		{"spirals", 0.45, 2, "But s1 spirals in 30 of 60 runs, s0 in none.", "work"},
		{"by chance", 0.45, 30, "of runs.", "But"},
		{"better in all", 0.60, 0, "of runs.", "But"},
	} {
		d := design(2, 60)
		d.Outcomes = []Outcome{{sim.VendorProfit, "all"}}
		comparison, err := NewComparison([]string{"s0", "s1"}, d.Points, d)
		if err != nil {
			t.Fatal(err)
		}
		like := func(s *scenarios.Scenario, windows []sim.Window, _ int) (Simulator, error) {
			f := fake{layout: sim.Layout{Vendors: []string{"acme", sim.All}, Windows: windows, Weeks: s.Run.Weeks}}
			f.fill = func(i int, rec *sim.Record) {
				best := s.Name == "s1"
				setWindow(&f.layout, rec, sim.VendorProfit, "all", 100+float64(i%2))
				setWindow(&f.layout, rec, sim.FollowUp, "last_half_year", 0.45+0.01*float64(i%2))
				if best {
					setWindow(&f.layout, rec, sim.VendorProfit, "all", 200+float64(i%3))
					setWindow(&f.layout, rec, sim.FollowUp, "last_half_year", c.effort+0.01*float64(i%2))
				}
				if best && c.every > 0 && i%c.every == 0 {
					spiralIn(&f.layout, rec, 17)
				}
			}
			return &f, nil
		}
		answer := mustRun(t, comparison.Design, Options{New: like})
		got := SayComparison(comparison, answer, comparison.Contests(answer), Commands{Points: []string{"s0", "s1"}}).Says
		if !strings.HasSuffix(got, c.says) || c.never != "" && strings.Contains(got, c.never) {
			t.Errorf("%s: %q", c.what, got)
		}
	}
}

// A title says what is told from chance, and no difference of nothing.
func TestFindingOfSeveral(t *testing.T) {
	at := []float64{41.4, 41.4, 24.9}
	comparison, _, contest := compared(t, 3, 60, followUp, 0, func(p, i int) float64 { return (at[p] + float64((i+p)%2)) / 100 })
	if got := comparison.Finding(contest); !strings.HasPrefix(got, "Best are s0 and s1, which are not told apart: with s2 partners' follow-up rate is 16.5 points lower than with s0 (95 % interval") {
		t.Errorf("got %q", got)
	}
	if got := step(followUp, "", 0.0003); got != "0.03 points" {
		t.Errorf("a small difference reads %q", got)
	}
}

// An interruption that leaves one point, or a part of the second, is not ranked as if
// it were whole.
func TestInterruptedComparison(t *testing.T) {
	c, answer, _ := compared(t, 2, 30, followUp, 0, levels)
	answer.Interrupted, answer.Runs = true, 40
	answer.replicated[1] = nil
	answer.Summary = answer.Summary[:len(answer.Summary)/2]
	contests := c.Contests(answer)
	if s := contests[0].Standings; len(s) != 1 || s[0].Rank != 0 || !math.IsNaN(s[0].Best.Mean) {
		t.Errorf("one point by itself: %+v", s)
	}
	got := SayComparison(c, answer, contests, Commands{Compare: "a b"})
	if got.Says != "Interrupted after 40 of 60 runs. So far: There is nothing to compare yet." {
		t.Errorf("%+v", got)
	}
}

func TestComparisonNotes(t *testing.T) {
	c, answer, contest := compared(t, 3, 5, Outcome{"leads_generated", "all"}, 0, levels)
	c.Design.Points[1].Scenario.Vendors[0].Name = "rival"
	c.Design.Points[2].Scenario.Run.Seed = 9
	notes := strings.Join(c.Notes(answer, []Contest{*contest}), "\n")
	for _, want := range []string{"only 5 runs", "the vendors differ: s0 has acme, s1 has rival", "s2 asks for 0 runs and seed 9: all take the 5 runs and seed 7 of s0",
		"Holm's procedure", "nothing is ranked"} {
		if !strings.Contains(notes, want) {
			t.Errorf("no %q in\n%s", want, notes)
		}
	}
	if strings.Contains(notes, "point 1") {
		t.Errorf("notes on levels are in\n%s", notes)
	}
}

// Each of several vendors that all points have is compared too, with numbers of its
// own; a metric of the market only is not.
func TestContestsOfVendors(t *testing.T) {
	d := design(2, 3)
	for i := range d.Points {
		s := d.Points[i].Scenario
		s.Vendors = append(s.Vendors, scenarios.Vendor{Name: "rival"})
	}
	d.Outcomes = []Outcome{followUp, {sim.Spiral, "all"}}
	c, err := NewComparison([]string{"s0", "s1"}, d.Points, d)
	if err != nil {
		t.Fatal(err)
	}
	make := func(s *scenarios.Scenario, windows []sim.Window, _ int) (Simulator, error) {
		f := fake{layout: sim.Layout{Vendors: []string{"acme", "rival", sim.All}, Windows: windows, Weeks: s.Run.Weeks}}
		f.fill = func(i int, rec *sim.Record) {
			for v := range 3 {
				rec.Values[f.layout.Value(v, windowIndex(&f.layout, "all"), sim.MetricIndex(sim.FollowUp))] = float64(i) + float64(v*int(s.Name[1]-'0'))
			}
		}
		return &f, nil
	}
	var got []string
	for _, contest := range c.Contests(mustRun(t, c.Design, Options{New: make})) {
		got = append(got, fmt.Sprintf("%s %v", contest.Label(), contest.Pairs[0].Difference.Mean))
	}
	if want := "partners' follow-up rate -2, acme: partners' follow-up rate 0, rival: partners' follow-up rate -1, death spiral 0"; strings.Join(got, ", ") != want {
		t.Errorf("got %s, want %s", strings.Join(got, ", "), want)
	}
}

// Shares of runs are told apart by an exact test that agrees with their own interval, and nothing is said of
// the skewness of differences whose t-interval is not shown.
func TestSpiralsApart(t *testing.T) {
	for _, c := range []struct {
		runs, first int
		want        Told
	}{{24, 4, NotApart}, {24, 12, Apart}, {200, 4, NotApart}, {200, 20, Apart}} {
		spirals := func(p, i int) float64 {
			if p == 1 && i < c.first {
				return 1
			}
			return 0
		}
		comparison, answer, contest := compared(t, 2, c.runs, Outcome{sim.Spiral, "all"}, 0, spirals)
		p := &contest.Pairs[0]
		if p.Told != c.want || p.Told == Apart && !(p.Difference.CIHigh < 0) {
			t.Errorf("%d of %d runs against none: %s with %+v", c.first, c.runs, p.Told, p.Difference)
		}
		if notes := strings.Join(comparison.Notes(answer, []Contest{*contest}), "; "); strings.Contains(notes, "skewed") {
			t.Errorf("%d of %d runs: %s", c.first, c.runs, notes)
		}
		a := &Ablation{Design: comparison.Design, Mechanisms: []string{"trust"}}
		rows := a.Rows(answer)
		if rows[0].Found != map[Told]Found{NotApart: NoEffect, Apart: Effect}[c.want] || strings.Contains(strings.Join(a.Notes(answer, rows), "; "), "skewed") {
			t.Errorf("%d of %d runs without a mechanism: %s", c.first, c.runs, rows[0].Found)
		}
	}
	_, _, contest := compared(t, 2, 200, Outcome{sim.Spiral, "all"}, 0.1, func(p, i int) float64 { return float64(p) * float64(min(1, (i+1)/175)) })
	if p := contest.Pairs[0]; p.Told != NotApart {
		t.Errorf("26 of 200 runs against none exceed a tenth: %+v", p.Difference)
	}
}

// The change of a difference of shares is told from chance by the exact sign test, too.
func TestChangeOfShares(t *testing.T) {
	there, base := make([]float64, 24), make([]float64, 24)
	for i := range 5 {
		there[i] = 1
	}
	table := stats.NewPairTable(there, base)
	h := Hinge{Difference: Difference{Shares: &table}, Change: pairedDifference(there, base)}
	if student, both := h.Change.P(0), changeP(&h, there, base); !(student < 0.05) || !(both > 0.05) {
		t.Errorf("5 of 24 runs change: p %v, by Student's t %v", both, student)
	}
}

// A regret lies at 0 or above, with its interval, a tie up to rounding is a tie, and no zero has a sign; the worst
// 5 % say on how few runs they rest.
func TestStandingsAtZero(t *testing.T) {
	c, answer, contest := compared(t, 2, 24, Outcome{"unfairness", "all"}, 0, func(p, i int) float64 {
		switch {
		case p == 1 && i == 7:
			return 1
		case p == 1:
			return 1e-17
		}
		return 0
	})
	first, second := &contest.Standings[0], &contest.Standings[1]
	if second.Regret.CILow != 0 || second.Regret.Mean != 1./24 || math.Abs(first.Best.Mean-(0.5*23+1)/24) > 1e-12 || math.Signbit(first.Downside) {
		t.Errorf("regret %+v, best %+v, downside %v", second.Regret, first.Best, first.Downside)
	}
	if notes := strings.Join(c.Notes(answer, []Contest{*contest}), "; "); !strings.Contains(notes, "the worst 5 % of 24 runs are 1.2 of them, the last one counted in part") {
		t.Error(notes)
	}
	c, answer, contest = compared(t, 2, 40, followUp, 0, levels)
	if notes := strings.Join(c.Notes(answer, []Contest{*contest}), "; "); !strings.Contains(notes, "the worst 5 % of 40 runs are 2 of them: a mere hint") {
		t.Error(notes)
	}
	c, answer, contest = compared(t, 2, 100, followUp, 0, levels)
	if notes := strings.Join(c.Notes(answer, []Contest{*contest}), "; "); strings.Contains(notes, "worst") {
		t.Error(notes)
	}
}
