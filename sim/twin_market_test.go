package sim_test

import "math"

// Grades are 0 to 3 for A to D, and
const (
	unqualified = 4
	incomplete  = 5
)

// marketing is what follows from a vendor's parameters (7.2, 7.3).
type marketing struct {
	hazard, d, missing, gate float64
	sees                     float64    // r: how well a score knows readiness
	noise                    float64    // mean number of noise touches
	customers                float64    // share of real inquiries from existing customers
	blind                    float64    // d of these, relative to that of others
	bounds                   [4]float64 // least score for A, B, C, D
	real                     [2]float64 // P(real | class)
	grade                    [6]float64 // P(real | grade)
	abShare                  float64    // of leads
}

func normal(x float64) float64 { return math.Erfc(-x/math.Sqrt2) / 2 }

// below is the chance that a real inquiry has a score below x (7.3).
func (m *marketing) below(x float64) float64 {
	return (1-m.customers)*normal(x-m.d) + m.customers*normal(x-m.blind*m.d)
}

// quantile solves q*(1-F_1(t)) + (1-q)*(1-F_0(t)) = share for t (7.3).
func (m *marketing) quantile(q, share float64) float64 {
	if share >= 1 {
		return math.Inf(-1)
	}
	if share <= 0 {
		return math.Inf(1)
	}
	lo, hi := -40.0, 40.0
	for range 80 {
		t := (lo + hi) / 2
		if q*(1-m.below(t))+(1-q)*normal(-t) > share {
			lo = t
		} else {
			hi = t
		}
	}
	return lo
}

// appraise works out every vendor's marketing from the parameters as they are.
func (w *twin) appraise() {
	for i, desk := range w.desks {
		v, m := &w.s.Vendors[i], &desk.marketing
		volume := desk.budget * v.LeadVolume
		touch := min(0.95, v.LeadQuality*volume/w.ground.Pool)
		m.hazard, m.noise = -math.Log(1-touch), (1-v.LeadQuality)*volume
		m.customers, m.blind = w.s.Market.CustomerShare, w.s.Market.CustomerScore
		shrink := math.Exp(-v.AUCRate * v.Depth)
		m.d = math.Sqrt2 * math.Sqrt2 * math.Erfinv(2*(1-v.AUCGap*shrink)-1)
		if v.AUCGap == 0 {
			m.d = 12
		}
		m.missing = v.Missing * shrink
		m.sees = 1 - (1-v.ScoreReady)*shrink
		m.gate = m.quantile(v.LeadQuality, v.Gate)
		sum := 0.0
		for g, share := range []float64{v.GradeA, v.GradeB, v.GradeC, v.GradeD} {
			sum += share
			m.bounds[g] = m.quantile(v.LeadQuality, sum)
		}
		m.closedForm(v.LeadQuality)
	}
}

// closedForm works out P(real | grade), P(real | class) and the share of A/B (7.3).
func (m *marketing) closedForm(q float64) {
	var mass, real [2]float64
	add := func(grade int, lo, hi, kept float64) {
		lo, hi = max(lo, m.gate), max(hi, m.gate)
		r := q * (m.below(hi) - m.below(lo)) * kept
		n := (1 - q) * (normal(hi) - normal(lo)) * kept
		class := min(grade/2, 1)
		real[class] += r
		mass[class] += r + n
		m.grade[grade] = 0
		if r > 0 {
			m.grade[grade] = r / (r + n)
		}
	}
	hi := math.Inf(1)
	for g, lo := range m.bounds {
		add(g, lo, hi, 1-m.missing)
		hi = lo
	}
	add(unqualified, math.Inf(-1), hi, 1-m.missing)
	add(incomplete, math.Inf(-1), math.Inf(1), m.missing)
	for c := range 2 {
		if mass[c] > 0 {
			m.real[c] = real[c] / mass[c]
		}
	}
	m.abShare = mass[0] / (mass[0] + mass[1])
}

// claimed is what the vendor says of a lead (7.3).
func (w *twin) claimed(vendor, class int) float64 {
	if w.s.Vendors[vendor].Disclose {
		return min(1, w.s.Partners.ClaimFactor*w.s.Market.Reach*w.desks[vendor].real[class])
	}
	return w.s.Partners.BeliefClaim
}

// grade qualifies an inquiry by its score; false: dropped by the gate (7.3).
func (w *twin) grade(m *marketing, score float64) (int, bool) {
	if score < m.gate {
		return 0, false
	}
	if w.chance(m.missing) {
		return incomplete, true
	}
	for g, bound := range m.bounds {
		if score > bound {
			return g, true
		}
	}
	return unqualified, true
}

// shock changes parameters (6).
func (w *twin) shock() {
	recorded := w.t + 1 - w.s.Run.WarmUp
	for _, group := range w.s.ShockWeeks() {
		if w.s.Shocks[group[0]].Week != recorded {
			continue
		}
		if err := w.s.Strike(group); err != nil {
			panic(err)
		}
		w.appraise()
		for v, desk := range w.desks {
			announced := false
			for _, i := range group {
				sh := &w.s.Shocks[i]
				if key := "vendors." + w.s.Vendors[v].Name + ".ab_reserved"; sh.Key == key || sh.Key == "vendors.*.ab_reserved" {
					desk.share = w.s.Vendors[v].ABReserved
				}
				announced = announced || sh.Announce && sh.Concerns(w.s.Vendors[v].Name)
			}
			if announced {
				w.announce(v)
			}
		}
	}
}

func (w *twin) announce(v int) {
	for _, a := range w.members(v) {
		l := a.lines[v]
		for c := range 2 {
			weight := w.s.Partners.AnnounceWeight * l.trust
			l.a[c] += weight * w.claimed(v, c)
			l.b[c] += weight * (1 - w.claimed(v, c))
		}
	}
}

// arrivals is the mean number of new projects of a segment and week (7.1).
func (w *twin) arrivals(segment, t int) float64 {
	m := &w.s.Market
	t = max(t, 0) // weeks of settling have no date
	maturity := m.Maturity
	if own := w.s.Segments[segment].Maturity; own != "" {
		maturity = own
	}
	mean := m.ProjectsPerWeek * w.s.Segments[segment].Share
	f0, curved := map[string]float64{"nascent": 0.02, "growth": 0.2, "mature": 0.55, "declining": 0.85}[maturity]
	if !curved {
		return mean
	}
	p, q := m.BassP, m.BassQ
	e := math.Exp(-(p+q)*float64(t)/52) * (1 - f0) / (1 + f0*q/p)
	f := (1 - e) / (1 + q/p*e)
	top := p
	if q > p {
		top = (p + q) * (p + q) / (4 * q)
	}
	return mean * (p + q*f) * (1 - f) / top
}

// appear makes a project that lapses a geometric life after the week (7.1).
func (w *twin) appear(segment, week int) *project {
	m := &w.s.Market
	z := w.NormFloat64()
	p := &project{segment: segment, lapse: week + w.geometric(m.MeanLife), z: w.NormFloat64(),
		value: lognormal(m.ValueMean, m.ValueSigma, z), rank: normal(z), first: none, marketed: none}
	w.mayBelong(p)
	p.known = p.lot < m.CustomerShare || w.chance(m.KnownShare)
	for range w.s.Vendors {
		p.sight = append(p.sight, w.NormFloat64())
		p.left = append(p.left, w.ExpFloat64())
		p.listed = append(p.listed, w.Float64())
		p.stretch = append(p.stretch, w.Float64())
	}
	w.projects = append(w.projects, p)
	return p
}

// mayBelong draws whose existing customer is behind a project, if it is a partner's (7.19).
func (w *twin) mayBelong(p *project) {
	p.lot = w.Float64()
	bases := 0.0
	for _, a := range w.firsts {
		bases += a.kind.CustomerBase
	}
	x := w.Float64() * bases
	for _, a := range w.firsts {
		if x -= a.kind.CustomerBase; x < 0 {
			p.holder = a
			return
		}
	}
}

// existing says whether somebody's existing customer is behind a project, and
// the partner whose it is. Customers of a partner that has failed are nobody's.
func (w *twin) existing(p *project) (is bool, of *seller) {
	m := &w.s.Market
	switch {
	case p.lot < m.CustomerShare*m.CustomerDirect:
		return true, nil
	case p.lot < m.CustomerShare && p.holder != nil && !p.holder.failed:
		return true, p.holder
	}
	return false, nil
}

// touch marks a project as found by a vendor's marketing (7.27).
func (p *project) touch(v int) {
	if p.marketed == none {
		p.marketed = v
	}
	if p.first == none {
		p.first = v
	}
}

// arrive brings this week's projects (7.1).
func (w *twin) arrive() {
	born := make([][]*project, len(w.s.Segments))
	for s := range w.s.Segments {
		for range w.poisson(w.arrivals(s, w.t)) {
			born[s] = append(born[s], w.appear(s, w.t))
		}
	}
	w.births = append(w.births, born)
	for len(w.births) > w.s.Market.Freshness {
		w.births = w.births[1:]
	}
	w.recent, w.findable = make([][]*project, len(w.s.Segments)), make([][]*project, len(w.s.Segments))
	for _, born := range w.births {
		for s, list := range born {
			w.recent[s] = append(w.recent[s], list...)
			for _, p := range list {
				if p.known {
					w.findable[s] = append(w.findable[s], p)
				}
			}
		}
	}
}

// market lets projects lapse and marketing touch them, and grades what came of it (7.1 to 7.3).
func (w *twin) market() {
	var open []*project
	for _, p := range w.projects {
		if p.owner == nil && p.lapse <= w.t {
			p.gone = true
		}
		if !p.gone {
			open = append(open, p)
		}
	}
	w.projects = open
	w.untouched, w.pursued = 0, 0
	for _, p := range open {
		if p.owner == nil {
			w.untouched++
		} else {
			w.pursued++
		}
	}
	for v, desk := range w.desks {
		desk.leads = nil
		inquiries := 0
		for _, p := range open {
			if p.owner == nil {
				p.left[v] -= desk.hazard
			} else {
				p.left[v] -= desk.hazard * w.s.Market.PursuedTouch
			}
			if p.left[v] <= 0 {
				p.left[v] = w.ExpFloat64()
				inquiries++
				p.touch(v)
				w.inquire(v, p)
			}
		}
		for range w.poisson(desk.noise) {
			inquiries++
			w.inquire(v, nil)
		}
		ven := &w.s.Vendors[v]
		w.add(v, "marketing", desk.budget*ven.Budget+ven.Depth*ven.DepthCost*float64(inquiries))
		w.add(v, "reps", float64(ven.Reps)*ven.RepCost)
		if ven.AccountSpan > 0 {
			w.add(v, "support", float64(len(w.members(v)))/ven.AccountSpan*ven.AccountCost)
		}
		w.add(v, "generated", float64(len(desk.leads)))
	}
}

func (w *twin) inquire(v int, p *project) {
	desk := w.desks[v]
	l := w.newLead(v, p)
	var passed bool
	if l.grade, passed = w.grade(&desk.marketing, w.score(v, p)); passed {
		desk.leads = append(desk.leads, l)
		w.add(v, "generated real", float64(one(p != nil)))
	}
}

// newLead is a lead of this week with a project behind it, or noise (nil).
func (w *twin) newLead(v int, p *project) *lead {
	l := &lead{vendor: v, week: w.t, project: p, reserve: w.Float64(), lot: w.Float64(),
		breaks: w.Float64(), opening: map[*seller]float64{}}
	if p != nil {
		l.segment, l.rank, l.listed, l.stretch = p.segment, p.rank, p.listed[v], p.stretch[v]
	} else {
		l.segment, l.rank, l.listed, l.stretch = w.anySegment(-1), w.Float64(), w.Float64(), w.Float64()
	}
	return l
}

// score is that of an inquiry (7.3).
func (w *twin) score(v int, p *project) float64 {
	m := &w.desks[v].marketing
	if p == nil {
		return w.NormFloat64()
	}
	z := m.sees*p.z + math.Sqrt(1-m.sees*m.sees)*p.sight[v]
	if is, _ := w.existing(p); is {
		return m.blind*m.d + z
	}
	return m.d + z
}
