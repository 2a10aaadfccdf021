package stats

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/stat"

	"channelsim/sim/chance"
)

// skewed returns n lognormal numbers with the given sigma, the same for a seed.
func skewed(seed uint64, n int, sigma float64) []float64 {
	s := chance.NewStream(seed, 1, 2)
	xs := make([]float64, n)
	for i := range xs {
		xs[i] = chance.LogNormal(chance.NormalQuantile(chance.Open(s.Next())), 1, sigma)
	}
	return xs
}

func momentsOf(xs []float64) Moments {
	var m Moments
	for _, x := range xs {
		m.Add(x)
	}
	return m
}

func TestMomentsByHand(t *testing.T) {
	m := momentsOf([]float64{1, 2, 6})
	if m.N != 3 || m.Mean != 3 || m.M2 != 14 || m.M3 != 18 {
		t.Errorf("got %+v, want 3 numbers, mean 3, M2 14, M3 18", m)
	}
	if m.Variance() != 7 {
		t.Errorf("variance %v, want 7", m.Variance())
	}
}

func TestMeanOfCountsIsExact(t *testing.T) {
	var m, more Moments
	for i := range 40 {
		part := &m
		if i >= 13 {
			part = &more
		}
		part.Add(float64(i % 10 / 7))
	}
	m.Merge(more)
	if m.Average() != 0.3 {
		t.Errorf("mean %v, want 0.3", m.Average())
	}
}

func TestMomentsAgreeWithGonum(t *testing.T) {
	xs := skewed(1, 500, 1)
	for i := range xs {
		xs[i] += 1e4 // a large mean must not hurt
	}
	m := momentsOf(xs)
	mean, sd := stat.MeanStdDev(xs, nil)
	if !near(m.Average(), mean, 1e-14) || !near(m.SD(), sd, 1e-11) || !near(m.Skewness(), stat.Skew(xs, nil), 1e-9) {
		t.Errorf("got %v %v %v, want %v %v %v", m.Average(), m.SD(), m.Skewness(), mean, sd, stat.Skew(xs, nil))
	}
}

func TestMergedMomentsAreThoseOfTheWhole(t *testing.T) {
	xs := skewed(2, 100, 1.3)
	whole := momentsOf(xs)
	for _, cut := range []int{0, 1, 2, 37, 99, 100} {
		a, b := momentsOf(xs[:cut]), momentsOf(xs[cut:])
		a.Merge(b)
		if a.N != whole.N || !near(a.Sum, whole.Sum, 1e-14) || !near(a.Mean, whole.Mean, 1e-14) || !near(a.M2, whole.M2, 1e-12) || !near(a.M3, whole.M3, 1e-12) {
			t.Errorf("cut at %d: got %+v, want %+v", cut, a, whole)
		}
	}
}

func TestMomentsOfTooFewNumbers(t *testing.T) {
	none, one, two, same := momentsOf(nil), momentsOf([]float64{4}), momentsOf([]float64{4, 5}), momentsOf([]float64{2, 2, 2})
	for _, c := range []struct {
		what      string
		got, want float64
	}{
		{"mean of none", none.Average(), math.NaN()},
		{"mean of one", one.Average(), 4},
		{"sd of one", one.SD(), math.NaN()},
		{"skewness of two", two.Skewness(), math.NaN()},
		{"skewness of equal numbers", same.Skewness(), 0},
	} {
		if !near(c.got, c.want, 0) {
			t.Errorf("%s = %v, want %v", c.what, c.got, c.want)
		}
	}
}
