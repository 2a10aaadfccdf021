package synthetic

import (
	"math"

	"channelsim/scenarios"
	"channelsim/sim/experiment"
)

// Patterns is what came of the model's own patterns over so many runs: the first is shown, of the
// second the last claim is not shown, of the third nobody can tell it, and so on in turn.
func Patterns(runs int) *experiment.PatternAnswer {
	base := scenarios.Default()
	base.Name, base.Title, base.Description = "baseline", "half of A/B reserved for partners", "One vendor and a hundred partners."
	a := &experiment.PatternAnswer{Baseline: base, Runs: runs, Seed: 1}
	turn := []experiment.Conclusion{experiment.Shown, experiment.NotShown, experiment.CannotTell}
	for i := range experiment.Patterns {
		a.Results = append(a.Results, patternResult(&experiment.Patterns[i], turn[i%len(turn)], runs))
		a.Simulated += runs * len(experiment.Patterns[i].Arms)
	}
	return a
}

func patternResult(p *experiment.Pattern, all experiment.Conclusion, runs int) experiment.PatternResult {
	r := experiment.PatternResult{Pattern: p, Conclusion: all, Reading: "follow-up goes from 57.5 % to 20.3 %"}
	for i := range p.Claims {
		one := experiment.Shown
		if i == len(p.Claims)-1 {
			one = all
		}
		r.Claims = append(r.Claims, claimResult(&p.Claims[i], one, runs))
	}
	for i := range p.Arms {
		r.Arms = append(r.Arms, around(0.2+0.05*float64(i), runs))
	}
	return r
}

// claimResult lies beyond the threshold, on the wrong side of it, or on both.
func claimResult(c *experiment.Claim, one experiment.Conclusion, runs int) experiment.ClaimResult {
	beyond := map[experiment.Conclusion]float64{experiment.Shown: 0.2, experiment.NotShown: -0.2, experiment.CannotTell: 0.01}[one]
	if c.Direction == experiment.AtMost {
		beyond = -beyond
	}
	return experiment.ClaimResult{Estimate: around(c.Threshold+beyond, runs), Conclusion: one}
}

// around is an estimate with an interval of a twentieth on either side.
func around(x float64, runs int) experiment.Estimate {
	return experiment.Estimate{Mean: x, SD: 0.05 * math.Sqrt(float64(runs)) / 2, CILow: x - 0.05, CIHigh: x + 0.05, N: runs}
}
