package experiment

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"channelsim/sim"
)

// SayMoney says of a run how much of the revenue marketing touched and where the revenue goes, and in a paragraph of
// its own what reps do that get no leads; nothing of what the answer does not hold.
func SayMoney(a *Answer) []string {
	currency := a.Design.Points[0].Scenario.Run.Currency
	all := []string{strings.TrimSpace(a.sayTouched(0) + " " + a.sayMoney(0, currency)), a.sayReps(0, currency)}
	return slices.DeleteFunc(all, func(s string) bool { return s == "" })
}

// sayTouched says how much of the revenue marketing touched, and how much was won from its leads; empty where that
// is not known.
func (a *Answer) sayTouched(point int) string {
	s := a.overall(point, touched)
	if s == nil || math.IsNaN(s.Mean) {
		return ""
	}
	says := fmt.Sprintf("Marketing had touched %s of revenue before the deal was won, whoever won it", shareWithin(s))
	whole, direct, partners := a.overall(point, revenue), a.overall(point, "revenue_direct_leads"), a.overall(point, "revenue_vendor_leads")
	if whole == nil || direct == nil || partners == nil {
		return says + "."
	}
	return fmt.Sprintf("%s; deals won from its leads make %s.", says, share((direct.Mean+partners.Mean)/whole.Mean))
}

// sayMoney says where revenue goes, in amounts and shares that add up; empty where that is not known.
func (a *Answer) sayMoney(point int, currency string) string {
	m := a.Money(point)
	if m == nil {
		return ""
	}
	unit, scale := " million", 6
	switch size := m.Revenue.Mean; {
	case size < 1e4:
		unit, scale = "", 0
	case size < 1e6:
		unit, scale = " thousand", 3
	}
	if currency != "" {
		currency += " "
	}
	amount := func(l MoneyLine, unit string) string {
		return fmt.Sprintf("%.*f%s", max(0, scale-m.Place), math.Abs(l.Amount)/math.Pow10(scale), unit)
	}
	share := func(l MoneyLine) string { return fmt.Sprintf("%.1f %%", math.Abs(100*l.Share)) }
	var parts []string
	for _, l := range m.Costs {
		parts = append(parts, fmt.Sprintf("%s %s (%s)", sim.Metrics[sim.MetricIndex(l.Metric)].Label, amount(l, ""), share(l)))
	}
	vendors := len(a.Design.Points[point].Scenario.Vendors)
	who, does := verb(vendors, "the vendor", "the vendors"), verb(vendors, "keeps", "keep")
	if m.Kept.Amount < 0 {
		does = verb(vendors, "loses", "lose")
	}
	return fmt.Sprintf("Where %s%s of revenue goes: %s; %s %s %s (%s).", currency, amount(m.Revenue, unit), strings.Join(parts, ", "), who, does, amount(m.Kept, ""), share(m.Kept))
}

// sayReps says what the reps of a point do that get no leads; empty where all with reps get some.
func (a *Answer) sayReps(point int, currency string) string {
	var parts []string
	for _, r := range a.RepYears(point) {
		if r.NoLeads {
			parts = append(parts, fmt.Sprintf("%s get %s leads under this policy: %s, win %s.", r.who(len(a.Design.Points[point].Scenario.Vendors)), r.given(), r.work(), r.pays(currency)))
		}
	}
	return strings.Join(parts, " ")
}

// who names a vendor's reps where there are several vendors.
func (r *RepYear) who(vendors int) string {
	if vendors > 1 {
		return "Reps of " + r.Vendor
	}
	return "Reps"
}

// given says how few leads reps get.
func (r *RepYear) given() string {
	if r.Leads > 0 {
		return "hardly any"
	}
	return "no"
}

// work says what reps do with their hours: they spend their 40 hours a week on accounts.
func (r *RepYear) work() string {
	var parts []string
	for _, p := range []struct {
		share float64
		on    string
	}{{r.Leads, "leads"}, {r.Served, "opportunities of their own"}} {
		if p.share >= 0.005 {
			parts = append(parts, fmt.Sprintf("%s on %s", share(p.share), p.on))
		}
	}
	if parts == nil {
		return fmt.Sprintf("they spend their %.3g hours a week on accounts", r.Hours)
	}
	return fmt.Sprintf("of their %.3g hours a week they spend %s, and the rest on accounts", r.Hours, listed(parts))
}

// pays says what a rep wins and costs.
func (r *RepYear) pays(currency string) string {
	o := Outcome{revenue, sim.AllWeeks}
	return fmt.Sprintf("%s of revenue and cost %s each a year", step(o, currency, r.Wins), step(o, currency, r.Cost))
}

// SayMoney says of the points of a comparison how much of the revenue marketing touched, and in a paragraph of its
// own what reps do where they get no leads, beside where they get some; nothing where the answer does not hold it.
func (c *Comparison) SayMoney(a *Answer) []string {
	says := c.sayTouched(a)
	if says == "" {
		return nil
	}
	if reps := c.sayReps(a); reps != "" {
		return []string{says, reps}
	}
	return []string{says}
}

func (c *Comparison) sayTouched(a *Answer) string {
	var parts []string
	for i, name := range c.Names {
		s := a.overall(i, touched)
		if s == nil || math.IsNaN(s.Mean) {
			return ""
		}
		parts = append(parts, fmt.Sprintf("%s with %s", shareWithin(s), name))
	}
	return fmt.Sprintf("Of revenue, marketing had touched %s before the deal was won.", listed(parts))
}

// sayReps puts points together whose reps do the same.
func (c *Comparison) sayReps(a *Answer) string {
	var without, with []string // what is said
	names := map[string][]string{}
	note := func(to *[]string, says, name string) {
		if names[says] == nil {
			*to = append(*to, says)
		}
		names[says] = append(names[says], name)
	}
	for i, name := range c.Names {
		vendors := len(c.Design.Points[i].Scenario.Vendors)
		for _, r := range a.RepYears(i) {
			who := lowerFirst(r.who(vendors))
			if r.NoLeads {
				note(&without, fmt.Sprintf("%s get %s leads: %s, win %s", who, r.given(), r.work(), r.pays(c.Design.currency())), name)
			} else {
				note(&with, fmt.Sprintf("%s win %s", who, r.pays(c.Design.currency())), name)
			}
		}
	}
	if without == nil {
		return ""
	}
	var all []string
	for _, says := range slices.Concat(without, with) {
		all = append(all, fmt.Sprintf("With %s %s.", listed(names[says]), says))
	}
	return strings.Join(all, " ")
}
