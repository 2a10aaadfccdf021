package sim

import (
	"channelsim/agents"
	"channelsim/sim/chance"
)

// mood is what a seller thinks of one vendor's leads this week.
type mood struct {
	line  *agents.Line
	trust float64 // factor on the worth of its leads
	deal  float64 // worth of an opportunity, money
	usual float64 // leads a week that it expects
	worth [agents.Classes]float64
	open  [agents.Classes]float64 // chance to open a fresh lead
	ready bool                    // whether the week's leads have cost their setup
}

// queued is an opened lead with its worth per hour.
type queued struct {
	lead  *agents.Lead
	worth float64
}

// work lets the sellers of a block spend their week.
func (w *World) work(b int) {
	blk := &w.blocks[b]
	blk.claims, blk.finds, blk.looks = blk.claims[:0], blk.finds[:0], blk.looks[:0]
	for h := blk.first; h < blk.last; h++ {
		s := &w.sellers[h]
		if !s.Active {
			continue
		}
		if blk.rep {
			w.repWeek(blk, h, s)
		} else {
			w.partnerWeek(blk, h, s)
		}
		if s.Pending > 0 {
			w.expire(h, s)
		}
	}
	w.find(blk)
}

// partnerWeek is a partner's week: what it owes first, then new leads, then
// hunting with the hours that leads leave.
func (w *World) partnerWeek(blk *block, h int, s *agents.Seller) {
	free := w.serve(blk, h, s)
	w.receive(blk, h)
	s.Busy = w.busy(s)
	if s.Busy {
		return
	}
	next := w.weigh(blk, h, s)
	left := w.followUp(blk, h, s, free, next)
	w.hunt(blk, h, s, free, left)
}

// repWeek is a rep's week. Account work of constant yield takes the place of hunting.
func (w *World) repWeek(blk *block, h int, s *agents.Seller) {
	free := w.serve(blk, h, s)
	w.receive(blk, h)
	r, v := w.rules, &w.rules.Vendors[s.Vendor]
	next := r.HuntWorth(1, r.Direct.AccountYield, v.RepDeal, 0)
	m := &blk.moods[s.Vendor]
	*m = mood{line: w.repLine(h), trust: r.RepTrust(v, s.Seniority), deal: v.RepDeal}
	w.feel(m, next, true)
	s.Week.Hunted = w.followUp(blk, h, s, free, next)
}

// serve gives open opportunities their hours, oldest first, and returns what
// is left.
func (w *World) serve(blk *block, h int, s *agents.Seller) float64 {
	s.Week = agents.SellerWeek{Open: int32(min(len(blk.of(h)), int(s.Hours/w.rules.ServeHours)))}
	s.Week.Served = float64(float64(s.Week.Open) * w.rules.ServeHours)
	return s.Hours - s.Week.Served
}

// receive starts the lines' week and notes the leads that came.
func (w *World) receive(blk *block, h int) {
	leads := w.recentBatches[0].of(h)
	if blk.rep {
		l := w.repLine(h)
		l.Week = agents.LineWeek{Received: int32(len(leads))}
		l.Receive(w.week, l.Week.Received)
		return
	}
	if len(w.desks) == 1 {
		l := w.partnerLine(0, h)
		l.Week = agents.LineWeek{Received: int32(len(leads))}
		l.Receive(w.week, l.Week.Received)
		return
	}
	for v := range w.desks {
		w.partnerLine(v, h).Week = agents.LineWeek{}
	}
	for i := range leads {
		w.partnerLine(int(leads[i].Vendor), h).Week.Received++
	}
	for v := range w.desks {
		l := w.partnerLine(v, h)
		l.Receive(w.week, l.Week.Received)
	}
}

func (w *World) busy(s *agents.Seller) bool {
	if w.rules.BusyStart == 0 {
		return false
	}
	u := w.key.uniform(drawBusy, s.Entity, uint64(w.week))
	if s.Busy {
		return u >= w.rules.BusyEnd
	}
	return u < w.rules.BusyStart
}

// weigh works out what an hour is worth on every line of a partner: the shares
// of hunting hours in blk.worth (blk.mine says whose; the outside line is the
// last), and the moods toward each vendor's leads. It returns U_next.
func (w *World) weigh(blk *block, h int, s *agents.Seller) float64 {
	r := w.rules
	blk.worth, blk.mine = blk.worth[:0], blk.mine[:0]
	for v := range w.desks {
		l := w.partnerLine(v, h)
		if !l.Member {
			continue
		}
		deal := r.Vendors[v].Deal
		blk.mine = append(blk.mine, int32(v))
		blk.worth = append(blk.worth, r.HuntWorth(r.HuntTrust(l.Trust), l.Yield, deal, l.Open))
		blk.moods[v] = mood{line: l, trust: r.LeadTrust(l.Trust), deal: deal}
	}
	blk.worth = append(blk.worth, r.HuntWorth(1, r.OutsideYield(s.Outside), r.OutsideDeal, s.Outside))
	next := r.Split(blk.worth)
	if s.Pending > 0 {
		for _, v := range blk.mine {
			w.feel(&blk.moods[v], next, w.rules.Vendors[v].Disclose)
		}
	}
	return next
}

// feel works out the worth of leads by class, where grades are seen, and the
// chance to open a fresh one.
func (w *World) feel(m *mood, next float64, graded bool) {
	m.usual = m.line.Usual(w.week)
	for c := range m.worth {
		if c > int(agents.AB) && !graded {
			break
		}
		m.worth[c] = w.rules.LeadWorth(m.trust, m.line.Beliefs[c].P(), m.deal, m.usual)
		m.open[c] = w.rules.OpenChance(m.worth[c], next)
	}
}

// followUp decides on unread leads and works the opened ones, oldest first,
// while hours last. It returns the hours left.
func (w *World) followUp(blk *block, h int, s *agents.Seller, free, next float64) float64 {
	left := free
	ago := len(w.recentBatches) - 1
	if fresh := w.recentBatches[0].of(h); int(s.Pending) == len(fresh) {
		ago = 0 // nothing is left of earlier weeks
	}
	for ; ago >= 0 && s.Pending > 0; ago-- {
		leads := w.recentBatches[ago].of(h)
		if len(leads) == 0 {
			continue
		}
		blk.queue = blk.queue[:0]
		for i := range leads {
			w.decide(blk, s, &leads[i], next)
		}
		for _, q := range blk.queue {
			spent, ok := w.contact(blk, h, s, q.lead, left)
			if !ok {
				break
			}
			left -= spent
			blk.workedOf[ago*len(w.desks)+int(q.lead.Vendor)]++
		}
	}
	s.Week.Leads = free - left
	return left
}

// decide opens an unread lead or leaves it in the drawer for good, and queues
// an opened one: higher worth first, otherwise in the lottery's order.
func (w *World) decide(blk *block, s *agents.Seller, l *agents.Lead, next float64) {
	m := &blk.moods[l.Vendor]
	class := w.rules.Vendors[l.Vendor].ClassOf(l.Grade, blk.rep)
	if l.Status == agents.Unread {
		open := m.open[class]
		if age := w.week - int(l.Created); age > 0 {
			p := m.line.Beliefs[class].P() * w.rules.Stale[min(age, len(w.rules.Stale)-1)]
			open = w.rules.OpenChance(w.rules.LeadWorth(m.trust, p, m.deal, m.usual), next)
		}
		if w.key.uniform(drawOpen, l.ID, s.Entity) >= open {
			l.Status = agents.Drawer
			s.Pending--
			return
		}
		l.Status = agents.Opened
		m.line.Week.Opened++
	}
	if l.Status != agents.Opened {
		return
	}
	blk.queue = append(blk.queue, queued{l, m.worth[class]})
	for i := len(blk.queue) - 1; i > 0 && blk.queue[i].worth > blk.queue[i-1].worth; i-- {
		blk.queue[i], blk.queue[i-1] = blk.queue[i-1], blk.queue[i]
	}
}

// contact works one lead if the hours last for it, and returns what it cost.
func (w *World) contact(blk *block, h int, s *agents.Seller, l *agents.Lead, left float64) (float64, bool) {
	r, m := w.rules, &blk.moods[l.Vendor]
	cost := r.HoursReview + r.HoursContact
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
	age := w.week - int(l.Created)
	if !blk.rep {
		blk.add(int(l.Vendor), contactWeeks, float64(age))
	}
	if l.Real() && w.key.uniform(drawReach, l.ID, 0) < r.Reached(age) {
		w.meet(blk, h, s, l, m.line)
	}
	return cost, true
}

// meet is a contact that reached the customer behind a real lead.
func (w *World) meet(blk *block, h int, s *agents.Seller, l *agents.Lead, line *agents.Line) {
	switch owner := w.projects.at(l.Project, l.Identity); {
	case owner == unclaimed:
		blk.claims = append(blk.claims, w.claim(h, s, l.Project, int(l.Vendor), fromLead, l.Grade))
	case owner >= 0 && w.rep(owner) && w.sellers[owner].Vendor == int32(l.Vendor) && !blk.rep:
		line.Week.Collisions++
	}
}

// claim lays a claim on a project. Its ticket is drawn now, compared later: of
// project, source, week and claimant (identities leave the bits of the week free).
func (w *World) claim(h int, s *agents.Seller, project int32, vendor int, from source, g agents.Grade) claim {
	ticket := w.key.hash(drawTicket, uint64(from)<<32|uint64(w.projects.slots[project].id), s.Entity|uint64(w.week)<<48)
	return claim{ticket: ticket, seller: int32(h), project: project, vendor: uint8(vendor), source: from, grade: g}
}

// hunt spends the hours that leads left on the partner's lines and the outside line.
func (w *World) hunt(blk *block, h int, s *agents.Seller, free, left float64) {
	for k, v := range blk.mine {
		l := blk.moods[v].line
		l.Week.Hunted = float64(left * blk.worth[k])
		s.Week.Hunted += l.Week.Hunted
		w.look(blk, h, s, l, int(v))
		w.attend(l, free)
	}
	s.Week.Outside = left * blk.worth[len(blk.mine)]
	yield := w.rules.OutsideYield(s.Outside)
	stream := chance.NewStream(w.key[drawOutside], s.Entity, uint64(w.week))
	for i := range chance.Poisson(&stream, yield*s.Week.Outside) {
		blk.claims = append(blk.claims, claim{seller: int32(h), project: int32(w.week<<8 | i&255),
			vendor: uint8(len(w.desks)), source: fromOutside, won: true})
	}
}

// look lets a hunter look at projects of recent birth.
func (w *World) look(blk *block, h int, s *agents.Seller, l *agents.Line, vendor int) {
	r := w.rules
	stream := chance.NewStream(w.key[drawHunt], s.Entity, uint64(w.week)<<8|uint64(vendor))
	for range chance.Poisson(&stream, r.HuntingRate*l.Skill*l.Week.Hunted) {
		seg, pick := s.Segment, stream.Next()
		if u := stream.Unit(); u >= r.OwnSegment {
			seg = w.elsewhere(s.Segment, (u-r.OwnSegment)/(1-r.OwnSegment))
		}
		if seen := w.projects.births[seg].seen; len(seen) > 0 {
			blk.looks = append(blk.looks, look{seller: int32(h), vendor: uint8(vendor), at: &seen[chance.Below(pick, len(seen))]})
		}
	}
}

// look is a hunter's look at a project.
type look struct {
	at     *sighting
	seen   sighting
	seller int32
	vendor uint8
}

// find lays the claims of a block's looks at unclaimed projects. All looks of a
// block are done together, in steps: each waits for memory, but they wait side
// by side.
func (w *World) find(blk *block) {
	for i := range blk.looks {
		blk.looks[i].seen = *blk.looks[i].at
	}
	slots, n := w.projects.slots, 0
	for i := range blk.looks {
		if l := &blk.looks[i]; l.seen.slot >= 0 {
			if p := &slots[l.seen.slot]; p.id == l.seen.id && p.owner == unclaimed {
				blk.looks[n] = *l
				n++
			}
		}
	}
	blk.looks = blk.looks[:n]
	for i := range blk.looks {
		l := &blk.looks[i]
		blk.finds = append(blk.finds, w.claim(int(l.seller), &w.sellers[l.seller], l.seen.slot, int(l.vendor), fromHunt, agents.Incomplete))
	}
}

// elsewhere draws a segment other than one's own, by share.
func (w *World) elsewhere(own uint8, u float64) uint8 {
	segs := w.scenario.Segments
	if len(segs) == 1 {
		return own
	}
	u *= 1 - segs[own].Share
	last := own
	for i := range segs {
		if uint8(i) == own {
			continue
		}
		last = uint8(i)
		if u -= segs[i].Share; u < 0 {
			break
		}
	}
	return last
}

// attend moves the line's attention: its share of the free hours worked.
func (w *World) attend(l *agents.Line, free float64) {
	if free <= 0 {
		return
	}
	share := (l.Week.Leads + l.Week.Hunted) / free
	l.Attention += float64((share - l.Attention) / w.rules.AttentionWeeks)
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
