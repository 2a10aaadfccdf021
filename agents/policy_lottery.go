package agents

// lottery draws the seller of every lead by lot over partners and reps: fair in
// expectation only. The draw belongs to the lead.
type lottery struct{}

var _ = Register("lottery", lottery{})

func (lottery) Route(d *Desk, l *Lead, reserved bool) int32 {
	if reserved {
		return d.AnyPartner(l, 0)
	}
	return d.AnySeller(l)
}
