package experiment

import (
	"context"
	"fmt"
	"strings"

	"channelsim/scenarios"
	"channelsim/sim"
)

// Hero says whose story is told.
type Hero struct {
	Vendor string // a vendor's name, or
	Rep    bool   // a rep, otherwise a partner,
	Number int    // by number from 1, reps through all vendors; 0 means the most telling partner
}

// Name is what a story calls its hero: partner 17, acme's rep 3, acme.
func (h Hero) Name(s *scenarios.Scenario) string {
	switch {
	case h.Vendor != "":
		return h.Vendor
	case !h.Rep:
		return fmt.Sprintf("partner %d", h.Number)
	}
	n := h.Number
	for i := range s.Vendors {
		if v := &s.Vendors[i]; n > v.Reps {
			n -= v.Reps
		} else {
			return fmt.Sprintf("%s's rep %d", v.Name, n)
		}
	}
	return fmt.Sprintf("rep %d", h.Number)
}

// Plan is what Tell tells.
type Plan struct {
	Scenario    *scenarios.Scenario
	Seed        uint64
	Replication int
	Hero        Hero
	Full        bool                // every week, not a selection
	Twin        []scenarios.Setting // what is different in the other world; nil tells of one world
	brief       bool                // years in place of quarters
	grounds     *Grounds            // that the twin's world shares

	Shards int // goroutines inside a run; changes no number
}

// Story is the diary of one seller or vendor in one run.
type Story struct {
	Plan     Plan
	Hero     Hero            // never without a number
	Chosen   *Chosen         // why it is this partner; nil if somebody said so
	Start    Character       // of a seller
	Before   []sim.LifeLine  // a seller's lines before the first week
	Weeks    []sim.LifeWeek  // of a seller, while it is in business
	Quarters [][]sim.Quarter // by vendor: those that ended in recorded weeks
	Entries  []Entry
	Twin     *Twin // nil if there is no other world
}

// Character is what a seller is like.
type Character struct {
	Kind    string  // archetype of a partner, where there are several
	Hours   float64 // a week
	Closing float64 // skill, 1 is average
	Segment string
	Funds   float64 // cash in weeks of cost, NaN for a rep
	Own     int     // open opportunities of its other business
}

// Tell simulates and tells. Runs are deterministic, so a world is simulated once
// to find the most telling partner and again to follow it. The errors say which
// hero there is not, or are the context's.
func Tell(ctx context.Context, p Plan) (*Story, error) {
	if p.grounds == nil {
		p.grounds = &Grounds{}
	}
	ground, err := p.grounds.Of(p.Scenario)
	if err != nil {
		return nil, err
	}
	w, err := sim.New(p.Scenario, sim.Options{Shards: p.Shards, Ground: ground})
	if err != nil {
		return nil, err
	}
	defer w.Close()
	s := &Story{Plan: p, Hero: p.Hero}
	if err := s.cast(ctx, w); err != nil {
		return nil, err
	}
	if err := s.live(ctx, w); err != nil {
		return nil, err
	}
	s.Entries = s.choose()
	if p.Twin != nil {
		s.Twin, err = s.tellTwin(ctx)
	}
	return s, err
}

// cast finds the hero.
func (s *Story) cast(ctx context.Context, w *sim.World) error {
	h := &s.Hero
	switch {
	case h.Vendor != "":
		return knownVendor(s.Plan.Scenario, h.Vendor)
	case h.Rep:
		return s.counted("rep", reps(s.Plan.Scenario))
	case h.Number != 0:
		return s.counted("partner", w.Partners())
	case w.Partners() == 0:
		return fmt.Errorf("--partner auto: the scenario has no partners\n  --rep N tells of a rep")
	}
	var err error
	s.Chosen, err = mostTelling(ctx, w, &s.Plan)
	if err == nil {
		h.Number = s.Chosen.Partner
	}
	return err
}

func (s *Story) counted(kind string, count int) error {
	n := s.Hero.Number
	switch {
	case count == 0:
		return fmt.Errorf("--%s %d: the scenario has no %ss", kind, n, kind)
	case n < 1 || n > count:
		return fmt.Errorf("--%s %d: must lie in 1-%d\n  the scenario has %s", kind, n, count, CountOf(count, kind))
	}
	return nil
}

func reps(s *scenarios.Scenario) int {
	n := 0
	for i := range s.Vendors {
		n += s.Vendors[i].Reps
	}
	return n
}

func knownVendor(s *scenarios.Scenario, name string) error {
	var names []string
	for i := range s.Vendors {
		if names = append(names, s.Vendors[i].Name); s.Vendors[i].Name == name {
			return nil
		}
	}
	return fmt.Errorf("--vendor %s: no such vendor: there is %s%s", name, strings.Join(names, ", "), hint(name, names, "channelsim scenario show prints the scenario"))
}

// live simulates the run and keeps what concerns the hero.
func (s *Story) live(ctx context.Context, w *sim.World) error {
	w.Reset(s.Plan.Seed, s.Plan.Replication)
	var life *sim.Life
	var err error
	if s.Hero.Vendor == "" {
		if life, err = w.Life(sim.SellerRef{Rep: s.Hero.Rep, Number: s.Hero.Number}); err != nil {
			return err
		}
	}
	books, err := openBooks(w, s.Plan.Scenario)
	if err != nil {
		return err
	}
	s.Quarters = make([][]sim.Quarter, len(books))
	run := &s.Plan.Scenario.Run
	for week := 1 - run.Before(); week <= run.Weeks; week++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		if week == 1 && life != nil {
			s.meet(life)
		}
		w.Step()
		for v, b := range books {
			if q, ok := b.Quarter(); ok && week > 0 {
				s.Quarters[v] = append(s.Quarters[v], q)
			}
		}
		if life == nil {
			continue
		}
		if k := life.Week(); week > 0 && k.Active {
			s.Weeks = append(s.Weeks, k)
		}
	}
	return nil
}

func openBooks(w *sim.World, s *scenarios.Scenario) ([]*sim.Books, error) {
	var all []*sim.Books
	for i := range s.Vendors {
		b, err := w.Books(s.Vendors[i].Name)
		if err != nil {
			return nil, err
		}
		all = append(all, b)
	}
	return all, nil
}

// meet notes what the hero is like before the first recorded week.
func (s *Story) meet(l *sim.Life) {
	c := &s.Start
	c.Hours, c.Closing, c.Segment, c.Funds, c.Own = l.Start()
	if len(s.Plan.Scenario.Archetypes) > 1 {
		c.Kind = l.Archetype()
	}
	s.Before = l.Lines()
}

// quartersOf are a vendor's quarters.
func (s *Story) quartersOf(vendor string) []sim.Quarter {
	for v := range s.Plan.Scenario.Vendors {
		if s.Plan.Scenario.Vendors[v].Name == vendor {
			return s.Quarters[v]
		}
	}
	return nil
}
