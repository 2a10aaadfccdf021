package experiment

import (
	"context"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"channelsim/scenarios"
	"channelsim/sim"
)

// diaryOf tells a story of a shipped scenario.
func diaryOf(t *testing.T, name string, change func(*Plan)) *Story {
	t.Helper()
	s, err := scenarios.Load(name)
	if err != nil {
		t.Fatal(err)
	}
	p := Plan{Scenario: s, Seed: 1}
	if change != nil {
		change(&p)
	}
	story, err := Tell(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	return story
}

// The most telling partner is the one whose follow-up fell most, among those who
// stayed and got half the median or more.
func TestFellMost(t *testing.T) {
	early := []past{{100, 50}, {100, 90}, {40, 40}, {100, 80}, {100, 60}, {100, 100}}
	late := []past{{100, 40}, {100, 0}, {100, 0}, {100, 30}, {100, 20}, {40, 0}}
	c := fellMost(early, late, func(i int) bool { return i != 1 }) // partner 2 did not stay, partner 3 got too few early, partner 6 late
	if c.Partner != 4 || c.Of != 3 || c.Early != 0.8 || c.Late != 0.3 {
		t.Errorf("chose %+v, want partner 4 of 3", c)
	}
	if c := fellMost(early, late, func(int) bool { return false }); c.Of != 0 || c.Partner != 1 {
		t.Errorf("where nobody stayed it chose %+v", c)
	}
}

// In a death spiral the most telling partner gives up, and its diary says when.
func TestStoryOfADeathSpiral(t *testing.T) {
	s := diaryOf(t, "death-spiral", nil)
	var seen []Moment
	for i := range s.Entries {
		e := &s.Entries[i]
		seen = append(seen, e.Moments...)
		if i > 0 && e.Week < s.Entries[i-1].Week {
			t.Errorf("week %d stands after week %d", e.Week, s.Entries[i-1].Week)
		}
	}
	for _, m := range []Moment{AtStart, FirstLead, FirstOpportunity, FirstWin, TrustFall, Conference, Drought, GaveUp, Quarterly, AtEnd} {
		if !slices.Contains(seen, m) {
			t.Errorf("nothing is told of %s; there is %v", m, seen)
		}
	}
	if n := len(s.Entries); n < 15 || n > 31 {
		t.Errorf("%d entries", n)
	}
	if s.Chosen.Early < 0.5 || s.Chosen.Late > s.Chosen.Early-0.4 || s.Chosen.Of < 50 {
		t.Errorf("chosen: %+v", s.Chosen)
	}
}

// Sums of quarters are the sum of the life, and the parts of a change its whole.
func TestSpellsSumUp(t *testing.T) {
	s := diaryOf(t, "rival-calls", func(p *Plan) { p.Hero.Number = 92 })
	whole, _ := s.Whole()
	for i := range whole.Lines {
		received, learned, trust := 0, 0.0, 0.0
		for q := 0; q < 156; q += 13 {
			k := s.spell(q+1, q+13)
			received += k.Lines[i].Received
			learned += k.Lines[i].Learned
			trust += k.Lines[i].TrustBy.Total()
		}
		l := &whole.Lines[i]
		if received != l.Received || math.Abs(learned-l.Learned) > 1e-12 {
			t.Errorf("%s: quarters make %d leads and %v learned, the life %d and %v", l.Vendor, received, learned, l.Received, l.Learned)
		}
		if math.Abs(l.TrustBefore+trust-l.Trust) > 1e-12 {
			t.Errorf("%s: trust %v and changes of %v make %v", l.Vendor, l.TrustBefore, trust, l.Trust)
		}
		if math.Abs(l.BeliefBefore+l.Learned+l.Heard+l.Claimed-l.Belief) > 1e-12 {
			t.Errorf("%s: belief %v does not come to %v", l.Vendor, l.BeliefBefore, l.Belief)
		}
	}
}

// Up to the parting both lives are the same, and the naive review of week 13 is
// found to be what went before.
func TestTwinParts(t *testing.T) {
	s := diaryOf(t, "death-spiral", func(p *Plan) { p.Twin = []scenarios.Setting{{Key: "review", Value: "none"}} })
	p := s.Twin.Parting
	if p == nil || p.Week < 14 || p.Week > 30 || len(p.Differs) == 0 {
		t.Fatalf("parting %+v", p)
	}
	for i := range p.Week - 1 {
		if d := differences(&s.Weeks[i], &s.Twin.Story.Weeks[i]); d != nil {
			t.Errorf("week %d differs before the parting: %v", i+1, d)
		}
	}
	if d := p.Decision; d == nil || d.Week != 13 || d.Before != 0.5 || d.There != 0.5 || d.Here >= 0.5 {
		t.Errorf("decision %+v", d)
	}
	if s.Twin.Story.Hero != s.Hero {
		t.Errorf("the twin is %+v", s.Twin.Story.Hero)
	}
}

func TestTwinNeverParts(t *testing.T) {
	for _, h := range []Hero{{}, {Rep: true, Number: 2}, {Vendor: "acme"}} {
		s := diaryOf(t, "classroom", func(p *Plan) {
			p.Hero, p.Twin = h, []scenarios.Setting{{Key: "review", Value: "naive"}}
		})
		if s.Twin.Parting != nil {
			t.Errorf("%+v parts from itself: %+v", h, s.Twin.Parting)
		}
	}
}

// A life that ends early in one world parts there at the latest.
func TestTwinOfAFailure(t *testing.T) {
	a := &Story{Weeks: []sim.LifeWeek{{Week: 1}, {Week: 2, Failed: true}}}
	b := &Story{Weeks: []sim.LifeWeek{{Week: 1}, {Week: 2}, {Week: 3}}}
	p := a.part(b)
	if p == nil || p.Week != 2 || len(p.Differs) != 1 || p.Differs[0].What != "failures" {
		t.Errorf("parting %+v", p)
	}
}

func TestTellRefuses(t *testing.T) {
	s, err := scenarios.Load("classroom")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		plan Plan
		want string
	}{
		{Plan{Hero: Hero{Number: 31}}, "--partner 31: must lie in 1-30"},
		{Plan{Hero: Hero{Number: -1}}, "--partner -1: must lie in 1-30"},
		{Plan{Hero: Hero{Rep: true, Number: 7}}, "--rep 7: must lie in 1-3"},
		{Plan{Hero: Hero{Vendor: "acne"}}, `did you mean "acme"?`},
		{Plan{Twin: []scenarios.Setting{{Key: "seed", Value: "2"}}}, "the same weeks and the same random numbers"},
		{Plan{Twin: []scenarios.Setting{{Key: "trust_strat", Value: "2"}}}, "trust_start"},
	} {
		c.plan.Scenario = s
		if _, err := Tell(t.Context(), c.plan); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("got %v, want %s", err, c.want)
		}
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := Tell(ctx, Plan{Scenario: s}); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled story says %v", err)
	}
}

func TestHeroName(t *testing.T) {
	s, err := scenarios.Load("rival-calls")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		hero Hero
		want string
	}{
		{Hero{Number: 17}, "partner 17"}, {Hero{Rep: true, Number: 5}, "northwind's rep 5"},
		{Hero{Rep: true, Number: 6}, "brightline's rep 1"}, {Hero{Vendor: "brightline"}, "brightline"},
	} {
		if got := c.hero.Name(s); got != c.want {
			t.Errorf("%+v is %s, want %s", c.hero, got, c.want)
		}
	}
}
