package sim

import (
	"math"
	"slices"

	"channelsim/agents"
)

// Routes by which leads go, as Trace counts them.
const (
	ByPartners = iota
	ByDirect
	byRoutes
)

// Trace is what a run tells beyond its outcomes: what each partner did in each
// recorded week, and the fate of leads by route and true grade. It is recorded
// only where Options.Trace asks for it.
type Trace struct {
	Weeks, Partners int

	// By Trace.At. NaN in weeks in which the place had no partner, and for Hunted
	// also where the partner carried no vendor's line.
	Hours  []float32 // hours available
	Hunted []float32 // hours hunting for vendors' lines
	Income []float32 // margin earned on all lines, money

	// By route and class (A/B, rest), over all recorded weeks and vendors; account
	// managers' leads apart.
	Worked [byRoutes][2]float64 // leads on which a contact was paid for
	Won    [byRoutes][2]float64 // wins from them
}

// At is the position of a week (from 0) and a place in the series.
func (t *Trace) At(week, partner int) int { return week*t.Partners + partner }

func newTrace(weeks, partners int) *Trace {
	t := &Trace{Weeks: weeks, Partners: partners}
	for _, series := range []*[]float32{&t.Hours, &t.Hunted, &t.Income} {
		*series = make([]float32, weeks*partners)
	}
	return t
}

func (t *Trace) clone() *Trace {
	c := *t
	c.Hours, c.Hunted, c.Income = slices.Clone(t.Hours), slices.Clone(t.Hunted), slices.Clone(t.Income)
	return &c
}

// note takes down the week that has just been counted.
func (t *Trace) note(w *World) {
	week := w.week - w.scenario.Run.Before()
	if week < 0 {
		return
	}
	if week == 0 {
		t.Worked, t.Won = [byRoutes][2]float64{}, [byRoutes][2]float64{}
	}
	for h := range t.Partners {
		t.partner(w, t.At(week, h), h)
	}
	market := &w.weekly[w.week][len(w.desks)]
	add := func(to *[2]float64, ab, all float64) {
		to[agents.AB] += ab
		to[agents.Rest] += all - ab
	}
	apart := func(to *[2]float64, by [agents.Classes]counter) {
		for c := range by {
			to[c] -= market[by[c]]
		}
	}
	apart(&t.Worked[ByPartners], referredWorked)
	apart(&t.Won[ByPartners], referredWon)
	add(&t.Worked[ByPartners], market[workedPartnerAB], market[workedPartner])
	add(&t.Worked[ByDirect], market[workedDirectAB], market[workedDirect])
	add(&t.Won[ByPartners], market[wonLeadAB], market[wonLead])
	add(&t.Won[ByDirect], market[winsDirectAB], market[wonDirect])
}

func (t *Trace) partner(w *World, at, h int) {
	none := float32(math.NaN())
	t.Hours[at], t.Hunted[at], t.Income[at] = none, none, none
	s := &w.sellers[h]
	if !s.Active {
		return
	}
	t.Hours[at], t.Income[at] = float32(s.Hours), float32(s.Week.Income)
	for v := range w.desks {
		if w.partnerLine(v, h).Member {
			t.Hunted[at] = float32(s.Week.Hunted)
		}
	}
}
