package sim

import (
	"math"

	"channelsim/agents"
)

// winsOf is where wins are counted by route and class for the vendor's review.
var winsOf = [agents.Routes][agents.Classes]counter{
	agents.Direct:  {winsDirectAB, winsDirectRest},
	agents.Channel: {winsChannelAB, winsChannelRest},
}

// revenueOf is where a partner's deal is counted by its source.
var revenueOf = [...]counter{fromLead: revenueLeads, fromHunt: revenueHunted, fromCampaign: revenueCampaigns, fromReferral: revenueLeads}

// outcome is the counter of opportunities won or lost by sellers of this kind.
func (b *block) outcome(from source, won bool) counter {
	switch {
	case b.rep && won:
		return wonDirect
	case b.rep:
		return lostDirect
	case from == fromCampaign && won:
		return wonCampaign
	case from == fromCampaign:
		return lostCampaign
	case from == fromHunt && won:
		return wonHunt
	case from == fromHunt:
		return lostHunt
	case won:
		return wonLead
	}
	return lostLead
}

// countReferred counts a worked lead that came from an account manager.
func (b *block) countReferred(l *agents.Lead) {
	if l.Has(agents.Referred) {
		b.add(int(l.Vendor), referredWorked[l.Grade.Class()], 1)
	}
}

// referredWorked and referredWon count what became of account managers' leads.
var (
	referredWorked = [agents.Classes]counter{workedReferredAB, workedReferredRest}
	referredWon    = [agents.Classes]counter{wonReferredAB, wonReferredRest}
)

// workedAB is the counter of A and B leads worked by sellers of this kind.
func (b *block) workedAB() counter {
	if b.rep {
		return workedDirectAB
	}
	return workedPartnerAB
}

// keepHearsay leaves what is known of a partner that is gone as it was.
func (w *World) keepHearsay(h int) {
	for v := range w.desks {
		at := v*w.partners + h
		w.hearsayNext[at], w.recentNext[at] = w.hearsay[at], w.recent[at]
	}
}

func (w *World) countRep(blk *block, h int, s *agents.Seller) {
	week := &w.repLine(h).Week
	v := int(s.Vendor)
	blk.add(v, repHours, s.Hours)
	blk.add(v, repLeadHours, s.Week.Leads)
	blk.add(v, repServedHours, s.Week.Served)
	blk.add(v, openedDirect, float64(week.Opened))
	blk.add(v, workedDirect, float64(week.Worked[agents.AB]+week.Worked[agents.Rest]))
	blk.add(v, opportunityDirect, float64(week.Opportunities[agents.AB]+week.Opportunities[agents.Rest]))
}

func (w *World) countPartner(blk *block, h int, s *agents.Seller) {
	market := len(w.desks)
	blk.tally[market].countSeller(s)
	for v := range w.desks {
		l, at := w.partnerLine(v, h), v*w.partners+h
		if !l.Member {
			w.hearsayNext[at], w.recentNext[at] = w.hearsay[at], w.recent[at]
			continue
		}
		blk.tally[v].countSeller(s)
		w.countLine(&blk.tally[v], v, l)
		w.hearsayNext[at], w.recentNext[at] = told(l)
		w.window.received(at, l.Week.Received)
		if w.careers.on {
			w.noteCareer(at, v, h, l)
		}
	}
}

// publish makes a partner's belief known: next week others may hear of it.
func (w *World) publish(at int, l *agents.Line) {
	w.hearsay[at], w.recent[at] = told(l)
}

// told is what others hear of a partner: what it believes, and how many leads it got lately.
func told(l *agents.Line) (beliefs hearsay, recent int32) {
	for c := range l.Beliefs {
		beliefs[c] = l.Beliefs[c].P()
	}
	return beliefs, l.Recent()
}

// noMember stands in place of a number of leads for a partner without the line.
const noMember int32 = -1

// ownOfMarket are the counters that the market counts for itself, because the
// sum over vendors would count a partner once for each of its lines.
var ownOfMarket = [...]counter{members, hoursAvailable, hoursSpent, hoursServed, hoursOutside,
	partnerIncome, partnerCosts, partnersFailed, projectsArrived}

// countSeller counts what a partner did with its time and money. For a vendor
// these are sums over the partners that carry its line.
func (t *Tally) countSeller(s *agents.Seller) {
	t[members]++
	t[hoursAvailable] += s.Hours
	t[hoursSpent] += s.Week.Spent()
	t[hoursServed] += s.Week.Served
	t[hoursOutside] += s.Week.Outside
	t[partnerIncome] += s.Week.Income
	t[partnerCosts] += s.Cost
}

func (w *World) countLine(t *Tally, v int, l *agents.Line) {
	week := &l.Week
	t[linesCounted]++
	t[openedPartner] += float64(week.Opened)
	t[workedPartner] += float64(week.Worked[agents.AB] + week.Worked[agents.Rest])
	t[opportunityLead] += float64(week.Opportunities[agents.AB] + week.Opportunities[agents.Rest])
	t[opportunityHunt] += float64(week.Found)
	t[collisionCount] += float64(week.Collisions)
	t[clashCount] += float64(week.Clashes)
	t[hoursHunted] += week.Hunted
	t[hoursLeads] += week.Leads
	t[skillSum] += l.Skill
	t[trustSum] += l.Trust
	t[unfairSum] += l.Unfair
	t[beliefAB] += l.Beliefs[agents.AB].P()
	t[beliefRest] += l.Beliefs[agents.Rest].P()
	p := w.believed(v, l)
	t[beliefSum] += p
	t[beliefSquares] += float64(p * p)
	t[campaignLeads] += float64(week.Campaign)
}

// believed is the believed chance of a lead of average grade.
func (w *World) believed(v int, l *agents.Line) float64 {
	r := &w.rules.Vendors[v]
	p := l.Beliefs[agents.AB].P()
	if !r.Disclose {
		return p
	}
	ab := r.ABShare
	return float64(ab*p) + float64((1-ab)*l.Beliefs[agents.Rest].P())
}

// record adds up the blocks' tallies, in block order, and makes of them what
// next week builds on.
func (w *World) record() {
	w.hearsay, w.hearsayNext = w.hearsayNext, w.hearsay
	w.recent, w.recentNext = w.recentNext, w.recent
	now := w.weekly[w.week]
	clear(now)
	for b := range w.blocks {
		for v := range now {
			now[v].add(&w.blocks[b].tally[v])
			w.blocks[b].tally[v] = Tally{}
		}
	}
	market := &now[len(now)-1]
	own := *market
	*market = Tally{}
	for v := range w.desks {
		market.add(&now[v])
	}
	for _, c := range ownOfMarket {
		market[c] = own[c]
	}
	for v := range now {
		now[v][weeksCounted] = 1
		now[v][beliefSpread] = spread(&now[v])
	}
	open, idle := w.projects.count()
	market[projectsOpen], market[projectsUnclaimed] = float64(open), float64(idle)
	for v := range w.desks {
		w.means[v], w.belief[v] = w.rules.Vendors[v].Claim, w.rules.BeliefClaim
		if n := now[v][linesCounted]; n > 0 {
			w.means[v] = hearsay{now[v][beliefAB] / n, now[v][beliefRest] / n}
			w.belief[v] = now[v][beliefSum] / n
		}
		w.kept[v] = w.keptShare(v)
		w.genuine[v] = w.rules.Vendors[v].Genuine(&w.rules.Market, float64(idle), float64(open-idle))
		if !w.settling() {
			w.quarters[v][w.quarter()%4].add(&now[v])
		}
	}
	if !w.settling() {
		w.trade.note(market)
	}
	w.keySources()
	if w.week+1 == w.scenario.Run.Before() {
		w.emptyFunnels()
		w.careers.empty()
	}
	w.window.note(w)
	w.groups.count(w)
	if w.trace != nil {
		w.trace.note(w)
	}
	w.logWeek()
}

// spread is the standard deviation of beliefs over lines.
func spread(t *Tally) float64 {
	n := t[linesCounted]
	if n == 0 {
		return 0
	}
	mean := t[beliefSum] / n
	return math.Sqrt(max(0, t[beliefSquares]/n-float64(mean*mean)))
}

// keptWeeks is how far back partners count the leads that the direct team kept.
const keptWeeks = 13

// keptShare is the share of A and B leads that went direct in the last weeks.
func (w *World) keptShare(v int) float64 {
	direct, all := 0.0, 0.0
	for t := max(0, w.week-keptWeeks+1); t <= w.week; t++ {
		c := &w.weekly[t][v]
		direct += c[abToDirect]
		all += c[abToDirect] + c[abToPartners]
	}
	if all == 0 {
		return 0
	}
	return direct / all
}
