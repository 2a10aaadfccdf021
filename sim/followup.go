package sim

import (
	"channelsim/agents"
)

// queued is an opened lead with its worth per hour.
type queued struct {
	lead  *agents.Lead
	worth float64
	ago   int32 // weeks since it was routed
}

// followUp decides on unread leads and works the opened ones while hours last, the
// freshest first or those that it has held longest. It returns the hours left.
func (w *World) followUp(blk *block, h int, s *agents.Seller, free, next float64) float64 {
	left := free
	blk.queue = blk.queue[:0]
	ago := len(w.recentBatches) - 1
	if fresh := w.recentBatches[0].of(h); int(s.Pending) == len(fresh) {
		ago = 0 // nothing is left of earlier weeks
	}
	for ; ago >= 0 && s.Pending > 0; ago-- {
		leads := w.recentBatches[ago].of(h)
		if len(leads) == 0 {
			continue
		}
		for i := range leads {
			w.decide(blk, s, &leads[i], ago, next)
		}
		if !w.rules.Freshest {
			left = w.workQueue(blk, h, s, left)
		}
	}
	left = w.workQueue(blk, h, s, left)
	s.Week.Leads = free - left
	return left
}

// workQueue works the leads in the queue in their order until the hours do not last for the
// next one, and empties it. It returns the hours left.
func (w *World) workQueue(blk *block, h int, s *agents.Seller, left float64) float64 {
	for _, q := range blk.queue {
		spent, ok := w.contact(blk, h, s, q.lead, left)
		if !ok {
			break
		}
		left -= spent
		blk.workedOf[int(q.ago)*len(w.desks)+int(q.lead.Vendor)]++
	}
	blk.queue = blk.queue[:0]
	return left
}

// decide opens an unread lead or leaves it in the drawer for good, and queues
// an opened one.
func (w *World) decide(blk *block, s *agents.Seller, l *agents.Lead, ago int, next float64) {
	m := &blk.moods[l.Vendor]
	class := w.rules.Vendors[l.Vendor].ClassOf(l.Grade, blk.rep)
	if l.Status == agents.Unread {
		open := m.open[class]
		if age := w.week - int(l.Created); age > 0 {
			open = w.openAged(m, class, age, l.Has(agents.Helped), next)
		}
		if w.key.uniform(drawOpen, l.ID, s.Entity) >= open {
			l.Status = agents.Drawer
			s.Pending--
			return
		}
		l.Status = agents.Opened
		m.line.Week.Opened++
		blk.reach(l.Vendor, l.Grade, StageOpened)
	}
	if l.Status != agents.Opened {
		return
	}
	blk.queue = append(blk.queue, queued{l, m.worth[class], int32(ago)})
	for i := len(blk.queue) - 1; i > 0 && w.before(&blk.queue[i], &blk.queue[i-1]); i-- {
		blk.queue[i], blk.queue[i-1] = blk.queue[i-1], blk.queue[i]
	}
}

// before reports whether a lead is worked before another that the seller has held as long or
// longer: the younger one where the freshest come first, of equal age the one of higher worth.
func (w *World) before(a, b *queued) bool {
	if w.rules.Freshest && a.lead.Created != b.lead.Created {
		return a.lead.Created > b.lead.Created
	}
	return a.worth > b.worth
}

// openAged is the chance to open a lead that is not fresh any more.
func (w *World) openAged(m *mood, class agents.Class, age int, helped bool, next float64) float64 {
	p := m.line.Beliefs[class].P() * w.rules.Stale[min(age, len(w.rules.Stale)-1)]
	worth := w.rules.LeadWorth
	if helped {
		worth = w.rules.HelpedWorth
	}
	return w.rules.OpenChance(worth(m.trust, p, m.deal, m.usual), next)
}

// contact works one lead if the hours last for it, and returns what it cost.
func (w *World) contact(blk *block, h int, s *agents.Seller, l *agents.Lead, left float64) (float64, bool) {
	r, m := w.rules, &blk.moods[l.Vendor]
	cost := r.HoursReview + r.HoursContact
	if l.Has(agents.Helped) {
		cost -= float64(r.HoursContact / 2)
	}
	if !m.ready {
		cost += r.HoursSetup
	}
	if cost > left {
		return 0, false
	}
	m.ready = true
	l.Status = agents.Worked
	s.Pending--
	m.line.Week.Worked[r.Vendors[l.Vendor].ClassOf(l.Grade, blk.rep)]++
	m.line.Week.Leads += cost
	if !blk.rep && r.Vendors[l.Vendor].Raised(l.Grade) {
		m.line.Week.Raised++
	}
	blk.countReferred(l)
	w.logContact(l, h)
	blk.reach(l.Vendor, l.Grade, StageWorked)
	if l.Grade.Class() == agents.AB {
		blk.add(int(l.Vendor), blk.workedAB(), 1)
	}
	age, part := w.week-int(l.Created), float64(r.WeekPart*(s.Hours-left)/s.Hours)
	if !blk.rep {
		blk.add(int(l.Vendor), contactWeeks, float64(age)+part)
	}
	if l.Real() && w.key.uniform(drawReach, l.ID, 0) < r.Reached(age, part) {
		w.meet(blk, h, s, l, m.line)
	}
	return cost, true
}

// meet is a contact that reached the customer behind a real lead.
func (w *World) meet(blk *block, h int, s *agents.Seller, l *agents.Lead, line *agents.Line) {
	switch owner := w.projects.at(l.Project, l.Identity); {
	case owner == unclaimed:
		from := fromLead
		if l.Has(agents.Referred) {
			from = fromReferral
		}
		c := w.claim(h, s, l.Project, int(l.Vendor), from, l.Grade)
		blk.claims = append(blk.claims, c)
		w.logClaim(l, &c)
	case owner >= 0 && w.rep(owner) && w.sellers[owner].Vendor == int32(l.Vendor) && !blk.rep:
		line.Week.Collisions++
		if w.rules.Vendors[l.Vendor].Raised(l.Grade) {
			line.Week.Raised--
		}
		w.logCollision(l, h)
	}
}

// claim lays a claim on a project. Its ticket is drawn now, compared later: of
// project, source, week and claimant (identities leave the bits of the week free).
func (w *World) claim(h int, s *agents.Seller, project int32, vendor int, from source, g agents.Grade) claim {
	ticket := w.key.hash(drawTicket, uint64(from)<<32|uint64(w.projects.slots[project].id), s.Entity|uint64(w.week)<<48)
	return claim{ticket: ticket, seller: int32(h), project: project, vendor: uint8(vendor), source: from, grade: g}
}

// expire takes leads that were routed so long ago that this was their last week
// from a seller that has not read them, or has not come to them.
func (w *World) expire(h int, s *agents.Seller) {
	leads := w.recentBatches[len(w.recentBatches)-1].of(h)
	for i := range leads {
		if l := &leads[i]; l.Status == agents.Unread || l.Status == agents.Opened {
			l.Status = agents.Expired
			s.Pending--
		}
	}
}
