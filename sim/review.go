package sim

import (
	"slices"

	"channelsim/agents"
	"channelsim/sim/chance"
)

const quarterWeeks = 13

// review carries out what the week decided about memberships and, at a
// quarter's end, lets the vendors read their reports.
func (w *World) review() {
	if w.settling() {
		w.groups.close(w)
		return
	}
	if w.membership() {
		w.vacate()
		for v := range w.desks {
			w.enrol(v)
		}
	}
	w.groups.close(w)
	if w.since(w.week+1)%quarterWeeks == 0 {
		for v := range w.desks {
			w.closeQuarter(v)
			w.admit(v)
		}
	}
}

// closeQuarter lets a vendor read the quarter's report: what both sides see of
// each other, tiers, laggards, the channel's share of good leads, the budget.
func (w *World) closeQuarter(v int) {
	r, figures := &w.rules.Vendors[v], w.figures(v)
	w.compare(v)
	w.rank(v)
	w.reserved[v] = r.ReviewShare(w.reserved[v], &figures)
	if r.BudgetGain > 0 {
		w.follow(v, &figures)
	}
	w.quarters[v][w.since(w.week+1)/quarterWeeks%4] = Tally{}
	for h := range w.partners {
		*w.standingOf(v, h).Quarter(w.quarter() + 1) = agents.Quarter{}
	}
}

// follow lets the lead programme's budget follow what the vendor has measured.
func (w *World) follow(v int, f *agents.Figures) {
	factor := w.rules.Vendors[v].ReviewBudget(w.budget[v], f)
	if factor == w.budget[v] {
		return
	}
	old := hazards{slices.Clone(w.hazards.unclaimed), slices.Clone(w.hazards.pursued)}
	w.budget[v] = factor
	w.rebudget(v)
	w.week++ // hazards of this week were booked at the old pace
	w.reschedule(old)
	w.week--
}

// figures are a vendor's reports of the last four quarters.
func (w *World) figures(v int) agents.Figures {
	var t Tally
	for q := range w.quarters[v] {
		t.add(&w.quarters[v][q])
	}
	return figuresOf(&t)
}

func figuresOf(t *Tally) agents.Figures {
	return agents.Figures{
		Leads: [agents.Routes][agents.Classes]float64{
			agents.Direct:  {t[abReachedDirect], t[leadsReachedDirect] - t[abReachedDirect]},
			agents.Channel: {t[abReachedPartners] - t[abReferred], t[leadsReachedPartners] - t[leadsReferred] - (t[abReachedPartners] - t[abReferred])},
		},
		Wins: [agents.Routes][agents.Classes]float64{
			agents.Direct:  {t[winsDirectAB], t[winsDirectRest]},
			agents.Channel: {t[winsChannelAB], t[winsChannelRest]},
		},
		Audited:  t[auditedWins],
		Reported: t[auditedReported],
	}
}

// membership is a change in who carries a line.
type membership struct {
	seller int32
	vendor int32 // -1: the partner fails, with all its lines
	join   bool
	quit   bool // it leaves out of discontent, not for want of attention
}

// consider notes whether a partner fails, leaves a line, or comes back to one.
func (w *World) consider(blk *block, h int, s *agents.Seller) {
	r := w.rules
	if r.CanFail && s.Cash < 0 {
		blk.actions = append(blk.actions, membership{seller: int32(h), vendor: -1})
		return
	}
	lines := 0
	for v := range w.desks {
		if w.partnerLine(v, h).Member {
			lines++
		}
	}
	for v := range w.desks {
		l := w.partnerLine(v, h)
		switch {
		case l.Member:
			if w.week-max(int(l.Since), w.scenario.Run.Settle) >= r.LeaveAfter && l.Attention < r.AttentionFloor/float64(lines) {
				blk.actions = append(blk.actions, membership{seller: int32(h), vendor: int32(v)})
			} else if w.quits(v, s, l) {
				blk.actions = append(blk.actions, membership{seller: int32(h), vendor: int32(v), quit: true})
			}
		case l.Left > 0 && w.week-int(l.Left) >= r.RejoinAfter && r.JoinRate > 0:
			if w.key.uniform(drawRejoin, s.Entity, uint64(w.week)<<8|uint64(v)) < r.RejoinRate {
				blk.actions = append(blk.actions, membership{seller: int32(h), vendor: int32(v), join: true})
			}
		}
	}
}

// quits draws whether a member leaves out of discontent.
func (w *World) quits(v int, s *agents.Seller, l *agents.Line) bool {
	p := w.rules.LeaveChance(l.Trust, l.Unfair)
	return p > 0 && w.key.uniform(drawLeave, s.Entity, uint64(w.week)<<8|uint64(v)) < p
}

// bookQuit counts a partner that leaves out of discontent, and what it names as its reasons.
func (w *World) bookQuit(v int, l *agents.Line) {
	l.Quit = true
	w.bookNext(v, partnersQuit)
	for kind, c := range [agents.Hurts]counter{agents.HurtLeads: quitOverLeads, agents.HurtConflict: quitOverConflict, agents.HurtUnfair: quitOverUnfairness} {
		if agents.Named(&l.Hurt, agents.Hurt(kind)) {
			w.bookNext(v, c)
		}
	}
}

// membership carries out what partners decided and lets newcomers in; it reports
// whether anything changed.
func (w *World) membership() bool {
	changed := w.refill()
	for b := range w.blocks {
		for _, a := range w.blocks[b].actions {
			changed = true
			switch {
			case a.vendor < 0:
				w.fail(int(a.seller))
			case a.join:
				w.join(int(a.seller), int(a.vendor))
			default:
				w.groups.lost(w, int(a.vendor), int(a.seller), partnersLeft)
				w.groups.lost(w, len(w.desks), int(a.seller), partnersLeft)
				w.leave(int(a.seller), int(a.vendor))
				w.bookNext(int(a.vendor), partnersLeft)
				if a.quit {
					w.bookQuit(int(a.vendor), w.partnerLine(int(a.vendor), int(a.seller)))
				}
			}
		}
	}
	for v := range w.desks {
		changed = w.recruit(v) || changed
	}
	return changed
}

// meanWins is partners' reported wins per lead in the last four quarters.
func (w *World) meanWins(v int) float64 {
	leads, wins := 0.0, 0.0
	for q := range w.quarters[v] {
		t := &w.quarters[v][q]
		leads += t[leadsReachedPartners] - t[leadsReferred]
		wins += t[winsChannelAB] + t[winsChannelRest]
	}
	if leads == 0 {
		return 0
	}
	return wins / leads
}

// bookNext counts an event of the week's end, after the week was recorded.
func (w *World) bookNext(vendor int, c counter) {
	now := w.weekly[w.week]
	now[vendor][c]++
	now[len(now)-1][c]++
}

func (w *World) fail(h int) {
	s := &w.sellers[h]
	for v := range w.desks {
		if w.partnerLine(v, h).Member {
			w.groups.lost(w, v, h, partnersFailed)
			w.leave(h, v)
			w.weekly[w.week][v][partnersFailed]++
		}
	}
	w.groups.lost(w, len(w.desks), h, partnersFailed)
	w.weekly[w.week][len(w.desks)][partnersFailed]++
	w.blockOf(h).drop(h, func(*opportunity) bool { return true }) // deals of the outside line
	s.Outside = 0
	s.Active, s.Until = false, int32(w.week+w.rules.RefillWeeks)
}

func (w *World) join(h, v int) {
	l := w.partnerLine(v, h)
	l.Join(w.rules, &w.rules.Vendors[v], w.week+1, w.sellers[h].Hunting)
	w.hearOf(h, v, l, w.week+1)
	w.standingOf(v, h).Join(w.rules, &w.rules.Vendors[v])
	w.publish(v*w.partners+h, l)
	w.bookNext(v, partnersJoined)
}

// leave ends a partner's membership: leads not yet worked go back to be routed
// again with their age, those in the drawer expire, open opportunities end, and
// their projects are free from next week.
func (w *World) leave(h, v int) {
	l := w.partnerLine(v, h)
	l.Member, l.Left = false, int32(w.week+1)
	for _, b := range w.recentBatches {
		leads := b.of(h)
		for i := range leads {
			w.giveBack(b, &leads[i], h, v)
		}
	}
	blk := w.blockOf(h)
	blk.drop(h, func(o *opportunity) bool {
		if int(o.vendor) != v {
			return false
		}
		w.abandon(blk, h, o)
		return true
	})
	l.Open = 0
	w.recent[v*w.partners+h] = noMember
}

// giveBack takes a lead of a vendor from a partner that leaves it. Those of the
// oldest batch have run out already.
func (w *World) giveBack(b *batch, lead *agents.Lead, h, v int) {
	if int(lead.Vendor) != v || b == w.recentBatches[len(w.recentBatches)-1] {
		return
	}
	switch lead.Status {
	case agents.Drawer:
		lead.Status = agents.Expired
		b.left[v][agents.Channel]--
		w.bookNext(v, expiredPartner)
		if w.recording() {
			w.careers.expire(v*w.partners + h)
		}
	case agents.Unread, agents.Opened:
		lead.Status = agents.Returned
		b.left[v][agents.Channel]--
		w.sellers[h].Pending--
		w.bookNext(v, returnedLeads)
		if w.week+1-int(lead.Created) < w.rules.LeadLife {
			w.bookNext(v, returnedAgain)
			again := *lead
			again.Status, again.Marks = agents.Unread, again.Marks&agents.Kept
			w.returned = append(w.returned, again)
		}
	}
}

// givenUpOf is where an opportunity that is given up is counted by its source, beside the lost ones.
var givenUpOf = [...]counter{fromLead: givenUpLead, fromHunt: givenUpHunt, fromCampaign: givenUpCampaign, fromReferral: givenUpLead}

// abandon ends an opportunity whose holder is gone: lost by exit.
func (w *World) abandon(blk *block, h int, o *opportunity) {
	w.logDecided(o, LostDeal, 0)
	w.release(blk, o.project, true)
	w.bookNext(int(o.vendor), blk.outcome(o.source(), false))
	w.bookNext(int(o.vendor), givenUpOf[o.source()])
	if !w.recording() {
		return
	}
	w.careers.lose(int(o.vendor)*w.partners + h)
	if o.fromVendor() {
		blk.reach(o.vendor, o.grade(), StageDecided)
	}
}

// recording reports whether what happens at the week's end is to be counted. That of the warm-up's
// last week is not, and comes after careers and funnels were emptied.
func (w *World) recording() bool { return w.week >= w.scenario.Run.Before() }

// blockOf finds the block of a partner.
func (w *World) blockOf(h int) *block { return &w.blocks[h/sellersPerBlock] }

// enters draws whether anybody takes a failed partner's place: the less likely, the less
// active partners have lately earned of what they cost.
func (w *World) enters(h int) bool {
	power := w.rules.EntryPower
	if power == 0 || w.trade.cost == 0 || w.trade.income >= w.trade.cost {
		return true
	}
	p := 0.0
	if w.trade.income > 0 {
		p = chance.Exp(power * chance.Log(w.trade.income/w.trade.cost))
	}
	return w.key.uniform(drawEntry, uint64(h), uint64(w.week)) < p
}

// trade is what partners have earned and cost lately, in weekly sums that fade by 1/52 a week.
type trade struct{ income, cost float64 }

// note adds a week.
func (t *trade) note(market *Tally) {
	const memory = 1 - 1.0/52
	t.income = float64(t.income*memory) + market[partnerIncome]
	t.cost = float64(t.cost*memory) + market[partnerCosts]
}

// refill puts newcomers in the places of partners that failed long enough ago, or leaves them
// vacant for as long again.
func (w *World) refill() bool {
	changed := false
	for h := range w.partners {
		s := &w.sellers[h]
		if s.Active || int(s.Until) > w.week {
			continue
		}
		if !w.enters(h) {
			s.Until += int32(w.rules.RefillWeeks)
			continue
		}
		w.found(h, s.Entity+1<<32, w.week+1)
		changed = true
	}
	return changed
}

// recruit lets partners join a vendor's programme: the more, the better its
// members think of its leads. Whoever left within a year is not asked.
func (w *World) recruit(v int) bool {
	r := w.rules
	if r.JoinRate == 0 || len(w.desks[v].Members) == w.partners {
		return false
	}
	belief := w.belief[v] / r.BeliefClaim
	stream := chance.NewStream(w.key[drawJoin], uint64(v), uint64(w.week))
	n := chance.Poisson(&stream, float64(r.JoinRate*float64(w.partners))*belief)
	changed := false
	for range n {
		h := w.outsider(v, stream.Next())
		if h < 0 {
			break
		}
		w.join(h, v)
		changed = true
	}
	return changed
}

// outsider picks one of the active partners that do not carry a vendor's line
// and have not just left it, or -1.
func (w *World) outsider(v int, draw uint64) int {
	can := func(h int) bool {
		l := w.partnerLine(v, h)
		return w.sellers[h].Active && !l.Member && (l.Left == 0 || w.week-int(l.Left) >= w.rules.RejoinAfter)
	}
	n := 0
	for h := range w.partners {
		if can(h) {
			n++
		}
	}
	if n == 0 {
		return -1
	}
	pick := chance.Below(draw, n)
	for h := range w.partners {
		if !can(h) {
			continue
		}
		if pick == 0 {
			return h
		}
		pick--
	}
	return -1
}
