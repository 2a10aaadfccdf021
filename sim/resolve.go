package sim

import (
	"channelsim/agents"
	"channelsim/sim/chance"
)

// settle decides contested claims by lottery: of all claims on a project this
// week, whatever their source, the least ticket wins. It is a hash of project,
// week and claimant, so that the order in which claims come does not matter.
func (w *World) settle() {
	w.claims = w.claims[:0]
	for b := range w.blocks {
		blk := &w.blocks[b]
		blk.firstHere = len(w.claims)
		w.claims = append(w.claims, blk.claims...)
	}
	contest := w.projects.contest
	for i := range w.claims {
		c := &w.claims[i]
		if c.source == fromOutside {
			continue
		}
		if best := contest[c.project]; best == 0 || c.ticket < w.claims[best-1].ticket {
			contest[c.project] = int32(i + 1)
		}
	}
	for i := range w.claims {
		c := &w.claims[i]
		if c.source == fromOutside {
			continue
		}
		c.won = contest[c.project] == int32(i+1)
	}
	for i := range w.claims {
		if c := &w.claims[i]; c.source != fromOutside {
			contest[c.project] = 0
		}
	}
}

// resolve decides the served opportunities of a block's sellers and opens the
// claims that they won.
func (w *World) resolve(b int) {
	blk := &w.blocks[b]
	next := blk.spare[:0]
	blk.vacated = blk.vacated[:0]
	claims := w.claims[blk.firstHere : blk.firstHere+len(blk.claims)]
	for h := blk.first; h < blk.last; h++ {
		s := &w.sellers[h]
		open, served := blk.of(h), s.Week.Open
		blk.start[h-blk.first] = int32(len(next))
		for i := range open {
			o := &open[i]
			if o.over {
				continue
			}
			served--
			if served >= 0 && w.decided(blk, h, s, o) {
				continue
			}
			next = append(next, *o)
		}
		for len(claims) > 0 && int(claims[0].seller) == h {
			if claims[0].won {
				next = append(next, w.begin(blk, h, &claims[0]))
			}
			claims = claims[1:]
		}
	}
	blk.spare, blk.open = blk.open, next
	blk.start[len(blk.start)-1] = int32(len(next))
}

// begin opens the opportunity of a claim that won.
func (w *World) begin(blk *block, h int, c *claim) opportunity {
	switch c.source {
	case fromLead:
		l := w.line(blk, h, int(c.vendor))
		l.Week.Opportunities[w.rules.Vendors[c.vendor].ClassOf(c.grade, blk.rep)]++
	case fromHunt:
		w.line(blk, h, int(c.vendor)).Week.Found++
	}
	if c.source != fromOutside {
		w.projects.owner[c.project] = c.seller
	}
	if !blk.rep {
		w.window.begun(h, int(c.vendor), c.source)
	}
	return opportunity{project: c.project, opened: int16(w.week), vendor: c.vendor, source: c.source, grade: c.grade}
}

// line finds a seller's line with a vendor.
func (w *World) line(blk *block, h, vendor int) *agents.Line {
	if blk.rep {
		return w.repLine(h)
	}
	return w.partnerLine(vendor, h)
}

// decided lets a served opportunity be won or lost, with a chance of 1 in
// cycle_weeks a week, and reports whether it was.
func (w *World) decided(blk *block, h int, s *agents.Seller, o *opportunity) bool {
	if o.source == fromOutside {
		return w.decidedOutside(s, o)
	}
	p := &w.projects
	id := p.id[o.project]
	attempt := uint64(p.attempt[o.project])
	if w.key.uniform(drawClose, id, attempt<<32|uint64(w.week)) >= w.rules.CloseRate {
		return false
	}
	own := p.segment[o.project] == s.Segment
	won := w.key.uniform(drawWin, id, attempt) < w.rules.WinChance(own, s.Closing, w.readiness(id))
	if won {
		w.win(blk, h, s, o, w.value(id))
	} else {
		blk.add(int(o.vendor), blk.outcome(o.source, false), 1)
	}
	w.report(blk, h, s, o, id, attempt, won)
	w.release(blk, o.project, !won && w.key.uniform(drawRequeue, id, attempt) < w.rules.Market.Requeue)
	return true
}

// decidedOutside is the same for the outside line, whose projects are nobody
// else's and of average fit and readiness.
func (w *World) decidedOutside(s *agents.Seller, o *opportunity) bool {
	about := uint64(o.opened)<<16 | uint64(uint16(o.project))
	key := w.key.hash(drawOutsideWin, s.Entity, about)
	if chance.Uniform(key, 0, uint64(w.week)) >= w.rules.CloseRate {
		return false
	}
	if chance.Uniform(key, 1, 0) < min(1, w.rules.Market.Close*s.Closing) {
		z := chance.NormalQuantile(chance.Open(chance.Hash(key, 2, 0)))
		value := chance.LogNormal(z, w.rules.Market.ValueMean, w.rules.Market.ValueSigma)
		s.Week.Income += float64(value * w.rules.OutsideMargin)
	}
	return true
}

// readiness is the factor of a project's readiness on its chance to be won,
// exp(r*z - r^2/2): mean 1.
func (w *World) readiness(id uint64) float64 {
	r := w.rules.Market.Readiness
	if r == 0 {
		return 1
	}
	z := chance.NormalQuantile(chance.Open(w.key.hash(drawReadiness, id, 0)))
	return chance.LogNormal(z, 1, r)
}

// value is a project's value, lognormal.
func (w *World) value(id uint64) float64 {
	z := chance.NormalQuantile(chance.Open(w.key.hash(drawValue, id, 0)))
	return chance.LogNormal(z, w.rules.Market.ValueMean, w.rules.Market.ValueSigma)
}

// win books a won deal.
func (w *World) win(blk *block, h int, s *agents.Seller, o *opportunity, value float64) {
	v := &w.rules.Vendors[o.vendor]
	blk.add(int(o.vendor), blk.outcome(o.source, true), 1)
	if blk.rep {
		blk.add(int(o.vendor), revenueDirect, value)
		blk.add(int(o.vendor), grossProfit, float64(value*v.GrossMargin))
		blk.tally[o.vendor][winsOf[agents.Direct][o.grade.Class()]]++
		return
	}
	s.Week.Income += float64(value * v.PartnerMargin)
	blk.add(int(o.vendor), revenueOf[o.source], value)
	blk.add(int(o.vendor), grossProfit, float64(value*(v.GrossMargin-v.PartnerMargin)))
	w.partnerLine(int(o.vendor), h).Week.Won++
	w.window.earn(int(o.vendor)*w.partners+h, value)
}

// report lets a partner tell the vendor, or not, what became of a lead. Wins
// may also come to light in an audit, which tells how much goes unreported.
func (w *World) report(blk *block, h int, s *agents.Seller, o *opportunity, id, attempt uint64, won bool) {
	if blk.rep || o.source != fromLead {
		return
	}
	v := int(o.vendor)
	told := w.key.uniform(drawReport, id, attempt) < w.rules.ReportChance(w.partnerLine(v, h).Trust)
	if told {
		blk.add(v, reportedOutcomes, 1)
	}
	if !won {
		return
	}
	if told {
		blk.add(v, reportedWins, 1)
		blk.tally[v][winsOf[agents.Channel][o.grade.Class()]]++
	}
	if w.key.uniform(drawAudit, id, attempt) < w.rules.Vendors[v].Audit {
		blk.tally[v][auditedWins]++
		if told {
			blk.tally[v][auditedReported]++
		}
	}
}

// release frees a project: open to others again from next week, or gone. One
// whose date has passed lapses at once.
func (w *World) release(blk *block, slot int32, again bool) {
	p := &w.projects
	if again && int(p.lapse[slot]) > w.week+1 {
		p.owner[slot] = unclaimed
		p.attempt[slot]++
		return
	}
	p.owner[slot] = vacant
	blk.vacated = append(blk.vacated, slot)
}

// vacate gives the slots of projects that are gone back to the market.
func (w *World) vacate() {
	for b := range w.blocks {
		w.projects.free = append(w.projects.free, w.blocks[b].vacated...)
	}
}
