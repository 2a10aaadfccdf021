package stats

import (
	"math/bits"
	"slices"
	"testing"

	"channelsim/sim/chance"
)

// TestFirstSobolPoints: the example that Joe and Kuo give with their program.
func TestFirstSobolPoints(t *testing.T) {
	want := [][]float64{
		{0, 0, 0}, {0.5, 0.5, 0.5}, {0.75, 0.25, 0.25}, {0.25, 0.75, 0.75}, {0.375, 0.375, 0.625},
		{0.875, 0.875, 0.125}, {0.625, 0.125, 0.875}, {0.125, 0.625, 0.375}, {0.1875, 0.3125, 0.9375}, {0.6875, 0.8125, 0.4375},
	}
	for i, p := range SobolPoints(len(want), 3, nil) {
		if !slices.Equal(p, want[i]) {
			t.Errorf("point %d = %v, want %v", i, p, want[i])
		}
	}
}

// TestSobolPointsAreEven: one point per interval in every dimension, shifted or
// not, and all points of a shifted sequence apart from the origin.
func TestSobolPointsAreEven(t *testing.T) {
	s := chance.NewStream(1, 2, 3)
	for _, shift := range []*chance.Stream{nil, &s} {
		const n = 256
		points := SobolPoints(n, SobolDimensions, shift)
		for d := range SobolDimensions {
			if !onePerInterval(points, d) {
				t.Fatalf("dimension %d: not one point in each of %d intervals", d+1, n)
			}
		}
		if (points[0][0] == 0) != (shift == nil) {
			t.Errorf("first point %v", points[0])
		}
	}
}

func onePerInterval(points [][]float64, d int) bool {
	seen := make([]bool, len(points))
	for _, p := range points {
		cell := int(p[d] * float64(len(points)))
		if seen[cell] {
			return false
		}
		seen[cell] = true
	}
	return true
}

// TestJoeKuoNumbers: initial numbers are odd and below 2^k, polynomials primitive
// and different, and the sequence has Sobol's property A in all its dimensions, as
// Joe and Kuo say: the first digits of direction numbers are independent.
func TestJoeKuoNumbers(t *testing.T) {
	if len(joeKuo)+1 != SobolDimensions {
		t.Fatalf("%d lines, want %d", len(joeKuo), SobolDimensions-1)
	}
	seen := map[uint64]bool{}
	for d, line := range joeKuo {
		degree := len(line.m)
		polynomial := 1<<degree | line.a<<1 | 1
		if order(polynomial, degree) != 1<<degree-1 || seen[polynomial] {
			t.Errorf("dimension %d: polynomial %b is not primitive or comes twice", d+2, polynomial)
		}
		seen[polynomial] = true
		for k, m := range line.m {
			if m&1 == 0 || m >= 2<<k {
				t.Errorf("dimension %d: m_%d = %d: must be odd and below %d", d+2, k+1, m, 2<<k)
			}
		}
	}
	for dimensions := 1; dimensions <= SobolDimensions; dimensions++ {
		if !propertyA(dimensions) {
			t.Errorf("no property A in %d dimensions", dimensions)
		}
	}
}

// order returns the least n with x^n = 1 modulo a polynomial over {0, 1}.
func order(polynomial uint64, degree int) int {
	x := uint64(1)
	for n := 1; ; n++ {
		if x <<= 1; x>>degree == 1 {
			x ^= polynomial
		}
		if x == 1 || n > 1<<degree {
			return n
		}
	}
}

// propertyA eliminates on the matrix of first digits of direction numbers, which
// obey the recurrence of the numbers by themselves.
func propertyA(dimensions int) bool {
	var pivots [][2]uint64
	for d := range dimensions {
		row := firstDigits(d, dimensions)
		for _, p := range pivots {
			if lead := leading(p); row[lead/64]>>(lead%64)&1 == 1 {
				row[0] ^= p[0]
				row[1] ^= p[1]
			}
		}
		if row == [2]uint64{} {
			return false
		}
		pivots = append(pivots, row)
	}
	return true
}

func leading(row [2]uint64) int {
	if row[0] != 0 {
		return bits.TrailingZeros64(row[0])
	}
	return 64 + bits.TrailingZeros64(row[1])
}

func firstDigits(d, n int) (row [2]uint64) {
	if d == 0 {
		return [2]uint64{1, 0}
	}
	a, m := joeKuo[d-1].a, joeKuo[d-1].m
	digits := make([]uint64, max(n, len(m)))
	for k := range digits {
		if k < len(m) {
			digits[k] = m[k] >> k & 1
			continue
		}
		digits[k] = digits[k-len(m)]
		for i := 1; i < len(m); i++ {
			digits[k] ^= digits[k-i] & (a >> (len(m) - 1 - i))
		}
		digits[k] &= 1
	}
	for k, digit := range digits[:n] {
		row[k/64] |= digit << (k % 64)
	}
	return row
}

// TestSobolIntegratesBetterThanChance: the mean of a product over 10 dimensions,
// 1 by construction, after Joe and Kuo's test.
func TestSobolIntegratesBetterThanChance(t *testing.T) {
	s := chance.NewStream(4, 5, 6)
	mean := 0.0
	const n = 4096
	for _, p := range SobolPoints(n, 10, &s) {
		product := 1.0
		for d, x := range p {
			product *= 1 + (2*x-1)/float64(d+1)
		}
		mean += product / n
	}
	if !near(mean, 1, 0.005) { // chance alone: standard error 0.013
		t.Errorf("mean %v, want 1", mean)
	}
}

func TestLatinHypercube(t *testing.T) {
	s := chance.NewStream(1, 2, 3)
	points := Latin(97, 5, &s)
	correlation := 0.0
	for d := range 5 {
		if !onePerInterval(points, d) {
			t.Errorf("dimension %d: not one point in each interval", d)
		}
	}
	for _, p := range points {
		correlation += 12 * (p[0] - 0.5) * (p[1] - 0.5) / 97
	}
	if correlation < -0.4 || correlation > 0.4 { // four standard errors
		t.Errorf("correlation %v between two coordinates", correlation)
	}
	again := chance.NewStream(1, 2, 3)
	if !slices.Equal(Latin(97, 5, &again)[96], points[96]) {
		t.Error("the same stream gave another design")
	}
}

func TestGrid(t *testing.T) {
	got := Grid([]int{2, 1, 3})
	want := [][]int{{0, 0, 0}, {0, 0, 1}, {0, 0, 2}, {1, 0, 0}, {1, 0, 1}, {1, 0, 2}}
	if !slices.EqualFunc(got, want, slices.Equal) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := Grid([]int{3, 0}); len(got) != 0 {
		t.Errorf("a factor without levels gave %v", got)
	}
	if got := Grid(nil); len(got) != 1 {
		t.Errorf("no factors gave %v, want one empty combination", got)
	}
}

// TestJoeKuoNumbersStay pins the digits that property A does not see.
func TestJoeKuoNumbersStay(t *testing.T) {
	hash := uint64(0)
	for d, line := range joeKuo {
		hash = chance.Hash(hash, line.a, uint64(d))
		for _, m := range line.m {
			hash = chance.Hash(hash, m, 0)
		}
	}
	if want := uint64(0x8185a05085841232); hash != want {
		t.Errorf("hash %#x, want %#x", hash, want)
	}
}
