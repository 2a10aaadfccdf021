package sim_test

import (
	"math"
	"slices"

	"channelsim/scenarios"
)

// A dealing is a vendor that deals out its leads of a week (7.4).
type dealing struct {
	*twin
	v    int
	desk *desk
	*scenarios.Vendor
	partners, reps []*seller // that may get leads
	holder         *seller   // of the registered deal behind the lead at hand
}

// deal routes one lead, if anybody can take it.
func (d *dealing) deal(l *lead) {
	if d.protected(l) {
		return
	}
	to := d.route(l)
	if to == nil && len(d.partners) == 0 {
		to = d.nextRep()
	}
	if to != nil && !to.rep && l.status != "opened" && d.chance(d.Exploration) {
		to = d.drawn(d.partners, l)
	}
	switch {
	case to != nil:
		if !to.rep {
			to.lines[d.v].got++
		}
		d.deliver(to, l)
	case d.Policy == "open-pool" && d.t+1-l.week < d.s.Partners.LeadLife:
		d.desk.pool = append(d.desk.pool, l)
	}
}

// protected says whether a lead is kept back because the deal is registered (7.20).
func (d *dealing) protected(l *lead) bool {
	d.holder = nil
	p := l.project
	if p == nil || p.registered == nil || p.registered.vendor != d.v || d.t > p.registeredUntil {
		return false
	}
	if l.breaks < d.ProtectBroken {
		p.registered.broken++
		d.holder = p.owner
		return false
	}
	p.registered.honoured++
	d.add(d.v, "withheld", 1)
	return true
}

// may says whether a seller may get a lead.
func (d *dealing) may(a *seller, l *lead) bool {
	return a.rep || (d.WeeklyCap == 0 || a.lines[d.v].got < d.WeeklyCap) && a != l.from && a != d.holder
}

// next deals in turn.
func (d *dealing) next(turn *int, list []*seller, l *lead) *seller {
	for range list {
		*turn = (*turn + 1) % len(list)
		if a := list[*turn]; d.may(a, l) {
			return a
		}
	}
	return nil
}

// nextRep is the next rep with room.
func (d *dealing) nextRep() *seller {
	for range d.reps {
		queue := 0
		rep := d.next(&d.desk.repTurn, d.reps, nil)
		for _, l := range rep.inbox {
			if l.status == "unread" || l.status == "opened" {
				queue++
			}
		}
		if queue < d.QueueLimit {
			return rep
		}
	}
	return nil
}

// drawn is one by lot, or the next after it that may have the lead.
func (d *dealing) drawn(list []*seller, l *lead) *seller {
	if len(list) == 0 {
		return nil
	}
	i := d.IntN(len(list)) - 1
	return d.next(&i, list, l)
}

// anybody is a partner or rep by lot; a partner's lot may pass to another partner.
func (d *dealing) anybody(l *lead) *seller {
	all := slices.Concat(d.partners, d.reps)
	if len(all) == 0 {
		return nil
	}
	i := d.IntN(len(all))
	if i >= len(d.partners) {
		return all[i]
	}
	i--
	return d.next(&i, d.partners, l)
}

// think lists partners of whom an account manager thinks.
func (d *dealing) think(l *lead) []*seller {
	var list []*seller
	for range d.Candidates {
		if a := d.drawn(d.partners, l); a != nil {
			list = append(list, a)
		}
	}
	return list
}

// seems says whether a partner seems to fit a lead.
func (d *dealing) seems(a *seller, l *lead) bool {
	k := 0.0
	if d.AccountSpan > 0 {
		k = d.Knowledge * min(1, d.AccountFull/d.AccountSpan)
	}
	if d.chance(k) {
		return a.segment == l.segment
	}
	return d.chance(1 / float64(len(d.s.Segments)))
}

// route is the table of policies.
func (d *dealing) route(l *lead) *seller {
	reserved := l.ab() && l.reserve < d.desk.share
	direct := false // wanted for the direct team
	switch d.Policy {
	case "round-robin":
		if !reserved {
			return d.next(&d.desk.inTurn, slices.Concat(d.partners, d.reps), l)
		}
	case "lottery":
		if !reserved {
			return d.anybody(l)
		}
		return d.drawn(d.partners, l)
	case "best-fit", "merit", "first-refusal", "thompson", "open-pool":
		return d.pick(l)
	case "tiered":
		return d.tiered(l)
	case "cherry-pick":
		direct = l.ab()
	case "named-accounts":
		direct = l.rank > 1-d.BigTicket || l.listed < d.NamedShare || l.ab() && l.stretch < d.ListStretch
	case "partner-first":
		direct = l.week < d.t
	}
	if direct && !reserved {
		if rep := d.nextRep(); rep != nil {
			return rep
		}
	}
	return d.next(&d.desk.partnerTurn, d.partners, l)
}

// tiered draws a tier and goes on in turn.
func (d *dealing) tiered(l *lead) *seller {
	wanted := bronze
	switch u := d.Float64(); {
	case u < d.QuotaGold:
		wanted = gold
	case u < d.QuotaGold+d.QuotaSilver:
		wanted = silver
	}
	for _, tier := range []int{wanted, gold, silver, bronze} {
		var list []*seller
		for _, a := range d.partners {
			if a.lines[d.v].tier == tier {
				list = append(list, a)
			}
		}
		if a := d.next(&d.desk.tierTurn[tier], list, l); a != nil {
			return a
		}
	}
	return nil
}

// pick is what policies do that choose among candidates.
func (d *dealing) pick(l *lead) *seller {
	list := d.think(l)
	if len(list) == 0 {
		return nil
	}
	switch d.Policy {
	case "merit":
		return d.merit(list)
	case "first-refusal":
		return best(list, func(a *seller) float64 {
			if d.seems(a, l) {
				return d.conversion(d.v, a) * d.s.Market.FitOwn
			}
			return d.conversion(d.v, a) * d.s.Market.FitOther
		})
	case "thompson":
		drawn := map[*seller]float64{}
		return best(list, func(a *seller) float64 {
			if _, known := drawn[a]; !known {
				x, y := d.wins(d.v, a)
				drawn[a] = d.beta(x, y)
			}
			return drawn[a]
		})
	case "open-pool":
		for _, a := range list {
			if d.chance(a.lines[d.v].wants[d.class(a, l)]) {
				l.status = "opened"
				d.add(d.v, "opened", 1)
				return a
			}
		}
		return nil
	}
	for _, a := range list { // best-fit
		if d.seems(a, l) {
			return a
		}
	}
	return list[0]
}

// best is the first of those with the greatest value.
func best(list []*seller, value func(*seller) float64) *seller {
	var to *seller
	most := math.Inf(-1)
	for _, a := range list {
		if x := value(a); x > most {
			to, most = a, x
		}
	}
	return to
}

// merit draws in proportion to conversion and esteem.
func (d *dealing) merit(list []*seller) *seller {
	sum := 0.0
	weight := func(a *seller) float64 { return d.conversion(d.v, a) * (0.5 + a.lines[d.v].esteem) }
	for _, a := range list {
		sum += weight(a)
	}
	x := d.Float64() * sum
	for _, a := range list {
		if x -= weight(a); x < 0 {
			return a
		}
	}
	return list[len(list)-1]
}

// beta draws from a beta distribution by two gammas.
func (w *twin) beta(a, b float64) float64 {
	x, y := w.gamma(a), w.gamma(b)
	return x / (x + y)
}

// gamma draws from a gamma distribution of scale 1 (Marsaglia and Tsang 2000).
func (w *twin) gamma(shape float64) float64 {
	if shape < 1 {
		return w.gamma(shape+1) * math.Pow(w.Float64(), 1/shape)
	}
	d := shape - 1.0/3
	for {
		x := w.NormFloat64()
		v := math.Pow(1+x/math.Sqrt(9*d), 3)
		if v > 0 && math.Log(w.Float64()) < x*x/2+d-d*v+d*math.Log(v) {
			return d * v
		}
	}
}
