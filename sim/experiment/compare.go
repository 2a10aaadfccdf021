package experiment

import (
	"fmt"
	"slices"

	"channelsim/scenarios"
	"channelsim/sim"
)

// Comparison is a design whose points are to be held against each other.
type Comparison struct {
	Design Design
	Names  []string // by point, each different
	// Indifference is the difference of the first outcome, in its unit, up to which
	// two points count as alike. 0 means that any difference matters.
	Indifference float64

	ends []scenarios.Setting // of Hinge: what every pair of points after the compared ones has
}

// NewComparison plans to compare scenarios. They must have the horizon of the first;
// runs, seed, windows and outcomes are the design's. Names that are there already get
// a number: baseline (2).
func NewComparison(names []string, points []Point, d Design) (*Comparison, error) {
	c := &Comparison{Design: d}
	c.Design.Points, c.Design.Beside = nil, moneyOutcomes()
	weeks := points[0].Scenario.Run.Weeks
	for i, p := range points {
		if w := p.Scenario.Run.Weeks; w != weeks {
			return nil, fmt.Errorf("%s lasts %d weeks and %s %d: scenarios are compared over the same weeks\n  --weeks %d gives all the same horizon",
				names[0], weeks, names[i], w, min(weeks, w))
		}
		c.Names = append(c.Names, c.unused(names[i]))
		c.Design.Points = append(c.Design.Points, Point{Index: i, Scenario: p.Scenario, Vary: p.Vary})
	}
	if shared := c.shared(); len(shared) > 1 {
		c.Design.Vendors = shared
	}
	return c, nil
}

// shared are the vendors' names where all points have the same, or else nil.
func (c *Comparison) shared() []string {
	first := vendorNames(&c.Design.Points[0])
	for _, p := range c.Design.Points {
		if !slices.Equal(vendorNames(&p), first) {
			return nil
		}
	}
	return first
}

func vendorNames(p *Point) []string {
	var names []string
	for i := range p.Scenario.Vendors {
		names = append(names, p.Scenario.Vendors[i].Name)
	}
	return names
}

// unused is the name, or the name with the first number that nobody has.
func (c *Comparison) unused(name string) string {
	free := name
	for n := 2; slices.Contains(c.Names, free); n++ {
		free = fmt.Sprintf("%s (%d)", name, n)
	}
	return free
}

// Told is whether two points are told apart.
type Told string

// What is told. ApartAlone means: by the pair's own 95 % interval, but not once all
// pairs are looked at together.
const (
	NotApart   Told = "not apart"
	ApartAlone Told = "by itself"
	Apart      Told = "apart"
)

// Answer says of a difference whether it is more than chance: yes, no, or not sure where it would be by itself
// only.
func (t Told) Answer() string {
	return map[Told]string{NotApart: "no", ApartAlone: "not sure", Apart: "yes"}[t]
}

var toldOf = map[Found]Told{NoEffect: NotApart, Alone: ApartAlone, Effect: Apart}

// PairRow is what two points have different in an outcome.
type PairRow struct {
	A, B       int // points, A before B
	Difference Difference
	Told       Told
}

// Contest is what a comparison says about one outcome of one vendor, or of all.
type Contest struct {
	Outcome      Outcome
	Vendor       string // or sim.All
	Better       Better
	Indifference float64    // that Told and Rank heed
	Standings    []Standing // by point; without those that an interruption left out
	Pairs        []PairRow  // of points with a standing
}

// Label is the outcome in words, with the vendor's name where it is about one.
func (c *Contest) Label() string {
	if c.Vendor == sim.All {
		return c.Outcome.Label()
	}
	return c.Vendor + ": " + c.Outcome.Label()
}

// Contests reads the comparison off the answer to its design, by outcome and within
// it all vendors first, then each of several that all points have.
func (c *Comparison) Contests(answer *Answer) []Contest {
	var all []Contest
	for i, o := range answer.Design.Outcomes {
		for _, vendor := range answer.Design.parts() {
			contest := Contest{Outcome: o, Vendor: vendor, Better: BetterOf(o.Metric)}
			if i == 0 {
				contest.Indifference = c.Indifference
			}
			contest.enter(answer, len(c.Names))
			if vendor != sim.All && contest.Standings == nil {
				continue // an outcome of the market only
			}
			contest.pair(answer)
			contest.stand(answer)
			all = append(all, contest)
		}
	}
	return all
}

// enter makes the standings of the points that the answer has.
func (c *Contest) enter(answer *Answer, points int) {
	for p := range points {
		if row := answer.Find(p, c.Vendor, c.Outcome.Metric, c.Outcome.Window); row != nil {
			c.Standings = append(c.Standings, Standing{Point: p, Summary: *row})
		}
	}
}

// pair compares all points with each other.
func (c *Contest) pair(answer *Answer) {
	var ps []float64
	for i := range c.Standings {
		for j := i + 1; j < len(c.Standings); j++ {
			a, b := c.Standings[i].Point, c.Standings[j].Point
			d := answer.PairedOf(a, b, c.Vendor, c.Outcome)
			c.Pairs = append(c.Pairs, PairRow{A: a, B: b, Difference: d})
			ps = append(ps, d.P(c.Indifference))
		}
	}
	for i, found := range stepDown(ps) {
		c.Pairs[i].Told = toldOf[found]
	}
}

// Best is the standing of the first rank with the best mean, nil where nothing was
// ranked.
func (c *Contest) Best() *Standing {
	var best *Standing
	for i := range c.Standings {
		s := &c.Standings[i]
		if s.Rank == 1 && (best == nil || c.Better.gain(s.Mean) > c.Better.gain(best.Mean)) {
			best = s
		}
	}
	return best
}

// Between is the row of two points, turned so that it is first less second; nil if
// there is none.
func (c *Contest) Between(first, second int) *PairRow {
	for _, p := range c.Pairs {
		switch {
		case p.A == first && p.B == second:
			return &p
		case p.A == second && p.B == first:
			d := p.Difference
			d.Mean, d.CILow, d.CIHigh, d.Skewness = -d.Mean, -d.CIHigh, -d.CILow, -d.Skewness
			return &PairRow{A: first, B: second, Difference: d, Told: p.Told}
		}
	}
	return nil
}

// PolicyPoints are a scenario under each of several policies of one vendor.
func PolicyPoints(s *scenarios.Scenario, vendor string, policies []string) ([]Point, error) {
	var points []Point
	for i, policy := range policies {
		set := scenarios.Setting{Key: "vendors." + vendor + ".policy", Value: policy}
		under, err := s.WithAll(set)
		if err != nil {
			return nil, err
		}
		if err := under.Validate(); err != nil {
			return nil, err
		}
		points = append(points, Point{Index: i, Scenario: under, Vary: []scenarios.Setting{set}})
	}
	return points, nil
}
