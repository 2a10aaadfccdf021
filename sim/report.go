package sim

import "channelsim/agents"

// report lets a partner tell the vendor, or not, what became of a lead. Wins
// may also come to light in an audit, which tells how much goes unreported.
func (w *World) report(blk *block, h int, s *agents.Seller, o *opportunity, id, attempt uint64, won bool) {
	if blk.rep {
		return
	}
	switch o.source() {
	case fromHunt:
		if won && w.told(h, o, id, attempt) {
			w.partnerLine(int(o.vendor), h).Week.OwnWins++
		}
	case fromCampaign:
		if w.key.uniform(drawReport, id, attempt) < w.rules.CampaignTold {
			blk.add(int(o.vendor), campaignReported, 1)
		}
	case fromLead, fromReferral:
		w.reportLead(blk, h, o, id, attempt, won, w.told(h, o, id, attempt))
	}
}

// told draws whether a partner tells the vendor of an outcome, the more likely the
// more it trusts.
func (w *World) told(h int, o *opportunity, id, attempt uint64) bool {
	return w.key.uniform(drawReport, id, attempt) < w.rules.ReportChance(w.partnerLine(int(o.vendor), h).Trust)
}

// reportLead books the outcome of a lead that a partner worked.
func (w *World) reportLead(blk *block, h int, o *opportunity, id, attempt uint64, won, told bool) {
	v := int(o.vendor)
	if told {
		blk.add(v, reportedOutcomes, 1)
		blk.reach(o.vendor, o.grade(), toldDecided)
	}
	if !won {
		return
	}
	if told {
		blk.add(v, reportedWins, 1)
		blk.reach(o.vendor, o.grade(), toldWon)
	}
	if o.source() == fromReferral { // no business of marketing's reports
		return
	}
	if told {
		blk.tally[v][winsOf[agents.Channel][o.class()]]++
		if !w.settling() {
			w.standingOf(v, h).Quarter(w.quarter()).Wins++
		}
	}
	if w.key.uniform(drawAudit, id, attempt) < w.rules.Vendors[v].Audit {
		blk.tally[v][auditedWins]++
		if told {
			blk.tally[v][auditedReported]++
		}
	}
}

// credit counts what attribution rules credit a partner's deal to: the vendor's
// marketing or the partner.
func (b *block) credit(p *project, o *opportunity, value float64, registered bool) {
	touched, lead := p.mark == o.vendor+1, o.fromVendor()
	t := &b.tally[o.vendor]
	if touched && p.first == foundByMarketing {
		t[creditFirst] += value
	}
	if lead {
		t[creditLast] += value
	}
	if touched && !registered {
		t[creditRegistration] += value
	}
	switch found := !lead || p.first == foundByPartner; {
	case touched && found:
		t[creditSplit] += float64(value / 2)
	case touched:
		t[creditSplit] += value
	}
}
