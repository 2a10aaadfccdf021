package agents

import (
	"math"
	"testing"

	"channelsim/scenarios"
	"pgregory.net/rapid"
)

// calm are rules in which nothing moves trust but the events at hand.
func calm(change func(*scenarios.Partners)) *Rules {
	return rulesWith(func(s *scenarios.Scenario) {
		s.Partners.TrustDrift, s.Partners.UnfairMemory = 0, 1
		if change != nil {
			change(&s.Partners)
		}
	})
}

func TestGainAndLose(t *testing.T) {
	near(t, "two gains", Gain(0.5, 0.1, 2), 1-0.5*0.9*0.9)
	near(t, "two losses", Lose(0.5, 0.1, 2), 0.5*0.9*0.9)
	near(t, "a loss beyond all", Lose(0.5, 1.7, 1), 0)
	near(t, "no gain", Gain(0.3, 0.1, 0), 0.3)
	near(t, "no loss", Lose(0.3, 0.1, 0), 0.3)
}

// A week in which everything happens, worked by hand from the default weights.
func TestFeelWholeWeek(t *testing.T) {
	r := rulesWith(nil)
	trust, unfair := r.Feel(&r.Vendors[0], 0.6, 0.5, Experience{Opportunities: 2, Garbage: 3, Collisions: 1, Leak: true, Drought: true})

	want := 0.6 * 0.99 * 0.99 * 0.99 // garbage: 2*0.005 of the way down each
	want *= 1 - 2*0.03*(1+4*0.5)     // a collision, with unfairness as it was
	want *= 1 - 2*0.075              // the leak
	want *= 1 - 2*0.0075             // the drought
	want = 1 - (1-want)*0.94*0.94    // two opportunities: 0.06 of the way up each
	want += 0.01 * (0.5 - want)      // drift
	near(t, "trust", trust, want)

	wantUnfair := 0.5 * 0.98
	wantUnfair = 1 - (1-wantUnfair)*0.5*0.95 // the leak, then the drought
	near(t, "unfairness", unfair, wantUnfair)
}

// Order matters: a week of one garbage lead and one opportunity ends higher than
// if the gain had come first.
func TestFeelLossesBeforeGains(t *testing.T) {
	r := calm(func(p *scenarios.Partners) { p.TrustGarbage, p.TrustOpportunity = 0.1, 0.1 })
	trust, _ := r.Feel(&r.Vendors[0], 0.5, 0, Experience{Opportunities: 1, Garbage: 1})
	near(t, "trust", trust, 1-(1-0.5*0.8)*0.9)
}

func TestFeelAsymmetry(t *testing.T) {
	r := calm(func(p *scenarios.Partners) { p.TrustGarbage, p.TrustOpportunity = 0.02, 0.02 })
	up, _ := r.Feel(&r.Vendors[0], 0.5, 0, Experience{Opportunities: 1})
	down, _ := r.Feel(&r.Vendors[0], 0.5, 0, Experience{Garbage: 1})
	near(t, "loss over gain of the same weight", (0.5-down)/(up-0.5), 2)
}

// Unfairness multiplies the harm of a conflict, of nothing else (Samaha,
// Palmatier & Dant 2011), and does not where its factor is 0.
func TestUnfairnessMultipliesConflict(t *testing.T) {
	harm := func(factor, unfair float64, e Experience) float64 {
		r := calm(func(p *scenarios.Partners) { p.UnfairFactor = factor })
		trust, _ := r.Feel(&r.Vendors[0], 0.5, unfair, e)
		return 0.5 - trust
	}
	collision, garbage := Experience{Collisions: 1}, Experience{Garbage: 1}
	near(t, "a fair world's collision", harm(4, 0, collision), 0.5*0.06)
	near(t, "an unfair world's collision", harm(4, 1, collision), 5*0.5*0.06)
	near(t, "half way", harm(4, 0.5, collision), 3*0.5*0.06)
	near(t, "garbage in an unfair world", harm(4, 1, garbage), harm(4, 0, garbage))
	near(t, "factor 0", harm(0, 1, collision), harm(0, 0, collision))
}

func TestTrustDriftsToTheMiddle(t *testing.T) {
	r := rulesWith(nil)
	low, high := 0.0, 1.0
	for range 500 {
		low, _ = r.Feel(&r.Vendors[0], low, 0, Experience{})
		high, _ = r.Feel(&r.Vendors[0], high, 0, Experience{})
	}
	near(t, "after one week", func() float64 { x, _ := r.Feel(&r.Vendors[0], 0, 0, Experience{}); return x }(), 0.005)
	if math.Abs(low-0.5) > 0.01 || math.Abs(high-0.5) > 0.01 {
		t.Errorf("ten quiet years left trust at %.3f and %.3f", low, high)
	}
}

func TestFrozenTrust(t *testing.T) {
	r := rulesWith(func(s *scenarios.Scenario) { s.Partners.TrustLearning = 0 })
	e := Experience{Opportunities: 3, Garbage: 9, Collisions: 2, Leak: true, Drought: true}
	// 0.75 and 0.375 are exact in binary, so that 1-(1-x) is x
	if trust, unfair := r.Feel(&r.Vendors[0], 0.75, 0.375, e); trust != 0.75 || unfair != 0.375 {
		t.Errorf("frozen trust moved to %v, unfairness to %v", trust, unfair)
	}
}

// share draws any number of the unit interval, its ends more often than by chance.
func share(t *rapid.T, name string) float64 {
	return rapid.OneOf(rapid.Just(0.0), rapid.Just(1.0), rapid.Float64Range(0, 1)).Draw(t, name)
}

// Whatever the parameters that a scenario may state and whatever happens, trust
// and unfairness stay in [0, 1].
func TestFeelStaysInBounds(t *testing.T) {
	r := rulesWith(nil)
	rapid.Check(t, func(t *rapid.T) {
		p := &r.Partners
		for _, at := range []*float64{
			&p.TrustLearning, &p.TrustDrift, &p.TrustOpportunity, &p.TrustGarbage, &p.TrustCollision,
			&p.TrustLeak, &p.TrustDrought, &p.UnfairLeak, &p.UnfairDrought, &p.UnfairMemory,
		} {
			*at = share(t, "weight")
		}
		p.TrustLossFactor = rapid.Float64Range(0, 10).Draw(t, "loss factor")
		p.UnfairFactor = rapid.Float64Range(0, 100).Draw(t, "unfair factor")
		trust, unfair := share(t, "trust"), share(t, "unfair")
		some := rapid.Int32Range(0, 30)
		for range 5 {
			trust, unfair = r.Feel(&r.Vendors[0], trust, unfair, Experience{
				Opportunities: some.Draw(t, "opportunities"), Garbage: some.Draw(t, "worthless"),
				Collisions: some.Draw(t, "collisions"),
				Leak:       rapid.Bool().Draw(t, "leaks"), Drought: rapid.Bool().Draw(t, "dry"),
			})
			if !(trust >= 0 && trust <= 1 && unfair >= 0 && unfair <= 1) {
				t.Fatalf("trust %v, unfairness %v", trust, unfair)
			}
		}
	})
}

func TestReportChance(t *testing.T) {
	r := rulesWith(nil)
	near(t, "without trust", r.ReportChance(0), 0.18)
	near(t, "at trust 0.5", r.ReportChance(0.5), 0.6)
	near(t, "with full trust", r.ReportChance(1), 1) // 0.6*1.7 = 1.02
}
