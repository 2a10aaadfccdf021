package sim

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"channelsim/agents"
	"channelsim/scenarios"
)

// Books reads a vendor's quarters off a world: what its report said, what was
// so, and what it decided.
type Books struct {
	w      *World
	vendor int
	share  float64 // of A/B leads reserved for the channel, after the last week
}

// Quarter is a vendor's quarter. Undefined numbers are NaN.
type Quarter struct {
	Number int // of the simulated weeks, from 1
	Week   int // recorded week with which it ended

	LeadsToReps, LeadsToPartners   int
	GoodToReps, GoodToPartners     int // of these, A and B leads
	WorkedByReps, WorkedByPartners int
	Opportunities                  int // of partners, from leads
	Won                            int // by partners, from leads
	Reported                       int // of these, wins that they reported
	WonByReps, WonByHunting        int
	Revenue, Profit                float64 // money; of all routes
	GoodInYear                     int     // A and B leads to partners in the four quarters up to its end
	Members                        int     // partners that carry the line at its end
	Left, Failed, Joined           int     // partners
	Trust, Belief                  float64 // means over members at its end

	Review     string  // how the vendor measures: naive, grade-adjusted, closed-loop or none
	SaysWins   float64 // partners' wins per lead in its report, over the last four quarters
	SaysDirect float64 // its own team's
	Says       float64 // what its review makes of that: partners' wins per lead relative to its team's
	IsWins     float64 // partners' wins per lead with those that nobody reported
	Is         float64 // the same as Says, grade by grade and with every win counted
	IsFrom     int     // partners' reported wins that Is rests on: with few it says little
	Target     float64 // of Says; above it the partners' share rises

	Reserves           bool    // whether the policy heeds a reserved share
	ShareBefore, Share float64 // of A/B leads reserved for partners, before and after the review
	Laggards           int     // partners named as laggards at its end
	LaggardRule        string  // what is done about them: reassign or help
}

// Books opens a vendor's books. It is called after Reset, and Quarter after each Step.
func (w *World) Books(vendor string) (*Books, error) {
	for v := range w.desks {
		if w.scenario.Vendors[v].Name == vendor {
			return &Books{w, v, w.reserved[v]}, nil
		}
	}
	return nil, fmt.Errorf("vendor %s: no such vendor", vendor)
}

// Quarter returns the quarter that ended with the week just stepped; ok is false
// in other weeks.
func (b *Books) Quarter() (q Quarter, ok bool) {
	w, v := b.w, b.vendor
	before := b.share
	if w.restated(v) {
		before = w.rules.Vendors[v].ABReserved
	}
	b.share = w.reserved[v]
	if since := w.since(w.week); since <= 0 || since%quarterWeeks != 0 {
		return Quarter{}, false
	}
	r := &w.rules.Vendors[v]
	quarter, year := w.tallyOf(v, quarterWeeks), w.tallyOf(v, 4*quarterWeeks)
	q = Quarter{Number: w.since(w.week) / quarterWeeks, Week: w.week - w.scenario.Run.Before(), Review: r.Review, Target: r.ReviewTarget,
		Reserves: slices.Contains(scenarios.Reserving, r.Vendor.Policy), ShareBefore: before, Share: b.share,
		Members: len(w.desks[v].Members), LaggardRule: r.Laggards}
	for _, h := range w.desks[v].Members {
		if r.Laggards != "leave" && w.standingOf(v, int(h)).Laggard {
			q.Laggards++
		}
	}
	q.count(&quarter)
	last := &w.weekly[w.week-1][v]
	q.Trust, q.Belief = last[trustSum]/last[linesCounted], last[beliefSum]/last[linesCounted]
	q.measure(r, &year)
	return q, true
}

// tallyOf sums up a vendor's last weeks, as far as they have happened since the market settled.
func (w *World) tallyOf(v, weeks int) (t Tally) {
	for i := max(w.scenario.Run.Settle, w.week-weeks); i < w.week; i++ {
		t.add(&w.weekly[i][v])
	}
	return t
}

// restated reports whether a shock set the reserved share in the week just stepped.
func (w *World) restated(v int) bool {
	return w.struck(v, func(s *scenarios.Shock) bool { return strings.HasSuffix(s.Key, "ab_reserved") })
}

// struck reports whether a shock of this kind struck a vendor in the week just stepped.
func (w *World) struck(v int, kind func(*scenarios.Shock) bool) bool {
	return slices.ContainsFunc(w.scenario.Shocks, func(s scenarios.Shock) bool {
		return s.Week == w.week-w.scenario.Run.Before() && s.Concerns(w.scenario.Vendors[v].Name) && kind(&s)
	})
}

func (q *Quarter) count(t *Tally) {
	n := func(c counter) int { return int(t[c]) }
	q.LeadsToReps, q.LeadsToPartners = n(leadsReachedDirect), n(leadsReachedPartners)
	q.GoodToReps, q.GoodToPartners = n(abReachedDirect), n(abReachedPartners)
	q.WorkedByReps, q.WorkedByPartners = n(workedDirect), n(workedPartner)
	q.Opportunities, q.Won, q.Reported = n(opportunityLead), n(wonLead), n(reportedWins)
	q.WonByReps, q.WonByHunting = n(wonDirect), n(wonHunt)
	q.Left, q.Failed, q.Joined = n(partnersLeft), n(partnersFailed), n(partnersJoined)
	q.Revenue = t[revenueDirect] + t[revenueLeads] + t[revenueHunted] + t[revenueCampaigns]
	q.Profit = t[grossProfit] - t[costTotal]
}

// measure says what the report of the last four quarters said, and what was so:
// the same comparison grade by grade, with the true share of unreported wins in
// the place of what an audit might find.
func (q *Quarter) measure(v *agents.Vendor, t *Tally) {
	q.SaysWins, q.SaysDirect = t[reportedWins]/t[leadsReachedPartners], t[wonDirect]/t[leadsReachedDirect]
	q.GoodInYear = int(t[abReachedPartners])
	q.IsWins = t[wonLead] / t[leadsReachedPartners]
	f := figuresOf(t)
	q.Says, q.Is = math.NaN(), math.NaN()
	if x, ok := v.Measured(v.Review, &f); ok {
		q.Says = x
	}
	f.Audited, f.Reported = t[wonLead], t[reportedWins]
	if x, ok := v.Measured("closed-loop", &f); ok {
		q.Is = x
	}
	least := float64(v.ReviewLeads)
	for c := range agents.Classes {
		if f.Leads[agents.Direct][c] >= least && f.Leads[agents.Channel][c] >= least {
			q.IsFrom += int(f.Wins[agents.Channel][c])
		}
	}
}
