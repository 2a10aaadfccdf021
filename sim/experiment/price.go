package experiment

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"channelsim/scenarios"
	"channelsim/sim"
)

// Price says who pays for a death spiral: what a scenario brings less what it brings, from the same start
// and with the same chance, where every vendor's review compares like leads and counts every win (closed loop).
type Price struct {
	Runs    int // pairs of runs
	Weeks   int // their horizon
	Spirals int // of Runs, those that spiral as it stands
	Closed  int // and with a closed loop
	Changes []Change
	Turns   *BreakEven // nil where the spiral moves nothing of what account work brings: no reps, or none that are moved
}

// Change is what a Price has different in one outcome over some weeks.
type Change struct {
	Outcome    Outcome // its window says which weeks
	Level      float64 // mean with a closed loop
	Difference Difference
}

// BreakEven is the value of reps' time at which the vendor neither gains nor loses by the spiral. What reps do not
// spend on leads goes into accounts; it is worth what it brings that would not have come without it.
type BreakEven struct {
	Share     float64 // direct.account_deals at which the vendor's profit is the same, below 0 or above 1 where it never is
	Low, High float64 // values within 0..1 between which chance leaves it open
	Stated    float64 // the scenario's
	Each      float64 // what account work brings with a closed loop if all of it counts, money a rep and year
}

// A price is reckoned where spirals are no rarity, over enough runs to tell, and no more of them than it takes.
const (
	mostPriceRuns = 60
	fiveYears     = 5 * yearWeeks
	yearWeeks     = 52
)

const closedLoop = "closed-loop"

// PriceOf reckons the price of the spirals of a finished run; nil where there is none to reckon: hardly any
// spirals, too few runs, no review that could be another.
func PriceOf(ctx context.Context, a *Answer, o Options) (*Price, error) {
	s := a.SurvivalOf(0)
	if s == nil || a.Interrupted || s.Runs < FewRuns || float64(s.Spirals) < seldomSpirals*float64(s.Runs) {
		return nil, nil
	}
	p, err := newPricing(a.Design.Points[0].Scenario, s.Runs, a.Design.Seed)
	if p == nil || err != nil {
		return nil, err
	}
	answer, err := Run(ctx, p.design, o)
	if err != nil || answer.Interrupted {
		return nil, err
	}
	return p.price(answer), nil
}

// pricing is the experiment: the scenario as it stands, and with a closed loop, both with all that account work
// brings in the books. How much of it counts changes no decision, so that any share of it can be reckoned afterwards.
type pricing struct {
	design   Design
	scenario *scenarios.Scenario // effective
	spans    []sim.Window        // the run's weeks, five years, and the last year of all
}

func newPricing(s *scenarios.Scenario, runs int, seed uint64) (*pricing, error) {
	if !slices.ContainsFunc(s.Vendors, func(v scenarios.Vendor) bool {
		return v.Review != closedLoop && v.Reps > 0 && slices.Contains(scenarios.Reserving, v.Policy)
	}) {
		return nil, nil
	}
	weeks := max(s.Run.Weeks, fiveYears)
	p := &pricing{scenario: s.Effective(), spans: []sim.Window{spanOf(1, s.Run.Weeks)}}
	if s.Run.Weeks != fiveYears {
		p.spans = append(p.spans, spanOf(1, fiveYears))
	}
	p.spans = append(p.spans, spanOf(weeks-yearWeeks+1, weeks))
	asItIs := s.Clone()
	asItIs.Expect, asItIs.Run.Weeks = nil, weeks
	if err := asItIs.SetAll(set("direct.account_deals", 1.0, "mechanisms.account_work", true)...); err != nil {
		return nil, err
	}
	closed := asItIs.Clone()
	if err := closed.SetAll(set(keyReview, closedLoop, "mechanisms.review", true)...); err != nil {
		return nil, err
	}
	closed.Shocks = slices.DeleteFunc(closed.Shocks, func(shock scenarios.Shock) bool { return strings.HasSuffix(shock.Key, ".review") })
	if err := errors.Join(asItIs.Validate(), closed.Validate()); err != nil {
		return nil, err
	}
	p.design = Design{Points: []Point{{Scenario: asItIs}, {Index: 1, Scenario: closed}}, Runs: min(runs, mostPriceRuns), Seed: seed, Windows: p.spans,
		Outcomes: []Outcome{{sim.Spiral, "all"}}, NoWeeks: true}
	for i := range s.Vendors {
		p.design.Vendors = append(p.design.Vendors, s.Vendors[i].Name)
	}
	for _, span := range p.spans {
		for _, metric := range append([]string{accountRevenue}, priced...) {
			p.design.Outcomes = append(p.design.Outcomes, Outcome{metric, span.Name})
		}
	}
	return p, nil
}

func spanOf(first, last int) sim.Window {
	return sim.Window{Name: fmt.Sprintf("%d:%d", first, last), First: first, Last: last}
}

const accountRevenue = "revenue_accounts"

// priced are the outcomes of a price.
var priced = []string{"partner_profit", "partners_left", "revenue_total", sim.VendorProfit}

// price reads the price off the answer.
func (p *pricing) price(a *Answer) *Price {
	out := &Price{Runs: a.Design.Runs, Weeks: a.weeks(), Spirals: a.SurvivalOf(0).Spirals, Closed: a.SurvivalOf(1).Spirals}
	stated := p.scenario.Direct.AccountDeals
	for i, span := range p.spans {
		metrics := priced
		if i == len(p.spans)-1 {
			metrics = []string{"revenue_total"} // of the last year
		}
		for _, metric := range metrics {
			o := Outcome{metric, span.Name}
			closed := p.values(a, 1, o, stated)
			out.Changes = append(out.Changes, Change{o, average(closed), pairedDifference(p.values(a, 0, o, stated), closed)})
		}
	}
	out.Turns = p.turn(a, stated)
	return out
}

// values are an outcome by replication if so large a share of what account work brings counts.
func (p *pricing) values(a *Answer, point int, o Outcome, share float64) []float64 {
	values := slices.Clone(a.Replicated(point, o))
	if o.Metric != "revenue_total" && o.Metric != sim.VendorProfit {
		return values
	}
	for i := range p.scenario.Vendors {
		v := &p.scenario.Vendors[i]
		kept := 1.0
		if o.Metric == sim.VendorProfit {
			kept = v.GrossMargin
			if p.scenario.Direct.CommissionPaid {
				kept -= p.scenario.Direct.Commission
			}
		}
		for r, revenue := range a.ReplicatedOf(point, v.Name, Outcome{accountRevenue, o.Window}) {
			values[r] -= float64((1 - share) * kept * revenue)
		}
	}
	return values
}

// turn finds the share of account work at which the vendor's profit over all weeks turns. The difference is a
// straight line in that share, run by run.
func (p *pricing) turn(a *Answer, stated float64) *BreakEven {
	whole := p.spans[len(p.spans)-2]
	o := Outcome{sim.VendorProfit, whole.Name}
	at := func(share float64) Difference {
		return pairedDifference(p.values(a, 0, o, share), p.values(a, 1, o, share))
	}
	none, all := at(0), at(1)
	if none.Mean == all.Mean {
		return nil
	}
	t := &BreakEven{Share: none.Mean / (none.Mean - all.Mean), Low: 1, High: 0, Stated: stated}
	if t.Share >= 0 && t.Share <= 1 {
		t.Low, t.High = t.Share, t.Share
	}
	const steps = 200
	for k := range steps + 1 {
		share := float64(k) / steps
		if d := at(share); d.CILow <= 0 && d.CIHigh >= 0 {
			t.Low, t.High = math.Min(t.Low, share), math.Max(t.High, share)
		}
	}
	reps := 0
	for i := range p.scenario.Vendors {
		reps += p.scenario.Vendors[i].Reps
	}
	t.Each = average(a.Replicated(1, Outcome{accountRevenue, whole.Name})) / float64(reps) / (float64(whole.Last-whole.First+1) / yearWeeks)
	return t
}
