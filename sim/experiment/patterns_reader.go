package experiment

import (
	"sync"

	"channelsim/sim"
)

// reader is a store that reads numbers off records and keeps nothing else: in another store,
// if there is one, as blocks of the whole design whose values are what was read.
type reader struct {
	sync.Mutex
	treatment *treatment
	keep      Store
	ids       []BlockID    // in the whole design, by block of the treatment
	done      map[int]bool // blocks of the treatment that were kept
}

// recall takes in what an earlier call kept.
func (r *reader) recall(l *laboratory) error {
	r.done = map[int]bool{}
	for i, id := range r.ids {
		if r.keep == nil || !l.options.Shard.has(id.Index) {
			continue
		}
		b, err := r.keep.Block(id)
		if err != nil {
			return err
		}
		if b == nil {
			continue
		}
		r.done[i] = true
		l.finished += len(b.Records)
		l.failed += len(b.Failed)
		for _, rec := range b.Records {
			for k, read := range r.treatment.names() {
				r.treatment.reads[read][rec.Replication] = rec.Values[k]
			}
		}
	}
	return nil
}

// PutBlock reads a block's records.
func (r *reader) PutBlock(b *Block) error {
	r.Lock()
	defer r.Unlock()
	for read, xs := range r.treatment.reads {
		for _, rec := range b.Records {
			xs[rec.Replication] = readOff(b.Layout, rec, read)
		}
	}
	if r.keep == nil {
		return nil
	}
	kept := &Block{BlockID: r.ids[b.Index], Layout: &sim.Layout{}}
	for _, f := range b.Failed {
		f.Point = kept.Point
		kept.Failed = append(kept.Failed, f)
	}
	for _, rec := range b.Records {
		small := &sim.Record{Seed: rec.Seed, Replication: rec.Replication}
		for _, read := range r.treatment.names() {
			small.Values = append(small.Values, r.treatment.reads[read][rec.Replication])
		}
		kept.Records = append(kept.Records, small)
	}
	return r.keep.PutBlock(kept)
}

// Block has nothing: what was read off is not enough for a block, and recall has taken it in.
func (r *reader) Block(BlockID) (*Block, error) { return nil, nil }
