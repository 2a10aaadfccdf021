package agents

import "channelsim/sim/chance"

// Hurt is a kind of harm that a partner which leaves would name as its reason.
type Hurt uint8

// The kinds of harm.
const (
	HurtLeads    Hurt = iota // leads that were worth nothing, too few, taken back or asked for in vain
	HurtConflict             // the vendor's own sales at its customers
	HurtUnfair               // good leads kept, or given to others
	Hurts                    // number of kinds
)

const (
	hurtMemory = 1 - 1.0/52 // share of past harm that still counts a week later
	mostLost   = 0.99       // of trust in one event, as a reason counts it
	namedShare = 1.0 / 5    // of all harm, from which on a kind is named
)

// Resent adds a week's losses of trust to those of about a year, by kind: an event that
// multiplies trust by 1-w adds -ln(1-w). It moves nothing but what reasons are given.
// Unfairness is that before the week's learning.
func (r *Rules) Resent(v *Vendor, hurt *[Hurts]float64, unfair float64, e *Experience) {
	for i := range hurt {
		hurt[i] = float64(hurt[i] * hurtMemory)
	}
	var list [9]harm
	for _, h := range r.harms(&list, v, unfair, e) {
		if h.weight > 0 {
			hurt[h.kind] -= float64(float64(h.events) * chance.Log(1-min(mostLost, h.weight)))
		}
	}
}

// LeaveChance is the chance that a member leaves in a week out of discontent: in
// proportion to what its trust lacks, and the more so the more unfairness it perceives
// (Samaha, Palmatier & Dant 2011).
func (r *Rules) LeaveChance(trust, unfair float64) float64 {
	return min(1, r.LeaveRate*max(0, r.LeaveTrust-trust)*(1+float64(r.UnfairFactor*unfair)))
}

// String is what the harm came of, in words.
func (h Hurt) String() string {
	return [...]string{"leads", "conflict with the vendor's own sales", "unfairness"}[h]
}

// Named reports whether one that leaves names a kind of harm. It may name several.
func Named(hurt *[Hurts]float64, kind Hurt) bool {
	sum := 0.0
	for _, x := range hurt {
		sum += x
	}
	return hurt[kind] > 0 && hurt[kind] >= float64(namedShare*sum)
}
