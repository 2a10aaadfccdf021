package experiment

import (
	"context"
	"math"
	"strings"
	"testing"

	"channelsim/scenarios"
	"channelsim/sim"
)

func spiralling(t *testing.T, settings ...scenarios.Setting) *scenarios.Scenario {
	t.Helper()
	s := classroom(t)
	if err := s.SetAll(append([]scenarios.Setting{{Key: "run.settle", Value: 52}, {Key: "run.weeks", Value: 130}}, settings...)...); err != nil {
		t.Fatal(err)
	}
	return s
}

// Whatever share of account work counts, the price is what two runs with that share say: it is reckoned
// from runs in which all of it counts.
func TestPriceIsOfTheScenarioAsItStands(t *testing.T) {
	for _, paid := range []bool{true, false} {
		s := spiralling(t, scenarios.Setting{Key: "direct.account_deals", Value: 0.3}, scenarios.Setting{Key: "direct.commission_paid", Value: paid})
		p, err := newPricing(s, 4, 3)
		if err != nil {
			t.Fatal(err)
		}
		a, err := Run(context.Background(), p.design, Options{})
		if err != nil {
			t.Fatal(err)
		}
		price := p.price(a)
		stand := p.design
		for i := range stand.Points {
			x := stand.Points[i].Scenario.Clone()
			x.Direct.AccountDeals = 0.3
			stand.Points[i].Scenario = x
		}
		direct, err := Run(context.Background(), stand, Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range price.Changes {
			want := direct.Paired(0, 1, c.Outcome)
			near(t, c.Outcome.String(), c.Difference.Mean, want.Mean, 1e-6*math.Abs(want.Mean)+1e-6)
			near(t, c.Outcome.String()+" low", c.Difference.CILow, want.CILow, 1e-6*math.Abs(want.CILow)+1e-6)
			near(t, c.Outcome.String()+" level", c.Level, average(direct.Replicated(1, c.Outcome)), 1e-6*math.Abs(c.Level)+1e-6)
		}
		// Where the vendor neither gains nor loses: by runs with that share.
		turns := price.Turns.Share
		for i := range stand.Points {
			stand.Points[i].Scenario.Direct.AccountDeals = turns
		}
		if turns < 0 || turns > 1 {
			continue
		}
		if direct, err = Run(context.Background(), stand, Options{}); err != nil {
			t.Fatal(err)
		}
		near(t, "the vendor's difference where it turns", direct.Paired(0, 1, Outcome{sim.VendorProfit, "1:260"}).Mean, 0, 1)
	}
}

// A price is reckoned where there is one, and is told in words that hold.
func TestWhereAPriceIsReckoned(t *testing.T) {
	for _, c := range []struct {
		name string
		set  []scenarios.Setting
		runs int
		want bool
	}{
		{"a spiral", set("vendors.*.lead_quality", 0.15), 20, true},
		{"few runs", set("vendors.*.lead_quality", 0.15), 19, false},
		{"no spiral", set("vendors.*.lead_quality", 0.8), 20, false},
		{"a closed loop already", set("vendors.*.lead_quality", 0.1, "vendors.*.review", "closed-loop"), 20, false},
		{"a policy that reserves nothing", set("vendors.*.lead_quality", 0.1, "vendors.*.policy", "open-pool"), 20, false},
		{"no reps", set("vendors.*.lead_quality", 0.1, "vendors.*.reps", 0), 20, false},
	} {
		s := spiralling(t, c.set...)
		a, err := Run(context.Background(), Design{Points: []Point{{Scenario: s}}, Runs: c.runs, Seed: 2}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if c.name == "a spiral" && a.SurvivalOf(0).Spirals < 10 || c.name == "no spiral" && a.SurvivalOf(0).Spirals > 0 {
			t.Fatalf("%s: %d spirals", c.name, a.SurvivalOf(0).Spirals)
		}
		p, err := PriceOf(context.Background(), a, Options{})
		if err != nil || (p != nil) != c.want {
			t.Errorf("%s: %+v (%v)", c.name, p, err)
		}
		if p == nil {
			continue
		}
		says := p.Say("EUR")
		for _, want := range []string{"of 20 runs", "EUR", "account_deals, here 50 %"} {
			if !strings.Contains(says, want) {
				t.Errorf("%q does not say %q", says, want)
			}
		}
	}
}

// The sentence follows the numbers: who pays, who gains, and why it matters.
func TestPriceInWords(t *testing.T) {
	change := func(metric, window string, mean, low, high float64) Change {
		return Change{Outcome{metric, window}, 10e6, Difference{N: 60, Mean: mean, SD: 1, CILow: low, CIHigh: high}}
	}
	price := func(vendor, low, high float64, turns *BreakEven) *Price {
		return &Price{Runs: 60, Weeks: 260, Spirals: 59, Turns: turns, Changes: []Change{
			change("partner_profit", "1:208", -3e6, -3.1e6, -2.9e6), change("partners_left", "1:208", 39, 38, 40),
			change("revenue_total", "1:208", -9e6, -1e7, -8e6), change(sim.VendorProfit, "1:208", vendor, low, high),
			change("partner_profit", "1:260", -4e6, -4.1e6, -3.9e6), change("partners_left", "1:260", 48, 47, 49),
			change("revenue_total", "1:260", -9e6, -1e7, -8e6), change(sim.VendorProfit, "1:260", vendor, low, high),
			change("revenue_total", "209:260", -2e6, -3e6, -1e6)}}
	}
	stays := func(p *Price) *Price { // the spiral is not the review's doing
		p.Closed = 58
		return p
	}
	decade := func(p *Price) *Price { // simulated for longer than five years
		p.Weeks = 520
		return p
	}
	open := &BreakEven{Share: 0.46, Low: 0.42, High: 0.5, Stated: 0.5, Each: 400e3}
	for _, c := range []struct {
		p         *Price
		want, not []string
	}{
		{price(-2e6, -3e6, -1e6, open), []string{"With a closed-loop review none of 60 runs spirals within five years, as it stands 59 do", "3.0 million less profit over the 208 weeks", "39 more", "five years it is 4.0 million and 48", "The vendor loses 2.0 million by it over five years", "less than 46 %", "184 thousand of revenue a rep"}, []string{"all the same", "gains 2"}},
		{price(2e6, 1e6, 3e6, open), []string{"The vendor gains 2.0 million by it over five years", "It should care all the same", "2.0 million a year lower (20 %)"}, []string{"loses 2"}},
		{price(1e3, -1e6, 1e6, open), []string{"gains or loses cannot be told: -1.0 million to 1.0 million over five years", "It should care all the same"}, nil},
		{price(2e6, 1e6, 3e6, &BreakEven{Share: 1.4, Low: 1, High: 0}), []string{"whatever its reps' time is worth"}, []string{"less than"}},
		{price(-2e6, -3e6, -1e6, &BreakEven{Share: -0.4, Low: 1, High: 0}), []string{"even if its reps' time were worth nothing"}, []string{"less than"}},
		{price(-2e6, -3e6, -1e6, nil), []string{"loses"}, []string{"hinges"}},
		{decade(price(-2e6, -3e6, -1e6, open)), []string{"none of 60 runs spirals within the 520 weeks, as it stands 59 do", "loses 2.0 million by it over five years"}, []string{"within five"}},
		{stays(price(2e6, 1e6, 3e6, open)), []string{"does not keep the spiral away: with it 58 of 60 runs spiral within five years, as it stands 59 do", "Partners gain by it all the same: without it they make 3.0 million less",
			"The vendor gains 2.0 million without such a review", "it gains without it where less than 46 %"}, []string{"by the spiral", "pay for that"}},
	} {
		says := c.p.Say("")
		for _, want := range c.want {
			if !strings.Contains(says, want) {
				t.Errorf("%q does not say %q", says, want)
			}
		}
		for _, not := range c.not {
			if strings.Contains(says, not) {
				t.Errorf("%q says %q", says, not)
			}
		}
	}
}
