package page

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"channelsim/output/text"
	"channelsim/scenarios"
	"channelsim/sim"
	"channelsim/sim/experiment"
)

// spiralCounts says which runs count as a death spiral.
const spiralCounts = "Here a run counts as one when, over four weeks, follow-up has fallen below half of its first-quarter level and below 35 %, and is not back at the end."

// meaning defines the death spiral for those who have not met it, by the loops that are at work in the scenarios.
func meaning(all ...*scenarios.Scenario) string {
	reviews := share(all, reviewed)
	switch learns := share(all, learned); {
	case reviews == allOf:
		return "Death spiral: partners follow up less, the report shows fewer wins, the vendor sends them poorer leads, and they follow up still less. " + spiralCounts
	case reviews == someOf:
		return "Death spiral: partners follow up less and less. In part of what is compared here the vendor takes part in it: the report shows fewer wins, and the vendor sends poorer leads. In the rest no report moves leads, and partners turn away by themselves. " + spiralCounts
	case learns == noneOf:
		return "Death spiral: partners follow up less and less. The loops that make one are switched off here: no report moves leads, and partners neither learn what leads are worth nor lose trust. " + spiralCounts
	}
	return "Death spiral: partners meet leads that come to nothing, expect less of the next ones or trust the vendor less, and follow up less and less. The vendor's reports have no part in it here: they do not move its leads. " + spiralCounts
}

// part is how many of some scenarios do something.
type part int

const (
	noneOf part = iota
	someOf
	allOf
)

func share(all []*scenarios.Scenario, does func(*scenarios.Scenario) bool) part {
	n := 0
	for _, s := range all {
		if does(s) {
			n++
		}
	}
	switch n {
	case 0:
		return noneOf
	case len(all):
		return allOf
	}
	return someOf
}

// reviewed reports whether a vendor moves good leads by its reports, from the start or from some week on.
func reviewed(s *scenarios.Scenario) bool {
	e := s.Effective()
	later := slices.ContainsFunc(e.Shocks, func(k scenarios.Shock) bool { return strings.HasSuffix(k.Key, ".review") && k.Value != "none" })
	return slices.ContainsFunc(e.Vendors, func(v scenarios.Vendor) bool {
		return (v.Review != "none" || later) && slices.Contains(scenarios.Reserving, v.Policy)
	})
}

// learned reports whether partners learn what leads are worth, or gain and lose trust.
func learned(s *scenarios.Scenario) bool {
	e := s.Effective()
	return e.Partners.BeliefLearning > 0 || e.Partners.TrustLearning > 0
}

// meaning is the death spiral in all points.
func (r run) meaning() string {
	var all []*scenarios.Scenario
	for i := range r.Design.Points {
		all = append(all, r.Design.Points[i].Scenario)
	}
	return meaning(all...)
}

func (r run) risks() []block {
	blocks := []block{para(r.meaning()), para(r.spirals(0, "")), slot("survival")}
	blocks = append(blocks, paras(r.downside(0))...)
	blocks = append(blocks, r.hides(r.points())...)
	return append(blocks, r.watch(r.points())...)
}

// spirals says how often and when the spiral comes at a point; with is empty or says with what.
func (r run) spirals(point int, with string) string {
	s := r.SurvivalOf(point)
	if s == nil || s.Runs == 0 {
		return "No run was finished" + with + "."
	}
	last := len(s.Healthy) - 1
	scenario := r.Design.Points[point].Scenario
	when := func(week int) string { return scenario.Run.When(week) }
	if s.Spirals == 0 {
		return fmt.Sprintf("No run of %d came to a death spiral%s; its chance lies %s (95 %% interval).", s.Runs, with, chance(s))
	}
	says := fmt.Sprintf("%s of %s came to a death spiral%s: %s (95 %% interval %s).", fmt.Sprint(s.Spirals), text.Count(s.Runs, "run"), with,
		percent(float64(s.Spirals)/float64(s.Runs)), between(1-s.High[last], 1-s.Low[last]))
	middle := int(math.RoundToEven(s.MedianWeek))
	switch {
	case s.Spirals == 1:
		says += " It began in " + when(middle) + "."
	case earliest(s) == middle:
		says = fmt.Sprintf("%s Half of these had begun by %s, and none before.", says, when(middle))
	default:
		says = fmt.Sprintf("%s Half of these had begun by %s, the earliest in %s.", says, when(middle), when(earliest(s)))
	}
	if note := s.LateNote(); note != "" {
		says += " But " + note + "."
	}
	return says
}

// earliest is the first week in which a run spiralled.
func earliest(s *experiment.Survival) int {
	for i, healthy := range s.Healthy {
		if healthy < 1 {
			return s.Week[i]
		}
	}
	return 0
}

// hides says how far the vendor's report is from the truth at the end of each point.
func (r run) hides(points []point) []block {
	const decides = "Whoever decides by the report decides by the part that it shows."
	if len(points) == 1 {
		if says := r.gap(0); says != "" {
			return []block{para(fmt.Sprintf("What the report hides: in the last half-year %s %s", says, decides))}
		}
		return nil
	}
	var items []string
	for i, p := range points {
		if says := r.gap(i); says != "" {
			items = append(items, fmt.Sprintf("With %s %s", p.name, says))
		}
	}
	if items == nil {
		return nil
	}
	return []block{para("What the report hides in the last half-year. " + decides), {Items: items}}
}

// gap says how far the vendor's report is from the truth at the end of a point. Nothing where
// they agree or one is unknown.
func (r run) gap(point int) string {
	is := r.Find(point, sim.All, "partner_lead_to_win_rate", "last_half_year")
	seen := r.Find(point, sim.All, "reported_partner_lead_to_win_rate", "last_half_year")
	if is == nil || seen == nil || !(is.Mean > 0) || undefined(seen.Mean) || seen.Mean > 0.9*is.Mean {
		return ""
	}
	return fmt.Sprintf("it shows partners winning %s of 100 leads where they win %s, that is %s of the truth.",
		rate(seen.Mean), rate(is.Mean), percent(seen.Mean/is.Mean))
}

// downside says what bad luck brings.
func (r run) downside(point int) string {
	s := r.Find(point, sim.All, sim.VendorProfit, "all")
	if s == nil || undefined(s.P05) || s.N < experiment.FewRuns {
		return ""
	}
	says := fmt.Sprintf("With bad luck (one run of 20) %s over the whole time is %s or less, against %s in the middle and %s or more with good luck.", r.profit(),
		money(r.currency(), s.P05), money(r.currency(), s.P50), money(r.currency(), s.P95))
	if s.P05 < 0 {
		says += " Below zero means a loss."
	}
	return says
}
