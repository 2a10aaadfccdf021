package agents

import "channelsim/sim/chance"

// bestFit chooses, among some partners drawn at random as an account manager
// would think of, the first that it takes for a specialist in the lead's
// segment; if none seems to fit, the first drawn. With probability knowledge
// the vendor sees a match or a mismatch as it is, else by a coin with the
// chance of a match at random (1/segments). All leads go to partners.
type bestFit struct{}

var _ = Register("best-fit", bestFit{})

func (bestFit) Route(d *Desk, l *Lead, _ bool) int32 {
	first := d.AnyPartner(l, 0)
	if first == Nobody {
		return Nobody
	}
	for i := range d.Vendor.Candidates {
		if p := d.AnyPartner(l, i); d.seemsToFit(l, p, i) {
			return p
		}
	}
	return first
}

func (d *Desk) seemsToFit(l *Lead, partner int32, draw int) bool {
	u, known := chance.Uniform(d.keyFit, l.ID, d.draw(draw)), d.Vendor.Seeing
	if u < known {
		return d.Sellers[partner].Segment == l.Segment
	}
	// the rest of the same uniform serves as the coin
	coin := (u - known) / (1 - known)
	return float64(coin*float64(d.Market)) < 1
}
