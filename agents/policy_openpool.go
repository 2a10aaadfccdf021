package agents

import "channelsim/sim/chance"

// openPool puts leads where partners help themselves ("shark tank" in PRM tools).
// Who comes first is a lottery: some partners look at a lead in random order, and
// the first that wants it, with the chance that it would have opened one last
// week, takes it and has it opened. What nobody wants stays in the pool while it
// lives. Leads reserved for nobody in particular: reps take no part.
type openPool struct{}

var _ = Register("open-pool", openPool{})

func (openPool) Route(d *Desk, l *Lead, _ bool) int32 {
	class := d.Vendor.ClassOf(l.Grade, false)
	for i := range d.Vendor.Candidates {
		p := d.AnyPartner(l, i)
		if p == Nobody {
			return Nobody
		}
		if chance.Uniform(d.keyChoice, l.ID, d.draw(i)) < float64(d.Standing[p].Want[class]) {
			l.Status = Opened
			return p
		}
	}
	return Nobody
}
