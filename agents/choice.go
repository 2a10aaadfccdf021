package agents

import "channelsim/sim/chance"

// LeadWorth is the worth of an hour on a vendor's leads (money/hour):
//
//	U_lead = trust*p*deal*n / (setup + n*(review + contact + p*pursue))
//
// with p the believed chance of an opportunity, deal the worth of one, n the
// leads a week that the seller expects. The setup makes a trickle of leads
// dearer than a flow.
func (r *Rules) LeadWorth(trust, p, deal, n float64) float64 {
	return r.leadWorth(trust, p, deal, n, r.HoursContact)
}

// HelpedWorth is the same for a lead that the vendor helps with: half the hours
// of contact.
func (r *Rules) HelpedWorth(trust, p, deal, n float64) float64 {
	return r.leadWorth(trust, p, deal, n, float64(r.HoursContact/2))
}

func (r *Rules) leadWorth(trust, p, deal, n, contact float64) float64 {
	hours := r.HoursReview + contact + float64(p*r.HoursPursue)
	return trust * p * deal * n / (r.HoursSetup + float64(n*hours))
}

// OpenChance is the chance that a lead is opened at all, a quantal response
// (McKelvey & Palfrey 1995) to its worth against the best other use of an hour.
func (r *Rules) OpenChance(lead, next float64) float64 {
	if next <= 0 {
		return 1 // nothing else to do
	}
	return chance.Logistic(r.ChoicePrecision * (lead/next - 1))
}

// LeadTrust is the factor of trust on the worth of a vendor's leads.
func (r *Rules) LeadTrust(trust float64) float64 {
	return r.LeadTrustBase + float64(r.LeadTrustSlope*trust)
}

// HuntTrust is the factor of trust on the worth of hunting for a vendor.
func (r *Rules) HuntTrust(trust float64) float64 {
	return r.HuntTrustBase + float64(r.HuntTrustSlope*trust)
}

// HuntWorth is the worth of an hour of hunting for a line (money/hour):
//
//	u = trust*y*deal/(1 + y*pursue) * (1 - aspiration*min(1, open/aspiration_open))
//
// with y the experienced yield: who finds more must pursue more. A line with a
// full pipeline is hunted less (aspiration level, Cyert & March 1963).
func (r *Rules) HuntWorth(trust, yield, deal float64, open int32) float64 {
	full := min(1, float64(open)/r.AspirationOpen)
	return trust * yield * deal / (1 + float64(yield*r.HoursPursue)) * (1 - float64(r.Aspiration*full))
}

// Split turns the worths of a seller's lines into shares of hunting hours, by
// a logit of worth relative to the mean, and returns the worth of an hour so
// spent, U_next. worth is overwritten by the shares.
func (r *Rules) Split(worth []float64) (next float64) {
	mean, best := 0.0, 0.0
	for _, u := range worth {
		mean += u
		best = max(best, u)
	}
	mean /= float64(len(worth))
	if mean <= 0 {
		for k := range worth {
			worth[k] = 1 / float64(len(worth))
		}
		return 0
	}
	// The same factor on all weights changes no share; it is 1 except where
	// weights would overflow.
	shift := max(0, float64(r.EffortPrecision*(best/mean-1))-600)
	total := 0.0
	for k, u := range worth {
		w := chance.Exp(float64(r.EffortPrecision*(u/mean-1)) - shift)
		next += float64(w * u)
		total += w
		worth[k] = w
	}
	for k := range worth {
		worth[k] /= total
	}
	return next / total
}

// RepTrust is the factor that takes the place of trust for a rep: tracking
// moves novices, good prequalification moves seniors (Sabnis et al. 2013).
func (r *Rules) RepTrust(v *Vendor, seniority float64) float64 {
	f := 1.0
	if v.Tracking {
		f *= 1 + float64(r.Direct.TrackingEffect*(1-seniority))
	}
	if v.Depth > 0 {
		f *= 1 + float64(r.Direct.PrequalifEffect*seniority)
	}
	return f
}
