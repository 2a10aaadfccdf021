package chance

import (
	"math"
	"math/big"
)

// precision of the reference functions, in bits.
const precision = 256

func newBig(x float64) *big.Float {
	return new(big.Float).SetPrec(precision).SetFloat64(x)
}

// bigExp returns e**x by a Taylor series at x/2^16, squared 16 times.
func bigExp(x *big.Float) *big.Float {
	small := new(big.Float).SetMantExp(x, -16)
	sum, term := newBig(1), newBig(1)
	for i := 1; i < 40; i++ {
		term.Mul(term, small)
		term.Quo(term, newBig(float64(i)))
		sum.Add(sum, term)
	}
	for range 16 {
		sum.Mul(sum, sum)
	}
	return sum
}

// bigLog returns log x as 2 atanh((m-1)/(m+1)) + e log 2 with x = m 2^e.
func bigLog(x *big.Float) *big.Float {
	m := new(big.Float).SetPrec(precision)
	e := x.MantExp(m)
	if m.Cmp(newBig(math.Sqrt2/2)) < 0 {
		m.SetMantExp(m, 1)
		e--
	}
	sum := bigAtanhTwice(m)
	return sum.Add(sum, new(big.Float).Mul(bigLn2, newBig(float64(e))))
}

// bigLn2 is -2 atanh((1/2 - 1)/(1/2 + 1)).
var bigLn2 = new(big.Float).Neg(bigAtanhTwice(newBig(0.5)))

func bigAtanhTwice(m *big.Float) *big.Float {
	t := newBig(0).Quo(newBig(0).Sub(m, newBig(1)), newBig(0).Add(m, newBig(1)))
	square := newBig(0).Mul(t, t)
	sum := newBig(0)
	for i := 1; i < 180; i += 2 {
		sum.Add(sum, newBig(0).Quo(t, newBig(float64(i))))
		t.Mul(t, square)
	}
	return sum.Add(sum, sum)
}

// bigNormalCDF returns the normal distribution function for x <= 0 as
// 1/2 + phi(x)(x + x^3/3 + x^5/15 + ...), with bits enough for the cancellation.
func bigNormalCDF(x float64) *big.Float {
	bits := uint(precision + 2*x*x)
	wide := func(v float64) *big.Float { return new(big.Float).SetPrec(bits).SetFloat64(v) }
	square := wide(x)
	square.Mul(square, square)
	term, sum := wide(x), wide(x)
	for i := 3; term.MantExp(nil) > sum.MantExp(nil)-int(bits); i += 2 {
		term.Mul(term, square)
		term.Quo(term, wide(float64(i)))
		sum.Add(sum, term)
	}
	// e**(-x*x/2), again with enough bits, by its series.
	half := wide(0).Mul(square, wide(0.5))
	e, t := wide(1), wide(1)
	for i := 1; t.MantExp(nil) > -int(bits); i++ {
		t.Mul(t, half)
		t.Quo(t, wide(float64(i)))
		e.Add(e, t)
	}
	sum.Quo(sum, e)
	sum.Quo(sum, wide(0).Sqrt(wideTwoPi(bits)))
	return sum.Add(sum, wide(0.5))
}

// wideTwoPi returns 2 pi by Machin's formula, 16 atan(1/5) - 4 atan(1/239) = pi.
func wideTwoPi(bits uint) *big.Float {
	wide := func(v float64) *big.Float { return new(big.Float).SetPrec(bits + 32).SetFloat64(v) }
	atanInverse := func(n float64) *big.Float {
		t, sum := wide(0).Quo(wide(1), wide(n)), wide(0)
		for i := 1; t.MantExp(nil) > -int(bits)-32; i += 2 {
			sum.Add(sum, wide(0).Quo(t, wide(float64(i))))
			t.Quo(t, wide(-n*n))
		}
		return sum
	}
	pi := wide(0).Mul(wide(16), atanInverse(5))
	pi.Sub(pi, wide(0).Mul(wide(4), atanInverse(239)))
	return pi.Add(pi, pi)
}

// ulps returns how far got lies from want, in units of the last place of want.
func ulps(got float64, want *big.Float) float64 {
	near, _ := want.Float64()
	unit := math.Nextafter(math.Abs(near), math.Inf(1)) - math.Abs(near)
	d := newBig(0).Sub(newBig(got), want)
	n, _ := d.Quo(d, newBig(unit)).Float64()
	return math.Abs(n)
}

// relative returns the relative distance of got from want.
func relative(got float64, want *big.Float) float64 {
	d := newBig(0).Sub(newBig(got), want)
	r, _ := d.Quo(d, want).Float64()
	return math.Abs(r)
}
