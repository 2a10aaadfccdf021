package agents

import "channelsim/sim/chance"

// namedAccounts sends leads of big-ticket deals and of accounts on the direct
// team's list to reps with room, the rest to partners in turn. The direct team
// stretches its list over some of the partners' A and B leads (rules of
// engagement in the trade; the stretching is what partners complain of).
//
// The vendor judges size by what the inquiry claims; noise claims like any other.
type namedAccounts struct{}

var _ = Register("named-accounts", namedAccounts{})

func (namedAccounts) Route(d *Desk, l *Lead, reserved bool) int32 {
	if !reserved && d.named(l) {
		if rep := d.NextRep(); rep != Nobody {
			return rep
		}
	}
	return d.NextPartner()
}

func (d *Desk) named(l *Lead) bool {
	v := d.Vendor
	if d.size(l) >= 1-v.BigTicket || chance.Uniform(d.keyAccount, l.Account(), 0) < v.NamedShare {
		return true
	}
	return l.Grade.Class() == AB && chance.Uniform(d.keyAccount, l.Account(), 1) < v.ListStretch
}

// size is the claimed size of a lead's deal as its rank among all deals, 0..1.
// A real lead's claim is true: it is the draw behind the project's value.
func (d *Desk) size(l *Lead) float64 {
	return chance.Unit(chance.Hash(d.SizeKey, l.Account(), 0))
}
