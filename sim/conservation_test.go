package sim

import (
	"fmt"
	"math"
	"testing"

	"channelsim/agents"
	"channelsim/scenarios"

	"pgregory.net/rapid"
)

// TestConservation runs random scenarios and checks, week by week, that leads,
// projects, hours and money are where they can be and nowhere else.
func TestConservation(t *testing.T) {
	long(t)
	rapid.Check(t, func(t *rapid.T) {
		s := randomScenario(t)
		w, err := New(s, Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer w.Close()
		w.Reset(rapid.Uint64().Draw(t, "seed"), 0)
		b := newBooks(w)
		for range w.weekly {
			b.before(w)
			w.Step()
			if err := b.check(w); err != nil {
				t.Fatalf("week %d: %v", w.week, err)
			}
		}
	})
}

// randomScenario draws a small world in which much happens.
func randomScenario(t *rapid.T) *scenarios.Scenario {
	s, err := scenarios.Load(rapid.SampledFrom([]string{"classroom", "rival-calls", "recovery"}).Draw(t, "base"))
	if err != nil {
		t.Fatal(err)
	}
	s.Expect, s.Shocks = nil, nil
	vary := map[string]*rapid.Generator[float64]{
		"partners.count":           rapid.Map(rapid.IntRange(7, 60), toFloat),
		"vendors.*.reps":           rapid.Map(rapid.IntRange(0, 12), toFloat),
		"market.projects_per_week": rapid.Float64Range(20, 150),
		"market.mean_life":         rapid.Float64Range(4, 40),
		"market.cycle_weeks":       rapid.Float64Range(1, 15),
		"market.requeue":           rapid.Float64Range(0, 1),
		"vendors.*.lead_volume":    rapid.Float64Range(0, 40),
		"vendors.*.gate":           rapid.Float64Range(0, 1),
		"vendors.*.ab_reserved":    rapid.Float64Range(0, 1),
		"partners.hours":           rapid.Float64Range(1, 80),
		"partners.hours_sigma":     rapid.Float64Range(0, 1.8),
		"partners.lead_life":       rapid.Map(rapid.IntRange(1, 6), toFloat),
		"partners.cash_max":        rapid.Float64Range(33, 40),
		"partners.cash_min":        rapid.Float64Range(0, 33),
		"partners.attention_floor": rapid.Float64Range(0, 2),
		"partners.leave_after":     rapid.Map(rapid.IntRange(0, 30), toFloat),
		"partners.rejoin_after":    rapid.Map(rapid.IntRange(0, 10), toFloat),
		"partners.refill_weeks":    rapid.Map(rapid.IntRange(1, 10), toFloat),
		"partners.busy_start":      rapid.Float64Range(0, 0.5),

		"market.customer_share":         rapid.Float64Range(0, 1),
		"market.customer_ease":          rapid.Float64Range(1, 4),
		"vendors.*.recall_after":        rapid.Map(rapid.IntRange(1, 4), toFloat),
		"vendors.*.recall_most":         rapid.Map(rapid.IntRange(0, 3), toFloat),
		"vendors.*.weekly_cap":          rapid.Map(rapid.IntRange(0, 3), toFloat),
		"vendors.*.exploration":         rapid.Float64Range(0, 1),
		"vendors.*.funds":               rapid.Float64Range(0, 400),
		"vendors.*.funds_life":          rapid.Map(rapid.IntRange(1, 13), toFloat),
		"vendors.*.referrals":           rapid.Float64Range(0, 0.5),
		"vendors.*.registration_broken": rapid.Float64Range(0, 1),
		"vendors.*.protection_weeks":    rapid.Map(rapid.IntRange(1, 30), toFloat),
		"vendors.*.laggard_from":        rapid.Map(rapid.IntRange(1, 4), toFloat),
		"vendors.*.laggard_share":       rapid.Float64Range(0, 1),
		"vendors.*.budget_gain":         rapid.Float64Range(0, 0.5),
		"partners.ask_rate":             rapid.Float64Range(0, 1),

		"market.known_share":      rapid.Float64Range(0, 1),
		"vendors.*.score_ready":   rapid.Float64Range(0, 1),
		"partners.hunting_sigma":  rapid.Float64Range(0, 1.5),
		"partners.hunt_collision": rapid.Float64Range(0, 1),
		"partners.broken_claims":  rapid.Float64Range(0, 1),
		"partners.hearsay":        rapid.Float64Range(0, 1),
		"partners.leave_rate":     rapid.Float64Range(0, 0.2),
		"partners.leave_trust":    rapid.Float64Range(0, 1),
		"partners.entry_power":    rapid.Float64Range(0, 10),
		"partners.week_part":      rapid.Float64Range(0, 1),
		"direct.account_deals":    rapid.Float64Range(0, 1),
		"direct.account_base":     rapid.Float64Range(0, 0.5),
	}
	for _, p := range scenarios.Params() {
		if g, ok := vary[p.Key()]; ok {
			set(t, s, p.Key(), g.Draw(t, p.Key()))
		}
	}
	set(t, s, "policy", rapid.SampledFrom(agents.PolicyNames()).Draw(t, "policy"))
	set(t, s, "vendors.*.review", rapid.SampledFrom(scenarios.Reviews).Draw(t, "review"))
	set(t, s, "vendors.*.recall", rapid.SampledFrom(scenarios.Recalls).Draw(t, "recall"))
	set(t, s, "vendors.*.laggards", rapid.SampledFrom(scenarios.LaggardRules).Draw(t, "laggards"))
	set(t, s, "vendors.*.shared_outcomes", rapid.Bool().Draw(t, "shared_outcomes"))
	set(t, s, "run.weeks", rapid.IntRange(20, 60).Draw(t, "weeks"))
	set(t, s, "run.warm_up", rapid.IntRange(0, 5).Draw(t, "warm_up"))
	set(t, s, "run.settle", rapid.SampledFrom([]int{0, 0, 5, 17}).Draw(t, "settle"))
	set(t, s, "partners.work_order", rapid.SampledFrom([]string{"freshest", "oldest"}).Draw(t, "work_order"))
	set(t, s, "direct.commission_paid", rapid.Bool().Draw(t, "commission_paid"))
	return s
}

func toFloat(n int) float64 { return float64(n) }

func set(t *rapid.T, s *scenarios.Scenario, key string, value any) {
	if err := s.Set(key, fmt.Sprint(value)); err != nil {
		t.Fatal(err)
	}
}

// books follow what should be conserved.
type books struct {
	born     float64 // projects so far
	again    float64 // leads that came back to be routed again, or came from account managers
	leads    [agents.Routes]float64
	generate float64
	cash     []float64
	entity   []uint64
}

func newBooks(w *World) *books {
	open, _ := w.projects.count()
	return &books{born: float64(open), cash: make([]float64, w.partners), entity: make([]uint64, w.partners)}
}

func (b *books) before(w *World) {
	b.again += float64(len(w.returned)) // given back, or still in the pool
	for h := range w.partners {
		b.cash[h], b.entity[h] = w.sellers[h].Cash, w.sellers[h].Entity
	}
}

func (b *books) check(w *World) error {
	for _, c := range []func(*World) error{b.leadsAdd, b.projectsAdd, opportunitiesMatch, hoursFit, b.moneyAdds} {
		if err := c(w); err != nil {
			return err
		}
	}
	return nil
}

// leadsAdd: every lead generated is routed or unplaced, and every lead routed is
// worked, expired, returned, or still with its holder.
func (b *books) leadsAdd(w *World) error {
	market := &w.weekly[w.week-1][len(w.desks)]
	pooled := float64(len(w.returned)) - market[returnedAgain]
	b.generate += market[leadsGenerated] + market[leadsReferred] + market[recallsRouted] -
		market[leadsToDirect] - market[leadsToPartners] - market[leadsUnplaced] - market[leadsWithheld] - pooled
	if b.generate+b.again != 0 {
		return fmt.Errorf("%v leads generated or returned are neither routed nor unplaced", b.generate+b.again)
	}
	b.leads[agents.Direct] += market[leadsToDirect] - market[workedDirect] - market[expiredDirect]
	b.leads[agents.Channel] += market[leadsToPartners] - market[workedPartner] - market[expiredPartner] - market[returnedLeads] - market[recallsRouted]
	var held [agents.Routes]float64
	pending := make([]int32, len(w.sellers))
	for ago, batch := range w.recentBatches {
		for h := range w.sellers {
			for _, l := range batch.of(h) {
				waits := l.Status == agents.Unread || l.Status == agents.Opened
				if waits {
					pending[h]++
				}
				if ago < len(w.recentBatches)-1 && (waits || l.Status == agents.Drawer) {
					held[w.routeOf(int32(h))]++
				}
			}
		}
	}
	if held != b.leads {
		return fmt.Errorf("leads held %v, received less worked, expired and returned %v", held, b.leads)
	}
	for h, n := range pending {
		if w.sellers[h].Pending != n {
			return fmt.Errorf("seller %d has %d leads pending, says %d", h, n, w.sellers[h].Pending)
		}
	}
	return nil
}

// projectsAdd: every project is in the diary once, the counts are right, and a
// pursued project is pursued by exactly one open opportunity of its owner.
func (b *books) projectsAdd(w *World) error {
	p := &w.projects
	b.born += w.weekly[w.week-1][len(w.desks)][projectsArrived]
	seen := make([]int, len(p.slots))
	free := 0
	for i := range p.wards {
		d := &p.wards[i].diary
		free += len(p.wards[i].free)
		for week, at := range d.first {
			for ; at != noPage; at = d.pages[at].next {
				for _, e := range d.entries(at) {
					if p.at(e.slot, e.id) == vacant {
						continue
					}
					seen[e.slot]++
					if week < w.week || p.ward(e.id) != &p.wards[i] {
						return fmt.Errorf("project %d stands under week %d of ward %d", e.slot, week, i)
					}
				}
			}
		}
	}
	pursuers := make([]int, len(p.slots))
	for i := range w.blocks {
		for h := w.blocks[i].first; h < w.blocks[i].last; h++ {
			for _, o := range w.blocks[i].of(h) {
				if o.source() == fromOutside {
					continue
				}
				pursuers[o.project]++
				if p.slots[o.project].owner != int32(h) {
					return fmt.Errorf("seller %d pursues project %d of %d", h, o.project, p.slots[o.project].owner)
				}
			}
		}
	}
	open, idle := 0, 0
	for slot := range p.slots {
		owner := p.slots[slot].owner
		want := [2]int{1, 1}
		if seen[slot] == 0 && w.due(int32(slot), w.week) >= len(p.wards[0].diary.first) {
			want[0] = 0 // nothing will happen to it within the run
		}
		switch owner {
		case vacant:
			want = [2]int{0, 0}
		case unclaimed:
			want[1] = 0
			idle++
		}
		if owner != vacant {
			open++
		}
		if got := [2]int{seen[slot], pursuers[slot]}; got != want {
			return fmt.Errorf("project %d of owner %d: in the diary and pursued %v times, want %v", slot, owner, got, want)
		}
	}
	if o, i := p.count(); open != o || idle != i || open+free != len(p.slots) {
		return fmt.Errorf("%d open, %d unclaimed; counted as %d, %d of %d slots, %d free", open, idle, o, i, len(p.slots), free)
	}
	if float64(open) > b.born {
		return fmt.Errorf("%d projects open, %v born", open, b.born)
	}
	return nil
}

// opportunitiesMatch: lines and sellers know how many opportunities they have.
func opportunitiesMatch(w *World) error {
	for i := range w.blocks {
		blk := &w.blocks[i]
		for h := blk.first; h < blk.last; h++ {
			n := make([]int32, len(w.desks)+1)
			for _, o := range blk.of(h) {
				n[o.vendor]++
			}
			for v := range w.desks {
				if blk.rep && w.sellers[h].Vendor != int32(v) {
					continue
				}
				if l := w.line(h, v); l.Open != n[v] {
					return fmt.Errorf("seller %d has %d opportunities with vendor %d, says %d", h, n[v], v, l.Open)
				}
			}
			if w.sellers[h].Outside != n[len(w.desks)] {
				return fmt.Errorf("seller %d has %d outside opportunities, says %d", h, n[len(w.desks)], w.sellers[h].Outside)
			}
		}
	}
	return nil
}

// hoursFit: nobody spends more hours than it has, or less than none.
func hoursFit(w *World) error {
	for h := range w.sellers {
		s := &w.sellers[h]
		week := s.Week
		if least := min(week.Served, week.Leads, week.Hunted, week.Outside); least < 0 || week.Spent() > s.Hours*(1+1e-12) {
			return fmt.Errorf("seller %d spends %+v of %v hours", h, week, s.Hours)
		}
	}
	return nil
}

// moneyAdds: a partner's cash moves by what it earns and costs, unless it is
// capped, and what the market books is what sellers earned.
func (b *books) moneyAdds(w *World) error {
	income := 0.0
	for h := range w.partners {
		s := &w.sellers[h]
		if s.Entity != b.entity[h] || !s.Active {
			continue
		}
		income += s.Week.Income
		want := math.Min(b.cash[h]+s.Week.Income-s.Cost, w.rules.CashCap*s.Cost)
		if w.week <= w.scenario.Run.Settle {
			want = b.cash[h] // money does not move while the market settles
		}
		if math.Abs(s.Cash-want) > 1e-9*(math.Abs(want)+s.Cost) {
			return fmt.Errorf("partner %d has cash %v, want %v", h, s.Cash, want)
		}
	}
	now := w.weekly[w.week-1]
	whole := now[len(w.desks)][partnersFailed] == 0 // whoever failed this week earned something, too
	if got := now[len(w.desks)][partnerIncome]; whole && math.Abs(got-income) > 1e-9*(math.Abs(income)+1) {
		return fmt.Errorf("partners' income booked as %v, earned %v", got, income)
	}
	for v := range w.desks {
		r, t := &w.rules.Vendors[v], &now[v]
		want := r.GrossMargin*(t[revenueDirect]+t[revenueAccounts]) + (r.GrossMargin-r.PartnerMargin)*(t[revenueLeads]+t[revenueHunted]+t[revenueCampaigns]) -
			r.ProtectMargin*t[revenueRegistered]
		if math.Abs(t[grossProfit]-want) > 1e-9*math.Abs(want) {
			return fmt.Errorf("gross profit of vendor %d is %v, want %v", v, t[grossProfit], want)
		}
		revenue := t[revenueDirect] + t[revenueAccounts] + t[revenueLeads] + t[revenueHunted] + t[revenueCampaigns]
		costs := t[costMarketing] + t[costReps] + t[costFunds] + t[costSupport]
		if profit := t[grossProfit] - t[costTotal]; math.Abs(revenue-t[costGoods]-t[costMargin]-costs-profit) > 1e-9*(revenue+costs+1) {
			return fmt.Errorf("vendor %d: revenue %v less its costs by part is not its profit %v", v, revenue, profit)
		}
	}
	return nil
}

// Partners' income is their margin on what they sold, to the last cent.
func TestPartnersEarnTheirMargin(t *testing.T) {
	s := load(t, "classroom", "outside_worth", "0", "weeks", "60", "mechanisms.exit", "false")
	w := world(t, s, Options{})
	rerun(t, w, 1, 0)
	var sum Tally
	for i := range w.weekly {
		sum.add(&w.weekly[i][1])
	}
	want := 0.2*(sum[revenueLeads]+sum[revenueHunted]) + 0.05*sum[revenueRegistered]
	if want == 0 || math.Abs(sum[partnerIncome]-want) > 1e-9*want {
		t.Errorf("partners earned %v, want %v", sum[partnerIncome], want)
	}
}
