package stats

import (
	"fmt"

	"channelsim/sim/chance"
)

// SobolDimensions is the number of dimensions for which there are direction numbers.
const SobolDimensions = 80

// sobolBits is the number of binary digits of a coordinate.
const sobolBits = 52

// Sobol is the low-discrepancy sequence of I. M. Sobol (1967) in the Gray-code
// order of I. A. Antonov and V. M. Saleev (1979), with the direction numbers of Joe
// and Kuo (2008). Any 2^m points from a multiple of 2^m on have, in every
// dimension, exactly one point in each interval of length 2^-m, so take powers of
// two and keep the first point, the origin (A. B. Owen, "On dropping the first
// Sobol' point", 2020).
type Sobol struct {
	directions [][sobolBits]uint64
	digits     []uint64
	next       uint64 // number of points drawn so far
}

// NewSobol starts a sequence of points with 1 to SobolDimensions coordinates; it
// panics outside. With a stream the points suffer a random digital shift, which
// keeps their evenness and makes each uniform on its own; nil leaves them alone.
func NewSobol(dimensions int, shift *chance.Stream) *Sobol {
	if dimensions < 1 || dimensions > SobolDimensions {
		panic(fmt.Sprintf("stats: Sobol sequence in %d dimensions: must lie in [1, %d]", dimensions, SobolDimensions))
	}
	s := &Sobol{make([][sobolBits]uint64, dimensions), make([]uint64, dimensions), 0}
	for d := range s.directions {
		if d == 0 {
			s.directions[d] = directions(0, nil)
		} else {
			s.directions[d] = directions(joeKuo[d-1].a, joeKuo[d-1].m)
		}
		if shift != nil {
			s.digits[d] = shift.Next() >> (64 - sobolBits)
		}
	}
	return s
}

// directions works out the direction numbers v_k = m_k / 2^k, highest digit first,
// by equation 2 of Joe and Kuo; without m they are those of van der Corput.
func directions(a uint64, m []uint64) (v [sobolBits]uint64) {
	degree := len(m)
	for k := range v {
		switch {
		case degree == 0:
			v[k] = 1 << (sobolBits - 1 - k)
		case k < degree:
			v[k] = m[k] << (sobolBits - 1 - k)
		default:
			v[k] = v[k-degree] ^ v[k-degree]>>degree
			for i := 1; i < degree; i++ {
				v[k] ^= v[k-i] * (a >> (degree - 1 - i) & 1)
			}
		}
	}
	return v
}

// Next writes the next point, coordinates in [0, 1), to point, whose length is the
// number of dimensions.
func (s *Sobol) Next(point []float64) {
	for d, x := range s.digits {
		point[d] = float64(x) * (1. / (1 << sobolBits))
	}
	s.next++
	lowest := 0 // digit that the Gray code of the next index turns
	for i := s.next; i&1 == 0; i >>= 1 {
		lowest++
	}
	for d := range s.digits {
		s.digits[d] ^= s.directions[d][lowest]
	}
}

// SobolPoints returns the first n points of a Sobol sequence; see NewSobol.
func SobolPoints(n, dimensions int, shift *chance.Stream) [][]float64 {
	s := NewSobol(dimensions, shift)
	points := make([][]float64, n)
	for i := range points {
		points[i] = make([]float64, dimensions)
		s.Next(points[i])
	}
	return points
}

// Latin returns n points strictly inside the unit cube such that each coordinate
// has one point in each of n equal intervals, at a random place in it: the Latin
// hypercube of M. D. McKay, R. J. Beckman and W. J. Conover, Technometrics 21,
// 1979. n up to a million.
func Latin(n, dimensions int, s *chance.Stream) [][]float64 {
	points := make([][]float64, n)
	for i := range points {
		points[i] = make([]float64, dimensions)
	}
	cells := make([]int, n)
	for d := range dimensions {
		for i := range cells { // a random order, after R. Durstenfeld (1964)
			j := chance.Below(s.Next(), i+1)
			cells[i] = cells[j]
			cells[j] = i
		}
		for i, cell := range cells {
			within := (float64(s.Next()>>34) + 0.5) * (1. / (1 << 30)) // few digits, so that no sum rounds up
			points[i][d] = (float64(cell) + float64(within)) / float64(n)
		}
	}
	return points
}

// Grid returns all combinations of levels 0 to levels[d]-1 of each factor d, the
// last factor fastest; one empty combination for no factors, none where a factor
// has no level.
func Grid(levels []int) [][]int {
	n := 1
	for _, l := range levels {
		n *= max(0, l)
	}
	points := make([][]int, n)
	for i := range points {
		points[i] = make([]int, len(levels))
		rest := i
		for d := len(levels) - 1; d >= 0; d-- {
			points[i][d] = rest % levels[d]
			rest /= levels[d]
		}
	}
	return points
}
