package sim

import "channelsim/agents"

// register notes that a partner registers a deal that it hunted: with a chance
// equal to its trust, for as long as the vendor's programme protects it.
func (w *World) register(c *claim, l *agents.Line) {
	v, p := &w.rules.Vendors[c.vendor], &w.projects.slots[c.project]
	if v.Registration && w.key.uniform(drawRegister, uint64(p.id), uint64(p.attempt)) < l.Trust {
		p.safe = uint16(min(w.week+v.ProtectWeeks, never))
	}
}

// registered reports whether a project's registration holds this week.
func (w *World) registered(p *project) bool { return int(p.safe) > w.week }

// registrant returns the partner that has registered the project behind a lead
// with the lead's vendor, or Nobody.
func (w *World) registrant(l *agents.Lead) int32 {
	p := &w.projects.slots[l.Project]
	if p.id != l.Identity || p.owner < 0 || !w.registered(p) {
		return agents.Nobody
	}
	deals := w.blockOf(int(p.owner)).of(int(p.owner))
	for i := range deals {
		if o := &deals[i]; o.project == l.Project && o.source() != fromOutside && o.vendor == l.Vendor {
			return p.owner
		}
	}
	return agents.Nobody
}

// honour decides whether the vendor keeps the lead of a registered deal from
// others, and lets the partner know.
func (w *World) honour(l *agents.Lead, partner int32) bool {
	st := w.standingOf(int(l.Vendor), int(partner))
	if w.key.uniform(drawBreak, l.ID, 0) < w.rules.Vendors[l.Vendor].ProtectBroken {
		st.Broken++
		return false
	}
	st.Honoured++
	return true
}
