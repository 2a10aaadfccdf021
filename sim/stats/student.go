package stats

import (
	"math"

	"channelsim/sim/chance"
)

// StudentQuantile returns the t that a Student variable with df >= 1 degrees of
// freedom exceeds with probability tail, 0 < tail <= 0.5: 2.0930 for 19 and 0.025.
// The relative error is below 1e-11 (measured, df to 1e6); NaN out of range.
//
// Newton's method on the tail, from the normal quantile: the tail is convex and
// fatter than the normal one, so that each step goes up and none too far.
func StudentQuantile(df int, tail float64) float64 {
	if df < 1 || !(tail > 0 && tail <= 0.5) {
		return math.NaN()
	}
	if tail == 0.5 {
		return 0
	}
	d := newStudent(df)
	t := -chance.NormalQuantile(tail)
	for range 200 {
		step := (d.tail(t) - tail) / d.density(t)
		t += step
		if step <= float64(1e-14*t) {
			break
		}
	}
	return t
}

// StudentP returns the probability that a Student variable with df >= 1 degrees of freedom lies as
// far from 0 as t on either side, or farther; NaN where t is, and for other df.
func StudentP(df int, t float64) float64 {
	switch t = math.Abs(t); {
	case df < 1 || math.IsNaN(t):
		return math.NaN()
	case t == 0:
		return 1
	case t > 1e100: // its square may be too large for a number
		return 0
	}
	return float64(2 * newStudent(df).tail(t))
}

// student is Student's distribution with df degrees of freedom.
type student struct {
	df    float64
	scale float64 // gamma((df+1)/2) / (gamma(df/2) sqrt(df pi)): the density at 0
}

func newStudent(df int) student {
	n := float64(df)
	return student{n, gammaStep(n/2) / math.Sqrt(n*math.Pi)}
}

// gammaStep returns gamma(z + 1/2) / gamma(z) for z > 0: Stirling's series for the
// ratio (F. G. Tricomi and A. Erdélyi, Pacific Journal of Mathematics 1, 1951)
// where z is large, and gamma(z+1) = z gamma(z) to get there.
func gammaStep(z float64) float64 {
	down := 1.0
	for ; z < 20; z++ {
		down *= z / (z + 0.5)
	}
	v := 1 / z
	series := 1 + float64(v*(-1./8+float64(v*(1./128+float64(v*(5./1024+
		float64(v*(-21./32768+float64(v*(-399./262144+float64(v*869./4194304)))))))))))
	return down * math.Sqrt(z) * series
}

// density returns the density at t.
func (d student) density(t float64) float64 {
	x := float64(t*t) / d.df
	u := 1 + x
	log := x // of 1+x, with the rounding of the sum made good (after W. Kahan)
	if u != 1 {
		log = chance.Log(u) * (x / (u - 1))
	}
	return d.scale * chance.Exp(-0.5*(d.df+1)*log)
}

// tail returns the probability beyond t > 0: half the incomplete beta function
// at df/(df+t^2) with parameters df/2 and 1/2.
func (d student) tail(t float64) float64 {
	t2 := float64(t * t)
	a, x := float64(d.df/2), d.df/(d.df+t2)
	// The factor x^a (1-x)^(1/2) / B(a, 1/2), by the density at t.
	front := d.density(t) * t
	if x < (a+1)/(a+2.5) {
		return front * betaFraction(a, 0.5, x) / (2 * a)
	}
	return 0.5 - float64(front*betaFraction(0.5, a, t2/(d.df+t2)))
}

// betaFraction is the continued fraction of the incomplete beta function, by
// Lentz's method (Press et al., Numerical Recipes, section 6.4); it takes on the
// order of sqrt(max(a, b)) steps.
func betaFraction(a, b, x float64) float64 {
	const tiny = 1e-300
	away := func(y float64) float64 { // from 0
		if math.Abs(y) < tiny {
			return tiny
		}
		return y
	}
	c := 1.0
	d := 1 / away(1-float64((a+b)*x)/(a+1))
	h := d
	for m := 1.0; m < 1e5; m++ {
		m2 := 2 * m
		even := float64(m*(b-m)) * x / float64((a+m2-1)*(a+m2))
		d = 1 / away(1+float64(even*d))
		c = away(1 + even/c)
		h *= float64(d * c)
		odd := -float64((a+m)*(a+b+m)) * x / float64((a+m2)*(a+m2+1))
		d = 1 / away(1+float64(odd*d))
		c = away(1 + odd/c)
		step := float64(d * c)
		h *= step
		if math.Abs(step-1) < 1e-15 {
			break
		}
	}
	return h
}
