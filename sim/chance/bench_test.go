package chance

import (
	"math"
	"testing"
)

// sink keeps the compiler from dropping what a benchmark computes.
var sink float64

// sinkInt is sink for integers.
var sinkInt uint64

// benchMap measures f over arguments spread evenly over [lo, hi).
func benchMap(b *testing.B, lo, hi float64, f func(float64) float64) {
	var xs [1024]float64
	for i := range xs {
		xs[i] = lo + (hi-lo)*Uniform(1, uint64(i), 0)
	}
	i := 0
	for b.Loop() {
		sink += f(xs[i%len(xs)])
		i++
	}
}

// The three cheapest are measured over b.N, as b.Loop would cost more than they do.

func BenchmarkHash(b *testing.B) {
	sum := uint64(0)
	for i := range b.N {
		sum += Hash(42, uint64(i), 7)
	}
	sinkInt = sum
}

func BenchmarkUniform(b *testing.B) {
	sum := 0.0
	for i := range b.N {
		sum += Uniform(42, uint64(i), 7)
	}
	sink = sum
}

func BenchmarkStreamUnit(b *testing.B) {
	s := NewStream(1, 2, 3)
	sum := 0.0
	for range b.N {
		sum += s.Unit()
	}
	sink = sum
}

func BenchmarkExp(b *testing.B)         { benchMap(b, -20, 20, Exp) }
func BenchmarkMathExp(b *testing.B)     { benchMap(b, -20, 20, math.Exp) }
func BenchmarkLog(b *testing.B)         { benchMap(b, 0, 100, Log) }
func BenchmarkMathLog(b *testing.B)     { benchMap(b, 0, 100, math.Log) }
func BenchmarkLogistic(b *testing.B)    { benchMap(b, -20, 20, Logistic) }
func BenchmarkNormalCDF(b *testing.B)   { benchMap(b, -6, 6, NormalCDF) }
func BenchmarkExponential(b *testing.B) { benchMap(b, 0, 1, Exponential) }

func BenchmarkPow(b *testing.B) {
	benchMap(b, 0, 100, func(x float64) float64 { return Pow(x, 0.7) })
}

func BenchmarkNormalQuantile(b *testing.B) { benchMap(b, 0, 1, NormalQuantile) }

func BenchmarkGeometric(b *testing.B) {
	benchMap(b, 0, 1, func(u float64) float64 { return float64(Geometric(u, 20)) })
}

func BenchmarkLogNormal(b *testing.B) {
	benchMap(b, -3, 3, func(z float64) float64 { return LogNormal(z, 25000, 1.2) })
}

func BenchmarkPoisson(b *testing.B) {
	for _, c := range []struct {
		name string
		mean float64
	}{{"0.1", 0.1}, {"1", 1}, {"5", 5}, {"9.9", 9.9}, {"10", 10}, {"100", 100}, {"5000", 5000}, {"1e6", 1e6}} {
		b.Run(c.name, func(b *testing.B) {
			var sum, i uint64
			for b.Loop() {
				s := NewStream(42, i, 7)
				sum += uint64(Poisson(&s, c.mean))
				i++
			}
			sinkInt = sum
		})
	}
}
