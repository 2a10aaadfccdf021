package sim

import (
	"channelsim/agents"
	"channelsim/sim/chance"
)

// batch holds the leads routed in one week, sorted by the seller that got them.
type batch struct {
	leads []agents.Lead
	start []int32                // of each seller's leads; one more for the end
	left  [][agents.Routes]int32 // by vendor: not worked and not given back
}

func (b *batch) clear(sellers int) {
	b.leads = b.leads[:0]
	clear(b.left)
	if len(b.start) != sellers+1 {
		b.start = make([]int32, sellers+1)
	}
	clear(b.start)
}

func (b *batch) of(seller int) []agents.Lead {
	return b.leads[b.start[seller]:b.start[seller+1]]
}

// turn makes the oldest batch this week's.
func (w *World) turn() *batch {
	n := len(w.batches)
	for ago := range w.recentBatches {
		w.recentBatches[ago] = &w.batches[(w.week+n-ago)%n]
	}
	w.recentBatches[0].clear(len(w.sellers))
	return w.recentBatches[0]
}

// address says whom a lead of this week is meant for, if it is not the policy's
// to say, and who must not get it.
type address struct{ to, except int32 }

// anybody is the address of most leads.
var anybody = address{agents.Nobody, agents.Nobody}

// addressOf returns the address of lead i. Only the last leads of the list have one.
func (w *World) addressOf(i int32) address {
	if k := int(i) - (len(w.leads) - len(w.addressed)); k >= 0 {
		return w.addressed[k]
	}
	return anybody
}

// distribute routes this week's leads, vendor by vendor, in the order of a
// lottery: by their identities, which say nothing about what they are worth.
// The batch that is filled is that of the leads that ran out last week.
func (w *World) distribute() {
	for v := range w.desks {
		d := &w.desks[v]
		d.StartWeek(w.week)
		d.MeanWins = w.meanWins(v)
	}
	b := w.turn()
	w.recall()
	w.refer()
	w.shuffle()
	w.holder = grow(w.holder, len(w.leads))
	for _, i := range w.order {
		to := w.route(&w.leads[i], w.addressOf(i))
		w.holder[i] = to
		if to != agents.Nobody {
			b.start[to+1]++
		}
	}
	w.deliver(b)
}

// route asks the vendor's policy who gets a lead, and counts it.
func (w *World) route(l *agents.Lead, a address) int32 {
	to := a.to
	if to == agents.Nobody {
		if to = w.place(l, a.except); to == agents.Nobody {
			return to
		}
	}
	s := &w.sellers[to]
	s.Pending++
	w.countRouted(l, s, w.rep(to))
	w.logRouted(l, to)
	if l.Status == agents.Opened && !w.rep(to) {
		w.careers.take(int(l.Vendor)*w.partners + int(to))
	}
	w.recentBatches[0].left[l.Vendor][w.routeOf(to)]++
	return to
}

// place finds who gets a lead that is addressed to nobody in particular.
func (w *World) place(l *agents.Lead, except int32) int32 {
	d, v := &w.desks[l.Vendor], int(l.Vendor)
	d.Except[0] = except
	if l.Real() && (l.Has(agents.Safe) || int(l.Created) < w.week) { // a fresh lead says so itself
		if holder := w.registrant(l); holder != agents.Nobody {
			if w.honour(l, holder) {
				w.book(v, leadsWithheld, 1)
				return agents.Nobody
			}
			d.Except[1] = holder
		}
	}
	reserved := l.Grade.Class() == agents.AB && w.key.uniform(drawReserve, l.ID, 0) < w.reserved[v]
	to := d.Vendor.Policy.Route(d, l, reserved)
	if to != agents.Nobody && !w.rep(to) && l.Status == agents.Unread && d.Explore(l) {
		to = d.Anew(l)
	}
	if to == agents.Nobody && len(d.Partners) == 0 {
		to = d.NextRep() // whatever the policy says, there is nobody else
	}
	d.Except[0], d.Except[1] = agents.Nobody, agents.Nobody
	switch {
	case to != agents.Nobody:
		d.Gave(to)
	case d.Vendor.Pool && w.week+1-int(l.Created) < w.rules.LeadLife:
		w.returned = append(w.returned, *l) // it stays in the pool
	default:
		w.book(v, leadsUnplaced, 1)
	}
	return to
}

// countRouted counts where a lead went.
func (w *World) countRouted(l *agents.Lead, s *agents.Seller, rep bool) {
	t, ab := &w.blocks[0].tally[l.Vendor], l.Grade.Class() == agents.AB
	w.countReceived(l, rep)
	if rep {
		t[leadsToDirect]++
		t[abToDirect] += one(ab)
		t[realToDirect] += one(l.Real())
		return
	}
	t[leadsToPartners]++
	t[abToPartners] += one(ab)
	t[realToPartners] += one(l.Real())
	t[fitToPartners] += one(l.Segment == s.Segment)
	t[openedPartner] += one(l.Status == agents.Opened)
	v := &w.rules.Vendors[l.Vendor]
	worth := w.rules.Market.Close * w.rules.Market.ValueMean
	t[faceValue] += float64(v.Fresh[v.Face(l.Grade)] * worth)
	t[trueValue] += float64(v.Fresh[l.Grade] * worth)
}

// countReceived counts a lead in the funnel of its route. Some come opened: they were taken
// from a pool.
func (w *World) countReceived(l *agents.Lead, rep bool) {
	f := &w.routed[l.Vendor][agents.Channel]
	if rep {
		f = &w.routed[l.Vendor][agents.Direct]
	}
	f[l.Grade][StageReceived]++
	if l.Status == agents.Opened {
		f[l.Grade][StageOpened]++
	}
}

func one(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}

// deliver sorts the routed leads by holder: a counting sort that keeps the
// lottery's order within each holder's leads.
func (w *World) deliver(b *batch) {
	for i := 1; i < len(b.start); i++ {
		b.start[i] += b.start[i-1]
	}
	b.leads = grow(b.leads, int(b.start[len(b.start)-1]))
	w.bucket = grow(w.bucket, len(w.sellers))
	copy(w.bucket, b.start)
	for _, i := range w.order {
		if to := w.holder[i]; to != agents.Nobody {
			b.leads[w.bucket[to]] = w.leads[i]
			w.bucket[to]++
		}
	}
}

// routeOf is the way to the customer that a seller belongs to.
func (w *World) routeOf(seller int32) agents.Route {
	if w.rep(seller) {
		return agents.Direct
	}
	return agents.Channel
}

// age books what sellers worked this week against the batches that it came
// from. What is left of the oldest has run out, in a drawer or in a queue.
func (w *World) age() {
	vendors := len(w.desks)
	for i := range w.blocks {
		b := &w.blocks[i]
		route := w.routeOf(int32(b.first))
		for k, n := range b.workedOf {
			w.recentBatches[k/vendors].left[k%vendors][route] -= n
		}
		clear(b.workedOf)
	}
	for v, left := range w.recentBatches[len(w.recentBatches)-1].left {
		w.book(v, expiredDirect, float64(left[agents.Direct]))
		w.book(v, expiredPartner, float64(left[agents.Channel]))
	}
}

// shuffle puts this week's leads in the order of a lottery, that of their
// identities, which are hashes. Sorting them into as many buckets as there are
// leads nearly does it; a lead more or less does not change the order of others.
func (w *World) shuffle() {
	n := len(w.leads)
	w.order = grow(w.order, n)
	w.bucket = grow(w.bucket, n+1)
	clear(w.bucket)
	for i := range w.leads {
		w.bucket[chance.Below(w.leads[i].ID, n)+1]++
	}
	for i := 1; i <= n; i++ {
		w.bucket[i] += w.bucket[i-1]
	}
	for i := range w.leads {
		at := &w.bucket[chance.Below(w.leads[i].ID, n)]
		w.order[*at] = int32(i)
		*at++
	}
	for i := 1; i < n; i++ {
		for j := i; j > 0 && w.leads[w.order[j]].ID < w.leads[w.order[j-1]].ID; j-- {
			w.order[j], w.order[j-1] = w.order[j-1], w.order[j]
		}
	}
}

// extend lengthens a slice by n; what is new in it is of no meaning.
func extend[T any](xs []T, n int) []T {
	m := len(xs) + n
	if cap(xs) >= m {
		return xs[:m]
	}
	longer := make([]T, m, m+m/8+8)
	copy(longer, xs)
	return longer
}

// grow returns a slice of length n that reuses xs where it is long enough. Its
// content is of no meaning.
func grow[T any](xs []T, n int) []T {
	if cap(xs) >= n {
		return xs[:n]
	}
	return make([]T, n, n+n/8)
}
