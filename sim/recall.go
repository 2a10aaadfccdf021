package sim

import "channelsim/agents"

// recall lets vendors take back the leads that partners have not opened in time,
// or help with them.
func (w *World) recall() {
	for v := range w.desks {
		r := &w.rules.Vendors[v]
		if r.Recall == "none" || r.RecallAfter >= len(w.recentBatches) {
			continue
		}
		b := w.recentBatches[r.RecallAfter]
		for h := range w.partners {
			leads := b.of(h)
			for i := range leads {
				if l := &leads[i]; int(l.Vendor) == v && int(l.Recalls) < r.RecallMost &&
					(l.Status == agents.Unread || l.Status == agents.Drawer) {
					w.takeBack(b, l, h, v)
				}
			}
		}
	}
}

// takeBack recalls one lead: it is routed again with its age, to another partner,
// or it stays and the vendor helps.
func (w *World) takeBack(b *batch, l *agents.Lead, h, v int) {
	r, st := &w.rules.Vendors[v], w.standingOf(v, h)
	w.book(v, leadsRecalled, 1)
	if r.Recall == "help" {
		if l.Status == agents.Drawer {
			w.sellers[h].Pending++
		}
		l.Status = agents.Unread
		l.Marks |= agents.Helped
		l.Recalls++
		st.Helped++
		w.blocks[0].tally[v].spend(costSupport, r.RecallCost)
		return
	}
	if l.Status == agents.Unread {
		w.sellers[h].Pending--
		st.Recalled++ // what it had decided against it does not miss
	}
	b.left[v][agents.Channel]--
	w.book(v, recallsRouted, 1)
	again := *l
	again.Status = agents.Unread
	again.Marks &= agents.Kept // it is the desk's from now on
	again.Recalls++
	l.Status = agents.Recalled
	w.leads = append(w.leads, again)
	w.addressed = append(w.addressed, address{agents.Nobody, int32(h)})
}
