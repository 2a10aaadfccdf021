package experiment

import (
	"context"
	"fmt"
	"math"

	"channelsim/scenarios"
	"channelsim/sim"
	"channelsim/sim/stats"
)

// Loop is the hysteresis loop: what the response comes to at a value of the key, by what came
// before. Each run spends as many weeks as the scenario has at one end of the key, and as many
// again at the value; the response is read over the last half-year. The runs of all points share
// their random numbers.
type Loop struct {
	Values   []float64
	FromGood []Estimate   // after weeks at the end with the higher response
	FromBad  []Estimate   // after weeks at the other end
	Gap      []Difference // good less bad, run by run
	Level    float64      // half-way between the least and the greatest mean
	// Falls and Returns are where the branches from the good and from the bad end cross the level, means
	// over the runs in which both do; Width is how much further the key must go to return. In units of
	// the key, and counted toward the good end. To each interval is added what the crossings move by
	// when every second value is left out: as much as the distance of the values can mislead.
	Falls, Returns, Width Estimate
	// Early is the width in the middle of the weeks at the value, and Closing what it has grown by from
	// then to the end, run by run: below 0 the loop is closing still, and more time would leave less of
	// it. N is 0 where there are too few weeks to tell.
	Early      Estimate
	Closing    Difference
	Crossed    int // runs in which both branches cross within the range
	Runs       int
	GoodIsHigh bool // the good end is the high one
	// Lost is the vendor's profit at the good end, in the weeks after the return to it, less that of
	// runs that never left it: what the time at the bad end costs afterwards. Meanwhile is the same
	// for the weeks at the bad end themselves.
	Lost, Meanwhile Difference
}

// loop follows both branches. A key that is read once, when a run starts, has no loop.
func (t *Tipping) loop(ctx context.Context, a *TippingAnswer) error {
	if t.Factor.Param.Start {
		return nil
	}
	d, values, err := t.branches()
	if err != nil {
		return err
	}
	answer, err := t.run(ctx, d, nil)
	if err != nil || answer.Interrupted {
		return err
	}
	a.Loop = t.readLoop(answer, values)
	return nil
}

// branches are the points of the loop: from the low end, then from the high end.
func (t *Tipping) branches() (d Design, values []float64, err error) {
	weeks := t.Scenario.Run.Weeks
	after, before := sim.Window{Name: "after", First: weeks + 1, Last: 2 * weeks}, sim.Window{Name: "before", First: 1, Last: weeks}
	midway := sim.Window{Name: "middle", First: weeks + max(1, weeks/2-halfYear+1), Last: weeks + max(1, weeks/2)}
	d = Design{Runs: t.branchRuns(), NoWeeks: true, Windows: []sim.Window{before, after, midway},
		Outcomes: []Outcome{{t.Response.Metric, "last_half_year"}, {sim.VendorProfit, "before"}, {sim.VendorProfit, "after"}, {t.Response.Metric, "middle"}}}
	for i := range t.Steps {
		values = append(values, asNumber(t.Factor.At(float64(i)/float64(t.Steps-1))))
	}
	for _, start := range []float64{t.Factor.Low, t.Factor.High} {
		for _, x := range values {
			s, err := t.at(start)
			if err != nil {
				return d, nil, err
			}
			s.Run.Weeks = 2 * weeks
			s.Shocks = append(s.Shocks, scenarios.Shock{Name: "the key moves", Week: weeks + 1, Key: t.Factor.Key, Value: x})
			if err := s.Validate(); err != nil {
				return d, nil, err
			}
			d.Points = append(d.Points, Point{Index: len(d.Points), Scenario: s})
		}
	}
	return d, values, nil
}

func (t *Tipping) readLoop(answer *Answer, xs []float64) *Loop {
	o, n := answer.Design.Outcomes[0], len(xs)
	low := func(i int) int { return i }      // point of the branch from the low end
	high := func(i int) int { return n + i } // and from the high end
	l := &Loop{Values: xs, Runs: answer.Design.Runs}
	mean := func(point int) float64 { return answer.Find(point, sim.All, o.Metric, o.Window).Mean }
	l.GoodIsHigh = mean(high(n-1)) >= mean(low(0))
	good, bad, goodEnd, badEnd := high, low, n-1, 0
	if !l.GoodIsHigh {
		good, bad, goodEnd, badEnd = low, high, 0, n-1
	}
	l.Level = float64(mean(bad(badEnd)) + float64((mean(good(goodEnd))-mean(bad(badEnd)))/2))
	for i := range xs {
		for _, branch := range []struct {
			to *[]Estimate
			at int
		}{{&l.FromGood, good(i)}, {&l.FromBad, bad(i)}} {
			s := answer.Find(branch.at, sim.All, o.Metric, o.Window)
			*branch.to = append(*branch.to, Estimate{s.Mean, s.SD, s.CILow, s.CIHigh, s.N})
		}
		l.Gap = append(l.Gap, answer.Paired(good(i), bad(i), o))
	}
	l.cross(answer, good, bad)
	l.Lost = answer.Paired(bad(goodEnd), good(goodEnd), answer.Design.Outcomes[2])
	l.Meanwhile = answer.Paired(bad(goodEnd), good(goodEnd), answer.Design.Outcomes[1])
	return l
}

// halfYear is the length of the windows in which the response is read.
const halfYear = 26

// crossings are where the branches cross the level, by run: from the good end and from the bad
// one. NaN where a branch does not.
type crossings struct{ good, bad []float64 }

// cross finds, run by run, where the branches cross the level.
func (l *Loop) cross(answer *Answer, good, bad func(int) int) {
	o := answer.Design.Outcomes
	end, coarse := l.crossings(answer, o[0], good, bad, 1), l.crossings(answer, o[0], good, bad, 2)
	width := l.widths(end)
	for r, w := range width {
		if math.IsNaN(w) { // both branches or none
			end.good[r], end.bad[r] = math.NaN(), math.NaN()
		}
	}
	l.Falls, l.Returns, l.Width = estimate(end.good, false), estimate(end.bad, false), estimate(width, false)
	l.Crossed = l.Width.N
	falls, returns := meanDistance(end.good, coarse.good), meanDistance(end.bad, coarse.bad)
	widen(&l.Falls, falls)
	widen(&l.Returns, returns)
	widen(&l.Width, falls+returns)
	l.Early = nothing
	if w := answer.Design.Windows[2]; w.Last-w.First+1 == halfYear {
		early := l.widths(l.crossings(answer, o[3], good, bad, 1))
		l.Early, l.Closing = estimate(early, false), pairedDifference(width, early)
	}
}

// crossings reads them off every so manieth value, from the good end on, and the last.
func (l *Loop) crossings(answer *Answer, o Outcome, good, bad func(int) int, every int) crossings {
	n := len(l.Values)
	var order []int // from the good end
	for k := 0; k < n; k += every {
		order = append(order, k)
	}
	if order[len(order)-1] != n-1 {
		order = append(order, n-1)
	}
	c := crossings{undefined(l.Runs), undefined(l.Runs)}
	for r := range l.Runs {
		for _, branch := range []struct {
			to []float64
			at func(int) int
		}{{c.good, good}, {c.bad, bad}} {
			var xs, ys []float64
			for _, k := range order {
				if l.GoodIsHigh {
					k = n - 1 - k
				}
				y := math.NaN()
				if all := answer.Replicated(branch.at(k), o); r < len(all) {
					y = all[r]
				}
				xs, ys = append(xs, l.Values[k]), append(ys, y)
			}
			branch.to[r] = crossing(xs, ys, l.Level)
		}
	}
	return c
}

// widths are how much further the key must go to return, by run.
func (l *Loop) widths(c crossings) []float64 {
	width := make([]float64, len(c.good))
	for r := range width {
		width[r] = c.bad[r] - c.good[r]
		if !l.GoodIsHigh {
			width[r] = -width[r]
		}
	}
	return width
}

// meanDistance is the mean distance between the numbers that both have.
func meanDistance(xs, ys []float64) float64 {
	var d []float64
	for i := range xs {
		if x := math.Abs(xs[i] - ys[i]); !math.IsNaN(x) {
			d = append(d, x)
		}
	}
	if d == nil {
		return 0
	}
	return stats.Sum(d) / float64(len(d))
}

// widen moves both ends of an interval outward.
func widen(e *Estimate, by float64) { e.CILow, e.CIHigh = e.CILow-by, e.CIHigh+by }

// crossing is where a response, its values in the order from the good end, falls below a level for
// the first time, with straight lines between the values; NaN where it does not, or is undefined
// on the way.
func crossing(xs, ys []float64, level float64) float64 {
	for i := range len(xs) - 1 {
		from, to := ys[i], ys[i+1]
		if math.IsNaN(from) || math.IsNaN(to) || from < level {
			return math.NaN()
		}
		if to < level {
			return float64(xs[i+1] + float64((xs[i]-xs[i+1])*((level-to)/(from-to))))
		}
	}
	return math.NaN()
}

// closing reports whether the loop gets narrower still at the end.
func (l *Loop) closing() bool { return l.Closing.N > 1 && l.Closing.CIHigh < 0 }

func (l *Loop) notes(t *Tipping) []string {
	step := (t.Factor.High - t.Factor.Low) / float64(t.Steps-1)
	notes := []string{fmt.Sprintf("the loop has %s at each of %d values: its crossings lie between values %.3g apart, and what these may mislead by is in the intervals; --steps makes them closer", CountOf(l.Runs, "run"), len(l.Values), step)}
	if l.Crossed < l.Runs {
		notes = append(notes, fmt.Sprintf("in %d of %s a branch does not cross half its height within the range; the width is of the others", l.Runs-l.Crossed, CountOf(l.Runs, "run")))
	}
	if n := l.Width.N; n < FewRuns {
		notes = append(notes, fmt.Sprintf("the width of the loop rests on %s", CountOf(n, "run")))
	}
	if l.closing() {
		notes = append(notes, fmt.Sprintf("the loop is closing still: half-way through the %s at a value it was %.2g wide, %.2g (95 %% interval %.2g to %.2g) wider than at the end; so part of it is a memory that fades, and --weeks shows what more time leaves of it",
			CountOf(t.Scenario.Run.Weeks, "week"), l.Early.Mean, -l.Closing.Mean, -l.Closing.CIHigh, -l.Closing.CILow))
	}
	return notes
}

// basin simulates the map over two keys, if there is a second one.
func (t *Tipping) basin(ctx context.Context, a *TippingAnswer) error {
	if t.Second == nil {
		return nil
	}
	factors := []Factor{t.Factor, *t.Second}
	for k := range factors {
		f := &factors[k]
		f.Values = nil
		var levels []any
		for i := range t.Steps {
			levels = append(levels, f.At(float64(i)/float64(t.Steps-1)))
		}
		f.Values = levels
	}
	d := Design{Runs: t.mapRuns(), Seed: t.Seed, NoWeeks: true, Outcomes: []Outcome{t.Outcome}}
	d.Windows = AddWindow(nil, t.Outcome, t.Scenario.Run.Weeks)
	w, err := NewSweep(t.Scenario, factors, GridPlan, 0, d)
	if err != nil {
		return err
	}
	answer, err := t.run(ctx, w.Design, nil)
	if err != nil || answer.Interrupted {
		return err
	}
	a.Map, a.MapAnswer = w, answer
	return nil
}
