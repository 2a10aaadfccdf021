package experiment

import (
	"slices"
	"sync"

	"channelsim/sim"
)

// values is a store that reads one outcome off each run and keeps nothing else.
type values struct {
	sync.Mutex
	outcome Outcome
	xs      []float64 // by replication, from the first
	from    int
}

// PutBlock reads a block's records.
func (v *values) PutBlock(b *Block) error {
	v.Lock()
	defer v.Unlock()
	for _, rec := range b.Records {
		v.xs[rec.Replication-v.from] = readOff(b.Layout, rec, v.outcome.String())
	}
	return nil
}

// Block has nothing.
func (v *values) Block(BlockID) (*Block, error) { return nil, nil }

// shifted is a store that keeps the blocks of one part of a search among those of all, and
// shows each to a reader, too, whether it is new or was kept.
type shifted struct {
	keep, read Store // read may be nil
	base       int   // blocks of the parts before
}

// PutBlock keeps a block.
func (s *shifted) PutBlock(b *Block) error {
	moved := *b
	moved.Index += s.base
	if err := s.keep.PutBlock(&moved); err != nil || s.read == nil {
		return err
	}
	return s.read.PutBlock(b)
}

// Block returns a block that was kept.
func (s *shifted) Block(id BlockID) (*Block, error) {
	moved := id
	moved.Index += s.base
	b, err := s.keep.Block(moved)
	if b == nil || err != nil {
		return nil, err
	}
	own := *b
	own.BlockID = id
	if s.read != nil {
		err = s.read.PutBlock(&own)
	}
	return &own, err
}

// readings is a store that reads the targets' outcomes off each run.
type readings struct {
	sync.Mutex
	targets []Target
	first   int         // replication of the first row
	rows    [][]float64 // by run and target
}

// PutBlock reads a block's records.
func (r *readings) PutBlock(b *Block) error {
	r.Lock()
	defer r.Unlock()
	for _, rec := range b.Records {
		for j := range r.targets {
			t := &r.targets[j]
			at := b.Layout.Value(slices.Index(b.Layout.Vendors, t.Vendor), windowIndex(b.Layout, t.Of.Window), sim.MetricIndex(t.Of.Metric))
			r.rows[rec.Replication-r.first][j] = rec.Values[at]
		}
	}
	return nil
}

// Block has nothing.
func (r *readings) Block(BlockID) (*Block, error) { return nil, nil }
