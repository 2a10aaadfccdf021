package sim_test

import "math"

// review carries out what partners wish, recruits, and at a quarter's end
// reads the reports (7.14, 7.15).
func (w *twin) review() {
	p := &w.s.Partners
	for i, a := range w.partners {
		if !a.failed || w.t < a.offered {
			continue
		}
		a.offered = w.t + p.RefillWeeks
		if w.chance(w.entry()) {
			w.partners[i] = w.found(i, w.t+1)
		}
	}
	for _, a := range w.partners {
		if a.failed {
			continue
		}
		if a.wishFail {
			w.fail(a)
			continue
		}
		for v, l := range a.lines {
			switch l.wish {
			case "leave":
				w.leave(a, v)
				w.add(v, "left", 1)
			case "quit":
				w.complain(l)
				w.leave(a, v)
				w.add(v, "left", 1)
				w.add(v, "quit", 1)
			case "come back":
				w.join(a, l, w.t+1)
				w.add(v, "joined", 1)
			}
			l.wish = ""
		}
	}
	for v := range w.desks {
		w.recruit(v)
		if (w.t+1)%13 == 0 {
			w.quarter(v)
		}
	}
}

// entry is the chance that somebody takes a failed partner's place (7.14).
func (w *twin) entry() float64 {
	power := w.s.Partners.EntryPower
	switch {
	case power == 0 || w.spent == 0:
		return 1
	case w.earned <= 0:
		return 0
	}
	return min(1, math.Pow(w.earned/w.spent, power))
}

// complain names the reasons of one who leaves out of discontent (7.14).
func (w *twin) complain(l *line) {
	sum := l.harm[0] + l.harm[1] + l.harm[2]
	for kind, name := range []string{"quit leads", "quit conflict", "quit unfairness"} {
		if l.harm[kind] > 0 && l.harm[kind] >= sum/5 {
			w.add(l.vendor, name, 1)
		}
	}
}

func (w *twin) fail(a *seller) {
	for v, l := range a.lines {
		if l.member {
			w.leave(a, v)
			w.counts[v][w.now()]["failed"]++
		}
	}
	w.counts[len(w.desks)][w.now()]["failed"]++ // once for the market, whatever it carries
	a.opps, a.failed, a.offered = nil, true, w.t+w.s.Partners.RefillWeeks
}

// leave ends a partner's line (7.14).
func (w *twin) leave(a *seller, v int) {
	l := a.lines[v]
	l.member, l.heard, l.former, l.left = false, false, true, w.t+1
	var inbox []*lead
	for _, lead := range a.inbox {
		switch {
		case lead.vendor != v:
			inbox = append(inbox, lead)
		case lead.status == "drawer":
			w.add(v, "expired", 1)
		default:
			w.add(v, "returned", 1)
			lead.status = "unread"
			if w.t+1-lead.week < w.s.Partners.LeadLife {
				lead.informal = false
				w.desks[v].returned = append(w.desks[v].returned, lead)
			}
		}
	}
	var opps []*opportunity
	for _, o := range a.opps {
		if o.line != l {
			opps = append(opps, o)
			continue
		}
		w.add(v, "given up", 1)
		w.free(o.project, true)
	}
	a.inbox, a.opps = inbox, opps
}

// recruit brings new members (7.14).
func (w *twin) recruit(v int) {
	p := &w.s.Partners
	for range w.poisson(p.JoinRate * float64(p.Count) * w.desks[v].pbar / p.BeliefClaim) {
		var list []*seller
		for _, a := range w.partners {
			l := a.lines[v]
			if !a.failed && !l.member && (!l.former || w.t-l.left >= p.RejoinAfter) {
				list = append(list, a)
			}
		}
		if len(list) > 0 {
			a := list[w.IntN(len(list))]
			w.join(a, a.lines[v], w.t+1)
			w.add(v, "joined", 1)
		}
	}
}

// readReport moves the channel's share of A/B leads, and the budget (7.15).
func (w *twin) readReport(v int) {
	ven, desk := &w.s.Vendors[v], w.desks[v]
	sum := func(name string) float64 {
		x := 0.0
		for k := max(0, w.t-51); k <= w.t; k++ {
			x += w.counts[v][k+w.s.Run.Settle][name]
		}
		return x
	}
	var x float64
	switch ven.Review {
	case "none":
		return
	case "naive":
		x = (sum("reported AB") + sum("reported rest")) / (sum("partners") - sum("informal")) / (sum("won direct") / sum("direct"))
	default:
		x = w.adjusted(v, sum)
	}
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return
	}
	praise := min(x/ven.ReviewTarget, 2) - 1
	desk.share = min(max(desk.share+ven.ReviewGain*praise, ven.ShareMin), ven.ShareMax)
	if ven.BudgetGain > 0 {
		desk.budget = min(max(desk.budget*(1+ven.BudgetGain*praise), ven.BudgetMin), ven.BudgetMax)
		w.appraise()
	}
}

// adjusted standardises by class, and for the closed loop corrects by the audit (7.15).
func (w *twin) adjusted(v int, sum func(string) float64) float64 {
	ven := &w.s.Vendors[v]
	rho := 1.0
	if audited := sum("audited"); ven.Review == "closed-loop" && audited > 0 {
		rho = max(sum("audited and reported"), 0.5) / audited
	}
	channel, direct := 0.0, 0.0
	for _, class := range []string{"AB", "rest"} {
		lp, ld := sum("ab partners")-sum("ab informal"), sum("ab direct")
		if class == "rest" {
			lp, ld = sum("partners")-sum("informal")-lp, sum("direct")-ld
		}
		if min(lp, ld) < float64(ven.ReviewLeads) {
			continue
		}
		channel += (lp + ld) * sum("reported "+class) / rho / lp
		direct += (lp + ld) * sum("won direct "+class) / ld
	}
	return channel / direct
}
