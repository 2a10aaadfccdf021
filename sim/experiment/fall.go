package experiment

import (
	"math"

	"channelsim/scenarios"
)

// Fall is how a metric fell: from the first quarter to the last half-year or, where it came back, to its lowest point.
type Fall struct {
	From, To  float64 // means over runs
	Back      float64 // of the last half-year, where it came back; else NaN
	Week      int     // by which half of the fall was behind, in four-week means over all runs
	Low, High int     // weeks between which that may lie by chance (95 %, at each week by itself)
}

// Returned reports whether it came back from where it fell to.
func (f *Fall) Returned() bool { return !math.IsNaN(f.Back) }

// Before reports whether a fall is told to come before another: their intervals lie apart, and the weeks
// by more than the means are taken over.
func (f *Fall) Before(other *Fall) bool {
	return f.High < other.Low && other.Week-f.Week >= turnWeeks
}

// leastFall is the part of its first level that a metric must lose to have fallen.
const leastFall = 0.1

// FallOf follows a metric of a point through the weeks; nil where it does not fall by a tenth, or chance
// may have taken it.
func (a *Answer) FallOf(point int, vendor, metric string) *Fall {
	weeks := a.Band(point, vendor, metric)
	first, last := a.Find(point, vendor, metric, "first_quarter"), a.Find(point, vendor, metric, "last_half_year")
	if first == nil || last == nil || len(weeks) <= quarterWeeks+halfYear {
		return nil
	}
	f := &Fall{From: overAll(weeks[:quarterWeeks]), To: overAll(weeks[len(weeks)-halfYear:]), Back: math.NaN()}
	if t := a.Turn(point, vendor, metric); t != nil && t.Falls() {
		f.To, f.Back = t.At, t.To
	} else if !(last.CIHigh < first.CILow) {
		return nil
	}
	if !(f.To <= (1-leastFall)*f.From) {
		return nil
	}
	f.half(weeks)
	return f
}

// half finds the weeks by which half of the fall was behind.
func (f *Fall) half(weeks []Band) {
	middle := (f.From + f.To) / 2
	f.Week, f.Low, f.High = len(weeks), len(weeks), len(weeks)
	for end := len(weeks); end >= quarterWeeks; end-- {
		mean, spread := overWeeks(weeks[end-turnWeeks : end])
		reach := float64(scenarios.TwoSided95 * spread)
		f.Week, f.Low, f.High = earlier(f.Week, end, mean <= middle), earlier(f.Low, end, mean-reach <= middle), earlier(f.High, end, mean+reach <= middle)
	}
}

// earlier is the week where something holds, else the week that was found.
func earlier(found, week int, holds bool) int {
	if holds {
		return week
	}
	return found
}
