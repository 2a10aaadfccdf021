package synthetic

import (
	"context"
	"math"
	"math/rand/v2"

	"channelsim/sim"
	"channelsim/sim/experiment"
)

// partners is the number of partners in a made-up run.
const partners = 30

// fill gives an answer the sampled runs and the funnel of a point, in place of what the real
// experiment makes of runs that have neither partners nor leads.
func (s Story) fill(a *experiment.Answer, point int) {
	if point == 0 {
		a.Samples, a.Funnel = nil, nil
	}
	for r := range min(s.Runs, experiment.SampleRuns) {
		a.Samples = append(a.Samples, s.sampled(point, r))
	}
	a.Funnel = append(a.Funnel, s.funnel(point)...)
}

// sampled is one run: of the weekly values, those of leads fit follow-up.
func (s Story) sampled(point, replication int) experiment.Sampled {
	sm := s.simulator(sim.StandardWindows(s.Weeks))
	record := sm.layout.NewRecord()
	if err := sm.Run(context.Background(), 0, replication, record); err != nil {
		panic(err)
	}
	series := func(key string) []float64 {
		return record.Weekly[sm.layout.Week(len(sm.layout.Vendors)-1, sim.MetricIndex(key), 0):][:s.Weeks]
	}
	followUp, worked, received := series(sim.FollowUp), series("leads_worked"), series("leads_to_partners")
	for t := range worked {
		received[t] = 40
		worked[t] = 40 * followUp[t]
	}
	return experiment.Sampled{Point: point, Replication: replication, Layout: &sm.layout, Weekly: record.Weekly, Careers: s.careers(replication)}
}

// careers are partners some of which are much larger than others.
func (s Story) careers(replication int) []sim.Career {
	rng := rand.New(rand.NewPCG(11, uint64(replication)))
	var all []sim.Career
	for p := range partners {
		size := math.Exp((0.5 + s.To) * rng.NormFloat64())
		c := sim.Career{Partner: p + 1, Weeks: s.Weeks, Received: int(20 + 40*size), Archetype: "farmer", Segment: "mid"}
		c.Worked = int(s.To * float64(c.Received))
		c.Opened = c.Worked
		if rng.Float64() < 0.8 {
			c.Revenue = 1e4 * size * size * (1 + s.To)
		}
		all = append(all, c)
	}
	return all
}

// funnel is by grade a stage after the other, of which the vendor sees the first two and
// hears of some of the wins; the direct team's figures are what they are.
func (s Story) funnel(point int) []experiment.FunnelRow {
	var rows []experiment.FunnelRow
	nan := experiment.Estimate{Mean: math.NaN(), CILow: math.NaN(), CIHigh: math.NaN()}
	around := func(x float64) experiment.Estimate {
		return experiment.Estimate{Mean: x, SD: x / 4, CILow: 0.9 * x, CIHigh: 1.1 * x, N: s.Runs}
	}
	for _, route := range []string{"direct", "partners"} {
		for g, grade := range []string{sim.All, "A", "B", "C", "D"} {
			leads := 1000 / float64(1+g)
			quality := []float64{0.2, 0.5, 0.3, 0.1, 0.05}[g]
			steps := []float64{1, 0.8, s.To, s.To * quality, 0.8 * s.To * quality, 0.2 * s.To * quality}
			for i, stage := range []string{"received", "opened", "worked", "opportunity", "decided", "won"} {
				row := experiment.FunnelRow{Point: point, Vendor: sim.All, Route: route, Grade: grade, Stage: stage, Actual: around(leads * steps[i]), Reported: around(leads * steps[i])}
				if route == "partners" && i > 0 {
					row.Reported = nan
					if stage == "won" {
						row.Reported = around(0.4 * leads * steps[i])
					}
				}
				rows = append(rows, row)
			}
		}
	}
	return rows
}
