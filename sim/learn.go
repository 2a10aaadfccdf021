package sim

import (
	"channelsim/agents"
)

// learn lets the sellers of a block draw their conclusions from the week.
func (w *World) learn(b int) {
	blk := &w.blocks[b]
	blk.actions = blk.actions[:0]
	for h := blk.first; h < blk.last; h++ {
		s := &w.sellers[h]
		if blk.rep {
			if !w.settling() {
				w.believe(w.repLine(h))
			}
			w.countRep(blk, h, s)
			continue
		}
		if !s.Active {
			w.keepHearsay(h)
			continue
		}
		for v := range w.desks {
			if l := w.partnerLine(v, h); l.Member {
				if w.settling() {
					w.practise(h, v, s, l)
				} else {
					w.learnLine(h, v, s, l)
				}
				blk.add(v, esteemSum, w.standingOf(v, h).Esteem) // while it is at hand
			}
		}
		if !w.settling() {
			w.earn(s)
			w.consider(blk, h, s)
		}
		w.countPartner(blk, h, s)
	}
}

// learnLine is what a partner makes of one vendor this week.
func (w *World) learnLine(h, v int, s *agents.Seller, l *agents.Line) {
	w.believe(l)
	week := &l.Week
	opportunities := week.Opportunities[agents.AB] + week.Opportunities[agents.Rest]
	worked := week.Worked[agents.AB] + week.Worked[agents.Rest]
	st := w.standingOf(v, h)
	w.coach(h, v, s, st)
	felt := agents.Experience{
		Opportunities: opportunities,
		Garbage:       worked - opportunities - week.Collisions - week.Raised,
		Raised:        week.Raised,
		Collisions:    week.Collisions + week.Clashes,
		Leak:          w.hears(v, s),
		Drought:       w.drought(h, v, l),
		Honoured:      int32(st.Honoured),
		Broken:        int32(st.Broken),
		Recalled:      int32(st.Recalled),
		Helped:        int32(st.Helped),
		Ignored:       st.Waiting && week.Received == 0,
		Funded:        st.Spent,
		Shortfall:     st.Shortfall,
	}
	vendor := &w.rules.Vendors[v]
	w.rules.Resent(vendor, &l.Hurt, l.Unfair, &felt)
	l.Trust, l.Unfair = w.rules.Feel(vendor, l.Trust, l.Unfair, felt)
	if l.Notes != nil {
		l.Notes.Felt = felt
	}
	w.close(st, week)
	w.practise(h, v, s, l)
	w.gossip(h, v, s, l)
}

// practise is what a partner learns of hunting, also while the market settles. The
// vendor's file of the week is closed.
func (w *World) practise(h, v int, s *agents.Seller, l *agents.Line) {
	l.Skill = w.rules.Practise(l.Skill, l.Week.Hunted/s.Hours)
	l.Yield = w.rules.ExperienceYield(l.Yield, l.Week.Hunted, float64(l.Week.Found), s.Hours)
	w.standingOf(v, h).EndWeek()
}

// coach lets the vendor work with a partner that it has named a laggard.
func (w *World) coach(h, v int, s *agents.Seller, st *agents.Standing) {
	r := &w.rules.Vendors[v]
	if !st.Laggard || r.Laggards != "help" {
		return
	}
	s.Closing = r.Coach(s.Closing)
	st.Helped++
	w.blockOf(h).tally[v].spend(costSupport, r.CoachingCost)
}

// close books the week in the vendor's file on a partner.
func (w *World) close(st *agents.Standing, week *agents.LineWeek) {
	r := w.rules
	if st.Spent || week.Campaign > 0 {
		st.Campaign.Learn(float64(r.BeliefLearning*float64(week.Campaign)), float64(r.BeliefLearning*float64(week.CampaignOpen)), 1-float64(r.BeliefLearning*(1-r.BeliefMemory)), r.BeliefFloor)
	}
	st.Esteem = r.Regard(st.Esteem, st.Asked, week.OwnWins)
	q := st.Quarter(w.quarter())
	q.Leads += uint16(week.Received) - st.Referred
	q.Found += uint16(week.Found)
}

// believe counts the week's worked leads into the line's beliefs.
func (w *World) believe(l *agents.Line) {
	r := w.rules
	if r.BeliefLearning == 0 {
		return
	}
	memory := 1 - float64(r.BeliefLearning*(1-r.BeliefMemory))
	for c := range l.Beliefs {
		l.Beliefs[c].Learn(float64(r.BeliefLearning*float64(l.Week.Worked[c])),
			float64(r.BeliefLearning*float64(l.Week.Opportunities[c])), memory, r.BeliefFloor)
	}
}

// conference reports whether partners meet this week.
func (w *World) conference() bool { return w.conferenceIn(w.week) }

func (w *World) conferenceIn(week int) bool {
	since := w.since(week) + 1 - w.rules.ConferenceWeek
	return since >= 0 && since%w.rules.ConferenceEvery == 0
}

// hears draws whether a partner learns that the direct team keeps good leads.
func (w *World) hears(v int, s *agents.Seller) bool {
	p := w.rules.LeakRate
	if w.conference() {
		p = max(p, w.rules.LeakConference)
	}
	p *= w.kept[v]
	return p > 0 && w.key.uniform(drawLeak, s.Entity, uint64(w.week)<<8|uint64(v)) < p
}

// drought reports whether a partner of at least ten weeks gets far fewer leads
// than its peers.
func (w *World) drought(h, v int, l *agents.Line) bool {
	if w.rules.TrustDrought == 0 && w.rules.UnfairDrought == 0 || w.week-int(l.Since) < 10 {
		return false
	}
	sum, n := int32(0), int32(0)
	for _, peer := range w.network.peers(h) {
		if got := w.recent[v*w.partners+int(peer)]; got >= 0 {
			sum += got
			n++
		}
	}
	own := w.recent[v*w.partners+h]
	return n > 0 && float64(own) < float64(w.rules.DroughtLevel*float64(sum))/float64(n)
}

// hearOf gives a newcomer, in part, its peers' opinion of a vendor's leads in place of the
// vendor's claim. Peers that join in the same week have none yet.
func (w *World) hearOf(h, v int, l *agents.Line, week int) {
	if week == 0 || w.rules.Hearsay == 0 || w.rules.BeliefLearning == 0 {
		return
	}
	if to, ok := w.peersBelieve(h, v, week); ok {
		pull(l, to, w.rules.Hearsay)
	}
}

// gossip moves a partner's beliefs toward what its peers believed last week,
// or, at a conference, toward what everybody did.
func (w *World) gossip(h, v int, s *agents.Seller, l *agents.Line) {
	r := w.rules
	if r.GossipRate > 0 && r.GossipPull > 0 &&
		w.key.uniform(drawGossip, s.Entity, uint64(w.week)<<8|uint64(v)) < r.GossipRate {
		if to, ok := w.peersBelieve(h, v, w.week+1); ok {
			pull(l, to, r.GossipPull)
			if l.Notes != nil {
				l.Notes.Talked = true
			}
		}
	}
	if r.ConferencePull > 0 && w.conference() && w.week > 0 {
		pull(l, w.means[v], r.ConferencePull)
	}
}

// peersBelieve is the mean belief, as last published, of the peers that have been members since
// before a week.
func (w *World) peersBelieve(h, v, before int) (mean hearsay, ok bool) {
	n := 0.0
	for _, peer := range w.network.peers(h) {
		if l := w.partnerLine(v, int(peer)); !l.Member || int(l.Since) >= before {
			continue
		}
		n++
		for c, p := range w.hearsay[v*w.partners+int(peer)] {
			mean[c] += p
		}
	}
	for c := range mean {
		mean[c] /= max(1, n)
	}
	return mean, n > 0
}

// earn books a partner's week in cash: margin earned less running cost; what
// exceeds the cap is paid out to the owners.
func (w *World) earn(s *agents.Seller) {
	s.Cash += s.Week.Income - s.Cost
	s.Cash = min(s.Cash, float64(w.rules.CashCap*s.Cost))
}

func pull(l *agents.Line, to hearsay, share float64) {
	for c := range l.Beliefs {
		l.Beliefs[c].Pull(to[c], share)
	}
}
