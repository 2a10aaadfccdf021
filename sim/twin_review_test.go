package sim_test

import "math"

// review carries out what partners wish, recruits, and at a quarter's end
// reads the reports (7.14, 7.15).
func (w *twin) review() {
	p := &w.s.Partners
	for i, a := range w.partners {
		if a.failed && w.t-a.failedAt >= p.RefillWeeks {
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
			case "come back":
				w.join(l, w.t+1)
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

func (w *twin) fail(a *seller) {
	for v, l := range a.lines {
		if l.member {
			w.leave(a, v)
			w.counts[v][w.t]["failed"]++
		}
	}
	w.counts[len(w.desks)][w.t]["failed"]++ // once for the market, whatever it carries
	a.opps, a.failed, a.failedAt = nil, true, w.t
}

// leave ends a partner's line (7.14).
func (w *twin) leave(a *seller, v int) {
	l := a.lines[v]
	l.member, l.former, l.left = false, true, w.t+1
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
		switch o.source {
		case "lead":
			w.add(v, "lost", 1)
		case "campaign":
			w.add(v, "campaign ends", 1)
		}
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
			w.join(list[w.IntN(len(list))].lines[v], w.t+1)
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
			x += w.counts[v][k][name]
		}
		return x
	}
	var x float64
	switch ven.Review {
	case "none":
		return
	case "naive":
		x = sum("formal reported wins") / sum("formal partners") / (sum("won direct") / sum("formal direct"))
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
		lp, ld := sum("formal ab partners"), sum("formal ab direct")
		if class == "rest" {
			lp, ld = sum("formal partners")-lp, sum("formal direct")-ld
		}
		if min(lp, ld) < float64(ven.ReviewLeads) {
			continue
		}
		channel += (lp + ld) * sum("reported "+class) / rho / lp
		direct += (lp + ld) * sum("won direct "+class) / ld
	}
	return channel / direct
}
