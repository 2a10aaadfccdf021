package chance

import "math"

// ln 2 in two parts: the high one has 32 significant bits, so that its product
// with any exponent of a float64 is exact (FreeBSD msun, Sun Microsystems 1993).
const (
	ln2Hi = 6.93147180369123816490e-01
	ln2Lo = 1.90821492927058770002e-10
)

// roundShift, added to and taken from a small number, rounds it to an integer
// and leaves that integer in the low bits.
const roundShift = 0x1.8p52

// mulAdd returns a*b + c with the product rounded first, so that no platform
// fuses the two. It is inlined.
func mulAdd(a, b, c float64) float64 {
	return float64(a*b) + c
}

// Exp returns e**x: +Inf above 709.78, 0 below -745.13, NaN for NaN. The error is
// below 0.53 units in the last place (measured; 1 where the result is subnormal).
//
// x is split into (32k + j)/32 ln 2 + r with |r| <= ln 2/64, and e**x into
// 2**k 2**(j/32) e**r: a table for the second factor, a Taylor polynomial for the
// third (P. T. P. Tang, "Table-driven implementation of the exponential function
// in IEEE floating-point arithmetic", ACM TOMS 15, 1989).
func Exp(x float64) float64 {
	if !(x >= -745.2 && x <= 709.8) { // also catches NaN
		return expOutside(x)
	}
	n := mulAdd(x, 32/math.Ln2, roundShift)
	word := math.Float64bits(n)
	n -= roundShift
	r := x - float64(n*(ln2Hi/32)) - float64(n*(ln2Lo/32))

	t := &expTable[word%32]
	r2 := r * r
	p := mulAdd(r2, mulAdd(r, 1./6, 1./2), r) +
		float64(float64(r2*r2)*mulAdd(r2, 1./720, mulAdd(r, 1./120, 1./24)))
	p += t.tail
	k := int64(int32(word)) >> 5
	if k < -1021 || k > 1022 {
		return expEdge(t.bits, p, k)
	}
	scale := math.Float64frombits(t.bits + uint64(k)<<52)
	return mulAdd(scale, p, scale)
}

// expOutside returns e**x where that is too large or too small for a float64, or
// where x is NaN.
func expOutside(x float64) float64 {
	switch {
	case x > 0:
		return math.Inf(1)
	case x < 0:
		return 0
	}
	return x
}

// expEdge scales by 2**k in two steps, where 2**k itself may not be a normal
// number.
func expEdge(bits uint64, p float64, k int64) float64 {
	half := k / 2
	scale := math.Float64frombits(bits + uint64(half)<<52)
	return float64(mulAdd(scale, p, scale) * math.Float64frombits(uint64(1023+k-half)<<52))
}

// Log returns the natural logarithm of x: -Inf for 0, NaN below 0 and for NaN,
// +Inf for +Inf. The error is below 0.6 units in the last place (measured).
//
// x is split into 2**k c (1 + r) with 1/c from a table of 64 and |r| <= 1/64; the
// table holds 1/c with 11 bits at most, so that r suffers a single rounding, and c
// is 1 on both sides of x = 1, so that nothing cancels there (P. T. P. Tang,
// "Table-driven implementation of the logarithm function in IEEE floating-point
// arithmetic", ACM TOMS 16, 1990).
func Log(x float64) float64 {
	word := math.Float64bits(x)
	k := 0.0
	if word-1<<52 >= 0x7fe<<52 { // zero, subnormal, negative, infinite or NaN
		if !(x > 0 && x < 0x1p-1022) {
			return logOutside(x)
		}
		word = math.Float64bits(x * 0x1p52)
		k = -52
	}
	above := word - 0x3fe6000000000000 // over 11/16, where the table begins
	t := &logTable[above>>46%64]
	k += float64(int64(above) >> 52)
	word -= above & (0xfff << 52) // now in [11/16, 11/8)
	z := math.Float64frombits(word)
	zHi := math.Float64frombits(word &^ 0xffffffff)
	r := mulAdd(zHi, t.inverse, -1) + float64((z-zHi)*t.inverse)

	base := mulAdd(k, ln2Hi, t.hi) // exact
	hi := base + r
	lo := base - hi + r + mulAdd(k, ln2Lo, t.lo)
	r2 := r * r
	r4 := r2 * r2
	p := mulAdd(r, 1./3, -1./2) + float64(r2*mulAdd(r, 1./5, -1./4)) +
		float64(r4*(mulAdd(r, 1./7, -1./6)+float64(r2*mulAdd(r, 1./9, -1./8))))
	return mulAdd(r2, p, lo) + hi
}

// logOutside returns the logarithm of what is not a positive finite number.
func logOutside(x float64) float64 {
	switch {
	case x == 0:
		return math.Inf(-1)
	case x < 0:
		return math.NaN()
	}
	return x
}

// Pow returns x**y for x > 0 as Exp(y*Log(x)). The relative error is below
// 2.5e-16 times (1 + |y Log(x)|): 15 digits near 1, 13 at 1e100.
func Pow(x, y float64) float64 {
	return Exp(y * Log(x))
}

// Logistic returns 1/(1 + e**-x), from 0 at -Inf to 1 at +Inf, without overflow
// and with full relative precision in the lower tail.
func Logistic(x float64) float64 {
	if x < 0 {
		e := Exp(x)
		return e / (1 + e)
	}
	return 1 / (1 + Exp(-x))
}
