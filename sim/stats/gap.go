package stats

import "math"

// Shares of the size of two numbers, and of 1, that arithmetic may leave between them where they are
// the same: sums in another order differ by less.
const (
	roundingOfSize = 1e-9
	roundingOfOne  = 1e-12
)

// Gap is x less y, and 0 where they differ by rounding alone. All that holds outcomes of two points
// against each other goes through it, so that no rounding passes for an effect, however sure.
func Gap(x, y float64) float64 {
	if d := math.Abs(x - y); d <= roundingOfOne || d <= float64(roundingOfSize*math.Max(math.Abs(x), math.Abs(y))) {
		return 0
	}
	return x - y
}

// gaps are those of two lists.
func gaps(x, y []float64) []float64 {
	out := make([]float64, len(x))
	for r := range x {
		out[r] = Gap(x[r], y[r])
	}
	return out
}
