// Package scenarios says what is assumed: a market, its vendors with their
// lead policies, and their partners. A scenario is a TOML file that overrides
// defaults; the table of parameters (Params) holds for each its unit, default,
// range, role and source, and everything else is made from it: defaults,
// validation, --set, documentation, JSON Schema.
//
// A whole file:
//
//	name = "gold-rush"
//	title = "Better leads, reserved for partners, until the money runs out"
//	description = "What a year of generosity does, and what its end does."
//	source = "own figures of 2026"
//	model = 4                        # for which version of the model it was written
//	extends = "baseline"             # a shipped scenario or a file beside this one
//
//	[run]
//	weeks = 104
//	runs = 40
//	start = "2027-01-04"
//	currency = "EUR"
//
//	[partners]
//	count = 80
//	trust_start = 0.6
//
//	[mechanisms]
//	gossip = false
//
//	[[vendors]]                      # merged by name: the baseline's vendor
//	name = "acme"
//	policy = "best-fit"
//	ab_reserved = 0.8
//	lead_quality = 0.4               # two of lead_volume, lead_quality and budget
//	budget = 35000                   # are stated, the third follows
//	hold = "budget"                  # what stays when lead_quality is varied
//
//	[[vendors]]                      # a new name is a second vendor
//	name = "rival"
//	members = 0.5
//	lead_volume = 100
//
//	[[segments]]                     # shares of all segments add up to 1
//	name = "retail"
//	share = 0.1
//
//	[[segments]]
//	name = "leisure"
//	share = 0.1
//
//	[[archetypes]]                   # kinds of partners, likewise
//	name = "balanced"
//	share = 0.7
//
//	[[archetypes]]
//	name = "hunter"
//	share = 0.3
//	follow_factor = 0.6              # leads are worth less to it
//
//	[[shocks]]                       # a parameter changes at a week
//	name = "budget-cut"
//	week = 53
//	key = "vendors.acme.budget"
//	value = 10000
//	announce = false
//
//	[[expect]]                       # what the file promises
//	name = "somebody-follows-up"
//	outcome = "partner_follow_up_rate@first_quarter"
//	statistic = "mean"
//	vendor = "acme"
//	min = 0.01
//
// Without extends a file starts from the defaults, and its vendors and
// segments take the place of the default ones. With extends every table with a
// name (vendors, segments, shocks, expectations) changes the parent's table of
// that name, or is added. Names are lower-case letters, digits and hyphens.
//
// With run.start, the first day of week 1, weeks have dates (Run.When, Run.Months):
// a week belongs to the month and calendar quarter of its first day.
//
// A key is section.key or vendors.NAME.key; vendors.*.key means all vendors,
// and the last part alone will do where it is unique.
//
// To read the code, open params.go and load.go first.
package scenarios
