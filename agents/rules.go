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
	Ground Ground

	Stale         [maxAge]float64       // chance to reach by age in weeks, relative to a fresh lead
	ServeHours    float64               // hours an open opportunity wants each week
	OutsideDeal   float64               // worth of an opportunity of the outside line, money
	FreeShare     float64               // share of weeks in which a partner is not busy
	HoursMean     float64               // mean hours of a partner, such that its free weeks alone make partners.hours
	Life          chance.GeometricTable // weeks that a project is open if nobody pursues it
	Cycle         chance.GeometricTable // served weeks until an opportunity is decided
	Archetypes    []scenarios.Archetype
	Freshest      bool    // sellers work the youngest of their opened leads first
	Funded        bool    // some vendor has co-marketing funds
	MostCustomers float64 // greatest customer_base of an archetype
	EvenCustomers bool    // all have the same
	Vendors       []Vendor
}

// Vendor is one vendor's parameters in force.
type Vendor struct {
	scenarios.Vendor
	Scorer        Scorer
	ABShare       float64 // share of A and B among the leads, on the ground
	Policy        Policy
	Deal          float64          // worth of an opportunity to a partner, money
	RepDeal       float64          // worth of an opportunity to a rep, money; before commission where that is paid
	Protect       float64          // worth of the extra margin of a registered deal to a partner, money
	Claim         [Classes]float64 // claimed chance that a worked lead becomes an opportunity
	Fresh         [Grades]float64  // chance that a lead of a grade becomes an opportunity when worked fresh
	CampaignClaim float64          // the same for a lead of a partner's campaign
	PerLead       float64          // funds that a partner's campaign lead costs, its own share apart, money
	Attentive     float64          // share of an account manager's knowledge and care that is left at the span
	Seeing        float64          // knowledge, so reduced
	Pool          bool             // partners claim leads from a pool
	RepClaim      [Classes]float64 // what reps expect
	Garbage       float64          // weight in trust of a worked lead that came to nothing
	RaisedGarbage float64          // the same of one on which a better class was written
	Touch         float64          // hazard per week that an unclaimed project is touched
	Noise         float64          // touches a week with nobody behind them
	Spend         float64          // marketing budget in force, money a week
	pool          float64          // of the rules' ground
}

// Ground is the state of the market that vendors' statements speak of: their lead
// volume and quality are meant for it.
type Ground struct {
	Pool float64 // open projects that marketing can touch, those that somebody pursues counted at market.pursued_touch
	Had  float64 // share of these that nobody pursues, 0..1
}

// Unsold is the ground of a market in which nobody sells: projects_per_week*mean_life
// open projects (Little's law), all of them unclaimed.
func Unsold(m *scenarios.Market) Ground { return Ground{Pool: m.ProjectsPerWeek * m.MeanLife, Had: 1} }

// NewRules works out the rules of an effective scenario (mechanisms that are
// off have their neutral values already) whose statements speak of a ground.
func NewRules(s *scenarios.Scenario, g Ground) *Rules {
	r := &Rules{Partners: s.Partners, Market: s.Market, Direct: s.Direct, Ground: g, Archetypes: s.Archetypes}
	r.EvenCustomers, r.Freshest = true, s.Partners.WorkOrder == "freshest"
	for i := range r.Archetypes {
		r.MostCustomers = max(r.MostCustomers, r.Archetypes[i].CustomerBase)
		r.EvenCustomers = r.EvenCustomers && r.Archetypes[i].CustomerBase == r.Archetypes[0].CustomerBase
	}
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
		r.Funded = r.Funded || s.Vendors[i].Funds > 0
	}
	r.OutsideDeal = deal * r.OutsideWorth * r.OutsideMargin
	return r
}

func newVendor(r *Rules, v *scenarios.Vendor, deal float64) Vendor {
	out := Vendor{Vendor: *v, Scorer: NewScorer(v, &r.Market), Policy: policyNamed(v.Policy)}
	out.programme(r, deal)
	out.ABShare = out.Scorer.ABShare()
	out.Deal = deal * v.PartnerMargin
	out.RepDeal = deal * r.Direct.Commission
	if r.Direct.CommissionPaid {
		out.RepDeal = deal // all that a rep may do pays commission: it cancels, also at 0
	}
	for class := range Classes {
		real := out.Scorer.RealShareOf(class)
		out.RepClaim[class] = r.Market.Reach * real * r.Ground.Had
		out.Claim[class] = min(1, r.ClaimFactor*r.Market.Reach*real)
	}
	if !v.Disclose {
		out.Claim[AB] = r.BeliefClaim
	}
	out.Garbage, out.RaisedGarbage = r.garbage(v, out.Claim)
	for g := range out.Fresh {
		out.Fresh[g] = r.Market.Reach * out.Scorer.RealShare(Grade(g)) * r.Ground.Had
	}
	out.market(r, 1)
	return out
}

// usualClaim is the claim of a vendor at which a worked lead that came to nothing costs trust_garbage.
const usualClaim = 0.25

// garbage is what a worked lead that came to nothing costs in trust, and one on which a
// better class was written: a promise that is broken costs the more the more was promised.
// Where grades are disclosed each class promises what its leads are worth.
func (r *Rules) garbage(v *scenarios.Vendor, claim [Classes]float64) (usual, raised float64) {
	broken := func(ratio float64) float64 {
		return r.TrustGarbage * (1 + float64(r.BrokenClaims*(float64(ratio)-1)))
	}
	if !v.Disclose {
		usual = broken(float64(r.BeliefClaim / usualClaim))
		return usual, usual
	}
	if claim[Rest] == 0 {
		return r.TrustGarbage, r.TrustGarbage // of leads that promise nothing none is a broken promise
	}
	return r.TrustGarbage, broken(claim[AB] / claim[Rest])
}

// Raised reports whether partners see a better class on a lead than it has.
func (v *Vendor) Raised(g Grade) bool { return v.Disclose && v.Face(g).Class() != g.Class() }

// programme works out what the vendor's partner programme comes to.
func (v *Vendor) programme(r *Rules, deal float64) {
	if v.Registration {
		v.Protect = deal * v.ProtectMargin
	}
	v.CampaignClaim = r.Market.Reach * v.LeadQuality
	v.PerLead = v.CostPerTouch() / (1 + r.FundsOwn)
	if v.AccountSpan > 0 {
		v.Attentive = knows(v.AccountSpan, v.AccountFull)
		v.Seeing = v.Knowledge * v.Attentive
	}
	_, v.Pool = v.Policy.(openPool)
	if _, first := v.Policy.(firstRefusal); first && v.Recall == "none" {
		v.Recall = "reassign" // the refusal is part of the policy
	}
}

// market works out the vendor's touch points at a factor on its stated volume
// and budget.
func (v *Vendor) market(r *Rules, factor float64) {
	volume := v.LeadVolume * factor
	v.Spend = v.Budget * factor
	v.Touch, v.pool = 0, r.Ground.Pool
	if v.pool > 0 {
		v.Touch = -chance.Log(1 - min(mostTouched, v.LeadQuality*volume/v.pool))
	}
	v.Noise = (1 - v.LeadQuality) * volume
}

// Genuine is the chance that an inquiry of this vendor's quality has a project
// behind it that is still to be had, while so many projects are unclaimed and so
// many pursued. On a ground that nobody pursues anything on it is lead_quality.
func (v *Vendor) Genuine(m *scenarios.Market, unclaimed, pursued float64) float64 {
	real := float64(v.LeadQuality * unclaimed)
	all := real + float64(v.LeadQuality*m.PursuedTouch*pursued) + float64((1-v.LeadQuality)*v.pool)
	if all == 0 {
		return 0
	}
	return real / all
}

// mostTouched is the greatest chance of a touch in a week, also where a budget
// has grown beyond what the scenario states.
const mostTouched = 0.95

// Rebudget sets the lead programme to a factor on its stated volume and budget.
func (r *Rules) Rebudget(vendor int, factor float64) { r.Vendors[vendor].market(r, factor) }

// Face is the grade that a vendor writes on a lead for partners: better than
// the true one where it inflates.
func (v *Vendor) Face(g Grade) Grade {
	if g == Incomplete || v.Inflation == 0 {
		return g
	}
	return Grade(max(0, int(g)-v.Inflation))
}

// ClassOf is the class as the seller sees it: reps see grades, partners where
// the vendor discloses them, and then what it wrote on them.
func (v *Vendor) ClassOf(g Grade, rep bool) Class {
	switch {
	case rep:
		return g.Class()
	case v.Disclose:
		return v.Face(g).Class()
	}
	return AB
}

// staleness returns the relative chance to reach somebody at an age in weeks.
func (r *Rules) staleness(age int) float64 { return r.Stale[min(age, maxAge-1)] }

// Reached is the chance that a contact reaches somebody on a lead of this age in weeks,
// and a part of this one.
func (r *Rules) Reached(age int, part float64) float64 {
	reached := r.Market.Reach * r.staleness(age)
	if part > 0 {
		reached *= chance.Exp(-part / r.Market.SpeedTau)
	}
	return reached
}

// StartWeight is the weight of the claim in a newcomer's belief, in leads:
// belief_weight times its trust, and never below what a belief may weigh.
func (r *Rules) StartWeight() float64 {
	return max(r.BeliefFloor, float64(r.BeliefWeight*r.TrustStart))
}
