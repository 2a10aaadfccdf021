package sim_test

import "math"

// class is that of a lead as its holder sees it: 0 for A/B, or for all where grades are not shown.
func (w *twin) class(a *seller, l *lead) int {
	if a.rep {
		return one(!l.ab())
	}
	return one(w.s.Vendors[l.vendor].Disclose && w.written(l) > 1)
}

// written is the grade that a partner reads (7.24).
func (w *twin) written(l *lead) int {
	if l.grade == incomplete {
		return incomplete
	}
	return max(0, l.grade-w.s.Vendors[l.vendor].Inflation)
}

func (w *twin) believed(a *seller, l *lead) float64 {
	line, c := a.lines[l.vendor], w.class(a, l)
	return line.a[c] / (line.a[c] + line.b[c])
}

func (w *twin) deal(a *seller, v int) float64 {
	if a.rep && w.s.Direct.CommissionPaid {
		return w.s.Market.ValueMean * w.s.Market.Close
	}
	if a.rep {
		return w.s.Market.ValueMean * w.s.Market.Close * w.s.Direct.Commission
	}
	return w.s.Market.ValueMean * w.s.Market.Close * w.s.Vendors[v].PartnerMargin * a.kind.MarginFactor
}

// hunted is the worth of an opportunity that a partner hunts, and may register (7.7).
func (w *twin) hunted(a *seller, l *line) float64 {
	ven := &w.s.Vendors[l.vendor]
	if !ven.Registration {
		return w.deal(a, l.vendor)
	}
	return w.deal(a, l.vendor) + l.trust*w.s.Market.ValueMean*w.s.Market.Close*ven.ProtectMargin
}

// usual is the number of leads a week that a seller expects (7.7).
func (w *twin) usual(l *line) float64 {
	return max(1, float64(l.lastTen(w.now()))/float64(min(10, w.t-l.since+1)))
}

// gain is the worth of an hour on n leads a week of which each costs a contact and becomes an opportunity with chance p.
func (w *twin) gain(a *seller, v int, p, n, contact float64) float64 {
	part := &w.s.Partners
	return p * w.deal(a, v) * n / (part.HoursSetup + n*(part.HoursReview+contact+p*part.HoursPursue))
}

// contactHours is what a contact costs; the vendor may help (7.8).
func (w *twin) contactHours(l *lead) float64 {
	if l.help {
		return w.s.Partners.HoursContact / 2
	}
	return w.s.Partners.HoursContact
}

// opens is the chance to take what is worth so much, where an hour has another worth (7.8).
func (w *twin) opens(worth, hourWorth float64) float64 {
	if hourWorth <= 0 {
		return 1
	}
	return 1 / (1 + math.Exp(-w.s.Partners.ChoicePrecision*(worth/hourWorth-1)))
}

// worth of an hour on a vendor's leads of which each becomes an opportunity with chance p (7.7).
func (w *twin) worth(a *seller, v int, p, contact float64) float64 {
	part, ven, line := &w.s.Partners, &w.s.Vendors[v], a.lines[v]
	g := a.kind.FollowFactor * (part.LeadTrustBase + part.LeadTrustSlope*line.trust)
	if a.rep {
		g = 1
		if ven.Tracking {
			g *= 1 + w.s.Direct.TrackingEffect*(1-a.seniority)
		}
		if ven.Depth > 0 {
			g *= 1 + w.s.Direct.PrequalifEffect*a.seniority
		}
	}
	return g * w.gain(a, v, p, w.usual(line), contact)
}

// lastTen counts leads received in the ten weeks up to t, from the start of settling.
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
	return a.kind.OutsideFactor * w.s.Partners.OutsideRate / (1 + float64(w.pipeline(a, nil)))
}

// split shares hours out among the lines and returns the worth of the next hour (7.7).
func (w *twin) split(a *seller) float64 {
	p := &w.s.Partners
	if a.rep {
		y := w.s.Direct.AccountYield
		y *= w.desks[a.vendor].keeps
		return y * w.deal(a, a.vendor) / (1 + y*p.HoursPursue)
	}
	aspire := func(n int) float64 { return 1 - p.Aspiration*min(1, float64(n)/p.AspirationOpen) }
	y := w.outsideYield(a)
	deal := w.s.Market.ValueMean * w.s.Market.Close * p.OutsideWorth * p.OutsideMargin
	worth := []float64{y * deal / (1 + y*p.HoursPursue) * aspire(w.pipeline(a, nil))}
	var lines []*line
	for _, l := range a.lines {
		if l.member {
			lines = append(lines, l)
			trust := a.kind.HuntFactor * (p.HuntTrustBase + p.HuntTrustSlope*l.trust)
			worth = append(worth, trust*l.yield*w.hunted(a, l)/(1+l.yield*p.HoursPursue)*aspire(w.pipeline(a, l)))
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
