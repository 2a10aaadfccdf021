package experiment

import (
	"context"
	"maps"
	"math"
	"slices"
	"sync"

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
// least so many weeks; their trend is taken out by a kernel of some weeks.
const (
	warningLead      = 4
	leastWeeks       = 40
	warningBandwidth = 8
	leastJudged      = 10
	reportWeeks      = 52 // that a vendor's report covers
)

// sign is a signal, the weekly series that it is read off and what of it is to rise before a
// spiral; NaN where that is undefined.
type sign struct {
	name  string
	of    func(*watched) map[int][]float64
	trend func(weeks []float64) float64
}

// signs are what is tried. In the report the ratio may fall before follow-up does: a sign that
// every vendor has, whose worth is asked here beside the two that theory proposes.
var signs = []sign{
	{"variance", (*watched).ofFollowUp, varianceTrend},
	{"lag-1 autocorrelation", (*watched).ofFollowUp, autocorrelationTrend},
	{"report: variance", (*watched).ofReport, varianceTrend},
	{"report: autocorrelation", (*watched).ofReport, autocorrelationTrend},
	{"report: fall", (*watched).ofReport, func(weeks []float64) float64 { return -stats.Trend(weeks).Tau }},
}

// watched is a store that reads off each run when it spiralled, weekly follow-up of the market, and
// what a vendor would read in its report: partners' reported wins per lead against the direct team's, both of
// the last year, from the week on in which there is a year. A week without direct wins is NaN.
type watched struct {
	sync.Mutex
	followUp, report map[int][]float64 // by replication
	spiral           map[int]int       // week; 0 where there was none
}

func newWatched() *watched {
	return &watched{followUp: map[int][]float64{}, report: map[int][]float64{}, spiral: map[int]int{}}
}

func (s *watched) ofFollowUp() map[int][]float64 { return s.followUp }
func (s *watched) ofReport() map[int][]float64   { return s.report }

// PutBlock reads a block's records.
func (s *watched) PutBlock(b *Block) error {
	s.Lock()
	defer s.Unlock()
	for _, rec := range b.Records {
		weeks := func(metric string) []float64 {
			at := b.Layout.Week(len(b.Layout.Vendors)-1, sim.MetricIndex(metric), 0)
			return rec.Weekly[at : at+b.Layout.Weeks]
		}
		s.followUp[rec.Replication] = slices.Clone(weeks(sim.FollowUp))
		s.report[rec.Replication] = reported(weeks("reported_partner_lead_to_win_rate"), weeks("leads_to_partners"), weeks("reported_direct_lead_to_win_rate"), weeks("leads_to_direct"))
		if readOff(b.Layout, rec, sim.Spiral+"@all") > 0 {
			s.spiral[rec.Replication] = int(readOff(b.Layout, rec, sim.SpiralWeek+"@all"))
		}
	}
	return nil
}

// Block has nothing.
func (s *watched) Block(BlockID) (*Block, error) { return nil, nil }

// reported are the ratios of wins per lead over the last year, week by week from the first that
// has a year before it, from both sides' weekly rates and leads.
func reported(partnerRate, partnerLeads, directRate, directLeads []float64) []float64 {
	year := func(rate, leads []float64, last int) float64 {
		var wins, all float64
		for w := last - reportWeeks + 1; w <= last; w++ {
			if leads[w] > 0 {
				wins, all = wins+float64(rate[w]*leads[w]), all+leads[w]
			}
		}
		return wins / all
	}
	var xs []float64
	for last := reportWeeks - 1; last < len(partnerRate); last++ {
		x := year(partnerRate, partnerLeads, last) / year(directRate, directLeads, last)
		if math.IsInf(x, 0) {
			x = math.NaN()
		}
		xs = append(xs, x)
	}
	return xs
}

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
	weekly := newWatched()
	answer, err := t.run(ctx, Design{Points: []Point{{Scenario: s}}, Runs: min(ExactRuns, t.warningRuns())}, weekly)
	if err != nil || answer.Interrupted {
		return err
	}
	a.Warnings = weekly.judge(answer.Design.Runs)
	return nil
}

// varianceTrend and autocorrelationTrend are the trends of what theory calls critical slowing down.
func varianceTrend(weeks []float64) float64        { return slowing(weeks).VarianceTrend.Tau }
func autocorrelationTrend(weeks []float64) float64 { return slowing(weeks).AutocorrelationTrend.Tau }

func slowing(weeks []float64) stats.Warning {
	return stats.NewWarning(stats.DetrendGaussian(weeks, warningBandwidth), len(weeks)/2)
}

// judge rates every sign whose series there is: one whose weeks are undefined in every run, as a
// report is where reps get no leads, is no sign.
func (s *watched) judge(runs int) []WarningResult {
	var results []WarningResult
	for _, sign := range signs {
		weeks := sign.of(s)
		if !slices.ContainsFunc(slices.Collect(maps.Values(weeks)), defined) {
			continue
		}
		w := WarningResult{Signal: sign.name}
		w.rate(s.trends(weeks, sign.trend, runs))
		results = append(results, w)
	}
	return results
}

func defined(weeks []float64) bool {
	return len(weeks) > 0 && !slices.ContainsFunc(weeks, math.IsNaN)
}

// trends are those of runs with a spiral, up to some weeks before it, and of healthy runs over as many
// weeks: each is cut where one of the others is. A run whose series is too short or undefined
// somewhere is left out.
func (s *watched) trends(weeks map[int][]float64, trend func([]float64) float64, runs int) (before, steady []float64) {
	length := func(r int) int { // up to the cut
		late := len(s.followUp[r]) - len(weeks[r]) // the series' first week
		return s.spiral[r] - warningLead - late
	}
	var cuts []int
	for r := range runs {
		if n := length(r); s.spiral[r] > 0 && n >= leastWeeks {
			cuts = append(cuts, n)
		}
	}
	healthy := 0
	for r := range runs {
		n, to := length(r), &before
		if s.spiral[r] == 0 && len(cuts) > 0 {
			n, to = cuts[healthy%len(cuts)], &steady
			healthy++
		}
		if n < leastWeeks || len(weeks[r]) == 0 {
			continue
		}
		cut := weeks[r][:min(n, len(weeks[r]))]
		if !slices.ContainsFunc(cut, math.IsNaN) {
			if tau := trend(cut); !math.IsNaN(tau) {
				*to = append(*to, tau)
			}
		}
	}
	return before, steady
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
