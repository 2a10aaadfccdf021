package sim_test

import "channelsim/scenarios"

// twinWorld is a small world in which twin and engine are compared.
type twinWorld struct {
	name, base string
	kinds      bool     // partners are of twinKinds
	set        []string // KEY, VALUE, ...
	shocks     []scenarios.Shock
}

// twinKinds are archetypes far apart (7.25).
var twinKinds = []scenarios.Archetype{
	{Name: "hunter", Share: 0.3, HoursFactor: 0.6, SkillFactor: 1.8, ClosingFactor: 1.4, FollowFactor: 0.5, HuntFactor: 2,
		OutsideFactor: 0.7, CustomerBase: 0.3, MarginFactor: 1.2, CostFactor: 1.5},
	{Name: "farmer", Share: 0.5, HoursFactor: 1.2, SkillFactor: 0.5, ClosingFactor: 0.8, FollowFactor: 1.5, HuntFactor: 0.7,
		OutsideFactor: 1.3, CustomerBase: 4, MarginFactor: 1, CostFactor: 1},
	{Name: "fulfilment", Share: 0.2, HoursFactor: 1.5, SkillFactor: 1, ClosingFactor: 1, FollowFactor: 1, HuntFactor: 0,
		OutsideFactor: 2, CustomerBase: 1, MarginFactor: 0.4, CostFactor: 0.4},
}

// twinWorlds differ in what is switched on; thirty partners and a year each.
// The fast test takes the first few, which mix the most.
var twinWorlds = []twinWorld{
	{"everything", "classroom", true, []string{"customer_ease", "3", "customer_share", "0.8", "registration_broken", "0.5",
		"protection_weeks", "8", "trust_start", "0.8", "referrals", "0.3", "ask_rate", "0.8", "funds", "300", "funds_life", "6",
		"recall", "help", "recall_after", "1", "laggards", "reassign", "laggard_from", "1", "laggard_share", "0.5",
		"partners.closing_sigma", "0.6", "inflation", "2", "disclose_grades", "true", "shared_outcomes", "true", "budget_gain", "0.4"}, nil},
	{"two vendors", "rival-calls", false, []string{"partners.count", "30", "projects_per_week", "36",
		"vendors.northwind.reps", "3", "vendors.brightline.reps", "3", "protection_weeks", "13",
		"vendors.northwind.lead_volume", "89", "vendors.brightline.lead_volume", "59",
		"vendors.northwind.laggards", "help", "laggard_from", "2", "vendors.brightline.funds", "200"}, nil},
	{"short times, lottery", "classroom", true, []string{"policy", "lottery", "members", "0.6", "leave_after", "8", "rejoin_after", "3",
		"rejoin_rate", "0.2", "attention_floor", "0.9", "attention_weeks", "4", "join_rate", "0.02", "refill_weeks", "2",
		"cash_min", "2", "cash_max", "9", "lead_life", "2", "freshness", "4", "mean_life", "4", "gossip_rate", "0.5", "weekly_cap", "5",
		"conference_week", "3", "conference_every", "5", "leak_rate", "0.3", "funds", "200", "recall", "reassign", "recall_after", "1"}, nil},
	{"first refusal with cap and exploration", "classroom", false, []string{"policy", "first-refusal", "weekly_cap", "2",
		"exploration", "0.3", "merit_weight", "20", "laggards", "help", "laggard_from", "1", "laggard_share", "0.5",
		"partners.closing_sigma", "0.6", "coaching_pace", "0.1"}, nil},
	{"classroom", "classroom", false, nil, nil}, // cherry-pick, naive review
	{"customers, shared outcomes", "classroom", false, []string{"customer_ease", "3.5", "customer_share", "0.8", "customer_score", "0.2",
		"shared_outcomes", "true", "gap_pace", "0.7"}, nil},
	{"registration", "classroom", false, []string{"registration_broken", "0.5", "protection_weeks", "8", "trust_start", "0.9", "review", "none"}, nil},
	{"account managers", "classroom", false, []string{"referrals", "0.3", "ask_rate", "0.8", "gate", "0.6", "account_span", "15", "account_cost", "500"}, nil},
	{"funds, budget", "classroom", false, []string{"funds", "300", "funds_life", "6", "budget_gain", "0.4"}, nil},
	{"recall, laggards' leads reassigned", "classroom", false, []string{"recall", "reassign", "recall_after", "1",
		"laggards", "reassign", "laggard_from", "1", "laggard_share", "0.5", "partners.closing_sigma", "0.6"}, nil},
	{"help with leads, partner first", "classroom", false, []string{"policy", "partner-first", "recall", "help", "recall_after", "1", "trust_help", "0.05"}, nil},
	{"recall, partner first", "classroom", false, []string{"policy", "partner-first", "recall", "reassign", "recall_after", "2"}, nil},
	{"inflation", "classroom", false, []string{"inflation", "2", "disclose_grades", "true", "review", "none"}, nil},
	{"archetypes, merit", "classroom", true, []string{"policy", "merit", "merit_weight", "20", "partners.closing_sigma", "0.6"}, nil},
	{"tiered", "classroom", false, []string{"policy", "tiered", "quota_gold", "0.3"}, nil},
	{"open pool", "classroom", false, []string{"policy", "open-pool", "candidates", "2"}, nil},
	{"thompson", "classroom", false, []string{"policy", "thompson", "merit_weight", "20", "account_span", "20", "exploration", "0.1"}, nil},
	{"conflict", "classroom", false, []string{"projects_per_week", "15", "mean_life", "40", "pursued_touch", "1", "review", "none", "ab_reserved", "0.2",
		"queue_limit", "20", "direct.account_yield", "0.01", "trust_collision", "0.1", "unfair_factor", "10", "trust_garbage", "0.001", "conference_pull", "0.8"}, nil},
	{"no exit, no ageing, no leak, round-robin", "classroom", false, []string{"mechanisms.exit", "false", "mechanisms.ageing", "false",
		"mechanisms.leak", "false", "policy", "round-robin", "review", "none"}, nil},
	{"named accounts, closed loop, growth", "classroom", false, []string{"policy", "named-accounts", "list_stretch", "0.3", "review", "closed-loop",
		"depth", "1", "gate", "0.8", "market.maturity", "growth", "run.warm_up", "6", "partners.busy_start", "0.1", "vendors.acme.tracking", "true"}, nil},
	{"model 1, grade-adjusted, other network", "classroom", false, []string{"review", "grade-adjusted", "review_leads", "5", "peers", "4", "rewiring", "0.5",
		"gossip_rate", "0.3", "disclose_grades", "true", "requeue", "0.8", "own_segment", "0.9",
		"mechanisms.customers", "false", "mechanisms.registration", "false", "mechanisms.asking", "false", "mechanisms.perception", "false"}, nil},
	{"shocks", "recovery", false, []string{"partners.count", "30", "projects_per_week", "36", "vendors.acme.reps", "6",
		"lead_volume", "89", "run.weeks", "104"}, nil},
	{"everything, shocked", "classroom", true, []string{"customer_ease", "3", "registration_broken", "0.3", "trust_start", "0.8",
		"funds", "100", "recall", "help", "recall_after", "1", "inflation", "2", "disclose_grades", "true", "budget_gain", "0.4"},
		[]scenarios.Shock{
			{Name: "policy", Week: 20, Key: "vendors.acme.policy", Value: "tiered"},
			{Name: "funds", Week: 20, Key: "vendors.acme.funds", Value: 600.0},
			{Name: "recall", Week: 20, Key: "vendors.acme.recall", Value: "reassign"},
			{Name: "volume", Week: 20, Key: "vendors.acme.lead_volume", Value: 150.0},
			{Name: "customers", Week: 25, Key: "market.customer_share", Value: 0.9},
			{Name: "blind", Week: 25, Key: "market.customer_score", Value: 0.0},
			{Name: "cap", Week: 30, Key: "vendors.acme.weekly_cap", Value: 4},
			{Name: "honesty", Week: 30, Key: "vendors.acme.inflation", Value: 0},
			{Name: "no-deals", Week: 35, Key: "vendors.acme.registration", Value: false},
			{Name: "quality", Week: 35, Key: "vendors.acme.lead_quality", Value: 0.6, Announce: true},
		}},
	{"three partners, come and go", "classroom", true, []string{"partners.count", "3", "peers", "2", "members", "0.5", "policy", "merit",
		"cash_min", "1", "cash_max", "3", "recall", "reassign", "laggards", "reassign", "laggard_from", "1", "laggard_share", "1",
		"join_rate", "0.2", "leave_after", "4", "rejoin_after", "1"}, nil},
}
