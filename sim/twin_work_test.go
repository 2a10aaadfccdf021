package sim_test

import (
	"math"
	"slices"
)

// week is the order of events (3).
func (w *twin) week() {
	for v := range w.counts {
		w.counts[v] = append(w.counts[v], count{})
	}
	w.shock()
	w.arrive()
	w.market()
	w.distribute()
	w.claims = nil
	for _, a := range w.everybody() {
		w.work(a)
	}
	w.settle()
	for _, a := range w.everybody() {
		w.resolve(a)
	}
	w.open()
	for _, a := range w.everybody() {
		w.learn(a)
	}
	w.record()
	w.review()
	w.t++
}

// everybody lists active partners and reps.
func (w *twin) everybody() []*seller {
	var list []*seller
	for _, a := range append(append([]*seller{}, w.partners...), w.reps...) {
		if !a.failed {
			list = append(list, a)
		}
	}
	return list
}

// work is the effort and work phase of one seller (3, 7.5 to 7.9).
func (w *twin) work(a *seller) {
	p := &w.s.Partners
	a.hoursOutside, a.income = 0, 0
	for _, l := range a.lines {
		l.worked, l.turned, l.collisions, l.found = [2]int{}, [2]int{}, 0, 0
		l.hoursLeads, l.hoursHunted = 0, 0
	}
	each := p.HoursPursue / w.s.Market.CycleWeeks // 7.5
	a.served = 0
	for a.served < len(a.opps) && float64(a.served+1)*each <= a.hours {
		a.served++
	}
	free := a.hours - float64(a.served)*each
	w.spend(a, "spent", float64(a.served)*each)
	if !a.rep { // 7.6
		if a.busy {
			a.busy = !w.chance(p.BusyEnd)
		} else {
			a.busy = w.chance(p.BusyStart)
		}
	}
	if !a.busy {
		hourWorth := w.split(a)
		for _, l := range a.inbox {
			if l.status == "unread" {
				w.decide(a, l, hourWorth)
			}
		}
		left := w.workLeads(a, free)
		if !a.rep {
			w.hunt(a, free, left)
		}
	}
	w.expire(a)
}

// decide opens a lead or puts it into the drawer (7.8).
func (w *twin) decide(a *seller, l *lead, hourWorth float64) {
	p := w.believed(a, l)
	if age := w.t - l.week; age > 0 {
		p *= math.Exp(-float64(age) / w.s.Market.SpeedTau)
	}
	open := 1.0
	if hourWorth > 0 {
		open = 1 / (1 + math.Exp(-w.s.Partners.ChoicePrecision*(w.worth(a, l.vendor, p)/hourWorth-1)))
	}
	l.status = "drawer"
	if w.chance(open) {
		l.status = "opened"
		if !a.rep {
			w.add(l.vendor, "opened", 1)
		}
	}
}

// class is that of a lead as its holder sees it: 0 for A/B, or for all where grades are not shown.
func (w *twin) class(a *seller, l *lead) int {
	if l.ab() || !a.rep && !w.s.Vendors[l.vendor].Disclose {
		return 0
	}
	return 1
}

func (w *twin) believed(a *seller, l *lead) float64 {
	line, c := a.lines[l.vendor], w.class(a, l)
	return line.a[c] / (line.a[c] + line.b[c])
}

func (w *twin) deal(a *seller, v int) float64 {
	if a.rep {
		return w.s.Market.ValueMean * w.s.Market.Close * w.s.Direct.Commission
	}
	return w.s.Market.ValueMean * w.s.Market.Close * w.s.Vendors[v].PartnerMargin
}

// worth of an hour on a vendor's leads of which each becomes an opportunity with chance p (7.7).
func (w *twin) worth(a *seller, v int, p float64) float64 {
	part, ven, line := &w.s.Partners, &w.s.Vendors[v], a.lines[v]
	weeks := float64(min(10, w.t-line.since+1))
	n := max(1, float64(line.lastTen(w.t))/weeks)
	g := part.LeadTrustBase + part.LeadTrustSlope*line.trust
	if a.rep {
		g = 1
		if ven.Tracking {
			g *= 1 + w.s.Direct.TrackingEffect*(1-a.seniority)
		}
		if ven.Depth > 0 {
			g *= 1 + w.s.Direct.PrequalifEffect*a.seniority
		}
	}
	return g * p * w.deal(a, v) * n / (part.HoursSetup + n*(part.HoursReview+part.HoursContact+p*part.HoursPursue))
}

// lastTen counts leads received in the ten weeks up to t.
func (l *line) lastTen(t int) int {
	sum := 0
	for k := max(0, t-9); k <= t; k++ {
		sum += l.received[k]
	}
	return sum
}

func (w *twin) pipeline(a *seller, of *line) int {
	n := 0
	for _, o := range a.opps {
		if o.line == of {
			n++
		}
	}
	return n
}

// outsideYield is y_o (7.7).
func (w *twin) outsideYield(a *seller) float64 {
	return w.s.Partners.OutsideRate / (1 + float64(w.pipeline(a, nil)))
}

// split shares hours out among the lines and returns the worth of the next hour (7.7).
func (w *twin) split(a *seller) float64 {
	p := &w.s.Partners
	if a.rep {
		y := w.s.Direct.AccountYield
		return y * w.deal(a, a.vendor) / (1 + y*p.HoursPursue)
	}
	aspire := func(n int) float64 { return 1 - p.Aspiration*min(1, float64(n)/p.AspirationOpen) }
	y := w.outsideYield(a)
	deal := w.s.Market.ValueMean * w.s.Market.Close * p.OutsideWorth * p.OutsideMargin
	worth := []float64{y * deal / (1 + y*p.HoursPursue) * aspire(w.pipeline(a, nil))}
	var lines []*line
	for v, l := range a.lines {
		if l.member {
			lines = append(lines, l)
			trust := p.HuntTrustBase + p.HuntTrustSlope*l.trust
			worth = append(worth, trust*l.yield*w.deal(a, v)/(1+l.yield*p.HoursPursue)*aspire(w.pipeline(a, l)))
		}
	}
	mean := 0.0
	for _, u := range worth {
		mean += u / float64(len(worth))
	}
	sum, next := 0.0, 0.0
	share := make([]float64, len(worth))
	for k, u := range worth {
		share[k] = 1
		if mean > 0 {
			share[k] = math.Exp(p.EffortPrecision * (u/mean - 1))
		}
		sum += share[k]
	}
	for k, u := range worth {
		next += share[k] / sum * u
	}
	for k, l := range lines {
		l.share = share[k+1] / sum
	}
	return next
}

// workLeads works opened leads, longest held first, and returns the hours left (7.8).
func (w *twin) workLeads(a *seller, left float64) float64 {
	p := &w.s.Partners
	var queue []*lead
	for _, l := range a.inbox {
		if l.status == "opened" {
			queue = append(queue, l)
		}
	}
	slices.SortStableFunc(queue, func(l, m *lead) int {
		if l.routed != m.routed {
			return l.routed - m.routed
		}
		x, y := w.worth(a, l.vendor, w.believed(a, l)), w.worth(a, m.vendor, w.believed(a, m))
		if x != y && x > y {
			return -1
		}
		if x < y {
			return 1
		}
		return 0
	})
	setup := make([]bool, len(a.lines))
	waiting := -1 // week of routing whose leads have to wait
	for _, l := range queue {
		if l.routed == waiting {
			continue
		}
		cost := p.HoursReview + p.HoursContact
		if !setup[l.vendor] {
			cost += p.HoursSetup
		}
		if cost > left {
			waiting = l.routed
			continue
		}
		left -= cost
		setup[l.vendor] = true
		a.lines[l.vendor].hoursLeads += cost
		w.contact(a, l)
	}
	return left
}

// contact works one lead (7.8).
func (w *twin) contact(a *seller, l *lead) {
	line, m := a.lines[l.vendor], &w.s.Market
	l.status = "worked"
	line.worked[w.class(a, l)]++
	age := w.t - l.week
	if a.rep {
		w.add(l.vendor, "worked direct", 1)
	} else {
		w.add(l.vendor, "worked", 1)
		w.add(l.vendor, "contact weeks", float64(age))
	}
	p := l.project
	if p == nil || p.gone || !w.chance(m.Reach*math.Exp(-float64(min(age, 31))/m.SpeedTau)) {
		return
	}
	switch {
	case p.owner == nil:
		grades := "rest"
		if l.ab() {
			grades = "AB"
		}
		w.claim(a, &opportunity{project: p, line: line, source: "lead", class: w.class(a, l), grades: grades})
	case p.owner.rep && p.owner.vendor == l.vendor && !a.rep:
		line.collisions++
		w.add(l.vendor, "collisions", 1)
	}
}

func (w *twin) claim(a *seller, o *opportunity) {
	w.claims = append(w.claims, claim{a, o, w.Float64()})
}

// hunt spends what leads leave (7.9), and moves attention (7.14).
func (w *twin) hunt(a *seller, free, left float64) {
	p := &w.s.Partners
	a.hoursOutside = left
	for v, l := range a.lines {
		if !l.member {
			continue
		}
		l.hoursHunted = l.share * left
		a.hoursOutside -= l.hoursHunted
		for range w.poisson(p.HuntingRate * l.skill * l.hoursHunted) {
			if project := w.look(a); project != nil && !project.gone && project.owner == nil {
				w.claim(a, &opportunity{project: project, line: l, source: "hunt"})
			}
		}
		if free > 0 {
			l.attention += ((l.hoursLeads+l.hoursHunted)/free - l.attention) / p.AttentionWeeks
		}
		w.add(v, "hunted", l.hoursHunted)
		w.add(v, "hours leads", l.hoursLeads)
	}
	for range w.poisson(w.outsideYield(a) * a.hoursOutside) {
		w.claim(a, &opportunity{source: "outside"})
	}
	w.spend(a, "spent", free)
	w.spend(a, "outside", a.hoursOutside)
}

// look finds one of the births of the last weeks, or nothing (7.9).
func (w *twin) look(a *seller) *project {
	segment := a.segment
	if len(w.s.Segments) > 1 && !w.chance(w.s.Partners.OwnSegment) {
		segment = w.anySegment(a.segment)
	}
	n := 0
	for _, born := range w.births {
		n += len(born[segment])
	}
	if n == 0 {
		return nil
	}
	k := w.IntN(n)
	for _, born := range w.births {
		if k < len(born[segment]) {
			return born[segment][k]
		}
		k -= len(born[segment])
	}
	panic("no such birth")
}

// expire ends leads in their last week (7.8).
func (w *twin) expire(a *seller) {
	var kept []*lead
	for _, l := range a.inbox {
		switch {
		case l.status == "worked":
		case w.t-l.routed+1 >= w.s.Partners.LeadLife:
			if !a.rep {
				w.add(l.vendor, "expired", 1)
			}
		default:
			kept = append(kept, l)
		}
	}
	a.inbox = kept
}
