package sim

import (
	"channelsim/agents"
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
	e *= chance.Exp(-(p + q) * t)
	f := (1 - e) / (1 + float64(q/p*e))
	peak := p // without imitation, or with q < p, the rate only falls
	if q > p {
		peak = (p + q) * (p + q) / (4 * q)
	}
	return (p + float64(q*f)) * (1 - f) / peak
}

// arrivalMeans works out the mean arrivals of every segment and week.
func arrivalMeans(r *agents.Rules, s *scenarios.Scenario, into [][]float64, weeks int) [][]float64 {
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
			rate := BassRate(maturity, s.Market.BassP, s.Market.BassQ, float64(t)/52)
			into[i][t] = r.Market.ProjectsPerWeek * g.Share * rate
		}
	}
	return into
}

// startMarket fills the market with its steady state without sellers: in every
// past week projects appeared and some of them are still open (M/G/infinity, so
// lambda*tau in the mean: Little's law). Those of the last weeks, open or gone,
// are what hunters look at.
func (w *World) startMarket() {
	w.projects.reset(len(w.scenario.Segments), len(w.desks), len(w.weekly)+1)
	w.arrivals = arrivalMeans(w.rules, w.scenario, w.arrivals, len(w.weekly))
	fresh := w.rules.Market.Freshness
	stay := 1 - 1/w.rules.Market.MeanLife
	for s := range w.arrivals {
		b := &w.projects.births[s]
		b.startWeek(fresh)
		old := w.arrivals[s][0] * w.rules.Market.MeanLife
		for range fresh {
			old = float64(old * stay)
		}
		w.appearPast(s, fresh, old)
		for ago := fresh - 1; ago > 0; ago-- {
			b.startWeek(fresh)
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
	for i := range chance.Poisson(&stream, mean) {
		id := w.projectID(segment, week, i)
		life := w.life(id) - ago
		if ago == w.rules.Market.Freshness {
			life += ago
		}
		if life <= 0 {
			w.projects.births[segment].gone()
			continue
		}
		w.enter(id, segment, life)
	}
}

// arrive lets this week's projects appear.
func (w *World) arrive() {
	for s := range w.arrivals {
		stream := chance.NewStream(w.key[drawArrivals], uint64(s), uint64(w.week))
		w.projects.births[s].startWeek(w.rules.Market.Freshness)
		n := chance.Poisson(&stream, w.arrivals[s][w.week])
		for i := range n {
			id := w.projectID(s, uint64(w.week), i)
			w.enter(id, s, w.life(id))
		}
		w.bookMarket(projectsArrived, float64(n))
	}
	w.readDiary()
	w.cutLots()
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

func (w *World) enter(id uint32, segment, life int) {
	slot := w.projects.add(id, uint8(segment), w.week, uint16(min(w.week+life, never)))
	for v := range w.projects.hazard {
		w.projects.hazard[v][slot] = w.threshold(id, v, 0)
	}
	w.projects.diary.put(slot, w.due(slot, w.week))
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
	p := &w.projects
	first := int(p.lapse[slot])
	if first < from {
		first = never // pursued beyond its date: it lapses when it is freed
	}
	for v, pace := range w.hazards.unclaimed {
		if pace <= 0 {
			continue
		}
		if weeks := p.hazard[v][slot] / pace; weeks < never {
			first = min(first, from+int(weeks))
		}
	}
	return first
}

// accrue books a project's hazards for the weeks since they were booked last,
// up to and without the given week.
func (w *World) accrue(slot int32, week int) {
	p := &w.projects
	weeks := float32(week - int(p.changed[slot]))
	p.changed[slot] = uint16(week)
	pace := w.hazards.unclaimed
	if p.owner[slot] >= 0 {
		pace = w.hazards.pursued
	}
	for v := range pace {
		p.hazard[v][slot] -= float32(pace[v] * weeks)
	}
}

// touched is a project that a vendor's marketing touches this week.
type touched struct {
	slot   int32
	vendor int32
}

// readDiary looks at the projects that stand under this week: some lapse, some
// are touched, and all that stay are put under another week.
func (w *World) readDiary() {
	p := &w.projects
	w.touches = w.touches[:0]
	slot := p.diary.head[w.week]
	p.diary.head[w.week] = noSlot
	for slot != noSlot {
		next := p.diary.next[slot]
		p.diary.put(slot, len(p.diary.head)-1) // somewhere, so that it can be taken out
		w.happen(slot)
		slot = next
	}
}

func (w *World) happen(slot int32) {
	p := &w.projects
	if p.owner[slot] == unclaimed && int(p.lapse[slot]) <= w.week {
		p.remove(slot)
		return
	}
	w.accrue(slot, w.week+1)
	for v := range p.hazard {
		if p.hazard[v][slot] <= 0 {
			w.touches = append(w.touches, touched{slot, int32(v)})
			p.hazard[v][slot] = w.threshold(p.id[slot], v, w.week+1)
		}
	}
	p.diary.remove(slot)
	p.diary.put(slot, w.due(slot, w.week+1))
}

// reschedule puts all projects under new weeks after hazards have changed.
func (w *World) reschedule(old hazards) {
	now := w.hazards
	w.hazards = old
	p := &w.projects
	for slot := range p.id {
		if p.owner[slot] != vacant {
			w.accrue(int32(slot), w.week)
		}
	}
	w.hazards = now
	for slot := range p.id {
		if p.owner[slot] != vacant {
			p.diary.remove(int32(slot))
			p.diary.put(int32(slot), w.due(int32(slot), w.week))
		}
	}
}

// segment draws a segment by its share.
func (w *World) segment(u float64) uint8 {
	for i := range w.scenario.Segments {
		u -= w.scenario.Segments[i].Share
		if u < 0 {
			return uint8(i)
		}
	}
	return uint8(len(w.scenario.Segments) - 1)
}
