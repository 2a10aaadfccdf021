package experiment

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"

	"channelsim/sim"
)

// An interruption leaves the same replications of each point, whatever the workers.
func TestInterruptedPointsTookTurns(t *testing.T) {
	for _, workers := range []int{1, 3} {
		ctx, cancel := context.WithCancel(context.Background())
		var begun atomic.Int64
		a, err := Run(ctx, design(3, 640), Options{Workers: workers, New: fakes(fake{before: func(int) {
			if begun.Add(1) == 10*30+15 { // in the second block of the eleventh turn
				cancel()
			}
		}})})
		if err != nil || !a.Interrupted || len(a.Survival) != 3 {
			t.Fatalf("%d workers: %d points, interrupted %v, %v", workers, len(a.Survival), a.Interrupted, err)
		}
		for i := range a.Survival {
			if n := a.Survival[i].Runs; n < 50 || n > 100 || 3*n != a.Runs {
				t.Errorf("%d workers: %d runs of point %d, %d in all", workers, n, i, a.Runs)
			}
		}
	}
}

// Taking turns changes nothing in a finished answer, failures included; points with replications of
// their own take turns, too, and shards do.
func TestTurnsChangeNothing(t *testing.T) {
	failing := fakes(fake{err: func(replication int) error {
		if replication%40 == 7 {
			return errors.New("no")
		}
		return nil
	}})
	for _, apart := range []bool{false, true} {
		for _, shard := range []Shard{{}, {2, 3}} {
			d := design(4, 130)
			d.Apart, d.First = apart, 5
			want := bits(mustRun(t, d, Options{Workers: 2, New: failing, Shard: shard, oneByOne: true}))
			for _, workers := range []int{1, 2, 16} {
				if got := bits(mustRun(t, d, Options{Workers: workers, New: failing, Shard: shard})); got != want {
					t.Errorf("apart %v, shard %v, %d workers: another answer", apart, shard, workers)
				}
			}
		}
	}
}

// Points take turns only where all of them may be open at once: of 156 weeks with all their metrics
// two points with 1,000 runs and more, not fifty.
func TestTurnsTakeNoMoreMemoryThanTheyMay(t *testing.T) {
	l := &sim.Layout{Vendors: []string{"acme", sim.All}, Windows: sim.StandardWindows(156), Weeks: 156}
	few, many, brief := design(2, 3000), design(50, 3000), design(50, 3000)
	brief.NoWeeks = true
	if few.openBytes(l) > turnsMemory || many.openBytes(l) <= turnsMemory || brief.openBytes(l) > turnsMemory {
		t.Errorf("%d, %d and %d bytes of %d", few.openBytes(l), many.openBytes(l), brief.openBytes(l), turnsMemory)
	}
}
