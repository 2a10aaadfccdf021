package stats

import (
	"math"
	"testing"

	"channelsim/sim/chance"
)

// ishigami is the function of T. Ishigami and T. Homma (1990) with a = 7, b = 0.1
// on the unit cube.
func ishigami(x []float64) float64 {
	at := func(i int) float64 { return math.Pi * (2*x[i] - 1) }
	return math.Sin(at(0)) + 7*math.Pow(math.Sin(at(1)), 2) + 0.1*math.Pow(at(2), 4)*math.Sin(at(0))
}

var gWeights = []float64{0, 1, 4.5, 9, 99, 99, 99, 99}

// sobolG is the G function of A. Saltelli and I. M. Sobol (1995).
func sobolG(x []float64) float64 {
	y := 1.0
	for i, a := range gWeights {
		y *= (math.Abs(4*x[i]-2) + a) / (1 + a)
	}
	return y
}

func normal(s *chance.Stream) float64 { return chance.NormalQuantile(chance.Open(s.Next())) }

// respond evaluates f at all points with noise: common to all points of a
// replicate in the given share of its variance, else independent.
func respond(points [][]float64, f func([]float64) float64, replicates int, sd, common float64, s *chance.Stream) [][]float64 {
	shared := make([]float64, replicates)
	for r := range shared {
		shared[r] = sd * math.Sqrt(common) * normal(s)
	}
	y := make([][]float64, len(points))
	for i, p := range points {
		y[i] = make([]float64, replicates)
		for r := range y[i] {
			y[i][r] = f(p) + shared[r] + sd*math.Sqrt(1-common)*normal(s)
		}
	}
	return y
}

func isClose(got, want, tolerance float64) bool { return math.Abs(got-want) <= tolerance }

func checkIndex(t *testing.T, what string, got Index, want, tolerance float64) {
	t.Helper()
	if !isClose(got.Value, want, tolerance) || !got.Contains(want) || got.Low > got.Value || got.High < got.Value {
		t.Errorf("%s = %.4f (%.4f to %.4f), want %.4f", what, got.Value, got.Low, got.High, want)
	}
}

// TestIshigami: all indices in closed form.
func TestIshigami(t *testing.T) {
	s := chance.NewStream(1, 2, 3)
	points := SaltelliDesign(SobolPoints(8192, 6, nil), true)
	got := SobolIndices(respond(points, ishigami, 1, 0, 0, &s), 3, true, 200, &s)
	first, total := []float64{0.3139, 0.4424, 0}, []float64{0.5576, 0.4424, 0.2437}
	for i := range first {
		t.Logf("%d: first %.4f total %.4f", i, got.First[i].Value, got.Total[i].Value)
		checkIndex(t, "first", got.First[i], first[i], 0.01)
		checkIndex(t, "total", got.Total[i], total[i], 0.01)
	}
	t.Logf("second %.4f %.4f %.4f", got.Second[0][1].Value, got.Second[0][2].Value, got.Second[1][2].Value)
	checkIndex(t, "second 1 3", got.Second[0][2], 0.2437, 0.02)
	checkIndex(t, "second 1 2", got.Second[0][1], 0, 0.02)
	checkIndex(t, "second 2 3", got.Second[1][2], 0, 0.02)
	if !near(got.Variance, 13.8446, 0.01) || got.Noise != 0 {
		t.Errorf("variance %v, noise %v, want 13.8446 and 0", got.Variance, got.Noise)
	}
}

// TestSobolG: V_i = 1/(3 (1+a_i)^2), V = product of (1 + V_i) - 1.
func TestSobolG(t *testing.T) {
	s := chance.NewStream(4, 5, 6)
	k := len(gWeights)
	points := SaltelliDesign(SobolPoints(4096, 2*k, &s), true)
	got := SobolIndices(respond(points, sobolG, 1, 0, 0, &s), k, true, 100, &s)
	parts, all := make([]float64, k), 1.0
	for i, a := range gWeights {
		parts[i] = 1 / (3 * (1 + a) * (1 + a))
		all *= 1 + parts[i]
	}
	for i, v := range parts {
		t.Logf("%d: first %+.4f total %+.4f", i, got.First[i].Value-v/(all-1), got.Total[i].Value-v*all/(1+v)/(all-1))
		checkIndex(t, "first", got.First[i], v/(all-1), 0.01)
		checkIndex(t, "total", got.Total[i], v*all/(1+v)/(all-1), 0.01)
		for j := i + 1; j < k; j++ {
			if want := v * parts[j] / (all - 1); !isClose(got.Second[i][j].Value, want, 0.02) {
				t.Errorf("second %d %d = %v, want %v", i, j, got.Second[i][j].Value, want)
			}
		}
	}
}

// TestNoiseIsNoInfluence: noise of more variance than the function itself leaves
// the indices where they are, whether it differs between points or not; with a
// single replicate it does not.
func TestNoiseIsNoInfluence(t *testing.T) {
	s := chance.NewStream(7, 8, 9)
	for _, c := range []struct {
		replicates     int
		common         float64
		total3, total2 float64
	}{
		{5, 0, 0.2437, 0.4424},
		{2, 0, 0.2437, 0.4424},
		{5, 0.9, 0.2437, 0.4424},
		{1, 0, 0.6494, 0.7415}, // (T V + noise) / (V + noise)
	} {
		var sums [4]float64
		const times = 40
		for range times {
			points := SaltelliDesign(Latin(256, 6, &s), false)
			got := SobolIndices(respond(points, ishigami, c.replicates, 4, c.common, &s), 3, false, 0, &s)
			sums[0] += got.Total[2].Value / times
			sums[1] += got.Total[1].Value / times
			sums[2] += got.First[0].Value / times
			sums[3] += got.Noise / times
		}
		t.Logf("%+v: total 3 and 2, first 1, noise: %.4f", c, sums)
		if !isClose(sums[0], c.total3, 0.04) || !isClose(sums[1], c.total2, 0.04) {
			t.Errorf("%+v: total 3 and 2 %.4f", c, sums)
		}
		if c.replicates == 1 {
			continue
		}
		if !isClose(sums[2], 0.3139, 0.04) {
			t.Errorf("%+v: first 1 = %.4f, want 0.3139", c, sums[2])
		}
		if tolerance := 0.5 + 5*c.common; !isClose(sums[3], 16, tolerance) {
			t.Errorf("%+v: noise %.4f, want 16", c, sums[3])
		}
	}
}

// TestCoverageOfIndices: linear function with known shares and noise; of 200
// intervals 190 should hold the truth, bootstrap percentiles a few less.
func TestCoverageOfIndices(t *testing.T) {
	s := chance.NewStream(10, 11, 12)
	linear := func(x []float64) float64 { return 3*x[0] + 2*x[1] + x[2] }
	share := []float64{9. / 14, 4. / 14, 1. / 14}
	var first, total [3]int
	for range 200 {
		base := make([][]float64, 100)
		for i := range base {
			base[i] = []float64{s.Unit(), s.Unit(), s.Unit(), s.Unit(), s.Unit(), s.Unit()}
		}
		got := SobolIndices(respond(SaltelliDesign(base, false), linear, 4, 0.7, 0, &s), 3, false, 200, &s)
		for i := range share {
			if got.First[i].Contains(share[i]) {
				first[i]++
			}
			if got.Total[i].Contains(share[i]) {
				total[i]++
			}
		}
	}
	t.Logf("of 200: first %v, total %v", first, total)
	for i := range share {
		if first[i] < 178 || total[i] < 178 {
			t.Errorf("factor %d: %d and %d of 200 intervals hold the truth", i+1, first[i], total[i])
		}
	}
}

// TestNoVarianceNoIndices: where nothing varies, no share of it is defined.
func TestNoVarianceNoIndices(t *testing.T) {
	s := chance.NewStream(1, 1, 1)
	constant := func([]float64) float64 { return 2 }
	got := SobolIndices(respond(SaltelliDesign(SobolPoints(8, 4, nil), true), constant, 2, 0, 0, &s), 2, true, 10, &s)
	if !math.IsNaN(got.First[0].Value) || !math.IsNaN(got.Total[1].Low) || !math.IsNaN(got.Second[0][1].Value) {
		t.Errorf("got %+v, want undefined", got)
	}
	hidden := 0
	for range 20 {
		got := SobolIndices(respond(SaltelliDesign(SobolPoints(8, 4, nil), false), constant, 2, 1, 0, &s), 2, false, 0, &s)
		if got.Variance <= 0 {
			hidden++
			if !math.IsNaN(got.First[0].Value) || !math.IsNaN(got.Total[1].Value) {
				t.Errorf("variance %v gave %+v, want undefined", got.Variance, got)
			}
		}
	}
	if hidden == 0 {
		t.Error("in no case noise hid all variance")
	}
}
