package sim_test

import "math"

// ask asks vendors for leads (7.21).
func (w *twin) ask(a *seller) {
	for _, l := range a.lines {
		l.asking = l.member && w.pipeline(a, l) == 0 && w.chance(w.s.Partners.AskRate)
	}
}

// refer has account managers pass on leads (7.21).
func (w *twin) refer(v int) {
	ven := &w.s.Vendors[v]
	if ven.AccountSpan == 0 {
		return
	}
	for _, a := range w.members(v) {
		l := a.lines[v]
		mean := ven.Referrals
		if l.asked {
			mean += ven.ReferAsked
		}
		for range w.poisson(min(1, ven.AccountFull/ven.AccountSpan) * mean * l.esteem) {
			l := w.pass(v, a)
			l.informal = true
			w.deliver(a, l)
			w.add(v, "referred", 1)
		}
	}
}

// pass is an account manager's lead for a partner (7.21).
func (w *twin) pass(v int, a *seller) *lead {
	var p *project
	if w.chance(w.s.Vendors[v].ReferQuality) {
		p = w.unclaimed(a.segment)
	}
	l := w.newLead(v, p)
	l.segment = a.segment
	if p != nil {
		p.touch(v)
	}
	passed := false
	if l.grade, passed = w.grade(&w.desks[v].marketing, w.score(v, p)); !passed {
		l.grade = unqualified
	}
	return l
}

// unclaimed draws births of a segment until one is to be had, eight at most (7.21).
func (w *twin) unclaimed(segment int) *project {
	for range 8 {
		if p := w.birth(w.recent[segment]); p != nil && p.free() {
			return p
		}
	}
	return nil
}

// takes is what a campaign lead takes of funds (7.21).
func (w *twin) takes(v int) float64 {
	return w.s.Vendors[v].CostPerTouch() / (1 + w.s.Partners.FundsOwn)
}

// grant puts the week's funds into a partner's accounts (7.21).
func (w *twin) grant(a *seller) {
	for v, l := range a.lines {
		funds := w.s.Vendors[v].Funds
		if a.rep || !l.member || funds == 0 {
			continue
		}
		l.account = min(l.account+funds, funds*float64(w.s.Vendors[v].FundsLife))
		w.add(v, "funds granted", funds)
		w.add(v, "campaign leads paid for", funds/w.takes(v))
	}
}

// campaign spends co-marketing funds, and returns the hours left (7.21).
func (w *twin) campaign(a *seller, left, hourWorth float64) float64 {
	p := &w.s.Partners
	for v, l := range a.lines {
		if !l.member || w.s.Vendors[v].Funds == 0 {
			continue
		}
		possible := math.Floor(min(l.account, p.FundsBurst*w.s.Vendors[v].Funds) / w.takes(v))
		belief := l.campaignA / (l.campaignA + l.campaignB)
		worth := a.kind.FollowFactor * w.gain(a, v, belief, max(1, possible), p.HoursContact)
		chance := w.opens(worth, hourWorth)
		setup := p.HoursSetup
		for range int(possible) {
			cost := p.HoursReview + p.HoursContact + setup
			if !w.chance(chance) || cost > left {
				continue
			}
			left -= cost
			setup = 0
			l.hoursLeads += cost
			w.run(a, l)
		}
	}
	return left
}

// run is one campaign lead (7.21).
func (w *twin) run(a *seller, l *line) {
	v, takes := l.vendor, w.takes(l.vendor)
	l.campaigned++
	l.account -= takes
	a.income -= w.s.Partners.FundsOwn * takes
	w.add(v, "funds spent", takes)
	w.add(v, "campaign leads", 1)
	if !w.chance(w.desks[v].good * w.s.Market.Reach) {
		return
	}
	if p := w.unclaimed(a.segment); p != nil {
		w.claim(a, &opportunity{project: p, line: l, source: "campaign"})
	}
}

// promise works out the chance of 7.21 that an inquiry is one of an unclaimed project.
func (w *twin) promise(v int) {
	unclaimed, pursued := 0.0, 0.0
	for _, p := range w.projects {
		if p.owner != nil {
			pursued++
		} else if !p.gone {
			unclaimed++
		}
	}
	q, m := w.s.Vendors[v].LeadQuality, &w.s.Market
	if all := q*(unclaimed+m.PursuedTouch*pursued) + (1-q)*w.ground.Pool; all > 0 {
		w.desks[v].good = q * unclaimed / all
	}
}

// intend notes how a partner would decide on a fresh lead of each class (7.4).
func (w *twin) intend(a *seller, hourWorth float64) {
	for v, l := range a.lines {
		for c := range 2 {
			if l.member {
				l.wants[c] = w.opens(w.worth(a, v, l.a[c]/(l.a[c]+l.b[c]), w.s.Partners.HoursContact), hourWorth)
			}
		}
	}
}
