package sim

import (
	"channelsim/agents"
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

// work lets the sellers of a block spend their week.
func (w *World) work(b int) {
	blk := &w.blocks[b]
	blk.claims, blk.finds, blk.looks = blk.claims[:0], blk.finds[:0], blk.looks[:0]
	for h := blk.first; h < blk.last; h++ {
		s := &w.sellers[h]
		if !s.Active {
			s.Week, s.Busy = agents.SellerWeek{}, false // its last one has been told
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
	if w.rules.Funded {
		w.accrueFunds(blk, h)
	}
	s.Busy = w.busy(s)
	if s.Busy {
		w.wantNothing(h)
		return
	}
	next := w.weigh(blk, h, s)
	s.Week.Next = next
	left := w.followUp(blk, h, s, free, next)
	if w.rules.Funded {
		left = w.campaigns(blk, h, s, left, next)
		s.Week.Leads = free - left
	}
	w.hunt(blk, h, s, free, left)
	w.ask(blk, h, s)
}

// wantNothing lets a busy partner pass by the pool.
func (w *World) wantNothing(h int) {
	for v := range w.desks {
		if w.rules.Vendors[v].Pool {
			w.standingOf(v, h).Want = [agents.Classes]float32{}
		}
	}
}

// ask lets a partner that has nothing open on a line ask the vendor for leads.
func (w *World) ask(blk *block, h int, s *agents.Seller) {
	if w.rules.AskRate == 0 {
		return
	}
	for _, v := range blk.mine {
		if blk.moods[v].line.Open == 0 && w.key.uniform(drawAsk, s.Entity, uint64(w.week)<<8|uint64(v)) < w.rules.AskRate {
			w.standingOf(int(v), h).Asked = true
		}
	}
}

// repWeek is a rep's week. Account work of constant yield takes the place of hunting.
func (w *World) repWeek(blk *block, h int, s *agents.Seller) {
	free := w.serve(blk, h, s)
	w.receive(blk, h)
	r, v := w.rules, &w.rules.Vendors[s.Vendor]
	next := r.HuntWorth(1, w.accountYield(s.Vendor), v.RepDeal, 0)
	m := &blk.moods[s.Vendor]
	*m = mood{line: w.repLine(h), trust: r.RepTrust(v, s.Seniority), deal: v.RepDeal}
	s.Week.Next = next
	w.feel(m, next, true)
	s.Week.Hunted = w.followUp(blk, h, s, free, next)
	w.workAccounts(blk, s)
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
		l.StartWeek(int32(len(leads)))
		l.Receive(w.week, l.Week.Received)
		return
	}
	w.sellers[h].Pending += int32(len(leads))
	if len(w.desks) == 1 {
		l := w.partnerLine(0, h)
		l.StartWeek(int32(len(leads)))
		l.Receive(w.week, l.Week.Received)
		return
	}
	for v := range w.desks {
		w.partnerLine(v, h).StartWeek(0)
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
		deal := float64(s.Kind.MarginFactor * r.Vendors[v].Deal)
		hunted := deal + float64(l.Trust*r.Vendors[v].Protect) // it expects to register a deal as often as it trusts
		blk.mine = append(blk.mine, int32(v))
		blk.worth = append(blk.worth, s.Kind.HuntFactor*r.HuntWorth(r.HuntTrust(l.Trust), l.Yield, hunted, l.Open))
		blk.moods[v] = mood{line: l, trust: s.Kind.FollowFactor * r.LeadTrust(l.Trust), deal: deal}
	}
	blk.worth = append(blk.worth, r.HuntWorth(1, s.Kind.OutsideFactor*r.OutsideYield(s.Outside), r.OutsideDeal, s.Outside))
	next := r.Split(blk.worth)
	for _, v := range blk.mine {
		if pool := r.Vendors[v].Pool; pool || s.Pending > 0 {
			w.feel(&blk.moods[v], next, r.Vendors[v].Disclose)
			if pool {
				w.want(&blk.moods[v], w.standingOf(int(v), h))
			}
		}
	}
	return next
}

// want notes what a partner would take from the pool next week.
func (w *World) want(m *mood, st *agents.Standing) {
	for c := range m.open {
		st.Want[c] = float32(m.open[c])
	}
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
	if m.line.Notes != nil {
		m.line.Notes.Worth, m.line.Notes.Chance = m.worth, m.open
	}
}
