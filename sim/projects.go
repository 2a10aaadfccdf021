package sim

// Owners of a project that are no sellers.
const (
	unclaimed int32 = -1 // open, pursued by nobody
	vacant    int32 = -2 // no project in this slot
	contested int32 = -3 // while claims are settled: contested-i is won so far by claim i
	noSlot    int32 = -1 // in place of a slot: the project is gone
)

// never is the week of what does not happen within a run.
const never = 1<<16 - 1

// project is a slot of the market. Value and readiness are draws of its
// identity and are not stored.
type project struct {
	id      uint32
	owner   int32  // seller that pursues it, unclaimed or vacant
	lapse   uint16 // week in which it lapses if nobody pursues it
	changed uint16 // week up to which its hazards are booked
	segment uint8
	attempt uint8 // how often it was lost and open again
}

// projects are the market's projects. A project keeps its slot while it lives;
// whoever remembers a slot also remembers the project's identity, because the
// slot may be taken by another project later.
//
// Nobody looks at every project every week: each stands in the diary under the
// first week in which it may lapse or be touched, and is looked at then.
type projects struct {
	slots   []project
	vendors int
	hazard  []float32 // by slot and vendor: what is left until marketing touches it again
	free    []int32   // vacant slots, last out first
	diary   diary
	births  []births // by segment
	open    int      // open projects
	idle    int      // of these, pursued by nobody
}

// births are the recent births of one segment, oldest first. Hunters look at
// one of them at random and find it taken or gone, or not: shared ground is
// exhausted without a counter.
type births struct {
	seen  []sighting
	weeks []int32 // births in each of the weeks held, oldest first
}

func (p *projects) reset(segments, vendors, weeks int) {
	if p.births == nil {
		p.births = make([]births, segments)
		p.vendors = vendors
	}
	p.slots, p.hazard, p.free = p.slots[:0], p.hazard[:0], p.free[:0]
	for s := range p.births {
		b := &p.births[s]
		b.seen, b.weeks = b.seen[:0], b.weeks[:0]
	}
	p.diary.reset(weeks)
	p.open, p.idle = 0, 0
}

// hazards are what is left of a project's hazards, by vendor.
func (p *projects) hazards(slot int32) []float32 {
	at := int(slot) * p.vendors
	return p.hazard[at : at+p.vendors]
}

// add puts a new project, pursued by nobody, into a slot and returns that. Its
// hazards are still to be set and it is not in the diary yet.
func (p *projects) add(id uint32, segment uint8, week int, lapse uint16) int32 {
	slot := p.slot()
	p.slots[slot] = project{id: id, owner: unclaimed, lapse: lapse, changed: uint16(week), segment: segment}
	b := &p.births[segment]
	b.seen = append(b.seen, sighting{slot, id})
	b.weeks[len(b.weeks)-1]++
	p.open++
	p.idle++
	return slot
}

func (p *projects) slot() int32 {
	if n := len(p.free); n > 0 {
		s := p.free[n-1]
		p.free = p.free[:n-1]
		return s
	}
	p.slots = append(p.slots, project{})
	for range p.vendors {
		p.hazard = append(p.hazard, 0)
	}
	return int32(len(p.slots) - 1)
}

// remove ends a project.
func (p *projects) remove(slot int32) {
	s := &p.slots[slot]
	if s.owner == unclaimed {
		p.idle--
	}
	p.open--
	s.owner = vacant
	p.free = append(p.free, slot)
}

// at returns the owner of the project that was seen in a slot, or vacant if
// that project is gone.
func (p *projects) at(slot int32, id uint32) int32 {
	if slot < 0 || p.slots[slot].id != id {
		return vacant
	}
	return p.slots[slot].owner
}

// gone notes the birth of a project that is no more.
func (b *births) gone() {
	b.seen = append(b.seen, sighting{slot: noSlot})
	b.weeks[len(b.weeks)-1]++
}

// startWeek opens a new week in the record of births and forgets the oldest.
func (b *births) startWeek(keep int) {
	b.weeks = append(b.weeks, 0)
	for len(b.weeks) > keep {
		b.seen = b.seen[:copy(b.seen, b.seen[b.weeks[0]:])]
		b.weeks = b.weeks[:copy(b.weeks, b.weeks[1:])]
	}
}
