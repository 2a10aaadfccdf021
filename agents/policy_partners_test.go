package agents

import (
	"testing"

	"channelsim/scenarios"
	"channelsim/sim/chance"
)

// told lets the desk know of a partner's record of a quarter.
func (d *Desk) told(partner, leads, wins int) {
	q := d.Standing[partner].Quarter(0)
	q.Leads, q.Wins = uint16(leads), uint16(wins)
}

// shares routes many leads by a policy and returns the share of each seller.
func (d *Desk) shares(policy string, leads int) []float64 {
	got := make([]float64, len(d.Sellers))
	for i := range leads {
		l := inquiryNumber(i)
		if to := d.hand(policy, &l, false); to != Nobody {
			got[to] += 1 / float64(leads)
		}
	}
	return got
}

// one lets policies think of one partner only where they think of some.
func everybody(v *scenarios.Vendor) { v.Candidates, v.MeritWeight = 64, 100 }

// Merit: estimates (10 + 100*0.05)/(100 + 100) = 0.075 and 0.025 at esteem 0.5 and
// 0.5, so chances stand 3 to 1; esteem of 0 halves the first.
func TestMeritFollowsReportsAndEsteem(t *testing.T) {
	d := newDesk(2, 1, everybody)
	d.MeanWins = 0.05
	d.told(0, 100, 10)
	d.told(1, 100, 0)
	within(t, "three quarters to the better", int(4000*d.shares("merit", 4000)[0]+0.5), 4000, 0.75)
	d.Standing[0].Esteem = 0
	within(t, "less to one in low esteem", int(4000*d.shares("merit", 4000)[0]+0.5), 4000, 0.6)
}

// Before anything is reported merit is a lottery.
func TestMeritWithoutReports(t *testing.T) {
	d := newDesk(4, 0, everybody)
	within(t, "share of the first", int(4000*d.shares("merit", 4000)[0]+0.5), 4000, 0.25)
}

func TestTiersGetTheirQuotas(t *testing.T) {
	d := newDesk(3, 0, func(v *scenarios.Vendor) { v.QuotaGold, v.QuotaSilver = 0.5, 0.3 })
	d.InTier = [Tiers][]int32{{2}, {0}, {1}}
	got := d.shares("tiered", 4000)
	for p, want := range []float64{0.3, 0.2, 0.5} {
		within(t, "share of a tier", int(4000*got[p]+0.5), 4000, want)
	}
	d.InTier[Gold] = nil
	within(t, "an empty tier's leads go to the next", int(4000*d.shares("tiered", 4000)[0]+0.5), 4000, 0.8)
}

// The best by record has the first refusal; a lead that comes back from it goes to
// the next best; equal records leave it to fit.
func TestFirstRefusal(t *testing.T) {
	d := newDesk(3, 0, everybody)
	d.MeanWins = 0.05
	d.told(0, 100, 8)
	d.told(1, 100, 20)
	d.told(2, 100, 2)
	l := inquiryNumber(4) // of nobody's segment
	l.Segment = 4
	if to := d.hand("first-refusal", &l, false); to != 1 {
		t.Errorf("offered to %d first, want 1", to)
	}
	d.Except[0] = 1
	if to := d.hand("first-refusal", &l, false); to != 0 {
		t.Errorf("then to %d, want 0", to)
	}
	if d.Vendor.Recall == "reassign" {
		t.Error("the default policy recalls")
	}
	first := rulesWith(func(s *scenarios.Scenario) { s.Vendors[0].Policy = "first-refusal" })
	if first.Vendors[0].Recall != "reassign" {
		t.Error("first refusal without an end")
	}
}

// Who wants a lead takes it, opened; what nobody wants stays.
func TestOpenPool(t *testing.T) {
	d := newDesk(3, 1, everybody)
	for p, want := range []float32{0, 1, 0} {
		d.Standing[p].Want = [Classes]float32{want, want}
	}
	l := inquiryNumber(3)
	if to := d.hand("open-pool", &l, false); to != 1 || l.Status != Opened {
		t.Errorf("taken by %d as %d, want 1, opened", to, l.Status)
	}
	d.Standing[1].Want = [Classes]float32{}
	l = inquiryNumber(3)
	if to := d.hand("open-pool", &l, false); to != Nobody || l.Status != Unread {
		t.Errorf("%d took what nobody wants", to)
	}
}

// What partners had and left is offered to reps, while they have room.
func TestPartnerFirst(t *testing.T) {
	d := newDesk(2, 1, func(v *scenarios.Vendor) { v.QueueLimit = 1 }).fromTheTop()
	d.StartWeek(3)
	back := Lead{ID: 1, Project: NoProject, Created: 1}
	for i, want := range []int32{2, 0} {
		if to := d.hand("partner-first", &back, false); to != want {
			t.Errorf("lead %d that came back went to %d, want %d", i, to, want)
		}
	}
	fresh := Lead{ID: 2, Project: NoProject, Created: 3}
	if to := d.hand("partner-first", &fresh, false); to != 1 {
		t.Errorf("a fresh lead went to %d, want the next partner", to)
	}
}

// Thompson sampling gives most to the one with the better record, and goes on to
// try one of whom little is known.
func TestThompsonTriesWhatItDoesNotKnow(t *testing.T) {
	d := newDesk(3, 0, func(v *scenarios.Vendor) { v.Candidates, v.MeritWeight = 64, 4 })
	d.MeanWins = 0.05
	d.told(0, 400, 40)
	d.told(1, 400, 8)
	got := d.shares("thompson", 4000)
	if got[0] < 0.5 || got[1] > 0.05 || got[2] < 0.05 {
		t.Errorf("shares %.2f: the known good one, the known bad one, the unknown", got)
	}
}

// A weekly cap lets nobody have more, whatever the policy.
func TestWeeklyCap(t *testing.T) {
	for _, policy := range PolicyNames() {
		d := newDesk(4, 0, func(v *scenarios.Vendor) { v.WeeklyCap, v.QuotaGold, v.QuotaSilver = 3, 0.5, 0.3 })
		d.StartWeek(1)
		var got [4]int
		placed := 0
		for i := range 40 {
			l := inquiryNumber(i)
			to := d.hand(policy, &l, false)
			d.Gave(to)
			if to != Nobody {
				got[to]++
				placed++
			}
		}
		for p, n := range got {
			if n > 3 {
				t.Errorf("%s: partner %d got %d leads", policy, p, n)
			}
		}
		if placed != 12 {
			t.Errorf("%s: %d of 40 leads placed, want 12", policy, placed)
		}
	}
}

// Nobody gets a lead back that was recalled from it.
func TestExcept(t *testing.T) {
	for _, policy := range PolicyNames() {
		d := newDesk(3, 0, nil)
		d.Except[0] = 1
		for i := range 200 {
			l := inquiryNumber(i)
			if to := d.hand(policy, &l, i%2 == 0); to == 1 {
				t.Fatalf("%s: lead %d went back to where it came from", policy, i)
			}
		}
		d.Except[1] = 0
		for i := range 200 {
			l := inquiryNumber(i)
			if to := d.hand(policy, &l, i%2 == 0); to != 2 && to != Nobody {
				t.Fatalf("%s: lead %d went to %d, and only 2 may have it", policy, i, to)
			}
		}
	}
}

// The desk knows who fits, up to its knowledge; a span of accounts twice the
// normal halves that.
func TestSpanHalvesKnowledge(t *testing.T) {
	r := rulesWith(func(s *scenarios.Scenario) { s.Vendors[0].AccountSpan = 20 })
	near(t, "knowledge at twice the span", r.Vendors[0].Seeing, 0.4)
	near(t, "care at twice the span", r.Vendors[0].Attentive, 0.5)
	none := rulesWith(func(s *scenarios.Scenario) { s.Vendors[0].AccountSpan = 0 })
	near(t, "knowledge without account managers", none.Vendors[0].Seeing, 0)
}

func TestExplore(t *testing.T) {
	d := newDesk(3, 0, func(v *scenarios.Vendor) { v.Exploration = 0.25 })
	n := 0
	for i := range 4000 {
		l := Lead{ID: chance.Hash(3, uint64(i), 0)}
		if d.Explore(&l) {
			n++
		}
	}
	within(t, "leads that explore", n, 4000, 0.25)
}
