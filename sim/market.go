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
			rate := BassRate(maturity, s.Market.BassP, s.Market.BassQ, float64(t)/52)
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
	w.projects.reset(len(w.scenario.Segments), len(w.desks))
	w.arrivals = arrivalMeans(w.scenario, w.arrivals, len(w.weekly))
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
			w.appear(s, i)
		}
		w.bookMarket(projectsArrived, float64(n))
	}
	w.cutLots()
}

// appear makes project number i of a segment and week. It is present for a
// geometric number of weeks, this one included.
func (w *World) appear(segment, i int) {
	id := w.projectID(segment, uint64(w.week), i)
	w.enter(id, segment, w.life(id))
}

func (w *World) projectID(segment int, week uint64, i int) uint64 {
	return w.key.hash(drawProject, week<<8|uint64(segment), uint64(i))
}

func (w *World) life(id uint64) int {
	return chance.Geometric(w.key.uniform(drawLife, id, 0), w.rules.Market.MeanLife)
}

func (w *World) enter(id uint64, segment, life int) {
	slot := w.projects.add(id, uint8(segment), int32(min(w.week+life, 1<<30)))
	for v := range w.projects.touch {
		w.projects.touch[v][slot] = w.threshold(id, v, w.week)
	}
}

// threshold is the hazard that a vendor's touch points must add up to before
// they touch the project (again): exponential with mean 1. It belongs to
// project, vendor and the week of the last touch.
func (w *World) threshold(id uint64, vendor, week int) float32 {
	return float32(chance.Exponential(w.key.uniform(drawTouch, id, uint64(week)<<8|uint64(vendor))))
}

// market lets projects of a lot lapse or be touched, or makes a lot of noise touches.
func (w *World) market(b int) {
	l := &w.lots[b]
	l.leads, l.vacated, l.open, l.idle = l.leads[:0], l.vacated[:0], 0, 0
	for v := range l.touches {
		l.touches[v] = [2]float64{}
	}
	if l.vendor >= 0 {
		w.noise(l)
		return
	}
	p := &w.projects
	for slot := l.first; slot < l.last; slot++ {
		owner := p.owner[slot]
		if owner == vacant {
			continue
		}
		hazard := w.hazards.pursued
		if owner == unclaimed {
			if int(p.lapse[slot]) <= w.week {
				p.owner[slot] = vacant
				l.vacated = append(l.vacated, int32(slot))
				continue
			}
			hazard = w.hazards.unclaimed
			l.idle++
		}
		l.open++
		for v := range p.touch {
			p.touch[v][slot] -= hazard[v]
			if p.touch[v][slot] < 0 {
				w.touch(l, slot, v)
			}
		}
	}
}

// touch makes a vendor's inquiry out of a project.
func (w *World) touch(l *lot, slot, vendor int) {
	p := &w.projects
	id := p.id[slot]
	p.touch[vendor][slot] = w.threshold(id, vendor, w.week)
	lead := agents.Lead{
		ID:      w.key.hash(drawLead, id, uint64(w.week)<<8|uint64(vendor)),
		Project: int32(slot), Serial: serial(id),
		Created: int16(w.week), Vendor: uint8(vendor), Segment: p.segment[slot],
		Size: float32(w.key.uniform(drawValue, id, 0)),
	}
	w.qualify(l, lead, chance.Open(w.key.hash(drawReadiness, id, 0)))
}

// noise makes a vendor's inquiries that have nobody behind them.
func (w *World) noise(l *lot) {
	for i := l.first; i < l.last; i++ {
		id := w.key.hash(drawLead, 1<<63|uint64(w.week)<<8|uint64(l.vendor), uint64(i))
		lead := agents.Lead{
			ID: id, Project: agents.NoProject,
			Created: int16(w.week), Vendor: uint8(l.vendor),
			Segment: w.segment(w.key.uniform(drawSegment, id, 0)),
			Size:    float32(w.key.uniform(drawSize, id, 0)),
		}
		w.qualify(l, lead, w.key.uniform(drawScore, id, 0))
	}
}

// qualify grades an inquiry and keeps it if it passes the gate.
func (w *World) qualify(l *lot, lead agents.Lead, score float64) {
	t := &l.touches[lead.Vendor]
	t[0]++
	grade, ok := w.rules.Vendors[lead.Vendor].Scorer.Grade(lead.Real(), score, w.key.uniform(drawMissing, lead.ID, 0))
	if !ok {
		return
	}
	t[1]++
	lead.Grade = grade
	l.leads = append(l.leads, lead)
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

// cutLots cuts this week's projects and noise touches into lots.
func (w *World) cutLots() {
	n := 0
	add := func(first, last, vendor int) {
		if n == len(w.lots) { // lots are kept for their buffers
			w.lots = append(w.lots, lot{touches: make([][2]float64, len(w.desks))})
		}
		l := &w.lots[n]
		l.first, l.last, l.vendor = first, last, vendor
		n++
	}
	slots := len(w.projects.id)
	for f := 0; f < slots; f += projectsPerBlock {
		add(f, min(slots, f+projectsPerBlock), -1)
	}
	for v := range w.desks {
		stream := chance.NewStream(w.key[drawNoise], uint64(v), uint64(w.week))
		touches := chance.Poisson(&stream, w.rules.Vendors[v].Noise)
		for f := 0; f < touches; f += noisePerBlock {
			add(f, min(touches, f+noisePerBlock), v)
		}
	}
	w.lotsInUse = n
}

// collect gathers the inquiries of all lots, in lot order, and books their cost.
func (w *World) collect() {
	w.inquiries = append(w.inquiries[:0], w.returned...)
	w.returned = w.returned[:0]
	w.projects.open, w.projects.idle = 0, 0
	for i := range w.lotsInUse {
		l := &w.lots[i]
		w.inquiries = append(w.inquiries, l.leads...)
		w.projects.free = append(w.projects.free, l.vacated...)
		w.projects.open += l.open
		w.projects.idle += l.idle
		for v, t := range l.touches {
			w.book(v, inquiries, t[0])
			w.book(v, leadsGenerated, t[1])
			w.book(v, costTotal, float64(t[0]*w.rules.Vendors[v].Depth*w.rules.Vendors[v].DepthCost))
		}
	}
	for v := range w.desks {
		r := &w.rules.Vendors[v]
		w.book(v, costTotal, r.Budget+float64(float64(r.Reps)*r.RepCost))
	}
}

// book adds to a counter of a vendor and of the market.
func (w *World) book(vendor int, c counter, x float64) {
	t := w.blocks[0].tally
	t[vendor][c] += x
	t[len(t)-1][c] += x
}

// bookMarket adds to a counter of the market only.
func (w *World) bookMarket(c counter, x float64) {
	t := w.blocks[0].tally
	t[len(t)-1][c] += x
}
