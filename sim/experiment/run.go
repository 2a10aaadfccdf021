package experiment

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"

	"channelsim/scenarios"
	"channelsim/sim"
)

// Simulator runs one scenario again and again, one replication at a time. What
// it says must not depend on what it ran before.
type Simulator interface {
	Layout() *sim.Layout
	// Run fills rec, which has the layout's size, or returns an error, ctx's own
	// if it was cancelled between weeks.
	Run(ctx context.Context, seed uint64, replication int, rec *sim.Record) error
	Close()
}

// Factory makes a simulator of a scenario that records these windows and works
// with so many goroutines inside a run.
type Factory func(s *scenarios.Scenario, windows []sim.Window, shards int) (Simulator, error)

// Options say how the work is done. They change no number.
type Options struct {
	Workers  int                   // blocks side by side; 0 means one for each processor
	Shards   int                   // goroutines inside a run; 0 means as many as workers are to spare
	Store    Store                 // keeps finished blocks and has those of earlier calls; nil keeps none
	Shard    Shard                 // simulate this part only; the answer then covers it alone
	Skip     func(id BlockID) bool // leave these blocks out, too; may be nil
	Progress func(done, total int) // replications finished and planned so far; called by one goroutine at a time; may be nil
	New      Factory               // nil means worlds of package sim

	Grounds *Grounds // of earlier designs of the same experiment; may be nil

	backwards bool // take the last job first, for tests
	oneByOne  bool // one point after the other, whatever their memory, for tests
}

// Run simulates a design. When ctx is cancelled it returns, without an error, the
// answer over the first blocks up to the first that was not finished, of as many replications of each
// point where points take turns (turns.go), with Interrupted set; whatever reached the store stays there. A replication that
// fails or panics is left out and reported in Failed. The error says that the
// design is impossible, that a scenario cannot be simulated or that the store failed.
func Run(ctx context.Context, d Design, o Options) (*Answer, error) {
	r, err := newRunner(d, o)
	if err != nil {
		return nil, err
	}
	defer r.close()
	switch {
	case d.Precision > 0 && d.Paired > 0:
		err = r.untilTold(ctx)
	case d.Precision > 0:
		err = r.untilPrecise(ctx)
	default:
		err = r.allPoints(ctx)
	}
	if err != nil {
		return nil, err
	}
	r.finish()
	return &r.answer, nil
}

// runner is the state of one experiment.
type runner struct {
	design  Design
	options Options
	answer  Answer

	blocks  int       // planned so far
	planned int       // replications planned so far
	done    int       // replications finished or failed
	first   Simulator // of the first point, made before anything else; nil once taken
	point   *fold     // of the point whose blocks are coming in; nil before the first
	open    []*fold   // by point, where all come in side by side; else nil
	inTurn  bool      // the points' blocks come by turns: none has more of them than another
}

func newRunner(d Design, o Options) (*runner, error) {
	if err := d.check(); err != nil {
		return nil, err
	}
	if len(d.Outcomes) == 0 {
		d.Outcomes = []Outcome{DefaultOutcome}
	}
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	if o.New == nil {
		if o.Grounds == nil {
			o.Grounds = &Grounds{}
		}
		o.Grounds.expect(d.Points)
		o.New = worlds(o.Grounds, sim.Options{Groups: d.Groups})
	}
	if o.Shards <= 0 {
		o.Shards = spareShards(d, o.Workers)
	}
	r := &runner{design: d, options: o, answer: Answer{Design: d}}
	first, err := r.simulator(0)
	if err != nil {
		return nil, err
	}
	r.first, r.answer.Layout = first, *first.Layout()
	if r.replicated() != nil {
		r.answer.replicated = make([][][]float64, len(d.Points))
	}
	return r, r.checkOutcomes()
}

// check finds what makes a design impossible.
func (d *Design) check() error {
	switch {
	case len(d.Points) == 0:
		return errors.New("the design has no points")
	case d.Precision < 0:
		return fmt.Errorf("precision %v: must be above 0", d.Precision)
	case d.Precision > 0 && d.Apart:
		return errors.New("points whose number of runs is not known cannot have runs of their own")
	case d.Precision == 0 && d.Runs < 1:
		return fmt.Errorf("%d runs: there must be at least one", d.Runs)
	}
	return nil
}

// checkOutcomes makes sure that what is spoken of is recorded.
func (r *runner) checkOutcomes() error {
	for _, o := range r.design.Outcomes {
		if _, err := ParseOutcome(o.String(), r.answer.Layout.Windows); err != nil {
			return err
		}
		if windowIndex(&r.answer.Layout, o.Window) < 0 {
			return fmt.Errorf("%s: the window is not among the design's", o)
		}
	}
	return nil
}

// spareShards is how many goroutines a run gets when there are fewer blocks than
// workers.
func spareShards(d Design, workers int) int {
	runs := d.Runs
	if d.Precision > 0 {
		runs = MinPreciseRuns
	}
	blocks := len(d.Points) * ((runs + blockSize(runs) - 1) / blockSize(runs))
	return max(1, workers/blocks)
}

// simulator makes a simulator of a point.
func (r *runner) simulator(point int) (Simulator, error) {
	s := r.design.Points[point].Scenario
	windows := append(sim.StandardWindows(s.Run.Weeks), r.design.Windows...)
	return r.options.New(s, windows, r.options.Shards)
}

// finish closes the last point and completes the answer.
func (r *runner) finish() {
	for _, f := range r.open {
		r.point = f
		r.closePoint()
	}
	r.closePoint()
	slices.SortStableFunc(r.answer.Failed, func(a, b Failure) int { return a.Point - b.Point })
	r.answer.Interrupted = r.done < r.planned
	r.answer.Notes = append(r.answer.Notes, r.notes()...)
}

// close releases what no worker took over.
func (r *runner) close() {
	if r.first != nil {
		r.first.Close()
	}
}

// progress reports that more replications were finished.
func (r *runner) progress(more int) {
	r.done += more
	if r.options.Progress != nil {
		r.options.Progress(r.done, r.planned)
	}
}
