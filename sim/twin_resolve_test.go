package sim_test

import "math"

// settle gives contested projects to the least lot (7.9). What remains of the
// claims are those that won.
func (w *twin) settle() {
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
	p.owner = nil
	p.gone = !again || p.lapse <= w.t+1
}

// open starts the opportunities of this week's winning claims (7.9).
func (w *twin) open() {
	for _, c := range w.claims {
		a, o := c.seller, c.opp
		o.weeks = w.geometric(w.s.Market.CycleWeeks)
		a.opps = append(a.opps, o)
		a.allOpps[w.t]++
		if o.project == nil {
			continue
		}
		o.project.owner = a
		if o.source == "hunt" {
			o.line.found++
			w.add(o.line.vendor, "opps hunt", 1)
			continue
		}
		o.line.turned[o.class]++
		a.ledOpps[o.line.vendor][w.t]++
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
	a.revenue[v][w.t] += value
	if a.rep {
		w.add(v, "won direct", 1)
		w.add(v, "won direct "+o.grades, 1)
		w.add(v, "revenue direct", value)
		w.add(v, "gross", value*ven.GrossMargin)
		return
	}
	a.income += value * ven.PartnerMargin
	w.add(v, "gross", value*(ven.GrossMargin-ven.PartnerMargin))
	if o.source == "hunt" {
		w.add(v, "revenue hunted", value)
		return
	}
	w.add(v, "won", 1)
	w.add(v, "revenue leads", value)
	reported := w.report(a, o)
	if reported {
		w.add(v, "reported wins", 1)
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
		w.report(a, o)
	}
}

// report says whether a partner reports an outcome (7.13).
func (w *twin) report(a *seller, o *opportunity) bool {
	p := &w.s.Partners
	if !w.chance(min(1, p.ReportBase*(p.ReportFloor+p.ReportTrust*o.line.trust))) {
		return false
	}
	w.add(o.line.vendor, "reported", 1)
	return true
}
