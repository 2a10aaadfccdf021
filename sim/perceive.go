package sim

// compare lets a vendor and its partners see, now and then, what the other really
// did this quarter, and counts how far off their pictures are.
func (w *World) compare(v int) {
	own, good := w.truths(v)
	r, vendor := w.rules, &w.rules.Vendors[v]
	seen := r.GapRate
	if vendor.SharedResults {
		seen = r.GapShared
	}
	t := &w.weekly[w.week][v]
	w.firstViews(v, own, good)
	for _, h := range w.desks[v].Members {
		st := w.standingOf(v, int(h))
		found := float64(st.Quarter(w.quarter()).Found)
		if st.Met || r.Hearsay > 0 {
			w.see(int(h), v, seen, found, good)
		}
		st.Met = true
		t[seenOwn] += st.SeenOwn
		t[trueOwn] += found
		t[seenGood] += st.SeenGood
		t[trueGood] += good
	}
	market := &w.weekly[w.week][len(w.desks)]
	for _, c := range []counter{seenOwn, trueOwn, seenGood, trueGood} {
		market[c] += t[c]
	}
}

// firstViews gives both sides their first estimates of each other at a partner's first
// quarter's end: too high, the partner's in part what its peers thought until today.
func (w *World) firstViews(v int, own, good float64) {
	r := w.rules
	for _, h := range w.desks[v].Members {
		st := w.standingOf(v, int(h))
		if st.Met {
			continue
		}
		st.SeenOwn, st.SeenGood = float64(r.GapVendor*own), float64(r.GapPartner*good)
		if think, ok := w.peersThink(int(h), v); ok {
			st.SeenGood += float64(r.Hearsay * (think - st.SeenGood))
		}
	}
}

// peersThink is the mean of what a partner's peers, as far as they have a view, think of
// a vendor's good leads.
func (w *World) peersThink(h, v int) (mean float64, ok bool) {
	n := 0.0
	for _, peer := range w.network.peers(h) {
		if st := w.standingOf(v, int(peer)); st.Met && w.partnerLine(v, int(peer)).Member {
			mean += st.SeenGood
			n++
		}
	}
	return mean / max(1, n), n > 0
}

// see holds each side's estimate against the truth, if it gets to see it.
func (w *World) see(h, v int, chance, found, good float64) {
	st, entity, week := w.standingOf(v, h), w.sellers[h].Entity, uint64(w.week)<<8|uint64(v)
	var short bool
	if w.key.uniform(drawSee, entity, week) < chance {
		if st.SeenOwn, short = w.rules.Compare(st.SeenOwn, found); short {
			st.Esteem *= 1 - w.rules.GapDisappoint
		}
	}
	if w.key.uniform(drawSee, entity|1<<63, week) < chance {
		st.SeenGood, short = w.rules.Compare(st.SeenGood, good)
		st.Shortfall = st.Shortfall || short
	}
}

// truths are the quarter's mean number of own opportunities per partner, and its
// good leads per partner and week.
func (w *World) truths(v int) (own, good float64) {
	members := float64(len(w.desks[v].Members))
	if members == 0 {
		return 0, 0
	}
	for _, h := range w.desks[v].Members {
		own += float64(w.standingOf(v, int(h)).Quarter(w.quarter()).Found)
	}
	for t := w.week - quarterWeeks + 1; t <= w.week; t++ {
		c := &w.weekly[t][v]
		good += c[realToPartners] + c[realToDirect]
	}
	return own / members, good / members / quarterWeeks
}
