package agents

import (
	"slices"
	"testing"

	"channelsim/scenarios"
	"channelsim/sim/chance"
	"gonum.org/v1/gonum/stat/distuv"
)

// newDesk is the desk of a vendor with so many partners, specialists of five
// segments in turn, and reps. An Entity is a seller's number, from 1.
func newDesk(partners, reps int, change func(*scenarios.Vendor)) *Desk {
	r := rulesWith(func(s *scenarios.Scenario) {
		if change != nil {
			change(&s.Vendors[0])
		}
	})
	d := &Desk{Vendor: &r.Vendors[0], Market: 5, FitOwn: 1.32, FitOther: 0.92, SizeKey: 77,
		Sellers: make([]Seller, partners+reps), Standing: make([]Standing, partners)}
	for i := range d.Sellers {
		d.Sellers[i] = Seller{Entity: uint64(i + 1), Segment: uint8(i % 5)}
		if i < partners {
			d.Partners = append(d.Partners, int32(i))
			d.Standing[i].Join(r, d.Vendor)
			d.InTier[Bronze] = append(d.InTier[Bronze], int32(i))
		} else {
			d.Reps = append(d.Reps, int32(i))
		}
	}
	d.Open(11)
	return d
}

// fromTheTop lets all turns begin with the first.
func (d *Desk) fromTheTop() *Desk {
	d.partnerTurn, d.repTurn, d.sellerTurn = -1, -1, -1
	return d
}

// hand routes a lead by a policy; it joins the queue of whoever gets it.
func (d *Desk) hand(policy string, l *Lead, reserved bool) int32 {
	to := policyNamed(policy).Route(d, l, reserved)
	if to != Nobody {
		d.Sellers[to].Pending++
	}
	return to
}

// inquiryNumber makes leads that differ in all that a policy may look at. Every
// third has a project behind it.
func inquiryNumber(i int) Lead {
	l := Lead{ID: uint64(i), Project: NoProject, Segment: uint8(i % 5), Grade: Grade(i / 5 % int(Grades))}
	if i%3 == 0 {
		l.Project, l.Identity = int32(i%50), uint32(i)
	}
	return l
}

// even fails the test unless counts fit draws with equal chances (chi-square,
// one false alarm in a million).
func even(t *testing.T, what string, counts []int) {
	t.Helper()
	n := 0
	for _, c := range counts {
		n += c
	}
	x2, mean := 0.0, float64(n)/float64(len(counts))
	for _, c := range counts {
		x2 += (float64(c) - mean) * (float64(c) - mean) / mean
	}
	if p := (distuv.ChiSquared{K: float64(len(counts) - 1)}).Survival(x2); p < 1e-6 {
		t.Errorf("%s: %v is not even (p = %.2g)", what, counts, p)
	}
}

func TestPoliciesAreThoseOfScenarios(t *testing.T) {
	if got, want := PolicyNames(), slices.Sorted(slices.Values(scenarios.Policies)); !slices.Equal(got, want) {
		t.Errorf("registered %v, scenarios know %v", got, want)
	}
}

func TestRegisterTwicePanics(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a second policy of one name was taken")
		}
	}()
	Register("lottery", lottery{})
}

func TestUnknownPolicyPanics(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a policy of no name routes")
		}
	}()
	rulesWith(func(s *scenarios.Scenario) { s.Vendors[0].Policy = "by-horoscope" })
}

// veterans is a whole new policy: every lead to the partner of longest standing.
type veterans struct{}

func (veterans) Route(d *Desk, _ *Lead, _ bool) int32 {
	oldest := Nobody
	for _, p := range d.Partners {
		if oldest == Nobody || d.Sellers[p].Since < d.Sellers[oldest].Since {
			oldest = p
		}
	}
	return oldest
}

// One type and one line of registration make a policy that scenarios can name.
func TestAddingAPolicy(t *testing.T) {
	Register("veterans", veterans{})
	t.Cleanup(func() { delete(policies, "veterans") }) // the registry is the process's
	if !slices.Contains(PolicyNames(), "veterans") {
		t.Fatal("not listed")
	}
	d := newDesk(3, 1, func(v *scenarios.Vendor) { v.Policy = "veterans" })
	d.Sellers[0].Since, d.Sellers[1].Since, d.Sellers[2].Since = 30, 4, 12
	l := inquiryNumber(1)
	if to := d.Vendor.Policy.Route(d, &l, false); to != 1 {
		t.Errorf("seller %d got the lead, want the oldest partner, 1", to)
	}
}

// A policy may lack whom it would choose: reserved leads never go to reps, and
// where nobody is left the lead is nobody's.
func TestPoliciesWithoutSellers(t *testing.T) {
	for _, policy := range PolicyNames() {
		for _, c := range []struct {
			partners, reps int
			reserved       bool
			first, last    int32 // who may get it
		}{
			{0, 0, false, Nobody, Nobody}, {0, 0, true, Nobody, Nobody},
			{3, 0, false, 0, 2}, {3, 0, true, 0, 2},
			{0, 2, true, Nobody, Nobody}, {0, 2, false, Nobody, 1},
			{2, 2, true, 0, 1}, {2, 2, false, 0, 3},
		} {
			d := newDesk(c.partners, c.reps, nil)
			for i := range 300 {
				l := inquiryNumber(i)
				if to := d.hand(policy, &l, c.reserved); to < c.first || to > c.last {
					t.Fatalf("%s, %+v: lead %d went to %d", policy, c, i, to)
				}
			}
		}
	}
}

// Who stands where in the list is nobody's advantage: with all partners and all
// reps in reverse order, each gets as many leads as before but for chance.
func TestOrderOfSellersDoesNotMatter(t *testing.T) {
	const leads = 20_000
	count := func(policy string, key uint64, reverse bool) []int {
		d := newDesk(10, 4, func(v *scenarios.Vendor) { v.QueueLimit = leads })
		d.Open(key)
		if reverse {
			slices.Reverse(d.Sellers[:10])
			slices.Reverse(d.Sellers[10:])
		}
		got := make([]int, 14)
		for i := range leads {
			l := inquiryNumber(i)
			to := d.hand(policy, &l, chance.Uniform(99, uint64(i), 0) < 0.3)
			got[d.Sellers[to].Entity-1]++
		}
		return got
	}
	for _, policy := range PolicyNames() {
		a, b := count(policy, 1, false), count(policy, 2, true)
		x2, cells := 0.0, 0
		for i := range a {
			if n := float64(a[i] + b[i]); n > 0 {
				x2 += float64(a[i]-b[i]) * float64(a[i]-b[i]) / n
				cells++
			}
		}
		if p := (distuv.ChiSquared{K: float64(cells - 1)}).Survival(x2); p < 1e-6 {
			t.Errorf("%s: %v, in reverse order %v (p = %.2g)", policy, a, b, p)
		}
	}
}
