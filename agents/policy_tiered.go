package agents

import "channelsim/sim/chance"

// tiered gives each tier its quota of leads, by lot, and deals them in turn within
// the tier. Tiers follow a partner's revenue of four quarters (at the start its
// size): gold the best tier_gold of partners, silver the next tier_silver. Where a
// tier has nobody who may get the lead the next one does, the best first. All
// leads go to partners. Usual in partner programmes; quotas assumed.
type tiered struct{}

var _ = Register("tiered", tiered{})

func (tiered) Route(d *Desk, l *Lead, _ bool) int32 {
	v, u := d.Vendor, chance.Uniform(d.keyChoice, l.ID, d.draw(pickDraw))
	tier := Bronze
	switch {
	case u < v.QuotaGold:
		tier = Gold
	case u < v.QuotaGold+v.QuotaSilver:
		tier = Silver
	}
	if p := d.nextOf(d.InTier[tier], &d.tierTurn[tier]); p != Nobody {
		return p
	}
	for t := range d.InTier {
		if p := d.nextOf(d.InTier[t], &d.tierTurn[t]); p != Nobody {
			return p
		}
	}
	return Nobody
}
