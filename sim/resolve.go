package sim

import (
	"channelsim/agents"
	"channelsim/sim/chance"
)

// award decides contested claims by lottery: of all claims on a project this
// week, whatever their source, the least ticket wins. It is a hash of project,
// week and claimant, so that the order in which claims come does not matter.
func (w *World) award() {
	w.age()
	w.bookAccounts()
	w.claims = w.claims[:0]
	for b := range w.blocks {
		blk := &w.blocks[b]
		blk.from = len(w.claims)
		w.claims = appendBySeller(w.claims, blk.claims, blk.finds)
		blk.to = len(w.claims)
	}
	slots := w.projects.slots
	for i := range w.claims {
		c := &w.claims[i]
		if c.source == fromOutside {
			continue
		}
		owner := &slots[c.project].owner
		if *owner == unclaimed || c.ticket < w.claims[contested-*owner].ticket {
			*owner = contested - int32(i)
		}
	}
	for i := range w.claims {
		c := &w.claims[i]
		if c.source != fromOutside && slots[c.project].owner == contested-int32(i) {
			c.won = true
			w.accrue(c.project, w.week+1)
			slots[c.project].owner = c.seller
			if slots[c.project].first == foundByNobody {
				slots[c.project].first = foundByPartner
			}
			w.projects.ward(slots[c.project].id).idle--
		}
	}
}

// appendBySeller merges two lists that are in the order of sellers.
func appendBySeller(to, a, b []claim) []claim {
	for len(a) > 0 && len(b) > 0 {
		if a[0].seller <= b[0].seller {
			to, a = append(to, a[0]), a[1:]
		} else {
			to, b = append(to, b[0]), b[1:]
		}
	}
	return append(append(to, a...), b...)
}

// conclusions is what a block's sellers make of their week. What others hear of is
// written aside until all are done, so that blocks need not wait for each other.
func (w *World) conclusions(b int) {
	w.resolve(b)
	w.learn(b)
}

// resolve decides the served opportunities of a block's sellers and opens the
// claims that they won.
func (w *World) resolve(b int) {
	blk := &w.blocks[b]
	w.concludeAll(blk)
	w.beginAll(blk, w.claims[blk.from:blk.to])
}

// concludeAll decides the served opportunities whose time has come and takes them
// out of the list. Those that were not served this week wait a week longer.
func (w *World) concludeAll(blk *block) {
	w.findDecided(blk)
	if len(blk.decided) == 0 {
		return
	}
	n, from, k := int(blk.decided[0]), int(blk.decided[0]), 0
	for h := blk.first; h < blk.last; h++ {
		i := h - blk.first
		to := blk.start[i+1]
		blk.start[i] -= int32(k)
		for ; k < len(blk.decided) && blk.decided[k] < to; k++ {
			at := int(blk.decided[k])
			n += copy(blk.open[n:], blk.open[from:at])
			o := blk.open[at]
			from = at + 1
			w.conclude(blk, h, &w.sellers[h], &o)
		}
	}
	n += copy(blk.open[n:], blk.open[from:])
	blk.open = blk.open[:n]
	blk.start[len(blk.start)-1] = int32(n)
}

// findDecided lists the opportunities that are decided this week and loads what
// conclude will need. The loads of this loop wait for memory side by side, those
// between the rules of conclude one after the other.
func (w *World) findDecided(blk *block) {
	blk.decided = blk.decided[:0]
	slots, week := w.projects.slots, uint16(w.week)
	for h := blk.first; h < blk.last; h++ {
		from, to := int(blk.start[h-blk.first]), int(blk.start[h-blk.first+1])
		served := from + int(w.sellers[h].Week.Open)
		list := blk.open[:to]
		for i := from; i < served && i < len(list); i++ {
			if o := &list[i]; o.due == week {
				blk.decided = append(blk.decided, int32(i))
				if o.source() != fromOutside {
					blk.sink += uint32(slots[o.project].attempt)
				}
			}
		}
		for i := served; i < len(list); i++ {
			if list[i].due < never {
				list[i].due++
			}
		}
	}
}

// beginAll opens the opportunities of the claims that were won, the newest of a
// seller last. The list is spread out from its end, in place.
func (w *World) beginAll(blk *block, claims []claim) {
	won := 0
	for i := range claims {
		if claims[i].won {
			won++
		}
	}
	end := len(blk.open)
	blk.open = extend(blk.open, won)
	for h := blk.last - 1; won > 0; h-- {
		i := h - blk.first
		blk.start[i+1] = int32(end + won)
		for len(claims) > 0 && int(claims[len(claims)-1].seller) == h {
			c := &claims[len(claims)-1]
			claims = claims[:len(claims)-1]
			if c.won {
				won--
				blk.open[end+won] = w.begin(blk, h, &w.sellers[h], c)
			}
		}
		from := int(blk.start[i])
		copy(blk.open[from+won:], blk.open[from:end])
		end = from
	}
}

// begin opens the opportunity of a claim that won.
func (w *World) begin(blk *block, h int, s *agents.Seller, c *claim) opportunity {
	switch c.source {
	case fromLead, fromReferral:
		l := w.line(h, int(c.vendor))
		l.Open++
		l.Week.Opportunities[w.rules.Vendors[c.vendor].ClassOf(c.grade, blk.rep)]++
		if !blk.rep && w.rules.Vendors[c.vendor].Raised(c.grade) {
			l.Week.Raised--
		}
		blk.reach(c.vendor, c.grade, StageOpportunity)
		w.logBegun(c)
	case fromHunt:
		l := w.line(h, int(c.vendor))
		l.Open++
		l.Week.Found++
		w.register(c, l)
	case fromCampaign:
		l := w.line(h, int(c.vendor))
		l.Open++
		l.Week.CampaignOpen++
	case fromOutside:
		s.Outside++
	}
	if !blk.rep {
		w.window.begun(h, int(c.vendor), c.source)
	}
	return opportunity{project: c.project, due: w.cycle(c), vendor: c.vendor, kind: kindOf(c.source, c.grade)}
}

// cycle draws how many served weeks an opportunity takes: geometric, so that
// each of them decides it with a chance of 1 in cycle_weeks. It returns the last of
// them, if all weeks from the next on are served.
func (w *World) cycle(c *claim) uint16 {
	var u float64
	if c.source == fromOutside {
		u = chance.Unit(chance.Hash(w.key[drawClose], w.sellers[c.seller].Entity, uint64(uint32(c.project))))
	} else {
		u = w.key.uniform(drawClose, uint64(w.projects.slots[c.project].id), uint64(w.projects.slots[c.project].attempt))
	}
	return uint16(min(w.week+w.rules.Cycle.Draw(u), never))
}

// line finds a seller's line with a vendor.
func (w *World) line(h, vendor int) *agents.Line {
	if w.rep(int32(h)) {
		return w.repLine(h)
	}
	return w.partnerLine(vendor, h)
}

// conclude lets an opportunity be won or lost.
func (w *World) conclude(blk *block, h int, s *agents.Seller, o *opportunity) {
	if o.source() == fromOutside {
		s.Outside--
		w.concludeOutside(s, o)
		return
	}
	w.line(h, int(o.vendor)).Open--
	p := &w.projects.slots[o.project]
	id, attempt := p.id, uint64(p.attempt)
	own := p.segment == s.Segment
	won := w.key.uniform(drawWin, uint64(id), attempt) < w.rules.WinChance(own, s.Closing, w.readiness(id))
	if won {
		value := w.value(id)
		w.win(blk, h, s, o, value)
		w.logDecided(o, WonDeal, value)
	} else {
		w.lose(blk, h, o)
		w.logDecided(o, LostDeal, 0)
	}
	if o.fromVendor() {
		blk.reach(o.vendor, o.grade(), StageDecided)
		if won {
			blk.reach(o.vendor, o.grade(), StageWon)
		}
	}
	w.report(blk, h, s, o, uint64(id), attempt, won)
	again := !won && w.key.uniform(drawRequeue, uint64(id), attempt) < w.rules.Market.Requeue
	w.release(blk, o.project, again)
}

// concludeOutside is the same for the outside line, whose projects are nobody
// else's and of average fit and readiness.
func (w *World) concludeOutside(s *agents.Seller, o *opportunity) {
	key := w.key.hash(drawOutsideWin, s.Entity, uint64(uint32(o.project)))
	if chance.Uniform(key, 1, 0) < min(1, w.rules.Market.Close*s.Closing) {
		z := chance.NormalQuantile(chance.Open(chance.Hash(key, 2, 0)))
		value := chance.LogNormal(z, w.rules.Market.ValueMean, w.rules.Market.ValueSigma)
		s.Week.Income += float64(value * w.rules.OutsideWorth * w.rules.OutsideMargin)
	}
}

// readiness is the factor of a project's readiness on its chance to be won,
// exp(r*z - r^2/2): mean 1.
func (w *World) readiness(id uint32) float64 {
	r := w.rules.Market.Readiness
	if r == 0 {
		return 1
	}
	z := chance.NormalQuantile(chance.Open(w.key.hash(drawReadiness, uint64(id), 0)))
	return chance.LogNormal(z, 1, r)
}

// value is a project's value, lognormal.
func (w *World) value(id uint32) float64 {
	z := chance.NormalQuantile(chance.Open(w.key.hash(drawValue, uint64(id), 0)))
	return chance.LogNormal(z, w.rules.Market.ValueMean, w.rules.Market.ValueSigma)
}

// win books a won deal.
func (w *World) win(blk *block, h int, s *agents.Seller, o *opportunity, value float64) {
	v := &w.rules.Vendors[o.vendor]
	blk.add(int(o.vendor), blk.outcome(o.source(), true), 1)
	p := &w.projects.slots[o.project]
	if p.mark != 0 {
		blk.add(int(o.vendor), revenueTouched, value)
	}
	week := &w.line(h, int(o.vendor)).Week
	week.Won++
	from := o.source()
	if o.fromVendor() {
		week.LeadsWon++
		from = fromLead
	}
	if notes := w.line(h, int(o.vendor)).Notes; notes != nil {
		notes.Revenue[from] += value
	}
	if blk.rep {
		t := &blk.tally[o.vendor]
		t.sell(v, revenueDirect, value, 0)
		w.payCommission(t, value)
		t[winsOf[agents.Direct][o.class()]]++
		return
	}
	if o.fromVendor() && o.class() == agents.AB {
		blk.add(int(o.vendor), wonLeadAB, 1)
	}
	if o.source() == fromReferral {
		blk.add(int(o.vendor), referredWon[o.class()], 1)
	}
	margin := float64(s.Kind.MarginFactor * v.PartnerMargin)
	safe := o.source() == fromHunt && w.registered(p)
	if safe {
		margin += v.ProtectMargin
		blk.add(int(o.vendor), revenueRegistered, value)
	}
	s.Week.Income += float64(value * margin)
	blk.tally[o.vendor].sell(v, revenueOf[o.source()], value, margin)
	blk.credit(p, o, value, safe)
	if !w.settling() {
		w.standingOf(int(o.vendor), h).Quarter(w.quarter()).Revenue += float32(value)
	}
	w.window.earn(int(o.vendor)*w.partners+h, value)
	w.careers.earn(int(o.vendor)*w.partners+h, value)
}

// lose books a lost deal.
func (w *World) lose(blk *block, h int, o *opportunity) {
	blk.add(int(o.vendor), blk.outcome(o.source(), false), 1)
	if !blk.rep {
		w.careers.lose(int(o.vendor)*w.partners + h)
	}
}

// release frees a project: open to others again from next week, or gone. One
// whose date has passed lapses at once.
func (w *World) release(blk *block, slot int32, again bool) {
	p := &w.projects.slots[slot]
	if !again || int(p.lapse) <= w.week+1 {
		blk.vacated = append(blk.vacated, slot)
		return
	}
	w.accrue(slot, w.week+1)
	p.owner, p.safe = unclaimed, 0
	p.attempt++
	blk.freed = append(blk.freed, p.id)
}

// vacate books what the blocks released.
func (w *World) vacate() {
	for b := range w.blocks {
		blk := &w.blocks[b]
		for _, id := range blk.freed {
			w.projects.ward(id).idle++
		}
		for _, slot := range blk.vacated {
			w.projects.remove(slot)
		}
		blk.freed, blk.vacated = blk.freed[:0], blk.vacated[:0]
	}
}
