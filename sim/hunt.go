package sim

import (
	"channelsim/agents"
	"channelsim/sim/chance"
)

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
	yield := s.Kind.OutsideFactor * w.rules.OutsideYield(s.Outside)
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
	n := chance.Poisson(&stream, r.HuntingRate*s.Hunting*l.Skill*l.Week.Hunted)
	if n == 0 {
		return
	}
	own := chance.NewStream(w.key[drawGlance], s.Entity, uint64(w.week)<<8|uint64(vendor))
	for range n {
		seg, pick := s.Segment, stream.Next()
		if u := stream.Unit(); u >= r.OwnSegment {
			seg = w.elsewhere(s.Segment, (u-r.OwnSegment)/(1-r.OwnSegment))
		}
		if b := w.projects.huntable(seg); b.count > 0 {
			blk.looks = append(blk.looks, look{seller: int32(h), vendor: uint8(vendor), at: b.at(chance.Below(pick, b.count))})
			if r.Market.CustomerShare > 0 {
				w.glance(blk, h, uint8(vendor), b, &own)
			}
		}
	}
}

// look is a hunter's look at a project.
type look struct {
	at     *sighting
	seen   sighting
	seller int32
	vendor uint8
	glance bool // counts only at a project of the hunter's own customer
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
		if l := &blk.looks[i]; l.seen.slot >= 0 && (!l.glance || w.supplies(l.seller, l.seen.id)) {
			switch p := &slots[l.seen.slot]; {
			case p.id != l.seen.id:
			case p.owner == unclaimed:
				blk.looks[n] = *l
				n++
			case p.owner >= int32(w.partners) && w.clashes(l, p):
				w.partnerLine(int(l.vendor), int(l.seller)).Week.Clashes++
			}
		}
	}
	blk.looks = blk.looks[:n]
	for i := range blk.looks {
		l := &blk.looks[i]
		blk.finds = append(blk.finds, w.claim(int(l.seller), &w.sellers[l.seller], l.seen.slot, int(l.vendor), fromHunt, agents.Incomplete))
	}
}

// clashes reports whether a hunter that looks at a project which a rep pursues feels that as a
// conflict at the account: the rep is of the vendor that it hunts for. One draw belongs to
// project, hunter and week, however often it looks there.
func (w *World) clashes(l *look, p *project) bool {
	c := w.rules.HuntCollision
	return c > 0 && w.sellers[p.owner].Vendor == int32(l.vendor) &&
		(c >= 1 || w.key.uniform(drawClash, uint64(p.id), w.sellers[l.seller].Entity|uint64(w.week)<<48) < c)
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
