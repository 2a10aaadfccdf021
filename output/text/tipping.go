package text

import (
	"fmt"
	"io"
	"math"

	"channelsim/sim"
	"channelsim/sim/experiment"
)

// TippingReport writes what `tipping` says on a terminal: the threshold, the loop, what
// recovery costs, how good early warnings are, the map, then the notes and the closing sentence.
func TippingReport(w io.Writer, t *experiment.Tipping, a *experiment.TippingAnswer, o Options) error {
	o = o.fitted()
	out := &writer{w: w}
	out.print(bold(Wrap(fmt.Sprintf("%s: %s from %v to %v, %s in all, seed %d", t.Scenario.Name, t.Factor.Key, t.Factor.Low, t.Factor.High, Count(a.Simulated, "run"), t.Seed), o.Width), o.Plain), "\n")
	out.print("\n", searchTable(t, a, o), "\n")
	if a.Loop != nil {
		out.print("\n", Wrap(Capital(t.Response.Label())+" after weeks at one end of the range and as many at the value", o.Width), "\n", loopTable(t, a.Loop, o), "\n")
		out.print("\n", recovery(t, a.Loop, o), "\n")
	}
	if len(a.Warnings) > 0 {
		out.print("\n", Wrap("Early warnings"+warnedAt(t, a)+": does the trend of a signal foretell the spiral?", o.Width), "\n", warningTable(a.Warnings, o), "\n")
	}
	if a.Map != nil {
		m := &sim.Metrics[sim.MetricIndex(t.Outcome.Metric)]
		_, scale := Unit(m, 1, "")
		out.print("\n", Wrap(Capital(t.Outcome.Label())+" by both keys", o.Width), "\n", sweepMap(a.Map, a.Map.Rows(a.MapAnswer), m, scale, o), "\n")
	}
	return out.end(a.Notes, o)
}

// warnedAt says where the early warnings were judged.
func warnedAt(t *experiment.Tipping, a *experiment.TippingAnswer) string {
	if undefined(a.WarnedAt) {
		return ""
	}
	return fmt.Sprintf(" at %s %.4g", t.Factor.Key, a.WarnedAt)
}

// searchTable shows the values that the search looked at.
func searchTable(t *experiment.Tipping, a *experiment.TippingAnswer, o Options) string {
	heading := "runs that spiral"
	if t.Outcome.Metric != sim.Spiral {
		heading = "runs above " + threeDigits(a.Level)
	}
	w := blank(o, t.Factor.Key, heading, "of runs")
	for _, p := range a.Points {
		s := experiment.ShareOf(p.Above, p.All)
		w.Add(fmt.Sprintf("%.6g", p.Value), Percent(s.Mean, s.CILow, s.CIHigh), fmt.Sprint(p.All))
	}
	return w.String()
}

// loopTable has a row for each value, with both branches.
func loopTable(t *experiment.Tipping, l *experiment.Loop, o Options) string {
	m := &sim.Metrics[sim.MetricIndex(t.Response.Metric)]
	most := 0.0
	for _, e := range l.FromGood {
		most = math.Max(most, math.Abs(orZero(e.Mean)))
	}
	_, scale := Unit(m, most, t.Scenario.Run.Currency)
	w := blank(o, t.Factor.Key, "from the good end", "from the bad end", "gap")
	for i, x := range l.Values {
		w.Add(fmt.Sprintf("%.4g", x), estimateText(m, &l.FromGood[i], scale), estimateText(m, &l.FromBad[i], scale), pairedText(m, &l.Gap[i], scale))
	}
	return w.String()
}

func orZero(x float64) float64 {
	if undefined(x) {
		return 0
	}
	return x
}

func estimateText(m *sim.Metric, e *experiment.Estimate, scale float64) string {
	return cellText(m, &experiment.Summary{Mean: e.Mean, CILow: e.CILow, CIHigh: e.CIHigh}, scale)
}

// recovery says what the way back costs.
func recovery(t *experiment.Tipping, l *experiment.Loop, o Options) string {
	profit := &sim.Metrics[sim.MetricIndex(sim.VendorProfit)]
	money := func(d *experiment.Difference) string {
		unit, scale := Unit(profit, math.Abs(d.Mean), t.Scenario.Run.Currency)
		return pairedText(profit, d, scale) + " " + unit
	}
	weeks := Count(t.Scenario.Run.Weeks, "week")
	return Wrap(fmt.Sprintf("%s at the bad end and then %s back at the good one, against all at the good one: vendor's profit %s meanwhile and %s after the return.",
		weeks, weeks, money(&l.Meanwhile), money(&l.Lost)), o.Width)
}

// warningTable has a row for each signal.
func warningTable(all []experiment.WarningResult, o Options) string {
	w := blank(o, "", "hits", "false alarms", "ROC area", "")
	for i := range all {
		r := &all[i]
		if !r.Enough {
			w.Add(r.Signal, "-", "-", "-", r.SayWarning())
			continue
		}
		w.Add(r.Signal, Percent(r.Hits.Mean, r.Hits.CILow, r.Hits.CIHigh), Percent(r.FalseAlarms.Mean, r.FalseAlarms.CILow, r.FalseAlarms.CIHigh),
			Interval(r.Area.Mean, r.Area.CILow, r.Area.CIHigh), r.SayWarning())
	}
	return w.String()
}
