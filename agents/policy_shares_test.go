package agents

import (
	"fmt"
	"math"
	"testing"

	"channelsim/scenarios"
	"channelsim/sim/chance"
)

func TestRoundRobinIsEven(t *testing.T) {
	d := newDesk(7, 4, nil)
	got := make([]int, 11)
	for i := range 11*90 + 5 {
		l := inquiryNumber(i)
		got[d.hand("round-robin", &l, false)]++
	}
	for seller, n := range got {
		if n != 90 && n != 91 {
			t.Errorf("seller %d got %d of 995 leads, want 90 or 91", seller, n)
		}
	}
}

// Who is first in the first week is drawn, else small runs would favour the first.
func TestFirstTurnIsDrawn(t *testing.T) {
	d := newDesk(6, 3, func(v *scenarios.Vendor) { v.QueueLimit = math.MaxInt })
	partners, reps, sellers := make([]int, 6), make([]int, 3), make([]int, 9)
	for key := range uint64(9000) {
		d.Open(key)
		partners[d.NextPartner()]++
		reps[d.NextRep()-6]++
		sellers[d.NextSeller()]++
	}
	even(t, "first partners", partners)
	even(t, "first reps", reps)
	even(t, "first sellers", sellers)
}

func TestLotteryIsUniform(t *testing.T) {
	d := newDesk(6, 4, nil)
	all, reserved := make([]int, 10), make([]int, 6)
	for i := range 50_000 {
		l := inquiryNumber(i)
		all[d.hand("lottery", &l, false)]++
		reserved[d.hand("lottery", &l, true)]++
	}
	even(t, "lots", all)
	even(t, "lots of reserved leads", reserved)
}

// The lot belongs to the lead: one lead more changes nobody else's.
func TestLotsBelongToLeads(t *testing.T) {
	for _, policy := range []string{"lottery", "best-fit"} {
		with, without := newDesk(6, 4, nil), newDesk(6, 4, nil)
		extra := inquiryNumber(123_456)
		with.hand(policy, &extra, false)
		for i := range 1000 {
			l := inquiryNumber(i)
			if a, b := with.hand(policy, &l, i%2 == 0), without.hand(policy, &l, i%2 == 0); a != b {
				t.Fatalf("%s: lead %d goes to %d, and to %d where there is one lead more", policy, i, b, a)
			}
		}
	}
}

// The share of leads that meet a specialist of their segment, of five. Among m
// candidates one that seems to fit is found with probability 1 - 0.8^m, whatever
// the knowledge k; it fits with k + (1-k)/5. Else the first has the lead, who
// seemed not to fit, and does with (1-k)/5.
func TestBestFitRate(t *testing.T) {
	const leads = 40_000
	for _, k := range []float64{0, 0.5, 0.8, 1} {
		for _, m := range []int{1, 3, 8} {
			d := newDesk(20, 4, func(v *scenarios.Vendor) { v.Knowledge, v.Candidates = k, m })
			fits := 0
			for i := range leads {
				l := inquiryNumber(i)
				if d.Sellers[d.hand("best-fit", &l, false)].Segment == l.Segment {
					fits++
				}
			}
			found, blind := 1-math.Pow(0.8, float64(m)), (1-k)/5
			within(t, fmt.Sprintf("fits with knowledge %g, %d candidates", k, m), fits, leads, found*(k+blind)+(1-found)*blind)
		}
	}
}

func TestBestFitSpreadsOverSpecialists(t *testing.T) {
	d := newDesk(20, 4, func(v *scenarios.Vendor) { v.Knowledge = 1 })
	got := make([]int, 20)
	for i := range 40_000 {
		l := inquiryNumber(i)
		got[d.hand("best-fit", &l, false)]++
	}
	even(t, "leads of partners", got)
}

// Of a lead that no rep is too busy for: 1 - 0.8*0.9 are big or named, and of A/B
// leads a tenth of the rest is stretched over.
func TestNamedAccountsShares(t *testing.T) {
	d := newDesk(10, 4, func(v *scenarios.Vendor) { v.QueueLimit = math.MaxInt })
	var all, direct [Classes]int
	for i := range 60_000 {
		l := inquiryNumber(i)
		all[l.Grade.Class()]++
		if d.hand("named-accounts", &l, false) >= 10 {
			direct[l.Grade.Class()]++
		}
	}
	within(t, "direct A/B leads", direct[AB], all[AB], 1-0.8*0.9*0.9)
	within(t, "other direct leads", direct[Rest], all[Rest], 1-0.8*0.9)
}

// A deal is big by the draw behind its project's value, and one account is
// treated in one way however often it inquires.
func TestNamedAccountsGoByAccount(t *testing.T) {
	big := newDesk(10, 4, func(v *scenarios.Vendor) {
		v.QueueLimit, v.NamedShare, v.ListStretch = math.MaxInt, 0, 0
	})
	named := newDesk(10, 4, func(v *scenarios.Vendor) { v.QueueLimit = math.MaxInt })
	for i := range 3000 {
		l := Lead{ID: uint64(i), Project: 5, Identity: uint32(i + 1), Grade: Unqualified}
		rank := chance.Uniform(big.SizeKey, uint64(l.Identity), 0)
		if direct := big.hand("named-accounts", &l, false) >= 10; direct != (rank >= 0.8) {
			t.Fatalf("a deal of rank %.3f: direct %v", rank, direct)
		}
		again := l
		again.ID += 1_000_000
		if a, b := named.hand("named-accounts", &l, false) >= 10, named.hand("named-accounts", &again, false) >= 10; a != b {
			t.Fatalf("account %d: direct %v, then %v", l.Identity, a, b)
		}
	}
}
