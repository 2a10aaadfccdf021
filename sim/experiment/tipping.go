package experiment

import (
	"context"
	"fmt"
	"maps"
	"math"
	"slices"

	"channelsim/scenarios"
	"channelsim/sim"
	"channelsim/sim/stats"
)

// Tipping is a search for the threshold in one parameter.
type Tipping struct {
	Scenario *scenarios.Scenario
	Factor   Factor  // a range of numbers
	Second   *Factor // of a map of the basin; nil draws none
	Seed     uint64

	Outcome   Outcome // of a run, held against Level
	Level     float64 // NaN: half-way between the ends
	Response  Outcome // what the loop shows, over the last half-year
	Runs      int     // most runs at one point of the search, and runs at each point of loop and map are derived from it
	Budget    int     // most runs of the search
	Tolerance float64 // width of the interval that is narrow enough
	Steps     int     // values on each branch of the loop, and on each side of the map

	Staged
}

// Design is what the search is about, for its fingerprint: the parts decide as they go.
func (t *Tipping) Design() Design {
	p := Point{Scenario: t.Scenario, Vary: []scenarios.Setting{{Key: t.Factor.Key, Value: []float64{t.Factor.Low, t.Factor.High}},
		{Key: "search", Value: []any{t.Outcome, t.Level, t.Response, t.Runs, t.Budget, t.Tolerance, t.Steps}}}}
	if t.Second != nil {
		p.Vary = append(p.Vary, scenarios.Setting{Key: t.Second.Key, Value: []float64{t.Second.Low, t.Second.High}})
	}
	return Design{Points: []Point{p}, Runs: t.Planned(), Seed: t.Seed}
}

// Values of a Tipping that the user leaves open.
const (
	TippingRuns   = 400
	TippingBudget = 6000
	TippingSteps  = 9
	batch         = 32 // runs that the search asks for at once
)

// TippingAnswer is what was found.
type TippingAnswer struct {
	Root        stats.Root // of the share of runs above Level; in units of the key
	Level       float64
	Rising      bool           // the share above Level rises with the key
	Ends        [2]Estimate    // share of runs above Level at both ends
	Points      []TippingPoint // by value
	Undefined   int            // runs of the search whose outcome is undefined, or that failed
	Loop        *Loop
	Warnings    []WarningResult
	WarnedAt    float64 // value of the key at which they were judged; NaN: the scenario's own
	Map         *Sweep
	MapAnswer   *Answer
	Simulated   int
	Interrupted bool
	Notes       []string
}

// TippingPoint is a value at which the search looked.
type TippingPoint struct {
	Value      float64
	Above, All int // runs above the level, and runs
}

// Find searches. When ctx is cancelled the answer holds what is known so far.
func (t *Tipping) Find(ctx context.Context) (*TippingAnswer, error) {
	a := &TippingAnswer{Root: stats.Root{Interval: stats.Interval{Low: math.NaN(), High: math.NaN()}, Estimate: math.NaN()}, Level: math.NaN(), WarnedAt: math.NaN()}
	a.Ends[0], a.Ends[1] = nothing, nothing
	for _, part := range []func(context.Context, *TippingAnswer) error{t.search, t.loop, t.warnings, t.basin} {
		if err := part(ctx, a); err != nil {
			return nil, err
		}
		if ctx.Err() != nil {
			a.Interrupted = true
			break
		}
	}
	a.Simulated = t.simulated
	a.Notes = t.notes(a)
	return a, nil
}

// run simulates a design with the search's own options.
func (t *Tipping) run(ctx context.Context, d Design, reader Store) (*Answer, error) {
	d.Seed = t.Seed
	return t.stage(ctx, d, reader, t.planned())
}

// planned is the number of runs that the whole may take.
func (t *Tipping) planned() int {
	n := t.Budget + 2*t.Steps*t.branchRuns() + t.warningRuns()
	if t.Second != nil {
		n += t.Steps * t.Steps * t.mapRuns()
	}
	return max(n, t.simulated)
}

// Planned is the most runs that the whole may take.
func (t *Tipping) Planned() int { return t.planned() }

func (t *Tipping) branchRuns() int  { return max(4, t.Runs/10) }
func (t *Tipping) mapRuns() int     { return max(4, t.Runs/20) }
func (t *Tipping) warningRuns() int { return max(8, t.Runs/2) }

// at is the scenario with another value of the key.
func (t *Tipping) at(x float64) (*scenarios.Scenario, error) {
	s, err := t.Scenario.With(t.Factor.Key, t.Factor.number(x))
	if err != nil {
		return nil, err
	}
	s.Expect = nil
	return s, s.Validate()
}

// search finds the value at which half of the runs end above the level.
func (t *Tipping) search(ctx context.Context, a *TippingAnswer) error {
	p := &prober{tipping: t, ctx: ctx, known: map[float64][]float64{}}
	if err := p.ends(a); err != nil || ctx.Err() != nil {
		return err
	}
	sign := 1.0
	if a.Rising = a.Ends[1].Mean >= a.Ends[0].Mean; !a.Rising {
		sign = -1
	}
	a.Root = stats.FindRoot(stats.Search{Low: t.Factor.Low, High: t.Factor.High, Tolerance: t.Tolerance, PerPoint: t.Runs, Budget: t.Budget},
		func(x float64, run int) float64 { return p.side(x, run, sign, a.Level) })
	for _, x := range slices.Sorted(maps.Keys(p.known)) {
		above, n := countAbove(p.known[x], a.Level)
		a.Points = append(a.Points, TippingPoint{x, above, n})
		a.Undefined += len(p.known[x]) - n
	}
	return p.err
}

// ends runs at both ends and settles the level.
func (p *prober) ends(a *TippingAnswer) error {
	t := p.tipping
	at := [2]float64{t.Factor.Low, t.Factor.High}
	for _, x := range at {
		p.fetch(x, min(t.Runs, 2*batch))
	}
	if p.err != nil || p.ctx.Err() != nil {
		return p.err
	}
	a.Level = t.Level
	switch low := middle(p.known[at[0]]); {
	case !math.IsNaN(a.Level):
	case t.Outcome.Metric == sim.Spiral:
		a.Level = 0.5
	default:
		a.Level = low + float64((middle(p.known[at[1]])-low)/2)
	}
	for i, x := range at {
		a.Ends[i] = shareAbove(p.known[x], a.Level)
	}
	return nil
}

// middle is the median of what is defined.
func middle(xs []float64) float64 {
	return stats.Quantile(stats.Defined(xs, make([]float64, len(xs))), 0.5)
}

// countAbove counts the defined values and those of them above a level.
func countAbove(xs []float64, level float64) (above, n int) {
	for _, x := range xs {
		if !math.IsNaN(x) {
			n++
			if x > level {
				above++
			}
		}
	}
	return above, n
}

// shareAbove is the share of defined values above a level.
func shareAbove(xs []float64, level float64) Estimate { return ShareOf(countAbove(xs, level)) }

// nothing is an estimate of what is not known.
var nothing = Estimate{math.NaN(), math.NaN(), math.NaN(), math.NaN(), 0}

// ShareOf is a share of runs with Wilson's interval.
func ShareOf(k, n int) Estimate {
	i := stats.Wilson(k, n)
	return Estimate{Mean: float64(k) / float64(n), CILow: i.Low, CIHigh: i.High, SD: math.NaN(), N: n}
}

// prober simulates runs at values as the search asks for them, some at a time.
type prober struct {
	tipping *Tipping
	ctx     context.Context
	known   map[float64][]float64 // none of them empty
	spent   int                   // runs of the search so far
	err     error
}

// side is above 0 where a run at a value ends above the level, or below it with a sign of
// -1; NaN if there are no more runs. What is undefined or could not be simulated does not
// count as above.
func (p *prober) side(x float64, run int, sign, level float64) float64 {
	xs := p.fetch(x, run+1)
	switch {
	case run >= len(xs):
		return math.NaN()
	case math.IsNaN(xs[run]):
		return -sign
	}
	return sign * (xs[run] - level)
}

// fetch makes sure that so many runs at a value are known; after an interruption, an error or
// the end of the budget there are fewer.
func (p *prober) fetch(x float64, runs int) []float64 {
	for len(p.known[x]) < runs && p.err == nil && p.ctx.Err() == nil && p.spent < p.tipping.Budget {
		var more []float64
		n := min(batch, p.tipping.Runs-len(p.known[x]), p.tipping.Budget-p.spent)
		more, p.err = p.tipping.sample(p.ctx, x, len(p.known[x]), n)
		if more != nil {
			p.known[x] = append(p.known[x], more...)
			p.spent += n
		}
	}
	return p.known[x]
}

// sample simulates the next n runs at a value; none after an interruption.
func (t *Tipping) sample(ctx context.Context, x float64, from, n int) ([]float64, error) {
	s, err := t.at(x)
	if err != nil {
		return nil, err
	}
	d := Design{Points: []Point{{Scenario: s}}, First: from, Runs: n, NoWeeks: true, Outcomes: []Outcome{t.Outcome}}
	d.Windows = AddWindow(nil, t.Outcome, s.Run.Weeks)
	values := &values{outcome: t.Outcome, xs: undefined(n), from: from}
	a, err := t.run(ctx, d, values)
	if err != nil || a.Interrupted {
		return nil, err
	}
	return values.xs, nil
}

// Undecided reports whether the range holds no threshold that could be found.
func (a *TippingAnswer) Undecided() bool {
	return math.IsNaN(a.Root.Low) || math.IsInf(a.Root.Low, 0) || math.IsInf(a.Root.High, 0)
}

// notes lists the doubts that go with an answer.
func (t *Tipping) notes(a *TippingAnswer) []string {
	var notes []string
	if a.Interrupted {
		notes = append(notes, fmt.Sprintf("interrupted after %s: what is missing was not looked at", CountOf(a.Simulated, "run")))
	}
	if !a.Interrupted && !a.Undecided() && a.Root.High-a.Root.Low > t.Tolerance {
		notes = append(notes, fmt.Sprintf("the interval is wider than --tolerance %v: near the point runs differ so much that %d at each do not tell the side; --runs and --budget narrow it", t.Tolerance, t.Runs))
	}
	if a.Undefined > 0 {
		notes = append(notes, fmt.Sprintf("%s of the search ended with %s undefined or could not be finished: the search takes them for not above the level, and the shares leave them out", CountOf(a.Undefined, "run"), t.Outcome.Label()))
	}
	if t.Runs < 4*FewRuns {
		notes = append(notes, fmt.Sprintf("only %s at most at each value: little can be told; the usual number is %d", CountOf(t.Runs, "run"), TippingRuns))
	}
	if a.Loop != nil {
		notes = append(notes, a.Loop.notes(t)...)
	}
	return notes
}
