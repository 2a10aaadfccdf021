package agents

// TrustParts is a week's change of trust, cause by cause. The parts add up to
// what Feel made of the week.
type TrustParts struct {
	Garbage       float64 // worked leads that came to nothing
	Collisions    float64 // leads that the direct team already pursued
	Leak          float64 // it learned that the direct team kept the good leads
	Drought       float64 // it got far fewer leads than its peers
	Opportunities float64 // worked leads that became opportunities
	Drift         float64 // back to the middle
}

// FeelParts says how much each cause moved trust in a week. It asks Feel itself,
// with one cause more each time and in Feel's order: a part is what its cause
// added to those before it.
func (r *Rules) FeelParts(trust, unfair float64, e Experience) (p TrustParts) {
	calm := *r
	calm.TrustDrift = 0
	last := trust
	added := func(r *Rules, so Experience) float64 {
		now, _ := r.Feel(trust, unfair, so)
		part := now - last
		last = now
		return part
	}
	so := Experience{Garbage: e.Garbage}
	p.Garbage = added(&calm, so)
	so.Collisions = e.Collisions
	p.Collisions = added(&calm, so)
	so.Leak = e.Leak
	p.Leak = added(&calm, so)
	so.Drought = e.Drought
	p.Drought = added(&calm, so)
	so.Opportunities = e.Opportunities
	p.Opportunities = added(&calm, so)
	p.Drift = added(r, e)
	return p
}

// Measured returns what a review of another kind would make of a vendor's
// figures: the channel's wins per lead relative to the direct team's. It is not
// ok where that cannot be measured.
func (v *Vendor) Measured(review string, f *Figures) (x float64, ok bool) {
	as := *v
	as.Review = review
	return as.measure(f)
}
