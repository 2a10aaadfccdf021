package experiment

import (
	"cmp"
	"math"
	"slices"

	"channelsim/sim"
)

// Metrics that say where revenue goes.
const (
	revenue = "revenue_total"
	touched = "lead_touched_share"
)

// spending are what the vendor does not keep of its revenue.
var spending = []string{"cost_goods", "cost_margin", "cost_marketing", "cost_reps", "cost_funds", "cost_support"}

// moneyOutcomes are revenue, where it goes, what the vendor keeps, and what marketing had touched, over all weeks.
func moneyOutcomes() []Outcome {
	var all []Outcome
	for _, metric := range slices.Concat([]string{revenue}, spending, []string{sim.VendorProfit, touched}) {
		all = append(all, Outcome{metric, sim.AllWeeks})
	}
	return all
}

// Money is where the revenue of a point goes, over all weeks and vendors, on average over runs. Its rounded
// figures add up: revenue less all costs is what is kept, in money and in shares.
type Money struct {
	Revenue, Kept MoneyLine
	Costs         []MoneyLine // those that are not nought
	Place         int         // amounts are rounded to this power of ten
}

// MoneyLine is a part of the revenue.
type MoneyLine struct {
	*Summary
	Amount float64 // the mean, rounded
	Share  float64 // of the revenue, rounded to a tenth of a per cent
}

// Digits of the revenue that amounts are rounded to, and of its shares.
const (
	moneyDigits = 4
	sharePlace  = -3
)

// Money says where the revenue of a point goes; nil where there is none, or the answer does not hold all of it,
// as those of earlier models and of large designs do not.
func (a *Answer) Money(point int) *Money {
	whole, kept := a.overall(point, revenue), a.overall(point, sim.VendorProfit)
	if whole == nil || kept == nil || !(whole.Mean > 0) {
		return nil
	}
	var parts []*Summary
	left := whole.Mean - kept.Mean
	for _, metric := range spending {
		s := a.overall(point, metric)
		if s == nil {
			return nil
		}
		left -= s.Mean
		if s.Mean != 0 {
			parts = append(parts, s)
		}
	}
	if !(math.Abs(left) <= 1e-6*whole.Mean) { // NaN where one is not known
		return nil
	}
	m := &Money{Place: 1 - moneyDigits + int(math.Floor(math.Log10(whole.Mean)))}
	amounts, shares := adding(whole.Mean, kept.Mean, parts, 1, m.Place), adding(whole.Mean, kept.Mean, parts, 1/whole.Mean, sharePlace)
	for i, s := range slices.Concat([]*Summary{whole, kept}, parts) {
		m.Costs = append(m.Costs, MoneyLine{s, amounts[i], shares[i]})
	}
	m.Revenue, m.Kept, m.Costs = m.Costs[0], m.Costs[1], m.Costs[2:]
	return m
}

// Lines are all lines in their order: revenue, costs, and what is kept.
func (m *Money) Lines() []MoneyLine {
	return slices.Concat([]MoneyLine{m.Revenue}, m.Costs, []MoneyLine{m.Kept})
}

// Line is the line of a metric; nothing of a cost that is nought.
func (m *Money) Line(metric string) MoneyLine {
	for _, l := range m.Lines() {
		if l.Metric == metric {
			return l
		}
	}
	return MoneyLine{}
}

// overall is a metric of all vendors over all weeks; nil where it is not known.
func (a *Answer) overall(point int, metric string) *Summary {
	return a.Find(point, sim.All, metric, sim.AllWeeks)
}

// adding rounds a whole, what is kept of it and its other parts, each times factor, to a power of ten so that they
// add up: whole and rest are rounded as usual, and of the others those with the largest remainders are rounded up.
func adding(whole, kept float64, parts []*Summary, factor float64, place int) []float64 {
	unit := math.Pow10(place)
	steps := func(x float64) float64 { return float64(factor*x) / unit }
	all := []float64{math.Round(steps(whole)), math.Round(steps(kept))}
	open := all[0] - all[1]
	order := make([]int, len(parts))
	for i, s := range parts {
		order[i] = i
		all = append(all, math.Floor(steps(s.Mean)))
		open -= all[2+i]
	}
	rest := func(i int) float64 { return steps(parts[i].Mean) - all[2+i] }
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(rest(j), rest(i)) })
	for _, i := range order[:max(0, min(len(order), int(open)))] {
		all[2+i]++
	}
	for i := range all {
		all[i] = float64(all[i] * unit)
	}
	return all
}

// MoneyContests compare the points of a comparison in revenue, where it goes, what the vendor keeps and what marketing
// had touched, over all weeks and vendors; without costs that are nought at all points. Nothing where no run differs or
// some of it is not known.
func (c *Comparison) MoneyContests(a *Answer) []Contest {
	for i := range c.Names {
		if a.Money(i) == nil {
			return nil
		}
	}
	var all []Contest
	differs := false
	for _, o := range moneyOutcomes() {
		contest := Contest{Outcome: o, Vendor: sim.All, Better: BetterOf(o.Metric)}
		contest.enter(a, len(c.Names))
		contest.pair(a)
		differs = differs || !contest.alike()
		if slices.ContainsFunc(contest.Standings, func(s Standing) bool { return s.Mean != 0 }) {
			all = append(all, contest)
		}
	}
	if !differs {
		return nil
	}
	return all
}

// Shown is what a point has more than another if that is more than chance, with all pairs looked at together; nil
// where it may be chance.
func (c *Contest) Shown(point, other int) *Difference {
	pair := c.Between(point, other)
	if pair == nil || pair.Told != Apart && (pair.Difference.Mean != 0 || pair.Difference.SD > 0) {
		return nil
	}
	return &pair.Difference
}

// RepYear is what a rep of a vendor does, brings and costs in a year, on average over reps and runs.
type RepYear struct {
	Vendor        string
	Hours         float64 // a week
	Leads, Served float64 // shares of the hours on leads and on opportunities of their own; the rest is account work
	Wins, Cost    float64 // list value of the deals, and salary with commission, money
	NoLeads       bool    // the vendor has leads, and its reps get none of them, or next to none
}

// hardlyLeads is the number of leads to reps for each to partners up to which reps count as getting none.
const hardlyLeads = 0.002

// RepYears lists the vendors of a point that have reps; of what is not known nothing.
func (a *Answer) RepYears(point int) []RepYear {
	s := a.Design.Points[point].Scenario
	var all []RepYear
	for i := range s.Vendors {
		v := &s.Vendors[i]
		of := func(metric string) float64 {
			if row := a.Find(point, v.Name, metric, sim.AllWeeks); row != nil {
				return row.Mean
			}
			return math.NaN()
		}
		years := float64(v.Reps) * float64(s.Run.Weeks) / yearWeeks
		r := RepYear{Vendor: v.Name, Hours: s.Direct.Hours, Leads: of("rep_lead_hours_share"), Served: of("rep_served_hours_share"),
			Wins: of("revenue_direct") / years, Cost: of("cost_reps") / years}
		if v.Reps == 0 || math.IsNaN(r.Leads+r.Served+r.Wins+r.Cost) {
			continue
		}
		direct, partners := of("leads_to_direct"), of("leads_to_partners")
		r.NoLeads = partners > 0 && direct <= hardlyLeads*partners
		all = append(all, r)
	}
	return all
}
