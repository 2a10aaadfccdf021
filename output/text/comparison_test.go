package text_test

import (
	"bytes"
	"math"
	"path/filepath"
	"strings"
	"testing"

	"channelsim/output/internal/synthetic"
	"channelsim/output/text"
	"channelsim/sim"
	"channelsim/sim/experiment"
)

// comparison is of three points with long names, in money, in a share and in an outcome that
// is not ranked.
func comparison() (*experiment.Comparison, []experiment.Contest) {
	estimate := func(mean, half float64) experiment.Estimate {
		return experiment.Estimate{Mean: mean, CILow: mean - half, CIHigh: mean + half, N: 200}
	}
	contest := func(vendor, metric string, better experiment.Better, base, half float64) experiment.Contest {
		c := experiment.Contest{Outcome: experiment.Outcome{Metric: metric, Window: "all"}, Vendor: vendor, Better: better}
		for i := range 3 {
			mean := base * (1 + 0.1*float64(i))
			s := experiment.Standing{Point: i, Summary: experiment.Summary{Mean: mean, CILow: mean - half, CIHigh: mean + half, N: 200},
				Rank: 1 + i/2, Best: estimate(0.2+0.1*float64(i), 0.05), Regret: estimate(half*float64(i), half/10), Downside: base / 2}
			if better == experiment.Neither {
				s.Rank, s.Best.Mean, s.Regret.Mean = 0, math.NaN(), math.NaN()
			}
			c.Standings = append(c.Standings, s)
			for j := range i {
				d := experiment.Difference{N: 200, Mean: -0.1 * base * float64(i-j), SD: half, VarianceReduction: 12.3 / float64(i+j)}
				d.CILow, d.CIHigh = d.Mean-half, d.Mean+half
				c.Pairs = append(c.Pairs, experiment.PairRow{A: j, B: i, Difference: d, Told: experiment.Apart})
			}
		}
		c.Pairs[0].Told = experiment.NotApart
		c.Pairs[1].Difference = experiment.Difference{N: 200, VarianceReduction: math.NaN()}
		return c
	}
	return &experiment.Comparison{Names: []string{"cherry-pick", "a-scenario-with-a-long-name.toml", "merit"}}, []experiment.Contest{
		contest(sim.All, sim.VendorProfit, experiment.Higher, 19.6e6, 3e5), contest(sim.All, sim.FollowUp, experiment.Higher, 0.321, 0.012),
		contest("acme", "leads_generated", experiment.Neither, 1234, 12)}
}

func TestComparisonReport(t *testing.T) {
	c, contests := comparison()
	var b bytes.Buffer
	o := text.Options{Plain: true, Closing: "Best of 3 is merit."}
	if err := text.ComparisonReport(&b, c, synthetic.Healthy.Answer(), contests, []string{"a doubt"}, o); err != nil {
		t.Fatal(err)
	}
	golden(t, filepath.Join("testdata", "comparison.txt"), b.String())
	fits(t, b.String(), 80)
	b.Reset()
	contests[2].Pairs = nil // an interruption left one point
	if err := text.ComparisonReport(&b, c, synthetic.Healthy.Answer(), contests[2:], nil, o); err != nil || strings.Contains(b.String(), "saved") {
		t.Errorf("%v, a table without pairs:\n%s", err, b.String())
	}
	b.Reset()
	o.Plain, o.Width = false, 120
	if err := text.ComparisonReport(&b, c, synthetic.Healthy.Answer(), contests, nil, o); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(b.String(), "\x1b[1mcherry-pick, a-scenario-with-a-long-name.toml, merit (") || !strings.Contains(b.String(), " a-scenario-with-a-long-name.toml  ") {
		t.Errorf("on a wide terminal:\n%s", b.String())
	}
}
