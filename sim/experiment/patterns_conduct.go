package experiment

import (
	"fmt"
	"math"
)

// Patterns of what vendors promise, share and let happen.

const (
	withFunds   = "half the budget as funds"
	leadsOnly   = "leads only"
	reportRate  = "report_rate@all"
	costPerLead = 65 // of the baseline
)

var patternP10 = Pattern{
	ID: "P10", Title: "Gift certificates beat gifts: partners' own campaigns against vendor leads of equal quality",
	// All A and B leads go to partners, so that their mix is that of a campaign.
	// Half of the leads' cost, 148 leads at 65, is 96.2 for each of 100 partners.
	Arms: []Arm{
		{Name: leadsOnly, Set: set(keyReserved, 1.0)},
		{Name: withFunds, Set: set(keyReserved, 1.0, keyVolume, baselineVolume/2.0, "vendors.*.funds", baselineVolume/2.0*costPerLead/baselinePartners)},
	},
	Reads: []string{partnerLeads, partnerWins, followUpAll, reportRate, profitAll, "campaign_leads@all", "campaign_follow_up_rate@all", "campaign_report_rate@all", "campaign_wins@all", "funds_spent@all"},
	Claims: []Claim{
		{Says: "wins per budget, campaigns over vendor leads", Direction: AtLeast, Threshold: 1,
			Effect: pooled(func(s *Sample) float64 { return campaignWins(s) / vendorLeadWins(s) })},
		{Says: "follow-up, campaign leads less vendor leads", Direction: AtLeast, Threshold: 0, Effect: campaign("campaign_follow_up_rate@all", followUpAll)},
		{Says: "outcomes reported, campaign leads less vendor leads", Direction: AtLeast, Threshold: 0, Effect: campaign("campaign_report_rate@all", reportRate)},
	},
	Cause:    Cause{"everything reported, belief and trust frozen", set("mechanisms.reporting", false, noBelief, false, noTrust, false)},
	HingesOn: "partners committing hours before a campaign lead is paid for",
	Reading: func(s *Sample) string {
		return fmt.Sprintf("wins per 100,000 of budget %.2f by campaigns, %.2f by vendor leads; follow-up %s and %s, reported %s and %s; vendor's profit %+.1f million against leads only",
			1e5*campaignWins(s), 1e5*vendorLeadWins(s), percentOf(s.mean(withFunds, "campaign_follow_up_rate@all")), percentOf(s.mean(withFunds, followUpAll)),
			percentOf(s.mean(withFunds, "campaign_report_rate@all")), percentOf(s.mean(withFunds, reportRate)), (s.mean(withFunds, profitAll)-s.mean(leadsOnly, profitAll))/1e6)
	},
	Picture: Picture{Read: profitAll},
}

func campaignWins(s *Sample) float64 {
	return s.mean(withFunds, "campaign_wins@all") / s.mean(withFunds, "funds_spent@all")
}

func vendorLeadWins(s *Sample) float64 { return s.mean(withFunds, partnerWins) / costPerLead }

func campaign(read, vendorLeads string) func(*Sample) []float64 {
	return func(s *Sample) []float64 {
		own, theirs := s.each(withFunds, read), s.each(withFunds, vendorLeads)
		return s.paired(func(i int) float64 { return own[i] - theirs[i] })
	}
}

const (
	honest    = "honest grades"
	inflated  = "grades raised by one"
	leadMoney = "revenue_vendor_leads@all"
	faceValue = "face_value@all"
	trueValue = "true_value@all"
)

var patternP14 = Pattern{
	ID: "P14", Title: "Inflated grades buy less than their face says",
	Arms: []Arm{
		{Name: honest, Set: set("vendors.*.disclose_grades", true)},
		{Name: inflated, Set: set("vendors.*.disclose_grades", true, "vendors.*.inflation", 1)},
	},
	Reads: []string{leadMoney, faceValue, trueValue, followUpAll},
	Claims: []Claim{
		{Says: "revenue per claimed value, inflated over honest", Direction: AtMost, Threshold: 0.9, Effect: pooled(perClaim)},
		{Says: "elasticity of lead revenue to what is claimed", Direction: AtMost, Threshold: 0.5,
			Effect: pooled(func(s *Sample) float64 {
				return math.Log(s.mean(inflated, leadMoney)/s.mean(honest, leadMoney)) / math.Log(s.mean(inflated, faceValue)/s.mean(honest, faceValue))
			})},
	},
	Cause:    Cause{"grades that tell nothing", set("vendors.*.auc_gap", 0.49, "vendors.*.auc_rate", 0.0)},
	HingesOn: "partners telling two classes apart and learning what a label is worth",
	Reading: func(s *Sample) string {
		return fmt.Sprintf("claims rise %.2f-fold, revenue per claimed value goes to %.2f of what it was; follow-up %s -> %s",
			inflation(s), perClaim(s), percentOf(s.mean(honest, followUpAll)), percentOf(s.mean(inflated, followUpAll)))
	},
	Picture: Picture{Read: followUpAll},
}

func perClaim(s *Sample) float64 {
	return (s.mean(inflated, leadMoney) / s.mean(inflated, faceValue)) / (s.mean(honest, leadMoney) / s.mean(honest, faceValue))
}

func inflation(s *Sample) float64 {
	return (s.mean(inflated, faceValue) / s.mean(inflated, trueValue)) / (s.mean(honest, faceValue) / s.mean(honest, trueValue))
}

const (
	apart      = "outcomes kept apart"
	shared     = "outcomes shared"
	vendorGap  = "perception_gap_vendor@last_half_year"
	partnerGap = "perception_gap_partner@last_half_year"
	closedGap  = 1.25 // a quarter above the truth: what nobody takes offence at
)

var patternP15 = Pattern{
	ID: "P15", Title: "Both sides overestimate each other; the gap closes only where outcomes are shared",
	Arms: []Arm{
		{Name: apart, Set: set("vendors.*.shared_outcomes", false)},
		{Name: shared, Set: set("vendors.*.shared_outcomes", true)},
	},
	Reads: []string{vendorGap, partnerGap},
	Claims: []Claim{
		{Says: "vendor's estimate over truth in year 3, kept apart", Direction: AtLeast, Threshold: closedGap, Effect: level(apart, vendorGap)},
		{Says: "partners' estimate over truth in year 3, kept apart", Direction: AtLeast, Threshold: closedGap, Effect: level(apart, partnerGap)},
		{Says: "vendor's estimate over truth in year 3, shared", Direction: AtMost, Threshold: closedGap, Effect: level(shared, vendorGap)},
		{Says: "partners' estimate over truth in year 3, shared", Direction: AtMost, Threshold: closedGap, Effect: level(shared, partnerGap)},
	},
	Cause:    Cause{"no figures ever shown to the other side", set("mechanisms.perception", false)},
	HingesOn: "time, and whether newcomers hear from peers",
	Reading: func(s *Sample) string {
		return fmt.Sprintf("in year 3 the vendor's estimate is %.2f times the truth and the partners' %.2f times; with shared outcomes %.2f and %.2f",
			s.mean(apart, vendorGap), s.mean(apart, partnerGap), s.mean(shared, vendorGap), s.mean(shared, partnerGap))
	},
	Picture: Picture{Read: vendorGap},
}

const topFifth = "revenue_top_fifth@all"

var patternP20 = Pattern{
	ID: "P20", Title: "A few partners bring most of the revenue",
	Arms: []Arm{
		{Name: "very unequal partners", Set: set("partners.hours_sigma", 1.8, keyClosing, 0.5)},
		{Name: "baseline"},
	},
	Reads: []string{topFifth},
	Claims: []Claim{
		{Says: "top fifth's share of revenue, very unequal partners", Direction: AtLeast, Threshold: 0.8, Effect: level("very unequal partners", topFifth)},
		{Says: "top fifth's share of revenue, baseline", Direction: AtLeast, Threshold: 0.35, Effect: level("baseline", topFifth)},
	},
	Cause:    Cause{"partners of much the same size", set("partners.hours_sigma", 0.4)},
	HingesOn: "how unequal partners' hours are",
	Reading: func(s *Sample) string {
		return fmt.Sprintf("the best fifth brings %s, in the baseline %s", percentOf(s.mean("very unequal partners", topFifth)), percentOf(s.mean("baseline", topFifth)))
	},
	Picture: Picture{Read: topFifth},
}

const (
	leftAll   = "partners_left@all"
	trustLast = "trust@last_half_year"
)

// Survivors hide the harm in follow-up: it is looked for in trust and in who leaves, where the direct
// team keeps the good leads.
var patternP21 = Pattern{
	ID: "P21", Title: "Unfairness multiplies conflict: leak and collisions together harm more than their sum",
	Arms:  append(conflictArms(4), conflictArms(0)...),
	Reads: []string{trustLast, leftAll},
	Claims: []Claim{
		{Says: "trust lost beyond the sum of both harms", Direction: AtLeast, Threshold: 0, Effect: beyondSum(trustLast, -1, 4)},
		{Says: "partners lost beyond the sum of both harms", Direction: AtLeast, Threshold: 0, Effect: beyondSum(leftAll, 1, 4)},
		{Says: "trust lost beyond the sum at factor 0, less half of that at factor 4", Direction: AtMost, Threshold: 0, Effect: withoutFactor},
	},
	Cause:    Cause{"an unfairness that multiplies nothing", set("partners.unfair_factor", 0.0)},
	HingesOn: "how much collisions hurt, and how often partners meet the vendor's own sales",
	Reading: func(s *Sample) string {
		return fmt.Sprintf("together they cost %.3f of trust and %.2f partners more than each by itself; with factor 0 %.3f and %.2f",
			average(beyondSum(trustLast, -1, 4)(s)), average(beyondSum(leftAll, 1, 4)(s)), average(beyondSum(trustLast, -1, 0)(s)), average(beyondSum(leftAll, 1, 0)(s)))
	},
	Picture: Picture{Read: trustLast},
}

func conflictName(leak, collisions bool, factor float64) string {
	name := map[[2]bool]string{{false, false}: "neither", {true, false}: "leak", {false, true}: "collisions", {true, true}: "both"}[[2]bool{leak, collisions}]
	return fmt.Sprintf("%s, factor %.0f", name, factor)
}

func conflictArms(factor float64) []Arm {
	var arms []Arm
	for _, leak := range []bool{false, true} {
		for _, collisions := range []bool{false, true} {
			arms = append(arms, Arm{Name: conflictName(leak, collisions, factor),
				Set: set(keyReserved, 0.0, "mechanisms.leak", leak, "mechanisms.collisions", collisions, "partners.unfair_factor", factor)})
		}
	}
	return arms
}

// beyondSum is by how much the harm of both exceeds the sum of each: the
// interaction of the 2 x 2 design. sign turns an outcome into a harm.
func beyondSum(read string, sign, factor float64) func(*Sample) []float64 {
	return func(s *Sample) []float64 {
		at := func(leak, collisions bool) []float64 { return s.each(conflictName(leak, collisions, factor), read) }
		neither, leak, collisions, both := at(false, false), at(true, false), at(false, true), at(true, true)
		return s.paired(func(i int) float64 { return sign * (both[i] - leak[i] - collisions[i] + neither[i]) })
	}
}

func withoutFactor(s *Sample) []float64 {
	with, without := beyondSum(trustLast, -1, 4)(s), beyondSum(trustLast, -1, 0)(s)
	return s.paired(func(i int) float64 { return without[i] - float64(with[i]/2) })
}

func average(xs []float64) float64 { return estimate(xs, false).Mean }
