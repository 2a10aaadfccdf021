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
	// the key, and counted toward the good end.
	Falls, Returns, Width Estimate
	Crossed               int // runs in which both branches cross within the range
	Runs                  int
	GoodIsHigh            bool // the good end is the high one
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
	d = Design{Runs: t.branchRuns(), NoWeeks: true, Windows: []sim.Window{before, after},
		Outcomes: []Outcome{{t.Response.Metric, "last_half_year"}, {sim.VendorProfit, "before"}, {sim.VendorProfit, "after"}}}
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

// cross finds, run by run, where the branches cross the level.
func (l *Loop) cross(answer *Answer, good, bad func(int) int) {
	o := answer.Design.Outcomes[0]
	var falls, returns, width []float64
	for r := range l.Runs {
		branch := func(at func(int) int) float64 {
			ys := make([]float64, len(l.Values))
			for i := range ys {
				ys[i] = math.NaN()
				if all := answer.Replicated(at(i), o); r < len(all) {
					ys[i] = all[r]
				}
			}
			return crossing(l.Values, ys, l.Level, l.GoodIsHigh)
		}
		f, b := branch(good), branch(bad)
		if math.IsNaN(f) || math.IsNaN(b) {
			continue
		}
		falls, returns = append(falls, f), append(returns, b)
		if l.GoodIsHigh {
			width = append(width, b-f)
		} else {
			width = append(width, f-b)
		}
	}
	l.Crossed = len(width)
	l.Falls, l.Returns, l.Width = estimate(falls, false), estimate(returns, false), estimate(width, false)
}

// crossing is where a response crosses a level for the last time on the way from the good end,
// with straight lines between the values; NaN where it does not, or is undefined on the way.
func crossing(xs, ys []float64, level float64, goodIsHigh bool) float64 {
	n := len(xs)
	for k := range n - 1 {
		i, j := n-1-k, n-2-k // j is one step further from the good end
		if !goodIsHigh {
			i, j = k, k+1
		}
		if math.IsNaN(ys[i]) || math.IsNaN(ys[j]) || ys[i] < level {
			return math.NaN()
		}
		if ys[j] < level {
			return float64(xs[j] + float64((xs[i]-xs[j])*((level-ys[j])/(ys[i]-ys[j]))))
		}
	}
	return math.NaN()
}

func (l *Loop) notes(t *Tipping) []string {
	step := (t.Factor.High - t.Factor.Low) / float64(t.Steps-1)
	notes := []string{fmt.Sprintf("the loop has %s at each of %d values: its crossings are found between values %.3g apart, with straight lines between", countOf(l.Runs, "run"), len(l.Values), step)}
	if l.Crossed < l.Runs {
		notes = append(notes, fmt.Sprintf("in %d of %s a branch does not cross half its height within the range; the width is of the others", l.Runs-l.Crossed, countOf(l.Runs, "run")))
	}
	if stats.SkewDoubt(l.Width.N, 0) {
		notes = append(notes, "the width rests on few runs")
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
