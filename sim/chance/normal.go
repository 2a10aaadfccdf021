package chance

import "math"

// poly returns the polynomial with the coefficients c, highest power first, at x,
// each product rounded before its sum.
func poly(x float64, c *[8]float64) float64 {
	x2 := x * x
	hi := mulAdd(mulAdd(c[0], x, c[1]), x2, mulAdd(c[2], x, c[3]))
	lo := mulAdd(mulAdd(c[4], x, c[5]), x2, mulAdd(c[6], x, c[7]))
	return mulAdd(hi, x2*x2, lo)
}

// Coefficients of Cody (1969), highest power first, leading zeros where a
// polynomial is shorter.
var (
	cdfMiddleNum = [8]float64{0, 0, 0, 0.065682337918207449113, 2.2352520354606839287,
		161.02823106855587881, 1067.6894854603709582, 18154.981253343561249}
	cdfMiddleDen = [8]float64{0, 0, 0, 1, 47.20258190468824187,
		976.09855173777669322, 10260.932208618978205, 45507.789335026729956}
	cdfTailNum = [8]float64{0.39894151208813466764, 8.8831497943883759412,
		93.506656132177855979, 597.27027639480026226, 2494.5375852903726711,
		6848.1904505362823326, 11602.651437647350124, 9842.7148383839780218}
	cdfTailDen = [8]float64{22.266688044328115691, 235.38790178262499861,
		1519.377599407554805, 6485.558298266760755, 18615.571640885098091,
		34900.952721145977266, 38912.003286093271411, 19685.429676859990727}
	cdfFarNum = [8]float64{0, 0, 0.02307344176494017303, 0.21589853405795699,
		0.1274011611602473639, 0.022235277870649807, 0.001421619193227893466,
		2.9112874951168792e-5}
	cdfFarDen = [8]float64{0, 0, 1, 1.28426009614491121, 0.468238212480865118,
		0.0659881378689285515, 0.00378239633202758244, 7.29751555083966205e-5}
)

// NormalCDF returns the probability that a standard normal variable is at most x.
// The relative error is below 1e-15, in the far lower tail too (measured; results
// below 2e-308 lose digits and those below x = -38.5 are 0).
//
// Rational approximations of W. J. Cody, "Rational Chebyshev approximations for
// the error function", Mathematics of Computation 23, 1969, in the form for the
// normal distribution of his SPECFUN (ACM TOMS algorithm 715, 1993).
func NormalCDF(x float64) float64 {
	y := math.Abs(x)
	if y <= 0.66291 {
		y2 := x * x
		return 0.5 + float64(x*(poly(y2, &cdfMiddleNum)/poly(y2, &cdfMiddleDen)))
	}
	if !(y < 40) { // also catches NaN
		switch {
		case x > 0:
			return 1
		case x < 0:
			return 0
		}
		return x
	}
	tail := normalTail(y)
	if x > 0 {
		return 1 - tail
	}
	return tail
}

// normalTail returns the probability beyond y, for y between 0.66 and 40.
func normalTail(y float64) float64 {
	const sqrt32, inverseSqrt2Pi = 5.65685424949238019520, 0.398942280401432677939946
	var mills float64 // the tail over exp(-y*y/2)
	if y <= sqrt32 {
		y4 := (y * y) * (y * y)
		y8 := float64(y4 * y4)
		mills = mulAdd(1.0765576773720192317e-8, y8, poly(y, &cdfTailNum)) /
			(y8 + poly(y, &cdfTailDen))
	} else {
		v := 1 / (y * y)
		mills = (inverseSqrt2Pi - float64(v*(poly(v, &cdfFarNum)/poly(v, &cdfFarDen)))) / y
	}
	// exp(-y*y/2) with y*y split, for the rounding of y*y would be magnified.
	short := float64(float64(int(y*16)) / 16)
	rest := (y - short) * (y + short)
	return float64(Exp(-0.5*short*short) * Exp(-0.5*rest) * mills)
}

// Coefficients of Wichura (1988), highest power first.
var (
	quantileMiddleNum = [8]float64{2.5090809287301226727e+3, 3.3430575583588128105e+4,
		6.7265770927008700853e+4, 4.5921953931549871457e+4, 1.3731693765509461125e+4,
		1.9715909503065514427e+3, 1.3314166789178437745e+2, 3.3871328727963666080e+0}
	quantileMiddleDen = [8]float64{5.2264952788528545610e+3, 2.8729085735721942674e+4,
		3.9307895800092710610e+4, 2.1213794301586595867e+4, 5.3941960214247511077e+3,
		6.8718700749205790830e+2, 4.2313330701600911252e+1, 1}
	quantileTailNum = [8]float64{7.74545014278341407640e-4, 2.27238449892691845833e-2,
		2.41780725177450611770e-1, 1.27045825245236838258e+0, 3.64784832476320460504e+0,
		5.76949722146069140550e+0, 4.63033784615654529590e+0, 1.42343711074968357734e+0}
	quantileTailDen = [8]float64{1.05075007164441684324e-9, 5.47593808499534494600e-4,
		1.51986665636164571966e-2, 1.48103976427480074590e-1, 6.89767334985100004550e-1,
		1.67638483018380384940e+0, 2.05319162663775882187e+0, 1}
	quantileFarNum = [8]float64{2.01033439929228813265e-7, 2.71155556874348757815e-5,
		1.24266094738807843860e-3, 2.65321895265761230930e-2, 2.96560571828504891230e-1,
		1.78482653991729133580e+0, 5.46378491116411436990e+0, 6.65790464350110377720e+0}
	quantileFarDen = [8]float64{2.04426310338993978564e-15, 1.42151175831644588870e-7,
		1.84631831751005468180e-5, 7.86869131145613259100e-4, 1.48753612908506148525e-2,
		1.36929880922735805310e-1, 5.99832206555887937690e-1, 1}
)

// NormalQuantile returns the x at which NormalCDF(x) is u; u strictly between 0
// and 1. With u from Open it turns one draw into one standard normal number. The
// relative error is about 1e-15; u = 0 and 1 give infinities, u outside NaN.
//
// Algorithm AS 241 (PPND16) of M. J. Wichura, "The percentage points of the normal
// distribution", Applied Statistics 37, 1988.
func NormalQuantile(u float64) float64 {
	q := u - 0.5
	if math.Abs(q) <= 0.425 {
		r := 0.180625 - float64(q*q)
		return float64(q * (poly(r, &quantileMiddleNum) / poly(r, &quantileMiddleDen)))
	}
	if !(u > 0 && u < 1) {
		return quantileOutside(u)
	}
	r := math.Sqrt(-Log(math.Min(u, 1-u)))
	var x float64
	if r <= 5 {
		r -= 1.6
		x = poly(r, &quantileTailNum) / poly(r, &quantileTailDen)
	} else {
		r -= 5
		x = poly(r, &quantileFarNum) / poly(r, &quantileFarDen)
	}
	return math.Copysign(x, q)
}

// quantileOutside returns the quantile where u is not strictly between 0 and 1.
func quantileOutside(u float64) float64 {
	switch u {
	case 0:
		return math.Inf(-1)
	case 1:
		return math.Inf(1)
	}
	return math.NaN()
}
