package text

import (
	"fmt"
	"io"
	"math"

	"channelsim/sim"
	"channelsim/sim/experiment"
)

// CalibrationReport writes what `calibrate` says on a terminal: what the data say of each parameter, how
// the fitted model compares with what was observed, then the notes and the closing sentence.
func CalibrationReport(w io.Writer, c *experiment.Calibration, a *experiment.CalibrationAnswer, o Options) error {
	o = o.fitted()
	out := &writer{w: w}
	out.print(bold(Wrap(fmt.Sprintf("%s: %s to %s, %s in all, seed %d", c.Scenario.Name, Count(len(c.Factors), "parameter"), Count(len(c.Targets), "target"), Count(a.Simulated, "run"), c.Seed), o.Width), o.Plain), "\n")
	if a.Parameters != nil {
		out.print("\n", Wrap("What the data say of the parameters (95 % intervals)", o.Width), "\n", posteriorTable(c, a, o), "\n")
	}
	if a.Fits != nil {
		out.print("\n", Wrap("What was observed (95 % interval of its error), and what the model gives (90 of 100 runs)", o.Width), "\n", fitTable(c, a, o), "\n")
	}
	return out.end(a.Notes, o)
}

// posteriorTable has a row for each parameter.
func posteriorTable(c *experiment.Calibration, a *experiment.CalibrationAnswer, o Options) string {
	g := blank(o, "", "range before", "by the data", "learned", "fitted")
	for k := range a.Parameters {
		f, p := &c.Factors[k], &a.Parameters[k]
		fitted := "-"
		if a.FittedAt != nil {
			fitted = fmt.Sprint(a.FittedAt[k])
		}
		g.Add(f.Short(), fmt.Sprintf("%v to %v", f.Low, f.High), Interval(p.Mean, p.Low, p.High), Percent(math.Max(0, p.Learned), math.NaN(), math.NaN()), fitted)
	}
	return g.String()
}

// fitTable has a row for each target.
func fitTable(c *experiment.Calibration, a *experiment.CalibrationAnswer, o Options) string {
	g := blank(o, "", "observed", "before", "by the data", "fitted scenario", "")
	for i := range c.Targets {
		t, f := &c.Targets[i], &a.Fits[i]
		m := &sim.Metrics[sim.MetricIndex(t.Of.Metric)]
		unit, scale := Unit(m, math.Abs(t.Value), c.Scenario.Run.Currency)
		label := Capital(t.Label())
		if unit != "" && unit != "0-1" {
			label += " (" + unit + ")"
		}
		says := "missed"
		if f.Met() {
			says = "met"
		}
		low, high := t.Interval()
		g.Add(label, spreadText(m, t.Value, low, high, scale), spreadText(m, f.Before.P50, f.Before.P05, f.Before.P95, scale),
			spreadText(m, f.After.P50, f.After.P05, f.After.P95, scale), estimateText(m, &f.Fitted, scale), says)
	}
	return g.String()
}

func spreadText(m *sim.Metric, middle, low, high, scale float64) string {
	return cellText(m, &experiment.Summary{Mean: middle, CILow: low, CIHigh: high}, scale)
}
