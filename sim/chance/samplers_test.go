package chance

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/mathext"
	"gonum.org/v1/gonum/stat/distuv"
)

// moments holds what a sample says of a distribution.
type moments struct {
	n, sum, square float64
}

func (m *moments) add(x float64) {
	m.n++
	m.sum += x
	m.square += x * x
}

// check compares mean and variance with the true ones; fourth is the fourth
// central moment, from which the error of the variance follows.
func (m *moments) check(t *testing.T, what string, mean, variance, fourth float64) {
	t.Helper()
	got := m.sum / m.n
	if z := (got - mean) / math.Sqrt(variance/m.n); math.Abs(z) > 4.5 {
		t.Errorf("%s: mean %g, want %g, z = %.1f", what, got, mean, z)
	}
	spread := m.square/m.n - got*got
	if z := (spread - variance) / math.Sqrt((fourth-variance*variance)/m.n); math.Abs(z) > 4.5 {
		t.Errorf("%s: variance %g, want %g, z = %.1f", what, spread, variance, z)
	}
}

// checkCells compares a sample of integers with a distribution function, in at
// most 40 cells of about equal probability.
func checkCells(t *testing.T, what string, sample []int, cdf func(int) float64, first int) {
	t.Helper()
	upper := []int{}
	expected := []float64{}
	below, k, stride := 0.0, first, 1
	for 1-below > 0.025 {
		if next := cdf(k); next-below >= 0.025 {
			upper = append(upper, k)
			expected = append(expected, (next-below)*float64(len(sample)))
			below = next
		}
		k += stride
	}
	expected = append(expected, (1-below)*float64(len(sample)))
	counts := make([]int, len(expected))
	for _, x := range sample {
		cell := 0
		for cell < len(upper) && x > upper[cell] {
			cell++
		}
		counts[cell]++
	}
	for i := len(counts) - 1; i > 0 && expected[i] < 5; i-- { // join a last cell that is too small
		counts[i-1] += counts[i]
		expected[i-1] += expected[i]
		counts, expected = counts[:i], expected[:i]
	}
	checkChiSquare(t, what, counts, expected)
}

func TestPoissonDistribution(t *testing.T) {
	const n = 200_000
	for i, mean := range []float64{0.01, 0.1, 1, 5, 9.99, 10, 12, 20, 29.9, 30, 100, 5000} {
		var m moments
		sample := make([]int, n)
		for j := range sample {
			s := NewStream(31, uint64(i), uint64(j))
			sample[j] = Poisson(&s, mean)
			m.add(float64(sample[j]))
		}
		d := distuv.Poisson{Lambda: mean}
		what := "Poisson"
		t.Logf("mean %g", mean)
		m.check(t, what, mean, mean, mean+3*mean*mean)
		checkCells(t, what, sample, func(k int) float64 { return d.CDF(float64(k)) }, 0)
	}
}

// TestPoissonTails counts values that happen once in a thousand, on either side.
func TestPoissonTails(t *testing.T) {
	const n = 400_000
	for i, mean := range []float64{5, 10, 30, 1000, 1e6} {
		sd := math.Sqrt(mean)
		low, high := int(mean-3*sd), int(mean+3*sd)
		below, above := 0, 0
		for j := range uint64(n) {
			s := NewStream(32, uint64(i), j)
			switch k := Poisson(&s, mean); {
			case k <= low:
				below++
			case k > high:
				above++
			}
		}
		pHigh := mathext.GammaIncReg(float64(high+1), mean)
		pLow := 0.0
		if low >= 0 {
			pLow = mathext.GammaIncRegComp(float64(low+1), mean)
		}
		for _, c := range []struct {
			count int
			p     float64
		}{{below, pLow}, {above, pHigh}} {
			if d := float64(c.count) - n*c.p; math.Abs(d) > 4.5*math.Sqrt(n*c.p) {
				t.Errorf("mean %g: %d values in a tail, expected %.1f", mean, c.count, n*c.p)
			}
		}
	}
}

// TestPoissonWalk compares the walk with the distribution function at its steps,
// where a single draw decides.
func TestPoissonWalk(t *testing.T) {
	for _, mean := range []float64{1e-9, 0.1, 1, 5, 9.99} {
		d := distuv.Poisson{Lambda: mean}
		for k := range 20 {
			step := d.CDF(float64(k))
			if step > 1-1e-9 {
				break
			}
			if got := poissonWalk(step*(1-1e-12), mean); got > k {
				t.Errorf("mean %g, just below %v: %d, want at most %d", mean, step, got, k)
			}
			if got := poissonWalk(step*(1+1e-12), mean); got != k+1 {
				t.Errorf("mean %g, just above %v: %d, want %d", mean, step, got, k+1)
			}
		}
		if k := poissonWalk(1-0x1p-53, mean); k > 60 {
			t.Errorf("mean %g: the walk ends only at %d", mean, k)
		}
	}
}

func TestPoissonEdges(t *testing.T) {
	s := NewStream(1, 2, 3)
	before := s
	for _, mean := range []float64{0, -1, math.Inf(-1)} {
		if k := Poisson(&s, mean); k != 0 || s != before {
			t.Errorf("mean %g: %d, with a draw: %v", mean, k, s != before)
		}
	}
	if k := Poisson(&s, poissonMax); math.Abs(float64(k)-poissonMax) > 6e6 {
		t.Errorf("mean 1e12: %d", k)
	}
	for _, mean := range []float64{2 * poissonMax, math.Inf(1), math.NaN()} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("mean %g does not panic", mean)
				}
			}()
			Poisson(&s, mean)
		}()
	}
}

func TestPoissonLogTerm(t *testing.T) {
	for _, mean := range []float64{10, 33.3, 1000, 1e6} {
		for k := 0.0; k < 3*mean; k += math.Ceil(mean / 40) {
			rest, _ := math.Lgamma(k + 1)
			want := k*math.Log(mean) - mean - rest
			if got := poissonLogTerm(k, mean); math.Abs(got-want) > 1e-11+1e-15*(k*math.Log(mean)+mean) {
				t.Errorf("log of P(%v | %v) = %v, want %v", k, mean, got, want)
			}
		}
	}
	for k := 1.0; k <= 12; k++ { // the table, and the series that follows it
		rest, _ := math.Lgamma(k + 1)
		if got, want := poissonLogTerm(k, 10), k*math.Log(10)-10-rest; math.Abs(got-want) > 2e-12 {
			t.Errorf("log of P(%v | 10) = %v, want %v", k, got, want)
		}
	}
}

func TestGeometricDistribution(t *testing.T) {
	const n = 200_000
	for i, mean := range []float64{1.01, 1.5, 2, 20, 300, 1e6} {
		p := 1 / mean
		variance := (1 - p) / (p * p)
		var m moments
		sample := make([]int, n)
		for j := range sample {
			sample[j] = Geometric(Uniform(41, uint64(i), uint64(j)), mean)
			m.add(float64(sample[j]))
		}
		t.Logf("mean %g", mean)
		m.check(t, "Geometric", mean, variance, variance*variance*(9+p*p/(1-p)))
		checkCells(t, "Geometric", sample, func(k int) float64 {
			return -math.Expm1(float64(k) * math.Log1p(-p))
		}, 1)
	}
}

// TestGeometricSteps inverts at the steps of the distribution function.
func TestGeometricSteps(t *testing.T) {
	for _, mean := range []float64{1.25, 2, 20, 1e5} {
		for _, k := range []int{1, 2, 3, 10, 40} {
			step := -math.Expm1(float64(k) * math.Log1p(-1/mean))
			if step > 1-1e-3 {
				break
			}
			if a, b := Geometric(step*(1-1e-10), mean), Geometric(step*(1+1e-10), mean); a != k || b != k+1 {
				t.Errorf("mean %g: %d and %d around step %d", mean, a, b, k)
			}
		}
	}
}

func TestGeometricEdges(t *testing.T) {
	for _, c := range []struct {
		u, mean float64
		want    int
	}{
		{0, 20, 1}, {0.999, 1, 1}, {0.999, 0.5, 1}, {0.5, math.NaN(), 1}, {1 - 0x1p-53, 1e12, 1 << 30},
		{0.5, 1e300, 1 << 30}, {0.5, math.Inf(1), 1 << 30}, {0.5, 1e17, 1 << 30}, {1 - 0x1p-53, 2, 53 + 1},
	} {
		if got := Geometric(c.u, c.mean); got != c.want {
			t.Errorf("Geometric(%v, %v) = %d, want %d", c.u, c.mean, got, c.want)
		}
	}
}

// TestContinuous checks moments and quantiles of what is made from one uniform.
func TestContinuous(t *testing.T) {
	const n = 200_000
	sigma := 0.4
	// Variance and fourth moment of the lognormal, with w = e**(sigma*sigma).
	w := math.Exp(sigma * sigma)
	variance := 25 * (w - 1)
	kurtosis := w*w*w*w + 2*w*w*w + 3*w*w - 3
	for _, c := range []struct {
		name                   string
		mean, variance, fourth float64
		draw                   func(h uint64) float64
		cdf                    func(x float64) float64
	}{
		{"Uniform", 0.5, 1. / 12, 1. / 80, Unit, distuv.UnitUniform.CDF},
		{"Open", 0.5, 1. / 12, 1. / 80, Open, distuv.UnitUniform.CDF},
		{"Exponential", 1, 1, 9, func(h uint64) float64 { return Exponential(Unit(h)) }, distuv.Exponential{Rate: 1}.CDF},
		{"Normal", 0, 1, 3, func(h uint64) float64 { return NormalQuantile(Open(h)) }, distuv.UnitNormal.CDF},
		{"LogNormal", 5, variance, kurtosis * variance * variance,
			func(h uint64) float64 { return LogNormal(NormalQuantile(Open(h)), 5, sigma) },
			distuv.LogNormal{Mu: math.Log(5) - sigma*sigma/2, Sigma: sigma}.CDF},
	} {
		var m moments
		var counts [100]int
		for j := range uint64(n) {
			x := c.draw(Hash(51, j, 0))
			m.add(x)
			counts[min(int(100*c.cdf(x)), 99)]++
		}
		m.check(t, c.name, c.mean, c.variance, c.fourth)
		checkEven(t, c.name, counts[:])
	}
	if x := Exponential(0); x != 0 {
		t.Errorf("Exponential(0) = %v", x)
	}
	if x := Exponential(1 - 0x1p-53); math.Abs(x-53*math.Ln2) > 1e-14 {
		t.Errorf("Exponential at the last u = %v", x)
	}
}
