package sim

import (
	"channelsim/scenarios"
	"channelsim/sim/chance"
)

// adopted is the share of adopters at week 1 for each position on the Bass curve.
var adopted = map[string]float64{"nascent": 0.02, "growth": 0.2, "mature": 0.55, "declining": 0.85}

// BassRate is the rate of the Bass (1969) diffusion curve relative to its peak,
// f(t)/f_max, t years after a start with the share of adopters that belongs to
// the maturity; 1 for "flat". p and q are per year.
//
// With F(t) = (1-exp(-(p+q)t))/(1+(q/p)exp(-(p+q)t)) the rate is
// f = (p + q*F)*(1 - F), greatest at F = (q-p)/(2q) where it is (p+q)^2/(4q).
func BassRate(maturity string, p, q, t float64) float64 {
	start, ok := adopted[maturity]
	if !ok {
		return 1
	}
	// time since F = 0 that gives F = start, by solving F(t) for exp(-(p+q)t)
	e := (1 - start) / (1 + float64(start*q/p))
	e = float64(e * chance.Exp(-(p+q)*t))
	f := (1 - e) / (1 + float64(q/p*e))
	peak := p // without imitation, or with q < p, the rate only falls
	if q > p {
		peak = (p + q) * (p + q) / (4 * q)
	}
	return (p + float64(q*f)) * (1 - f) / peak
}

// arrivalMeans works out the mean arrivals of every segment and week. While the
// market settles projects appear as in the first week after it.
func arrivalMeans(s *scenarios.Scenario, into [][]float64, weeks int) [][]float64 {
	if into == nil {
		into = make([][]float64, len(s.Segments))
		for i := range into {
			into[i] = make([]float64, weeks)
		}
	}
	for i, g := range s.Segments {
		maturity := g.Maturity
		if maturity == "" {
			maturity = s.Market.Maturity
		}
		for t := range into[i] {
			rate := BassRate(maturity, s.Market.BassP, s.Market.BassQ, float64(max(0, t-s.Run.Settle))/52)
			into[i][t] = s.Market.ProjectsPerWeek * g.Share * rate
		}
	}
	return into
}

// startMarket fills the market with its steady state without sellers: in every
// past week projects appeared and some of them are still open (M/G/infinity, so
// lambda*tau in the mean: Little's law). Those of the last weeks, open or gone,
// are what hunters look at.
func (w *World) startMarket() {
	m := &w.rules.Market
	w.projects.reset(len(w.scenario.Segments), len(w.desks), len(w.weekly)+1, m.ProjectsPerWeek*m.MeanLife)
	w.projects.allKnown = m.KnownShare >= 1
	w.arrivals = arrivalMeans(w.inForce, w.arrivals, len(w.weekly))
	fresh := w.rules.Market.Freshness
	stay := 1 - 1/w.rules.Market.MeanLife
	for s := range w.arrivals {
		w.projects.startWeek(s, fresh)
		old := w.arrivals[s][0] * w.rules.Market.MeanLife
		for range fresh {
			old = float64(old * stay)
		}
		w.appearPast(s, fresh, old)
		for ago := fresh - 1; ago > 0; ago-- {
			w.projects.startWeek(s, fresh)
			w.appearPast(s, ago, w.arrivals[s][0])
		}
	}
}

// appearPast makes a mean number of projects that appeared so many weeks ago.
// The oldest cohort holds survivors of all earlier weeks: a geometric life has
// no memory, so they count as born so many weeks ago with life left.
func (w *World) appearPast(segment, ago int, mean float64) {
	week := 1<<32 | uint64(ago)
	stream := chance.NewStream(w.key[drawArrivals], uint64(segment), week)
	hazards := make([]float32, len(w.desks))
	for i := range chance.Poisson(&stream, mean) {
		id := w.projectID(segment, week, i)
		life := w.life(id) - ago
		if ago == w.rules.Market.Freshness {
			life += ago
		}
		if life <= 0 {
			w.projects.note(uint8(segment), sighting{slot: noSlot}, w.findable(id))
			continue
		}
		for v := range hazards {
			hazards[v] = w.threshold(id, v, 0)
		}
		known := w.findable(id)
		w.enter(newborn{id, uint16(min(life, never)), uint8(segment), known}, w.projects.place(id, uint8(segment), known), hazards)
	}
}

// newborn is a project that appears this week.
type newborn struct {
	id      uint32
	lapse   uint16
	segment uint8
	known   bool // hunters can find it
}

// cutBirths draws how many projects appear in each segment, and cuts them into
// lots. Their draws are made lot by lot, by bear.
func (w *World) cutBirths() int {
	w.newborn = w.newborn[:0]
	for s := range w.arrivals {
		w.projects.startWeek(s, w.rules.Market.Freshness)
		stream := chance.NewStream(w.key[drawArrivals], uint64(s), uint64(w.week))
		n := chance.Poisson(&stream, w.arrivals[s][w.week])
		w.newborn = extend(w.newborn, n)
		for i := range n {
			w.newborn[len(w.newborn)-n+i] = newborn{id: uint32(i), segment: uint8(s)}
		}
	}
	w.newHazards = grow(w.newHazards, len(w.newborn)*len(w.desks))
	return (len(w.newborn) + perLot - 1) / perLot
}

// bear draws what a lot of this week's projects are like. So far their number
// stands in place of their identity.
func (w *World) bear(b int) {
	first, last := b*perLot, min((b+1)*perLot, len(w.newborn))
	for i := first; i < last; i++ {
		n := &w.newborn[i]
		n.id = w.projectID(int(n.segment), uint64(w.week), int(n.id))
		n.lapse = uint16(min(w.week+w.life(n.id), never))
		n.known = w.findable(n.id)
		for v := range w.desks {
			w.newHazards[i*len(w.desks)+v] = w.threshold(n.id, v, 0)
		}
	}
}

// settleIn gives this week's projects their slots, in the order of birth.
func (w *World) settleIn() {
	p := &w.projects
	for i := range p.wards {
		p.wards[i].newborn = p.wards[i].newborn[:0]
	}
	w.newSlots = grow(w.newSlots, len(w.newborn))
	for i, n := range w.newborn {
		w.newSlots[i] = p.place(n.id, n.segment, n.known)
		wd := p.ward(n.id)
		wd.newborn = append(wd.newborn, int32(i))
	}
	w.bookMarket(projectsArrived, float64(len(w.newborn)))
}

func (w *World) wardCount() int { return len(w.projects.wards) }

// tend enters a ward's new projects and reads its diary: some projects lapse,
// some are touched, and all that stay are put under another week.
func (w *World) tend(ward int) {
	wd, vendors := &w.projects.wards[ward], len(w.desks)
	for _, i := range wd.newborn {
		w.enter(w.newborn[i], w.newSlots[i], w.newHazards[int(i)*vendors:int(i+1)*vendors])
	}
	wd.touches = wd.touches[:0]
	for at := wd.diary.open(w.week); at != noPage; at = wd.diary.release(at) {
		w.visit(wd, wd.diary.entries(at))
	}
}

// enter puts a new project on the market.
func (w *World) enter(n newborn, slot int32, hazards []float32) {
	p := &w.projects
	p.slots[slot] = project{id: n.id, owner: unclaimed, lapse: n.lapse, changed: uint16(w.week), segment: n.segment}
	copy(p.hazards(slot), hazards)
	p.ward(n.id).diary.enter(w.due(slot, w.week), sighting{slot, n.id})
}

// projectID is the identity of project number i of a segment and week.
func (w *World) projectID(segment int, week uint64, i int) uint32 {
	return uint32(w.key.hash(drawProject, week<<8|uint64(segment), uint64(i)))
}

// life is the number of weeks that a project is open, the first included, if
// nobody pursues it: geometric.
func (w *World) life(id uint32) int {
	return w.rules.Life.Draw(w.key.uniform(drawLife, uint64(id), 0))
}

// threshold is the hazard that a vendor's touch points must add up to before
// they touch the project (again): exponential with mean 1. It belongs to
// project, vendor and the week after the last touch, 0 for the first.
func (w *World) threshold(id uint32, vendor, since int) float32 {
	return float32(chance.Exponential(w.key.uniform(drawTouch, uint64(id), uint64(since)<<8|uint64(vendor))))
}

// due is the first week, from the given one on, in which a project may lapse or
// be touched. Its hazards are booked up to that week, and run at most as fast
// as for a project that nobody pursues.
func (w *World) due(slot int32, from int) int {
	first := int(w.projects.slots[slot].lapse)
	if first < from {
		first = never // pursued beyond its date: it lapses when it is freed
	}
	for v, left := range w.projects.hazards(slot) {
		pace := w.hazards.unclaimed[v]
		if pace <= 0 {
			continue
		}
		if weeks := left / pace; weeks < never {
			first = min(first, from+int(weeks))
		}
	}
	return first
}

// accrue books a project's hazards for the weeks since they were booked last,
// up to and without the given week.
func (w *World) accrue(slot int32, week int) {
	s := &w.projects.slots[slot]
	weeks := float32(week - int(s.changed))
	s.changed = uint16(week)
	pace := w.hazards.unclaimed
	if s.owner >= 0 {
		pace = w.hazards.pursued
	}
	left := w.projects.hazards(slot)
	for v := range left {
		left[v] -= float32(pace[v] * weeks)
	}
}

// touched is a project that a vendor's marketing touches this week.
type touched struct {
	slot   int32
	vendor int32
}

// visit looks at the projects of a page. It loads them all first: these loads
// wait for memory side by side, those between the rules one after the other.
func (w *World) visit(wd *ward, page []sighting) {
	slots, hazard, vendors := w.projects.slots, w.projects.hazard, len(w.desks)
	for _, p := range page {
		wd.sink += slots[p.slot].id
		if hazard[int(p.slot)*vendors] < 0 {
			wd.sink++
		}
	}
	for _, p := range page {
		w.visitOne(wd, p)
	}
}

func (w *World) visitOne(wd *ward, p sighting) {
	s := &w.projects.slots[p.slot]
	switch {
	case s.id != p.id || s.owner == vacant:
		return
	case s.owner == unclaimed && int(s.lapse) <= w.week:
		w.projects.remove(p.slot)
		return
	}
	w.accrue(p.slot, w.week+1)
	left := w.projects.hazards(p.slot)
	for v := range left {
		if left[v] <= 0 {
			wd.touches = append(wd.touches, touched{p.slot, int32(v)})
			left[v] = w.threshold(p.id, v, w.week+1)
			s.meetMarketing(v)
		}
	}
	wd.diary.enter(w.due(p.slot, w.week+1), p)
}

// meetMarketing notes that a vendor's marketing, or an account manager, came to the project.
func (p *project) meetMarketing(vendor int) {
	if p.mark == 0 {
		p.mark = uint8(vendor + 1)
	}
	if p.first == foundByNobody {
		p.first = foundByMarketing
	}
}

// reschedule puts all projects under new weeks after hazards have changed.
func (w *World) reschedule(old hazards) {
	p, now := &w.projects, w.hazards
	w.hazards = old
	for slot := range p.slots {
		if p.slots[slot].owner != vacant {
			w.accrue(int32(slot), w.week)
		}
	}
	w.hazards = now
	for i := range p.wards {
		p.wards[i].diary.reset(len(p.wards[i].diary.first))
	}
	for slot := range p.slots {
		if s := &p.slots[slot]; s.owner != vacant {
			p.ward(s.id).diary.enter(w.due(int32(slot), w.week), sighting{int32(slot), s.id})
		}
	}
}
