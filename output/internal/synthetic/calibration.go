package synthetic

import (
	"math"

	"channelsim/scenarios"
	"channelsim/sim"
	"channelsim/sim/experiment"
)

// Calibrate is a made-up fit of two parameters, which go together, to two targets, of which the second is missed.
func Calibrate() (*experiment.Calibration, *experiment.CalibrationAnswer) {
	s := scenarios.Default()
	s.Name, s.Run.Currency = "made-up", "EUR"
	var factors []experiment.Factor
	for _, text := range []string{"lead_quality=0.1:0.6", "close=0.1:0.8"} {
		f, err := experiment.ParseFactor(s, text)
		if err != nil {
			panic(err)
		}
		factors = append(factors, f)
	}
	known := &scenarios.Evidence{
		Targets: []scenarios.Target{
			{Outcome: "partner_follow_up_rate@first_quarter", Vendor: sim.All, Value: 0.5, SD: 0.025, Source: "portal"},
			{Outcome: "revenue_total", Vendor: s.Vendors[0].Name, Value: 9e7, SD: 2e6}},
		Measured: []scenarios.Measured{{Setting: scenarios.Setting{Key: "market.value_mean", Value: 18000.}, Source: "deals.csv: 240 deals won"}},
	}
	c, err := experiment.NewCalibration(s, factors, known, nil, experiment.Design{Seed: 1})
	if err != nil {
		panic(err)
	}
	fitted, err := c.Scenario.WithAll(scenarios.Setting{Key: "lead_quality", Value: 0.3}, scenarios.Setting{Key: "close", Value: 0.4})
	if err != nil {
		panic(err)
	}
	a := &experiment.CalibrationAnswer{Fitted: fitted, FittedAt: []any{0.3, 0.4}, Effective: 180.4, Simulated: 8400, Settled: true,
		Parameters:   []experiment.Posterior{{Mean: 0.3, SD: 0.05, Low: 0.2, Median: 0.3, High: 0.4, Learned: 0.88}, {Mean: 0.41, SD: 0.19, Low: 0.14, Median: 0.4, High: 0.72, Learned: 0.05}},
		Correlations: []experiment.Correlation{{First: 0, Second: 1, R: -0.85}},
		Generations:  []experiment.Generation{{Runs: 1000, Accepted: 1, Tolerance: 1.2}, {Runs: 500, Accepted: 0.04, Tolerance: 0.2}},
		Fits: []experiment.Fit{
			{Observed: 0.5, Tail: 0.8, Before: experiment.Spread{P05: 0.43, P50: 0.54, P95: 0.66, N: 1000}, After: experiment.Spread{P05: 0.44, P50: 0.51, P95: 0.58, N: 200},
				Fitted: experiment.Estimate{Mean: 0.507, SD: 0.03, CILow: 0.503, CIHigh: 0.511, N: 200}},
			{Observed: 9e7, Tail: 0.01, Outside: true, Before: experiment.Spread{P05: 2e7, P50: 4e7, P95: 6e7, N: 1000}, After: experiment.Spread{P05: 3.5e7, P50: 4.4e7, P95: 5.5e7, N: 200},
				Fitted: experiment.Estimate{Mean: 4.4e7, SD: 5e6, CILow: 4.33e7, CIHigh: 4.47e7, N: 200}}},
	}
	const draws = 60
	for i := range draws {
		x := float64(i) / (draws - 1)
		quality, wobble := 0.2+0.2*x, math.Sin(7*float64(i))
		a.Draws = append(a.Draws, experiment.Draw{Weight: (1 + 0.5*wobble) / draws, Values: []float64{quality, 0.75 - 0.6*x + 0.05*wobble}, Outcomes: []float64{0.5 + 0.02*wobble, 4.4e7}})
	}
	a.Notes = []string{"a doubt"}
	return c, a
}
