package chance

import "math/bits"

// Odd multipliers and additive constants. weyl is 2^64 over the golden ratio, the
// increment of SplitMix64; the others are fixed random bit patterns with the lowest
// bit set, or the multipliers of Evensen's finaliser.
const (
	weyl      = 0x9e3779b97f4a7c15
	offset    = 0x8a5cd789635d2dff
	stepA     = 0xd1342543de82ef95
	stepB     = 0xaf251af3b0f025b5
	between   = 0xda942042e4dd58b5
	evensen1  = 0x3c79ac492ba7b653
	evensen2  = 0x1c69b3f74ac4ae35
	rootTag   = 0xb5ad4eceda1ce2a9
	subkeyTag = 0x632be59bd9b4e019
)

// Root returns the key of one replication of a run; every stream of the
// replication descends from it. Replications and seeds that are neighbours give
// unrelated roots.
func Root(seed uint64, replication int) uint64 {
	return Hash(rootTag, seed, uint64(replication))
}

// Key returns the key of a mechanism, or of any sub-stream, below a root or
// below another key. Different mechanisms under one root never share a key.
func Key(root uint64, mechanism uint64) uint64 {
	return Hash(root, mechanism, subkeyTag)
}

// Hash returns the one 64-bit draw that belongs to key, a and b, for instance to
// a mechanism, an entity and a week. With two arguments fixed it is a bijection
// of the third, so no two entities and no two weeks ever share a draw by
// construction.
//
// One round of multiply and xor-shift stands between a and b, so that no
// combination of steps in key, a and b cancels; then comes Pelle Evensen's
// "moremur" finaliser (2019), a stronger choice of constants for the mixer that
// Steele, Lea and Flood use in SplitMix64 ("Fast splittable pseudorandom number
// generators", OOPSLA 2014).
func Hash(key, a, b uint64) uint64 {
	x := key + offset + a*stepA
	x = (x ^ x>>32) * between
	x = (x ^ x>>29) + b*stepB
	x = (x ^ x>>27) * evensen1
	x = (x ^ x>>33) * evensen2
	return x ^ x>>27
}

// Unit maps 64 random bits to a uniform number in [0, 1), a multiple of 2^-53.
func Unit(h uint64) float64 {
	return float64(float64(int64(h>>11)) * 0x1p-53)
}

// Open maps 64 random bits to a uniform number strictly between 0 and 1, an odd
// multiple of 2^-53; fit for logarithms and quantiles.
func Open(h uint64) float64 {
	return float64((float64(int64(h>>12)) + 0.5) * 0x1p-52)
}

// Uniform returns the uniform number in [0, 1) that belongs to key, a and b.
func Uniform(key, a, b uint64) float64 {
	return Unit(Hash(key, a, b))
}

// Below maps 64 random bits to an integer in [0, n), n >= 1, by the high word of
// the product h*n. The chance of each value is off 1/n by less than 2^-64.
func Below(h uint64, n int) int {
	hi, _ := bits.Mul64(h, uint64(n))
	return int(hi)
}

// Stream is a sequence of draws for one cause, when one draw is not enough: a
// SplitMix64 sequence that starts at the hash of the cause. It is a plain value;
// a copy repeats the draws of the original.
type Stream struct {
	state uint64
}

// NewStream returns the stream that belongs to key, a and b. Its draws are
// unrelated to Hash(key, a, b).
func NewStream(key, a, b uint64) Stream {
	return Stream{state: Hash(key, a, b)}
}

// Next returns the next 64 random bits.
func (s *Stream) Next() uint64 {
	s.state += weyl
	x := s.state
	x = (x ^ x>>27) * evensen1
	x = (x ^ x>>33) * evensen2
	return x ^ x>>27
}

// Unit returns the next uniform number in [0, 1).
func (s *Stream) Unit() float64 {
	return Unit(s.Next())
}
