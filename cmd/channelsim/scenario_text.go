package main

import (
	"fmt"
	"math"
	"strings"

	"channelsim/scenarios"
)

// compose writes the file of a new scenario.
func compose(a answers) string {
	var b strings.Builder
	b.WriteString(`# A scenario made from eight answers. Every parameter that is not here has its
# default: channelsim scenario params lists them, with source or "assumed".

title = "Our programme"

[run]
weeks = 156                      # three years
runs = 200                       # how often chance is played out
`)
	entry(&b, "currency", a["currency"], "for tables and axes")
	b.WriteString("\n[market]\n")
	entry(&b, "projects_per_week", round(a.perPartner("projects_per_week")), "customers' new projects, 1.2 a partner as in the baseline: replace it if you know better")
	entry(&b, "value_mean", a["deal-size"], "mean value of a deal")
	b.WriteString("\n[partners]\n")
	entry(&b, "count", a["partners"], "")
	if usual := scenarios.Default().Partners.Peers; a.int("partners") <= usual {
		entry(&b, "peers", (a.int("partners")-1)/2*2, "peers with whom a partner talks: fewer, as there are so few partners")
	}
	b.WriteString("\n[[vendors]]\nname = \"acme\"                    # your name, in lower case\n")
	entry(&b, "reps", a["reps"], "")
	entry(&b, "lead_volume", round(a.float("leads")/weeksPerQuarter), fmt.Sprintf("leads a week: %s a quarter", plain(a["leads"])))
	entry(&b, "lead_quality", a["real"], "share with a real project behind it")
	entry(&b, "policy", "cherry-pick", "reps pick first, the rest goes round robin to partners")
	entry(&b, "ab_reserved", round(1-a.float("kept")), "share of A and B leads reserved for partners")
	entry(&b, "partner_margin", a["margin"], "of list price")
	entry(&b, "review", "none", "try naive: the vendor believes its own report")
	b.WriteString(`
# What to try next, with this file's name for FILE:
#   channelsim run FILE
#   channelsim run FILE --set review=naive
#   channelsim run FILE --set policy=best-fit
`)
	return b.String()
}

// entry writes a key with its value and a comment.
func entry(b *strings.Builder, key string, value any, comment string) {
	line := key + " = " + scenarios.FormatValue(value)
	if comment != "" {
		line = fmt.Sprintf("%-32s # %s", line, comment)
	}
	b.WriteString(line + "\n")
}

// round cuts a computed figure to six decimals, which reads better.
func round(v float64) float64 { return math.Round(v*1e6) / 1e6 }
