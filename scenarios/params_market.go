package scenarios

// Policies are the names of the lead distribution policies, as registered in
// package agents (a test there holds the two lists together).
var Policies = []string{"best-fit", "cherry-pick", "first-refusal", "lottery", "merit", "named-accounts", "open-pool",
	"partner-first", "round-robin", "thompson", "tiered"}

// Reserving are the policies under which the share of A/B leads that is reserved
// for the channel matters: the others give all leads to partners.
var Reserving = []string{"cherry-pick", "lottery", "named-accounts", "partner-first", "round-robin"}

// Reviews are the ways in which a vendor may judge its channel each quarter.
var Reviews = []string{"none", "naive", "grade-adjusted", "closed-loop"}

// Recalls are what a vendor may do about leads that nobody opened in time.
var Recalls = []string{"none", "reassign", "help"}

// LaggardRules are what a vendor may do about the partners at the bottom of its list.
var LaggardRules = []string{"leave", "reassign", "help"}

// Maturities are the positions on the Bass curve at week 1.
var Maturities = []string{"flat", "nascent", "growth", "mature", "declining"}

var runParams = []Param{
	integer("run", "weeks", "weeks", 156, 1, 5200, Fixed, "three planning years", "horizon: recorded weeks",
		func(r *Run) *int { return &r.Weeks }),
	integer("run", "runs", "runs", 200, 1, 10_000_000, Fixed, "assumed", "replications of the Monte Carlo experiment",
		func(r *Run) *int { return &r.Runs }),
	integer("run", "seed", "", 1, 0, 1<<53, Fixed, "any", "seed: the same seed gives the same bytes",
		func(r *Run) *int { return &r.Seed }),
	integer("run", "settle", "weeks", 156, 0, 520, Fixed, "measured: with beliefs and trust frozen chances, leads and follow-up then drift by less than 2 % in three years, hours and practice of hunting by less than 5 %", "weeks simulated before all others, without a date, in which sellers work and hunt and leads flow, but beliefs, trust, cash, memberships and reviews stay as they start; 0: week 1 finds a market in which nobody has sold yet",
		func(r *Run) *int { return &r.Settle }),
	integer("run", "warm_up", "weeks", 0, 0, 5200, Fixed, "assumed", "weeks simulated before the record starts",
		func(r *Run) *int { return &r.WarmUp }),
	word("run", "start", "", nil, Fixed, "user", "date of week 1 as YYYY-MM-DD, for tables and axes",
		func(r *Run) *string { return &r.Start }),
	word("run", "currency", "", nil, Fixed, "user", "currency for tables and axes, for instance USD",
		func(r *Run) *string { return &r.Currency }),
}

var marketParams = []Param{
	number("market", "projects_per_week", "projects/week", 240, 0, 1e8, Unknown, "assumed", "projects that appear in the whole market at the peak of its curve",
		func(m *Market) *float64 { return &m.ProjectsPerWeek }),
	number("market", "mean_life", "weeks", 20, 1, 1000, Unknown, "assumed; sales cycles of 30-180 days by deal size (getgangly.com, thecroreport.com)", "mean weeks until an unclaimed project lapses (geometric)",
		func(m *Market) *float64 { return &m.MeanLife }),
	number("market", "value_mean", "money", 25000, 0.01, 1e12, Unknown, "assumed; resellers' median is 26,000 USD in IBM's sales win/loss sample", "mean value of a project (lognormal)",
		func(m *Market) *float64 { return &m.ValueMean }),
	number("market", "value_sigma", "log money", 1.3, 0, 4, Unknown, "IBM's sales win/loss sample: resellers 1.29", "standard deviation of the logarithm of a project's value",
		func(m *Market) *float64 { return &m.ValueSigma }),
	word("market", "maturity", "flat", Maturities, Unknown, "Bass 1969", "where the market stands on the Bass curve at week 1",
		func(m *Market) *string { return &m.Maturity }).once(),
	number("market", "bass_p", "1/year", 0.03, 1e-6, 1, Unknown, "Bass 1969", "innovation coefficient of the Bass curve",
		func(m *Market) *float64 { return &m.BassP }).once(),
	number("market", "bass_q", "1/year", 0.38, 0, 5, Unknown, "Bass 1969", "imitation coefficient of the Bass curve",
		func(m *Market) *float64 { return &m.BassQ }).once(),
	number("market", "reach", "probability", 0.8, 0, 1, Unknown, "assumed; bad phone or address in about 25 % of raw leads (pointclear.com)", "chance that a contact on a fresh lead reaches somebody",
		func(m *Market) *float64 { return &m.Reach }),
	number("market", "speed_tau", "weeks", 2, 0.01, 1e9, Unknown, "assumed; slower than in web-form studies (Oldroyd 2007, HBR 2011)", "speed to lead: the chance to reach somebody falls by exp(-age/speed_tau)",
		func(m *Market) *float64 { return &m.SpeedTau }),
	number("market", "close", "probability", 0.30, 0, 1, Unknown, "direct teams on A/B leads: 30 % (Blueroads, CRM magazine); 20-35 % in SaaS funnels (getfairview.com)", "chance that an opportunity is won, at average fit, skill and readiness",
		func(m *Market) *float64 { return &m.Close }),
	number("market", "cycle_weeks", "weeks", 8, 1, 200, Unknown, "assumed; 30-90 days for deals of 25,000-100,000 (getgangly.com, thecroreport.com)", "mean weeks from opportunity to decision (geometric)",
		func(m *Market) *float64 { return &m.CycleWeeks }),
	number("market", "requeue", "probability", 0.3, 0, 1, Unknown, "assumed", "chance that a lost project is open to others again",
		func(m *Market) *float64 { return &m.Requeue }),
	number("market", "readiness", "log factor", 0.6, 0, 1, Unknown, "assumed", "a project's readiness z multiplies its chance to close by exp(readiness*z - readiness^2/2)",
		func(m *Market) *float64 { return &m.Readiness }),
	number("market", "fit_own", "factor", 1.32, 0, 10, Unknown, "assumed", "factor on the chance to close in the seller's own segment",
		func(m *Market) *float64 { return &m.FitOwn }),
	number("market", "fit_other", "factor", 0.92, 0, 10, Unknown, "assumed: mean 1 over five equal segments", "factor on the chance to close in other segments",
		func(m *Market) *float64 { return &m.FitOther }),
	number("market", "pursued_touch", "factor", 0.5, 0, 1, Unknown, "assumed", "a project that somebody pursues is so much as likely to be touched by marketing as an unclaimed one",
		func(m *Market) *float64 { return &m.PursuedTouch }),
	integer("market", "freshness", "weeks", 20, 1, 520, Unknown, "assumed: the mean life of a project", "hunters look at projects that appeared in the last so many weeks",
		func(m *Market) *int { return &m.Freshness }),
	number("market", "customer_share", "share", 0.3, 0, 1, Unknown, "assumed; an existing client effect is strong in IBM's sales win/loss sample", "share of projects that belong to an existing customer of a partner or of a direct team",
		func(m *Market) *float64 { return &m.CustomerShare }),
	number("market", "customer_direct", "share", 0.2, 0, 1, Unknown, "assumed", "share of these that are customers of a direct team; the others are partners'",
		func(m *Market) *float64 { return &m.CustomerDirect }),
	number("market", "customer_ease", "factor", 2, 1, 100, Unknown, "assumed", "a hunter finds the project of its own customer so many times as easily as others do",
		func(m *Market) *float64 { return &m.CustomerEase }),
	number("market", "customer_score", "factor", 0.5, 0, 1, Unknown, "assumed: a vendor does not see need in loyal customers", "factor on the score's separation d for projects of existing customers",
		func(m *Market) *float64 { return &m.CustomerScore }),
	number("market", "known_share", "share", 0.3, 0, 1, Unknown, "resellers get 63 % of revenue from existing customers, 37 % from new ones (CMP Channel Group, CRN 2004): with 0.3 some 59 % of what hunters can find belongs to existing customers", "share of new customers' projects that hunters can find; the others come forward only to marketing, campaigns and account managers. Projects of existing customers can all be found",
		func(m *Market) *float64 { return &m.KnownShare }).once().plausibly(0.1, 0.6),
}

// archetypeParams have neutral defaults: a scenario without [[archetypes]] has one
// kind of partner, the balanced one.
var archetypeParams = []Param{
	anum("share", "share", 1, 0, 1, "assumed", "share of all partners; the shares of all archetypes add up to 1",
		func(a *Archetype) *float64 { return &a.Share }),
	anum("hours_factor", "factor", 1, 0.01, 100, "assumed", "factor on selling hours (and costs) of a partner of this kind",
		func(a *Archetype) *float64 { return &a.HoursFactor }),
	anum("skill_factor", "factor", 1, 0, 10, "assumed", "factor on its hunting skill at the start; skill stays within 1",
		func(a *Archetype) *float64 { return &a.SkillFactor }),
	anum("closing_factor", "factor", 1, 0, 10, "assumed", "factor on its closing skill",
		func(a *Archetype) *float64 { return &a.ClosingFactor }),
	anum("follow_factor", "factor", 1, 0, 100, "assumed", "factor on the worth of vendors' leads: below 1 it follows few",
		func(a *Archetype) *float64 { return &a.FollowFactor }),
	anum("hunt_factor", "factor", 1, 0, 100, "assumed", "factor on the worth of hunting for vendors; 0: it never hunts",
		func(a *Archetype) *float64 { return &a.HuntFactor }),
	anum("outside_factor", "factor", 1, 0, 100, "assumed", "factor on the yield of its other business: repeat business with its customers, for instance",
		func(a *Archetype) *float64 { return &a.OutsideFactor }),
	anum("customer_base", "factor", 1, 0, 100, "assumed", "how many existing customers it has, relative to the other archetypes",
		func(a *Archetype) *float64 { return &a.CustomerBase }),
	anum("cost_factor", "factor", 1, 0, 10, "assumed", "factor on its running cost per hour",
		func(a *Archetype) *float64 { return &a.CostFactor }),
	anum("margin_factor", "factor", 1, 0, 10, "assumed; 0.4 turns 20 points into the 8 of a fulfilment house", "factor on the margin that vendors grant it",
		func(a *Archetype) *float64 { return &a.MarginFactor }),
}

func anum(name, unit string, def, lo, hi float64, source, doc string, at func(*Archetype) *float64) Param {
	return number("archetypes", name, unit, def, lo, hi, Unknown, source, doc, at)
}

var segmentParams = []Param{
	number("segments", "share", "share", 0.2, 0, 1, Unknown, "assumed", "share of all projects; the shares of all segments add up to 1",
		func(s *Segment) *float64 { return &s.Share }),
	word("segments", "maturity", "", append([]string{""}, Maturities...), Unknown, "Bass 1969", "position on the Bass curve, if not the market's",
		func(s *Segment) *string { return &s.Maturity }),
}
