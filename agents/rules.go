package agents

import (
	"channelsim/scenarios"
	"channelsim/sim/chance"
)

// maxAge is the age in weeks from which all leads count as equally stale.
const maxAge = 32

// Rules are the parameters of a scenario in force, with what follows from them
// worked out once. They are made anew when a shock changes a parameter.
type Rules struct {
	scenarios.Partners
	Market scenarios.Market
	Direct scenarios.Direct

	Stale       [maxAge]float64       // chance to reach by age in weeks, relative to a fresh lead
	ServeHours  float64               // hours an open opportunity wants each week
	OutsideDeal float64               // worth of an opportunity of the outside line, money
	FreeShare   float64               // share of weeks in which a partner is not busy
	HoursMean   float64               // mean hours of a partner, such that its free weeks alone make partners.hours
	Life        chance.GeometricTable // weeks that a project is open if nobody pursues it
	Cycle       chance.GeometricTable // served weeks until an opportunity is decided
	Vendors     []Vendor
}

// Vendor is one vendor's parameters in force.
type Vendor struct {
	scenarios.Vendor
	Scorer   Scorer
	ABShare  float64 // share of A and B among the leads, at the reference state
	Policy   Policy
	Deal     float64          // worth of an opportunity to a partner, money
	RepDeal  float64          // worth of an opportunity to a rep, money
	Claim    [Classes]float64 // claimed chance that a worked lead becomes an opportunity
	RepClaim [Classes]float64 // what reps expect
	Touch    float64          // hazard per week that an unclaimed project is touched
	Noise    float64          // touches a week with nobody behind them
}

// NewRules works out the rules of an effective scenario (mechanisms that are
// off have their neutral values already).
func NewRules(s *scenarios.Scenario) *Rules {
	r := &Rules{Partners: s.Partners, Market: s.Market, Direct: s.Direct}
	for age := range r.Stale {
		r.Stale[age] = chance.Exp(-float64(age) / r.Market.SpeedTau)
	}
	r.ServeHours = r.HoursPursue / r.Market.CycleWeeks
	r.Life.Set(r.Market.MeanLife)
	r.Cycle.Set(r.Market.CycleWeeks)
	r.FreeShare = r.BusyEnd / (r.BusyStart + r.BusyEnd)
	r.HoursMean = r.Hours / r.FreeShare
	deal := r.Market.ValueMean * r.Market.Close
	r.Vendors = make([]Vendor, len(s.Vendors))
	for i := range s.Vendors {
		r.Vendors[i] = newVendor(r, &s.Vendors[i], deal)
	}
	r.OutsideDeal = deal * r.OutsideWorth * r.OutsideMargin
	return r
}

func newVendor(r *Rules, v *scenarios.Vendor, deal float64) Vendor {
	out := Vendor{Vendor: *v, Scorer: NewScorer(v), Policy: policyNamed(v.Policy)}
	out.ABShare = out.Scorer.ABShare()
	out.Deal = deal * v.PartnerMargin
	out.RepDeal = deal * r.Direct.Commission
	for class := range Classes {
		real := out.Scorer.RealShareOf(class)
		out.RepClaim[class] = r.Market.Reach * real
		out.Claim[class] = min(1, r.ClaimFactor*r.Market.Reach*real)
	}
	if !v.Disclose {
		out.Claim[AB] = r.BeliefClaim
	}
	reference := r.Market.ProjectsPerWeek * r.Market.MeanLife
	if reference > 0 {
		out.Touch = -chance.Log(1 - v.LeadQuality*v.LeadVolume/reference)
	}
	out.Noise = (1 - v.LeadQuality) * v.LeadVolume
	return out
}

// ClassOf is the class as the seller sees it: reps see grades, partners where
// the vendor discloses them.
func (v *Vendor) ClassOf(g Grade, rep bool) Class {
	if rep || v.Disclose {
		return g.Class()
	}
	return AB
}

// staleness returns the relative chance to reach somebody at an age in weeks.
func (r *Rules) staleness(age int) float64 { return r.Stale[min(age, maxAge-1)] }

// Reached is the chance that a contact on a lead of this age reaches somebody.
func (r *Rules) Reached(age int) float64 { return r.Market.Reach * r.staleness(age) }

// StartWeight is the weight of the claim in a newcomer's belief, in leads:
// belief_weight times its trust, and never below what a belief may weigh.
func (r *Rules) StartWeight() float64 {
	return max(r.BeliefFloor, float64(r.BeliefWeight*r.TrustStart))
}
