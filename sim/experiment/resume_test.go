package experiment

import (
	"context"
	"math"
	"sync/atomic"
	"testing"

	"channelsim/sim"
)

// counted counts the replications that fakes simulate.
func counted(n *atomic.Int64) Factory {
	return fakes(fake{before: func(int) { n.Add(1) }})
}

// TestResumeSimulatesWhatIsMissing: whatever blocks are there, the answer is that of an
// undisturbed run, and only the others are simulated.
func TestResumeSimulatesWhatIsMissing(t *testing.T) {
	for _, precision := range []float64{0, 0.03} {
		d := design(2, 150)
		d.Precision = precision
		whole := &memory{}
		want := bits(mustRun(t, d, Options{New: fakes(fake{}), Store: whole}))
		for kept := range 5 {
			store, missing := &memory{blocks: map[int]*Block{}}, int64(0)
			for i, b := range whole.blocks {
				if i%5 <= kept && i%7 != 0 {
					store.blocks[i] = b
				} else {
					missing += int64(b.Count)
				}
			}
			var simulated atomic.Int64
			if got := bits(mustRun(t, d, Options{New: counted(&simulated), Store: store, Workers: 1 + kept})); got != want {
				t.Errorf("precision %v, kept %d: another answer than an undisturbed run's", precision, kept)
			}
			if simulated.Load() != missing || len(store.blocks) != len(whole.blocks) {
				t.Errorf("precision %v, kept %d: %d replications were simulated, %d were missing; %d blocks of %d", precision, kept, simulated.Load(), missing, len(store.blocks), len(whole.blocks))
			}
		}
	}
}

// TestShardsAreParts: each block is in one shard, all have as much to do, and together they are
// the whole.
func TestShardsAreParts(t *testing.T) {
	d := design(3, 100)
	want := bits(mustRun(t, d, Options{New: fakes(fake{})}))
	for _, of := range []int{1, 2, 3, 7} {
		store := &memory{}
		least, most, sum := math.MaxInt, 0, 0
		for i := range of {
			a, err := Run(context.Background(), d, Options{New: fakes(fake{}), Store: store, Shard: Shard{i + 1, of}})
			if err != nil || a.Interrupted {
				t.Fatal(err)
			}
			least, most, sum = min(least, a.Runs), max(most, a.Runs), sum+a.Runs
		}
		if sum != 300 || most-least > 9 {
			t.Errorf("%d shards have %d to %d replications, %d in all", of, least, most, sum)
		}
		var simulated atomic.Int64
		if got := bits(mustRun(t, d, Options{New: counted(&simulated), Store: store})); got != want || simulated.Load() != 0 {
			t.Errorf("%d shards do not make the whole: %d replications were missing", of, simulated.Load())
		}
	}
	if a := mustRun(t, design(1, 2), Options{New: fakes(fake{}), Shard: Shard{5, 7}}); a.Runs != 0 {
		t.Errorf("a shard without blocks has %d runs", a.Runs)
	}
}

// TestRecall: what is put together from runs, bands and groups is the answer that was saved.
func TestRecall(t *testing.T) {
	for _, points := range []int{1, 2, largePoints + 1} {
		d := design(points, 40)
		store := &memory{}
		want := mustRun(t, d, Options{New: fakes(fake{}), Store: store})
		blocks := func(yield func(*Block, error) bool) {
			for i := range len(store.blocks) {
				bare := *store.blocks[i]
				bare.Weeks = nil
				if !yield(&bare, nil) {
					return
				}
			}
		}
		got, err := Recall(d, blocks, Saved{Bands: want.Bands}, nil)
		if err != nil || bits(got) != bits(want) {
			t.Errorf("%d points: another answer, %v", points, err)
		}
		if points > 1 && !same(got.Replicated(1, DefaultOutcome), want.Replicated(1, DefaultOutcome)) {
			t.Errorf("%d points: other replications", points)
		}
	}
}

func same(a, b []float64) bool {
	for i := range a {
		if math.Float64bits(a[i]) != math.Float64bits(b[i]) {
			return false
		}
	}
	return len(a) == len(b) && len(a) > 0
}

// TestLargeDesignsAreLean: the answer holds what is looked at, and files all of it, point by point.
func TestLargeDesignsAreLean(t *testing.T) {
	d := design(largePoints+3, 4)
	store := &memory{}
	a := mustRun(t, d, Options{New: fakes(fake{}), Store: store})
	if len(a.Bands) != 0 || len(a.Summary) != 2*len(d.Points) { // of a vendor and the market
		t.Errorf("%d bands, %d summaries", len(a.Bands), len(a.Summary))
	}
	small := design(1, 4)
	whole := mustRun(t, small, Options{New: fakes(fake{})})
	n := 0
	for p, err := range Parts(func(yield func(*Block, error) bool) {
		for i := range len(store.blocks) {
			if !yield(store.blocks[i], nil) {
				return
			}
		}
	}, 2) {
		if err != nil || p.Summary()[0].Point != n || len(p.Summary()) != len(whole.Summary) || len(p.Bands()) != len(whole.Bands) {
			t.Fatalf("part %d: point %d, %d summaries, %d bands, %v", n, p.Summary()[0].Point, len(p.Summary()), len(p.Bands()), err)
		}
		n++
	}
	if n != len(d.Points) {
		t.Errorf("%d parts", n)
	}
}

// TestFingerprint: everything that numbers depend on is in it.
func TestFingerprint(t *testing.T) {
	base := func() Design { return design(2, 10) }
	seen := map[string]string{}
	for name, change := range map[string]func(d *Design){
		"nothing":  func(*Design) {},
		"runs":     func(d *Design) { d.Runs = 11 },
		"first":    func(d *Design) { d.First = 1 },
		"seed":     func(d *Design) { d.Seed = 8 },
		"weeks":    func(d *Design) { d.NoWeeks = true },
		"groups":   func(d *Design) { d.Groups = true },
		"windows":  func(d *Design) { d.Windows = []sim.Window{{Name: "x", First: 1, Last: 3}} },
		"outcomes": func(d *Design) { d.Outcomes = []Outcome{DefaultOutcome} },
		"scenario": func(d *Design) { d.Points[1].Scenario.Vendors[0].LeadQuality = 0.31 },
		"points":   func(d *Design) { d.Points = d.Points[:1] },
	} {
		d := base()
		change(&d)
		print, err := d.Fingerprint()
		if err != nil || seen[print] != "" {
			t.Errorf("%s has the fingerprint of %s, %v", name, seen[print], err)
		}
		seen[print] = name
	}
}
