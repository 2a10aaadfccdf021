package experiment

import (
	"context"
	"math"
	"slices"

	"channelsim/sim"
	"channelsim/sim/stats"
)

// WarningResult is how well a signal of critical slowing down foretells the spiral. An alarm is a
// trend (Kendall's tau) above that of 95 % of one half of the runs that stayed healthy; the other half tells how
// often it is false.
type WarningResult struct {
	Signal        string
	Spirals       int // runs with a spiral that could be judged
	Steady        int // runs without, of both halves
	Threshold     float64
	Hits          Estimate // share of spirals with an alarm before
	FalseAlarms   Estimate // share of healthy runs with one
	Area          Estimate // under the ROC curve: 0.5 is no better than a coin
	Enough        bool     // there are runs enough of both kinds
	MedianSpirals float64  // median trend before a spiral
	MedianSteady  float64  // and of healthy runs
}

// Series of early warnings: they end so many weeks before the spiral and must have at
// least so many weeks; the trend of weekly follow-up is taken out by a kernel of some weeks.
const (
	warningLead      = 4
	leastWeeks       = 40
	warningBandwidth = 8
	leastJudged      = 10
)

// warnings judges the early warnings where they are needed: at the threshold, or at
// the scenario's own value where none was found.
func (t *Tipping) warnings(ctx context.Context, a *TippingAnswer) error {
	s := t.Scenario.Clone()
	s.Expect = nil
	if !a.Undecided() && !math.IsNaN(a.Root.Estimate) {
		var err error
		if s, err = t.at(a.Root.Estimate); err != nil {
			return err
		}
		a.WarnedAt = a.Root.Estimate
	}
	weekly := &series{metric: sim.FollowUp, weeks: map[int][]float64{}, spiral: map[int]int{}}
	answer, err := t.run(ctx, Design{Points: []Point{{Scenario: s}}, Runs: min(ExactRuns, t.warningRuns())}, weekly)
	if err != nil || answer.Interrupted {
		return err
	}
	a.Warnings = weekly.judge(answer.Design.Runs)
	return nil
}

// trends are the signals' trends of one run; ok is false where the series is too short or
// undefined somewhere.
func trends(weeks []float64) (variance, autocorrelation float64, ok bool) {
	if len(weeks) < leastWeeks || slices.ContainsFunc(weeks, math.IsNaN) {
		return 0, 0, false
	}
	w := stats.NewWarning(stats.DetrendGaussian(weeks, warningBandwidth), len(weeks)/2)
	return w.VarianceTrend.Tau, w.AutocorrelationTrend.Tau, true
}

// judge compares runs with a spiral, up to some weeks before it, with healthy ones over as many
// weeks: each is cut where one of the others is.
func (s *series) judge(runs int) []WarningResult {
	var cuts []int
	for r := range runs {
		if week := s.spiral[r]; week-warningLead >= leastWeeks {
			cuts = append(cuts, week-warningLead)
		}
	}
	results := []WarningResult{{Signal: "variance"}, {Signal: "lag-1 autocorrelation"}}
	var before, steady [2][]float64
	healthy := 0
	for r := range runs {
		weeks, cut := s.weeks[r], s.spiral[r]-warningLead
		to := &before
		if s.spiral[r] == 0 && len(cuts) > 0 {
			cut, to = cuts[healthy%len(cuts)], &steady
			healthy++
		}
		if weeks == nil || cut < leastWeeks {
			continue
		}
		if v, ac, ok := trends(weeks[:min(cut, len(weeks))]); ok {
			to[0], to[1] = append(to[0], v), append(to[1], ac)
		}
	}
	for i := range results {
		results[i].rate(before[i], steady[i])
	}
	return results
}

// rate works out rates and area from the trends before spirals and in healthy runs.
func (w *WarningResult) rate(before, steady []float64) {
	w.Spirals, w.Steady = len(before), len(steady)
	w.Hits, w.FalseAlarms, w.Area, w.Threshold = nothing, nothing, nothing, math.NaN()
	w.MedianSpirals, w.MedianSteady = middle(before), middle(steady)
	if w.Enough = len(before) >= leastJudged && len(steady) >= 2*leastJudged; !w.Enough {
		return
	}
	var train, test []float64
	for i, x := range steady {
		if i%2 == 0 {
			train = append(train, x)
		} else {
			test = append(test, x)
		}
	}
	slices.Sort(train)
	w.Threshold = stats.Quantile(train, 0.95)
	w.Hits, w.FalseAlarms = shareAbove(before, w.Threshold), shareAbove(test, w.Threshold)
	w.Area = rocArea(before, steady)
}

// rocArea is the chance that a trend before a spiral is above that of a healthy run, ties counted
// half, with the standard error of J. A. Hanley and B. J. McNeil, Radiology 143, 1982.
func rocArea(before, steady []float64) Estimate {
	wins := 0.0
	for _, x := range before {
		for _, y := range steady {
			switch {
			case x > y:
				wins++
			case x == y:
				wins += 0.5
			}
		}
	}
	p, n := float64(len(before)), float64(len(steady))
	area := wins / float64(p*n)
	q1, q2 := area/(2-area), float64(2*area*area)/(1+area)
	variance := (float64(area*(1-area)) + float64((p-1)*(q1-float64(area*area))) + float64((n-1)*(q2-float64(area*area)))) / float64(p*n)
	half := float64(1.959963984540054 * math.Sqrt(math.Max(0, variance)))
	return Estimate{area, math.NaN(), math.Max(0, area-half), math.Min(1, area+half), len(before) + len(steady)}
}
