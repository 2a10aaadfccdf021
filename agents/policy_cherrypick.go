package agents

// cherryPick keeps A and B leads for the direct team while some rep has room
// in its queue; the rest is dealt to partners in turn. What the trade press
// describes as the road into the death spiral (Blueroads, CRM magazine).
type cherryPick struct{}

var _ = Register("cherry-pick", cherryPick{})

func (cherryPick) Route(d *Desk, l *Lead, reserved bool) int32 {
	if !reserved && l.Grade.Class() == AB {
		if rep := d.NextRep(); rep != Nobody {
			return rep
		}
	}
	return d.NextPartner()
}
