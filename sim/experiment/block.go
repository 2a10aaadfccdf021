package experiment

import (
	"context"
	"fmt"
	"math"
	"slices"

	"channelsim/sim"
	"channelsim/sim/stats"
)

// blockSize is the number of replications of a block when a point gets runs of
// them: some 64 blocks, so that workers end together and an interruption costs
// little, but none so large that much work is lost with it.
func blockSize(runs int) int { return min(max(runs/64, 1), 256) }

// Blocks lists all blocks of a design without a precision.
func (d *Design) Blocks() []BlockID {
	return d.own(blocksOf(0, 0, len(d.Points), d.First, d.First+d.Runs))
}

// own gives the blocks of each point replications of its own, if the design wants that.
func (d *Design) own(blocks []BlockID) []BlockID {
	for i := range blocks {
		blocks[i].First += d.firstOf(blocks[i].Point) - d.First
	}
	return blocks
}

// firstOf is the first replication of a point.
func (d *Design) firstOf(point int) int {
	if d.Apart {
		return d.First + point*d.Runs
	}
	return d.First
}

// blocksOf lists the blocks of replications from to to-1 for a range of points,
// numbered from index on.
func blocksOf(index, point, points, from, to int) []BlockID {
	var all []BlockID
	size := blockSize(to - from)
	for ; point < points; point++ {
		for first := from; first < to; first += size {
			all = append(all, BlockID{index, point, first, min(size, to-first)})
			index++
		}
	}
	return all
}

// plan lists the blocks of replications from to to-1 for a range of points that
// belong to the shard.
func (r *runner) plan(point, points, from, to int) []BlockID {
	all := r.design.own(blocksOf(r.blocks, point, points, from, to))
	r.blocks += len(all)
	all = slices.DeleteFunc(all, func(id BlockID) bool {
		return !r.options.Shard.has(id.Index) || r.options.Skip != nil && r.options.Skip(id)
	})
	for _, id := range all {
		r.planned += id.Count
	}
	return all
}

// worker simulates one block after the other and keeps the simulator of the
// point it is at.
type worker struct {
	r     *runner
	point int
	world Simulator   // nil before the first block and after a panic
	spare *sim.Record // its weeks serve all replications whose weeks are not kept
}

// block takes a block from the store or simulates it and puts it there. It returns
// nil without an error if ctx was cancelled.
func (w *worker) block(ctx context.Context, id BlockID) (*Block, error) {
	store := w.r.options.Store
	if store == nil {
		return w.simulate(ctx, id)
	}
	if b, err := store.Block(id); b != nil || err != nil {
		return b, err
	}
	b, err := w.simulate(ctx, id)
	if b == nil || err != nil {
		return nil, err
	}
	return b, store.PutBlock(b)
}

// simulate simulates a block. It returns nil without an error if ctx was cancelled.
func (w *worker) simulate(ctx context.Context, id BlockID) (*Block, error) {
	var b *Block
	for i := range id.Count {
		if err := w.enter(id.Point); err != nil {
			return nil, err
		}
		if b == nil {
			b = newBlock(id, w.world.Layout(), !w.r.design.NoWeeks)
		}
		rec := w.record(b, id.First+i)
		err := w.run(ctx, rec)
		switch {
		case ctx.Err() != nil:
			return nil, nil
		case err != nil:
			b.Failed = append(b.Failed, Failure{id.Point, rec.Replication, rec.Seed, err.Error()})
			continue
		}
		b.take(rec, w.r.keepsWeeks(rec.Replication))
	}
	return b, nil
}

// enter makes sure that the worker has a simulator of the point.
func (w *worker) enter(point int) (err error) {
	if w.world != nil && w.point == point {
		return nil
	}
	w.leave()
	w.world, err = w.r.simulator(point)
	w.point = point
	return err
}

// leave closes the simulator.
func (w *worker) leave() {
	if w.world != nil {
		w.world.Close()
	}
	w.world, w.spare = nil, nil
}

// record returns a record to be filled for a replication of the block.
func (w *worker) record(b *Block, replication int) *sim.Record {
	var rec *sim.Record
	if w.r.keepsWeeks(replication) {
		rec = b.Layout.NewRecord()
	} else {
		if w.spare == nil {
			w.spare = b.Layout.NewRecord()
		}
		rec = &sim.Record{Values: make([]float64, len(w.spare.Values)), Weekly: w.spare.Weekly}
	}
	rec.Seed, rec.Replication = w.r.design.Seed, replication
	rec.Detailed = w.r.keepsWeeks(replication) && replication < SampleRuns
	return rec
}

// run simulates a replication. A panic becomes an error, and the simulator, of
// which nobody knows what state it is in, is given up.
func (w *worker) run(ctx context.Context, rec *sim.Record) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
			w.world = nil
		}
	}()
	seed, replication := rec.Seed, rec.Replication
	err = w.world.Run(ctx, seed, replication, rec)
	rec.Seed, rec.Replication = seed, replication
	return err
}

// keepsWeeks reports whether a replication's weeks are kept, by their number alone.
func (r *runner) keepsWeeks(replication int) bool {
	return replication < ExactRuns && !r.design.NoWeeks
}

func newBlock(id BlockID, l *sim.Layout, weeks bool) *Block {
	b := &Block{BlockID: id, Layout: l}
	if weeks {
		b.Weeks = make([]stats.Moments, len(l.Vendors)*len(sim.Metrics)*l.Weeks)
	}
	return b
}

// take takes a finished record in and lets go of weeks that are not kept.
func (b *Block) take(rec *sim.Record, keep bool) {
	for v := range b.Layout.Vendors {
		if b.Weeks == nil {
			break
		}
		for m := range sim.Metrics {
			if !weekly(b.Layout, v, m) {
				continue
			}
			at := b.Layout.Week(v, m, 0)
			for t, x := range rec.Weekly[at : at+b.Layout.Weeks] {
				if !math.IsNaN(x) {
					b.Weeks[at+t].Add(x)
				}
			}
		}
	}
	if !keep {
		rec.Weekly = nil
	}
	if b.Weeks == nil {
		rec.Funnel = nil
	}
	b.Records = append(b.Records, rec)
}

// weekly reports whether a metric has weekly values for a vendor.
func weekly(l *sim.Layout, vendor, metric int) bool {
	m := &sim.Metrics[metric]
	return m.Kind != sim.Whole && (!m.MarketOnly || l.Vendors[vendor] == sim.All)
}

// windowIndex returns the position of a window in a layout, or -1.
func windowIndex(l *sim.Layout, name string) int {
	for i := range l.Windows {
		if l.Windows[i].Name == name {
			return i
		}
	}
	return -1
}
