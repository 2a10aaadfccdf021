package sim

import (
	"channelsim/agents"
	"channelsim/sim/chance"
)

// batch holds the leads routed in one week, sorted by the seller that got them.
type batch struct {
	leads []agents.Lead
	start []int32 // of each seller's leads; one more for the end
}

func (b *batch) clear(sellers int) {
	b.leads = b.leads[:0]
	if len(b.start) != sellers+1 {
		b.start = make([]int32, sellers+1)
	}
	clear(b.start)
}

func (b *batch) of(seller int) []agents.Lead {
	return b.leads[b.start[seller]:b.start[seller+1]]
}

// routed returns the batch of the leads that were routed so many weeks ago.
func (w *World) routed(ago int) *batch {
	n := len(w.batches)
	return &w.batches[((w.week-ago)%n+n)%n]
}

// distribute routes this week's leads, vendor by vendor, in the order of a
// lottery: by their identities, which says nothing about what they are worth.
// The batch that is filled is that of the leads that ran out last week.
func (w *World) distribute() {
	for v := range w.desks {
		w.desks[v].StartWeek(w.week)
	}
	w.shuffle()
	b := w.routed(0)
	b.clear(len(w.sellers))
	for i := range w.sorted {
		l := &w.sorted[i]
		l.Holder = w.route(l)
		if l.Holder != agents.Nobody {
			b.start[l.Holder+1]++
		}
	}
	w.deliver(b)
}

// route asks the vendor's policy who gets a lead, and counts it.
func (w *World) route(l *agents.Lead) int32 {
	d := &w.desks[l.Vendor]
	ab := l.Grade.Class() == agents.AB
	reserved := ab && w.key.uniform(drawReserve, l.ID, 0) < w.reserved[l.Vendor]
	to := d.Vendor.Policy.Route(d, l, reserved)
	if to == agents.Nobody {
		w.book(int(l.Vendor), leadsUnplaced, 1)
		return to
	}
	s := &w.sellers[to]
	s.Pending++
	w.countRouted(l, s, ab, w.rep(to))
	return to
}

func (w *World) countRouted(l *agents.Lead, s *agents.Seller, ab, rep bool) {
	v := int(l.Vendor)
	if rep {
		w.book(v, leadsToDirect, 1)
		if ab {
			w.book(v, abToDirect, 1)
		}
		if l.Real() {
			w.book(v, realToDirect, 1)
		}
		return
	}
	w.book(v, leadsToPartners, 1)
	if ab {
		w.book(v, abToPartners, 1)
	}
	if l.Real() {
		w.book(v, realToPartners, 1)
	}
	if l.Segment == s.Segment {
		w.book(v, fitToPartners, 1)
	}
}

// deliver sorts the routed leads by holder: a counting sort that keeps the
// lottery's order within each holder's leads.
func (w *World) deliver(b *batch) {
	for i := 1; i < len(b.start); i++ {
		b.start[i] += b.start[i-1]
	}
	n := int(b.start[len(b.start)-1])
	b.leads = grow(b.leads, n)
	w.bucket = grow(w.bucket, len(w.sellers))
	copy(w.bucket, b.start)
	for i := range w.sorted {
		l := &w.sorted[i]
		if l.Holder == agents.Nobody {
			continue
		}
		at := &w.bucket[l.Holder]
		b.leads[*at] = *l
		*at++
	}
}

// shuffle sorts the inquiries by identity into w.sorted. Identities are hashes,
// so that one pass into as many buckets as there are leads nearly does it.
func (w *World) shuffle() {
	n := len(w.inquiries)
	w.sorted = grow(w.sorted, n)
	w.bucket = grow(w.bucket, n+1)
	clear(w.bucket)
	for i := range w.inquiries {
		w.bucket[chance.Below(w.inquiries[i].ID, n)+1]++
	}
	for i := 1; i <= n; i++ {
		w.bucket[i] += w.bucket[i-1]
	}
	for i := range w.inquiries {
		at := &w.bucket[chance.Below(w.inquiries[i].ID, n)]
		w.sorted[*at] = w.inquiries[i]
		*at++
	}
	for i := 1; i < n; i++ {
		for j := i; j > 0 && w.sorted[j].ID < w.sorted[j-1].ID; j-- {
			w.sorted[j], w.sorted[j-1] = w.sorted[j-1], w.sorted[j]
		}
	}
}

// grow returns a slice of length n that reuses xs where it is long enough. Its
// content is of no meaning.
func grow[T any](xs []T, n int) []T {
	if cap(xs) >= n {
		return xs[:n]
	}
	return make([]T, n, n+n/4)
}
