package experiment

import (
	"context"
	"math"
	"strings"
	"testing"

	"channelsim/scenarios"
	"channelsim/sim"
)

// fold is x' = h + x - x^3, with h from -1 to 1 for a lead quality from 0 to 1 and a little noise. It
// tips down where h falls below -2/(3 sqrt 3), and back where it rises above +2/(3 sqrt 3).
func foldModel() answering {
	return answering{respond: func(s *scenarios.Scenario, noise func(uint64) float64) map[string]float64 {
		x, q, draw := 1.0, parameter(s, "lead_quality"), uint64(0)
		advance := func(h float64) {
			for range 1500 {
				draw++
				x += 0.05*(h+x-x*x*x) + 0.004*noise(draw)
			}
		}
		advance(2*q - 1)
		for _, shock := range s.Shocks {
			advance(2*asNumber(shock.Value) - 1)
		}
		spiral := 0.0
		if x < 0 {
			spiral = 1
		}
		return map[string]float64{sim.Spiral: spiral, sim.SpiralWeek: math.NaN(), sim.FollowUp: (x + 1.5) / 3, sim.VendorProfit: 100 * x}
	}}
}

// tips is where the fold tips, in terms of lead quality.
var tips, returns = (1 - 2/(3*math.Sqrt(3))) / 2, (1 + 2/(3*math.Sqrt(3))) / 2

func tippingOf(t *testing.T, vary string, like answering) *Tipping {
	t.Helper()
	s := classroom(t)
	s.Shocks = nil
	return &Tipping{Scenario: s, Factor: factors(t, s, vary)[0], Seed: 11, Outcome: Outcome{sim.Spiral, "all"}, Level: math.NaN(),
		Response: Outcome{sim.FollowUp, "last_half_year"}, Runs: 64, Budget: 1500, Tolerance: 0.01, Steps: 21, Staged: Staged{New: answers(like)}}
}

// TestTippingOfTheFold: the threshold and the width of the loop are the known ones.
func TestTippingOfTheFold(t *testing.T) {
	if testing.Short() {
		t.Skip("many runs")
	}
	p := tippingOf(t, "lead_quality=0:1", foldModel())
	a, err := p.Find(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if a.Undecided() || a.Root.Low > tips+0.01 || a.Root.High < tips-0.02 || a.Root.High-a.Root.Low > 0.1 || a.Rising {
		t.Errorf("the threshold is in %v to %v, want %v in it", a.Root.Low, a.Root.High, tips)
	}
	if a.Loop == nil || !a.Loop.GoodIsHigh {
		t.Fatal("there is no loop, or it is upside down")
	}
	const slack = 0.01 // noise tips a little early
	for what, e := range map[string]struct {
		got  Estimate
		want float64
	}{"the good branch falls": {a.Loop.Falls, tips}, "the bad branch returns": {a.Loop.Returns, returns}, "the loop's width": {a.Loop.Width, returns - tips}} {
		if e.got.CILow > e.want+slack || e.got.CIHigh < e.want-slack || e.got.CIHigh-e.got.CILow > 0.25 {
			t.Errorf("%s: %v in [%v, %v], want %v", what, e.got.Mean, e.got.CILow, e.got.CIHigh, e.want)
		}
	}
	if a.Loop.Closing.N == 0 || a.Loop.Closing.Mean != 0 {
		t.Errorf("a loop that stays is closing: %+v", a.Loop.Closing)
	}
	if a.Loop.Lost.Mean > 1 || a.Loop.Meanwhile.N == 0 {
		t.Errorf("lost %v", a.Loop.Lost)
	}
	if c := SayTipping(p, a, "x"); !strings.Contains(c.Says, "Below lead_quality") || !strings.Contains(c.Says, "most runs spiral within 60 weeks: the threshold lies") || !strings.Contains(c.Says, "Within these weeks it is a point of no return: ") {
		t.Errorf("%q", c.Says)
	}
}

// TestNoPointOfNoReturn: none is claimed where both ends are alike.
func TestNoPointOfNoReturn(t *testing.T) {
	if testing.Short() {
		t.Skip("many runs")
	}
	p := tippingOf(t, "lead_quality=0.8:1", foldModel())
	a, err := p.Find(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if c := SayTipping(p, a, "x"); !a.Undecided() || !strings.HasPrefix(c.Says, "No threshold was found: 0 % of runs spiral within") {
		t.Errorf("%v: %q", a.Root, c.Says)
	}
}

// TestNoLoopWithoutMemory: a response that depends on the present alone has no loop.
func TestNoLoopWithoutMemory(t *testing.T) {
	like := answering{respond: func(s *scenarios.Scenario, noise func(uint64) float64) map[string]float64 {
		q := parameter(s, "lead_quality")
		for _, shock := range s.Shocks {
			q = asNumber(shock.Value)
		}
		return map[string]float64{sim.Spiral: 0, sim.SpiralWeek: math.NaN(), sim.FollowUp: q + 0.02*noise(1), sim.VendorProfit: 0}
	}}
	p := tippingOf(t, "lead_quality=0:1", like)
	a, err := p.Find(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if a.Loop.Width.CILow > 0 || math.Abs(a.Loop.Width.Mean) > 1e-9 {
		t.Errorf("width %v", a.Loop.Width)
	}
	if says := SayTipping(p, a, "x").Says; !strings.Contains(says, "No hysteresis was found") || !strings.Contains(says, "no point of no return") || strings.Count(says, "of no return") > 1 {
		t.Errorf("%q", says)
	}
}

// TestLoopOfFadingMemory: of a past of which less is left at the end than half-way; so the loop
// at the end is narrower than half-way, and that is said.
func TestLoopOfFadingMemory(t *testing.T) {
	like := answering{respond: func(s *scenarios.Scenario, noise func(uint64) float64) map[string]float64 {
		past := parameter(s, "lead_quality")
		now := past
		for _, shock := range s.Shocks {
			now = asNumber(shock.Value)
		}
		left := func(part float64) float64 { return now + part*(past-now) + 0.02*noise(1) }
		return map[string]float64{sim.Spiral: 0, sim.SpiralWeek: math.NaN(), sim.VendorProfit: 0,
			sim.FollowUp: left(0.25), sim.FollowUp + "@middle": left(0.4)}
	}}
	p := tippingOf(t, "lead_quality=0:1", like)
	a, err := p.Find(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	// 0.75 x + 0.25 past is 0.5 at 1/3 and 2/3; 0.6 x + 0.4 past at 1/6 and 5/6
	near(t, "the width", a.Loop.Width.Mean, 1./3, 0.01)
	near(t, "the width half-way", a.Loop.Early.Mean, 2./3, 0.01)
	if says := SayTipping(p, a, "x").Says; !strings.Contains(says, "closing still, a memory that fades") || !strings.Contains(strings.Join(a.Notes, "\n"), "a memory that fades") {
		t.Errorf("%q, %q", says, a.Notes)
	}
}

// TestTippingDoesNotDependOnWorkers, and an interruption is named.
func TestTippingDoesNotDependOnWorkers(t *testing.T) {
	var want string
	for _, workers := range []int{1, 3} {
		p := tippingOf(t, "lead_quality=0.1:0.6", foldModel())
		p.Workers, p.Steps = workers, 3
		a, err := p.Find(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		got := SayTipping(p, a, "x").Says
		if want == "" {
			want = got
		}
		if got != want {
			t.Errorf("%d workers: %q, want %q", workers, got, want)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	p := tippingOf(t, "lead_quality=0.1:0.6", foldModel())
	a, err := p.Find(ctx)
	if err != nil || !a.Interrupted || !strings.HasPrefix(SayTipping(p, a, "x").Says, "Interrupted after 0 runs") {
		t.Errorf("%v, %v", a, err)
	}
}

// TestInterruptedSearchInventsNothing: whenever it is cut short, what it says was seen.
func TestInterruptedSearchInventsNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("many runs")
	}
	for _, after := range []int{1, 40, 70, 128, 180, 300, 600} {
		ctx, cancel := context.WithCancel(context.Background())
		p := tippingOf(t, "lead_quality=0.1:0.6", foldModel())
		p.Workers, p.Budget = 1, 100_000
		p.Progress = func(done, _ int) {
			if done >= after {
				cancel()
			}
		}
		a, err := p.Find(ctx)
		cancel()
		if err != nil || !a.Interrupted {
			t.Fatalf("after %d: %v, interrupted %v", after, err, a.Interrupted)
		}
		seen := 0
		for i, at := range a.Points {
			seen += at.All
			if at.All == 0 || i > 0 && at.Value <= a.Points[i-1].Value {
				t.Errorf("after %d: points %v", after, a.Points)
			}
		}
		if seen > a.Simulated || a.Root.Runs > seen {
			t.Errorf("after %d: %d runs, of which %d are counted and %d decided", after, a.Simulated, seen, a.Root.Runs)
		}
		if !a.Undecided() && (a.Root.Low > tips+0.01 || a.Root.High < tips-0.02) {
			t.Errorf("after %d: %v", after, a.Root)
		}
		if c := SayTipping(p, a, "x"); strings.Contains(c.Says+c.Command, "NaN") || strings.Contains(c.Says, "No threshold") {
			t.Errorf("after %d: %q", after, c)
		}
	}
}

// TestWarningsAreJudgedByTheTruth: a signal that rises before spirals only is found, one that is
// the same in all runs is not.
func TestWarningsAreJudgedByTheTruth(t *testing.T) {
	s := newWatched()
	for r := range 120 {
		xs := make([]float64, 120)
		grows := 0.0
		if r%2 == 0 {
			s.spiral[r], grows = 104, 1
		}
		for w := range xs {
			xs[w] = 0.5 + (0.02+0.0004*grows*float64(w))*rough(r, w)
		}
		s.followUp[r] = xs
	}
	all := s.judge(120)
	if v := all[0]; !v.Enough || v.Spirals != 60 || v.Steady != 60 || v.Area.CILow < 0.7 || v.Hits.Mean < 0.5 || v.FalseAlarms.Mean > 0.2 {
		t.Errorf("variance: %+v", v)
	}
	if c := all[1]; c.Area.CILow > 0.5 && c.Area.CIHigh < 0.5 || c.Area.Mean > 0.75 {
		t.Errorf("autocorrelation: %+v", c)
	}
	if few := s.judge(12); few[0].Enough || !strings.HasPrefix(few[0].SayWarning(), "cannot tell") {
		t.Errorf("of 12 runs: %+v", few[0])
	}
}

// rough is white noise by run and week.
func rough(run, week int) float64 {
	x := uint64(run)*1_000_003 + uint64(week)*7_919 + 12345
	x ^= x >> 31
	x *= 0x9e3779b97f4a7c15
	x ^= x >> 29
	x *= 0xbf58476d1ce4e5b9
	x ^= x >> 32
	return 2*float64(x>>11)/(1<<53) - 1
}

// TestArea: of perfect, reversed and tied trends.
func TestArea(t *testing.T) {
	near(t, "a perfect signal's area", rocArea([]float64{2, 3}, []float64{0, 1}).Mean, 1, 0)
	near(t, "a reversed signal's area", rocArea([]float64{0, 1}, []float64{2, 3}).Mean, 0, 0)
	near(t, "a useless signal's area", rocArea([]float64{1, 1}, []float64{1, 1}).Mean, 0.5, 0)
}

// TestBudgetIsKept: the search never makes more runs than it may, whatever a batch holds.
func TestBudgetIsKept(t *testing.T) {
	for _, budget := range []int{40, 131, 150} {
		p := tippingOf(t, "lead_quality=0:1", steep())
		p.Runs, p.Budget = 20, budget
		a, err := p.Find(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, at := range a.Points {
			n += at.All
		}
		if n > budget || n < 40 || a.Ends[0].N < 20 || a.Ends[1].N < 20 {
			t.Errorf("budget %d: %d runs, %d and %d at the ends", budget, n, a.Ends[0].N, a.Ends[1].N)
		}
	}
}

// steep is a model that tips at a lead quality of about one half, by chance.
func steep() answering {
	return answering{respond: func(s *scenarios.Scenario, noise func(uint64) float64) map[string]float64 {
		spiral := 0.0
		if parameter(s, "lead_quality")+0.1*noise(1) < 0.5 {
			spiral = 1
		}
		return map[string]float64{sim.Spiral: spiral, sim.SpiralWeek: math.NaN(), sim.FollowUp: 1 - spiral, sim.VendorProfit: 1}
	}}
}
