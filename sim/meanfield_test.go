package sim

import (
	"fmt"
	"math"
	"testing"

	"channelsim/agents"
	"channelsim/scenarios"
)

// The well-mixed configuration: one partner stands for a hundred that share all
// they know. It has all the hours it wants, every project is free, leads do not
// age, trust is frozen, and the next best use of an hour is worth the same for
// ever. Then the model's own rules have a mean field (MODEL.md, section 7.18).
const (
	mixed    = 100    // partners that the one stands for
	nextBest = 0.0387 // worth of the next best use of an hour, per worth of a deal
	realPer  = 0.96   // leads with a project behind them per partner and week
	memory   = 0.985
	reported = 0.6
)

func wellMixed(t *testing.T, review string, noise, share float64) *scenarios.Scenario {
	// hunting brings nothing (no skill) but is believed to be worth nextBest; the
	// outside line is worth nothing, and gets the logit's share of that
	worth := nextBest * (1 + math.Exp(-6.6))
	yield := worth / (1 - 8*worth)
	volume := (realPer + noise) * mixed
	settings := map[string]any{
		"partners.count": 1, "partners.peers": 0, "partners.hours": 100_000, "partners.hours_sigma": 0,
		"partners.hours_setup": 0, "partners.hours_review": 0, "partners.belief_weight": 40 * mixed, "partners.belief_floor": 6 * mixed,
		"partners.hunting_rate": 2 * yield, "partners.yield_learning": 0, "partners.skill_min": 0, "partners.skill_max": 0,
		"partners.skill_gain": 0, "partners.aspiration": 0, "partners.outside_rate": 0, "partners.outside_open": 0,
		"partners.report_base": reported, "partners.report_floor": 1, "partners.report_trust": 0,
		"partners.closing_sigma": 0, "direct.closing_sigma": 0, "direct.account_yield": 0, "direct.hours": 168,
		"market.fit_own": 1, "market.fit_other": 1, "market.readiness": 0, "market.requeue": 0, "market.projects_per_week": 2000,
		"mechanisms.trust": false, "mechanisms.ageing": false, "mechanisms.busy_spells": false, "mechanisms.exit": false,
		"mechanisms.customers": false, "mechanisms.registration": false, "mechanisms.asking": false, "mechanisms.perception": false,
		"vendors.acme.queue_limit": 100_000, "vendors.acme.lead_quality": realPer / (realPer + noise), "vendors.acme.lead_volume": volume,
		"vendors.acme.review": review, "vendors.acme.ab_reserved": share, "run.weeks": 468,
	}
	s := asModel3(t, "baseline")
	for _, p := range scenarios.Params() { // in the order of the table
		for _, key := range []string{p.Key(), "vendors.acme." + p.Name} {
			if value, ok := settings[key]; ok && (p.Key() == key || p.Section == "vendors") {
				if err := s.Set(key, fmt.Sprint(value)); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	return s
}

// meanField iterates the mean field from the start and returns follow-up and
// share at the end.
func meanField(v *agents.Vendor, review string, share float64, years int) (followUp, s float64) {
	followUp, _, _, s = quarters(v, review, 20*0.25, 20*0.75, share, 4*years)
	return followUp, s
}

// quarters iterates the mean field: beliefs week by week, the share by quarter.
func quarters(v *agents.Vendor, review string, a, b, s float64, n int) (followUp, a1, b1, s1 float64) {
	volume := v.LeadVolume / mixed
	ab := volume * v.Scorer.ABShare()
	rest := volume - ab
	realAB, realRest := v.Scorer.RealShareOf(agents.AB), v.Scorer.RealShareOf(agents.Rest)
	for range n {
		var q float64
		for range quarterWeeks {
			leads := rest + s*ab
			q = 0.7 * (rest*realRest + s*ab*realAB) / leads
			p := a / (a + b)
			followUp = 1 / (1 + math.Exp(-5*(p/(4.5+8*p)/nextBest-1)))
			a = memory*a + followUp*leads*q
			b = memory*b + followUp*leads*(1-q)
			if a+b < 6 {
				a, b = 6*a/(a+b), 6*b/(a+b)
			}
		}
		x, reviewed := map[string]float64{
			"naive":          followUp * q * reported / (0.7 * realAB),
			"grade-adjusted": followUp * reported,
			"closed-loop":    followUp,
		}[review]
		if reviewed {
			s = min(max(s+0.5*(min(x/0.3, 2)-1), 0.05), 0.9)
		}
	}
	return followUp, a, b, s
}

func TestWellMixedFollowsItsMeanField(t *testing.T) {
	long(t)
	for _, c := range []struct {
		review string
		noise  float64
		branch string
	}{
		{"naive", 0.4, "healthy"}, {"naive", 1.2, "collapsed"},
		{"grade-adjusted", 1, "healthy"}, {"grade-adjusted", 2.5, "collapsed"},
		{"closed-loop", 1.6, "healthy"}, {"closed-loop", 3.5, "collapsed"},
		{"none", 1, "healthy"},
	} {
		w := world(t, wellMixed(t, c.review, c.noise, 0.6), Options{Windows: []Window{{"end", 417, 468}}})
		rec := rerun(t, w, 1, 0)
		read := func(metric string) float64 { return rec.Values[w.Layout().Value(0, 0, MetricIndex(metric))] }
		f, s := meanField(&w.rules.Vendors[0], c.review, 0.6, 9)
		if (s > 0.5) != (c.branch == "healthy") {
			t.Errorf("%s at noise %v: the mean field ends at an A/B share of %.3f, want the %s branch", c.review, c.noise, s, c.branch)
		}
		if got := read(FollowUp); math.Abs(got-f) > 0.03 {
			t.Errorf("%s at noise %v: follow-up %.3f, mean field %.3f", c.review, c.noise, got, f)
		}
		if got := read("ab_share_to_partners"); math.Abs(got-s) > 0.04 {
			t.Errorf("%s at noise %v: A/B share %.3f, mean field %.3f", c.review, c.noise, got, s)
		}
	}
}

// With what it learned the mean field has two branches: between two levels of
// noise a healthy programme stays healthy and a collapsed one stays collapsed.
// Better reports move both, and the trap with them, to worse leads.
func TestMeanFieldHasATrap(t *testing.T) {
	ends := func(review string) (healthy, collapsed float64) {
		a, b, s := 20*0.25, 20*0.75, 0.6
		settle := func(noise float64) float64 {
			mixed := wellMixed(t, review, noise, 0.6).Effective()
			v := &agents.NewRules(mixed, agents.Unsold(&mixed.Market)).Vendors[0]
			_, a, b, s = quarters(v, review, a, b, s, 80)
			return s
		}
		for noise := 0.2; noise < 3; noise += 0.05 { // up, from a healthy programme
			if settle(noise) > 0.5 {
				healthy = noise
			}
		}
		for noise := 3.0; noise > 0.2; noise -= 0.05 { // and down, from a collapsed one
			if settle(noise) < 0.5 {
				collapsed = noise
			}
		}
		return healthy, collapsed
	}
	last := [2]float64{}
	for _, c := range []struct {
		review             string
		healthy, collapsed float64
	}{{"naive", 0.75, 0.55}, {"grade-adjusted", 1.6, 1.15}, {"closed-loop", 2.4, 1.65}} {
		h, d := ends(c.review)
		t.Logf("%s: healthy up to noise %.2f, collapsed down to %.2f", c.review, h, d)
		if math.Abs(h-c.healthy) > 0.11 || math.Abs(d-c.collapsed) > 0.11 {
			t.Errorf("%s: branches end at noise %.2f and %.2f, want about %v and %v", c.review, h, d, c.healthy, c.collapsed)
		}
		if d >= h || h <= last[0] || d <= last[1] {
			t.Errorf("%s: no trap between %.2f and %.2f, or no better than the report before", c.review, d, h)
		}
		last = [2]float64{h, d}
	}
}
