package experiment

import (
	"cmp"
	"math"
	"slices"

	"channelsim/sim"
)

// traced are numbers that patterns read off a whole run instead of its outcomes.
var traced = map[string]func(l *sim.Layout, rec *sim.Record) float64{
	"income of those that hunted least": func(_ *sim.Layout, rec *sim.Record) float64 { return incomeOfThird(rec.Trace, 0) },
	"income of those that hunted most":  func(_ *sim.Layout, rec *sim.Record) float64 { return incomeOfThird(rec.Trace, 2) },
	"A/B wins per worked lead, partners": func(_ *sim.Layout, rec *sim.Record) float64 {
		return rec.Trace.Won[sim.ByPartners][0] / rec.Trace.Worked[sim.ByPartners][0]
	},
	"A/B wins per worked lead, direct": func(_ *sim.Layout, rec *sim.Record) float64 {
		return rec.Trace.Won[sim.ByDirect][0] / rec.Trace.Worked[sim.ByDirect][0]
	},
	"other wins per worked lead, partners": func(_ *sim.Layout, rec *sim.Record) float64 {
		return rec.Trace.Won[sim.ByPartners][1] / rec.Trace.Worked[sim.ByPartners][1]
	},
	"other wins per worked lead, direct": func(_ *sim.Layout, rec *sim.Record) float64 {
		return rec.Trace.Won[sim.ByDirect][1] / rec.Trace.Worked[sim.ByDirect][1]
	},
	"variance rises": func(l *sim.Layout, rec *sim.Record) float64 { return rises(l, rec, normalVariance) },
	"AR(1) rises":    func(l *sim.Layout, rec *sim.Record) float64 { return rises(l, rec, autocorrelation) },
}

// The programme of P11 ends in week cutWeek; incomes count from 4 to 30 weeks later.
const (
	cutWeek    = 105
	rankWeeks  = 26
	afterFirst = 4
	afterLast  = 30
)

// incomeOfThird is the income, after the end of the programme, of a third of the
// partners by the share of their hours that they hunted in the half-year before: 0 hunted
// least, 2 most. Partners that were no members all that time are left out.
func incomeOfThird(t *sim.Trace, third int) float64 {
	type ranked struct {
		place int
		share float64
	}
	var all []ranked
	for h := range t.Partners {
		hunted, hours := 0.0, 0.0
		for week := cutWeek - 1 - rankWeeks; week < cutWeek-1; week++ {
			hunted += float64(t.Hunted[t.At(week, h)])
			hours += float64(t.Hours[t.At(week, h)])
		}
		if share := hunted / hours; !math.IsNaN(share) {
			all = append(all, ranked{h, share})
		}
	}
	slices.SortStableFunc(all, func(a, b ranked) int { return cmp.Compare(a.share, b.share) })
	sum := 0.0
	for _, r := range all[third*len(all)/3 : (third+1)*len(all)/3] {
		for week := cutWeek - 1 + afterFirst; week < cutWeek-1+afterLast; week++ {
			if x := float64(t.Income[t.At(week, r.place)]); !math.IsNaN(x) {
				sum += x
			}
		}
	}
	return sum
}

// Early warnings: statistics of follow-up in windows that roll over the first
// year, or up to the spiral if that comes before.
const (
	warningWeeks = 52
	rollingWeeks = 26
	alarmTrend   = 0.5 // Kendall's tau from which a rise counts as an alarm
)

// rises is 1 if a rolling statistic of follow-up rises over time, else 0; NaN
// where there are too few weeks to tell.
func rises(l *sim.Layout, rec *sim.Record, statistic func(rate, leads []float64) float64) float64 {
	last := warningWeeks
	if week := rec.Values[l.Value(len(l.Vendors)-1, 0, sim.MetricIndex(sim.SpiralWeek))]; week < warningWeeks {
		last = int(week) - 1
	}
	if last < rollingWeeks+8 || l.Weeks < last || rec.Weekly == nil {
		return math.NaN()
	}
	series := func(metric string) []float64 {
		at := l.Week(len(l.Vendors)-1, sim.MetricIndex(metric), 0)
		return rec.Weekly[at : at+last]
	}
	rate, leads := series(sim.FollowUp), series("leads_to_partners")
	var rolling []float64
	for from := 0; from+rollingWeeks <= last; from++ {
		rolling = append(rolling, statistic(rate[from:from+rollingWeeks], leads[from:from+rollingWeeks]))
	}
	if kendall(rolling) > alarmTrend {
		return 1
	}
	return 0
}

// normalVariance is the variance of the rate about its trend, over what chance
// alone would make of it: f(1-f)/leads.
func normalVariance(rate, leads []float64) float64 {
	sum, chance := 0.0, 0.0
	for i, x := range detrended(rate) {
		sum += float64(x * x)
		chance += float64(rate[i]*(1-rate[i])) / leads[i]
	}
	return sum / chance
}

// autocorrelation is that of the rate about its trend, at a lag of one week.
func autocorrelation(rate, _ []float64) float64 {
	xs := detrended(rate)
	sum, next := 0.0, 0.0
	for i, x := range xs {
		sum += float64(x * x)
		if i > 0 {
			next += float64(x * xs[i-1])
		}
	}
	return next / sum
}

// detrended takes the straight line of least squares off a series.
func detrended(xs []float64) []float64 {
	places := make([]float64, len(xs))
	for i := range places {
		places[i] = float64(i)
	}
	intercept, slope := line(places, xs)
	out := make([]float64, len(xs))
	for i, x := range xs {
		out[i] = x - intercept - float64(slope*places[i])
	}
	return out
}

// line fits y = intercept + slope*x by least squares.
func line(xs, ys []float64) (intercept, slope float64) {
	n, mx, my := float64(len(xs)), 0.0, 0.0
	for i := range xs {
		mx += xs[i] / n
		my += ys[i] / n
	}
	sxx, sxy := 0.0, 0.0
	for i := range xs {
		sxx += float64((xs[i] - mx) * (xs[i] - mx))
		sxy += float64((xs[i] - mx) * (ys[i] - my))
	}
	slope = sxy / sxx
	return my - float64(slope*mx), slope
}

// kendall is the rank correlation of a series with time: 1 if it always rises.
func kendall(xs []float64) float64 {
	sum, pairs := 0, 0
	for i := range xs {
		for j := range i {
			sum += cmp.Compare(xs[i], xs[j])
			pairs++
		}
	}
	return float64(sum) / float64(pairs)
}
