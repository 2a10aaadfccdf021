package sim

import (
	"channelsim/agents"
	"channelsim/sim/chance"
)

// Holders of a project's customer who are no partners.
const (
	newCustomer    int32 = -1 // nobody has sold to it before
	directCustomer int32 = -2 // a direct team has
)

// kindOf says how a vendor's score sees the project behind an inquiry.
func (w *World) kindOf(id uint32) agents.Kind {
	if w.rules.Market.CustomerShare > 0 && w.holderOf(id) != newCustomer {
		return agents.Customer
	}
	return agents.Prospect
}

// holderOf says whose existing customer a project belongs to. Holders are the
// partners of the start, drawn by the size of their customer base; when one has
// failed its customers are nobody's.
func (w *World) holderOf(id uint32) int32 {
	place := w.supplierOf(id)
	if place >= 0 {
		if s := &w.sellers[place]; !s.Active || s.Entity != uint64(place) {
			return newCustomer
		}
	}
	return place
}

// supplierOf is the same, whatever became of the partner since.
func (w *World) supplierOf(id uint32) int32 {
	m := &w.rules.Market
	if w.rules.MostCustomers == 0 {
		return newCustomer
	}
	u := w.key.uniform(drawCustomer, uint64(id), 0)
	if u >= m.CustomerShare {
		return newCustomer
	}
	if u < float64(m.CustomerShare*m.CustomerDirect) {
		return directCustomer
	}
	for try := uint64(1); try < mostTries; try++ {
		h := w.key.hash(drawCustomer, uint64(id), try)
		place := int32(chance.Below(h, w.partners))
		if w.rules.EvenCustomers || try == mostTries-1 {
			return place
		}
		// thinning: one with a small base is drawn less often
		if base := w.rules.Archetypes[w.firstKind(place)].CustomerBase; half(h)*w.rules.MostCustomers < base {
			return place
		}
	}
	return newCustomer
}

// mostTries bounds the search for a project's supplier.
const mostTries = 64

// firstKind is the archetype of a place's first partner, who may be gone.
func (w *World) firstKind(place int32) uint8 {
	if s := &w.sellers[place]; s.Entity == uint64(place) {
		return s.Archetype
	}
	return w.archetype(chance.Unit(w.key.hash(drawStart, uint64(place), likeKind)))
}

// findable reports whether hunters can find a project: one of an existing customer, and
// known_share of the others. Marketing, campaigns and account managers reach all.
func (w *World) findable(id uint32) bool {
	return w.projects.allKnown || w.supplierOf(id) != newCustomer || w.key.uniform(drawKnown, uint64(id), 0) < w.rules.Market.KnownShare
}

// glance lets a hunter that looks at a segment's recent births also see those of
// its own customers: with customer_ease - 1 further looks, of which find keeps those
// that fall on one of them. So it finds its customers' projects customer_ease times
// as easily as anybody else does.
func (w *World) glance(blk *block, h int, vendor uint8, b *ring, stream *chance.Stream) {
	further := w.rules.Market.CustomerEase - 1
	for ; further > 0; further-- {
		at := b.at(chance.Below(stream.Next(), b.count))
		if further < 1 && stream.Unit() >= further {
			return
		}
		blk.looks = append(blk.looks, look{seller: int32(h), vendor: vendor, glance: true, at: at})
	}
}

// supplies reports whether a hunter is the supplier of a project's customer.
func (w *World) supplies(h int32, id uint32) bool {
	return w.supplierOf(id) == h && w.sellers[h].Entity == uint64(h)
}
