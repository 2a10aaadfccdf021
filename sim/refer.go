package sim

import (
	"channelsim/agents"
	"channelsim/sim/chance"
)

// referTries is how many recent projects an account manager or a partner's
// campaign thinks of before giving up.
const referTries = 8

// refer lets account managers pass leads of their own to partners, outside the
// policy and unscored by marketing.
func (w *World) refer() {
	for v := range w.desks {
		r := &w.rules.Vendors[v]
		if r.Attentive == 0 || r.Vendor.Referrals == 0 && r.ReferAsked == 0 {
			continue
		}
		for _, h := range w.desks[v].Members {
			mean := r.Referrals(w.standingOf(v, int(h)))
			stream := chance.NewStream(w.key[drawRefer], w.sellers[h].Entity, uint64(w.week)<<8|uint64(v))
			if first := stream; mean < 10 && first.Unit() < 1-float64(mean) {
				continue // as Poisson would find, mostly
			}
			for range chance.Poisson(&stream, mean) {
				l := w.referral(&stream, h, v)
				w.leads = append(w.leads, l)
				w.addressed = append(w.addressed, address{h, agents.Nobody})
				w.book(v, leadsReferred, 1)
				w.book(v, abReferred, one(l.Grade.Class() == agents.AB))
				w.standingOf(v, int(h)).Referred++
			}
		}
	}
}

// referral makes an account manager's lead: in the partner's own segment, graded
// like others but sent on whatever the gate says.
func (w *World) referral(stream *chance.Stream, partner int32, v int) agents.Lead {
	l := agents.Lead{ID: stream.Next(), Project: agents.NoProject, Created: int16(w.week), Vendor: uint8(v), Segment: w.sellers[partner].Segment,
		Marks: agents.Referred}
	r, kind := &w.rules.Vendors[v], agents.Noise
	score := half(chance.Hash(l.ID, 1, 0))
	if stream.Unit() < r.ReferQuality {
		if slot := w.pickOpen(stream, l.Segment); slot >= 0 {
			p := &w.projects.slots[slot]
			l.Project, l.Identity = slot, p.id
			p.meetMarketing(v)
			kind = w.kindOf(p.id)
			score = w.sees(v, p.id)
		}
	}
	grade, ok := r.Scorer.Grade(kind, score, half(chance.Hash(l.ID, 2, 0)))
	if l.Grade = grade; !ok {
		l.Grade = agents.Unqualified
	}
	return l
}

// pickOpen draws an unclaimed project of recent birth in a segment, or -1 if none
// comes to mind.
func (w *World) pickOpen(stream *chance.Stream, segment uint8) int32 {
	b := &w.projects.births[segment].all
	if b.count == 0 {
		return -1
	}
	for range referTries {
		s := *b.at(chance.Below(stream.Next(), b.count))
		if w.projects.at(s.slot, s.id) == unclaimed {
			return s.slot
		}
	}
	return -1
}
