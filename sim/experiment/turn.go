package experiment

import (
	"fmt"
	"math"

	"channelsim/sim"
)

// Turn is where a metric came back: its weekly mean over runs has a lowest or a highest point well inside
// the horizon, from which it returned.
type Turn struct {
	Week         int     // by which it had gone as far as it went: the last of the four with the extreme mean
	From, At, To float64 // means over runs: of the first quarter, of the four weeks up to Week, of the last half-year
}

// Falls reports whether it fell first and then rose.
func (t *Turn) Falls() bool { return t.At < t.From }

// A turn is told where the way back is a quarter at least of the way there, and where the extreme lies
// further from both ends than chance takes it: by so many standard errors, because an extreme is the
// worst of many weeks.
const (
	turnWeeks  = 4
	turnBack   = 0.25
	turnErrors = 4
)

// Turn returns where a metric of a point turned, nil where it went one way or chance may have turned it.
func (a *Answer) Turn(point int, vendor, metric string) *Turn {
	weeks := a.Band(point, vendor, metric)
	first, last := a.Find(point, vendor, metric, "first_quarter"), a.Find(point, vendor, metric, "last_half_year")
	if first == nil || last == nil || first.N < FewRuns || last.N < FewRuns || len(weeks) <= quarterWeeks+halfYear {
		return nil
	}
	var low, high *Turn
	for end := quarterWeeks + turnWeeks; end <= len(weeks)-halfYear; end++ {
		at, spread := overWeeks(weeks[end-turnWeeks : end])
		t := &Turn{Week: weeks[end-1].Week, From: overAll(weeks[:quarterWeeks]), At: at, To: overAll(weeks[len(weeks)-halfYear:])}
		if !t.told(turnErrors * math.Hypot(spread, math.Max(standardError(first), standardError(last)))) {
			continue
		}
		if low == nil || at < low.At {
			low = t
		}
		if high == nil || at > high.At {
			high = t
		}
	}
	if low == nil || low.Falls() {
		return low
	}
	return high
}

// quarterWeeks are those of the first quarter; the last half-year has halfYear.
const quarterWeeks = 13

// told reports whether the extreme lies beyond both ends, by more than chance takes it and by enough of the way.
func (t *Turn) told(chance float64) bool {
	there, back := t.At-t.From, t.At-t.To
	if there*back <= 0 { // between the ends, or undefined
		return false
	}
	less := math.Min(math.Abs(there), math.Abs(back))
	return less > chance && less >= turnBack*math.Max(math.Abs(there), math.Abs(back))
}

// overWeeks is the mean of weekly means and its standard error: that of a week, because the weeks of a run
// are alike.
func overWeeks(weeks []Band) (mean, spread float64) {
	for i := range weeks {
		spread = math.Max(spread, weeks[i].SD/math.Sqrt(float64(weeks[i].N)))
	}
	return overAll(weeks), spread
}

// overAll is the mean of the weekly means that are defined.
func overAll(weeks []Band) float64 {
	sum, n := 0.0, 0
	for i := range weeks {
		if !math.IsNaN(weeks[i].Mean) {
			sum, n = sum+weeks[i].Mean, n+1
		}
	}
	return sum / float64(n)
}

func standardError(s *Summary) float64 { return s.SD / math.Sqrt(float64(s.N)) }

// course says how partners' follow-up went: there and back where it turned, else from end to end.
func course(a *Answer) string {
	t := a.Turn(0, sim.All, sim.FollowUp)
	if t == nil {
		return moved(a)
	}
	first, last := a.Find(0, sim.All, sim.FollowUp, "first_quarter"), a.Find(0, sim.All, sim.FollowUp, "last_half_year")
	there, back := "rose", "fell back"
	if t.Falls() {
		there, back = "fell", "came back"
	}
	run := &a.Design.Points[0].Scenario.Run
	return fmt.Sprintf("Partners' follow-up %s from %s of leads in %s to %s by %s and %s to %s in %s.",
		there, share(first.Mean), a.named("first_quarter"), share(t.At), run.When(t.Week), back, shareWithin(last), a.named("last_half_year"))
}
