package main

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"channelsim/scenarios"
)

// compose writes the file of a new scenario that will lie at path.
func compose(path string, a answers) string {
	var b strings.Builder
	b.WriteString(`# A scenario made from eight answers. Behind each figure stands where it came from:
# "answered", or "usual" with its source where nothing was answered. Every parameter
# that is not here has its default: channelsim scenario params lists them all.

`)
	entry(&b, "model", scenarios.Model, "the version of the model whose defaults are meant")
	b.WriteString(`title = "Our programme"

[run]
`)
	entry(&b, "weeks", 156, "not asked: three years")
	entry(&b, "runs", 200, "not asked: how often chance is played out")
	if start := a["start"]; start.given {
		entry(&b, "start", start.value, "answered: first day of week 1; tables and axes speak of dates and calendar quarters")
	} else {
		entry(&b, "# start", "2027-01-04", "not asked: with the first day of week 1 here, tables and axes speak of dates and calendar quarters")
	}
	entry(&b, "currency", a["currency"].value, a.from("currency"))
	b.WriteString("\n[market]\n")
	projects, why := a.projects()
	entry(&b, "projects_per_week", projects, "not asked: "+why+"; replace it if you know better")
	entry(&b, "value_mean", a["deal-size"].value, a.from("deal-size"))
	b.WriteString("\n[partners]\n")
	entry(&b, "count", a["partners"].value, a.from("partners"))
	if usual := scenarios.Default().Partners.Peers; a.int("partners") <= usual {
		entry(&b, "peers", (a.int("partners")-1)/2*2, "not asked: peers with whom a partner talks, fewer than usual as there are so few partners")
	}
	b.WriteString("\n[[vendors]]\n")
	entry(&b, "name", "acme", "your name, in lower case")
	a.vendor(&b)
	a.advise(&b, commandWord(path))
	return b.String()
}

func (a answers) vendor(b *strings.Builder) {
	entry(b, "reps", a["reps"].value, a.from("reps"))
	b.WriteString(`# lead_volume and lead_quality describe the settled market as it would be without your marketing. In a run fewer
# real leads arrive, because your marketing finds projects that are then pursued or decided; leads without a project
# arrive as stated. In the baseline hardly any are missing at a lead_quality of 0.27 (about 0.5 %). At 0.45 about
# 3.5 % fewer leads arrive and 43 % of them are real, at 0.8 it is 13 % fewer and 77 % real. If your figures count
# leads that arrived, raise both values until leads_generated and lead_real_share in the results match them.
`)
	entry(b, "lead_volume", round(float64(a.int("leads"))/weeksPerQuarter),
		fmt.Sprintf("leads a week, from %s a quarter; %s", count.write(a["leads"].value), a.from("leads")))
	entry(b, "lead_quality", a["real"].value, a.from("real"))
	entry(b, "policy", "cherry-pick", "not asked: reps pick first, the rest goes round robin to partners")
	entry(b, "ab_reserved", round(1-a.float("kept")), fmt.Sprintf("share of A and B leads reserved for partners, %s are kept direct; %s", share.write(a["kept"].value), a.from("kept")))
	entry(b, "partner_margin", a["margin"].value, a.from("margin"))
	entry(b, "review", "none", "not asked: try naive, the vendor believes its own report")
}

// advise says what to try next with the file.
func (a answers) advise(b *strings.Builder, file string) {
	fairer, what := "0.9", "nearly all good leads go to partners"
	if a.float("kept") < 0.3 {
		fairer, what = "0.1", "nearly all good leads stay with the direct team"
	}
	fmt.Fprintf(b, `
# What to try next:
#
# What the programme does as it stands:
#   channelsim run %[1]s
# The vendor cuts the partners' share of good leads when they report few wins:
#   channelsim run %[1]s --set review=naive
# What if %[3]s:
#   channelsim run %[1]s --set ab_reserved=%[2]s
# Leads go to the partners that fit them best:
#   channelsim run %[1]s --set policy=best-fit
`, file, fairer, what)
}

// from says where an answer came from.
func (a answers) from(flag string) string {
	i := slices.IndexFunc(questions, func(q question) bool { return q.flag == flag })
	q := questions[i]
	if a[flag].given {
		return "answered: " + q.help
	}
	p, err := scenarios.Find(q.key)
	switch {
	case err != nil:
		panic(err) // the keys are ours
	case q.kind == currency:
		return "usual: the sources' currency"
	case q.as != "":
		return "usual: " + q.as + " (" + p.Source + ")"
	}
	return "usual: " + p.Source
}

// projects is how many projects customers begin in a week: so many a partner as in
// the baseline, but never fewer to each lead with a project behind it than there.
func (a answers) projects() (float64, string) {
	byPartner := a.perPartner("projects_per_week")
	realLeads := float64(a.int("leads")) / weeksPerQuarter * a.float("real")
	byLead := baseline("projects_per_week") * realLeads / (baseline("lead_volume") * baseline("lead_quality"))
	if round(byLead) > round(byPartner) {
		return round(byLead), "customers' new projects, as many to a lead with a project behind it as in the baseline"
	}
	return round(byPartner), fmt.Sprintf("customers' new projects, %s a partner as in the baseline", decimal(round(baseline("projects_per_week")/baseline("partners.count"))))
}

// entry writes a key with its value and a comment.
func entry(b *strings.Builder, key string, value any, comment string) {
	line := key + " = " + scenarios.FormatValue(value)
	fmt.Fprintf(b, "%-32s # %s\n", line, comment)
}

// round cuts a computed figure to six decimals, which reads better.
func round(v float64) float64 { return math.Round(v*1e6) / 1e6 }
