package chance

import "math"

// Exponential turns u in [0, 1) into an exponential variable of mean 1.
func Exponential(u float64) float64 {
	return -Log(1 - u)
}

// LogNormal turns a standard normal z into a lognormal variable with arithmetic
// mean mean and standard deviation sigma of its logarithm.
func LogNormal(z, mean, sigma float64) float64 {
	return float64(mean * Exp(float64(sigma*z)-float64(0.5*sigma*sigma)))
}

// geometricCap bounds Geometric, so that sums of results stay far from overflow.
const geometricCap = 1 << 30

// Geometric turns u in [0, 1) into the number of trials up to and including the
// first success, k >= 1 with probability (1/mean)(1 - 1/mean)**(k-1), by inversion;
// mean >= 1 trials (less counts as 1). Results are capped at 2^30.
func Geometric(u, mean float64) int {
	if !(mean > 1) {
		return 1
	}
	// log(1 - p) with the rounding of 1 - p made good (after W. Kahan).
	p := 1 / mean
	rest := 1 - p
	if rest == 1 {
		return geometricCap
	}
	logRest := Log(rest) * (p / (1 - rest))
	k := Log(1-u) / logRest
	if !(k < geometricCap-1) {
		return geometricCap
	}
	return 1 + int(k)
}

// poissonMax is the largest mean Poisson accepts.
const poissonMax = 1e12

// Poisson returns a Poisson variable with the given mean, from 0 to 1e12; it
// panics beyond and for NaN. A mean of 0 or less gives 0 without a draw. Below 10
// it takes one draw and one Exp and walks up the distribution; from 10 on it is
// rejection in constant time, with 2.2 to 2.7 draws on average.
func Poisson(s *Stream, mean float64) int {
	switch {
	case mean <= 0:
		return 0
	case mean < 10:
		return poissonWalk(s.Unit(), mean)
	case mean <= poissonMax:
		return poissonReject(s, mean)
	}
	panic("chance: mean of Poisson above 1e12 or not a number")
}

// poissonWalk inverts the distribution by adding up its terms. Small means mostly
// give 0 without an Exp, since e**-mean >= 1 - mean. The walk ends when terms no
// longer count, which takes u within 1e-15 of 1.
func poissonWalk(u, mean float64) int {
	if u < 1-mean {
		return 0
	}
	term := Exp(-mean)
	sum := term
	k := 0
	for u >= sum {
		k++
		term = float64(term * (mean / float64(k)))
		next := sum + term
		if next == sum {
			break
		}
		sum = next
	}
	return k
}

// poissonReject is the transformed rejection PTRS of W. Hörmann, "The transformed
// rejection method for generating Poisson random variables", Insurance:
// Mathematics and Economics 12, 1993; exact for means of 10 and more.
func poissonReject(s *Stream, mean float64) int {
	b := 0.931 + float64(2.53*math.Sqrt(mean))
	a := -0.059 + float64(0.02483*b)
	squeeze := 0.9277 - 3.6224/(b-2)
	for {
		u := s.Unit() - 0.5
		v := 1 - s.Unit() // in (0, 1]
		us := 0.5 - math.Abs(u)
		x := math.Floor(float64((2*a/us+b)*u) + mean + 0.43)
		if us >= 0.07 && v <= squeeze {
			return int(x)
		}
		if x < 0 || (us < 0.013 && v > us) {
			continue
		}
		inverseAlpha := 1.1239 + 1.1328/(b-3.4)
		if Log(v*inverseAlpha/(a/(us*us)+b)) <= poissonLogTerm(x, mean) {
			return int(x)
		}
	}
}

// stirlingRest[k] is what Stirling's formula lacks of log k!, for small k.
var stirlingRest = [10]float64{0,
	0.081061466795327261, 0.041340695955409297, 0.027677925684998338,
	0.020790672103765093, 0.016644691189821193, 0.013876128823070748,
	0.01189670994589177, 0.010411265261972096, 0.0092554621827127329,
}

// poissonLogTerm returns the logarithm of the Poisson probability of k, written
// with log(mean/k) so that the large terms near the mode cancel before they are
// rounded.
func poissonLogTerm(k, mean float64) float64 {
	if k == 0 {
		return -mean
	}
	var rest float64
	if k < 10 {
		rest = stirlingRest[int(k)]
	} else {
		v := 1 / (k * k)
		rest = mulAdd(v, mulAdd(v, mulAdd(v, -1./1680, 1./1260), -1./360), 1./12) / k
	}
	return float64(k*Log(mean/k)) + (k - mean) - float64(0.5*Log(2*math.Pi*k)) - rest
}
