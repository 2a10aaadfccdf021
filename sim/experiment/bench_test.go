package experiment

import (
	"testing"

	"channelsim/scenarios"
)

// BenchmarkMonteCarlo is the first command of the README: 200 replications with
// their bands, intervals and survival curve.
func BenchmarkMonteCarlo(b *testing.B) {
	s, err := scenarios.Load("death-spiral")
	if err != nil {
		b.Fatal(err)
	}
	design := Design{Points: []Point{{Scenario: s}}, Runs: 200, Seed: 1}
	for b.Loop() {
		if _, err := Run(b.Context(), design, Options{}); err != nil {
			b.Fatal(err)
		}
	}
	partnerWeeks := float64(b.N) * 200 * float64(s.Partners.Count*s.Run.Weeks)
	b.ReportMetric(partnerWeeks/b.Elapsed().Seconds()/1e6, "M-partner-weeks/s")
}
