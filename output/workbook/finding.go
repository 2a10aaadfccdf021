package workbook

import (
	"math"

	"channelsim/sim"
	"channelsim/sim/experiment"
)

// find reads as much of the first point's answer as sentences about it need.
func (b *book) find() error {
	s := b.scenarios[0]
	b.found = &experiment.Answer{Design: experiment.Design{Points: []experiment.Point{{Scenario: s}}, Seed: b.said.Seed}, Runs: b.said.Runs,
		Layout: sim.Layout{Windows: sim.StandardWindows(s.Run.Weeks), Weeks: s.Run.Weeks}, Survival: b.said.Survival}
	if !b.archive.Holds(summaryFile) {
		return nil
	}
	t, err := b.archive.Table(summaryFile)
	if err != nil {
		return err
	}
	for r, err := range t.Rows {
		if err != nil {
			return err
		}
		b.metrics[r[sMetric].(string)] = true
		if r[sPoint] == int64(0) && r[sVendor] == sim.All && r[sGroup] == sim.All && r[sMetric] == sim.FollowUp {
			b.found.Summary = append(b.found.Summary, summaryOf(r))
		}
	}
	return nil
}

func summaryOf(r []any) experiment.Summary {
	x := func(i int) float64 {
		if v, ok := r[i].(float64); ok {
			return v
		}
		return math.NaN()
	}
	return experiment.Summary{Point: int(r[sPoint].(int64)), Vendor: r[sVendor].(string), Group: r[sGroup].(string), Metric: r[sMetric].(string),
		Unit: r[sUnit].(string), Window: r[sWindow].(string), Mean: x(sMean), SD: x(sSD), CILow: x(sLow), CIHigh: x(sHigh),
		P05: x(sP05), P50: x(sP50), P95: x(sP95), N: int(r[sN].(int64))}
}
