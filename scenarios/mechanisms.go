package scenarios

import "slices"

// Mechanisms says which mechanisms are on, in the order of MechanismTable.
type Mechanisms [len(MechanismTable)]bool

// A Mechanism is switched off by giving the parameters it rests on the neutral
// values listed here, so that the model itself asks no "is it on?".
type Mechanism struct {
	Name    string
	Doc     string
	Neutral []Setting
	Shows   Sight // where it is seen to work
}

// Sight is an outcome of a shipped scenario, METRIC@WINDOW, that a mechanism moves.
type Sight struct{ Scenario, Outcome string }

// Setting is a parameter key with a value for it.
type Setting struct {
	Key   string
	Value any
}

// MechanismTable lists every mechanism that can be switched off.
var MechanismTable = [...]Mechanism{
	{"belief", "partners and reps learn from worked leads how many become opportunities", []Setting{
		{"partners.belief_learning", 0.0}, {"partners.gossip_pull", 0.0}, {"partners.conference_pull", 0.0}}, Sight{"death-spiral", "partner_follow_up_rate@last_half_year"}},
	{"trust", "events move trust up and down", []Setting{{"partners.trust_learning", 0.0}}, Sight{"death-spiral", "partner_follow_up_rate@last_half_year"}},
	{"gossip", "partners move toward what their peers believe", []Setting{{"partners.gossip_rate", 0.0}}, Sight{"baseline", "belief_spread@all"}},
	{"conference", "once a year all partners meet: beliefs mix and kept leads become known", []Setting{
		{"partners.conference_pull", 0.0}, {"partners.leak_conference", 0.0}}, Sight{"baseline", "trust@all"}},
	{"leak", "partners learn that the direct team kept the good leads", []Setting{
		{"partners.leak_rate", 0.0}, {"partners.leak_conference", 0.0}}, Sight{"death-spiral", "trust@all"}},
	{"envy", "getting fewer leads than one's peers costs trust", []Setting{
		{"partners.trust_drought", 0.0}, {"partners.unfair_drought", 0.0}}, Sight{"first-refusal", "trust@all"}},
	{"unfairness", "perceived unfairness builds up and multiplies the harm of conflict", []Setting{
		{"partners.unfair_factor", 0.0}}, Sight{"sharesplodge", "trust@all"}},
	{"aspiration", "a line with a full pipeline is hunted less", []Setting{{"partners.aspiration", 0.0}}, Sight{"baseline", "hunting_hours_share@all"}},
	{"skill", "hunting skill grows with use and fades without", []Setting{
		{"partners.skill_gain", 0.0}, {"partners.skill_loss", 0.0}}, Sight{"lead-glut", "hunting_skill@last_half_year"}},
	{"ageing", "an old lead is harder to reach", []Setting{{"market.speed_tau", 1e9}}, Sight{"service-level", "partner_worked_to_opportunity_rate@all"}},
	{"collisions", "a lead whose project the direct team already pursues costs trust", []Setting{
		{"partners.trust_collision", 0.0}, {"partners.hunt_collision", 0.0}}, Sight{"sharesplodge", "trust@all"}},
	{"reporting", "partners report only part of their outcomes", []Setting{
		{"partners.report_base", 1.0}, {"partners.report_floor", 1.0}, {"partners.report_trust", 0.0}}, Sight{"baseline", "reported_partner_lead_to_win_rate@all"}},
	{"review", "the vendor moves the channel's share of A/B leads by its reports", []Setting{{"vendors.*.review", "none"}}, Sight{"death-spiral", "ab_share_to_partners@all"}},
	{"busy_spells", "partners have weeks in which they only serve open opportunities", []Setting{
		{"partners.busy_start", 0.0}}, Sight{"baseline", "weeks_to_first_contact@all"}},
	{"exit", "partners fail, leave, join and come back", []Setting{
		{"partners.can_fail", false}, {"partners.attention_floor", 0.0}, {"partners.join_rate", 0.0}, {"partners.leave_rate", 0.0}}, Sight{"baseline", "revenue_top_fifth@all"}},
	{"discontent", "partners whose trust has fallen leave the programme", []Setting{{"partners.leave_rate", 0.0}}, Sight{"death-spiral", "partners_quit@all"}},
	{"entry", "a failed partner's place is taken if partners earn what they cost", []Setting{{"partners.entry_power", 0.0}}, Sight{"nascent-market", "partners_active@all"}},
	{"coverage", "hunters can find but a part of new customers' projects", []Setting{{"market.known_share", 1.0}}, Sight{"baseline", "revenue_hunted@all"}},
	{"talent", "some partners have a lasting gift for hunting", []Setting{{"partners.hunting_sigma", 0.0}}, Sight{"baseline", "revenue_top_fifth@all"}},
	{"readiness", "a score knows only in part who is ready to buy", []Setting{{"vendors.*.score_ready", 1.0}}, Sight{"baseline", "direct_opportunity_to_win_rate@all"}},
	{"hearsay", "newcomers hear from peers what a vendor's leads are worth", []Setting{{"partners.hearsay", 0.0}}, Sight{"baseline", "belief_spread@all"}},
	{"account_work", "reps' account work brings deals, of which there is an end", []Setting{
		{"direct.account_deals", 0.0}, {"direct.account_base", 0.0}}, Sight{"baseline", "revenue_direct@all"}},
	{"commission", "reps' commission is a cost of its own", []Setting{{"direct.commission_paid", false}}, Sight{"baseline", "cost_reps@all"}},
	{"claims", "a lead that came to nothing costs the more trust the more the vendor had claimed", []Setting{{"partners.broken_claims", 0.0}}, Sight{"label-inflation", "trust@all"}},
	{"work_order", "sellers work the freshest of their opened leads first", []Setting{{"partners.work_order", "oldest"}}, Sight{"lead-glut", "weeks_to_first_contact@all"}},
	{"week_part", "a lead grows older within the week, until the hours before its contact are spent", []Setting{{"partners.week_part", 0.0}}, Sight{"baseline", "weeks_to_first_contact@all"}},
	{"funds", "partners run campaigns of their own with the vendor's co-marketing funds", []Setting{{"vendors.*.funds", 0.0}}, Sight{"gift-certificate", "revenue_total@all"}},
	{"asking", "partners ask for leads, account managers pass leads to those whom they esteem", []Setting{
		{"partners.ask_rate", 0.0}, {"vendors.*.referrals", 0.0}, {"vendors.*.referrals_asked", 0.0}}, Sight{"baseline", "trust@all"}},
	{"perception", "both sides see the other's true figures now and then, and are disappointed", []Setting{
		{"partners.gap_rate", 0.0}, {"partners.gap_shared", 0.0}}, Sight{"honey-pot", "trust@last_half_year"}},
	{"inflation", "the vendor writes better grades on leads than it gave", []Setting{{"vendors.*.inflation", 0}}, Sight{"label-inflation", "partner_follow_up_rate@last_half_year"}},
	{"registration", "partners register the deals that they hunted", []Setting{{"vendors.*.registration", false}}, Sight{"baseline", "hunting_hours_share@all"}},
	{"customers", "some projects belong to existing customers", []Setting{{"market.customer_share", 0.0}}, Sight{"baseline", "direct_worked_to_opportunity_rate@all"}},
	{"archetypes", "partners are of several kinds", []Setting{
		{"archetypes.*.hours_factor", 1.0}, {"archetypes.*.skill_factor", 1.0}, {"archetypes.*.closing_factor", 1.0},
		{"archetypes.*.follow_factor", 1.0}, {"archetypes.*.hunt_factor", 1.0}, {"archetypes.*.outside_factor", 1.0},
		{"archetypes.*.customer_base", 1.0}, {"archetypes.*.margin_factor", 1.0}, {"archetypes.*.cost_factor", 1.0}}, Sight{"performance-programme", "hunting_hours_share@all"}},
	{"recall", "leads that nobody opened in time are taken back, or helped with", []Setting{{"vendors.*.recall", "none"}}, Sight{"service-level", "leads_worked@all"}},
	{"laggards", "the vendor acts on the partners at the bottom of its list", []Setting{{"vendors.*.laggards", "leave"}}, Sight{"performance-programme", "lead_gini@last_half_year"}},
	{"budgets", "the lead programme's budget follows the measured routes", []Setting{{"vendors.*.budget_gain", 0.0}}, Sight{"budget-follows", "vendor_profit@all"}},
	{"marketing", "vendors make leads; without them one sees what leads were worth", []Setting{{"vendors.*.lead_volume", 0.0}, {"vendors.*.budget", 0.0}}, Sight{"baseline", "vendor_profit@all"}},
	{"hunting", "partners hunt for vendors' lines; without it one sees what hunting was worth", []Setting{{"partners.hunting_rate", 0.0}}, Sight{"baseline", "revenue_total@all"}},
	{"maturity", "the market moves along the Bass curve", []Setting{{"market.maturity", "flat"}, {"segments.*.maturity", ""}}, Sight{"nascent-market", "revenue_total@all"}},
}

// Effective returns a copy of the scenario in which every mechanism that is
// off has its neutral values, and no shock that would bring it back. This is
// what the model reads.
func (s *Scenario) Effective() *Scenario {
	e := s.Clone()
	for i, on := range s.Mechanisms {
		if on {
			continue
		}
		for _, n := range MechanismTable[i].Neutral {
			e.mustSet(n.Key, n.Value)
			e.Shocks = slices.DeleteFunc(e.Shocks, func(k Shock) bool { return sameParam(k.Key, n.Key) })
		}
	}
	return e
}

// sameParam reports whether two keys name the same line of the table.
func sameParam(a, b string) bool {
	p, err := Find(a)
	if err != nil {
		return false
	}
	q, err := Find(b)
	return err == nil && p == q
}
