package scenarios

// Policies are the names of the lead distribution policies, as registered in
// package agents (a test there holds the two lists together).
var Policies = []string{"best-fit", "cherry-pick", "lottery", "named-accounts", "round-robin"}

// Reviews are the ways in which a vendor may judge its channel each quarter.
var Reviews = []string{"none", "naive", "grade-adjusted", "closed-loop"}

// Maturities are the positions on the Bass curve at week 1.
var Maturities = []string{"flat", "nascent", "growth", "mature", "declining"}

var runParams = []Param{
	integer("run", "weeks", "weeks", 156, 1, 5200, Fixed, "three planning years", "horizon: recorded weeks",
		func(r *Run) *int { return &r.Weeks }),
	integer("run", "runs", "runs", 200, 1, 10_000_000, Fixed, "assumed", "replications of the Monte Carlo experiment",
		func(r *Run) *int { return &r.Runs }),
	integer("run", "seed", "", 1, 0, 1<<53, Fixed, "any", "seed: the same seed gives the same bytes",
		func(r *Run) *int { return &r.Seed }),
	integer("run", "warm_up", "weeks", 0, 0, 5200, Fixed, "assumed", "weeks simulated before the record starts",
		func(r *Run) *int { return &r.WarmUp }),
	word("run", "start", "", nil, Fixed, "user", "date of week 1 as YYYY-MM-DD, for tables and axes",
		func(r *Run) *string { return &r.Start }),
	word("run", "currency", "", nil, Fixed, "user", "currency for tables and axes, for instance USD",
		func(r *Run) *string { return &r.Currency }),
}

var marketParams = []Param{
	number("market", "projects_per_week", "projects/week", 120, 0, 1e8, Unknown, "assumed", "projects that appear in the whole market at the peak of its curve",
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
	number("market", "reach", "probability", 0.70, 0, 1, Unknown, "assumed; bad phone or address in about 25 % of raw leads (pointclear.com)", "chance that a contact on a fresh lead reaches somebody",
		func(m *Market) *float64 { return &m.Reach }),
	number("market", "speed_tau", "weeks", 2, 0.01, 1e9, Unknown, "assumed; slower than in web-form studies (Oldroyd 2007, HBR 2011)", "speed to lead: the chance to reach somebody falls by exp(-age/speed_tau)",
		func(m *Market) *float64 { return &m.SpeedTau }),
	number("market", "close", "probability", 0.30, 0, 1, Unknown, "direct teams on A/B leads: 30 % (Blueroads, CRM magazine); 20-35 % in SaaS funnels (getfairview.com)", "chance that an opportunity is won, at average fit, skill and readiness",
		func(m *Market) *float64 { return &m.Close }),
	number("market", "cycle_weeks", "weeks", 8, 1, 200, Unknown, "assumed; 30-90 days for deals of 25,000-100,000 (getgangly.com, thecroreport.com)", "mean weeks from opportunity to decision (geometric)",
		func(m *Market) *float64 { return &m.CycleWeeks }),
	number("market", "requeue", "probability", 0.3, 0, 1, Unknown, "assumed", "chance that a lost project is open to others again",
		func(m *Market) *float64 { return &m.Requeue }),
	number("market", "readiness", "log factor", 0.2, 0, 1, Unknown, "assumed", "a project's readiness z multiplies its chance to close by exp(readiness*z - readiness^2/2)",
		func(m *Market) *float64 { return &m.Readiness }),
	number("market", "fit_own", "factor", 1.32, 0, 10, Unknown, "assumed", "factor on the chance to close in the seller's own segment",
		func(m *Market) *float64 { return &m.FitOwn }),
	number("market", "fit_other", "factor", 0.92, 0, 10, Unknown, "assumed: mean 1 over five equal segments", "factor on the chance to close in other segments",
		func(m *Market) *float64 { return &m.FitOther }),
	number("market", "pursued_touch", "factor", 0.5, 0, 1, Unknown, "assumed", "a project that somebody pursues is so much as likely to be touched by marketing as an unclaimed one",
		func(m *Market) *float64 { return &m.PursuedTouch }),
	integer("market", "freshness", "weeks", 20, 1, 520, Unknown, "assumed: the mean life of a project", "hunters look at projects that appeared in the last so many weeks",
		func(m *Market) *int { return &m.Freshness }),
}

var segmentParams = []Param{
	number("segments", "share", "share", 0.2, 0, 1, Unknown, "assumed", "share of all projects; the shares of all segments add up to 1",
		func(s *Segment) *float64 { return &s.Share }),
	word("segments", "maturity", "", append([]string{""}, Maturities...), Unknown, "Bass 1969", "position on the Bass curve, if not the market's",
		func(s *Segment) *string { return &s.Maturity }),
}
