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
	Partners []int32  // partners that may get leads, ascending: all members but those set aside as laggards
	Members  []int32  // the vendor's partners, ascending
	Reps     []int32  // the vendor's reps, ascending
	InTier   [Tiers][]int32
	Standing []Standing // by partner, members or not
	Except   [2]int32   // partners that must not get the lead at hand, or Nobody
	MeanWins float64    // partners' reported wins per lead of the last four quarters
	Market   int        // number of segments
	FitOwn   float64    // factor on the chance to close in a partner's own segment
	FitOther float64    // and in others
	Week     int
	SizeKey  uint64 // key of the draws of deal sizes

	keyLottery, keyFit, keyAccount, keyChoice uint64

	partnerTurn, repTurn, sellerTurn int
	tierTurn                         [Tiers]int
	got                              []int32 // leads given this week, by partner; only under a weekly cap
	full                             bool    // no rep had room when last asked this week
}

// Open prepares the desk for a new run: turns start at a lottery's choice.
func (d *Desk) Open(key uint64) {
	d.keyLottery, d.keyFit, d.keyAccount = chance.Key(key, 1), chance.Key(key, 2), chance.Key(key, 3)
	d.partnerTurn = int(chance.Hash(key, 4, 0) >> 33)
	d.repTurn = int(chance.Hash(key, 5, 0) >> 33)
	d.sellerTurn = int(chance.Hash(key, 6, 0) >> 33)
	d.keyChoice = chance.Key(key, 7)
	for t := range d.tierTurn {
		d.tierTurn[t] = int(chance.Hash(key, 8, uint64(t)) >> 33)
	}
	d.full, d.Except, d.MeanWins = false, [2]int32{Nobody, Nobody}, 0
}

// StartWeek tells the desk that a week begins.
func (d *Desk) StartWeek(week int) {
	d.Week, d.full = week, false
	if d.Vendor.WeeklyCap > 0 {
		if len(d.got) < len(d.Standing) {
			d.got = make([]int32, len(d.Standing))
		}
		clear(d.got)
	}
}

// Gave tells the desk who got a lead, for the weekly cap.
func (d *Desk) Gave(to int32) {
	if d.Vendor.WeeklyCap > 0 && to != Nobody && int(to) < len(d.got) {
		d.got[to]++
	}
}

// may reports whether a partner may get the lead at hand.
func (d *Desk) may(partner int32) bool {
	return partner != d.Except[0] && partner != d.Except[1] && (d.Vendor.WeeklyCap == 0 || int(d.got[partner]) < d.Vendor.WeeklyCap)
}

// free reports that every partner may get the lead at hand: the usual case.
func (d *Desk) free() bool { return d.Except == [2]int32{Nobody, Nobody} && d.Vendor.WeeklyCap == 0 }

// NextPartner deals partners in turn, or returns Nobody.
func (d *Desk) NextPartner() int32 { return d.nextOf(d.Partners, &d.partnerTurn) }

// nextOf deals in turn those of a list of partners that may get the lead at hand.
func (d *Desk) nextOf(of []int32, turn *int) int32 {
	if d.free() {
		return next(of, turn)
	}
	for range of {
		if p := next(of, turn); d.may(p) {
			return p
		}
	}
	return Nobody
}

// spread passes a lot that fell on a partner on to the following ones that may
// get the lead at hand.
func (d *Desk) spread(at int) int32 {
	if d.free() {
		return d.Partners[at]
	}
	for i := range d.Partners {
		if p := d.Partners[(at+i)%len(d.Partners)]; d.may(p) {
			return p
		}
	}
	return Nobody
}

// NextSeller deals partners and reps in turn, or returns Nobody.
func (d *Desk) NextSeller() int32 {
	n := len(d.Partners) + len(d.Reps)
	if n == 0 {
		return Nobody
	}
	for range n {
		d.sellerTurn = (d.sellerTurn + 1) % n
		if d.sellerTurn >= len(d.Partners) {
			return d.Reps[d.sellerTurn-len(d.Partners)]
		}
		if p := d.Partners[d.sellerTurn]; d.may(p) {
			return p
		}
	}
	return Nobody
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
	at := chance.Below(chance.Hash(d.keyLottery, l.ID, d.draw(0)), n)
	if at >= len(d.Partners) {
		return d.Reps[at-len(d.Partners)]
	}
	return d.spread(at)
}

// AnyPartner draws a partner by lot, keyed by the lead and a number.
func (d *Desk) AnyPartner(l *Lead, draw int) int32 {
	if len(d.Partners) == 0 {
		return Nobody
	}
	return d.spread(chance.Below(chance.Hash(d.keyLottery, l.ID, d.draw(draw)), len(d.Partners)))
}

// draw keys a lot of a lead by its number and the week: a lead that comes back
// and is routed again draws new lots.
func (d *Desk) draw(number int) uint64 { return uint64(d.Week)<<16 | uint64(number) }

// Best returns the candidate of the greatest worth, of equals the first drawn, or
// Nobody. worth is told the number of the draw, too.
func (d *Desk) Best(l *Lead, worth func(partner int32, draw int) float64) int32 {
	best, most := Nobody, -1.0
	for i := range d.Vendor.Candidates {
		p := d.AnyPartner(l, i)
		if p == Nobody {
			break
		}
		if x := worth(p, i); x > most {
			best, most = p, x
		}
	}
	return best
}

// Explore says whether a lead for a partner is drawn by lot for once.
func (d *Desk) Explore(l *Lead) bool {
	return d.Vendor.Exploration > 0 && chance.Uniform(d.keyChoice, l.ID, d.draw(exploreDraw)) < d.Vendor.Exploration
}

// Numbers of lots that no policy uses for its candidates.
const (
	exploreDraw = 1<<16 - 1 - iota
	pickDraw
)

// Anew draws a partner for a lead that is to explore.
func (d *Desk) Anew(l *Lead) int32 { return d.AnyPartner(l, exploreDraw) }

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
