package chance

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

// TestNormalCDFReference measures the relative error that the doc comment states,
// against the series in arithmetic with enough bits.
func TestNormalCDFReference(t *testing.T) {
	worst, at := 0.0, 0.0
	for i := range 300 {
		x := -37.4 * Uniform(11, uint64(i), 0)
		if i%2 == 0 {
			x = -7 * Uniform(12, uint64(i), 0)
		}
		if e := relative(NormalCDF(x), bigNormalCDF(x)); e > worst {
			worst, at = e, x
		}
	}
	t.Logf("largest relative error of NormalCDF: %.3g at %v", worst, at)
	if worst > 1e-15 {
		t.Errorf("relative error %g at %v exceeds 1e-15", worst, at)
	}
}

func TestNormalCDFGonum(t *testing.T) {
	for x := -12.0; x <= 9; x += 1. / 1024 {
		want := distuv.UnitNormal.CDF(x)
		if math.Abs(NormalCDF(x)/want-1) > 5e-14 {
			t.Errorf("NormalCDF(%v) = %v, want %v", x, NormalCDF(x), want)
		}
	}
	for _, c := range []struct{ x, want float64 }{
		{0, 0.5}, {math.Inf(1), 1}, {math.Inf(-1), 0}, {1e300, 1}, {-1e300, 0}, {39.9, 1}, {-40, 0},
	} {
		if got := NormalCDF(c.x); got != c.want {
			t.Errorf("NormalCDF(%v) = %v, want %v", c.x, got, c.want)
		}
	}
	if x := NormalCDF(math.NaN()); !math.IsNaN(x) {
		t.Errorf("NormalCDF(NaN) = %v", x)
	}
}

func TestNormalCDFSymmetric(t *testing.T) {
	for x := 0.0; x < 9; x += 1. / 128 {
		if d := math.Abs(NormalCDF(x) + NormalCDF(-x) - 1); d > 2.3e-16 {
			t.Errorf("NormalCDF(%v) + NormalCDF(-%v) is off 1 by %g", x, x, d)
		}
	}
}

// TestNormalQuantileInverts carries u to x and back; near 0 the relative error of
// x is magnified x*x times on the way.
func TestNormalQuantileInverts(t *testing.T) {
	worst := 0.0
	for i := range 300_000 {
		u := Open(Hash(13, uint64(i), 0))
		if i%2 == 0 {
			u = 0.5 * Exp(-690*Uniform(14, uint64(i), 0)) // into the far tail
		}
		x := NormalQuantile(u)
		back := NormalCDF(x)
		worst = max(worst, math.Abs(back/u-1)/(1+x*x))
	}
	t.Logf("largest relative error of NormalQuantile: %.3g", worst)
	if worst > 1e-15 {
		t.Errorf("relative error of NormalQuantile about %g, want 1e-15", worst)
	}
}

func TestNormalQuantileKnown(t *testing.T) {
	// The checks of Wichura (1988), and the two points where the formula changes.
	for _, c := range []struct{ u, want float64 }{
		{0.25, -0.6744897501960817}, {0.001, -3.090232306167814}, {1e-20, -9.262340089798408},
		{0.975, 1.959963984540054}, {0.5, 0},
	} {
		if got := NormalQuantile(c.u); math.Abs(got-c.want) > 4e-16*(1+math.Abs(c.want)) {
			t.Errorf("NormalQuantile(%v) = %.17g, want %.17g", c.u, got, c.want)
		}
	}
	for _, u := range []float64{0.075, 0.925, math.Exp(-25)} {
		below, above := NormalQuantile(u*(1-1e-9)), NormalQuantile(u*(1+1e-9))
		if !(below < above) || above-below > 1e-6 {
			t.Errorf("NormalQuantile jumps at %v from %v to %v", u, below, above)
		}
	}
	if !math.IsInf(NormalQuantile(0), -1) || !math.IsInf(NormalQuantile(1), 1) {
		t.Error("NormalQuantile is not infinite at 0 and 1")
	}
	for _, u := range []float64{-0.1, 1.1, math.NaN()} {
		if x := NormalQuantile(u); !math.IsNaN(x) {
			t.Errorf("NormalQuantile(%v) = %v, want NaN", u, x)
		}
	}
}
