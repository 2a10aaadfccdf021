package experiment

import (
	"math"

	"channelsim/sim"
)

// Spell is a part of a seller's life: counts and changes are summed up, what it
// thought and had is that of the end.
type Spell struct {
	From, To                         int // recorded weeks, both included
	Busy                             int // weeks in which it was too busy for leads
	Conference                       bool
	Failed                           bool
	Served, OnLeads, Hunted, Outside float64 // hours
	HourWorth                        float64 // of an hour on anything but leads, last known
	Income, Cost, Cash               float64 // money; cash at the end
	Waiting                          int
	Lines                            []SpellLine
}

// SpellLine is the same on one line.
type SpellLine struct {
	sim.LifeLine          // Classes hold sums, and the worth and chance last known
	Leaks, Dries  int     // weeks in which it learned of kept leads, and got far fewer leads than its peers
	Talks         int     // with peers
	BeliefBefore  float64 // at the week before the first
	QuarterAgo    float64 // belief thirteen weeks before the end, NaN if there was none
	TrustBefore   float64
	ClassesBefore []sim.LifeClass
}

const quarter = 13 // weeks

// spell sums up weeks of a seller's life, or none of them: then states are
// those before the first.
func (s *Story) spell(from, to int) Spell {
	k := Spell{From: from, To: to, HourWorth: math.NaN(), Cash: math.NaN()}
	for _, b := range s.linesAt(from - 1) {
		k.Lines = append(k.Lines, SpellLine{LifeLine: sim.LifeLine{Vendor: b.Vendor, Belief: b.Belief, Trust: b.Trust}, BeliefBefore: b.Belief, TrustBefore: b.Trust, ClassesBefore: b.Classes, QuarterAgo: math.NaN()})
	}
	for i := range k.Lines {
		if to >= quarter {
			k.Lines[i].QuarterAgo = s.linesAt(to - quarter)[i].Belief
		}
	}
	for week := from; week <= to; week++ {
		k.add(&s.Weeks[week-1])
	}
	return k
}

// linesAt are a seller's lines at the end of a week, 0 being the time before the first.
func (s *Story) linesAt(week int) []sim.LifeLine {
	if week <= 0 {
		return s.Before
	}
	return s.Weeks[week-1].Lines
}

func (k *Spell) add(w *sim.LifeWeek) {
	if w.Busy {
		k.Busy++
	}
	k.Conference, k.Failed = k.Conference || w.Conference, k.Failed || w.Failed
	k.Served += w.Served
	k.OnLeads += w.OnLeads
	k.Hunted += w.Hunted
	k.Outside += w.Outside
	k.Income += w.Income
	k.Cost += w.Cost
	k.Cash, k.Waiting = w.Cash, w.Waiting
	if !math.IsNaN(w.HourWorth) {
		k.HourWorth = w.HourWorth
	}
	for i := range k.Lines {
		k.Lines[i].add(&w.Lines[i])
	}
}

// add sums a week up: what was counted is added to the new week's states.
func (k *SpellLine) add(w *sim.LifeLine) {
	sum := *w
	sum.Classes = addClasses(k.Classes, w.Classes)
	sum.Member, sum.Joined, sum.Left, sum.Quit = k.Member || w.Member, k.Joined || w.Joined, k.Left || w.Left, k.Quit || w.Quit
	sum.Asked = k.Asked || w.Asked
	sum.Leak, sum.Dry, sum.Talked, sum.Announced = k.Leak || w.Leak, k.Dry || w.Dry, k.Talked || w.Talked, k.Announced || w.Announced
	for _, c := range []struct{ to, from *int }{
		{&sum.Received, &k.Received}, {&sum.Good, &k.Good}, {&sum.Real, &k.Real}, {&sum.Opened, &k.Opened}, {&sum.Worked, &k.Worked}, {&sum.Expired, &k.Expired}, {&sum.Missed, &k.Missed},
		{&sum.Opportunities, &k.Opportunities}, {&sum.Collisions, &k.Collisions}, {&sum.Clashes, &k.Clashes}, {&sum.Found, &k.Found},
		{&sum.Campaign, &k.Campaign}, {&sum.CampaignOpened, &k.CampaignOpened}, {&sum.Recalled, &k.Recalled}, {&sum.Won, &k.Won}, {&sum.WonLeads, &k.WonLeads}, {&sum.Lost, &k.Lost}} {
		*c.to += *c.from
	}
	t, was := &sum.TrustBy, &k.TrustBy
	for _, c := range []struct{ to, from *float64 }{
		{&sum.Revenue, &k.Revenue}, {&sum.Hours, &k.Hours}, {&sum.Hunted, &k.Hunted},
		{&sum.Learned, &k.Learned}, {&sum.Heard, &k.Heard}, {&sum.Claimed, &k.Claimed},
		{&t.Garbage, &was.Garbage}, {&t.Raised, &was.Raised}, {&t.Collisions, &was.Collisions}, {&t.Leak, &was.Leak}, {&t.Drought, &was.Drought},
		{&t.Opportunities, &was.Opportunities}, {&t.Drift, &was.Drift}, {&t.Broken, &was.Broken}, {&t.Recalled, &was.Recalled},
		{&t.Ignored, &was.Ignored}, {&t.Shortfall, &was.Shortfall}, {&t.Honoured, &was.Honoured}, {&t.Helped, &was.Helped}, {&t.Funded, &was.Funded}} {
		*c.to += *c.from
	}
	if w.Joined { // it begins with a newcomer's mind
		k.BeliefBefore, k.TrustBefore, k.QuarterAgo = w.Belief, w.Trust, math.NaN()
		sum.Left, sum.Learned, sum.Heard, sum.Claimed, sum.TrustBy = false, 0, 0, 0, sim.TrustChange{}
	}
	k.LifeLine = sum
	k.Leaks += one(w.Leak)
	k.Dries += one(w.Dry)
	k.Talks += one(w.Talked)
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// addClasses adds a week's counts to those before; a week that weighed no leads
// leaves worth and chance as they were.
func addClasses(before, week []sim.LifeClass) []sim.LifeClass {
	sum := append([]sim.LifeClass(nil), week...)
	if len(before) != len(week) {
		return sum // the first week, or the vendor began or ceased to show grades
	}
	for c := range sum {
		sum[c].Worked += before[c].Worked
		sum[c].Opportunities += before[c].Opportunities
		if math.IsNaN(sum[c].Chance) {
			sum[c].Worth, sum[c].Chance = before[c].Worth, before[c].Chance
		}
	}
	return sum
}
