package sim_test

import (
	"cmp"
	"slices"
)

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
		leads := append(append(append(desk.leads, desk.returned...), desk.pool...), w.recall(v)...)
		desk.returned, desk.pool = nil, nil
		w.refer(v)
		slices.SortFunc(leads, func(l, m *lead) int { return cmp.Compare(l.lot, m.lot) })
		d := dealing{twin: w, v: v, desk: desk, Vendor: &w.s.Vendors[v], reps: w.team(v)}
		for _, a := range w.members(v) {
			if l := a.lines[v]; !l.laggard || d.Laggards != "reassign" {
				d.partners = append(d.partners, a)
			}
		}
		for _, l := range leads {
			d.deal(l)
		}
	}
}

// recall takes back leads that nobody opened, or helps with them (7.22).
func (w *twin) recall(v int) (again []*lead) {
	ven := &w.s.Vendors[v]
	rule := ven.Recall
	if rule == "none" && ven.Policy == "first-refusal" {
		rule = "reassign"
	}
	if rule == "none" || ven.RecallAfter >= w.s.Partners.LeadLife {
		return nil
	}
	for _, a := range w.members(v) {
		var kept []*lead
		for _, l := range a.inbox {
			due := l.vendor == v && l.routed == w.t-ven.RecallAfter && l.status != "opened" && l.recalls < ven.RecallMost
			if due {
				l.recalls++
				w.add(v, "recalled", 1)
			}
			switch {
			case due && rule == "reassign":
				l.from, l.informal = a, false
				a.lines[v].recalled += one(l.status == "unread")
				again = append(again, l)
				continue
			case due:
				l.help, l.status = true, "unread"
				a.lines[v].helped++
				w.add(v, "support", ven.RecallCost)
			}
			kept = append(kept, l)
		}
		a.inbox = kept
	}
	return again
}

// deliver gives a lead to a seller.
func (w *twin) deliver(to *seller, l *lead) {
	v := l.vendor
	l.routed, l.help, l.from = w.t, false, nil
	if l.status != "opened" {
		l.status = "unread"
	}
	to.inbox = append(to.inbox, l)
	to.lines[v].received[w.now()]++
	to.gotLeads[v][w.now()]++
	route, had := "partners", &l.hadPartners
	if to.rep {
		route, had = "direct", &l.hadReps
	}
	first := !*had
	*had = true
	if first {
		w.add(v, route, 1)
		if l.ab() {
			w.add(v, "ab "+route, 1)
		}
	}
	if l.ab() {
		w.add(v, "ab dealt "+route, 1)
	}
	if l.project != nil && !w.settling() {
		w.desks[v].routedReal++
	}
	if to.rep {
		return
	}
	w.add(v, "dealt", 1)
	if to.segment == l.segment {
		w.add(v, "fit", 1)
	}
	switch {
	case w.settling():
	case !l.informal:
		to.lines[v].file.leads[0]++
		if first {
			w.desks[v].file.leads[0]++
		}
	case l.ab():
		w.add(v, "ab informal", 1)
		fallthrough
	default:
		w.add(v, "informal", 1)
	}
	value := w.s.Market.Reach * w.ground.Had * w.s.Market.Close * w.s.Market.ValueMean
	w.add(v, "face", value*w.desks[v].grade[w.written(l)])
	w.add(v, "true", value*w.desks[v].grade[l.grade])
}
