package stats

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

// TestStudentQuantileInClosedForm holds it against the cases that have a formula:
// df 1, 2 and 4 (W. T. Shaw, Journal of Computational Finance 9, 2006).
func TestStudentQuantileInClosedForm(t *testing.T) {
	for _, tail := range []float64{0.49, 0.25, 0.1, 0.025, 0.005, 1e-6} {
		p := 1 - tail
		alpha := 4 * p * tail
		q := math.Cos(math.Acos(math.Sqrt(alpha))/3) / math.Sqrt(alpha)
		for df, want := range map[int]float64{
			1: 1 / math.Tan(math.Pi*tail),
			2: 2 * (p - 0.5) * math.Sqrt(2/alpha),
			4: 2 * math.Sqrt(q-1),
		} {
			if got := StudentQuantile(df, tail); !near(got, want, 1e-11) {
				t.Errorf("df %d, tail %v: %.15g, want %.15g", df, tail, got, want)
			}
		}
	}
}

func TestStudentQuantileAgreesWithGonum(t *testing.T) {
	for _, df := range []int{1, 2, 3, 5, 7, 10, 19, 39, 41, 99, 199, 500, 999, 9999, 99999, 1000000} {
		dist := distuv.StudentsT{Sigma: 1, Nu: float64(df)}
		for _, tail := range []float64{0.4, 0.1, 0.025, 0.005, 0.0005} {
			got := StudentQuantile(df, tail)
			if back := dist.Survival(got); !near(back, tail, 1e-9) {
				t.Errorf("df %d: tail beyond %.15g is %.15g, want %v", df, got, back, tail)
			}
			if want := dist.Quantile(1 - tail); !near(got, want, 1e-9) {
				t.Errorf("df %d, tail %v: %.15g, want %.15g", df, tail, got, want)
			}
		}
	}
}

func TestStudentQuantileAtTheEdges(t *testing.T) {
	if got := StudentQuantile(5, 0.5); got != 0 {
		t.Errorf("median = %v, want 0", got)
	}
	for _, c := range []struct {
		df   int
		tail float64
	}{{0, 0.025}, {3, 0}, {3, 0.6}, {3, math.NaN()}} {
		if got := StudentQuantile(c.df, c.tail); !math.IsNaN(got) {
			t.Errorf("StudentQuantile(%d, %v) = %v, want NaN", c.df, c.tail, got)
		}
	}
}

// TestBitsOfIntervals holds the bits that reach files: run it on each platform.
func TestBitsOfIntervals(t *testing.T) {
	h := sha256.New()
	put := func(x float64) { _ = binary.Write(h, binary.LittleEndian, math.Float64bits(x)) }
	for df := 1; df <= 2000; df += 1 + df/20 {
		put(StudentQuantile(df, 0.025))
		w := Wilson(df/3, df)
		put(w.Low)
		put(w.High)
	}
	xs := skewed(3, 1000, 1.3)
	m := momentsOf(xs[:300])
	m.Merge(momentsOf(xs[300:]))
	put(m.M2)
	put(m.M3)
	put(Gini(xs, nil))
	put(Quantile(Defined(xs, nil), 0.95))
	const want = "e2bc17618636fd62"
	if got := hex.EncodeToString(h.Sum(nil))[:16]; got != want {
		t.Errorf("hash over the bits is %s, want %s", got, want)
	}
}

func TestStudentP(t *testing.T) {
	for _, df := range []int{1, 3, 23, 999} {
		for _, tail := range []float64{0.4, 0.025, 1e-4} {
			q := StudentQuantile(df, tail)
			if up, down := StudentP(df, q), StudentP(df, -q); !near(up, 2*tail, 1e-9) || up != down {
				t.Errorf("df %d: %v and %v beyond %v, want %v", df, up, down, q, 2*tail)
			}
		}
	}
	if a, b, c, d := StudentP(3, 0), StudentP(3, math.Inf(-1)), StudentP(0, 2), StudentP(3, math.NaN()); a != 1 || b != 0 || !math.IsNaN(c) || !math.IsNaN(d) {
		t.Errorf("at the edges: %v, %v, %v, %v", a, b, c, d)
	}
}
