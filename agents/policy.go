package agents

import (
	"fmt"
	"slices"

	"channelsim/sim/chance"
)

// Nobody is the holder of a lead that a policy cannot place.
const Nobody int32 = -1

// Policy says who gets a lead. A policy has no state of its own: what it needs
// to remember is kept by the desk, so that one value serves all vendors.
type Policy interface {
	// Route returns the seller that gets the lead, or Nobody. A reserved lead
	// is meant for the channel and must go to a partner if there is one.
	Route(d *Desk, l *Lead, reserved bool) int32
}

var policies = map[string]Policy{}

// Register adds a policy under its scenario name; each policy's file calls it
// once, from a package variable.
func Register(name string, p Policy) Policy {
	if _, taken := policies[name]; taken {
		panic("agents: policy registered twice: " + name)
	}
	policies[name] = p
	return p
}

// PolicyNames lists the registered policies in alphabetical order.
func PolicyNames() []string {
	names := make([]string, 0, len(policies))
	for n := range policies {
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}

func policyNamed(name string) Policy {
	p, ok := policies[name]
	if !ok {
		panic(fmt.Sprintf("agents: no policy %q: scenarios.Validate should have refused it", name))
	}
	return p
}

// Desk is a vendor's lead desk: what whoever hands out leads can see.
type Desk struct {
	Vendor   *Vendor
	Sellers  []Seller // all sellers, partners first
	Partners []int32  // the vendor's partners, ascending
	Reps     []int32  // the vendor's reps, ascending
	Market   int      // number of segments
	Week     int
	SizeKey  uint64 // key of the draws of deal sizes

	keyLottery, keyFit, keyAccount uint64

	partnerTurn, repTurn, sellerTurn int
	full                             bool // no rep had room when last asked this week
}

// Open prepares the desk for a new run: turns start at a lottery's choice.
func (d *Desk) Open(key uint64) {
	d.keyLottery, d.keyFit, d.keyAccount = chance.Key(key, 1), chance.Key(key, 2), chance.Key(key, 3)
	d.partnerTurn = int(chance.Hash(key, 4, 0) >> 33)
	d.repTurn = int(chance.Hash(key, 5, 0) >> 33)
	d.sellerTurn = int(chance.Hash(key, 6, 0) >> 33)
	d.full = false
}

// StartWeek tells the desk that a week begins.
func (d *Desk) StartWeek(week int) { d.Week, d.full = week, false }

// NextPartner deals partners in turn, or returns Nobody.
func (d *Desk) NextPartner() int32 { return next(d.Partners, &d.partnerTurn) }

// NextSeller deals partners and reps in turn, or returns Nobody.
func (d *Desk) NextSeller() int32 {
	n := len(d.Partners) + len(d.Reps)
	if n == 0 {
		return Nobody
	}
	d.sellerTurn = (d.sellerTurn + 1) % n
	return d.seller(d.sellerTurn)
}

func (d *Desk) seller(i int) int32 {
	if i < len(d.Partners) {
		return d.Partners[i]
	}
	return d.Reps[i-len(d.Partners)]
}

// NextRep deals those reps in turn that have room in their queue, or returns Nobody.
func (d *Desk) NextRep() int32 {
	if d.full {
		return Nobody
	}
	for range d.Reps {
		if r := next(d.Reps, &d.repTurn); int(d.Sellers[r].Pending) < d.Vendor.QueueLimit {
			return r
		}
	}
	d.full = true
	return Nobody
}

// AnySeller draws one of all partners and reps by lot, keyed by the lead.
func (d *Desk) AnySeller(l *Lead) int32 {
	n := len(d.Partners) + len(d.Reps)
	if n == 0 {
		return Nobody
	}
	return d.seller(chance.Below(chance.Hash(d.keyLottery, l.ID, d.draw(0)), n))
}

// AnyPartner draws a partner by lot, keyed by the lead and a number.
func (d *Desk) AnyPartner(l *Lead, draw int) int32 {
	if len(d.Partners) == 0 {
		return Nobody
	}
	return d.Partners[chance.Below(chance.Hash(d.keyLottery, l.ID, d.draw(draw)), len(d.Partners))]
}

// draw keys a lot of a lead by its number and the week: a lead that comes back
// and is routed again draws new lots.
func (d *Desk) draw(number int) uint64 { return uint64(d.Week)<<16 | uint64(number) }

func next(of []int32, turn *int) int32 {
	if len(of) == 0 {
		return Nobody
	}
	*turn++
	if *turn >= len(of) {
		*turn %= len(of)
	}
	return of[*turn]
}
