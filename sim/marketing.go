package sim

import (
	"channelsim/agents"
	"channelsim/sim/chance"
)

// cutTouches cuts this week's touches, of projects and of nobody, into lots.
func (w *World) cutTouches() int {
	w.touches = w.touches[:0]
	for i := range w.projects.wards {
		w.touches = append(w.touches, w.projects.wards[i].touches...)
	}
	w.countTouchable()
	n := 0
	add := func(count, vendor int) {
		for f := 0; f < count; f += perLot {
			if n == len(w.lots) { // lots are kept for their buffers
				w.lots = append(w.lots, lot{inquiries: make([]float64, len(w.desks)), passed: make([]float64, len(w.desks)), real: make([]float64, len(w.desks))})
			}
			l := &w.lots[n]
			l.first, l.last, l.vendor = f, min(count, f+perLot), vendor
			n++
		}
	}
	add(len(w.touches), -1)
	for v := range w.desks {
		stream := chance.NewStream(w.key[drawNoise], uint64(v), uint64(w.week))
		add(chance.Poisson(&stream, w.rules.Vendors[v].Noise), v)
	}
	w.lotsInUse = n
	return n
}

// inquire makes inquiries of a lot of touches, and leads of those that pass.
func (w *World) inquire(b int) {
	l := &w.lots[b]
	l.leads = l.leads[:0]
	clear(l.inquiries)
	clear(l.passed)
	clear(l.real)
	if l.vendor < 0 {
		for _, t := range w.touches[l.first:l.last] {
			w.hear(l, t)
		}
		return
	}
	l.inquiries[l.vendor] = float64(l.last - l.first)
	for i := l.first; i < l.last; i++ {
		w.noise(l, i)
	}
}

// hear makes an inquiry of a touched project. Its score is the project's readiness.
func (w *World) hear(l *lot, t touched) {
	v := int(t.vendor)
	l.inquiries[v]++
	p := &w.projects.slots[t.slot]
	id := p.id
	lead := w.key.hash(drawLead, uint64(id), uint64(w.week)<<8|uint64(v))
	score := w.sees(v, id)
	grade, ok := w.rules.Vendors[v].Scorer.Grade(w.kindOf(id), score, w.key.uniform(drawMissing, lead, 0))
	if !ok {
		return
	}
	l.passed[v]++
	l.real[v]++
	l.leads = append(l.leads, agents.Lead{ID: lead, Project: t.slot, Identity: id,
		Created: int16(w.week), Vendor: uint8(v), Segment: p.segment, Grade: grade, Marks: w.safety(p)})
}

// sees is a vendor's score of a project as a uniform: its readiness, as far as the score shows it.
// What the score gets wrong belongs to project and vendor.
func (w *World) sees(v int, id uint32) float64 {
	scorer, ready := &w.rules.Vendors[v].Scorer, chance.Open(w.key.hash(drawReadiness, uint64(id), 0))
	if !scorer.Blurred() {
		return ready
	}
	return scorer.Sees(ready, chance.Open(w.key.hash(drawSight, uint64(id), uint64(v))))
}

// safety marks the lead of a registered deal.
func (w *World) safety(p *project) agents.Marks {
	if w.registered(p) {
		return agents.Safe
	}
	return 0
}

// noise makes inquiry number i of this week that has nobody behind it. Halves of
// one draw serve as its score and for missing data.
func (w *World) noise(l *lot, i int) {
	v := l.vendor
	lead := w.key.hash(drawLead, 1<<63|uint64(w.week)<<8|uint64(v), uint64(i))
	h := w.key.hash(drawScore, lead, 0)
	grade, ok := w.rules.Vendors[v].Scorer.Grade(agents.Noise, half(h>>32), half(h))
	if !ok {
		return
	}
	l.passed[v]++
	l.leads = append(l.leads, agents.Lead{ID: lead, Project: agents.NoProject,
		Created: int16(w.week), Vendor: uint8(v), Segment: w.segment(half(lead)), Grade: grade})
}

// half makes a uniform in (0, 1) of the lower 32 bits of a draw.
func half(h uint64) float64 { return (float64(uint32(h)) + 0.5) / (1 << 32) }

// collect gathers the leads of all lots, in lot order, and books what they cost.
func (w *World) collect() {
	w.leads = append(w.leads[:0], w.returned...)
	w.returned = w.returned[:0]
	w.addressed = w.addressed[:0] // nobody has a claim on these
	for i := range w.lotsInUse {
		l := &w.lots[i]
		w.leads = append(w.leads, l.leads...)
		for v, n := range l.inquiries {
			w.book(v, inquiries, n)
			w.book(v, leadsGenerated, l.passed[v])
			w.book(v, leadsReal, l.real[v])
			w.blocks[0].tally[v].spend(costMarketing, float64(n*w.rules.Vendors[v].Depth*w.rules.Vendors[v].DepthCost))
		}
	}
	for v := range w.desks {
		r, t := &w.rules.Vendors[v], &w.blocks[0].tally[v]
		salaries := float64(float64(r.Reps) * r.RepCost)
		t[costMarketing] += r.Spend
		t[costReps] += salaries
		t[costTotal] += r.Spend + salaries
		if r.AccountSpan > 0 {
			t.spend(costSupport, float64(float64(len(w.desks[v].Members))/r.AccountSpan*r.AccountCost))
		}
	}
}

// book adds to a counter of a vendor, from outside the blocks' phases.
func (w *World) book(vendor int, c counter, x float64) { w.blocks[0].tally[vendor][c] += x }

// bookMarket adds to a counter that only the market has.
func (w *World) bookMarket(c counter, x float64) { w.blocks[0].tally[len(w.desks)][c] += x }

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
