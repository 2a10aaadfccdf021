package sim_test

import "math"

// contest gives contested projects to the least lot (7.9). What remains of the
// claims are those that won.
func (w *twin) contest() {
	best := map[*project]float64{}
	for _, c := range w.claims {
		if lot, contested := best[c.opp.project]; !contested || c.lot < lot {
			best[c.opp.project] = c.lot
		}
	}
	var won []claim
	for _, c := range w.claims {
		if p := c.opp.project; p == nil || c.lot == best[p] {
			won = append(won, c)
		}
	}
	w.claims = won
}

// resolve decides opportunities whose last week has been served (7.9).
func (w *twin) resolve(a *seller) {
	var kept []*opportunity
	for i, o := range a.opps {
		if i < a.served {
			o.weeks--
		}
		if o.weeks > 0 {
			kept = append(kept, o)
			continue
		}
		m := &w.s.Market
		if o.project == nil {
			if w.chance(min(1, m.Close*a.closing)) {
				value := lognormal(m.ValueMean, m.ValueSigma, w.NormFloat64())
				a.income += value * w.s.Partners.OutsideWorth * w.s.Partners.OutsideMargin
			}
			continue
		}
		fit := m.FitOther
		if a.segment == o.project.segment {
			fit = m.FitOwn
		}
		ready := math.Exp(m.Readiness*o.project.z - m.Readiness*m.Readiness/2)
		if w.chance(min(1, m.Close*fit*a.closing*ready)) {
			w.win(a, o)
			o.project.gone = true
		} else {
			w.lose(a, o)
			w.free(o.project, w.chance(m.Requeue))
		}
	}
	a.opps = kept
}

// free makes a project unclaimed from next week, or ends it (7.9).
func (w *twin) free(p *project, again bool) {
	p.owner, p.registered = nil, nil
	p.gone = !again || p.lapse <= w.t+1
}

// open starts the opportunities of this week's winning claims (7.9).
func (w *twin) open() {
	for _, c := range w.claims {
		a, o := c.seller, c.opp
		o.weeks = w.geometric(w.s.Market.CycleWeeks)
		a.opps = append(a.opps, o)
		if o.project == nil {
			a.outOpps[w.now()]++
			continue
		}
		o.project.owner = a
		if o.source != "lead" {
			w.findOut(a, o)
			continue
		}
		o.line.turned[o.class]++
		o.lead.turned = true
		a.ledOpps[o.line.vendor][w.now()]++
		if a.rep {
			w.add(o.line.vendor, "opps direct", 1)
		} else {
			w.add(o.line.vendor, "opps", 1)
		}
	}
}

// win books a won opportunity and its report (7.13, 7.14).
func (w *twin) win(a *seller, o *opportunity) {
	v, value := o.line.vendor, o.project.value
	ven := &w.s.Vendors[v]
	a.revenue[v][w.now()] += value
	w.add(v, "goods", value*(1-ven.GrossMargin))
	if o.project.marketed != none {
		w.add(v, "revenue touched", value)
	}
	if a.rep {
		w.add(v, "won direct", 1)
		w.add(v, "won direct "+o.grades, 1)
		w.add(v, "revenue direct", value)
		return
	}
	registered := o.project.registered == o.line && w.t <= o.project.registeredUntil
	margin := a.kind.MarginFactor * ven.PartnerMargin
	if registered {
		margin += ven.ProtectMargin
		w.add(v, "revenue registered", value)
	}
	a.income += value * margin
	w.add(v, "margin", value*margin)
	w.credit(o, value, registered)
	if !w.settling() {
		o.line.file.revenue[0] += value
	}
	switch o.source {
	case "hunt":
		w.add(v, "revenue hunted", value)
		o.line.huntedWins += one(w.chance(w.reporting(o.line)))
		return
	case "campaign":
		w.add(v, "revenue campaigns", value)
		w.add(v, "campaign wins", 1)
		w.endCampaign(v)
		return
	}
	w.add(v, "won", 1)
	w.add(v, "revenue leads", value)
	reported := w.report(o)
	if reported {
		w.add(v, "reported wins", 1)
	}
	if o.inform {
		return
	}
	if reported && !w.settling() {
		o.line.file.wins[0]++
		w.desks[v].file.wins[0]++
		w.add(v, "reported "+o.grades, 1)
	}
	if w.chance(ven.Audit) {
		w.add(v, "audited", 1)
		if reported {
			w.add(v, "audited and reported", 1)
		}
	}
}

// lose books a lost opportunity (7.13).
func (w *twin) lose(a *seller, o *opportunity) {
	switch v := o.line.vendor; {
	case a.rep:
		w.add(v, "lost direct", 1)
	case o.source == "lead":
		w.add(v, "lost", 1)
		w.report(o)
	case o.source == "campaign":
		w.endCampaign(v)
	}
}

// report says whether a partner reports an outcome (7.13).
func (w *twin) report(o *opportunity) bool {
	if !w.chance(w.reporting(o.line)) {
		return false
	}
	w.add(o.line.vendor, "reported", 1)
	return true
}

func (w *twin) reporting(l *line) float64 {
	p := &w.s.Partners
	return min(1, p.ReportBase*(p.ReportFloor+p.ReportTrust*l.trust))
}

// endCampaign counts a decided campaign lead and whether it is reported (7.13).
func (w *twin) endCampaign(v int) {
	w.add(v, "campaign ends", 1)
	if w.chance(w.s.Partners.CampaignTold) {
		w.add(v, "campaign reported", 1)
	}
}

// findOut starts what a partner found by itself, and registers it (7.9, 7.20, 7.27).
func (w *twin) findOut(a *seller, o *opportunity) {
	l, p := o.line, o.project
	p.found = true
	if p.first == none {
		p.first = find
	}
	if o.source == "campaign" {
		a.campOpps[w.now()]++
		l.campaignOpps++
		return
	}
	a.huntOpps[w.now()]++
	l.found++
	if !w.settling() {
		l.huntedQuarter++
	}
	ven := &w.s.Vendors[l.vendor]
	if ven.Registration && w.chance(l.trust) {
		p.registered, p.registeredUntil = l, w.t+ven.ProtectWeeks-1
	}
}

// credit is what the rules of attribution give to marketing (7.27).
func (w *twin) credit(o *opportunity, value float64, registered bool) {
	v, p := o.line.vendor, o.project
	w.add(v, "revenue partners", value)
	if p.first == v {
		w.add(v, "credit first", value)
	}
	if o.source == "lead" {
		w.add(v, "credit last", value)
	}
	touched := p.marketed == v
	if touched && !registered {
		w.add(v, "credit registration", value)
	}
	switch {
	case touched && p.found:
		w.add(v, "credit split", value/2)
	case touched:
		w.add(v, "credit split", value)
	}
}
