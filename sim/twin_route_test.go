package sim_test

import "slices"

// members lists the active members in order of places.
func (w *twin) members(v int) []*seller {
	var list []*seller
	for _, a := range w.partners {
		if !a.failed && a.lines[v].member {
			list = append(list, a)
		}
	}
	return list
}

func (w *twin) team(v int) []*seller {
	var list []*seller
	for _, a := range w.reps {
		if a.vendor == v {
			list = append(list, a)
		}
	}
	return list
}

// distribute routes the leads of the week, and those returned, one by one (7.4).
func (w *twin) distribute() {
	for v, desk := range w.desks {
		leads := append(desk.leads, desk.returned...)
		desk.returned = nil
		w.Shuffle(len(leads), func(i, j int) { leads[i], leads[j] = leads[j], leads[i] })
		partners, reps := w.members(v), w.team(v)
		for _, l := range leads {
			to := w.route(v, l, partners, reps)
			if to == nil && len(partners) == 0 {
				to = w.nextRep(v, reps)
			}
			if to != nil {
				w.deliver(to, l)
			}
		}
	}
}

func (w *twin) deliver(to *seller, l *lead) {
	l.routed, l.status = w.t, "unread"
	to.inbox = append(to.inbox, l)
	to.lines[l.vendor].received[w.t]++
	to.gotLeads[l.vendor][w.t]++
	route := "partners"
	if to.rep {
		route = "direct"
	}
	w.add(l.vendor, route, 1)
	if l.ab() {
		w.add(l.vendor, "ab "+route, 1)
	}
	if !to.rep && to.segment == l.segment {
		w.add(l.vendor, "fit", 1)
	}
}

func next(turn *int, list []*seller) *seller {
	if len(list) == 0 {
		return nil
	}
	*turn = (*turn + 1) % len(list)
	return list[*turn]
}

// nextRep is the next rep with room.
func (w *twin) nextRep(v int, reps []*seller) *seller {
	for range reps {
		queue := 0
		rep := next(&w.desks[v].repTurn, reps)
		for _, l := range rep.inbox {
			if l.status == "unread" || l.status == "opened" {
				queue++
			}
		}
		if queue < w.s.Vendors[v].QueueLimit {
			return rep
		}
	}
	return nil
}

func drawn(list []*seller, lot float64) *seller {
	if len(list) == 0 {
		return nil
	}
	return list[int(lot*float64(len(list)))]
}

// route is the table of policies (7.4).
func (w *twin) route(v int, l *lead, partners, reps []*seller) *seller {
	ven, desk := &w.s.Vendors[v], w.desks[v]
	reserved := l.ab() && l.reserve < desk.share
	switch ven.Policy {
	case "round-robin":
		if !reserved {
			return next(&desk.inTurn, slices.Concat(partners, reps))
		}
	case "lottery":
		if !reserved {
			return drawn(slices.Concat(partners, reps), w.Float64())
		}
		return drawn(partners, w.Float64())
	case "best-fit":
		return w.bestFit(ven.Candidates, ven.Knowledge, l, partners)
	case "cherry-pick", "named-accounts":
		direct := l.ab()
		if ven.Policy == "named-accounts" {
			direct = l.rank > 1-ven.BigTicket || l.listed < ven.NamedShare || l.ab() && l.stretch < ven.ListStretch
		}
		if !reserved && direct {
			if rep := w.nextRep(v, reps); rep != nil {
				return rep
			}
		}
	}
	return next(&desk.partnerTurn, partners)
}

func (w *twin) bestFit(candidates int, knowledge float64, l *lead, partners []*seller) *seller {
	var first *seller
	for range candidates {
		a := drawn(partners, w.Float64())
		if a == nil {
			return nil
		}
		if first == nil {
			first = a
		}
		seems := a.segment == l.segment
		if u := w.Float64(); u >= knowledge { // what is left of u decides
			seems = u < knowledge+(1-knowledge)/float64(len(w.s.Segments))
		}
		if seems {
			return a
		}
	}
	return first
}
