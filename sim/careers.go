package sim

import (
	"cmp"
	"slices"

	"channelsim/agents"
)

// Career is what a partner did for one vendor in the recorded weeks of a run in which it
// carried the vendor's line.
type Career struct {
	Vendor     int // place in Layout.Vendors
	Partner    int // place, from 1
	Generation int // how many had the place before
	Archetype  string
	Segment    string

	Weeks         int     // carried the line
	Received      int     // leads
	Opened        int     // leads taken out of the drawer
	Worked        int     // leads on which a contact was paid for
	Expired       int     // leads that ran out, those in the drawer among them
	Opportunities int     // from leads
	Found         int     // opportunities from hunting
	Won, Lost     int     // opportunities decided, from leads, hunting and campaigns; lost ones also by giving up
	Revenue       float64 // list value of deals won, money
	HoursOnLeads  float64 // and on campaigns
	HoursHunted   float64
	Trust, Belief float64 // at the end of its last week; belief is the chance of a lead of average grade
}

// careers keeps the careers of a run whose record asks for them.
type careers struct {
	on   bool
	now  []Career // by vendor and partner; without weeks where there is none
	done []Career // of partners whose place another has taken
}

// start begins a run.
func (c *careers) start(on bool, places int) {
	c.on = on
	if on && c.now == nil {
		c.now = make([]Career, places)
	}
	c.empty()
}

// empty forgets what was counted.
func (c *careers) empty() {
	clear(c.now)
	c.done = c.done[:0]
}

// end closes the career of a partner that gives up its place.
func (c *careers) end(at int) {
	if !c.on {
		return
	}
	if c.now[at].Weeks > 0 {
		c.done = append(c.done, c.now[at])
	}
	c.now[at] = Career{}
}

// take counts a lead that comes opened, from a pool.
func (c *careers) take(at int) {
	if c.on {
		c.now[at].Opened++
	}
}

// lose counts an opportunity that went to somebody else.
func (c *careers) lose(at int) {
	if c.on {
		c.now[at].Lost++
	}
}

// expire counts a lead in the drawer of a partner that leaves.
func (c *careers) expire(at int) {
	if c.on {
		c.now[at].Expired++
	}
}

// earn books a deal.
func (c *careers) earn(at int, value float64) {
	if c.on {
		c.now[at].Revenue += value
	}
}

// noteCareer takes down the week of a partner on a line that it carries.
func (w *World) noteCareer(at, v, h int, l *agents.Line) {
	c, s, week := &w.careers.now[at], &w.sellers[h], &l.Week
	c.Vendor, c.Partner, c.Generation = v, h+1, int(s.Entity>>32)
	c.Archetype, c.Segment = s.Kind.Name, w.scenario.Segments[s.Segment].Name
	c.Weeks++
	c.Received += int(week.Received)
	c.Opened += int(week.Opened)
	c.Worked += int(week.Worked[agents.AB] + week.Worked[agents.Rest])
	expired, _ := w.expired(v, h, w.week)
	c.Expired += expired
	c.Opportunities += int(week.Opportunities[agents.AB] + week.Opportunities[agents.Rest])
	c.Found += int(week.Found)
	c.Won += int(week.Won)
	c.HoursOnLeads += week.Leads
	c.HoursHunted += week.Hunted
	c.Trust, c.Belief = l.Trust, w.believed(v, l)
}

// readCareers hands the careers over, by vendor, place and generation.
func (w *World) readCareers(rec *Record) {
	if !w.careers.on {
		return
	}
	rec.Careers = append(rec.Careers[:0], w.careers.done...)
	for i := range w.careers.now {
		if w.careers.now[i].Weeks > 0 {
			rec.Careers = append(rec.Careers, w.careers.now[i])
		}
	}
	slices.SortFunc(rec.Careers, func(a, b Career) int {
		return cmp.Or(cmp.Compare(a.Vendor, b.Vendor), cmp.Compare(a.Partner, b.Partner), cmp.Compare(a.Generation, b.Generation))
	})
}
