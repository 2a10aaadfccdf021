package stats

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

func TestFisherP(t *testing.T) {
	for _, m := range []float64{1, 1.7, 4, 10, 32.5} {
		for _, n := range []float64{1, 3, 5.1, 30, 400} {
			for _, f := range []float64{0.01, 0.9, 2, 7, 60} {
				if got, want := FisherP(f, m, n), (distuv.F{D1: m, D2: n}).Survival(f); math.Abs(got-want) > 1e-9 {
					t.Errorf("%v and %v degrees of freedom: %v beyond %v, want %v", m, n, got, f, want)
				}
			}
		}
	}
	for _, x := range []float64{0.5, 3, 12, 150} { // the square of Student's t, far out
		for _, df := range []int{1, 3, 30} {
			if got, want := FisherP(x*x, 1, float64(df)), StudentP(df, x); !near(got, want, 1e-9) {
				t.Errorf("t %v with %d degrees of freedom: %v, want %v", x, df, got, want)
			}
		}
	}
	if a, b, c := FisherP(0, 2, 3), FisherP(math.Inf(1), 2, 3), FisherP(math.NaN(), 2, 3); a != 1 || b != 0 || !math.IsNaN(c) {
		t.Errorf("at the edges: %v, %v, %v", a, b, c)
	}
}
