package chance

import (
	"math"
	"sort"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

// kolmogorov fails the test if draws do not follow a distribution function (one
// false alarm in some million).
func kolmogorov(t *testing.T, what string, draws []float64, cdf func(float64) float64) {
	t.Helper()
	sort.Float64s(draws)
	n, worst := float64(len(draws)), 0.0
	for i, x := range draws {
		worst = math.Max(worst, math.Max(float64(i+1)/n-cdf(x), cdf(x)-float64(i)/n))
	}
	if worst > 2.7/math.Sqrt(n) {
		t.Errorf("%s: the distribution function is off by %.4f over %d draws", what, worst, len(draws))
	}
}

func TestGamma(t *testing.T) {
	for _, shape := range []float64{0.3, 1, 2.5, 130} {
		draws := make([]float64, 20_000)
		for i := range draws {
			s := NewStream(5, uint64(i), math.Float64bits(shape))
			draws[i] = Gamma(&s, shape)
		}
		kolmogorov(t, "gamma", draws, distuv.Gamma{Alpha: shape, Beta: 1}.CDF)
	}
}

func TestBeta(t *testing.T) {
	for _, c := range [][2]float64{{1, 1}, {0.4, 3}, {6, 124}} {
		draws := make([]float64, 20_000)
		for i := range draws {
			s := NewStream(6, uint64(i), math.Float64bits(c[0]))
			draws[i] = Beta(&s, c[0], c[1])
		}
		kolmogorov(t, "beta", draws, distuv.Beta{Alpha: c[0], Beta: c[1]}.CDF)
	}
}
