package sim

// Owners of a project's slot that are no sellers.
const (
	unclaimed int32 = -1 // open, pursued by nobody
	vacant    int32 = -2 // no project in this slot
	contested int32 = -3 // while claims are settled: contested-i is won so far by claim i
	noSlot    int32 = -1 // in place of a slot: the project is gone
)

// never is the week of what does not happen within a run.
const never = 1<<16 - 1

// projects are the market's projects in columns. A project keeps its slot
// while it lives; whoever remembers a slot also remembers the project's
// identity, because the slot may be taken by another project later. Value and
// readiness are draws of the identity and are not stored.
//
// Nobody looks at every project every week: each stands in the diary under the
// first week in which it may lapse or be touched, and is looked at then.
type projects struct {
	id      []uint32
	owner   []int32     // seller that pursues it, unclaimed or vacant
	lapse   []uint16    // week in which it lapses if nobody pursues it
	changed []uint16    // week up to which its hazards are booked
	segment []uint8     //
	attempt []uint8     // how often it was lost and open again
	hazard  [][]float32 // by vendor: what is left until marketing touches it again
	free    []int32     // vacant slots, last out first

	diary  diary
	births []births // by segment
	open   int      // open projects
	idle   int      // of these, pursued by nobody
}

// diary keeps projects under weeks, as doubly linked lists of slots.
type diary struct {
	head       []int32 // by week: first slot, or noSlot
	next, prev []int32 // by slot; prev of the first is -2-week
}

// births are the recent births of one segment, oldest first. Hunters look at
// one of them at random and find it taken or gone, or not: shared ground is
// exhausted without a counter.
type births struct {
	slot  []int32
	id    []uint32
	weeks []int32 // births in each of the weeks held, oldest first
}

func (p *projects) reset(segments, vendors, weeks int) {
	if p.hazard == nil {
		p.hazard = make([][]float32, vendors)
		p.births = make([]births, segments)
		p.diary.head = make([]int32, weeks)
	}
	p.id, p.owner, p.lapse, p.changed = p.id[:0], p.owner[:0], p.lapse[:0], p.changed[:0]
	p.segment, p.attempt, p.free = p.segment[:0], p.attempt[:0], p.free[:0]
	for v := range p.hazard {
		p.hazard[v] = p.hazard[v][:0]
	}
	for s := range p.births {
		b := &p.births[s]
		b.slot, b.id, b.weeks = b.slot[:0], b.id[:0], b.weeks[:0]
	}
	p.diary.clear()
	p.open, p.idle = 0, 0
}

// add puts a new project, pursued by nobody, into a slot and returns that. Its
// hazards are still to be set and it is not in the diary yet.
func (p *projects) add(id uint32, segment uint8, week int, lapse uint16) int32 {
	slot := p.slot()
	p.id[slot], p.segment[slot], p.lapse[slot], p.changed[slot] = id, segment, lapse, uint16(week)
	p.owner[slot], p.attempt[slot] = unclaimed, 0
	b := &p.births[segment]
	b.slot, b.id = append(b.slot, slot), append(b.id, id)
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
	p.id = append(p.id, 0)
	p.owner = append(p.owner, 0)
	p.lapse = append(p.lapse, 0)
	p.changed = append(p.changed, 0)
	p.segment = append(p.segment, 0)
	p.attempt = append(p.attempt, 0)
	for v := range p.hazard {
		p.hazard[v] = append(p.hazard[v], 0)
	}
	p.diary.next = append(p.diary.next, 0)
	p.diary.prev = append(p.diary.prev, 0)
	return int32(len(p.id) - 1)
}

// remove ends a project that stands in the diary.
func (p *projects) remove(slot int32) {
	if p.owner[slot] == unclaimed {
		p.idle--
	}
	p.open--
	p.diary.remove(slot)
	p.owner[slot] = vacant
	p.free = append(p.free, slot)
}

// at returns the owner of the project that was seen in a slot, or vacant if
// that project is gone.
func (p *projects) at(slot int32, id uint32) int32 {
	if slot < 0 || p.id[slot] != id {
		return vacant
	}
	return p.owner[slot]
}

// gone notes the birth of a project that is no more.
func (b *births) gone() {
	b.slot, b.id = append(b.slot, noSlot), append(b.id, 0)
	b.weeks[len(b.weeks)-1]++
}

// startWeek opens a new week in the record of births and forgets the oldest.
func (b *births) startWeek(keep int) {
	b.weeks = append(b.weeks, 0)
	for len(b.weeks) > keep {
		n := copy(b.slot, b.slot[b.weeks[0]:])
		copy(b.id, b.id[b.weeks[0]:])
		b.slot, b.id = b.slot[:n], b.id[:n]
		b.weeks = b.weeks[:copy(b.weeks, b.weeks[1:])]
	}
}

func (d *diary) clear() {
	d.next, d.prev = d.next[:0], d.prev[:0]
	for w := range d.head {
		d.head[w] = noSlot
	}
}

// put enters a slot under a week. Weeks beyond the run are one: the last.
func (d *diary) put(slot int32, week int) {
	week = min(week, len(d.head)-1)
	first := d.head[week]
	d.next[slot], d.prev[slot] = first, int32(-2-week)
	if first != noSlot {
		d.prev[first] = slot
	}
	d.head[week] = slot
}

func (d *diary) remove(slot int32) {
	next, prev := d.next[slot], d.prev[slot]
	if next != noSlot {
		d.prev[next] = prev
	}
	if prev >= 0 {
		d.next[prev] = next
	} else {
		d.head[-2-prev] = next
	}
}
