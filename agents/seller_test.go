package agents

import (
	"testing"

	"channelsim/scenarios"
	"pgregory.net/rapid"
)

func TestSpent(t *testing.T) {
	w := SellerWeek{Served: 3, Leads: 10.5, Hunted: 20, Outside: 6.5, Income: 900, Open: 3}
	near(t, "hours spent", w.Spent(), 40)
}

func TestUsual(t *testing.T) {
	var l Line
	l.Since = 100
	near(t, "before any lead", l.Usual(100), 1)
	l.Receive(100, 6)
	near(t, "in the first week", l.Usual(100), 6)
	l.Receive(101, 0)
	near(t, "in the second week", l.Usual(101), 3)
	for week := 102; week < 110; week++ {
		l.Receive(week, 2)
	}
	near(t, "after ten weeks", l.Usual(109), 2.2)
	l.Receive(110, 0) // the six of week 100 are forgotten
	near(t, "after eleven", l.Usual(110), 1.6)
	for week := 111; week < 121; week++ {
		l.Receive(week, 0)
	}
	near(t, "after a long drought", l.Usual(120), 1)
}

// Whatever comes, Recent is the sum of the last ten weeks.
func TestRecentIsTheLastTenWeeks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var l Line
		got := rapid.SliceOfN(rapid.Int32Range(0, 70_000), 1, 40).Draw(t, "leads")
		for week, n := range got {
			l.Receive(week, n)
		}
		want := int32(0)
		for _, n := range got[max(0, len(got)-recentWeeks):] {
			want += min(n, 65_535)
		}
		if l.Recent() != want {
			t.Fatalf("recent %d, want %d", l.Recent(), want)
		}
	})
}

// A newcomer has no past: not the leads, the trust or the beliefs of an earlier
// membership; only its hunting skill is its own.
func TestJoin(t *testing.T) {
	r := rulesWith(func(s *scenarios.Scenario) { s.Partners.TrustStart = 0.6 })
	v := &r.Vendors[0]
	l := Line{Trust: 0.1, Unfair: 0.9, Skill: 0.4, Yield: 1, Attention: 0.01, Week: LineWeek{Received: 9}}
	l.Receive(3, 50)
	l.Join(r, v, 78, 1)

	if !l.Member || l.Since != 78 || l.Recent() != 0 || l.Week != (LineWeek{}) {
		t.Errorf("joined as %+v", l)
	}
	near(t, "trust", l.Trust, 0.6)
	near(t, "unfairness", l.Unfair, 0)
	near(t, "skill", l.Skill, 0.4)
	near(t, "yield", l.Yield, 0.06)
	near(t, "attention", l.Attention, 1)
	near(t, "opportunities believed in", l.Beliefs[AB].A, 40*0.6*0.25)
	near(t, "failures believed in", l.Beliefs[AB].B, 40*0.6*0.75)
	near(t, "belief in the rest", l.Beliefs[Rest].P(), v.Claim[Rest])
	for week := 78; week < 88; week++ { // over the places of all earlier leads
		l.Receive(week, 5)
	}
	near(t, "leads since", l.Usual(87), 5)
}
