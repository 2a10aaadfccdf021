package sim_test

import (
	"cmp"
	"math"
	"slices"
)

// week is the order of events (3).
func (w *twin) week() {
	for v := range w.counts {
		w.counts[v] = append(w.counts[v], count{})
	}
	w.dawn()
	if !w.settling() {
		w.shock()
	}
	w.arrive()
	w.market()
	w.distribute()
	w.claims = nil
	for _, a := range w.everybody() {
		w.work(a)
	}
	w.contest()
	w.accounts()
	for _, a := range w.everybody() {
		w.resolve(a)
	}
	w.open()
	for _, a := range w.everybody() {
		w.learn(a)
	}
	w.record()
	if !w.settling() {
		w.review()
	}
	w.t++
}

// accounts books what reps' account work brings (7.7).
func (w *twin) accounts() {
	d, m := &w.s.Direct, &w.s.Market
	born := 0.0
	for _, list := range w.births[len(w.births)-1] {
		born += float64(len(list))
	}
	each := d.AccountYield / (1 + d.AccountYield*w.s.Partners.HoursPursue)
	for v, desk := range w.desks {
		found, won := 0.0, 0.0
		for _, a := range w.team(v) {
			found += a.hoursAccounts * each
			won += a.hoursAccounts * min(1, m.Close*a.closing)
		}
		switch base := d.AccountBase * born; {
		case d.AccountBase == 0 || found == 0:
			desk.keeps = 1
		case base == 0:
			desk.keeps = 0
		default:
			desk.keeps = base * (1 - math.Exp(-found/base)) / found
		}
		value := d.AccountDeals * desk.keeps * each * m.ValueMean * won
		w.add(v, "revenue accounts", value)
		w.add(v, "goods", value*(1-w.s.Vendors[v].GrossMargin))
	}
}

// dawn forgets what happened last week.
func (w *twin) dawn() {
	for _, a := range w.everybody() {
		a.hoursOutside, a.income = 0, 0
		for _, l := range a.lines {
			l.worked, l.turned, l.collisions, l.found = [2]int{}, [2]int{}, 0, 0
			l.contacted, l.clashes = nil, 0
			l.hoursLeads, l.hoursHunted, l.setup = 0, 0, false
			l.got, l.honoured, l.broken, l.recalled, l.helped = 0, 0, 0, 0, 0
			l.campaigned, l.campaignOpps, l.huntedWins = 0, 0, 0
		}
	}
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
	w.grant(a)
	for _, l := range a.lines {
		l.wants = [2]float64{}
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
			w.intend(a, hourWorth)
			left = w.campaign(a, left, hourWorth)
			w.hunt(a, free, left)
			w.ask(a)
		} else {
			a.hoursAccounts = left
			w.add(a.vendor, "rep hours", a.hours)
			w.add(a.vendor, "rep lead hours", free-left)
			w.add(a.vendor, "rep served hours", float64(a.served)*each)
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
	if _, drawn := l.opening[a]; !drawn {
		l.opening[a] = w.Float64()
	}
	l.status = "drawer"
	if l.opening[a] < w.opens(w.worth(a, l.vendor, p, w.contactHours(l)), hourWorth) {
		l.status = "opened"
		if !a.rep {
			w.add(l.vendor, "opened", 1)
		}
	}
}

// workLeads works opened leads and returns the hours left (7.8).
func (w *twin) workLeads(a *seller, left float64) float64 {
	p := &w.s.Partners
	var queue []*lead
	for _, l := range a.inbox {
		if l.status == "opened" {
			queue = append(queue, l)
		}
	}
	freshest := p.WorkOrder == "freshest"
	slices.SortStableFunc(queue, func(l, m *lead) int {
		if freshest && l.week != m.week {
			return m.week - l.week
		}
		if !freshest && l.routed != m.routed {
			return l.routed - m.routed
		}
		x, y := w.worth(a, l.vendor, w.believed(a, l), p.HoursContact), w.worth(a, m.vendor, w.believed(a, m), p.HoursContact)
		if x != y && x > y {
			return -1
		}
		if x < y {
			return 1
		}
		if l.routed != m.routed {
			return l.routed - m.routed
		}
		return cmp.Compare(l.lot, m.lot)
	})
	waiting := math.MinInt // week of routing whose leads have to wait
	for _, l := range queue {
		if l.routed == waiting {
			continue
		}
		line, cost := a.lines[l.vendor], p.HoursReview+w.contactHours(l)
		if !line.setup {
			cost += p.HoursSetup
		}
		if cost > left && freshest {
			break
		}
		if cost > left {
			waiting = l.routed
			continue
		}
		w.contact(a, l, (a.hours-left)/a.hours)
		left -= cost
		line.setup = true
		line.hoursLeads += cost
	}
	return left
}

// contact works one lead when a part of the week is over (7.8).
func (w *twin) contact(a *seller, l *lead, part float64) {
	line, m := a.lines[l.vendor], &w.s.Market
	l.status = "worked"
	l.turned, l.collided = false, false
	line.contacted = append(line.contacted, l)
	line.worked[w.class(a, l)]++
	part *= w.s.Partners.WeekPart
	age := w.t - l.week
	if a.rep {
		w.add(l.vendor, "worked direct", 1)
	} else {
		w.add(l.vendor, "worked", 1)
		w.add(l.vendor, "contact weeks", float64(age)+part)
	}
	p := l.project
	if p == nil || p.gone || !w.chance(m.Reach*math.Exp(-(float64(min(age, 31))+part)/m.SpeedTau)) {
		return
	}
	switch {
	case p.owner == nil:
		grades := "rest"
		if l.ab() {
			grades = "AB"
		}
		w.claim(a, &opportunity{project: p, line: line, source: "lead", class: w.class(a, l), grades: grades, lead: l, inform: l.informal})
	case p.owner.rep && p.owner.vendor == l.vendor && !a.rep:
		line.collisions++
		l.collided = true
		w.add(l.vendor, "collisions", 1)
	}
}

// claim lays a claim. A seller has one lot for a project, whether it came upon it once or
// more often, but one for each source.
func (w *twin) claim(a *seller, o *opportunity) {
	for _, c := range w.claims {
		if o.project != nil && c.seller == a && c.opp.project == o.project && c.opp.source == o.source && c.opp.inform == o.inform {
			return
		}
	}
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
		felt := map[*project]bool{} // whether looks at a project are felt as a conflict
		for range w.poisson(p.HuntingRate * a.gift * l.skill * l.hoursHunted) {
			for _, project := range w.look(a) {
				if project.free() {
					w.claim(a, &opportunity{project: project, line: l, source: "hunt"})
				}
				if o := project.owner; project.gone || o == nil || !o.rep || o.vendor != v {
					continue
				}
				if _, drawn := felt[project]; !drawn {
					felt[project] = w.chance(p.HuntCollision)
				}
				l.clashes += one(felt[project])
				w.add(v, "collisions", float64(one(felt[project])))
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

// look finds one of the births of the last weeks, or nothing, and own customers' besides (7.9).
func (w *twin) look(a *seller) []*project {
	segment := a.segment
	if len(w.s.Segments) > 1 && !w.chance(w.s.Partners.OwnSegment) {
		segment = w.anySegment(a.segment)
	}
	var seen []*project
	if p := w.birth(w.findable[segment]); p != nil {
		seen = append(seen, p)
	}
	further := int(w.s.Market.CustomerEase) - 1
	further += one(w.chance(w.s.Market.CustomerEase - math.Floor(w.s.Market.CustomerEase)))
	for range further {
		if p := w.birth(w.findable[segment]); p != nil {
			if _, of := w.existing(p); of == a {
				seen = append(seen, p)
			}
		}
	}
	return seen
}

// birth draws one of a list of births, if there are any.
func (w *twin) birth(list []*project) *project {
	if len(list) == 0 {
		return nil
	}
	return list[w.IntN(len(list))]
}

// free says whether nobody pursues a project that is still there.
func (p *project) free() bool { return !p.gone && p.owner == nil }

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
