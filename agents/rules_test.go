package agents

import (
	"math"
	"testing"

	"channelsim/scenarios"
)

// rulesWith are the rules of the defaults of model 3 after a change.
func rulesWith(change func(*scenarios.Scenario)) *Rules {
	s := asModel3()
	if change != nil {
		change(s)
	}
	return NewRules(s, Unsold(&s.Market))
}

// near fails the test unless got is want but for rounding.
func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if !(math.Abs(got-want) <= 1e-12*max(1, math.Abs(want))) {
		t.Errorf("%s = %.15g, want %.15g", what, got, want)
	}
}

// within fails the test unless hits out of n draws fit a chance, at 4.5 standard
// errors: one false alarm in 150,000.
func within(t *testing.T, what string, hits, n int, chance float64) {
	t.Helper()
	mean, sd := float64(n)*chance, math.Sqrt(float64(n)*chance*(1-chance))
	if z := (float64(hits) - mean) / max(sd, 1e-9); math.Abs(z) > 4.5 {
		t.Errorf("%s: %d of %d, want a share of %.4f: %.1f standard errors off", what, hits, n, chance, z)
	}
}

func TestNewRulesDerives(t *testing.T) {
	r := rulesWith(nil)
	v := &r.Vendors[0]
	near(t, "deal", v.Deal, 25000*0.30*0.20)
	near(t, "deal of a rep", v.RepDeal, 25000*0.30*0.05)
	near(t, "deal of the outside line", r.OutsideDeal, 25000*0.30*0.20)
	near(t, "hours of service a week", r.ServeHours, 1)
	near(t, "mean hours of a partner", r.HoursMean, 58) // 50 h once busy spells are out
	near(t, "noise", v.Noise, 0.68*296)
	near(t, "real leads of the reference market", 120*20*(1-math.Exp(-v.Touch)), 0.32*296)
	near(t, "undisclosed claim", v.Claim[AB], 0.25)
	near(t, "claim on the rest", v.Claim[Rest], 1.2*0.70*v.Scorer.RealShareOf(Rest))
	near(t, "what reps expect of A/B", v.RepClaim[AB], 0.70*v.Scorer.RealShareOf(AB))
}

func TestNewRulesDisclosedClaim(t *testing.T) {
	r := rulesWith(func(s *scenarios.Scenario) {
		s.Vendors[0].Disclose, s.Vendors[0].LeadQuality = true, 0.5
		s.Partners.ClaimFactor = 1.1
	})
	v := &r.Vendors[0]
	near(t, "claim on A/B", v.Claim[AB], 1.1*0.70*v.Scorer.RealShareOf(AB))
	r = rulesWith(func(s *scenarios.Scenario) { s.Vendors[0].Disclose, s.Partners.ClaimFactor = true, 10 })
	near(t, "boast", r.Vendors[0].Claim[AB], 1)
}

// The outside line is a rival of its own: what a vendor pays its partners does
// not change what others pay them.
func TestNewRulesOutsideDeal(t *testing.T) {
	r := rulesWith(func(s *scenarios.Scenario) {
		s.Vendors[0].PartnerMargin = 0.40
		s.Partners.OutsideWorth = 1.4
		s.Partners.OutsideMargin = 0.25
	})
	near(t, "worth of an opportunity of the outside line", r.OutsideDeal, 25000*0.3*1.4*0.25)
	near(t, "worth of one of the vendor's", r.Vendors[0].Deal, 25000*0.3*0.40)
}

func TestReached(t *testing.T) {
	r := rulesWith(nil)
	for _, c := range []struct {
		age  int
		want float64
	}{{0, 0.70}, {2, 0.70 * math.Exp(-1)}, {3, 0.70 * math.Exp(-1.5)}, {31, 0.70 * math.Exp(-15.5)}} {
		near(t, "reached", r.Reached(c.age, 0), c.want)
	}
	if r.Reached(500, 0) != r.Reached(31, 0) {
		t.Error("a lead older than any table is not as stale as the oldest in it")
	}
}

func TestClassOf(t *testing.T) {
	hidden, open := &rulesWith(nil).Vendors[0], &rulesWith(func(s *scenarios.Scenario) { s.Vendors[0].Disclose = true }).Vendors[0]
	for g := GradeA; g < Grades; g++ {
		if hidden.ClassOf(g, false) != AB {
			t.Errorf("a partner tells grade %v apart that nobody disclosed", g)
		}
		want := Rest
		if g == GradeA || g == GradeB {
			want = AB
		}
		if hidden.ClassOf(g, true) != want || open.ClassOf(g, false) != want {
			t.Errorf("grade %v: reps see class %d, partners %d where disclosed; want %d",
				g, hidden.ClassOf(g, true), open.ClassOf(g, false), want)
		}
	}
}

// What money is counted in is nobody's business: a market with all values
// doubled makes the same choices, to the last bit.
func TestDoublingMoneyChangesNoChoice(t *testing.T) {
	one := rulesWith(nil)
	two := rulesWith(func(s *scenarios.Scenario) { s.Market.ValueMean *= 2 })
	choose := func(r *Rules) (open float64, shares [2]float64) {
		v := &r.Vendors[0]
		shares[0] = r.HuntWorth(r.HuntTrust(0.62), 0.043, v.Deal, 1)
		shares[1] = r.HuntWorth(1, r.OutsideYield(1), r.OutsideDeal, 1)
		next := r.Split(shares[:])
		return r.OpenChance(r.LeadWorth(r.LeadTrust(0.62), 0.21, v.Deal, 2.7), next), shares
	}
	open1, shares1 := choose(one)
	open2, shares2 := choose(two)
	if one.Vendors[0].Deal*2 != two.Vendors[0].Deal {
		t.Fatal("money was not doubled")
	}
	if open1 != open2 || shares1 != shares2 {
		t.Errorf("open chance %v and shares %v, with all money doubled %v and %v", open1, shares1, open2, shares2)
	}
}

// asModel3 are the defaults of model 3, whose values known answers were worked out for by hand.
func asModel3() *scenarios.Scenario {
	s, err := scenarios.LoadAs("baseline", 3)
	if err != nil {
		panic(err)
	}
	return s
}
