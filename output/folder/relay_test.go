package folder

import (
	"bytes"
	"context"
	"errors"
	"sync"
	"testing"

	"channelsim/sim/experiment"
)

// TestRelay: readers that go on, that stop early and that never begin see the blocks in their order,
// each of which is read once, and an error that ends them.
func TestRelay(t *testing.T) {
	torn := errors.New("torn")
	read := 0
	r := newRelay(func(yield func(*experiment.Block, error) bool) {
		for i := range 50 {
			read++
			if !yield(&experiment.Block{BlockID: experiment.BlockID{Index: i}}, nil) {
				return
			}
		}
		yield(nil, torn)
	})
	defer r.stop()
	stops := []int{100, 7, 100, 0, -1, 100} // after so many blocks; -1 reads none
	r.readers = len(stops)
	var all sync.WaitGroup
	for _, stop := range stops {
		all.Go(func() {
			defer r.leave()
			if stop < 0 {
				return
			}
			var last error
			seen := 0
			for b, err := range r.blocks {
				if last = err; err != nil {
					continue
				}
				if b.Index != seen {
					t.Errorf("block %d came as number %d", b.Index, seen)
				}
				if seen++; seen > stop {
					break
				}
			}
			if want := min(stop+1, 50); seen != want || (last == torn) != (stop == 100) {
				t.Errorf("%d blocks and error %v; stops after %d", seen, last, stop)
			}
		})
	}
	all.Wait()
	if read != 50 {
		t.Errorf("%d blocks were read", read)
	}
}

// TestLargeDesign: the files that are written side by side hold what each has when written by itself, and
// where one fails the others are there.
func TestLargeDesign(t *testing.T) {
	s := tiny(t)
	d := experiment.Design{Runs: 2, Seed: 1}
	for i := range 18 {
		d.Points = append(d.Points, experiment.Point{Index: i, Scenario: s})
	}
	f := begun(t)
	a, err := experiment.Run(context.Background(), d, experiment.Options{Store: f})
	if err != nil || !d.Large() {
		t.Fatal(err)
	}
	_, together := f.parts(closing(a), f.blocks())
	if len(together) != 10 {
		t.Errorf("%d files are made of the blocks", len(together))
	}
	f.create = broken{at: "create", name: "weeks.parquet", err: errors.New("no room")}.create
	wantError(t, f.Finish(closing(a)), nil, "weeks.parquet: cannot be written: no room")
	files := tree(t, f.dir)
	noPartial(t, files)
	for _, p := range together {
		var want bytes.Buffer
		if p.Name != "weeks.parquet" {
			err = p.Write(&want)
		}
		if err != nil || files[p.Name] != want.String() {
			t.Errorf("%s has %d bytes, and by itself %d, %v", p.Name, len(files[p.Name]), want.Len(), err)
		}
	}
}
