package chance

import "math"

// Gamma returns a gamma variable with the given shape above 0 and scale 1, by the
// method of Marsaglia & Tsang (2000): a transformed normal variable, rejected
// less than one time in twenty. A shape below 1 is raised by 1 and the result
// multiplied by U^(1/shape).
func Gamma(s *Stream, shape float64) float64 {
	if shape < 1 {
		return Gamma(s, shape+1) * Pow(1-s.Unit(), 1/shape)
	}
	d := shape - 1.0/3
	c := 1 / math.Sqrt(float64(9*d))
	for {
		x := NormalQuantile(Open(s.Next()))
		v := 1 + float64(c*x)
		if v <= 0 {
			continue
		}
		v = float64(v * v * v)
		if Log(1-s.Unit()) < float64(0.5*x*x)+float64(d*(1-v+Log(v))) {
			return float64(d * v)
		}
	}
}

// Beta returns a beta variable with the given parameters, both above 0.
func Beta(s *Stream, a, b float64) float64 {
	x := Gamma(s, a)
	return x / (x + Gamma(s, b))
}
