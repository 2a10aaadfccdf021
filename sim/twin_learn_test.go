package sim_test

import "math"

// learn is the learning of one seller (3, 7.10 to 7.14).
func (w *twin) learn(a *seller) {
	p := &w.s.Partners
	for _, l := range a.lines {
		l.wish = ""
		if w.settling() {
			if l.member && !a.rep {
				w.practise(a, l)
				l.asked, l.asking = l.asking, false
			}
			continue
		}
		if !l.member {
			if !a.rep && l.former && w.t-l.left >= p.RejoinAfter && p.JoinRate > 0 && w.chance(p.RejoinRate) {
				l.wish = "come back"
			}
			continue
		}
		w.believe(l)
		if a.rep {
			continue
		}
		w.trust(a, l)
		w.beHeld(a, l)
		w.practise(a, l)
		w.talk(a, l)
		switch {
		case w.t-max(l.since, 0) >= p.LeaveAfter && l.attention < p.AttentionFloor/float64(w.carried(a)):
			l.wish = "leave"
		case w.chance(min(1, p.LeaveRate*max(0, p.LeaveTrust-l.trust)*(1+p.UnfairFactor*l.unfair))):
			l.wish = "quit"
		}
	}
	if !a.rep && !w.settling() {
		cost := w.cost(a)
		a.cash = min(a.cash+a.income-cost, p.CashCap*cost)
		a.wishFail = p.CanFail && a.cash < 0
	}
}

// practise moves hunting skill and yield (7.12).
func (w *twin) practise(a *seller, l *line) {
	p := &w.s.Partners
	l.skill += p.SkillGain*(l.hoursHunted/a.hours)*(1-l.skill) - p.SkillLoss*l.skill
	if h := l.hoursHunted; h > 1 {
		l.yield += p.YieldLearning * min(1, h/a.hours) * (float64(l.found)/h - l.yield)
	}
}

// carried counts the vendors' lines of a partner.
func (w *twin) carried(a *seller) int {
	n := 0
	for _, l := range a.lines {
		if l.member {
			n++
		}
	}
	return n
}

// believe learns from worked leads (7.10).
func (w *twin) believe(l *line) {
	p := &w.s.Partners
	m := 1 - p.BeliefLearning*(1-p.BeliefMemory)
	learn := func(a, b *float64, worked, turned int) {
		*a = m**a + p.BeliefLearning*float64(turned)
		*b = m**b + p.BeliefLearning*float64(worked-turned)
		if sum := *a + *b; sum < p.BeliefFloor {
			*a, *b = *a*p.BeliefFloor/sum, *b*p.BeliefFloor/sum
		}
	}
	for c := range 2 {
		learn(&l.a[c], &l.b[c], l.worked[c], l.turned[c])
	}
	if l.campaigned > 0 { // 7.21
		learn(&l.campaignA, &l.campaignB, l.campaigned, l.campaignOpps)
	}
}

// trust moves trust and unfairness by the events of the week (7.11).
func (w *twin) trust(a *seller, l *line) {
	p := &w.s.Partners
	const leads, conflict, unfairness = 0, 1, 2
	for kind := range l.harm {
		l.harm[kind] *= 1 - 1.0/52
	}
	loss := func(kind, events int, size float64) {
		lost := p.TrustLossFactor * p.TrustLearning * size
		for range events {
			l.trust *= max(0, 1-lost)
			l.harm[kind] -= math.Log(1 - min(0.99, lost))
		}
	}
	gain := func(target *float64, size float64) { *target += p.TrustLearning * size * (1 - *target) }
	turned := l.turned[0] + l.turned[1]
	for _, lead := range l.contacted {
		loss(leads, one(!lead.turned && !lead.collided), p.TrustGarbage*w.promised(lead))
	}
	loss(conflict, l.collisions+l.clashes, p.TrustCollision*(1+p.UnfairFactor*l.unfair))
	loss(conflict, l.broken, p.TrustBroken)
	loss(leads, l.recalled, p.TrustRecall)
	loss(leads, one(l.asked && l.received[w.now()] == 0), p.TrustIgnored)
	loss(leads, one(l.disappointed), p.TrustShortfall)
	l.unfair *= max(0, 1-p.TrustLearning*(1-p.UnfairMemory))
	leak := p.LeakRate
	if w.conference() {
		leak = max(leak, p.LeakConference)
	}
	if w.chance(leak * w.kept(l.vendor)) {
		loss(unfairness, 1, p.TrustLeak)
		gain(&l.unfair, p.UnfairLeak)
	}
	if w.drought(a, l) {
		loss(unfairness, 1, p.TrustDrought)
		gain(&l.unfair, p.UnfairDrought)
	}
	for range turned {
		gain(&l.trust, p.TrustOpportunity)
	}
	for range l.honoured {
		gain(&l.trust, p.TrustRegistration)
	}
	for range l.helped + one(w.coach(a, l)) {
		gain(&l.trust, p.TrustHelp)
	}
	if l.campaigned > 0 {
		gain(&l.trust, p.TrustFunds)
	}
	l.trust += p.TrustLearning * p.TrustDrift * (0.5 - l.trust)
}

// promised is how much more, or less, a worthless lead hurts for what the vendor had claimed of it (7.11).
func (w *twin) promised(l *lead) float64 {
	p := &w.s.Partners
	if !w.s.Vendors[l.vendor].Disclose {
		return 1 + p.BrokenClaims*(p.BeliefClaim/0.25-1)
	}
	rest := w.claimed(l.vendor, 1)
	if w.written(l) > 1 || l.ab() || rest == 0 {
		return 1
	}
	return 1 + p.BrokenClaims*(w.claimed(l.vendor, 0)/rest-1)
}

// beHeld moves the vendor's esteem, and ends the week for what the vendor knows (7.21).
func (w *twin) beHeld(a *seller, l *line) {
	p := &w.s.Partners
	if l.asking {
		l.esteem *= 1 - p.EsteemAsk
	}
	for range l.huntedWins {
		l.esteem += p.EsteemWin * (1 - l.esteem)
	}
	l.esteem += p.EsteemDrift * (0.5 - l.esteem)
	l.asked, l.asking, l.disappointed = l.asking, false, false
}

func one(is bool) int {
	if is {
		return 1
	}
	return 0
}

// kept is the share of A/B leads, every routing counted, that went to reps in the 13 weeks up to last week.
func (w *twin) kept(v int) float64 {
	kept, all := 0.0, 0.0
	for k := max(0, w.now()-13); k < w.now(); k++ {
		kept += w.counts[v][k]["ab dealt direct"]
		all += w.counts[v][k]["ab dealt direct"] + w.counts[v][k]["ab dealt partners"]
	}
	if all == 0 {
		return 0
	}
	return kept / all
}

// peers lists a partner's peers that are members of a vendor.
func (w *twin) peers(a *seller, v int) []*line {
	var list []*line
	for _, place := range w.near[a.place] {
		if b := w.partners[place]; !b.failed && b.lines[v].member {
			list = append(list, b.lines[v])
		}
	}
	return list
}

// drought compares leads with those of the peers, all up to last week (7.11).
func (w *twin) drought(a *seller, l *line) bool {
	peers := w.peers(a, l.vendor)
	if w.t-l.since < 10 || len(peers) == 0 {
		return false
	}
	sum := 0
	for _, b := range peers {
		sum += b.toldLeads
	}
	return float64(l.toldLeads) < w.s.Partners.DroughtLevel*float64(sum)/float64(len(peers))
}

func (w *twin) conference() bool {
	p := &w.s.Partners
	since := w.t + 1 - p.ConferenceWeek
	return since >= 0 && since%p.ConferenceEvery == 0
}

// talk is gossip, then the conference (7.13).
func (w *twin) talk(a *seller, l *line) {
	p := &w.s.Partners
	pull := func(by float64, to [2]float64) {
		for c := range 2 {
			weight := l.a[c] + l.b[c]
			mean := l.a[c] / weight
			mean += by * (to[c] - mean)
			l.a[c], l.b[c] = mean*weight, (1-mean)*weight
		}
	}
	if peers := w.peers(a, l.vendor); len(peers) > 0 && w.chance(p.GossipRate) {
		var mean [2]float64
		for _, b := range peers {
			for c := range 2 {
				mean[c] += b.told[c] / float64(len(peers))
			}
		}
		pull(p.GossipPull, mean)
	}
	if w.conference() && w.now() > 0 {
		pull(p.ConferencePull, w.desks[l.vendor].mean)
	}
}

// publish makes beliefs and lead counts known (3: record).
func (w *twin) publish(v int) {
	desk, members := w.desks[v], w.members(v)
	desk.mean, desk.pbar = [2]float64{}, w.s.Partners.BeliefClaim
	pbar := 0.0
	for _, a := range members {
		l := a.lines[v]
		for c := range 2 {
			l.told[c] = l.a[c] / (l.a[c] + l.b[c])
			desk.mean[c] += l.told[c] / float64(len(members))
		}
		l.toldLeads, l.heard = l.lastTen(min(w.now(), w.total-1)), true
		pbar += w.average(l) / float64(len(members))
	}
	if len(members) > 0 {
		desk.pbar = pbar
	}
}

// average is the believed chance of a lead of average grade (7.16).
func (w *twin) average(l *line) float64 {
	p := func(c int) float64 { return l.a[c] / (l.a[c] + l.b[c]) }
	if !w.s.Vendors[l.vendor].Disclose {
		return p(0)
	}
	share := w.desks[l.vendor].abShare
	return share*p(0) + (1-share)*p(1)
}
