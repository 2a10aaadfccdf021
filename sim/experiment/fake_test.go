package experiment

import (
	"context"
	"fmt"
	"math"
	"sync"
	"testing"
	"time"

	"channelsim/scenarios"
	"channelsim/sim"
	"channelsim/sim/chance"
)

// fake is a simulator whose numbers are hashes of seed, replication and place, so
// that tests of the runner need no model. The zero value's functions are optional.
type fake struct {
	layout sim.Layout

	before func(replication int)                  // is called before each run, and may panic
	fill   func(replication int, rec *sim.Record) // overrides numbers
	err    func(replication int) error            // fails a replication
	slow   time.Duration                          // longest time that a run takes
	closed func()                                 // is called by Close
	busy   bool                                   // a run is under way
}

func (f *fake) Layout() *sim.Layout { return &f.layout }

func (f *fake) Close() {
	if f.closed != nil {
		f.closed()
	}
}

func (f *fake) Run(ctx context.Context, seed uint64, replication int, rec *sim.Record) error {
	if f.busy {
		panic("one simulator runs twice at a time")
	}
	f.busy = true
	defer func() { f.busy = false }()
	if f.before != nil {
		f.before(replication)
	}
	root := chance.Root(seed, replication)
	if f.slow > 0 {
		time.Sleep(time.Duration(chance.Uniform(root, 1, 1) * float64(f.slow)))
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if f.err != nil && f.err(replication) != nil {
		return f.err(replication)
	}
	numbers := func(xs []float64, place uint64) {
		for i := range xs {
			xs[i] = 1 + chance.Uniform(root, place, uint64(i))
			if xs[i] > 1.95 {
				xs[i] = math.NaN()
			}
		}
	}
	numbers(rec.Values, 10)
	numbers(rec.Weekly, 20)
	setAll(&f.layout, rec, sim.Spiral, 0)
	setAll(&f.layout, rec, sim.SpiralWeek, math.NaN())
	if f.fill != nil {
		f.fill(replication, rec)
	}
	return nil
}

// setAll sets a metric of the whole market in all windows.
func setAll(l *sim.Layout, rec *sim.Record, metric string, x float64) {
	for w := range l.Windows {
		rec.Values[l.Value(len(l.Vendors)-1, w, sim.MetricIndex(metric))] = x
	}
}

// setWindow sets a metric of the whole market in one window.
func setWindow(l *sim.Layout, rec *sim.Record, metric, window string, x float64) {
	rec.Values[l.Value(len(l.Vendors)-1, windowIndex(l, window), sim.MetricIndex(metric))] = x
}

// spiralIn makes a run spiral in a week.
func spiralIn(l *sim.Layout, rec *sim.Record, week int) {
	setAll(l, rec, sim.Spiral, 1)
	setAll(l, rec, sim.SpiralWeek, float64(week))
}

// fakes is a factory of fakes like this one.
func fakes(like fake) Factory {
	return func(s *scenarios.Scenario, windows []sim.Window, _ int) (Simulator, error) {
		f := like
		f.layout = sim.Layout{Vendors: []string{"acme", sim.All}, Windows: windows, Weeks: s.Run.Weeks}
		return &f, nil
	}
}

// design returns a design of so many points and runs over 30 weeks.
func design(points, runs int) Design {
	d := Design{Runs: runs, Seed: 7}
	for i := range points {
		s := &scenarios.Scenario{Name: fmt.Sprintf("s%d", i), Vendors: []scenarios.Vendor{{Name: "acme", Policy: "cherry-pick", Review: "naive", LeadQuality: 0.3}}}
		s.Run.Weeks = 30
		d.Points = append(d.Points, Point{Index: i, Scenario: s})
	}
	return d
}

// mustRun runs a design that has no reason to fail.
func mustRun(t *testing.T, d Design, o Options) *Answer {
	t.Helper()
	a, err := Run(context.Background(), d, o)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// bits prints everything in an answer that reaches files, so that two answers
// print the same only if they are the same to the last bit.
func bits(a *Answer) string {
	return fmt.Sprintf("%v\n%v\n%v\n%v\n%q\n%v\n%v", a.Runs, a.Summary, a.Bands, a.Survival, a.Notes, a.Failed, a.Interrupted)
}

// memory is a store that remembers what it was given.
type memory struct {
	sync.Mutex
	blocks map[int]*Block
	err    error
}

func (m *memory) PutBlock(b *Block) error {
	m.Lock()
	defer m.Unlock()
	if m.err != nil {
		return m.err
	}
	if m.blocks == nil {
		m.blocks = map[int]*Block{}
	}
	m.blocks[b.Index] = b
	return nil
}

func (m *memory) Block(id BlockID) (*Block, error) {
	m.Lock()
	defer m.Unlock()
	return m.blocks[id.Index], nil
}
