package sim

import (
	"channelsim/agents"
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
	w.price()
	for i := range w.inOrder {
		a := anybody
		if len(w.addressed) > 0 {
			a = w.addressOf(w.order[i])
		}
		to := w.route(&w.inOrder[i], a)
		w.holder[i] = to
		if to != agents.Nobody {
			b.start[to+1]++
		}
	}
	w.deliver(b)
	w.bookRouted()
}

// route asks the vendor's policy who gets a lead, and counts it.
func (w *World) route(l *agents.Lead, a address) int32 {
	to := a.to
	if to == agents.Nobody {
		if to = w.place(l, a.except); to == agents.Nobody {
			return to
		}
	}
	t := &w.dealt[l.Vendor]
	real, opened := 0, 0
	if l.Real() {
		real = 1
	}
	if l.Status == agents.Opened {
		opened = 1
	}
	if w.rep(to) {
		w.sellers[to].Pending++ // that of partners is counted when they receive
		t.count[agents.Direct][l.Grade][real][opened]++
		if !l.Has(agents.MetReps) {
			l.Marks |= agents.MetReps
			t.reached[agents.Direct][l.Grade]++
		}
	} else {
		t.count[agents.Channel][l.Grade][real][opened]++
		if !l.Has(agents.MetPartners) {
			l.Marks |= agents.MetPartners
			t.reached[agents.Channel][l.Grade]++
		}
		t.faceSum += t.face[l.Grade]
		t.trueSum += t.truly[l.Grade]
		if l.Segment == w.segments[to] {
			t.fit++
		}
		if opened == 1 {
			w.careers.take(int(l.Vendor)*w.partners + int(to))
		}
	}
	w.logRouted(l, to)
	return to
}

// dealt counts a vendor's leads of this week by route, grade, whether there is a
// project behind them, and whether they come opened; and those that the route has
// not had before, by route and grade.
type dealt struct {
	count   [agents.Routes][agents.Grades][2][2]int32
	reached [agents.Routes][agents.Grades]int32
	fit     int32

	faceSum, trueSum float64
	face, truly      [agents.Grades]float64 // worth of a lead by the grade written on it, and by its own
}

// routedTo are the counters of leads by route: all that were routed, A and B, with a project behind
// them, those that the route had not had before, and A and B of these.
var routedTo = [agents.Routes]struct{ all, ab, real, reached, abReached counter }{
	agents.Direct:  {leadsToDirect, abToDirect, realToDirect, leadsReachedDirect, abReachedDirect},
	agents.Channel: {leadsToPartners, abToPartners, realToPartners, leadsReachedPartners, abReachedPartners},
}

// price works out what leads are worth this week.
func (w *World) price() {
	worth := w.rules.Market.Close * w.rules.Market.ValueMean
	for v := range w.dealt {
		rules, d := &w.rules.Vendors[v], &w.dealt[v]
		for g := range agents.Grades {
			d.face[g], d.truly[g] = float64(rules.Fresh[rules.Face(g)]*worth), float64(rules.Fresh[g]*worth)
		}
	}
}

// bookRouted books what this week's leads come to.
func (w *World) bookRouted() {
	for v := range w.dealt {
		d, t := &w.dealt[v], &w.blocks[0].tally[v]
		t[faceValue], t[trueValue] = d.faceSum, d.trueSum
		for r := range agents.Routes {
			sum, to := int32(0), &routedTo[r]
			for g := range agents.Grades {
				c := &d.count[r][g]
				opened := c[0][1] + c[1][1]
				real := c[1][0] + c[1][1]
				n := c[0][0] + c[1][0] + opened
				sum += n
				w.routed[v][r][g][StageReceived] += uint32(d.reached[r][g])
				w.routed[v][r][g][StageOpened] += uint32(opened)
				t[to.all] += float64(n)
				t[to.real] += float64(real)
				t[to.reached] += float64(d.reached[r][g])
				if g.Class() == agents.AB {
					t[to.ab] += float64(n)
					t[to.abReached] += float64(d.reached[r][g])
				}
				if r == agents.Channel { // what comes opened to reps is counted with their week
					t[openedPartner] += float64(opened)
				}
			}
			w.recentBatches[0].left[v][r] += sum
		}
		t[fitToPartners] += float64(d.fit)
		*d = dealt{}
	}
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
	for i, to := range w.holder {
		if to != agents.Nobody {
			at := &w.bucket[to]
			b.leads[*at] = w.inOrder[i]
			*at++
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
	w.inOrder, w.order = grow(w.inOrder, n), grow(w.order, n)
	buckets, shift := 1, 64
	for buckets < n {
		buckets *= 2
		shift--
	}
	w.bucket = grow(w.bucket, buckets)
	clear(w.bucket)
	for i := range w.leads {
		w.bucket[w.leads[i].ID>>(shift&63)&uint64(buckets-1)]++
	}
	sum := int32(0)
	for i, k := range w.bucket {
		w.bucket[i] = sum
		sum += k
	}
	for i := range w.leads {
		at := &w.bucket[w.leads[i].ID>>(shift&63)&uint64(buckets-1)]
		w.inOrder[*at] = w.leads[i]
		w.order[*at] = int32(i)
		*at++
	}
	ls := w.inOrder
	for i := 1; i < len(ls); i++ {
		if ls[i].ID < ls[i-1].ID {
			l, k, j := ls[i], w.order[i], i
			for ; j > 0 && l.ID < ls[j-1].ID; j-- {
				ls[j], w.order[j] = ls[j-1], w.order[j-1]
			}
			ls[j], w.order[j] = l, k
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
