package experiment

import (
	"context"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"channelsim/scenarios"
	"channelsim/sim"
)

// PatternOptions say how patterns are examined.
type PatternOptions struct {
	Runs     int                   // replications of each arm, at most ExactRuns
	Seed     uint64                // shared by all arms
	Workers  int                   // changes no number; 0 means one for each processor
	Causes   bool                  // examine each pattern with its cause taken away, too
	Progress func(done, total int) // replications; may be nil
	Store    Store                 // keeps what was read off each block of PatternDesign, and has that of earlier calls; may be nil
	Shard    Shard                 // simulate this part only; then there are no results
}

// PatternDesign has a point for each arm that is simulated, in the order of RunPatterns. It says what
// there is to do, and whether what was kept is of the same patterns.
func PatternDesign(patterns []Pattern, o PatternOptions) (Design, error) {
	l := laboratory{options: o, known: map[string]*treatment{}}
	if _, _, err := l.planAll(patterns); err != nil {
		return Design{}, err
	}
	return l.design(), nil
}

// design is that of all treatments.
func (l *laboratory) design() Design {
	d := Design{Runs: l.options.Runs, Seed: l.options.Seed, NoWeeks: true}
	for i, t := range l.order {
		reads := scenarios.Setting{Key: "reads", Value: strings.Join(t.names(), " ")}
		d.Points = append(d.Points, Point{Index: i, Scenario: t.scenario, Vary: []scenarios.Setting{{Key: "arm", Value: canonical(t.scenario)}, reads}})
	}
	return d
}

// names are what is read off a treatment's runs, in order.
func (t *treatment) names() []string { return slices.Sorted(maps.Keys(t.reads)) }

// PatternAnswer is what came of the patterns.
type PatternAnswer struct {
	Baseline    *scenarios.Scenario // what arms change
	Runs        int                 // replications of each arm
	Seed        uint64
	Results     []PatternResult // of the patterns whose arms are complete
	Simulated   int             // replications in all
	Interrupted bool
	Notes       []string
}

// PatternResult is what came of one pattern.
type PatternResult struct {
	Pattern    *Pattern
	Claims     []ClaimResult // the first one leads
	Conclusion Conclusion    // about all claims together
	Reading    string        // a line in words, made from the numbers
	Arms       []Estimate    // by arm: what the picture shows
	Without    *PatternResult
}

// ClaimResult is what came of one claim.
type ClaimResult struct {
	Estimate
	Conclusion Conclusion
}

// treatment is a scenario that arms of several patterns may share, with what is
// read off its runs.
type treatment struct {
	scenario *scenarios.Scenario
	reads    map[string][]float64
}

// RunPatterns examines patterns. Arms that come to the same effective scenario
// are simulated once. When ctx is cancelled the answer holds the patterns that
// are complete.
func RunPatterns(ctx context.Context, patterns []Pattern, o PatternOptions) (*PatternAnswer, error) {
	l := laboratory{options: o, known: map[string]*treatment{}}
	base, err := baseline()
	if err != nil {
		return nil, err
	}
	a := &PatternAnswer{Baseline: base, Runs: o.Runs, Seed: o.Seed}
	plans, without, err := l.planAll(patterns)
	if err != nil {
		return nil, err
	}
	done, err := l.simulate(ctx)
	if err != nil {
		return nil, err
	}
	a.Interrupted, a.Simulated = done < len(l.order), l.finished
	for i := range plans {
		if plans[i].last >= done || !o.Shard.Whole() {
			continue
		}
		r := plans[i].judge(o.Runs)
		if o.Causes && without[i].last < done {
			gone := without[i].judge(o.Runs)
			r.Without = &gone
		}
		a.Results = append(a.Results, r)
	}
	a.Notes = l.notes(a)
	return a, nil
}

// planAll plans all patterns and, if asked for, each with its cause taken away.
func (l *laboratory) planAll(patterns []Pattern) (plans, without []plan, err error) {
	for i := range patterns {
		p, err := l.plan(&patterns[i], nil)
		if err != nil {
			return nil, nil, fmt.Errorf("%s: %w", patterns[i].ID, err)
		}
		plans = append(plans, p)
	}
	for i := range patterns {
		if !l.options.Causes {
			break
		}
		p, err := l.plan(&patterns[i], patterns[i].Cause.Set)
		if err != nil {
			return nil, nil, fmt.Errorf("%s without its cause: %w", patterns[i].ID, err)
		}
		without = append(without, p)
	}
	return plans, without, nil
}

// laboratory knows which treatments are to be simulated.
type laboratory struct {
	options PatternOptions
	known   map[string]*treatment // by canonical text of the effective scenario
	order   []*treatment

	finished, failed int // replications
}

// plan is a pattern with the treatments of its arms.
type plan struct {
	pattern    *Pattern
	treatments []*treatment
	last       int // position of the treatment that is simulated last
}

// plan finds or adds the treatments of a pattern, with some more settings for all arms.
func (l *laboratory) plan(p *Pattern, more []scenarios.Setting) (plan, error) {
	made := plan{pattern: p}
	for _, arm := range p.Arms {
		s, err := p.scenario(arm, more)
		if err != nil {
			return made, fmt.Errorf("arm %s: %w", arm.Name, err)
		}
		key := canonical(s)
		t := l.known[key]
		if t == nil {
			t = &treatment{scenario: s, reads: map[string][]float64{}}
			l.known[key] = t
			l.order = append(l.order, t)
		}
		for _, read := range p.Reads {
			if t.reads[read] != nil {
				continue
			}
			if err := checkRead(read, s.Run.Weeks); err != nil {
				return made, err
			}
			t.reads[read] = undefined(l.options.Runs)
		}
		made.treatments = append(made.treatments, t)
	}
	for i, t := range l.order {
		for _, own := range made.treatments {
			if t == own {
				made.last = max(made.last, i)
			}
		}
	}
	return made, nil
}

// baseline is the scenario that arms change, without expectations: they speak of it by itself.
func baseline() (*scenarios.Scenario, error) {
	s, err := scenarios.Load("baseline")
	if err != nil {
		return nil, err
	}
	s.Expect = nil
	return s, nil
}

// scenario makes the scenario of an arm.
func (p *Pattern) scenario(arm Arm, more []scenarios.Setting) (*scenarios.Scenario, error) {
	s, err := baseline()
	if err != nil {
		return nil, err
	}
	if p.Weeks > 0 {
		s.Run.Weeks = p.Weeks
	}
	if err := s.SetAll(arm.Set...); err != nil {
		return nil, err
	}
	s.Shocks = append(s.Shocks, arm.Shocks...)
	if err := s.SetAll(more...); err != nil {
		return nil, err
	}
	return s, s.Validate()
}

// canonical is a text that two scenarios share only if the model sees the same
// in both.
func canonical(s *scenarios.Scenario) string {
	e := s.Effective()
	e.Name, e.Title, e.Description, e.Source, e.Expect = "", "", "", "", nil
	for i := range e.Mechanisms {
		e.Mechanisms[i] = true
	}
	var b strings.Builder
	if err := e.WriteTOML(&b); err != nil {
		panic(err) // a builder takes everything
	}
	return b.String()
}

func checkRead(read string, weeks int) error {
	if _, ok := traced[read]; ok {
		return nil
	}
	_, err := ParseOutcome(read, sim.StandardWindows(weeks))
	return err
}

func undefined(n int) []float64 {
	xs := make([]float64, n)
	for i := range xs {
		xs[i] = math.NaN()
	}
	return xs
}

// simulate works off all treatments and returns how many were finished.
func (l *laboratory) simulate(ctx context.Context) (int, error) {
	total := len(l.order) * l.options.Runs
	whole := l.design()
	known, err := l.survey()
	if err != nil {
		return 0, err
	}
	blocks := whole.Blocks()
	for i, t := range l.order {
		own := blocks[i*len(blocks)/len(l.order) : (i+1)*len(blocks)/len(l.order)]
		store := &reader{treatment: t, keep: l.options.Store, ids: own}
		if err := store.recall(l); err != nil {
			return i, err
		}
		o := Options{Workers: l.options.Workers, Store: store, New: worlds(known, sim.Options{Trace: true}),
			Skip: func(id BlockID) bool { return store.done[id.Index] || !l.options.Shard.has(own[id.Index].Index) }}
		if l.options.Progress != nil {
			o.Progress = func(done, _ int) { l.options.Progress(i*l.options.Runs+done, total) }
		}
		d := Design{Points: []Point{{Scenario: t.scenario}}, Runs: l.options.Runs, Seed: l.options.Seed}
		for _, read := range t.names() {
			if out, err := ParseOutcome(read, sim.StandardWindows(t.scenario.Run.Weeks)); err == nil {
				d.Windows = AddWindow(d.Windows, out, t.scenario.Run.Weeks)
			}
		}
		a, err := Run(ctx, d, o)
		if err != nil {
			return i, err
		}
		l.failed += len(a.Failed)
		l.finished += a.Runs
		if a.Interrupted {
			return i, nil
		}
	}
	return len(l.order), nil
}

// survey makes the grounds of all treatments: each world's with the usual levers, so that
// what a pattern finds does not hang on which others are examined with it.
func (l *laboratory) survey() (*Grounds, error) {
	usual := make([]Point, len(l.order))
	for i, t := range l.order {
		s, err := t.scenario.WithAll(leversAtDefault()...)
		if err != nil {
			return nil, err
		}
		usual[i].Scenario = s
	}
	g := &Grounds{}
	g.expect(usual)
	return g, nil
}

// leversAtDefault sets all levers, of all vendors, to what they are by default. A vendor's budget follows.
func leversAtDefault() (all []scenarios.Setting) {
	for _, p := range scenarios.Params() {
		if p.Role == scenarios.Lever && p.Section != "run" && p.Name != "budget" {
			all = append(all, scenarios.Setting{Key: p.Key(), Value: p.Default})
		}
	}
	return all
}

func readOff(l *sim.Layout, rec *sim.Record, read string) float64 {
	if f, ok := traced[read]; ok {
		return f(l, rec)
	}
	metric, window, _ := strings.Cut(read, "@")
	return rec.Values[l.Value(len(l.Vendors)-1, windowIndex(l, window), sim.MetricIndex(metric))]
}

// judge holds a pattern's claims against what was read.
func (p *plan) judge(runs int) PatternResult {
	s := &Sample{runs: runs, skip: -1, arms: map[string]map[string][]float64{}}
	r := PatternResult{Pattern: p.pattern}
	for i, arm := range p.pattern.Arms {
		s.arms[arm.Name] = p.treatments[i].reads
		r.Arms = append(r.Arms, estimate(s.each(arm.Name, p.pattern.Picture.Read), strings.HasPrefix(p.pattern.Picture.Read, sim.Spiral+"@")))
	}
	for i := range p.pattern.Claims {
		c := &p.pattern.Claims[i]
		e := estimate(c.Effect(s), c.Share)
		r.Claims = append(r.Claims, ClaimResult{e, c.conclude(e)})
	}
	r.Conclusion = together(r.Claims)
	r.Reading = p.pattern.Reading(s)
	return r
}

// notes lists the doubts that go with an answer.
func (l *laboratory) notes(a *PatternAnswer) []string {
	var notes []string
	if a.Interrupted {
		notes = append(notes, fmt.Sprintf("interrupted: %s are complete", CountOf(len(a.Results), "pattern")))
	}
	if a.Runs < FewRuns {
		notes = append(notes, fmt.Sprintf("only %s of each arm: intervals are wide and may miss the truth more often than 1 time in 20", CountOf(a.Runs, "run")))
	}
	if l.failed > 0 {
		notes = append(notes, CountOf(l.failed, "run")+" could not be finished and are left out")
	}
	return notes
}
