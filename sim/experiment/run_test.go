package experiment

import (
	"context"
	"errors"
	"fmt"
	"math"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"channelsim/scenarios"
	"channelsim/sim"
	"channelsim/sim/stats"
)

// TestAnswerDoesNotDependOnWorkers also takes the jobs in reverse and mixes in a
// replication that panics.
func TestAnswerDoesNotDependOnWorkers(t *testing.T) {
	like := fake{slow: 300 * time.Microsecond, before: func(replication int) {
		if replication == 65 {
			panic("a wheel came off")
		}
	}}
	d := design(2, 150)
	var want string
	for _, o := range []Options{{Workers: 1}, {Workers: 2}, {Workers: 3}, {Workers: 7}, {Workers: 3, backwards: true}} {
		o.New = fakes(like)
		got := bits(mustRun(t, d, o))
		if want == "" {
			want = got
		}
		if got != want {
			t.Errorf("%d workers, backwards %v: another answer than with one worker", o.Workers, o.backwards)
		}
	}
}

func TestRunsDifferAndPointsShareChance(t *testing.T) {
	store := &memory{}
	mustRun(t, design(2, 10), Options{New: fakes(fake{}), Store: store})
	first, other := store.blocks[0].Records[0], store.blocks[1].Records[0]
	if fmt.Sprint(first.Values) == fmt.Sprint(other.Values) {
		t.Error("two replications are identical")
	}
	twin := store.blocks[10]
	if twin.Point != 1 || fmt.Sprint(twin.Records[0].Values) != fmt.Sprint(first.Values) {
		t.Error("replication 0 of two equal points differs: they do not share chance")
	}
}

// TestSummaryIsWhatADumbTwinSays recomputes rows from the stored records.
func TestSummaryIsWhatADumbTwinSays(t *testing.T) {
	store := &memory{}
	a := mustRun(t, design(1, 300), Options{New: fakes(fake{}), Store: store})
	l := &a.Layout
	m, w := sim.MetricIndex("trust"), windowIndex(l, "last_half_year")
	var values, week []float64
	for i := range len(store.blocks) {
		for _, rec := range store.blocks[i].Records {
			values = append(values, rec.Values[l.Value(0, w, m)])
			week = append(week, rec.Weekly[l.Week(0, m, 11)])
		}
	}
	if len(values) != 300 || a.Runs != 300 {
		t.Fatalf("%d values from %d runs, want 300", len(values), a.Runs)
	}
	row, band := a.Find(0, "acme", "trust", "last_half_year"), a.Band(0, "acme", "trust")[11]
	values, week = stats.Defined(values, nil), stats.Defined(week, nil)
	var student stats.Student
	var moments stats.Moments
	for _, x := range values {
		moments.Add(x)
	}
	interval := student.Mean(moments)
	for _, c := range []struct {
		what      string
		got, want float64
	}{
		{"n", float64(row.N), float64(len(values))},
		{"mean", row.Mean, stats.Sum(values) / float64(len(values))},
		{"sd", row.SD, moments.SD()},
		{"ci_low", row.CILow, interval.Low},
		{"ci_high", row.CIHigh, interval.High},
		{"p95", row.P95, stats.Quantile(values, 0.95)},
		{"week", float64(band.Week), 12},
		{"week's n", float64(band.N), float64(len(week))},
		{"week's mean", band.Mean, stats.Sum(week) / float64(len(week))},
		{"week's p25", band.P25, stats.Quantile(week, 0.25)},
	} {
		if math.Abs(c.got-c.want) > 1e-12 {
			t.Errorf("%s: %v, want %v", c.what, c.got, c.want)
		}
	}
	if row.N == 300 {
		t.Error("no value was undefined: the test does not see how they are counted")
	}
}

func TestMarketOnlyMetricsAreOfTheMarketOnly(t *testing.T) {
	a := mustRun(t, design(1, 20), Options{New: fakes(fake{})})
	if a.Find(0, "acme", sim.Spiral, "all") != nil || a.Find(0, sim.All, sim.Spiral, "all") == nil {
		t.Error("spiral must be there for all vendors together only")
	}
	if a.Find(0, sim.All, sim.Spiral, "first_quarter") != nil || a.Find(0, sim.All, sim.SpiralWeek, "last_half_year") != nil {
		t.Error("spiral must be there for the whole run only")
	}
	if a.Band(0, sim.All, "lead_gini") != nil || len(a.Band(0, sim.All, "trust")) != 30 {
		t.Error("bands must be there for metrics with weekly values only")
	}
}

func TestSurvivalAndIntervalOfTheSpiral(t *testing.T) {
	a := mustRun(t, design(1, 40), Options{New: fakes(fake{fill: func(replication int, rec *sim.Record) {
		l := &sim.Layout{Vendors: []string{"acme", sim.All}, Windows: sim.StandardWindows(30), Weeks: 30}
		if replication < 10 {
			spiralIn(l, rec, 5+replication)
		}
	}})})
	s := a.SurvivalOf(0)
	if s.Runs != 40 || s.Spirals != 10 || s.MedianWeek != 9.5 || len(s.Week) != 31 {
		t.Errorf("got %+v, want 10 spirals in 40 runs, median week 9.5, weeks 0 to 30", s)
	}
	if s.Healthy[4] != 1 || s.Healthy[5] != 39./40 || s.Healthy[30] != 0.75 {
		t.Errorf("healthy %v, want 1 before week 5, 0.75 in the end", s.Healthy)
	}
	row, want := a.Find(0, sim.All, sim.Spiral, "all"), stats.Wilson(10, 40)
	if row.Mean != 0.25 || row.CILow != want.Low || row.CIHigh != want.High {
		t.Errorf("spiral %+v, want 0.25 with Wilson's interval %v", row, want)
	}
	if week := a.Find(0, sim.All, sim.SpiralWeek, "all"); week.N != 10 || week.Mean != 9.5 {
		t.Errorf("week of the spiral %+v, want mean 9.5 over 10 runs", week)
	}
}

func TestPanicAndErrorLeaveTheOthersAlone(t *testing.T) {
	var made atomic.Int32
	inner := fakes(fake{
		before: func(replication int) {
			if replication == 3 {
				panic("a wheel came off")
			}
		},
		err: func(replication int) error {
			if replication == 77 {
				return errors.New("out of steam")
			}
			return nil
		}})
	o := Options{Workers: 1, New: func(s *scenarios.Scenario, w []sim.Window, n int) (Simulator, error) {
		made.Add(1)
		return inner(s, w, n)
	}}
	a := mustRun(t, design(1, 100), o)
	want := []Failure{{0, 3, 7, "panic: a wheel came off"}, {0, 77, 7, "out of steam"}}
	if !slices.Equal(a.Failed, want) {
		t.Errorf("failed %v, want %v", a.Failed, want)
	}
	if a.Runs != 98 || a.Interrupted {
		t.Errorf("%d runs, interrupted %v; want 98, complete", a.Runs, a.Interrupted)
	}
	if made.Load() != 2 {
		t.Errorf("%d simulators made, want another one after the panic and only then", made.Load())
	}
	if !strings.Contains(strings.Join(a.Notes, "\n"), "2 runs could not be finished") {
		t.Errorf("notes %q do not speak of the failures", a.Notes)
	}
}

func TestCancelKeepsThePrefix(t *testing.T) {
	for _, workers := range []int{1, 3} {
		ctx, cancel := context.WithCancel(context.Background())
		store := &memory{}
		a, err := Run(ctx, design(1, 640), Options{Workers: workers, Store: store,
			New: fakes(fake{before: func(replication int) {
				if replication == 305 {
					cancel()
				}
			}})})
		if err != nil {
			t.Fatal(err)
		}
		if !a.Interrupted || a.Runs == 0 || a.Runs > 300 || a.Runs%10 != 0 {
			t.Errorf("%d workers: %d runs, interrupted %v; want whole blocks of 10 below replication 305", workers, a.Runs, a.Interrupted)
		}
		for i := range a.Runs / 10 {
			if store.blocks[i] == nil {
				t.Errorf("block %d is in the answer but not in the store", i)
			}
		}
		whole := mustRun(t, design(1, 640), Options{New: fakes(fake{}), Store: &memory{}})
		if got, want := len(a.Summary), len(whole.Summary); got != want {
			t.Errorf("%d rows, want %d", got, want)
		}
		if note := fmt.Sprintf("interrupted: %d of 640 runs are in the answer", a.Runs); !slices.Contains(a.Notes, note) {
			t.Errorf("notes %q lack %q", a.Notes, note)
		}
	}
}

func TestCancelBeforeTheFirstBlock(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	a, err := Run(ctx, design(1, 100), Options{New: fakes(fake{})})
	if err != nil || !a.Interrupted || a.Runs != 0 || a.Layout.Weeks != 30 {
		t.Errorf("got %+v, %v; want an empty, interrupted answer with its layout", a, err)
	}
}

func TestStoreThatFailsEndsTheRun(t *testing.T) {
	full := errors.New("the disk is full")
	if _, err := Run(context.Background(), design(1, 500), Options{Workers: 2, New: fakes(fake{}), Store: &memory{err: full}}); !errors.Is(err, full) {
		t.Errorf("error %v, want %v", err, full)
	}
}

func TestImpossibleDesigns(t *testing.T) {
	noWorld := errors.New("no such world")
	broken := func(*scenarios.Scenario, []sim.Window, int) (Simulator, error) { return nil, noWorld }
	wrong := design(1, 5)
	wrong.Outcomes = []Outcome{{"trust", "someday"}}
	unrecorded := design(1, 5)
	unrecorded.Outcomes = []Outcome{{"trust", "2:3"}}
	for _, c := range []struct {
		d    Design
		o    Options
		want string
	}{
		{Design{Runs: 5}, Options{}, "no points"},
		{design(1, 0), Options{}, "0 runs"},
		{design(1, 5), Options{New: broken}, "no such world"},
		{wrong, Options{New: fakes(fake{})}, "no such window"},
		{unrecorded, Options{New: fakes(fake{})}, "not among the design's"},
	} {
		if _, err := Run(context.Background(), c.d, c.o); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("error %v, want one with %q", err, c.want)
		}
	}
}

func TestSimulatorsAreClosed(t *testing.T) {
	var open atomic.Int32
	inner := fakes(fake{closed: func() { open.Add(-1) }})
	count := func(s *scenarios.Scenario, w []sim.Window, n int) (Simulator, error) {
		open.Add(1)
		return inner(s, w, n)
	}
	mustRun(t, design(3, 50), Options{Workers: 3, New: count})
	if n := open.Load(); n != 0 {
		t.Errorf("%d simulators left open", n)
	}
}

func TestSpareWorkersBecomeShards(t *testing.T) {
	for _, c := range []struct{ points, runs, workers, want int }{
		{1, 1, 8, 8}, {1, 3, 8, 2}, {2, 2, 8, 2}, {1, 200, 8, 1}, {1, 8, 8, 1},
	} {
		d := design(c.points, c.runs)
		mustRun(t, d, Options{Workers: c.workers, New: func(s *scenarios.Scenario, w []sim.Window, shards int) (Simulator, error) {
			if shards != c.want {
				t.Errorf("%d points of %d runs on %d workers: %d shards, want %d", c.points, c.runs, c.workers, shards, c.want)
			}
			return fakes(fake{})(s, w, shards)
		}})
	}
}

// TestBlocksRunSideBySide lets nobody on before three runs are under way at once.
func TestBlocksRunSideBySide(t *testing.T) {
	var inside atomic.Int32
	together := make(chan struct{})
	mustRun(t, design(1, 6), Options{Workers: 3, New: fakes(fake{before: func(int) {
		if inside.Add(1) == 3 {
			close(together)
		}
		select {
		case <-together:
		case <-time.After(20 * time.Second):
			t.Error("fewer than three runs at once")
		}
	}})})
}

func TestProgressCountsUp(t *testing.T) {
	last, calls := 0, 0
	mustRun(t, design(2, 100), Options{Workers: 3, New: fakes(fake{}), Progress: func(done, total int) {
		calls++
		if done <= last || total != 200 {
			t.Errorf("%d of %d after %d", done, total, last)
		}
		last = done
	}})
	if last != 200 || calls < 64 {
		t.Errorf("ended at %d after %d calls, want 200", last, calls)
	}
}

// TestMemoryDoesNotGrowWithRuns compares the live heap near the end of a short
// and a long run: 7,500 more replications weigh 20 MB if kept.
func TestMemoryDoesNotGrowWithRuns(t *testing.T) {
	live := func(runs int) uint64 {
		var heap uint64
		d := design(1, runs)
		d.Points[0].Scenario.Run.Weeks = 4
		mustRun(t, d, Options{Workers: 2, New: fakes(fake{}), Progress: func(done, total int) {
			if heap == 0 && done > total*9/10 {
				var m runtime.MemStats
				runtime.GC()
				runtime.ReadMemStats(&m)
				heap = m.HeapAlloc
			}
		}})
		return heap
	}
	short, long := live(1500), live(9000)
	if long > short+6<<20 {
		t.Errorf("live heap grew from %d to %d kB", short>>10, long>>10)
	}
}

func TestWeeksAreKeptOfTheFirstReplicationsOnly(t *testing.T) {
	store := &memory{}
	d := design(1, ExactRuns+200)
	d.Points[0].Scenario.Run.Weeks = 2
	a := mustRun(t, d, Options{New: fakes(fake{}), Store: store})
	for _, b := range store.blocks {
		for _, rec := range b.Records {
			if kept := rec.Weekly != nil; kept != (rec.Replication < ExactRuns) {
				t.Fatalf("replication %d: weeks kept %v", rec.Replication, kept)
			}
		}
	}
	band := a.Band(0, sim.All, "trust")[0]
	if band.N < ExactRuns+100 {
		t.Errorf("the week's mean is over %d runs, want all that are defined", band.N)
	}
}
