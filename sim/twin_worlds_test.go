package sim_test

import (
	"slices"

	"channelsim/scenarios"
)

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

// model4 turns on, or up, what came with model 4.
var model4 = []string{"known_share", "0.3", "hunting_sigma", "0.7", "score_ready", "0.4", "market.readiness", "0.6",
	"account_base", "0.1", "account_deals", "0.5", "commission_paid", "true", "account_cost", "500", "hunt_collision", "0.4",
	"broken_claims", "0.8", "hearsay", "0.6", "leave_rate", "0.02", "leave_trust", "0.6", "entry_power", "2",
	"work_order", "freshest", "week_part", "1"}

// twinWorlds differ in what is switched on; thirty partners and a year each.
// The fast test takes the first few, which mix the most.
var twinWorlds = []twinWorld{
	{"everything", "classroom", true, with(model4, "customer_ease", "3", "customer_share", "0.8", "registration_broken", "0.5",
		"protection_weeks", "8", "trust_start", "0.8", "referrals", "0.3", "ask_rate", "0.8", "funds", "300", "funds_life", "6",
		"recall", "help", "recall_after", "1", "laggards", "reassign", "laggard_from", "1", "laggard_share", "0.5",
		"partners.closing_sigma", "0.6", "inflation", "2", "disclose_grades", "true", "shared_outcomes", "true", "budget_gain", "0.4"), nil},
	{"two vendors", "rival-calls", false, with(model4, "run.settle", "20", "partners.count", "30", "projects_per_week", "36",
		"vendors.northwind.reps", "3", "vendors.brightline.reps", "3", "protection_weeks", "13",
		"vendors.northwind.lead_volume", "89", "vendors.brightline.lead_volume", "59",
		"vendors.northwind.laggards", "help", "laggard_from", "2", "vendors.brightline.funds", "200"), nil},
	{"short times, lottery", "classroom", true, []string{"policy", "lottery", "members", "0.6", "leave_after", "8", "rejoin_after", "3",
		"rejoin_rate", "0.2", "attention_floor", "0.9", "attention_weeks", "4", "join_rate", "0.02", "refill_weeks", "2",
		"cash_min", "2", "cash_max", "9", "lead_life", "2", "freshness", "4", "mean_life", "4", "gossip_rate", "0.5", "weekly_cap", "5",
		"conference_week", "3", "conference_every", "5", "leak_rate", "0.3", "funds", "200", "recall", "reassign", "recall_after", "1", "hearsay", "0.8", "leave_rate", "0.05", "leave_trust", "0.6", "entry_power", "2"}, nil},
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

// stressWorlds have one mechanism large in each, so that a wrong reading of it shows.
var stressWorlds = []twinWorld{
	// Settling and the ground.
	{"settling", "classroom", true, with(model4, "run.settle", "20", "run.warm_up", "6", "funds", "200", "funds_life", "6", "recall", "reassign",
		"recall_after", "1", "referrals", "0.3", "ask_rate", "0.8", "registration_broken", "0.3", "protection_weeks", "8", "policy", "merit",
		"merit_weight", "20", "cash_min", "5", "cash_max", "20"), nil},
	{"settling, two vendors, shocked", "rival-calls", false, with(model4, "run.settle", "30", "partners.count", "30", "projects_per_week", "36",
		"vendors.northwind.reps", "3", "vendors.brightline.reps", "3", "vendors.northwind.lead_volume", "89", "vendors.brightline.lead_volume", "59",
		"vendors.brightline.recall", "help", "vendors.northwind.review", "naive"),
		[]scenarios.Shock{
			{Name: "volume", Week: 10, Key: "vendors.northwind.lead_volume", Value: 150.0, Announce: true},
			{Name: "policy", Week: 10, Key: "vendors.northwind.policy", Value: "first-refusal"},
			{Name: "reps", Week: 20, Key: "vendors.brightline.policy", Value: "round-robin"},
		}},
	{"settling, dates", "classroom", false, []string{"run.settle", "30", "market.maturity", "declining", "conference_week", "1", "conference_every", "13",
		"conference_pull", "0.8", "leave_after", "5", "attention_floor", "0.9", "attention_weeks", "5", "drought_level", "0.9", "trust_drought", "0.05",
		"policy", "open-pool", "candidates", "2", "lead_volume", "30"}, nil},
	{"settling, a short market", "classroom", false, []string{"run.settle", "8", "mean_life", "6", "lead_volume", "60", "projects_per_week", "60", "requeue", "1",
		"pursued_touch", "0.8", "funds", "300", "leak_rate", "0.5", "lead_life", "8", "recall", "reassign"}, nil},
	// What hunters find.
	{"coverage", "classroom", false, []string{"known_share", "0.2", "customer_share", "0.3", "customer_ease", "4", "freshness", "10", "funds", "200", "referrals", "0.2"},
		[]scenarios.Shock{{Name: "customers", Week: 30, Key: "market.customer_share", Value: 0.9}}},
	{"coverage, come and go", "classroom", true, []string{"known_share", "0.05", "customer_share", "0.5", "customer_direct", "0.1", "customer_ease", "6",
		"cash_min", "1", "cash_max", "6", "refill_weeks", "3"},
		[]scenarios.Shock{{Name: "customers", Week: 20, Key: "market.customer_share", Value: 0.1}}},
	{"gifts", "classroom", false, []string{"hunting_sigma", "1", "yield_learning", "0.005", "rejoin_after", "4", "rejoin_rate", "0.3", "leave_after", "5",
		"attention_floor", "0.8", "attention_weeks", "5"}, nil},
	// The score.
	{"readiness", "classroom", false, []string{"score_ready", "0.2", "market.readiness", "1", "depth", "1", "policy", "round-robin", "review", "none", "disclose_grades", "true"}, nil},
	{"readiness, two vendors", "rival-calls", false, []string{"partners.count", "30", "projects_per_week", "36", "score_ready", "0", "market.readiness", "1",
		"vendors.northwind.reps", "6", "vendors.brightline.reps", "6", "vendors.brightline.policy", "cherry-pick", "ab_reserved", "0.2",
		"vendors.northwind.lead_volume", "89", "vendors.brightline.lead_volume", "59", "referrals", "0.3", "auc_gap", "0.45"}, nil},
	// Account work.
	{"scarce accounts", "classroom", false, []string{"account_base", "0.02", "account_deals", "1", "account_yield", "0.2", "commission_paid", "true", "commission", "0.2",
		"review", "none", "direct.closing_sigma", "0.8", "gross_margin", "0.3"}, nil},
	{"accounts without end", "classroom", false, []string{"account_deals", "0.5", "account_yield", "0.04", "commission", "0", "commission_paid", "true", "ab_reserved", "0.1", "review", "none"}, nil},
	{"some accounts", "classroom", false, []string{"account_base", "0.5", "account_deals", "0.5", "account_yield", "0.12", "projects_per_week", "4", "lead_volume", "20", "mean_life", "40", "ab_reserved", "0.1", "review", "none"}, nil},
	// Trust.
	{"conflict at the account", "classroom", false, []string{"hunt_collision", "0.5", "vendors.acme.reps", "30", "trust_collision", "0.02", "unfair_factor", "10",
		"customer_ease", "4", "customer_share", "0.8", "ab_reserved", "0.05", "queue_limit", "20", "review", "none", "projects_per_week", "20", "lead_volume", "150",
		"mean_life", "10", "leave_rate", "0.02", "leave_trust", "0.5", "freshness", "10", "hunting_rate", "1", "own_segment", "0.9"}, nil},
	{"broken claims", "classroom", false, []string{"belief_claim", "0.6", "broken_claims", "1", "trust_garbage", "0.02"}, nil},
	{"modest claims", "classroom", false, []string{"belief_claim", "0.1", "broken_claims", "0.8", "trust_garbage", "0.03", "policy", "round-robin"}, nil},
	{"broken claims, inflated grades", "classroom", false, []string{"broken_claims", "1", "disclose_grades", "true", "inflation", "2", "claim_factor", "1.5", "trust_garbage", "0.03",
		"policy", "round-robin", "depth", "1"}, nil},
	{"hearsay", "classroom", false, []string{"hearsay", "0.8", "members", "0.5", "join_rate", "0.1", "leave_after", "2", "rejoin_after", "1", "rejoin_rate", "0.5",
		"attention_floor", "0.9", "attention_weeks", "4", "cash_min", "1", "cash_max", "8", "refill_weeks", "2", "peers", "2", "gap_rate", "0.7", "gap_esteem", "0.2", "trust_shortfall", "0.1",
		"belief_claim", "0.8"}, nil},
	{"hearsay, grades, who stay", "classroom", false, []string{"hearsay", "0.9", "members", "0.4", "join_rate", "0.02", "disclose_grades", "true", "claim_factor", "3", "gap_shared", "1",
		"gap_pace", "0.9", "gap_partner", "6",
		"shared_outcomes", "true", "trust_shortfall", "0.2", "policy", "round-robin"}, nil},
	{"discontent", "classroom", false, []string{"leave_rate", "0.1", "leave_trust", "0.9", "join_rate", "0.1", "rejoin_after", "4", "rejoin_rate", "0.2", "trust_recall", "0.03",
		"recall", "reassign", "recall_after", "1", "registration_broken", "0.5", "protection_weeks", "8", "unfair_factor", "2", "hunt_collision", "0.3", "ab_reserved", "0.2"}, nil},
	{"discontent, little harm", "classroom", false, []string{"leave_rate", "0.01", "trust_start", "0.2", "leave_trust", "0.6", "trust_learning", "0.05", "hearsay", "0.5",
		"lead_volume", "10", "unfair_factor", "0"}, nil},
	{"two reasons", "classroom", false, []string{"leave_rate", "0.2", "leave_trust", "0.45", "join_rate", "0.2", "rejoin_after", "4", "rejoin_rate", "0.3", "trust_collision", "0.3",
		"hunt_collision", "0.2", "trust_garbage", "0.01", "trust_leak", "0.3", "leak_rate", "0.1", "gap_rate", "0.7", "unfair_factor", "8", "funds", "200"}, nil},
	{"two reasons, one long past", "classroom", false, []string{"leak_rate", "1", "conference_week", "500", "trust_drought", "0", "leave_trust", "0.9"},
		[]scenarios.Shock{
			{Name: "silence", Week: 4, Key: "partners.leak_rate", Value: 0.0},
			{Name: "patience", Week: 46, Key: "partners.leave_rate", Value: 0.5},
		}},
	// Coming.
	{"entry", "classroom", true, []string{"entry_power", "8", "cash_min", "1", "cash_max", "5", "cost_share", "0.12", "refill_weeks", "4", "outside_open", "6"}, nil},
	{"entry, middling", "classroom", false, []string{"entry_power", "1", "cash_min", "1", "cash_max", "5", "cost_share", "0.06", "refill_weeks", "2", "funds", "300", "funds_own", "0.9"}, nil},
	// Work.
	{"freshest first", "classroom", false, []string{"work_order", "freshest", "lead_life", "8", "hours_contact", "20", "busy_start", "0.3", "busy_end", "0.4", "recall", "reassign",
		"recall_after", "2", "policy", "partner-first", "choice_precision", "1", "disclose_grades", "true", "week_part", "0.5", "speed_tau", "4"}, nil},
	{"oldest first", "classroom", false, []string{"work_order", "oldest", "lead_life", "8", "hours_contact", "20", "busy_start", "0.3", "busy_end", "0.4", "recall", "reassign",
		"recall_after", "2", "policy", "partner-first", "choice_precision", "1", "disclose_grades", "true", "week_part", "0.5", "speed_tau", "4"}, nil},
	{"freshest first, two vendors", "rival-calls", true, []string{"work_order", "freshest", "hours_contact", "16", "hours_setup", "10", "partners.count", "30", "projects_per_week", "36",
		"vendors.northwind.reps", "3", "vendors.brightline.reps", "3", "vendors.northwind.lead_volume", "89", "vendors.brightline.lead_volume", "59",
		"vendors.*.recall", "help", "recall_after", "1", "choice_precision", "2", "week_part", "1", "speed_tau", "1", "lead_life", "6"}, nil},
	{"oldest first, two vendors", "rival-calls", true, []string{"work_order", "oldest", "hours_contact", "16", "hours_setup", "10", "partners.count", "30", "projects_per_week", "36",
		"vendors.northwind.reps", "3", "vendors.brightline.reps", "3", "vendors.northwind.lead_volume", "89", "vendors.brightline.lead_volume", "59",
		"vendors.*.recall", "reassign", "recall_after", "1", "choice_precision", "0.5", "lead_life", "6"}, nil},
	{"parts of the week", "classroom", false, []string{"week_part", "1", "speed_tau", "0.5", "hours_contact", "8", "lead_volume", "120", "policy", "round-robin", "review", "none", "outside_open", "12"}, nil},
	// Leads that change hands.
	{"counted once, partner first", "classroom", false, []string{"policy", "partner-first", "recall", "reassign", "recall_after", "1", "recall_most", "3", "review", "naive",
		"review_gain", "1", "lead_life", "6", "leave_rate", "0.05", "leave_trust", "0.7", "join_rate", "0.1", "rejoin_after", "2", "rejoin_rate", "0.5", "referrals", "0.3", "budget_gain", "0.5"}, nil},
	{"counted once, merit", "classroom", false, []string{"policy", "merit", "merit_weight", "5", "recall", "reassign", "recall_after", "1", "recall_most", "3",
		"partners.closing_sigma", "0.8", "laggards", "reassign", "laggard_from", "1", "laggard_share", "0.4", "referrals", "0.5", "leave_rate", "0.03", "leave_trust", "0.7"}, nil},
	{"counted once, round robin", "classroom", false, []string{"policy", "round-robin", "recall", "reassign", "recall_after", "1", "recall_most", "3", "review", "naive",
		"review_target", "1", "review_gain", "0.5", "budget_gain", "0.3", "budget_max", "4", "queue_limit", "20", "leak_rate", "0.5", "lead_life", "8"}, nil},
	// All of it.
	{"two vendors with all of it", "rival-calls", true, with(model4, "run.settle", "15", "partners.count", "30", "projects_per_week", "36",
		"vendors.northwind.reps", "4", "vendors.brightline.reps", "4", "vendors.northwind.lead_volume", "89", "vendors.brightline.lead_volume", "59",
		"vendors.*.review", "naive", "vendors.*.recall", "reassign", "recall_after", "1", "vendors.*.funds", "150", "leave_rate", "0.05", "join_rate", "0.05",
		"rejoin_after", "5", "rejoin_rate", "0.1", "cash_min", "2", "cash_max", "12", "refill_weeks", "4", "vendors.northwind.inflation", "1",
		"hearsay", "0.8", "gap_rate", "0.5", "hours_contact", "8"), nil},
	// What was there before model 4.
	{"customers", "classroom", false, []string{"customer_share", "1", "customer_direct", "0", "customer_ease", "20", "customer_score", "1"}, nil},
	{"asking", "classroom", false, []string{"ask_rate", "1", "trust_ignored", "0.1", "lead_volume", "20"}, nil},
	{"referrals", "classroom", false, []string{"referrals", "2", "recall", "reassign", "recall_after", "1"}, nil},
	{"exit", "classroom", false, []string{"attention_floor", "0.92", "leave_after", "8", "attention_weeks", "5", "rejoin_after", "10"}, nil},
	{"registration, pursued", "classroom", false, []string{"pursued_touch", "1", "registration_broken", "0.5", "protection_weeks", "4"}, nil},
	{"thirty reps", "classroom", false, []string{"vendors.acme.reps", "30", "ab_reserved", "0.1", "review", "none", "trust_collision", "0.1"}, nil},
	{"busy", "classroom", false, []string{"busy_start", "0.4", "busy_end", "0.4", "lead_life", "8"}, nil},
	{"gaps", "classroom", false, []string{"gap_rate", "0.7", "gap_esteem", "0.2", "trust_shortfall", "0.1"}, nil},
	{"drought", "classroom", false, []string{"lead_volume", "12", "vendors.acme.reps", "0", "drought_level", "0.9", "trust_drought", "0.05"}, nil},
	{"gossip", "classroom", false, []string{"gossip_rate", "0.7", "conference_every", "10"}, nil},
	{"short lives", "classroom", false, []string{"requeue", "1", "mean_life", "6", "projects_per_week", "60", "lead_volume", "60"}, nil},
	{"few hours", "classroom", false, []string{"partners.hours", "10"}, nil},
	{"short of cash", "classroom", false, []string{"cash_min", "1", "cash_max", "5", "refill_weeks", "4"}, nil},
}

func with(set []string, more ...string) []string { return slices.Concat(set, more) }
