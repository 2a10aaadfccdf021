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
			w.believe(w.repLine(h))
			w.countRep(blk, h, s)
			continue
		}
		if !s.Active {
			w.keepHearsay(h)
			continue
		}
		for v := range w.desks {
			if l := w.partnerLine(v, h); l.Member {
				w.learnLine(h, v, s, l)
				blk.add(v, esteemSum, w.standingOf(v, h).Esteem) // while it is at hand
			}
		}
		w.earn(s)
		w.consider(blk, h, s)
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
		Garbage:       worked - opportunities - week.Collisions,
		Collisions:    week.Collisions,
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
	l.Trust, l.Unfair = w.rules.Feel(l.Trust, l.Unfair, felt)
	if l.Notes != nil {
		l.Notes.Felt = felt
	}
	w.close(st, week)
	l.Skill = w.rules.Practise(l.Skill, week.Hunted/s.Hours)
	l.Yield = w.rules.ExperienceYield(l.Yield, week.Hunted, float64(week.Found), s.Hours)
	w.gossip(h, v, s, l)
}

// coach lets the vendor work with a partner that it has named a laggard.
func (w *World) coach(h, v int, s *agents.Seller, st *agents.Standing) {
	r := &w.rules.Vendors[v]
	if !st.Laggard || r.Laggards != "help" {
		return
	}
	s.Closing = r.Coach(s.Closing)
	st.Helped++
	w.blockOf(h).add(v, costTotal, r.CoachingCost)
}

// close ends the week in the vendor's file on a partner.
func (w *World) close(st *agents.Standing, week *agents.LineWeek) {
	r := w.rules
	if st.Spent || week.Campaign > 0 {
		st.Campaign.Learn(float64(r.BeliefLearning*float64(week.Campaign)), float64(r.BeliefLearning*float64(week.CampaignOpen)), 1-float64(r.BeliefLearning*(1-r.BeliefMemory)), r.BeliefFloor)
	}
	st.Esteem = r.Regard(st.Esteem, st.Asked, week.OwnWins)
	q := st.Quarter(w.quarter())
	q.Leads += uint16(week.Received) - st.Referred
	q.Found += uint16(week.Found)
	st.Waiting, st.Asked, st.Spent, st.Shortfall = st.Asked, false, false, false
	st.Honoured, st.Broken, st.Recalled, st.Helped, st.Referred = 0, 0, 0, 0, 0
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
	since := week + 1 - w.rules.ConferenceWeek
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

// gossip moves a partner's beliefs toward what its peers believed last week,
// or, at a conference, toward what everybody did.
func (w *World) gossip(h, v int, s *agents.Seller, l *agents.Line) {
	r := w.rules
	if r.GossipRate > 0 && r.GossipPull > 0 &&
		w.key.uniform(drawGossip, s.Entity, uint64(w.week)<<8|uint64(v)) < r.GossipRate {
		if to, ok := w.peersBelieve(h, v); ok {
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

func (w *World) peersBelieve(h, v int) (mean hearsay, ok bool) {
	n := 0.0
	for _, peer := range w.network.peers(h) {
		if !w.partnerLine(v, int(peer)).Member {
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
