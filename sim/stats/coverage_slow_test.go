//go:build slow

package stats

import (
	"math"
	"testing"

	"channelsim/sim/chance"
)

// TestCoverageOnSkewedData measures the table in the comment of Student.Mean, and
// that SkewDoubt speaks up where the coverage is low.
func TestCoverageOnSkewedData(t *testing.T) {
	draw := func(z float64) float64 { return chance.LogNormal(z, 1, 1.3) }
	for _, c := range []struct {
		n, of100 int
		doubted  float64 // least share of samples that are doubted
	}{{20, 81, 0.8}, {40, 84, 0.78}, {200, 90, 0.5}, {1000, 93, 0}} {
		held, doubted := coverage(20000, c.n, 1, draw)
		t.Logf("n = %d: covers %.4f, doubted %.3f", c.n, held, doubted)
		if math.Round(100*held) != float64(c.of100) {
			t.Errorf("n = %d: covers %.4f, the comment says %d of 100", c.n, held, c.of100)
		}
		if doubted < c.doubted {
			t.Errorf("n = %d: only %.3f of the samples doubted, want %.1f", c.n, doubted, c.doubted)
		}
	}
}
