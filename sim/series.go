package sim

import (
	"fmt"
	"math"

	"channelsim/agents"
)

// counter is one thing that is counted or summed in a week, for one vendor or
// for the whole market. Metrics are ratios and sums of counters, so that the
// same definition serves a week, a window and a whole run.
type counter int

const (
	inquiries            counter = iota // touches, before the gate
	leadsGenerated                      // past the gate
	leadsUnplaced                       // that the policy could place with nobody
	leadsToDirect                       // routed to a rep
	leadsToPartners                     // routed to a partner
	abToDirect                          // A and B leads routed to a rep
	abToPartners                        // A and B leads routed to a partner
	fitToPartners                       // routed to a partner of the lead's segment
	realToPartners                      // routed to a partner, with a project behind them
	realToDirect                        // routed to a rep, with a project behind them
	openedPartner                       // leads taken out of the drawer by partners
	openedDirect                        // and by reps
	workedPartner                       // leads on which a partner paid for a contact
	workedDirect                        // and a rep
	expiredPartner                      // leads that ran out with a partner, opened or not
	expiredDirect                       // and with a rep
	returnedLeads                       // leads given back by a partner that failed or left
	contactWeeks                        // sum of leads' ages at their contact, partners
	opportunityLead                     // opportunities opened from vendor leads by partners
	opportunityDirect                   // by reps
	opportunityHunt                     // from hunting for the vendor's line
	wonLead                             // partners' opportunities from vendor leads that were won
	lostLead                            // and lost
	wonDirect                           // reps' opportunities
	lostDirect                          //
	wonHunt                             // hunted opportunities of the vendor's line
	lostHunt                            //
	reportedWins                        // wins from vendor leads that partners reported
	reportedOutcomes                    // wins and losses from vendor leads that partners reported
	collisionCount                      // leads whose project the direct team already pursued
	revenueDirect                       // money
	revenueLeads                        // money
	revenueHunted                       // money
	costTotal                           // vendor's marketing and reps, money
	grossProfit                         // vendor's gross margin after partners' margin, money
	partnerIncome                       // margin that partners earned, all their lines, money
	partnerCosts                        // partners' running costs, money
	hoursSpent                          // partners' hours spent on anything
	hoursHunted                         // hunting for the vendor's line
	hoursLeads                          // on the vendor's leads
	hoursOutside                        // hunting for the outside line
	hoursServed                         // serving open opportunities of all lines
	hoursAvailable                      // partners' hours available
	members                             // active partners; for a vendor, those that carry its line
	linesCounted                        // lines of active partners
	skillSum                            // over lines
	trustSum                            // over lines
	unfairSum                           // over lines
	beliefSum                           // over lines: believed chance of a lead of average grade
	keyMembers                          // members at a year's end
	keySources                          // of these: the vendor's leads are a key source
	partnersFailed                      //
	partnersLeft                        //
	partnersJoined                      //
	projectsOpen                        // at the week's end, market only
	projectsUnclaimed                   // at the week's end, market only
	projectsArrived                     // market only
	winsDirectAB                        // reps' wins from A and B leads
	winsDirectRest                      // from other leads
	winsChannelAB                       // wins from A and B leads that partners reported
	winsChannelRest                     // from other leads
	auditedWins                         // partners' wins that an audit looked at
	auditedReported                     // of these, reported
	beliefAB                            // sum over lines of the belief in the first class
	beliefRest                          // and in the second
	beliefSquares                       // sum over lines of the square of beliefSum's terms
	beliefSpread                        // standard deviation over lines of these, each week
	esteemSum                           // over lines
	leadsRecalled                       // by the vendor from partners that had not opened them
	recallsRouted                       // of these, routed again
	returnedAgain                       // given back by partners, to be routed next week
	leadsReferred                       // from account managers
	abReferred                          // of these, A and B
	workedReferredAB                    // account managers' A and B leads that were worked
	workedReferredRest                  // and others
	wonReferredAB                       // deals won from them
	wonReferredRest                     //
	leadsWithheld                       // that marketing made of registered deals, and nobody got
	faceValue                           // of leads to partners by the grades written on them, money
	trueValue                           // by their true grades, money
	fundsGranted                        // co-marketing funds, money
	fundsSpent                          // by partners, money
	campaignAfforded                    // leads that the funds granted would have paid
	campaignLeads                       // drawn and worked by partners
	wonCampaign                         // of these, won
	lostCampaign                        // and lost
	campaignReported                    // outcomes of these that partners reported
	revenueCampaigns                    // money
	revenueRegistered                   // of hunted deals under registration, money
	creditFirst                         // partners' revenue credited to marketing: first touch, money
	creditLast                          // last touch, money
	creditRegistration                  // unless registered, money
	creditSplit                         // split, money
	seenOwn                             // sum over lines of the vendor's estimates of own opportunities, at quarters' ends
	trueOwn                             // sum over lines of the truth
	seenGood                            // sum over lines of partners' estimates of good leads, at quarters' ends
	trueGood                            // sum over lines of the truth
	workedPartnerAB                     // A and B leads, by true grade, on which a partner paid for a contact
	workedDirectAB                      // and a rep
	wonLeadAB                           // partners' wins from A and B leads, reported or not
	leadsReachedDirect                  // that no rep had before
	leadsReachedPartners                // that no partner had before
	abReachedDirect                     // of these, A and B
	abReachedPartners                   //
	clashCount                          // hunters' looks at projects that the vendor's reps pursued
	revenueAccounts                     // of account work, expected, money
	costMarketing                       // marketing with qualification, money
	costReps                            // salaries and, where it is paid, commission, money
	costFunds                           // co-marketing funds spent, money
	costSupport                         // account managers, help, coaching, money
	costGoods                           // list value less gross margin, money
	costMargin                          // margin that partners keep, money
	partnersQuit                        // of partnersLeft, out of discontent
	quitOverLeads                       // of these, that name leads
	quitOverConflict                    // conflict with the vendor's own sales
	quitOverUnfairness                  // kept or uneven leads
	givenUpLead                         // opportunities from vendor leads that ended because the partner left or failed
	givenUpHunt                         // from hunting
	givenUpCampaign                     // from campaigns
	bestSources                         // of keyMembers: no source of opportunities brings more than the vendor's leads
	revenueTouched                      // of deals whose project marketing had touched, both routes, money
	repHours                            // hours of reps
	repLeadHours                        // of these, on leads
	repServedHours                      // on opportunities
	leadsReal                           // past the gate, with a project behind them
	weeksCounted                        // 1 a week: turns sums of states into means
	counters                            // number of counters
)

// Tally holds the counters of one vendor, or of the market, over some weeks.
type Tally [counters]float64

// add adds another tally, counter by counter.
func (t *Tally) add(o *Tally) {
	for i := range t {
		t[i] += o[i]
	}
}

// spend books a cost of the vendor, in a part of its own and in the sum.
func (t *Tally) spend(part counter, x float64) {
	t[part] += float64(x) // which may be a product
	t[costTotal] += float64(x)
}

// sell books revenue of the vendor on which a partner earns a margin; a rep's has none.
func (t *Tally) sell(v *agents.Vendor, from counter, value, margin float64) {
	t[from] += float64(value) // which may be a product
	t[grossProfit] += float64(value * (v.GrossMargin - margin))
	t[costGoods] += float64(value * (1 - v.GrossMargin))
	t[costMargin] += float64(value * margin)
}

// Kind says how a metric relates to time.
type Kind string

// The kinds of metrics.
const (
	Flow  Kind = "flow"  // a sum over the window
	Ratio Kind = "ratio" // a ratio of two sums over the window
	State Kind = "state" // a mean over the window
	Whole Kind = "whole" // of the window as a whole: it has no weekly value
)

// Metric is an outcome: everything that a table, an axis or a header needs to
// say about it, and how it is read off the counters.
type Metric struct {
	Key        string
	Label      string
	Unit       string
	Kind       Kind
	Share      bool   // lies in [0, 1]
	MarketOnly bool   // defined for all vendors together only
	RunOnly    bool   // about the whole run: defined for the window AllWeeks only
	Definition string // in the trade's words

	read func(t *Tally) float64 // NaN where undefined; nil for Whole
}

func flow(key, label, unit, def string, c ...counter) Metric {
	return Metric{Key: key, Label: label, Unit: unit, Kind: Flow, Definition: def, read: func(t *Tally) float64 {
		sum := 0.0
		for _, i := range c {
			sum += t[i]
		}
		return sum
	}}
}

func ratio(key, label, unit, def string, kind Kind, num counter, den ...counter) Metric {
	return Metric{Key: key, Label: label, Unit: unit, Kind: kind, Share: unit == "share", Definition: def, read: func(t *Tally) float64 {
		sum := 0.0
		for _, i := range den {
			sum += t[i]
		}
		if sum == 0 {
			return math.NaN()
		}
		return t[num] / sum
	}}
}

// decided is a ratio to the opportunities that were won or lost, those given up left out.
func decided(key, label, unit, def string, num, won, lost, givenUp counter) Metric {
	return Metric{Key: key, Label: label, Unit: unit, Kind: Ratio, Share: true, Definition: def, read: func(t *Tally) float64 {
		if all := t[won] + t[lost] - t[givenUp]; all > 0 {
			return t[num] / all
		}
		return math.NaN()
	}}
}

func whole(key, label, unit, def string) Metric {
	return Metric{Key: key, Label: label, Unit: unit, Kind: Whole, Share: unit == "share", Definition: def}
}

func marketOnly(m Metric) Metric {
	m.MarketOnly = true
	return m
}

func runOnly(m Metric) Metric {
	m.RunOnly = true
	return m
}

// Keys of metrics that other packages speak of by name.
const (
	FollowUp     = "partner_follow_up_rate"
	Spiral       = "spiral"
	SpiralWeek   = "spiral_week"
	VendorProfit = "vendor_profit"
)

// Metrics is the one list of outcomes, in the order of every file and table.
var Metrics = []Metric{
	flow("leads_generated", "leads generated", "leads", "touches that passed the gate", leadsGenerated),
	flow("leads_to_direct", "leads to the direct team", "leads", "leads that reached reps, each counted once", leadsReachedDirect),
	flow("leads_to_partners", "leads to partners", "leads", "leads that reached partners, each counted once however often it changed hands; they accept all of them. By group: leads that its partners got", leadsReachedPartners),
	flow("leads_dealt", "leads dealt to partners", "leads", "every routing to a partner: leads that were taken back or returned count again with whoever gets them next", leadsToPartners),
	ratio("lead_real_share", "leads with a project behind them", "share", "leads with a real project behind them / leads generated, when marketing made them", Ratio, leadsReal, leadsGenerated),
	flow("leads_opened", "leads opened", "leads", "leads that partners took out of the drawer", openedPartner),
	flow("leads_worked", "leads worked", "leads", "leads on which partners paid for a contact", workedPartner),
	flow("leads_expired", "leads expired", "leads", "leads that ran out with partners, opened or not; one in the drawer, which the partner decided against, runs out in the same week as the others of its age", expiredPartner),
	flow("leads_recalled", "leads recalled", "leads", "unopened leads that the vendor took back from partners, or helped with", leadsRecalled),
	flow("leads_referred", "leads from account managers", "leads", "leads that account managers passed to partners, among leads_to_partners", leadsReferred),
	flow("leads_withheld", "leads of registered deals", "leads", "leads that nobody got because a partner had registered the deal", leadsWithheld),
	flow("leads_returned", "leads returned", "leads", "leads given back by partners that failed or left", returnedLeads),
	ratio("partner_follow_up_rate", "partners' follow-up rate", "share", "leads worked / leads received, partners", Ratio, workedPartner, leadsReachedPartners),
	ratio("direct_follow_up_rate", "direct team's follow-up rate", "share", "leads worked / leads received, reps", Ratio, workedDirect, leadsReachedDirect),
	ratio("partner_worked_to_opportunity_rate", "partners' worked leads that became opportunities", "share", "opportunities from vendor leads / leads worked, partners", Ratio, opportunityLead, workedPartner),
	ratio("direct_worked_to_opportunity_rate", "direct team's worked leads that became opportunities", "share", "opportunities / leads worked, reps", Ratio, opportunityDirect, workedDirect),
	decided("partner_opportunity_to_win_rate", "partners' win rate", "share", "won / (won + lost), opportunities from vendor leads, partners; those given up left out", wonLead, wonLead, lostLead, givenUpLead),
	ratio("direct_opportunity_to_win_rate", "direct team's win rate", "share", "won / (won + lost), reps", Ratio, wonDirect, wonDirect, lostDirect),
	ratio("partner_lead_to_win_rate", "partners' wins per lead", "share", "wins from vendor leads / leads received, partners", Ratio, wonLead, leadsReachedPartners),
	ratio("direct_lead_to_win_rate", "direct team's wins per lead", "share", "wins / leads received, reps", Ratio, wonDirect, leadsReachedDirect),
	ratio("reported_partner_lead_to_win_rate", "partners' wins per lead as reported", "share", "reported wins / leads received, partners: what the vendor sees", Ratio, reportedWins, leadsReachedPartners),
	ratio("reported_direct_lead_to_win_rate", "direct team's wins per lead as reported", "share", "reps report all their wins", Ratio, wonDirect, leadsReachedDirect),
	ratio("ab_share_to_partners", "share of A/B leads to partners", "share", "A and B leads that reached partners / A and B leads that reached partners or reps, each counted once with either", Ratio, abReachedPartners, abReachedPartners, abReachedDirect),
	ratio("weeks_to_first_contact", "weeks to first contact", "weeks", "mean age of a lead at its contact, partners", Ratio, contactWeeks, workedPartner),
	flow("collisions", "collisions", "cases", "partners' leads whose project the vendor's direct team already pursued, and looks of their hunting at such projects (conflict at the account)", collisionCount, clashCount),
	flow("revenue_direct", "revenue, direct", "money", "list value of deals won by reps, and of those that their account work brings in expectation", revenueDirect, revenueAccounts),
	flow("revenue_direct_leads", "revenue, direct leads", "money", "list value of deals that reps won from leads, a part of revenue_direct", revenueDirect),
	flow("revenue_accounts", "revenue, account work", "money", "list value of the deals that reps' account work brings in expectation, a part of revenue_direct", revenueAccounts),
	flow("revenue_vendor_leads", "revenue, vendor leads", "money", "list value of deals that partners won from vendor leads", revenueLeads),
	flow("revenue_hunted", "revenue, hunted", "money", "list value of deals that partners hunted themselves", revenueHunted),
	flow("revenue_campaigns", "revenue, partner campaigns", "money", "list value of deals that partners won from campaigns of their own with co-marketing funds", revenueCampaigns),
	flow("revenue_total", "revenue", "money", "list value of all deals of the vendor", revenueDirect, revenueAccounts, revenueLeads, revenueHunted, revenueCampaigns),
	ratio("lead_touched_share", "revenue that marketing touched", "share", "revenue of deals whose project any marketing, or an account manager, had touched before it was won, both routes / revenue", Ratio, revenueTouched, revenueDirect, revenueAccounts, revenueLeads, revenueHunted, revenueCampaigns),
	flow("revenue_registered", "revenue, registered deals", "money", "list value of hunted deals that were won under registration", revenueRegistered),
	flow("cost_goods", "cost of goods", "money", "list value of all deals less the vendor's gross margin on them", costGoods),
	flow("cost_margin", "partners' margin", "money", "what partners keep of list value", costMargin),
	flow("cost_marketing", "cost of marketing", "money", "the marketing budget and the qualification of inquiries", costMarketing),
	flow("cost_reps", "cost of reps", "money", "salaries, and commission where it is paid as a cost of its own", costReps),
	flow("cost_funds", "cost of co-marketing funds", "money", "funds that partners spent", costFunds),
	flow("cost_support", "cost of partner support", "money", "account managers, help with leads and coaching", costSupport),
	flow("vendor_cost", "vendor's cost", "money", "marketing, qualification, reps, account managers, funds and help", costTotal),
	{Key: VendorProfit, Label: "vendor's profit", Unit: "money", Kind: Flow, Definition: "gross margin after partners' margin, less vendor_cost: revenue_total less all of cost_goods, cost_margin, cost_marketing, cost_reps, cost_funds and cost_support",
		read: func(t *Tally) float64 { return t[grossProfit] - t[costTotal] }},
	{Key: "partner_profit", Label: "partners' profit", Unit: "money", Kind: Flow, Definition: "margin earned on all lines less running costs, over active partners that carry the line",
		read: func(t *Tally) float64 { return t[partnerIncome] - t[partnerCosts] }},
	ratio("credit_first_touch", "credit to marketing, first touch", "share", "partners' revenue from deals that the vendor's marketing touched before any partner found them / partners' revenue", Ratio, creditFirst, revenueLeads, revenueHunted, revenueCampaigns),
	ratio("credit_last_touch", "credit to marketing, last touch", "share", "partners' revenue from vendor leads / partners' revenue", Ratio, creditLast, revenueLeads, revenueHunted, revenueCampaigns),
	ratio("credit_registration", "credit to marketing, unless registered", "share", "partners' revenue from deals that marketing touched and no partner had registered / partners' revenue", Ratio, creditRegistration, revenueLeads, revenueHunted, revenueCampaigns),
	ratio("credit_split", "credit to marketing, split", "share", "the same with half of a deal's value where marketing touched it and the partner found it too", Ratio, creditSplit, revenueLeads, revenueHunted, revenueCampaigns),
	flow("face_value", "claimed value of leads", "money", "expected value of leads to partners by the grades written on them: chance of an opportunity when worked fresh * close * mean value", faceValue),
	flow("true_value", "value of leads by true grade", "money", "the same by the grades that the vendor gave", trueValue),
	flow("funds_granted", "co-marketing funds granted", "money", "funds that partners could draw on", fundsGranted),
	flow("funds_spent", "co-marketing funds spent", "money", "funds that partners spent on campaigns", fundsSpent),
	flow("campaign_leads", "campaign leads", "leads", "leads of partners' own campaigns, all of them worked", campaignLeads),
	flow("campaign_wins", "wins from campaigns", "deals", "deals won from campaign leads", wonCampaign),
	ratio("campaign_follow_up_rate", "follow-up of campaign leads", "share", "campaign leads worked / campaign leads that the funds granted would have paid", Ratio, campaignLeads, campaignAfforded),
	decided("campaign_report_rate", "share of campaign outcomes reported", "share", "reported wins and losses / all that were decided, campaign leads", campaignReported, wonCampaign, lostCampaign, givenUpCampaign),
	ratio("hunting_hours_share", "share of hours hunting for the vendor", "share", "partners' hours hunted for the vendor's line / hours spent", Ratio, hoursHunted, hoursSpent),
	ratio("follow_up_hours_share", "share of hours on vendor leads", "share", "partners' hours on the vendor's leads / hours spent", Ratio, hoursLeads, hoursSpent),
	ratio("outside_hours_share", "share of hours on the outside line", "share", "partners' hours hunted for the outside line / hours spent", Ratio, hoursOutside, hoursSpent),
	ratio("hunting_skill", "hunting skill", "0-1", "mean over active partners and weeks", State, skillSum, linesCounted),
	ratio("trust", "trust", "0-1", "mean over active partners and weeks", State, trustSum, linesCounted),
	ratio("unfairness", "perceived unfairness", "0-1", "mean over active partners and weeks", State, unfairSum, linesCounted),
	ratio("belief_good_lead", "believed chance of a lead", "share", "believed chance that a worked lead becomes an opportunity, mean over active partners and weeks", State, beliefSum, linesCounted),
	ratio("belief_spread", "spread of beliefs", "share", "standard deviation of belief_good_lead over active partners, mean over weeks", State, beliefSpread, weeksCounted),
	ratio("esteem", "vendor's esteem", "0-1", "the vendor's esteem for a partner, mean over active partners and weeks", State, esteemSum, linesCounted),
	ratio("perception_gap_vendor", "vendor's view of partners", "ratio", "vendor's estimate / truth of partners' own opportunities per quarter, at quarters' ends; 1 is right", Ratio, seenOwn, trueOwn),
	ratio("perception_gap_partner", "partners' view of the vendor", "ratio", "partners' estimate / truth of the vendor's good leads per partner and week, at quarters' ends; 1 is right", Ratio, seenGood, trueGood),
	ratio("rep_lead_hours_share", "reps' hours on leads", "share", "hours on leads / reps' hours", Ratio, repLeadHours, repHours),
	ratio("rep_served_hours_share", "reps' hours on their own opportunities", "share", "hours serving opportunities / reps' hours; the rest is account work", Ratio, repServedHours, repHours),
	ratio("partners_active", "active partners", "partners", "mean over weeks; for a vendor, those that carry its line", State, members, weeksCounted),
	flow("partners_failed", "partners failed", "partners", "ran out of cash", partnersFailed),
	flow("partners_left", "partners left", "partners", "gave up the vendor's line", partnersLeft),
	flow("partners_quit", "partners left out of discontent", "partners", "of partners_left, those whose trust had fallen; the others had no time for the vendor", partnersQuit),
	ratio("quit_over_leads", "left over leads", "share", "of partners_quit, those that name worthless, missing or withdrawn leads; whatever makes a fifth of the trust lost within about a year is named, so that several causes may be", Ratio, quitOverLeads, partnersQuit),
	ratio("quit_over_conflict", "left over conflict", "share", "of partners_quit, those that name conflict with the vendor's own sales", Ratio, quitOverConflict, partnersQuit),
	ratio("quit_over_unfairness", "left over unfairness", "share", "of partners_quit, those that name kept or uneven leads", Ratio, quitOverUnfairness, partnersQuit),
	flow("opportunities_given_up", "opportunities given up", "opportunities", "partners' opportunities that ended because the partner left or failed; rates of winning and reporting leave them out", givenUpLead, givenUpHunt, givenUpCampaign),
	flow("partners_joined", "partners joined", "partners", "took up the vendor's line", partnersJoined),
	ratio("lead_fit_rate", "leads in the partner's segment", "share", "leads dealt to a partner of the lead's segment / leads dealt to partners", Ratio, fitToPartners, leadsToPartners),
	ratio("key_source_share", "partners for whom the vendor is a key source", "share", "a quarter of all opportunities of a year, at least 4, came from the vendor's leads; at year ends within the window", Ratio, keySources, keyMembers),
	ratio("best_source_share", "partners for whom the vendor is the best source", "share", "more opportunities of a year came from the vendor's leads than from any other source: hunting, own campaigns, the outside line, another vendor's leads; at year ends within the window", Ratio, bestSources, keyMembers),
	decided("report_rate", "share of outcomes reported", "share", "reported wins and losses / all that were decided, vendor leads, partners", reportedOutcomes, wonLead, lostLead, givenUpLead),
	marketOnly(ratio("projects_unclaimed", "unclaimed projects", "projects", "open projects that nobody pursues, mean over weeks' ends", State, projectsUnclaimed, weeksCounted)),
	whole("lead_gini", "Gini of leads", "share", "inequality of leads received over active partners"),
	whole("revenue_gini", "Gini of revenue", "share", "inequality of the vendor's revenue over active partners"),
	whole("revenue_top_fifth", "top fifth's share of revenue", "share", "share of the partners' revenue that the best fifth of active partners bring"),
	marketOnly(runOnly(whole(Spiral, "death spiral", "share", "1 if the four-week mean of follow-up fell below half of its first-quarter level and below 0.35 and was not back at the end; for the window all only"))),
	marketOnly(runOnly(whole(SpiralWeek, "week of the spiral", "week", "first week from which follow-up stays below that line; for the window all only"))),
}

// MetricIndex returns the position of a metric in Metrics, or -1.
func MetricIndex(key string) int {
	for i := range Metrics {
		if Metrics[i].Key == key {
			return i
		}
	}
	return -1
}

// Window is a range of recorded weeks, both ends included, from 1.
type Window struct {
	Name        string
	First, Last int
}

// String prints a window as NAME=FIRST:LAST.
func (w Window) String() string { return fmt.Sprintf("%s=%d:%d", w.Name, w.First, w.Last) }

// AllWeeks names the window of all recorded weeks.
const AllWeeks = "all"

// StandardWindows returns the windows that every run has, cut to the horizon.
func StandardWindows(weeks int) []Window {
	return []Window{
		{"first_quarter", 1, min(13, weeks)},
		{"last_half_year", max(1, weeks-25), weeks},
		{AllWeeks, 1, weeks},
	}
}
