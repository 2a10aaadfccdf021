package agents

// TrustParts is a week's change of trust, cause by cause. The parts add up to
// what Feel made of the week.
type TrustParts struct {
	Garbage       float64 // worked leads that came to nothing
	Raised        float64 // the same of leads on which the vendor had written a better class
	Collisions    float64 // leads, and looks of a hunter, that met the direct team at the customer
	Broken        float64 // registrations that the vendor did not honour
	Recalled      float64 // leads that the vendor took back
	Ignored       float64 // it asked for leads and got none
	Shortfall     float64 // evidence showed fewer good leads than it had thought
	Leak          float64 // it learned that the direct team kept the good leads
	Drought       float64 // it got far fewer leads than its peers
	Opportunities float64 // worked leads that became opportunities
	Honoured      float64 // registrations that the vendor honoured
	Helped        float64 // help of the vendor
	Funded        float64 // it spent co-marketing funds
	Drift         float64 // back to the middle
}

// FeelParts says how much each cause moved trust in a week. It asks Feel itself,
// with one cause more each time and in Feel's order: a part is what its cause
// added to those before it.
func (r *Rules) FeelParts(v *Vendor, trust, unfair float64, e Experience) (p TrustParts) {
	calm := *r
	calm.TrustDrift = 0
	last := trust
	var so Experience
	add := func(part *float64, cause func()) {
		cause()
		now, _ := calm.Feel(v, trust, unfair, so)
		*part = now - last
		last = now
	}
	add(&p.Garbage, func() { so.Garbage = e.Garbage })
	add(&p.Raised, func() { so.Raised = e.Raised })
	add(&p.Collisions, func() { so.Collisions = e.Collisions })
	add(&p.Broken, func() { so.Broken = e.Broken })
	add(&p.Recalled, func() { so.Recalled = e.Recalled })
	add(&p.Ignored, func() { so.Ignored = e.Ignored })
	add(&p.Shortfall, func() { so.Shortfall = e.Shortfall })
	add(&p.Leak, func() { so.Leak = e.Leak })
	add(&p.Drought, func() { so.Drought = e.Drought })
	add(&p.Opportunities, func() { so.Opportunities = e.Opportunities })
	add(&p.Honoured, func() { so.Honoured = e.Honoured })
	add(&p.Helped, func() { so.Helped = e.Helped })
	add(&p.Funded, func() { so.Funded = e.Funded })
	after, _ := r.Feel(v, trust, unfair, e)
	p.Drift = after - last
	return p
}

// Sum is the whole change.
func (p *TrustParts) Sum() float64 {
	return p.Garbage + p.Raised + p.Collisions + p.Broken + p.Recalled + p.Ignored + p.Shortfall + p.Leak + p.Drought +
		p.Opportunities + p.Honoured + p.Helped + p.Funded + p.Drift
}

// Measured returns what a review of another kind would make of a vendor's
// figures: the channel's wins per lead relative to the direct team's. It is not
// ok where that cannot be measured.
func (v *Vendor) Measured(review string, f *Figures) (x float64, ok bool) {
	as := *v
	as.Review = review
	return as.measure(f)
}
