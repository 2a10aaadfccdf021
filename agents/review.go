package agents

// Figures are the counts of a vendor's reports over the last four quarters.
type Figures struct {
	Leads    [Routes][Classes]float64 // leads routed
	Wins     [Routes][Classes]float64 // wins as the vendor sees them: reported ones on the partners' route
	Audited  float64                  // partners' wins that an audit looked at
	Reported float64                  // of these, those that had been reported
}

// Route is a way to the customer.
type Route uint8

// The routes.
const (
	Direct  Route = iota // the vendor's own reps
	Channel              // partners
	Routes               // number of routes
)

// ReviewShare returns the share of A/B leads for the channel after a quarterly
// review of the given kind:
//
//	s' = clip(s + gain*(min(x/target, 2) - 1), min, max)
//
// where x is the channel's wins per lead relative to the direct team's, as the
// vendor measures it. Where x cannot be measured the share stays.
func (v *Vendor) ReviewShare(share float64, f *Figures) float64 {
	x, ok := v.measure(f)
	if !ok {
		return share
	}
	return min(max(share+float64(v.ReviewGain*v.surprise(x)), v.ShareMin), v.ShareMax)
}

// ReviewBudget returns the factor on the lead programme's budget after the same
// review: budgets follow the measured route.
//
//	b' = clip(b*(1 + budget_gain*(min(x/target, 2) - 1)), budget_min, budget_max)
func (v *Vendor) ReviewBudget(factor float64, f *Figures) float64 {
	x, ok := v.measure(f)
	if !ok {
		return factor
	}
	return min(max(factor*(1+float64(v.BudgetGain*v.surprise(x))), v.BudgetMin), v.BudgetMax)
}

// surprise is how far the channel is from the vendor's target, -1..1.
func (v *Vendor) surprise(x float64) float64 { return min(x/v.ReviewTarget, 2) - 1 }

func (v *Vendor) measure(f *Figures) (x float64, ok bool) {
	switch v.Review {
	case "naive":
		return naive(f)
	case "grade-adjusted":
		return f.adjusted(float64(v.ReviewLeads), 1)
	case "closed-loop":
		rho := 1.0
		if f.Audited > 0 {
			rho = max(f.Reported, 0.5) / f.Audited
		}
		return f.adjusted(float64(v.ReviewLeads), rho)
	}
	return 0, false
}

// naive is the usual marketing report: reported wins per lead, whatever the leads.
func naive(f *Figures) (float64, bool) {
	var leads, wins [Routes]float64
	for r := range Routes {
		for c := range Classes {
			leads[r] += f.Leads[r][c]
			wins[r] += f.Wins[r][c]
		}
	}
	if leads[Channel] == 0 || leads[Direct] == 0 || wins[Direct] == 0 {
		return 0, false
	}
	return (wins[Channel] / leads[Channel]) / (wins[Direct] / leads[Direct]), true
}

// adjusted compares like with like: direct standardisation over the classes
// that both routes have had at least least leads of, corrected for the share
// rho of the channel's wins that is reported.
func (f *Figures) adjusted(least, rho float64) (float64, bool) {
	var channel, direct float64
	for c := range Classes {
		p, d := f.Leads[Channel][c], f.Leads[Direct][c]
		if p < least || d < least {
			continue
		}
		w := p + d
		channel += float64(w * (f.Wins[Channel][c] / rho / p))
		direct += float64(w * (f.Wins[Direct][c] / d))
	}
	if direct == 0 {
		return 0, false
	}
	return channel / direct, true
}
