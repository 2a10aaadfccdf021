package agents

import (
	"testing"

	"channelsim/scenarios"
)

func TestConversionIsShrunk(t *testing.T) {
	v := &rulesWith(func(s *scenarios.Scenario) { s.Vendors[0].MeritWeight = 130 }).Vendors[0]
	var st Standing
	near(t, "without a record", v.Conversion(&st, 0.02), 0.02)
	near(t, "before any report", v.Conversion(&st, 0), 0.001)
	for q, wins := range []uint16{1, 2, 0, 3} {
		*st.Quarter(q) = Quarter{Leads: 20, Wins: wins}
	}
	near(t, "after a year", v.Conversion(&st, 0.02), (6+130*0.02)/(80+130))
	*st.Quarter(4) = Quarter{} // takes the place of the first
	near(t, "the oldest quarter is forgotten", v.Conversion(&st, 0.02), (5+130*0.02)/(60+130))
}

func TestRegard(t *testing.T) {
	r := rulesWith(nil)
	near(t, "an ask", r.Regard(0.5, true, 0), 0.49+0.01*0.01)
	near(t, "two own wins", r.Regard(0.5, false, 2), (1-0.5*0.98*0.98)+0.01*(0.5-(1-0.5*0.98*0.98)))
	near(t, "drift", r.Regard(0.9, false, 0), 0.9-0.004)
}

func TestCompare(t *testing.T) {
	r := rulesWith(nil)
	for _, c := range []struct {
		estimate, truth, want float64
		short                 bool
	}{{4, 2, 3.4, true}, {4, 3, 3.7, false}, {4, 2.99, 3.697, true}, {2, 5, 2.9, false}, {0, 0, 0, false}} {
		got, short := r.Compare(c.estimate, c.truth)
		near(t, "estimate", got, c.want)
		if short != c.short {
			t.Errorf("truth %g against %g: disappointing %v", c.truth, c.estimate, short)
		}
	}
}

func TestCoach(t *testing.T) {
	v := &rulesWith(nil).Vendors[0]
	near(t, "a week of coaching", v.Coach(0.5), 0.5+0.02)
	near(t, "nothing to learn", v.Coach(1.7), 1.7)
}

func TestReferrals(t *testing.T) {
	v := &rulesWith(nil).Vendors[0]
	st := Standing{Esteem: 0.5}
	near(t, "unasked", v.Referrals(&st), 0.04*0.5)
	st.Waiting = true
	near(t, "asked", v.Referrals(&st), 0.24*0.5)
}

// Faces are better by so many grades, up to A; incomplete ones stay, reps see the
// truth, and nobody sees faces that are not disclosed.
func TestInflation(t *testing.T) {
	v := &rulesWith(func(s *scenarios.Scenario) { s.Vendors[0].Inflation, s.Vendors[0].Disclose = 2, true }).Vendors[0]
	for g, want := range []Grade{GradeA, GradeA, GradeA, GradeB, GradeC, Incomplete} {
		if got := v.Face(Grade(g)); got != want {
			t.Errorf("%v is written %v, want %v", Grade(g), got, want)
		}
	}
	if v.ClassOf(GradeD, false) != AB || v.ClassOf(GradeD, true) != Rest || v.ClassOf(Unqualified, false) != Rest {
		t.Error("a D lead should look like B to a partner, and like D to a rep; an unqualified one like C")
	}
}

// Marketing at half its budget: half the noise, half the chance of a touch, half the money.
func TestRebudget(t *testing.T) {
	r := rulesWith(nil)
	full := r.Vendors[0]
	r.Rebudget(0, 0.5)
	half := r.Vendors[0]
	near(t, "noise", half.Noise, full.Noise/2)
	near(t, "spend", half.Spend, full.Spend/2)
	if half.Touch >= full.Touch/2 || half.Touch < full.Touch*0.48 {
		t.Errorf("hazard %g at half the budget, %g at the full one", half.Touch, full.Touch)
	}
	r.Rebudget(0, 1)
	if r.Vendors[0].Touch != full.Touch {
		t.Error("the stated budget gives another hazard than at first")
	}
}

func TestReviewBudget(t *testing.T) {
	v := reviewer("naive")
	v.BudgetGain, v.ReviewTarget, v.BudgetMin, v.BudgetMax = 0.2, 0.5, 0.25, 2
	var f Figures
	f.Leads = [Routes][Classes]float64{Direct: {100, 0}, Channel: {0, 100}}
	f.Wins = [Routes][Classes]float64{Direct: {10, 0}, Channel: {0, 1}}
	near(t, "a poor channel", v.ReviewBudget(1, &f), 1+0.2*(0.2-1))
	f.Wins[Channel][Rest] = 20
	near(t, "a rich one", v.ReviewBudget(1.9, &f), 2)
	f.Wins[Direct][AB] = 0
	near(t, "unmeasured", v.ReviewBudget(0.7, &f), 0.7)
}
