package sim

import (
	"channelsim/agents"
	"channelsim/sim/chance"
)

// draws of drawStart: what a seller is like.
const (
	likeHours = iota
	likeClosing
	likeSegment
	likeCash
	likeSeniority
	likeOutside
	likeSkill // and one for each vendor after it

	likeKind    = 1 << 32 // archetype
	likeHunting = 1 << 33 // gift for hunting
)

// costHours is the number of weekly hours that cost_share speaks of.
const costHours = 50

// startSellers gives every seller the character that it keeps.
func (w *World) startSellers() {
	for b := range w.blocks {
		blk := &w.blocks[b]
		blk.open, blk.claims, blk.actions = blk.open[:0], blk.claims[:0], blk.actions[:0]
		clear(blk.start)
		clear(blk.tally)
	}
	for h := range w.partners {
		w.sellers[h] = agents.Seller{Vendor: -1, Place: uint32(h)}
		w.found(h, uint64(h), 0)
	}
	for v := range w.desks {
		for i, h := range w.desks[v].Reps {
			w.hire(int(h), v, i)
		}
	}
}

// found makes a new partner in a place. Generation and place are its identity:
// a newcomer's draws are all new.
func (w *World) found(h int, entity uint64, week int) {
	r, s := w.rules, &w.sellers[h]
	like := func(n uint64) uint64 { return w.key.hash(drawStart, entity, n) }
	s.Entity, s.Since, s.Active, s.Busy, s.Pending, s.Outside = entity, int32(week), true, false, 0, 0
	s.Archetype = w.archetype(chance.Unit(like(likeKind)))
	s.Kind = &r.Archetypes[s.Archetype]
	s.Hours = s.Kind.HoursFactor * chance.LogNormal(chance.NormalQuantile(chance.Open(like(likeHours))), r.HoursMean, r.HoursSigma)
	s.Closing = s.Kind.ClosingFactor * chance.LogNormal(chance.NormalQuantile(chance.Open(like(likeClosing))), 1, r.ClosingSigma)
	s.Hunting = chance.LogNormal(chance.NormalQuantile(chance.Open(like(likeHunting))), 1, r.HuntingSigma)
	s.Segment = w.segment(chance.Unit(like(likeSegment)))
	w.segments[h] = s.Segment
	s.Cost = w.cost(s)
	s.Cash = s.Cost * (r.CashMin + float64((r.CashMax-r.CashMin)*chance.Unit(like(likeCash))))
	s.Week = agents.SellerWeek{}
	w.startOutside(h, s, week)
	for v := range w.desks {
		l := w.partnerLine(v, h)
		*l = agents.Line{Notes: l.Notes}
		w.recent[v*w.partners+h] = noMember
		skill := r.SkillMin + float64((r.SkillMax-r.SkillMin)*chance.Unit(like(likeSkill+uint64(v))))
		l.Skill = min(1, s.Kind.SkillFactor*skill)
		if w.key.uniform(drawMember, entity, uint64(v)) < w.rules.Vendors[v].Members {
			l.Join(r, &r.Vendors[v], week, s.Hunting)
			w.hearOf(h, v, l, week)
			w.standingOf(v, h).Join(r, &r.Vendors[v])
			w.publish(v*w.partners+h, l)
		}
		w.window.forget(v, h)
		w.careers.end(v*w.partners + h)
	}
}

// archetype draws a kind of partner by its share.
func (w *World) archetype(u float64) uint8 {
	kinds := w.rules.Archetypes
	for i := range kinds {
		if u -= kinds[i].Share; u < 0 {
			return uint8(i)
		}
	}
	return uint8(len(kinds) - 1)
}

// cost is a partner's running cost, money a week.
func (w *World) cost(s *agents.Seller) float64 {
	return s.Kind.CostFactor * w.rules.CostShare * w.rules.Market.ValueMean * s.Hours * w.rules.FreeShare / costHours
}

// startOutside gives a new partner a pipeline on the outside line: it did not
// wait for the vendor to start its business.
func (w *World) startOutside(h int, s *agents.Seller, week int) {
	stream := chance.NewStream(w.key[drawStart], s.Entity, likeOutside)
	s.Outside = int32(chance.Poisson(&stream, w.rules.OutsideOpen))
	for i := range int(s.Outside) {
		w.blockOf(h).insert(h, opportunity{project: int32(week<<8 | 128 | i&127), vendor: uint8(len(w.desks)),
			due: uint16(min(week-1+w.rules.Cycle.Draw(stream.Unit()), never)), kind: kindOf(fromOutside, agents.Unqualified)})
	}
}

// hire makes rep number i of a vendor.
func (w *World) hire(h, v, i int) {
	r, d := w.rules, &w.rules.Direct
	entity := 1<<62 | uint64(v)<<32 | uint64(i)
	like := func(n uint64) uint64 { return w.key.hash(drawStart, entity, n) }
	w.sellers[h] = agents.Seller{
		Entity: entity, Vendor: int32(v), Place: uint32(i), Active: true, Hours: d.Hours,
		Closing:   chance.LogNormal(chance.NormalQuantile(chance.Open(like(likeClosing))), 1, d.ClosingSigma),
		Segment:   w.segment(chance.Unit(like(likeSegment))),
		Seniority: d.SeniorityMin + float64((d.SeniorityMax-d.SeniorityMin)*chance.Unit(like(likeSeniority))),
	}
	l := w.repLine(h)
	*l = agents.Line{Member: true, Notes: l.Notes}
	for c := range l.Beliefs {
		l.Beliefs[c] = agents.NewBelief(r.Vendors[v].RepClaim[c], r.StartWeight())
	}
}

// enrol lists a vendor's partners for its desk.
func (w *World) enrol(v int) {
	d := &w.desks[v]
	d.Members = d.Members[:0]
	for h := range w.partners {
		if w.sellers[h].Active && w.partnerLine(v, h).Member {
			d.Members = append(d.Members, int32(h))
		}
	}
	w.admit(v)
}

// admit lists those of a vendor's partners that may get leads, and these by tier.
func (w *World) admit(v int) {
	d := &w.desks[v]
	d.Partners = d.Partners[:0]
	for t := range d.InTier {
		d.InTier[t] = d.InTier[t][:0]
	}
	aside := d.Vendor.Laggards == "reassign"
	for _, h := range d.Members {
		if st := w.standingOf(v, int(h)); !aside || !st.Laggard {
			d.Partners = append(d.Partners, h)
			d.InTier[st.Tier] = append(d.InTier[st.Tier], h)
		}
	}
}
