package experiment

import (
	"cmp"
	"math"
	"slices"

	"channelsim/scenarios"
	"channelsim/sim"
)

// Moment is why an entry is in the diary.
type Moment string

// The moments of a life, in the order in which an entry names them. Those further
// up stay when there are too many.
const (
	AtStart          Moment = "start"
	Failing          Moment = "failed"
	Leaving          Moment = "left"
	Joining          Moment = "joined"
	Shock            Moment = "shock"      // the scenario changes the world
	GaveUp           Moment = "gave-up"    // it opens few leads from now on
	CameBack         Moment = "came-back"  // it opens leads again
	FirstLead        Moment = "first-lead" // worked
	FirstOpportunity Moment = "first-opportunity"
	FirstWin         Moment = "first-win" // of a deal that began as a lead
	Drought          Moment = "drought"   // the longest spell of leads worked in vain
	TrustFall        Moment = "trust-fall"
	TrustRise        Moment = "trust-rise"
	FirstCollision   Moment = "first-collision"
	Conference       Moment = "conference"
	BestDeal         Moment = "best-deal"
	EveryWeek        Moment = "week"
	Quarterly        Moment = "quarter" // sums
	AtEnd            Moment = "end"
)

var moments = []Moment{AtStart, Failing, Leaving, Joining, Shock, GaveUp, CameBack, FirstLead, FirstOpportunity, FirstWin, Drought,
	TrustFall, TrustRise, FirstCollision, Conference, BestDeal, EveryWeek, Quarterly, AtEnd}

// Entry is a part of the diary.
type Entry struct {
	Week    int          // under which it stands
	Moments []Moment     // why it is there, at least one
	Vendor  string       // of the line that it is about, or empty for all
	Spell   Spell        // of a seller: the week, or the weeks up to it
	Quarter *sim.Quarter // of a vendor
	Last    *sim.Quarter // the one before, nil for the first
	Shocks  []scenarios.Shock
	Usual   float64 // of a habit: share of leads opened in the first half-year
}

const (
	mostEntries  = 28   // beside start and end
	longStory    = 208  // weeks: beyond, years are summed up in place of quarters
	trustSwing   = 0.05 // change of trust in a week that is worth an entry
	leastDrought = 8    // leads worked in vain that are worth one
	lasting      = 26   // weeks for which a habit must last to count as one
)

// choose selects what is worth telling.
func (s *Story) choose() []Entry {
	if s.Hero.Vendor != "" {
		return s.vendorEntries()
	}
	c := chooser{story: s}
	if len(s.Weeks) > 0 {
		c.collect()
	}
	return c.entries()
}

// chooser collects the moments of a seller's life.
type chooser struct {
	story *Story
	found []Entry // at most one for a week and kind of entry
}

func (c *chooser) collect() {
	s := c.story
	last := len(s.Weeks)
	c.spell(AtStart, 1, 0, "")
	c.spell(AtEnd, 1, last, "")
	if s.Plan.Full {
		for week := 1; week <= last; week++ {
			c.week(EveryWeek, week)
		}
	} else {
		step := quarter
		if s.Plan.brief || s.Plan.Scenario.Run.Weeks > longStory {
			step = 4 * quarter
		}
		for to := step; to <= last; to += step {
			c.spell(Quarterly, to-step+1, to, "")
		}
	}
	c.firsts()
	c.memberships()
	c.shocks()
	for i := range s.Before {
		c.drought(i)
		c.habit(i)
		c.swings(i)
	}
}

// week notes a moment of a week. A week has one entry, whatever its moments.
func (c *chooser) week(m Moment, week int) {
	for i := range c.found {
		e := &c.found[i]
		if e.Week == week && e.Spell.From == week && e.Spell.To == week && e.Moments[0] != AtEnd && e.Moments[0] != Quarterly {
			if !slices.Contains(e.Moments, m) {
				e.Moments = append(e.Moments, m)
			}
			return
		}
	}
	c.spell(m, week, week, "")
}

// spell notes a moment that sums up weeks.
func (c *chooser) spell(m Moment, from, to int, vendor string) {
	c.found = append(c.found, Entry{Week: to, Moments: []Moment{m}, Vendor: vendor, Spell: c.story.spell(from, to)})
}

// first notes the first week of which something is true, if there is one.
func (c *chooser) first(m Moment, is func(l *sim.LifeLine) bool) {
	for i := range c.story.Weeks {
		if slices.ContainsFunc(c.story.Weeks[i].Lines, func(l sim.LifeLine) bool { return is(&l) }) {
			c.week(m, i+1)
			return
		}
	}
}

func (c *chooser) firsts() {
	c.first(FirstLead, func(l *sim.LifeLine) bool { return l.Worked > 0 })
	c.first(FirstOpportunity, func(l *sim.LifeLine) bool { return l.Opportunities > 0 })
	c.first(FirstWin, func(l *sim.LifeLine) bool { return l.WonLeads > 0 })
	c.first(FirstCollision, func(l *sim.LifeLine) bool { return l.Collisions+l.Clashes > 0 })
	best, revenue := 0, 0.0
	for i := range c.story.Weeks {
		w := &c.story.Weeks[i]
		if w.Conference && c.story.Plan.Scenario.Run.Weeks <= longStory {
			c.week(Conference, i+1)
		}
		for k := range w.Lines {
			if w.Lines[k].Revenue > revenue {
				best, revenue = i+1, w.Lines[k].Revenue
			}
		}
	}
	if best > 0 {
		c.week(BestDeal, best)
	}
}

func (c *chooser) memberships() {
	for i := range c.story.Weeks {
		w := &c.story.Weeks[i]
		if w.Failed {
			c.week(Failing, i+1)
		}
		for k := range w.Lines {
			if w.Lines[k].Joined {
				c.week(Joining, i+1)
			}
			if w.Lines[k].Left && !w.Failed {
				c.week(Leaving, i+1)
			}
		}
	}
}

func (c *chooser) shocks() {
	for week, group := range shocksByWeek(c.story.Plan.Scenario) {
		if len(group) == 0 || week < 1 || week > len(c.story.Weeks) {
			continue
		}
		c.week(Shock, week)
		for i := range c.found {
			if slices.Contains(c.found[i].Moments, Shock) && c.found[i].Week == week {
				c.found[i].Shocks = group
			}
		}
	}
}

// shocksByWeek lists the scenario's shocks by recorded week.
func shocksByWeek(s *scenarios.Scenario) [][]scenarios.Shock {
	weeks := make([][]scenarios.Shock, s.Run.Weeks+1)
	for _, sh := range s.Shocks {
		if sh.Week >= 1 && sh.Week <= s.Run.Weeks {
			weeks[sh.Week] = append(weeks[sh.Week], sh)
		}
	}
	return weeks
}

// drought notes the spell in which most leads of a line were worked without an
// opportunity.
func (c *chooser) drought(line int) {
	from, worked := 1, 0
	bestFrom, bestTo, most := 0, 0, leastDrought-1
	for i := range c.story.Weeks {
		l := &c.story.Weeks[i].Lines[line]
		if l.Opportunities > 0 {
			from, worked = i+2, 0
			continue
		}
		if worked += l.Worked; worked > most && l.Worked > 0 {
			bestFrom, bestTo, most = from, i+1, worked
		}
	}
	if bestTo > bestFrom {
		c.spell(Drought, bestFrom, bestTo, c.story.Before[line].Vendor)
	}
}

// habit notes when a seller gave up opening a vendor's leads, and when it took it
// up again: from when on the share that it opened in the last quarter stays below
// half of that in its first half-year, for half a year at least.
func (c *chooser) habit(line int) {
	weeks := c.story.Weeks
	opened := func(from, to int) (share float64, received int) {
		o := 0
		for week := max(1, from); week <= min(to, len(weeks)); week++ {
			o += weeks[week-1].Lines[line].Opened
			received += weeks[week-1].Lines[line].Received
		}
		return float64(o) / float64(received), received
	}
	first := slices.IndexFunc(weeks, func(w sim.LifeWeek) bool { return w.Lines[line].Member }) + 1
	if first == 0 {
		return
	}
	usual, _ := opened(first, first+lasting-1)
	low := false
	for week := first - 1 + lasting; week <= len(weeks); week++ {
		holds := 0
		for later := week; later <= len(weeks) && later < week+lasting; later++ {
			share, received := opened(later-quarter+1, later)
			if received == 0 || (share < usual/2) == low {
				holds = -1
				break
			}
			holds++
		}
		if holds < quarter {
			continue
		}
		low = !low
		m := CameBack
		if low {
			m = GaveUp
		}
		c.spell(m, week-quarter+1, week, c.story.Before[line].Vendor)
		c.found[len(c.found)-1].Usual = usual
	}
}

// swings notes the two weeks in which trust fell most, and the one in which it rose most.
func (c *chooser) swings(line int) {
	var weeks []int
	for i := range c.story.Weeks {
		if l := &c.story.Weeks[i].Lines[line]; math.Abs(l.TrustBy.Total()) >= trustSwing {
			weeks = append(weeks, i+1)
		}
	}
	change := func(week int) float64 { return c.story.Weeks[week-1].Lines[line].TrustBy.Total() }
	slices.SortStableFunc(weeks, func(a, b int) int { return cmp.Compare(change(a), change(b)) })
	for _, week := range weeks[:min(2, len(weeks))] {
		if change(week) < 0 {
			c.week(TrustFall, week)
		}
	}
	if n := len(weeks); n > 0 && change(weeks[n-1]) > 0 {
		c.week(TrustRise, weeks[n-1])
	}
}

// entries are the moments in order of time; the least telling are left out where
// there are too many.
func (c *chooser) entries() []Entry {
	rank := func(e *Entry) int { return slices.Index(moments, e.Moments[0]) }
	for i := range c.found {
		slices.SortFunc(c.found[i].Moments, func(a, b Moment) int { return slices.Index(moments, a) - slices.Index(moments, b) })
	}
	all := c.found
	if !c.story.Plan.Full {
		all = thin(all, rank)
	}
	slices.SortStableFunc(all, func(a, b Entry) int {
		return cmp.Or(cmp.Compare(a.Week, b.Week), cmp.Compare(rank(&a), rank(&b)))
	})
	return all
}

// thin leaves out what there is too much of: of the moments of weeks, those that
// come last in the list of moments.
func thin(all []Entry, rank func(*Entry) int) []Entry {
	sums := 0
	var events []Entry
	for i := range all {
		switch all[i].Moments[0] {
		case AtStart, AtEnd, Quarterly:
			sums++
		default:
			events = append(events, all[i])
		}
	}
	room := max(10, mostEntries+2-sums)
	if len(events) <= room {
		return all
	}
	slices.SortStableFunc(events, func(a, b Entry) int { return rank(&a) - rank(&b) })
	out := events[room:]
	return slices.DeleteFunc(all, func(e Entry) bool {
		return slices.ContainsFunc(out, func(o Entry) bool { return o.Week == e.Week && o.Moments[0] == e.Moments[0] })
	})
}

// vendorEntries are a vendor's quarters, and the shocks between them.
func (s *Story) vendorEntries() []Entry {
	quarters := s.quartersOf(s.Hero.Vendor)
	var all []Entry
	for week, group := range shocksByWeek(s.Plan.Scenario) {
		group = slices.DeleteFunc(group, func(sh scenarios.Shock) bool { return !sh.Concerns(s.Hero.Vendor) })
		if len(group) > 0 {
			all = append(all, Entry{Week: week, Moments: []Moment{Shock}, Shocks: group})
		}
	}
	for i := range quarters {
		e := Entry{Week: quarters[i].Week, Moments: []Moment{Quarterly}, Quarter: &quarters[i]}
		if i > 0 {
			e.Last = &quarters[i-1]
		}
		all = append(all, e)
	}
	slices.SortStableFunc(all, func(a, b Entry) int { return cmp.Compare(a.Week, b.Week) })
	return all
}
