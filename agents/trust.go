package agents

// Gain moves a value in [0, 1] by weight of the way up to 1, once per event.
func Gain(x, weight float64, events int32) float64 {
	rest := 1 - x
	for range events {
		rest = float64(rest * (1 - float64(weight))) // weight may be a product
	}
	return 1 - rest
}

// Lose moves a value in [0, 1] by weight of the way down to 0, once per event.
func Lose(x, weight float64, events int32) float64 {
	keep := max(0, 1-float64(weight))
	for range events {
		x = float64(x * keep)
	}
	return x
}

// Experience is what befell a partner with one vendor in one week.
type Experience struct {
	Opportunities int32 // worked leads that became opportunities
	Garbage       int32 // worked leads that came to nothing, collisions apart
	Raised        int32 // the same of leads on which the vendor had written a better class
	Collisions    int32 // leads, and looks of a hunter, whose project the vendor's direct team already pursued
	Leak          bool  // it learned that the direct team kept the good leads
	Drought       bool  // it got far fewer leads than its peers
	Honoured      int32 // registrations that the vendor honoured
	Broken        int32 // and that it did not
	Recalled      int32 // leads that the vendor took back
	Helped        int32 // leads or weeks in which the vendor helped
	Ignored       bool  // it asked for leads and got none
	Funded        bool  // it spent co-marketing funds
	Shortfall     bool  // evidence showed fewer good leads than it had thought
}

// Feel moves trust and perceived unfairness by a week's experience with a vendor: losses
// first, and losses weigh more (asymmetry principle, Slovic 1993). Unfairness
// multiplies the harm of conflict (Samaha, Palmatier & Dant 2011).
func (r *Rules) Feel(v *Vendor, trust, unfair float64, e Experience) (float64, float64) {
	var list [9]harm
	for _, h := range r.harms(&list, v, unfair, &e) {
		trust = Lose(trust, h.weight, h.events)
	}
	unfair = Lose(unfair, (1-r.UnfairMemory)*r.TrustLearning, 1)
	if e.Leak {
		unfair = Gain(unfair, r.UnfairLeak*r.TrustLearning, 1)
	}
	if e.Drought {
		unfair = Gain(unfair, r.UnfairDrought*r.TrustLearning, 1)
	}
	trust = Gain(trust, r.TrustLearning*r.TrustOpportunity, e.Opportunities)
	if e.programme() {
		trust = r.reward(trust, &e)
	}
	trust += float64(r.TrustLearning * r.TrustDrift * (0.5 - trust))
	return trust, unfair
}

// programme reports whether the vendor's programme gave or took anything.
func (e *Experience) programme() bool {
	return e.Honoured|e.Broken|e.Recalled|e.Helped != 0 || e.Ignored || e.Funded || e.Shortfall
}

// harm is what costs trust: events of a kind, each of which takes weight of it.
type harm struct {
	kind   Hurt
	weight float64
	events int32
}

// harms are what befell that costs trust, in order, in a list with room for them.
func (r *Rules) harms(list *[9]harm, v *Vendor, unfair float64, e *Experience) []harm {
	loss, n := r.TrustLearning*r.TrustLossFactor, 0
	add := func(kind Hurt, weight float64, events int32) {
		if events > 0 {
			list[n] = harm{kind, weight, events}
			n++
		}
	}
	add(HurtLeads, loss*v.Garbage, e.Garbage)
	add(HurtLeads, loss*v.RaisedGarbage, e.Raised)
	add(HurtConflict, loss*r.TrustCollision*(1+float64(r.UnfairFactor*unfair)), e.Collisions)
	if e.programme() {
		add(HurtConflict, loss*r.TrustBroken, e.Broken)
		add(HurtLeads, loss*r.TrustRecall, e.Recalled)
		add(HurtLeads, loss*r.TrustIgnored, once(e.Ignored))
		add(HurtLeads, loss*r.TrustShortfall, once(e.Shortfall))
	}
	add(HurtUnfair, loss*r.TrustLeak, once(e.Leak))
	add(HurtUnfair, loss*r.TrustDrought, once(e.Drought))
	return list[:n]
}

func once(happened bool) int32 {
	if happened {
		return 1
	}
	return 0
}

// reward is what the programme brings in trust.
func (r *Rules) reward(trust float64, e *Experience) float64 {
	trust = Gain(trust, r.TrustLearning*r.TrustRegistration, e.Honoured)
	trust = Gain(trust, r.TrustLearning*r.TrustHelp, e.Helped)
	if e.Funded {
		trust = Gain(trust, r.TrustLearning*r.TrustFunds, 1)
	}
	return trust
}

// ReportChance is the chance that a partner reports an outcome to the vendor.
func (r *Rules) ReportChance(trust float64) float64 {
	return min(1, r.ReportBase*(r.ReportFloor+float64(r.ReportTrust*trust)))
}
