package agents

import (
	"math"
	"testing"

	"channelsim/scenarios"
	"pgregory.net/rapid"
)

// An hour on leads, by hand: two leads a week of which a quarter become
// opportunities take 2 h set-up and twice 0.25 + 4.5 + 0.25*8 h.
func TestLeadWorth(t *testing.T) {
	r := rulesWith(nil)
	near(t, "worth", r.LeadWorth(1, 0.25, 1000, 2), 500.0/(2+2*6.75))
	near(t, "worth at less trust", r.LeadWorth(0.4, 0.25, 1000, 2), 0.4*500/15.5)
	near(t, "worth of garbage", r.LeadWorth(1, 0, 1000, 2), 0)
	if trickle, flow := r.LeadWorth(1, 0.25, 1000, 1), r.LeadWorth(1, 0.25, 1000, 5); !(trickle < flow) {
		t.Errorf("a trickle is worth %g an hour, a flow %g: set-up should make the trickle dearer", trickle, flow)
	}
}

func TestOpenChance(t *testing.T) {
	r := rulesWith(nil)
	near(t, "at equality", r.OpenChance(37, 37), 0.5)
	near(t, "worth a fifth more", r.OpenChance(1.2, 1), 1/(1+math.Exp(-1)))
	near(t, "worth nothing", r.OpenChance(0, 1), 1/(1+math.Exp(5)))
	near(t, "nothing else to do", r.OpenChance(0, 0), 1)

	rapid.Check(t, func(t *rapid.T) {
		next := rapid.Float64Range(0.01, 1e6).Draw(t, "next")
		less := rapid.Float64Range(0, 3e6).Draw(t, "less")
		more := less + rapid.Float64Range(0, 1e6).Draw(t, "and")
		a, b := r.OpenChance(less, next), r.OpenChance(more, next)
		if !(a >= 0 && a <= b && b <= 1) {
			t.Fatalf("worth %g is opened with %g, %g with %g", less, a, more, b)
		}
	})
}

func TestTrustFactors(t *testing.T) {
	r := rulesWith(nil)
	near(t, "leads at trust 0.5", r.LeadTrust(0.5), 1)
	near(t, "leads at trust 0", r.LeadTrust(0), 0.4)
	near(t, "leads at trust 1", r.LeadTrust(1), 1.6)
	near(t, "hunting at trust 0.5", r.HuntTrust(0.5), 1)
	near(t, "hunting at trust 0", r.HuntTrust(0), 0.7)
	near(t, "hunting at trust 1", r.HuntTrust(1), 1.3)
}

// At 0.05 opportunities an hour each hour finds 0.05 and brings 0.4 h of pursuit.
func TestHuntWorth(t *testing.T) {
	r := rulesWith(nil)
	for _, c := range []struct {
		open int32
		want float64
	}{{0, 50 / 1.4}, {1, 50 / 1.4 * 0.8}, {2, 50 / 1.4 * 0.6}, {9, 50 / 1.4 * 0.6}} {
		near(t, "worth", r.HuntWorth(1, 0.05, 1000, c.open), c.want)
	}
	near(t, "worth at more trust", r.HuntWorth(1.3, 0.05, 1000, 0), 1.3*50/1.4)
}

func TestSplitByHand(t *testing.T) {
	r := rulesWith(nil)
	worth := []float64{1, 3} // half and one and a half of the mean
	next := r.Split(worth)
	small := 1 / (1 + math.Exp(3.3))
	near(t, "share of the lesser line", worth[0], small)
	near(t, "share of the better line", worth[1], 1-small)
	near(t, "next", next, small*1+(1-small)*3)

	only := []float64{42}
	near(t, "next of one line", r.Split(only), 42)
	near(t, "share of one line", only[0], 1)
}

// Forty lines of which one is worth it, at the greatest precision: exponents of
// 3900, where Exp overflows at 709.
func TestSplitDoesNotOverflow(t *testing.T) {
	r := rulesWith(func(s *scenarios.Scenario) { s.Partners.EffortPrecision = 100 })
	worth := make([]float64, 40)
	worth[17] = 1e6
	near(t, "next", r.Split(worth), 1e6)
	near(t, "share of the one", worth[17], 1)
	near(t, "share of another", worth[0], 0)
}

func TestSplitNothingIsWorthAnything(t *testing.T) {
	worth := []float64{0, 0, 0, 0}
	if next := rulesWith(nil).Split(worth); next != 0 {
		t.Errorf("next = %g, want 0", next)
	}
	for _, s := range worth {
		near(t, "share", s, 0.25)
	}
}

func TestSplitProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := rulesWith(func(s *scenarios.Scenario) {
			s.Partners.EffortPrecision = rapid.Float64Range(0, 100).Draw(t, "precision")
		})
		worth := rapid.SliceOfN(rapid.Float64Range(0, 1e6), 1, 40).Draw(t, "worth")
		least, most := math.Inf(1), 0.0
		doubled := make([]float64, len(worth))
		for k, u := range worth {
			least, most, doubled[k] = min(least, u), max(most, u), 2*u
		}
		next, next2 := r.Split(worth), r.Split(doubled)
		sum := 0.0
		for k, share := range worth {
			sum += share
			if share != doubled[k] {
				t.Fatalf("share %d is %v, and %v where all money is doubled", k, share, doubled[k])
			}
		}
		if math.Abs(sum-1) > 1e-12 {
			t.Fatalf("shares add up to %v", sum)
		}
		if slack := 1e-12 * most; next < least-slack || next > most+slack {
			t.Fatalf("next %v is not between %v and %v", next, least, most)
		}
		if next2 != 2*next {
			t.Fatalf("next %v became %v where all money is doubled", next, next2)
		}
	})
}

func TestRepTrust(t *testing.T) {
	for _, c := range []struct {
		name            string
		tracking        bool
		depth, seniorly float64
		want            float64
	}{
		{"left alone", false, 0, 0.4, 1},
		{"tracked novice", true, 0, 0, 1.5},
		{"tracked senior", true, 0, 1, 1},
		{"novice with good leads", false, 1, 0, 1},
		{"senior with good leads", false, 1, 1, 1.3},
		{"both, half way", true, 2, 0.5, 1.25 * 1.15},
	} {
		r := rulesWith(func(s *scenarios.Scenario) { s.Vendors[0].Tracking, s.Vendors[0].Depth = c.tracking, c.depth })
		near(t, c.name, r.RepTrust(&r.Vendors[0], c.seniorly), c.want)
	}
}

// Employed reps with true beliefs leave some 70 % of marketing's leads alone
// (Sabnis, Chatterjee, Grewal & Lilien 2013): the black hole is no property of
// being a partner. What they open at two leads a week follows from the defaults.
func TestRepsLeaveMostLeadsAlone(t *testing.T) {
	r := rulesWith(func(s *scenarios.Scenario) { s.Market.CustomerShare = 0 }) // customers blur the grades
	v := &r.Vendors[0]
	next := r.HuntWorth(1, r.Direct.AccountYield, v.RepDeal, 0)
	var open [Classes]float64
	for c := range Classes {
		open[c] = r.OpenChance(r.LeadWorth(1, v.RepClaim[c], v.RepDeal, 2), next)
	}
	all := v.ABShare*open[AB] + (1-v.ABShare)*open[Rest]
	for _, c := range []struct {
		what      string
		got, want float64
	}{{"A/B", open[AB], 0.88}, {"the rest", open[Rest], 0.13}, {"all", all, 0.29}} {
		if math.Abs(c.got-c.want) > 0.02 {
			t.Errorf("reps open %.3f of %s, want %.2f", c.got, c.what, c.want)
		}
	}
}
