package stats

import (
	"math"
	"slices"
	"testing"
	"testing/quick"
)

// near reports whether two numbers agree to the given relative precision.
func near(got, want, precision float64) bool {
	if math.IsNaN(want) {
		return math.IsNaN(got)
	}
	return got == want || math.Abs(got-want) <= precision*math.Max(math.Abs(want), 1e-300)
}

func TestSumAddsFromTheLeft(t *testing.T) {
	xs := []float64{1, 1e100, 1, -1e100}
	if got := Sum(xs); got != 0 {
		t.Errorf("Sum(%v) = %v, want 0: the order of addition has changed", xs, got)
	}
	if got := Sum([]float64{1e100, -1e100, 1, 1}); got != 2 {
		t.Errorf("got %v, want 2", got)
	}
	if got := Sum(nil); got != 0 {
		t.Errorf("Sum(nil) = %v, want 0", got)
	}
}

func TestGiniOfKnownVectors(t *testing.T) {
	for _, c := range []struct {
		xs   []float64
		want float64
	}{
		{nil, 0},
		{[]float64{0, 0, 0}, 0},
		{[]float64{7}, 0},
		{[]float64{3, 3, 3, 3}, 0},
		{[]float64{0, 0, 0, 8}, 0.75},
		{[]float64{1, 3}, 0.25},
		{[]float64{2, 1, 3}, 2. / 9},
		{[]float64{5, 4, 3, 2, 1}, 4. / 15},
	} {
		if got := Gini(c.xs, nil); !near(got, c.want, 1e-15) {
			t.Errorf("Gini(%v) = %v, want %v", c.xs, got, c.want)
		}
	}
}

// TestGiniIsHalfTheRelativeMeanDifference compares with the definition.
func TestGiniIsHalfTheRelativeMeanDifference(t *testing.T) {
	check := func(raw []uint16) bool {
		xs := make([]float64, len(raw))
		differences := 0.0
		for i, r := range raw {
			xs[i] = float64(r)
			for j := range i {
				differences += 2 * math.Abs(xs[i]-xs[j])
			}
		}
		n := float64(len(xs))
		sum := Sum(xs)
		if sum == 0 {
			return Gini(xs, nil) == 0
		}
		before := slices.Clone(xs)
		got := Gini(xs, make([]float64, 3))
		return slices.Equal(before, xs) && near(got+1, differences/(2*n*sum)+1, 1e-13)
	}
	if err := quick.Check(check, nil); err != nil {
		t.Error(err)
	}
}

func TestGiniWithScratchAllocatesNothing(t *testing.T) {
	xs := []float64{5, 1, 4, 2}
	scratch := make([]float64, 0, 4)
	allocs := testing.AllocsPerRun(100, func() {
		Gini(xs, scratch)
		TopShare(xs, 0.2, scratch)
	})
	if allocs != 0 {
		t.Errorf("%v allocations, want none", allocs)
	}
}

func TestTopShareOfKnownVectors(t *testing.T) {
	for _, c := range []struct {
		xs       []float64
		fraction float64
		want     float64
	}{
		{[]float64{1, 1, 1, 1, 1}, 0.2, 0.2},
		{[]float64{1, 1, 6, 1, 1}, 0.2, 0.6},
		{[]float64{4, 3, 2, 1}, 0.5, 0.7},
		{[]float64{4, 3, 2, 1}, 0.375, 0.55}, // the 4 and half of the 3
		{[]float64{4, 3, 2, 1}, 1, 1},
		{[]float64{4, 3, 2, 1}, 0, 0},
		{[]float64{0, 0}, 0.2, math.NaN()},
		{nil, 0.2, math.NaN()},
	} {
		if got := TopShare(c.xs, c.fraction, nil); !near(got, c.want, 1e-15) {
			t.Errorf("TopShare(%v, %v) = %v, want %v", c.xs, c.fraction, got, c.want)
		}
	}
}
