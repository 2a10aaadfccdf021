//go:build slow

package experiment

import (
	"math"
	"testing"
)

// TestCoverageOfStoppedIntervals measures the table in the comment of untilTold, and that a footnote
// speaks up for most searches where the coverage is below 90 of 100.
func TestCoverageOfStoppedIntervals(t *testing.T) {
	for _, c := range stoppedCoverages {
		for i, n := range stoppedRuns {
			held, doubted, took := c.searches(8000, n)
			t.Logf("%s, %d runs: covers %.4f, doubted %.3f, %.0f runs on average", c.name, n, held, doubted, took)
			if math.Round(100*held) != float64(c.of100[i]) {
				t.Errorf("%s, %d runs: covers %.4f, the comment says %d of 100", c.name, n, held, c.of100[i])
			}
			if held < 0.9 && doubted < 0.5 {
				t.Errorf("%s, %d runs: covers %.4f, and only %.3f of the searches are doubted", c.name, n, held, doubted)
			}
		}
	}
}
