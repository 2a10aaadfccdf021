package stats

import (
	"math"

	"channelsim/sim/chance"
)

// FisherP returns the probability that an F variable with m and n degrees of freedom, above 0 and
// not necessarily whole, is f or more; NaN where f is. The relative error is below 1e-9 (TestFisherP).
func FisherP(f, m, n float64) float64 {
	switch {
	case math.IsNaN(f) || !(m > 0 && n > 0):
		return math.NaN()
	case !(f > 0):
		return 1
	case math.IsInf(f, 1):
		return 0
	}
	return betaShare(n/2, m/2, n/(n+float64(m*f)), float64(m*f)/(n+float64(m*f)))
}

// betaShare is the incomplete beta function with parameters a and b at x, as a share of the whole; y is
// 1-x.
func betaShare(a, b, x, y float64) float64 {
	front := chance.Exp(float64(a*chance.Log(x)) + float64(b*chance.Log(y)) + logGamma(a+b) - logGamma(a) - logGamma(b))
	if x < (a+1)/(a+b+2) {
		return front * betaFraction(a, b, x) / a
	}
	return 1 - front*betaFraction(b, a, y)/b
}

// logGamma is the logarithm of the gamma function of z > 0: Stirling's series where z is large, and
// gamma(z+1) = z gamma(z) to get there.
func logGamma(z float64) float64 {
	product := 1.0
	for ; z < 20; z++ {
		product *= z
	}
	v := 1 / float64(z*z)
	series := (1./12 - float64(v*(1./360-float64(v*(1./1260-float64(v*(1./1680))))))) / z
	return float64((z-0.5)*chance.Log(z)) - z + float64(0.5*chance.Log(2*math.Pi)) + series - chance.Log(product)
}
