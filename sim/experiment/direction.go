package experiment

import "channelsim/sim"

// Better says which values of a metric a vendor wants.
type Better string

// The directions. Neither is for what is good or bad with circumstances, such as the
// number of leads, and for what is a view of things, such as a reported rate.
const (
	Higher  Better = "higher"
	Lower   Better = "lower"
	Neither Better = "neither"
)

// better lists every metric by what the vendor wants of it.
var better = map[Better][]string{
	Higher: {"leads_opened", "leads_worked", sim.FollowUp, "direct_follow_up_rate", "partner_worked_to_opportunity_rate",
		"direct_worked_to_opportunity_rate", "partner_opportunity_to_win_rate", "direct_opportunity_to_win_rate", "partner_lead_to_win_rate",
		"direct_lead_to_win_rate", "revenue_direct", "revenue_direct_leads", "revenue_accounts", "revenue_vendor_leads", "revenue_hunted", "revenue_campaigns", "revenue_total",
		sim.VendorProfit, "partner_profit", "campaign_wins", "campaign_follow_up_rate", "hunting_skill", "trust", "partners_active", "lead_fit_rate"},
	Lower: {"leads_expired", "weeks_to_first_contact", "collisions", "vendor_cost", "cost_marketing", "cost_reps", "cost_funds",
		"cost_support", "unfairness", "partners_failed", "partners_left", "partners_quit", "opportunities_given_up", sim.Spiral},
	Neither: {"leads_generated", "leads_to_direct", "leads_to_partners", "leads_dealt", "lead_real_share", "lead_touched_share", "cost_goods", "cost_margin", "leads_recalled", "leads_referred", "leads_withheld", "leads_returned",
		"reported_partner_lead_to_win_rate", "reported_direct_lead_to_win_rate", "ab_share_to_partners", "revenue_registered",
		"credit_first_touch", "credit_last_touch", "credit_registration", "credit_split", "face_value", "true_value",
		"funds_granted", "funds_spent", "campaign_leads", "campaign_report_rate",
		"hunting_hours_share", "follow_up_hours_share", "outside_hours_share", "belief_good_lead", "belief_spread", "esteem",
		"perception_gap_vendor", "perception_gap_partner", "partners_joined", "rep_lead_hours_share", "rep_served_hours_share",
		"quit_over_leads", "quit_over_conflict", "quit_over_unfairness", "key_source_share", "best_source_share", "report_rate", "projects_unclaimed",
		"lead_gini", "revenue_gini", "revenue_top_fifth", sim.SpiralWeek},
}

// BetterOf says which values of a metric the vendor wants; Neither for an unknown one.
func BetterOf(metric string) Better {
	for _, b := range []Better{Higher, Lower} {
		for _, key := range better[b] {
			if key == metric {
				return b
			}
		}
	}
	return Neither
}

// gain turns a value so that more of it is better.
func (b Better) gain(x float64) float64 {
	if b == Lower {
		return 0 - x // never -0
	}
	return x
}
