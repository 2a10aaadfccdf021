package stats

import "math"

// Moments holds the first three moments of numbers that pass by, without the
// numbers. The zero value is ready for use. Added one by one in a fixed order
// the result is fixed to the last bit; merged in another grouping it may differ
// in the last bits, so merge in a fixed order too.
//
// After B. P. Welford, "Note on a method for calculating corrected sums of
// squares and products", Technometrics 4, 1962, and P. Pébay, "Formulas for
// robust, one-pass parallel computation of covariances and arbitrary-order
// statistical moments", Sandia report SAND2008-6212, 2008.
type Moments struct {
	N    int
	Sum  float64 // exact for counts, so that their mean is sum/n to the last bit
	Mean float64 // by steps, what M2 and M3 are about; Average is the better one
	M2   float64 // sum of (x - mean)^2
	M3   float64 // sum of (x - mean)^3
}

// Add takes one more number in.
func (m *Moments) Add(x float64) {
	before := float64(m.N)
	m.N++
	m.Sum += x
	n := float64(m.N)
	delta := x - m.Mean
	step := delta / n
	term := float64(float64(delta*step) * before)
	m.Mean += step
	m.M3 += float64(float64(term*step)*(n-2)) - float64(3*float64(step*m.M2))
	m.M2 += term
}

// Merge takes in all numbers that o has seen.
func (m *Moments) Merge(o Moments) {
	switch {
	case o.N == 0:
		return
	case m.N == 0:
		*m = o
		return
	}
	na, nb := float64(m.N), float64(o.N)
	n := na + nb
	delta := o.Mean - m.Mean
	step := delta / n
	cross := float64(float64(delta*step) * float64(na*nb)) // delta^2 na nb / n
	m3 := float64(float64(cross*step)*(na-nb)) + float64(3*float64(step*(float64(na*o.M2)-float64(nb*m.M2))))
	m.N += o.N
	m.Sum += o.Sum
	m.Mean += float64(step * nb)
	m.M2 += o.M2 + cross
	m.M3 += o.M3 + m3
}

// Average returns the mean, NaN for no numbers.
func (m *Moments) Average() float64 {
	if m.N == 0 {
		return math.NaN()
	}
	return m.Sum / float64(m.N)
}

// Variance returns the sample variance with divisor N-1, NaN below two numbers.
func (m *Moments) Variance() float64 {
	if m.N < 2 {
		return math.NaN()
	}
	return m.M2 / float64(m.N-1)
}

// SD returns the sample standard deviation, NaN below two numbers.
func (m *Moments) SD() float64 { return math.Sqrt(m.Variance()) }

// Skewness returns the sample skewness with the correction for small samples that
// spreadsheets and statistical packages use (G1 of D. N. Joanes and C. A. Gill,
// The Statistician 47, 1998); NaN below three numbers, 0 when all are equal.
func (m *Moments) Skewness() float64 {
	switch {
	case m.N < 3:
		return math.NaN()
	case m.M2 == 0:
		return 0
	}
	n := float64(m.N)
	g1 := math.Sqrt(n) * m.M3 / (m.M2 * math.Sqrt(m.M2))
	return g1 * math.Sqrt(n*(n-1)) / (n - 2)
}
