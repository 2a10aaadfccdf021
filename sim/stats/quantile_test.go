package stats

import (
	"math"
	"slices"
	"testing"
)

// TestQuantileType7 uses values of R: quantile(c(1,2,4,8,16), p).
func TestQuantileType7(t *testing.T) {
	xs := []float64{1, 2, 4, 8, 16}
	for _, c := range []struct{ p, want float64 }{
		{0, 1}, {0.05, 1.2}, {0.25, 2}, {0.4, 3.2}, {0.5, 4}, {0.95, 14.4}, {1, 16},
	} {
		if got := Quantile(xs, c.p); !near(got, c.want, 1e-15) {
			t.Errorf("Quantile(%v) = %v, want %v", c.p, got, c.want)
		}
	}
	if got := Quantile([]float64{3}, 0.95); got != 3 {
		t.Errorf("quantile of one number = %v, want 3", got)
	}
	if got := Quantile(nil, 0.5); !math.IsNaN(got) {
		t.Errorf("quantile of none = %v, want NaN", got)
	}
}

func TestDefinedLeavesOutWhatIsUndefined(t *testing.T) {
	xs := []float64{3, math.NaN(), 1, 2, math.NaN()}
	got := Defined(xs, make([]float64, 0, 5))
	if !slices.Equal(got, []float64{1, 2, 3}) || xs[0] != 3 {
		t.Errorf("got %v from %v", got, xs)
	}
}
