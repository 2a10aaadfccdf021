package stats

// Survival is the share of runs that had no event up to and including week t, for
// t from 0 to the horizon, with Wilson intervals. Every run is watched to the
// horizon, so the estimator of E. L. Kaplan and P. Meier (1958) is this share.
type Survival struct {
	Share    []float64
	Interval []Interval
}

// NewSurvival returns the curve of n runs of which events[t] had their event in
// week t, at most one each; the horizon is len(events)-1. NaN for no runs.
func NewSurvival(events []int, n int) Survival {
	s := Survival{make([]float64, len(events)), make([]Interval, len(events))}
	left := n
	for t, fell := range events {
		left -= fell
		s.Share[t] = float64(left) / float64(n)
		s.Interval[t] = Wilson(left, n)
	}
	return s
}

// MedianEvent returns the median week of the events, NaN for none; halfway between
// the two in the middle where their number is even, like Quantile.
func MedianEvent(events []int) float64 {
	var total int
	for _, fell := range events {
		total += fell
	}
	at := func(rank int) float64 { // week of the event of that rank, from 0
		for t, fell := range events {
			if rank < fell {
				return float64(t)
			}
			rank -= fell
		}
		return 0
	}
	return Quantile([]float64{at((total - 1) / 2), at(total / 2)}[:min(2, 2*total)], 0.5)
}
