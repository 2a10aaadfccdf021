package stats

import (
	"math"
	"testing"

	"channelsim/sim/chance"
)

// TestKendallOfKnownPairs: R's example of cor.test (Hollander and Wolfe 1973,
// exact), SciPy's of kendalltau (ties), and two by hand.
func TestKendallOfKnownPairs(t *testing.T) {
	for _, c := range []struct {
		x, y   []float64
		tau, p float64
	}{
		{[]float64{44.4, 45.9, 41.9, 53.3, 44.7, 44.1, 50.7, 45.2, 60.1},
			[]float64{2.6, 3.1, 2.5, 5.0, 3.6, 4.0, 5.2, 2.8, 3.8}, 0.4444444444, 0.1194389},
		{[]float64{12, 2, 1, 12, 2}, []float64{1, 4, 7, 1, 0}, -0.47140452079103173, 0.2827454599327748},
		{[]float64{1, 2, 3, 4}, []float64{4, 3, 2, 1}, -1, 1. / 12},
		{[]float64{1, 2, 3}, []float64{1, 3, 2}, 1. / 3, 1},
		{[]float64{1, 2, 3}, []float64{5, 5, 5}, math.NaN(), math.NaN()},
		{[]float64{1, 2, math.NaN()}, []float64{5, 6, 7}, math.NaN(), math.NaN()},
	} {
		got := KendallTau(c.x, c.y)
		if !near(got.Tau, c.tau, 1e-9) || !near(got.P, c.p, 1e-6) {
			t.Errorf("%v, %v: got %+v, want %v, %v", c.x, c.y, got, c.tau, c.p)
		}
	}
}

// TestKendallsTwoPsAgree where the exact one ends.
func TestKendallsTwoPsAgree(t *testing.T) {
	x, y := make([]float64, exactPairs), make([]float64, exactPairs)
	for i := range x {
		x[i], y[i] = float64(i), float64(i*17%exactPairs)
	}
	for i := range 2 {
		y[i] = -y[i] - 0.5 // some trend
	}
	exact := KendallTau(x, y)
	approximate := KendallTau(append(x, 25), append(y, 25.5))
	t.Log(exact, approximate)
	if !near(exact.P, approximate.P, 0.2) {
		t.Errorf("exact %+v, approximate %+v", exact, approximate)
	}
}

// TestKendallVarianceUnderTies: the variance of the score over all orders of y.
func TestKendallVarianceUnderTies(t *testing.T) {
	x, y := []float64{1, 1, 1, 2, 3, 3, 4}, []float64{5, 5, 5, 5, 6, 7, 7}
	squares, orders := 0.0, 0.0
	var permute func(k int)
	permute = func(k int) {
		if k == len(y) {
			score := 0
			for i := range x {
				for j := range i {
					score += compare(x[i], x[j]) * compare(y[i], y[j])
				}
			}
			squares += float64(score * score)
			orders++
		}
		for i := k; i < len(y); i++ {
			y[k], y[i] = y[i], y[k]
			permute(k + 1)
			y[k], y[i] = y[i], y[k]
		}
	}
	permute(0)
	if got := kendallVariance(x, y); !near(got, squares/orders, 1e-9) {
		t.Errorf("variance %v, want %v", got, squares/orders)
	}
}

func TestDetrend(t *testing.T) {
	line := make([]float64, 200)
	for i := range line {
		line[i] = 3 - 0.25*float64(i)
	}
	for i, x := range DetrendLinear(line) {
		if math.Abs(x) > 1e-12 {
			t.Errorf("line less its line at %d = %v", i, x)
		}
	}
	for i, x := range DetrendGaussian(line, 5)[40:160] {
		if math.Abs(x) > 1e-9 {
			t.Errorf("line less its moving mean at %d = %v", i+40, x)
		}
	}
	pulse := DetrendGaussian([]float64{0, 0, 1, 0, 0}, 1)
	if want := 1 - 1/(1+2*math.Exp(-0.5)+2*math.Exp(-2)); !near(pulse[2], want, 1e-12) {
		t.Errorf("pulse less its moving mean = %v, want %v", pulse[2], want)
	}
	if got := DetrendLinear([]float64{7}); got[0] != 0 {
		t.Errorf("one number less its line = %v", got)
	}
}

func TestRolling(t *testing.T) {
	v := RollingVariance([]float64{1, 2, 4, 7}, 3)
	if len(v) != 2 || !near(v[0], 7./3, 1e-12) || !near(v[1], 19./3, 1e-12) {
		t.Errorf("variance %v, want 7/3 and 19/3", v)
	}
	a := RollingAutocorrelation([]float64{1, 2, 4, 4, 4, 4}, 3)
	if len(a) != 4 || !near(a[0], -1./42, 1e-12) || !math.IsNaN(a[3]) {
		t.Errorf("autocorrelation %v, want -1/42 first, undefined last", a)
	}
	if got := RollingVariance([]float64{1, 2}, 3); len(got) != 0 {
		t.Errorf("series shorter than the window: %v", got)
	}
}

// ar1 is a series x' = rho(share) x + e, share of the time from 0 to 1.
func ar1(n int, s *chance.Stream, rho func(share float64) float64) []float64 {
	xs := make([]float64, n)
	x := normal(s) / math.Sqrt(1-rho(0)*rho(0))
	for i := range xs {
		xs[i] = x
		x = rho(float64(i)/float64(n))*x + normal(s)
	}
	return xs
}

// TestAutocorrelationOfAR1: rho, variance 1/(1-rho^2), and the bias in short
// windows of -(1+4 rho)/n.
func TestAutocorrelationOfAR1(t *testing.T) {
	s := chance.NewStream(1, 2, 3)
	for _, rho := range []float64{-0.5, 0, 0.7, 0.9} {
		xs := ar1(40000, &s, func(float64) float64 { return rho })
		r, v := Autocorrelation(xs), RollingVariance(xs, len(xs))[0]
		short, windows := 0.0, len(xs)/80
		for i := range windows {
			short += Autocorrelation(xs[80*i:80*i+80]) / float64(windows)
		}
		t.Logf("rho %v: %.4f, variance %.3f, in windows of 80 %.4f", rho, r, v, short)
		if !isClose(r, rho, 0.015) || !near(v, 1/(1-rho*rho), 0.06) || !isClose(short, rho-(1+4*rho)/80, 0.015) {
			t.Errorf("rho %v: %v, variance %v, in short windows %v", rho, r, v, short)
		}
	}
}

// TestWarningOfSlowingDown: signals rise where rho does, on top of a trend.
func TestWarningOfSlowingDown(t *testing.T) {
	s := chance.NewStream(4, 5, 6)
	up := 0
	for range 50 {
		xs := ar1(400, &s, func(share float64) float64 { return 0.1 + 0.85*share })
		for i := range xs {
			xs[i] += float64(i) / 20
		}
		w := NewWarning(DetrendGaussian(xs, 40), 200)
		if w.VarianceTrend.Tau > 0.5 && w.AutocorrelationTrend.Tau > 0.5 {
			up++
		}
	}
	t.Logf("both taus above 0.5 in %d of 50", up)
	if up < 40 {
		t.Errorf("both taus above 0.5 in %d of 50 series", up)
	}
}

// TestFalseAlarms: a steady series has no trend on average, but P is no guard.
func TestFalseAlarms(t *testing.T) {
	s := chance.NewStream(7, 8, 9)
	var tau, alarms [2]float64
	const times = 200
	for range times {
		w := NewWarning(DetrendLinear(ar1(400, &s, func(float64) float64 { return 0.5 })), 200)
		for i, k := range []Kendall{w.VarianceTrend, w.AutocorrelationTrend} {
			tau[i] += k.Tau / times
			if k.P < 0.05 {
				alarms[i]++
			}
		}
	}
	t.Logf("mean tau %.3f, P < 0.05 in %v of %d", tau, alarms, times)
	for i := range tau {
		if !isClose(tau[i], 0, 0.12) || alarms[i] < 0.7*times {
			t.Errorf("mean tau %.3f, P < 0.05 in %v of %d", tau[i], alarms[i], times)
		}
	}
}
