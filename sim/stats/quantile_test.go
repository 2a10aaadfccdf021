package stats

import (
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/stat"
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

// TestQuantileAgreesWithGonum: gonum's linear kind is type 4, whose p-quantile is that of type 7 at
// (n p - 1)/(n - 1).
func TestQuantileAgreesWithGonum(t *testing.T) {
	xs := Defined(skewed(4, 101, 1), nil)
	n := float64(len(xs))
	for p := 0.02; p <= 1; p += 0.07 {
		got, want := Quantile(xs, (n*p-1)/(n-1)), stat.Quantile(p, stat.LinInterp, xs, nil)
		if !near(got, want, 1e-12) {
			t.Errorf("p = %.2f: %v, want %v", p, got, want)
		}
	}
}

func TestDefinedLeavesOutWhatIsUndefined(t *testing.T) {
	xs := []float64{3, math.NaN(), 1, 2, math.NaN()}
	got := Defined(xs, make([]float64, 0, 5))
	if !slices.Equal(got, []float64{1, 2, 3}) || xs[0] != 3 {
		t.Errorf("got %v from %v", got, xs)
	}
}
