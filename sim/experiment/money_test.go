package experiment

import (
	"math"
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"channelsim/scenarios"
	"channelsim/sim"
)

// accounts is an answer of one point whose vendors have these means over all weeks, with what is kept as the rest.
func accounts(s *scenarios.Scenario, means map[string]float64) *Answer {
	a := &Answer{Design: Design{Points: []Point{{Scenario: s}}}}
	kept := means[revenue]
	for _, metric := range spending {
		kept -= means[metric]
		means[metric] += 0 // known, if nought
	}
	means[sim.VendorProfit] = kept
	for metric, x := range means {
		for _, vendor := range []string{s.Vendors[0].Name, sim.All} {
			a.Summary = append(a.Summary, Summary{Vendor: vendor, Group: sim.All, Metric: metric, Window: sim.AllWeeks, Mean: x, CILow: x, CIHigh: x, N: 30})
		}
	}
	return a
}

// What is shown adds up, in money and in shares, and each figure is the true one, rounded up or down.
func TestMoneyAddsUp(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		means := map[string]float64{revenue: math.Pow(10, 2+7*rng.Float64())}
		for _, metric := range spending {
			if rng.Float64() < 0.8 {
				means[metric] = 0.3 * rng.Float64() * means[revenue]
			}
		}
		m := accounts(classroom(t), means).Money(0)
		amount, share := m.Revenue.Amount-m.Kept.Amount, m.Revenue.Share-m.Kept.Share
		unit := math.Pow10(m.Place)
		for _, l := range m.Lines() {
			if math.Abs(l.Amount-l.Mean) >= unit || math.Abs(l.Share-l.Mean/means[revenue]) >= 0.001 {
				t.Fatalf("%s is %v, and shown as %v, %v of %v", l.Metric, l.Mean, l.Amount, l.Share, means[revenue])
			}
		}
		for _, l := range m.Costs {
			amount -= l.Amount
			share -= l.Share
			if l.Mean == 0 {
				t.Fatalf("%s is nought and shown", l.Metric)
			}
		}
		if math.Abs(amount) > unit/100 || math.Abs(share) > 1e-9 {
			t.Fatalf("of %v there is left %v, of 1 %v: %+v", means[revenue], amount, share, m)
		}
		holdsSum(t, accounts(classroom(t), means).sayMoney(0, "EUR"))
	}
}

// holdsSum holds the figures of a sentence against each other: the first less the others but the last is the last.
func holdsSum(t *testing.T, says string) {
	t.Helper()
	whole, rest, _ := strings.Cut(strings.TrimPrefix(says, "Where EUR "), " of revenue goes: ")
	sum, share := figure(t, whole), 100.0
	parts, last, _ := strings.Cut(rest, "; the vendor ")
	sign := -1.0
	if strings.HasPrefix(last, "loses") {
		sign = 1
	}
	for i, part := range append(strings.Split(parts, ", "), last) {
		found := regexp.MustCompile(`([\d.]+) \(([\d.]+) %\)`).FindStringSubmatch(part)
		factor := -1.0
		if i == strings.Count(parts, ", ")+1 {
			factor = sign
		}
		sum += factor * figure(t, found[1])
		share += factor * figure(t, found[2])
	}
	if math.Abs(sum) > 1e-6 || math.Abs(share) > 1e-6 {
		t.Fatalf("%q leaves %v and %v %%", says, sum, share)
	}
}

func figure(t *testing.T, text string) float64 {
	t.Helper()
	x, err := strconv.ParseFloat(strings.Fields(text)[0], 64)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// Nothing is said of answers that do not hold it, as those of earlier models, or that do not add up.
func TestMoneyUnknown(t *testing.T) {
	for what, change := range map[string]func(*Summary){
		"not known":       func(s *Summary) { s.Mean = math.NaN() },
		"another metric":  func(s *Summary) { s.Metric = "trust" },
		"does not add up": func(s *Summary) { s.Mean *= 1.01 },
	} {
		a := accounts(classroom(t), map[string]float64{revenue: 100, "cost_goods": 40, "cost_reps": 10})
		if a.sayMoney(0, "") != "Where 100.0 of revenue goes: cost of goods 40.0 (40.0 %), cost of reps 10.0 (10.0 %); the vendor keeps 50.0 (50.0 %)." {
			t.Errorf("it says %q", a.sayMoney(0, ""))
		}
		for i := range a.Summary {
			if a.Summary[i].Metric == "cost_goods" {
				change(&a.Summary[i])
			}
		}
		if says := strings.Join(SayMoney(a), " "); a.Money(0) != nil || says != "" {
			t.Errorf("%s: %q", what, says)
		}
	}
}

func TestSayTouched(t *testing.T) {
	a := accounts(classroom(t), map[string]float64{revenue: 100, touched: 0.4, "revenue_direct_leads": 10, "revenue_vendor_leads": 15})
	if says := SayMoney(a)[0]; !strings.HasPrefix(says, "Marketing had touched 40.0 % (95 % interval 40.0-40.0 %) of revenue before the deal was won, whoever won it; deals won from its leads make 25 %. Where 100.0") {
		t.Errorf("it says %q", says)
	}
}

// idle is what a vendor's reps come to that get no leads, over 60 weeks.
func idle() map[string]float64 {
	return map[string]float64{revenue: 1e6, "leads_to_partners": 5000, "leads_to_direct": 0, "rep_lead_hours_share": 0, "rep_served_hours_share": 0,
		"revenue_direct": 3 * 60.0 / 52 * 250e3, "cost_reps": 3 * 60.0 / 52 * 110e3}
}

// What reps do is said where they get no leads, and nowhere else.
func TestSayRepsWithoutLeads(t *testing.T) {
	for _, c := range []struct {
		what, says string
		change     func(s *scenarios.Scenario, means map[string]float64)
	}{
		{"none", "Reps get no leads under this policy: they spend their 40 hours a week on accounts, win 250 thousand of revenue and cost 110 thousand each a year.",
			func(*scenarios.Scenario, map[string]float64) {}},
		{"hardly any", "Reps get hardly any leads under this policy: of their 40 hours a week they spend 6 % on opportunities of their own, and the rest on accounts, win",
			func(_ *scenarios.Scenario, m map[string]float64) {
				m["leads_to_direct"], m["rep_lead_hours_share"], m["rep_served_hours_share"] = 10, 0.001, 0.06
			}},
		{"some", "", func(_ *scenarios.Scenario, m map[string]float64) { m["leads_to_direct"] = 11 }},
		{"no reps", "", func(s *scenarios.Scenario, m map[string]float64) { s.Vendors[0].Reps = 0 }},
		{"no leads at all", "", func(_ *scenarios.Scenario, m map[string]float64) { m["leads_to_partners"] = 0 }},
	} {
		s, means := classroom(t), idle()
		s.Vendors[0].Reps = 3
		c.change(s, means)
		if says := accounts(s, means).sayReps(0, ""); !strings.HasPrefix(says, c.says) || c.says == "" && says != "" {
			t.Errorf("%s: %q", c.what, says)
		}
	}
}

// Costs by the point's trust, of which two points differ: where each has more is shown, and what may be chance is not.
func TestMoneyOfComparison(t *testing.T) {
	few, many := classroom(t), classroom(t)
	var err error
	if many, err = many.With("partners.trust_start", 0.9); err != nil {
		t.Fatal(err)
	}
	few.Vendors[0].Reps, many.Vendors[0].Reps = 3, 3
	like := answering{respond: func(s *scenarios.Scenario, noise func(uint64) float64) map[string]float64 {
		means := idle()
		means[touched] = 0.4 + float64(0.1*noise(uint64(100*parameter(s, "partners.trust_start"))))
		means["cost_goods"] = 3e5 + float64(2e5*parameter(s, "partners.trust_start")) + float64(1e3*noise(7))
		means["cost_margin"] = 2e5
		means[sim.VendorProfit] = means[revenue] - means["cost_goods"] - means["cost_margin"] - means["cost_reps"]
		for _, metric := range []string{"cost_marketing", "cost_funds", "cost_support"} {
			means[metric] = 0
		}
		return means
	}}
	c, err := NewComparison([]string{"few", "many"}, []Point{{Scenario: few}, {Scenario: many}}, Design{Runs: 30, Seed: 1, Outcomes: []Outcome{{sim.VendorProfit, sim.AllWeeks}}})
	if err != nil {
		t.Fatal(err)
	}
	a := mustRun(t, c.Design, Options{New: answers(like)})
	more := 2e5 * (0.9 - parameter(few, "partners.trust_start"))
	seen := map[string]bool{}
	for _, contest := range c.MoneyContests(a) {
		metric, d := contest.Outcome.Metric, contest.Shown(1, 0)
		seen[metric] = true
		switch metric {
		case "cost_goods":
			near(t, metric, d.Mean, more, 1e-6)
		case sim.VendorProfit:
			near(t, metric, d.Mean, -more, 1e-6)
		case touched:
			if d != nil {
				t.Errorf("%s: %+v is shown and is chance", metric, d)
			}
		default:
			near(t, metric, d.Mean, 0, 0)
		}
	}
	if !seen[touched] || !seen["cost_reps"] || seen["cost_funds"] {
		t.Errorf("rows are of %v", seen)
	}
	if len(c.Contests(a)) != 1 {
		t.Error("what is kept beside the outcomes is compared among them")
	}
}

// Points whose reps do the same are named together, beside those that get leads.
func TestSayRepsOfComparison(t *testing.T) {
	a := &Answer{}
	c := &Comparison{Names: []string{"merit", "tiered", "cherry-pick", "none"}}
	for i, name := range c.Names {
		s, means := classroom(t), idle()
		s.Vendors[0].Reps = 3
		switch name {
		case "cherry-pick":
			means["leads_to_direct"] = 800
			means["revenue_direct"] *= 2
		case "none":
			s.Vendors[0].Reps = 0
		}
		means[touched] = 0.4
		for _, row := range accounts(s, means).Summary {
			row.Point = i
			a.Summary = append(a.Summary, row)
		}
		c.Design.Points = append(c.Design.Points, Point{Index: i, Scenario: s})
	}
	a.Design = c.Design
	want := "With merit and tiered reps get no leads: they spend their 40 hours a week on accounts, win 250 thousand of revenue and cost 110 thousand each a year. " +
		"With cherry-pick reps win 500 thousand of revenue and cost 110 thousand each a year."
	if says := c.SayMoney(a); len(says) != 2 || says[1] != want {
		t.Errorf("it says %q", says)
	}
}
