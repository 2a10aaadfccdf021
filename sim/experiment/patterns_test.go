package experiment

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"channelsim/scenarios"
	"channelsim/sim"
)

// Every pattern changes at most five keys, says what it is about, and can be
// read off two short runs without a panic.
func TestPatternsAreSound(t *testing.T) {
	for i, p := range Patterns {
		number := i + 1
		if number > 22 {
			number++ // P23 is about joint selling, which this model does not have
		}
		if p.ID != fmt.Sprintf("P%d", number) || FindPattern(p.ID) != &Patterns[i] {
			t.Errorf("pattern %d is %s", number, p.ID)
		}
		if n := len(p.Changed()); n > 5 {
			t.Errorf("%s changes %d keys: %v", p.ID, n, p.Changed())
		}
		if p.Title == "" || p.HingesOn == "" || p.Cause.Says == "" || len(p.Cause.Set) == 0 || len(p.Claims) == 0 {
			t.Errorf("%s leaves something unsaid: %+v", p.ID, p)
		}
		if !slices.Contains(p.Reads, p.Picture.Read) {
			t.Errorf("%s: the picture shows %s, which is not read", p.ID, p.Picture.Read)
		}
		names := map[string]bool{}
		for _, a := range p.Arms {
			names[a.Name] = true
		}
		if len(names) != len(p.Arms) {
			t.Errorf("%s: two arms have one name", p.ID)
		}
		for _, c := range p.Claims {
			if c.Direction != AtLeast && c.Direction != AtMost || c.Says == "" {
				t.Errorf("%s: %+v is no claim", p.ID, c)
			}
		}
	}
}

func TestConclude(t *testing.T) {
	interval := func(low, high float64) Estimate { return Estimate{CILow: low, CIHigh: high} }
	least, most := Claim{Direction: AtLeast, Threshold: 0.5}, Claim{Direction: AtMost, Threshold: 0.5}
	for _, c := range []struct {
		e           Estimate
		least, most Conclusion
	}{
		{interval(0.6, 0.7), Shown, NotShown},
		{interval(0.5, 0.7), CannotTell, NotShown},
		{interval(0.5, 0.5), NotShown, NotShown},
		{interval(0.4, 0.6), CannotTell, CannotTell},
		{interval(0.1, 0.4), NotShown, Shown},
		{interval(math.NaN(), math.NaN()), CannotTell, CannotTell},
	} {
		if got := least.conclude(c.e); got != c.least {
			t.Errorf("%v at least 0.5: %s, want %s", c.e, got, c.least)
		}
		if got := most.conclude(c.e); got != c.most {
			t.Errorf("%v at most 0.5: %s, want %s", c.e, got, c.most)
		}
	}
	of := func(cs ...Conclusion) Conclusion {
		var claims []ClaimResult
		for _, c := range cs {
			claims = append(claims, ClaimResult{Conclusion: c})
		}
		return together(claims)
	}
	if of(Shown, Shown) != Shown || of(Shown, CannotTell) != CannotTell || of(CannotTell, NotShown, Shown) != NotShown {
		t.Error("claims must all hold")
	}
}

// sampleOf is a sample with one read, x, for each arm.
func sampleOf(arms map[string][]float64) *Sample {
	s := &Sample{skip: -1, arms: map[string]map[string][]float64{}}
	for name, xs := range arms {
		s.runs = len(xs)
		s.arms[name] = map[string][]float64{"x": xs}
	}
	return s
}

// For a mean the jackknife's pseudo-values are the values themselves. For the
// ratio of 2, 4, 6 to 1, 2, 6, by hand: 4/3 in all, 10/8, 8/7 and 6/3 without one
// each, so the pseudo-values are 4 - 2.5, 4 - 16/7 and 4 - 4.
func TestJackknife(t *testing.T) {
	s := sampleOf(map[string][]float64{"a": {2, 4, 6}, "b": {1, 2, 6}})
	same := pooled(func(s *Sample) float64 { return s.mean("a", "x") })(s)
	ratio := over("a", "x", "b", "x")(s)
	for i, want := range []float64{1.5, 4 - 16./7, 0} {
		if math.Abs(ratio[i]-want) > 1e-12 {
			t.Errorf("pseudo-value %d is %v, want %v", i, ratio[i], want)
		}
		if math.Abs(same[i]-float64(2+2*i)) > 1e-12 {
			t.Errorf("pseudo-value %d of a mean is %v", i, same[i])
		}
	}
	if s.skip != -1 {
		t.Error("the sample was changed")
	}
}

func TestTrendStatistics(t *testing.T) {
	if got := kendall([]float64{1, 2, 3, 4}); got != 1 {
		t.Errorf("a rise has tau %v", got)
	}
	if got := kendall([]float64{3, 1, 2}); math.Abs(got+1./3) > 1e-12 {
		t.Errorf("3, 1, 2 have tau %v, want -1/3", got)
	}
	if a, b := line([]float64{0, 1, 2}, []float64{1, 3, 5}); math.Abs(a-1) > 1e-12 || math.Abs(b-2) > 1e-12 {
		t.Errorf("the line is %v + %v x, want 1 + 2x", a, b)
	}
	zigzag := []float64{0.4, 0.6, 0.4, 0.6, 0.4, 0.6, 0.4, 0.6}
	if got := autocorrelation(zigzag, nil); got > -0.5 {
		t.Errorf("a zigzag has autocorrelation %v", got)
	}
	leads := slices.Repeat([]float64{24}, 8)
	if got := normalVariance(zigzag, leads); math.Abs(got-1) > 0.1 { // 0.1^2 over 0.24/24
		t.Errorf("variance over that of chance is %v, want about 1", got)
	}
}

// Six partners: the last was no member in one week before the cut. Of the five
// left the third that hunted least is the fifth one, and the two first hunted most.
func TestIncomeOfThird(t *testing.T) {
	tr := &sim.Trace{Weeks: 156, Partners: 6}
	for week := range tr.Weeks {
		for h := range tr.Partners {
			hunted, income := float32(0), float32(1000)
			if week == cutWeek-1-rankWeeks {
				hunted = float32(9 - h)
			}
			if week >= cutWeek-1+afterFirst && week < cutWeek-1+afterLast {
				income = float32(h + 1)
			}
			if h == 5 && week == cutWeek-2 {
				hunted = float32(math.NaN())
			}
			tr.Hours, tr.Hunted, tr.Income = append(tr.Hours, 10), append(tr.Hunted, hunted), append(tr.Income, income)
		}
	}
	if got := incomeOfThird(tr, 0); got != 26*5 {
		t.Errorf("the third that hunted least earned %v, want %v", got, 26*5)
	}
	if got := incomeOfThird(tr, 2); got != 26*(1+2) {
		t.Errorf("the third that hunted most earned %v, want %v", got, 26*(1+2))
	}
}

// Two patterns with an arm in common simulate it once, and the answer is the same
// for any number of workers.
func TestPatternsShareArms(t *testing.T) {
	few := []Pattern{*FindPattern("P3"), *FindPattern("P2")}
	var want string
	for _, workers := range []int{1, 3} {
		total := 0
		a, err := RunPatterns(context.Background(), few, PatternOptions{Runs: 3, Seed: 4, Workers: workers, Progress: func(_, all int) { total = all }})
		if err != nil {
			t.Fatal(err)
		}
		if total != 3 || a.Simulated != 3 {
			t.Errorf("%d runs were planned and %d simulated, want 3 of the common arm", total, a.Simulated)
		}
		got := fmt.Sprint(a.Results[0].Claims, a.Results[1].Claims, a.Results[0].Reading, a.Results[1].Reading)
		if want == "" {
			want = got
		}
		if got != want {
			t.Errorf("%d workers: another answer", workers)
		}
	}
}

// canonical tells scenarios apart that differ for the model, and no others.
func TestCanonical(t *testing.T) {
	base, err := scenarios.Load("baseline")
	if err != nil {
		t.Fatal(err)
	}
	text := canonical(base)
	change := func(settings ...scenarios.Setting) string {
		s, err := base.WithAll(settings...)
		if err != nil {
			t.Fatal(err)
		}
		s.Title, s.Expect = "another", nil
		return canonical(s)
	}
	if change(set("mechanisms.review", false)...) != text || change() != text {
		t.Error("the same for the model, but told apart")
	}
	for _, key := range []string{noTrust, noBelief, "mechanisms.unfairness"} {
		if change(set(key, false)...) == text {
			t.Errorf("%s off is not told apart", key)
		}
	}
	if change(set("partners.unfair_factor", 0.0)...) != change(set("mechanisms.unfairness", false)...) {
		t.Error("a factor of 0 and the mechanism off are the same")
	}
}

// The strong patterns show in a few runs.
func TestStrongPatterns(t *testing.T) {
	if testing.Short() {
		t.Skip("numbers only")
	}
	var strong []Pattern
	for _, id := range []string{"P1", "P13", "P16"} {
		strong = append(strong, *FindPattern(id))
	}
	a, err := RunPatterns(context.Background(), strong, PatternOptions{Runs: 6, Seed: 2})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range a.Results {
		if r.Claims[0].Conclusion != Shown {
			t.Errorf("%s: %+v; %s", r.Pattern.ID, r.Claims[0], r.Reading)
		}
		if strings.Contains(r.Reading, "NaN") || strings.Contains(r.Reading, "?") {
			t.Errorf("%s reads %q", r.Pattern.ID, r.Reading)
		}
	}
}

// An interrupted examination has the complete patterns only, and says so.
func TestPatternsInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	o := PatternOptions{Runs: 2, Seed: 1, Workers: 1, Progress: func(done, _ int) {
		if done == 3 {
			cancel()
		}
	}}
	a, err := RunPatterns(ctx, []Pattern{*FindPattern("P2"), *FindPattern("P6")}, o)
	if err != nil {
		t.Fatal(err)
	}
	if !a.Interrupted || len(a.Results) != 1 || a.Results[0].Pattern.ID != "P2" || !strings.HasPrefix(a.Notes[0], "interrupted: 1 pattern") {
		t.Errorf("interrupted %v, %d patterns, notes %q", a.Interrupted, len(a.Results), a.Notes)
	}
}
