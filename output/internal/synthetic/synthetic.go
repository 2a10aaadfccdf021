// Package synthetic makes answers without a model, for the tests of the packages
// that show them: numbers of a believable size, a known story, the real
// experiment around it.
package synthetic

import (
	"context"
	"fmt"
	"hash/fnv"
	"math"
	"math/rand/v2"
	"slices"

	"channelsim/scenarios"
	"channelsim/sim"
	"channelsim/sim/experiment"
)

// Story is what happens in made-up runs.
type Story struct {
	Name    string
	Title   string
	Start   string // date of week 1, may be empty
	Runs    int
	Weeks   int
	Vendors []string // without all; nil means acme
	From    float64  // follow-up in the first weeks
	To      float64  // and at the end
	Spirals float64  // share of runs that spiral; if above 0 the others stay at From
	Back    float64  // if above 0: where follow-up comes back to, from week 90 on

	Lags map[string]int // weeks by which a metric goes that way later
}

// Stories of the kinds that titles tell apart.
var (
	DeathSpiral = Story{Name: "death-spiral", Title: "the naive review starves the channel", Runs: 200, Weeks: 156, From: 0.70, To: 0.28, Spirals: 0.93}
	Healthy     = Story{Name: "qualify-more", Title: "better leads, fewer of them", Runs: 200, Weeks: 156, From: 0.60, To: 0.82}
	Steady      = Story{Name: "baseline", Title: "half of A/B reserved for partners", Runs: 200, Weeks: 156, From: 0.66, To: 0.66}
	Recovery    = Story{Name: "recovery", Title: "the review is mended", Runs: 200, Weeks: 156, From: 0.60, To: 0.28, Back: 0.45}
	TooFew      = Story{Name: "baseline", Title: "half of A/B reserved for partners", Runs: 3, Weeks: 156, From: 0.66, To: 0.50}
)

// Design is the story's experiment.
func (s Story) Design() experiment.Design {
	scenario := scenarios.Default()
	scenario.Name, scenario.Title = s.Name, s.Title
	scenario.Run.Start, scenario.Run.Currency, scenario.Run.Weeks, scenario.Run.Runs = s.Start, "EUR", s.Weeks, s.Runs
	for i, name := range s.Vendors {
		if i > 0 {
			scenario.Vendors = append(scenario.Vendors, scenario.Vendors[0])
		}
		scenario.Vendors[i].Name = name
	}
	return experiment.Design{Points: []experiment.Point{{Scenario: scenario}}, Runs: s.Runs, Seed: 1}
}

// Run simulates the story, block by block into a store if there is one.
func (s Story) Run(ctx context.Context, o experiment.Options) (*experiment.Answer, error) {
	return s.RunDesign(ctx, s.Design(), o)
}

// RunDesign is Run of a design of one's own: the story is the same at every point.
func (s Story) RunDesign(ctx context.Context, d experiment.Design, o experiment.Options) (*experiment.Answer, error) {
	o.New = func(sc *scenarios.Scenario, windows []sim.Window, _ int) (experiment.Simulator, error) {
		return s.simulator(windows), nil
	}
	return experiment.Run(ctx, d, o)
}

// Answer is what the story's runs say.
func (s Story) Answer() *experiment.Answer {
	a, err := s.Run(context.Background(), experiment.Options{})
	if err != nil {
		panic(err) // a story without store cannot fail
	}
	s.fill(a, 0)
	return a
}

// Compare is what the runs of several stories say, compared on an outcome.
func Compare(stories ...Story) (*experiment.Comparison, *experiment.Answer) {
	d := stories[0].Design()
	var names []string
	var points []experiment.Point
	for _, s := range stories {
		names, points = append(names, s.Name), append(points, s.Design().Points...)
	}
	d.Outcomes = []experiment.Outcome{experiment.DefaultOutcome, {Metric: sim.FollowUp, Window: "last_half_year"}}
	c, err := experiment.NewComparison(names, points, d)
	if err != nil {
		panic(err)
	}
	a, err := experiment.Run(context.Background(), c.Design, experiment.Options{New: func(sc *scenarios.Scenario, windows []sim.Window, _ int) (experiment.Simulator, error) {
		for _, s := range stories {
			if s.Name == sc.Name {
				return s.simulator(windows), nil
			}
		}
		return nil, fmt.Errorf("no story of %s", sc.Name)
	}})
	if err != nil {
		panic(err)
	}
	for i, s := range stories {
		s.fill(a, i)
	}
	return c, a
}

type simulator struct {
	Story
	layout sim.Layout
}

func (s Story) simulator(windows []sim.Window) *simulator {
	if s.Vendors == nil {
		s.Vendors = []string{"acme"}
	}
	return &simulator{s, sim.Layout{Vendors: append(slices.Clone(s.Vendors), sim.All), Windows: windows, Weeks: s.Weeks}}
}

func (s *simulator) Layout() *sim.Layout { return &s.layout }

func (s *simulator) Close() {}

func (s *simulator) Run(ctx context.Context, _ uint64, replication int, r *sim.Record) error {
	rng := rand.New(rand.NewPCG(7, uint64(replication)))
	to, middle := s.From, 30+30*rng.Float64()
	spirals := float64(replication) < math.Round(s.Spirals*float64(s.Runs))
	if spirals || s.Spirals == 0 {
		to = s.To
	}
	level := 0.05 * rng.NormFloat64()
	for v := range s.layout.Vendors {
		for m := range sim.Metrics {
			rng := rand.New(rand.NewPCG(seriesSeed(v, sim.Metrics[m].Key), uint64(replication)))
			s.metric(r, v, m, func(week int) float64 {
				shape := 1 / (1 + math.Exp(-(float64(week)-middle)/8))
				return min(1, max(0, s.From+(to-s.From)*shape+s.back(week)+level+0.03*rng.NormFloat64()))
			})
		}
	}
	last := len(s.layout.Vendors) - 1
	for w := range s.layout.Windows {
		spiral, week := 0.0, math.NaN()
		if spirals {
			spiral, week = 1, math.Round(middle)
		}
		r.Values[s.layout.Value(last, w, sim.MetricIndex(sim.Spiral))] = spiral
		r.Values[s.layout.Value(last, w, sim.MetricIndex(sim.SpiralWeek))] = week
	}
	return ctx.Err()
}

// back is what of the fall is behind again in a week.
func (s Story) back(week int) float64 {
	if s.Back == 0 {
		return 0
	}
	return (s.Back - s.To) / (1 + math.Exp(-(float64(week)-100)/4))
}

// seriesSeed gives every series chance of its own, so that a metric more or less
// does not change the others.
func seriesSeed(vendor int, key string) uint64 {
	h := fnv.New64a()
	fmt.Fprint(h, vendor, key)
	return h.Sum64()
}

// metric fills in one metric of one vendor; curve is follow-up by week, from
// which all others take their shape.
func (s *simulator) metric(r *sim.Record, v, m int, curve func(week int) float64) {
	def := &sim.Metrics[m]
	none := def.Kind == sim.Whole || def.MarketOnly && s.layout.Vendors[v] != sim.All
	weekly := r.Weekly[s.layout.Week(v, m, 0):][:s.layout.Weeks]
	for t := range weekly {
		weekly[t] = math.NaN()
		if !none {
			weekly[t] = scale(def) * curve(t+1-s.Lags[def.Key])
		}
	}
	for w, win := range s.layout.Windows {
		weeks := weekly[win.First-1 : win.Last]
		sum := 0.0
		for _, x := range weeks {
			sum += x
		}
		if def.Kind != sim.Flow {
			sum /= float64(len(weeks))
		}
		r.Values[s.layout.Value(v, w, m)] = sum
	}
}

// scale is the size of a metric whose follow-up would be 1.
func scale(m *sim.Metric) float64 {
	switch {
	case m.Key == "belief_good_lead":
		return 0.2
	case m.Share || m.Unit == "0-1":
		return 1
	case m.Key == "revenue_direct_leads" || m.Key == "revenue_vendor_leads": // parts of the revenue
		return 0.15 * 123456.7
	case m.Unit == "money":
		return 123456.7
	}
	return 40
}
