package agents

import (
	"math"
	"testing"

	"channelsim/scenarios"
	"pgregory.net/rapid"
)

func TestPractise(t *testing.T) {
	r := rulesWith(nil)
	near(t, "half of the week hunted", r.Practise(0.4, 0.5), 0.4+0.03*0.5*0.6-0.006*0.4)
	near(t, "nothing hunted", r.Practise(0.4, 0), 0.4*0.994)

	skill, x := 0.1, 0.46 // hunting with x of one's capacity ends where gain and loss are equal
	for range 2000 {
		skill = r.Practise(skill, x)
	}
	near(t, "skill in the long run", skill, 0.03*x/(0.03*x+0.006))
}

func TestPractiseHalfLife(t *testing.T) {
	r := rulesWith(nil)
	x := 0.46
	end := 0.03 * x / (0.03*x + 0.006)
	skill, weeks := 0.2, 0
	for end-skill > (end-0.2)/2 {
		skill = r.Practise(skill, x)
		weeks++
	}
	if weeks != 35 {
		t.Errorf("half the way took %d weeks, want 35", weeks)
	}
}

func TestSkillStaysInBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := rulesWith(func(s *scenarios.Scenario) {
			s.Partners.SkillGain, s.Partners.SkillLoss = share(t, "gain"), share(t, "loss")
		})
		if got := r.Practise(share(t, "skill"), share(t, "hunted")); !(got >= 0 && got <= 1) {
			t.Fatalf("skill %v", got)
		}
	})
}

func TestExperienceYield(t *testing.T) {
	r := rulesWith(nil)
	near(t, "20 of 50 hours, 1 found", r.ExperienceYield(0.06, 20, 1, 50), 0.06+0.02*0.4*(0.05-0.06))
	near(t, "more hours than capacity", r.ExperienceYield(0.06, 80, 0, 50), 0.06*0.98)
	if got := r.ExperienceYield(0.06, 1, 5, 50); got != 0.06 {
		t.Errorf("an hour taught something: %g", got)
	}
	yield := 0.06
	for range 2000 {
		yield = r.ExperienceYield(yield, 50, 4, 50)
	}
	near(t, "yield in the long run", yield, 0.08)
}

func TestOutsideYield(t *testing.T) {
	r := rulesWith(nil)
	near(t, "empty pipeline", r.OutsideYield(0), 0.12)
	near(t, "three open", r.OutsideYield(3), 0.03)
}

func TestWinChance(t *testing.T) {
	r := rulesWith(nil)
	near(t, "own segment", r.WinChance(true, 1, 1), 0.30*1.32)
	near(t, "elsewhere", r.WinChance(false, 1, 1), 0.30*0.92)
	near(t, "a good closer, an eager customer", r.WinChance(true, 1.5, 1.2), 0.30*1.32*1.8)
	near(t, "mean over five segments", (r.WinChance(true, 1, 1)+4*r.WinChance(false, 1, 1))/5, 0.30)
	if got := r.WinChance(true, 4, 2); got != 1 {
		t.Errorf("chance %g, want it capped at 1", got)
	}
	if math.IsNaN(r.WinChance(true, 0, 0)) {
		t.Error("no chance is not 0")
	}
}
