package agents

// partnerFirst deals every lead to partners in turn; only what comes back from a
// partner, by recall or because it left, is offered to reps with room (the
// partner-led motion of vendors that sell through the channel alone).
type partnerFirst struct{}

var _ = Register("partner-first", partnerFirst{})

func (partnerFirst) Route(d *Desk, l *Lead, reserved bool) int32 {
	if !reserved && d.Week > int(l.Created) {
		if rep := d.NextRep(); rep != Nobody {
			return rep
		}
	}
	return d.NextPartner()
}
