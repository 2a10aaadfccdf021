package sim

import (
	"channelsim/agents"
	"channelsim/sim/chance"
)

// campaign spends co-marketing funds, the trade's gift certificate: a partner
// that is not busy draws leads of its own for them, but only those for which it
// commits hours now. It returns the hours left.
func (w *World) campaign(blk *block, h int, s *agents.Seller, v int, left, next float64) float64 {
	r, vendor := w.rules, &w.rules.Vendors[v]
	st, m := w.standingOf(v, h), &blk.moods[v]
	ready := min(st.Funds, vendor.Funds*r.FundsBurst)
	if vendor.PerLead <= 0 || ready < vendor.PerLead {
		return left
	}
	leads := int(ready / vendor.PerLead)
	open := r.OpenChance(s.Kind.FollowFactor*r.LeadWorth(1, st.Campaign.P(), m.deal, float64(leads)), next)
	stream := chance.NewStream(w.key[drawCampaign], s.Entity, uint64(w.week)<<8|uint64(v))
	setup := r.HoursSetup
	for range leads {
		choice, lead := stream.Unit(), stream.Next()
		cost := r.HoursReview + r.HoursContact + setup
		if cost > left {
			break // and none of those that follow costs less
		}
		if choice >= open {
			continue
		}
		left -= cost
		setup = 0
		m.line.Week.Leads += cost
		w.campaignLead(blk, h, s, v, lead)
	}
	if setup == 0 {
		st.Spent = true
		spent := float64(float64(m.line.Week.Campaign) * vendor.PerLead)
		st.Funds -= spent
		s.Week.Income -= float64(spent * r.FundsOwn)
		blk.add(v, fundsSpent, spent)
		blk.tally[v].spend(costFunds, spent)
	}
	return left
}

// campaignLead works one lead of a partner's campaign: fresh, in its own segment,
// of the quality that the vendor's inquiries have now.
func (w *World) campaignLead(blk *block, h int, s *agents.Seller, v int, lead uint64) {
	w.partnerLine(v, h).Week.Campaign++
	stream := chance.NewStream(lead, 1, 0)
	if stream.Unit() >= w.genuine[v] || stream.Unit() >= w.rules.Market.Reach {
		return
	}
	if slot := w.pickOpen(&stream, s.Segment); slot >= 0 {
		blk.claims = append(blk.claims, w.claim(h, s, slot, v, fromCampaign, agents.Incomplete))
	}
}

// campaigns lets a partner campaign for all its lines.
func (w *World) campaigns(blk *block, h int, s *agents.Seller, left, next float64) float64 {
	for _, v := range blk.mine {
		left = w.campaign(blk, h, s, int(v), left, next)
	}
	return left
}

// accrueFunds adds a week's funds to a partner's accounts. What is older than the
// life of funds has lapsed: no more than that can be there.
func (w *World) accrueFunds(blk *block, h int) {
	for v := range w.desks {
		r := &w.rules.Vendors[v]
		if r.Funds == 0 || !w.partnerLine(v, h).Member {
			continue
		}
		st := w.standingOf(v, h)
		blk.add(v, fundsGranted, r.Funds)
		if r.PerLead > 0 {
			blk.add(v, campaignAfforded, r.Funds/r.PerLead)
		}
		st.Funds = min(st.Funds+r.Funds, float64(r.Funds*float64(r.FundsLife)))
	}
}
