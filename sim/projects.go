package sim

// Owners of a project's slot that are no sellers.
const (
	unclaimed int32 = -1 // open, pursued by nobody
	vacant    int32 = -2 // no project in this slot
	noSlot    int32 = -1 // in place of a slot: the project is gone
)

// projects are the market's projects in columns. A project keeps its slot
// while it lives; whoever remembers a slot also remembers the project's serial,
// because the slot may be taken by another project later. Value and readiness
// are draws of the project's identity and are not stored.
type projects struct {
	id      []uint64
	lapse   []int32 // week in which it lapses if nobody pursues it
	owner   []int32 // seller that pursues it, unclaimed or vacant
	contest []int32 // scratch: best claim of this week + 1
	segment []uint8
	attempt []uint8
	touch   [][]float32 // by vendor: hazard left until the next touch
	free    []int32     // vacant slots, last out first

	births []births // by segment
	open   int      // open projects after the last lapses
	idle   int      // of these, pursued by nobody
}

// births are the recent births of one segment, oldest first. Hunters look at
// one of them at random and find it taken or gone, or not: shared ground is
// exhausted without a counter.
type births struct {
	slot   []int32
	serial []uint32
	weeks  []int32 // births in each of the weeks held, oldest first
}

func serial(id uint64) uint32 { return uint32(id) }

func (p *projects) reset(segments, vendors int) {
	p.id, p.lapse, p.owner = p.id[:0], p.lapse[:0], p.owner[:0]
	p.contest, p.segment, p.attempt = p.contest[:0], p.segment[:0], p.attempt[:0]
	p.free = p.free[:0]
	if p.touch == nil {
		p.touch = make([][]float32, vendors)
		p.births = make([]births, segments)
	}
	for v := range p.touch {
		p.touch[v] = p.touch[v][:0]
	}
	for s := range p.births {
		b := &p.births[s]
		b.slot, b.serial, b.weeks = b.slot[:0], b.serial[:0], b.weeks[:0]
	}
	p.open, p.idle = 0, 0
}

// add puts a new project into a slot and returns that.
func (p *projects) add(id uint64, segment uint8, lapse int32) int32 {
	slot := p.slot()
	p.id[slot], p.segment[slot], p.lapse[slot] = id, segment, lapse
	p.owner[slot], p.attempt[slot], p.contest[slot] = unclaimed, 0, 0
	b := &p.births[segment]
	b.slot = append(b.slot, slot)
	b.serial = append(b.serial, serial(id))
	b.weeks[len(b.weeks)-1]++
	return slot
}

// gone notes the birth of a project that is no more.
func (b *births) gone() {
	b.slot = append(b.slot, noSlot)
	b.serial = append(b.serial, 0)
	b.weeks[len(b.weeks)-1]++
}

func (p *projects) slot() int32 {
	if n := len(p.free); n > 0 {
		s := p.free[n-1]
		p.free = p.free[:n-1]
		return s
	}
	p.id = append(p.id, 0)
	p.lapse = append(p.lapse, 0)
	p.owner = append(p.owner, 0)
	p.contest = append(p.contest, 0)
	p.segment = append(p.segment, 0)
	p.attempt = append(p.attempt, 0)
	for v := range p.touch {
		p.touch[v] = append(p.touch[v], 0)
	}
	return int32(len(p.id) - 1)
}

// startWeek opens a new week in the record of births and forgets the oldest.
func (b *births) startWeek(keep int) {
	b.weeks = append(b.weeks, 0)
	for len(b.weeks) > keep {
		n := copy(b.slot, b.slot[b.weeks[0]:])
		copy(b.serial, b.serial[b.weeks[0]:])
		b.slot, b.serial = b.slot[:n], b.serial[:n]
		b.weeks = b.weeks[:copy(b.weeks, b.weeks[1:])]
	}
}

// at returns the owner of the project that was seen in a slot, or vacant if
// that project is gone.
func (p *projects) at(slot int32, serialSeen uint32) int32 {
	if slot < 0 || serial(p.id[slot]) != serialSeen {
		return vacant
	}
	return p.owner[slot]
}
