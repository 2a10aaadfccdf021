package agents

import (
	"math"
	"testing"

	"channelsim/scenarios"
)

// By hand: 0.01 times a deficit of 0.2, aggravated by 1 + 4*0.5.
func TestLeaveChance(t *testing.T) {
	r := rulesWith(func(s *scenarios.Scenario) { s.Partners.LeaveRate, s.Partners.LeaveTrust = 0.01, 0.5 })
	near(t, "at the level", r.LeaveChance(0.5, 1), 0)
	near(t, "above it", r.LeaveChance(0.9, 1), 0)
	near(t, "a deficit", r.LeaveChance(0.3, 0), 0.002)
	near(t, "and unfairness", r.LeaveChance(0.3, 0.5), 0.006)
	r.LeaveRate = 1
	near(t, "at most 1", r.LeaveChance(0, 1), 1)
	r.LeaveRate = 0
	near(t, "never", r.LeaveChance(0, 1), 0)
}

// By hand: losses of a week are added as -ln(1-w), those of the past fade by 1/52.
func TestResent(t *testing.T) {
	r := rulesWith(nil)
	v := &r.Vendors[0]
	hurt := [Hurts]float64{1, 1, 1}
	r.Resent(v, &hurt, 0.5, &Experience{Garbage: 2, Collisions: 1, Recalled: 1, Leak: true, Drought: true})
	kept := 51. / 52
	near(t, "leads", hurt[HurtLeads], kept-2*math.Log(1-0.01)-math.Log(1-0.02))
	near(t, "conflict", hurt[HurtConflict], kept-math.Log(1-0.06*3))
	near(t, "unfairness", hurt[HurtUnfair], kept-math.Log(1-0.15)-math.Log(1-0.015))
	r.TrustLeak, hurt = 10, [Hurts]float64{}
	r.Resent(v, &hurt, 0, &Experience{Leak: true})
	near(t, "a loss of all trust counts as 99 %", hurt[HurtUnfair], -math.Log(0.01))
}

func TestNamed(t *testing.T) {
	hurt := [Hurts]float64{HurtLeads: 4, HurtConflict: 1, HurtUnfair: 0}
	if !Named(&hurt, HurtLeads) || !Named(&hurt, HurtConflict) || Named(&hurt, HurtUnfair) {
		t.Error("a fifth of the harm is named, nothing is not")
	}
	hurt[HurtConflict] = 0.9
	if Named(&hurt, HurtConflict) {
		t.Error("less than a fifth is named")
	}
}

// A promise that is broken costs the more the more was promised.
func TestBrokenClaims(t *testing.T) {
	weights := func(change func(*scenarios.Scenario)) (usual, raised float64) {
		v := rulesWith(func(s *scenarios.Scenario) {
			s.Partners.BrokenClaims = 1
			change(s)
		}).Vendors[0]
		return v.Garbage, v.RaisedGarbage
	}
	usual, raised := weights(func(*scenarios.Scenario) {})
	near(t, "the usual claim", usual, 0.005)
	near(t, "nobody sees a class", raised, 0.005)
	usual, _ = weights(func(s *scenarios.Scenario) { s.Partners.BeliefClaim = 0.5 })
	near(t, "twice the claim", usual, 0.01)
	usual, _ = weights(func(s *scenarios.Scenario) { s.Partners.BeliefClaim, s.Partners.BrokenClaims = 0.5, 0.5 })
	near(t, "half of it", usual, 0.0075)
	r := rulesWith(func(s *scenarios.Scenario) {
		s.Partners.BrokenClaims, s.Vendors[0].Disclose, s.Vendors[0].Inflation = 1, true, 1
	})
	v := &r.Vendors[0]
	near(t, "an honest label", v.Garbage, 0.005)
	near(t, "a raised one", v.RaisedGarbage, 0.005*v.Claim[AB]/v.Claim[Rest])
	if !v.Raised(GradeC) || v.Raised(GradeA) || v.Raised(GradeD) || v.Raised(Incomplete) {
		t.Error("of grades raised by one only C changes its class")
	}
	trust, _ := r.Feel(v, 0.5, 0, Experience{Raised: 1})
	near(t, "felt", trust, Lose(0.5, 2*v.RaisedGarbage, 1)+0.01*(0.5-Lose(0.5, 2*v.RaisedGarbage, 1)))
	usual, raised = weights(func(s *scenarios.Scenario) { s.Vendors[0].Disclose, s.Partners.ClaimFactor = true, 0 })
	if usual != 0.005 || raised != 0.005 {
		t.Errorf("claims of nothing cost %v and %v", usual, raised)
	}
}

// What a score takes for readiness is standard normal, and correlates with it as stated.
func TestScoreSees(t *testing.T) {
	for depth, want := range map[float64]float64{0: 0.5, 2: 1 - 0.5*math.Exp(-1.4)} {
		r := rulesWith(func(s *scenarios.Scenario) { s.Vendors[0].ScoreReady, s.Vendors[0].Depth = 0.5, depth })
		s := &r.Vendors[0].Scorer
		const n = 400
		var sum, square, cross float64
		for i := range n {
			for k := range n {
				z, e := (float64(i)+0.5)/n, (float64(k)+0.5)/n
				seen := normal(s.Sees(z, e))
				sum += seen
				square += seen * seen
				cross += seen * normal(z)
			}
		}
		if m, v, c := sum/n/n, square/n/n, cross/n/n; math.Abs(m) > 1e-3 || math.Abs(v-1) > 0.01 || math.Abs(c-want) > 0.01 {
			t.Errorf("depth %v: mean %.4f, variance %.4f, correlation %.4f, want 0, 1, %.4f", depth, m, v, c, want)
		}
	}
	if s := rulesWith(nil).Vendors[0].Scorer; s.Blurred() || s.Sees(0.3, 0.9) != 0.3 {
		t.Error("a perfect sight is blurred")
	}
}

// normal is the quantile of the standard normal distribution.
func normal(u float64) float64 { return math.Sqrt2 * math.Erfinv(2*u-1) }
