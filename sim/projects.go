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
	safe    uint16 // first week in which it is not registered any more; 0 if it never was
	segment uint8
	attempt uint8    // how often it was lost and open again
	first   sourcing // who came to it first
	mark    uint8    // number of the vendor whose marketing touched it first, from 1; 0: none has
}

// sourcing says who found a project first: what first-touch attribution asks.
type sourcing uint8

const (
	foundByNobody sourcing = iota
	foundByMarketing
	foundByPartner
)

// projects are the market's projects. A project keeps its slot while it lives;
// whoever remembers a slot also remembers the project's identity, because the
// slot may be taken by another project later.
//
// Nobody looks at every project every week: each stands in a diary under the
// first week in which it may lapse or be touched, and is looked at then. Large
// markets are divided into wards by identity, which are tended side by side.
type projects struct {
	slots   []project
	vendors int
	hazard  []float32 // by slot and vendor: what is left until marketing touches it again
	wards   []ward
	births  []births // by segment

	allKnown bool // hunters can find all projects
}

// ward is a part of the market. How many there are changes no result.
type ward struct {
	free    []int32 // vacant slots, last out first
	diary   diary
	newborn []int32   // places of this week's projects among all newborn
	touches []touched // of this week
	open    int       // open projects
	idle    int       // of these, pursued by nobody
	sink    uint32    // of visit's loads: of no meaning
}

// Sizes of wards.
const (
	projectsPerWard = 20_000
	maxWards        = 16
)

// births are the recent births of one segment. Account managers and campaigns may
// come upon any of them, hunters upon those that they can find. Somebody looks at one
// at random and finds it taken or gone, or not: shared ground is exhausted without a
// counter.
type births struct {
	all   ring
	known ring // of these, what hunters can find; unused where they can find all
}

// ring holds births of the last weeks, oldest first.
type ring struct {
	seen  []sighting
	from  int     // of the oldest in seen
	count int     // of those held
	weeks []int32 // births in each of the weeks held, oldest first
}

// at returns birth number k of those held, oldest first.
func (r *ring) at(k int) *sighting {
	k += r.from
	if k >= len(r.seen) {
		k -= len(r.seen)
	}
	return &r.seen[k]
}

// note adds a birth to this week's.
func (r *ring) note(s sighting) {
	if r.count == len(r.seen) {
		longer := make([]sighting, r.count+r.count/8+64)
		n := copy(longer, r.seen[r.from:])
		copy(longer[n:], r.seen[:r.from])
		r.seen, r.from = longer, 0
	}
	r.count++
	*r.at(r.count - 1) = s
	r.weeks[len(r.weeks)-1]++
}

// startWeek opens a new week and forgets the oldest.
func (r *ring) startWeek(keep int) {
	r.weeks = append(r.weeks, 0)
	for len(r.weeks) > keep {
		n := int(r.weeks[0])
		r.count -= n
		if r.from += n; r.from >= len(r.seen) {
			r.from -= len(r.seen)
		}
		r.weeks = r.weeks[:copy(r.weeks, r.weeks[1:])]
	}
}

func (r *ring) reset() { r.from, r.count, r.weeks = 0, 0, r.weeks[:0] }

// huntable are the births that hunters look at.
func (p *projects) huntable(segment uint8) *ring {
	if p.allKnown {
		return &p.births[segment].all
	}
	return &p.births[segment].known
}

// note adds a birth to this week's.
func (p *projects) note(segment uint8, s sighting, known bool) {
	p.births[segment].all.note(s)
	if known && !p.allKnown {
		p.births[segment].known.note(s)
	}
}

// startWeek opens a new week in the record of births.
func (p *projects) startWeek(segment, keep int) {
	p.births[segment].all.startWeek(keep)
	p.births[segment].known.startWeek(keep)
}

func (p *projects) reset(segments, vendors, weeks int, expected float64) {
	if p.births == nil {
		p.births = make([]births, segments)
		p.wards = make([]ward, int(min(maxWards, 1+expected/projectsPerWard)))
		p.vendors = vendors
	}
	p.slots, p.hazard = p.slots[:0], p.hazard[:0]
	for s := range p.births {
		p.births[s].all.reset()
		p.births[s].known.reset()
	}
	for i := range p.wards {
		wd := &p.wards[i]
		wd.free, wd.open, wd.idle = wd.free[:0], 0, 0
		wd.diary.reset(weeks)
	}
}

// ward is the ward of a project.
func (p *projects) ward(id uint32) *ward { return &p.wards[int(id)%len(p.wards)] }

// count returns how many projects are open, and how many of these are pursued
// by nobody.
func (p *projects) count() (open, idle int) {
	for i := range p.wards {
		open += p.wards[i].open
		idle += p.wards[i].idle
	}
	return open, idle
}

// hazards are what is left of a project's hazards, by vendor.
func (p *projects) hazards(slot int32) []float32 {
	at := int(slot) * p.vendors
	return p.hazard[at : at+p.vendors]
}

// place finds a slot for a new project and notes its birth. known says whether
// hunters can find it.
func (p *projects) place(id uint32, segment uint8, known bool) int32 {
	wd := p.ward(id)
	var slot int32
	if n := len(wd.free); n > 0 {
		slot = wd.free[n-1]
		wd.free = wd.free[:n-1]
	} else {
		slot = int32(len(p.slots))
		p.slots = append(p.slots, project{owner: vacant})
		p.hazard = extend(p.hazard, p.vendors)
	}
	wd.open++
	wd.idle++
	p.note(segment, sighting{slot, id}, known)
	return slot
}

// remove ends a project.
func (p *projects) remove(slot int32) {
	s := &p.slots[slot]
	wd := p.ward(s.id)
	if s.owner == unclaimed {
		wd.idle--
	}
	wd.open--
	s.owner = vacant
	wd.free = append(wd.free, slot)
}

// at returns the owner of the project that was seen in a slot, or vacant if
// that project is gone.
func (p *projects) at(slot int32, id uint32) int32 {
	if slot < 0 || p.slots[slot].id != id {
		return vacant
	}
	return p.slots[slot].owner
}
