package experiment

import (
	"context"
	"fmt"
	"math"

	"channelsim/scenarios"
	"channelsim/sim"
)

// Twin is the same life in a world that differs in some settings and has the same
// random numbers.
type Twin struct {
	Settings []scenarios.Setting
	Story    *Story
	Parting  *Parting // nil if the two lives never part
}

// Parting is the first week in which something different happens to the hero, and
// what is known to have led there.
type Parting struct {
	Week        int
	Here, There Spell           // that week in both worlds; without lines for a vendor
	Differs     []Discrepancy   // what happened differently in it
	Decision    *Decision       // the first different decision of a vendor before it; nil if there is none
	Quarters    [2]*sim.Quarter // of a vendor's story, here and there
}

// OtherLeads is what differs where as many leads came, but not the same.
const OtherLeads = "as many leads came, but not the same ones"

// Discrepancy is a thing that happened in a different number.
type Discrepancy struct {
	Vendor      string // of the line, or empty
	What        string // in words, OtherLeads or such as "leads received"
	Here, There float64
}

// Decision is a vendor's review with different results in the two worlds.
type Decision struct {
	Vendor              string
	Week                int     // at whose end it was taken
	Before, Here, There float64 // share of good leads reserved for partners
}

// CheckTwin refuses settings that leave nothing to compare: the two lives have
// the same weeks and the same random numbers.
func CheckTwin(settings []scenarios.Setting) error {
	for _, g := range settings {
		if p, err := scenarios.Find(g.Key); err == nil && p.Section == "run" {
			return fmt.Errorf("--twin %s=%v: the two lives have the same weeks and the same random numbers\n  --set %s=%v changes both", g.Key, g.Value, g.Key, g.Value)
		}
	}
	return nil
}

// tellTwin tells the same hero's life in the other world.
func (s *Story) tellTwin(ctx context.Context) (*Twin, error) {
	if err := CheckTwin(s.Plan.Twin); err != nil {
		return nil, err
	}
	other, err := s.Plan.Scenario.WithAll(s.Plan.Twin...)
	if err != nil {
		return nil, err
	}
	p := s.Plan
	p.Scenario, p.Hero, p.Twin, p.brief = other, s.Hero, nil, true
	story, err := Tell(ctx, p)
	if err != nil {
		return nil, fmt.Errorf("the twin's world: %w", err)
	}
	return &Twin{s.Plan.Twin, story, s.part(story)}, nil
}

// part finds where two lives part.
func (s *Story) part(other *Story) *Parting {
	if s.Hero.Vendor != "" {
		return s.partVendors(other)
	}
	for i := range max(len(s.Weeks), len(other.Weeks)) {
		if i >= len(s.Weeks) || i >= len(other.Weeks) {
			return nil // one was out of business: it failed the week before, which differs
		}
		if d := differences(&s.Weeks[i], &other.Weeks[i]); d != nil {
			return &Parting{Week: i + 1, Here: s.spell(i+1, i+1), There: other.spell(i+1, i+1), Differs: d, Decision: s.decision(other, i+1)}
		}
	}
	return nil
}

// differences lists what happened differently to a seller in a week. What it
// thought does not count, what it did and got does.
func differences(a, b *sim.LifeWeek) []Discrepancy {
	var all []Discrepancy
	add := func(vendor, what string, here, there float64) {
		if what == OtherLeads || here != there {
			all = append(all, Discrepancy{vendor, what, here, there})
		}
	}
	for i := range a.Lines {
		l, m := &a.Lines[i], &b.Lines[i]
		for _, c := range []struct {
			what        string
			here, there int
		}{
			{"leads received", l.Received, m.Received}, {"leads opened", l.Opened, m.Opened}, {"leads worked", l.Worked, m.Worked},
			{"opportunities from leads", l.Opportunities, m.Opportunities}, {"collisions", l.Collisions, m.Collisions},
			{"leads that ran out", l.Expired, m.Expired}, {"opportunities from hunting", l.Found, m.Found},
			{"leads of own campaigns", l.Campaign, m.Campaign}, {"opportunities from them", l.CampaignOpened, m.CampaignOpened}, {"leads taken back", l.Recalled, m.Recalled},
			{"deals won", l.Won, m.Won}, {"deals lost", l.Lost, m.Lost},
			{"times learning that the direct team keeps the good leads", one(l.Leak), one(m.Leak)},
			{"announcements heard", one(l.Announced), one(m.Announced)}, {"memberships", one(l.Member), one(m.Member)},
		} {
			add(l.Vendor, c.what, float64(c.here), float64(c.there))
		}
		if l.Received == m.Received && l.Which != m.Which {
			add(l.Vendor, OtherLeads, float64(l.Received), float64(m.Received))
		}
		add(l.Vendor, "good leads among them (A or B)", float64(l.Good), float64(m.Good))
		if l.Won == m.Won {
			add(l.Vendor, "revenue", math.Round(l.Revenue), math.Round(m.Revenue))
		}
	}
	add("", "busy weeks", float64(one(a.Busy)), float64(one(b.Busy)))
	add("", "failures", float64(one(a.Failed)), float64(one(b.Failed)))
	add("", "open deals of the other business", float64(a.Own), float64(b.Own))
	return all
}

// decision finds the first review before a week that came out differently.
func (s *Story) decision(other *Story, week int) *Decision {
	var first *Decision
	for v := range s.Quarters {
		for i := range min(len(s.Quarters[v]), len(other.Quarters[v])) {
			a, b := &s.Quarters[v][i], &other.Quarters[v][i]
			if a.Week >= week || a.Share == b.Share {
				continue
			}
			if first == nil || a.Week < first.Week {
				first = &Decision{s.Plan.Scenario.Vendors[v].Name, a.Week, a.ShareBefore, a.Share, b.Share}
			}
			break
		}
	}
	return first
}

// partVendors finds the first quarter that differs in a vendor's books.
func (s *Story) partVendors(other *Story) *Parting {
	a, b := s.quartersOf(s.Hero.Vendor), other.quartersOf(s.Hero.Vendor)
	for i := range min(len(a), len(b)) {
		if d := quarterDifferences(&a[i], &b[i]); d != nil {
			return &Parting{Week: a[i].Week, Differs: d, Quarters: [2]*sim.Quarter{&a[i], &b[i]}, Decision: s.decision(other, a[i].Week)}
		}
	}
	return nil
}

func quarterDifferences(a, b *sim.Quarter) []Discrepancy {
	var all []Discrepancy
	add := func(what string, here, there float64) {
		if here != there {
			all = append(all, Discrepancy{What: what, Here: here, There: there})
		}
	}
	count := func(what string, here, there int) { add(what, float64(here), float64(there)) }
	count("leads to partners", a.LeadsToPartners, b.LeadsToPartners)
	count("good leads to partners", a.GoodToPartners, b.GoodToPartners)
	count("leads worked by partners", a.WorkedByPartners, b.WorkedByPartners)
	count("deals of partners", a.Won, b.Won)
	count("deals of your own team", a.WonByReps, b.WonByReps)
	add("good leads for partners after the review, in %", math.Round(100*a.Share), math.Round(100*b.Share))
	add("profit", math.Round(a.Profit), math.Round(b.Profit))
	return all
}

// Whole sums up a seller's life; ok is false if it had none.
func (s *Story) Whole() (k Spell, ok bool) {
	if len(s.Weeks) == 0 {
		return k, false
	}
	return s.spell(1, len(s.Weeks)), true
}

// Quarterlies are the quarters of a vendor's story.
func (s *Story) Quarterlies() []sim.Quarter { return s.quartersOf(s.Hero.Vendor) }
