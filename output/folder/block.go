package folder

import (
	"cmp"
	"errors"
	"fmt"
	"iter"
	"slices"

	"channelsim/sim/experiment"
)

// errBlock is what is wrong with blocks that were saved and do not read back.
var errBlock = errors.New("not a usable block")

// Folder keeps the runner's blocks.
var _ experiment.Store = (*Folder)(nil)

// PutBlock saves a finished block at once: when it returns nil the block
// survives an interruption, a crash, a power cut.
func (f *Folder) PutBlock(b *experiment.Block) error {
	if err := f.shelf.put(b.Index, encodeBlock(b)); err != nil {
		return f.keeps(err)
	}
	f.simulated.Add(int64(len(b.Records)))
	f.note(b)
	return nil
}

// Block returns a block that an earlier call saved, or nil.
func (f *Folder) Block(id experiment.BlockID) (*experiment.Block, error) {
	b, err := f.saved(id.Index)
	if b == nil || err != nil {
		return nil, err
	}
	if b.BlockID != id {
		return nil, fmt.Errorf("block %d: %w: it holds other replications", id.Index, errBlock)
	}
	f.reused.Add(int64(len(b.Records)))
	f.note(b)
	return b, nil
}

// note remembers what a block is and what failed in it.
func (f *Folder) note(b *experiment.Block) {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	if f.used == nil {
		f.used = map[int]experiment.BlockID{}
	}
	f.used[b.Index] = b.BlockID
	f.failed = append(f.failed, b.Failed...)
}

// saved reads a block, nil if there is none.
func (f *Folder) saved(index int) (*experiment.Block, error) {
	fields, err := f.shelf.get(index)
	if fields == nil || err != nil {
		return nil, err
	}
	b, err := decodeBlock(fields)
	if err != nil {
		return nil, fmt.Errorf("block %d: %w", index, err)
	}
	return b, nil
}

// blocks reads the saved blocks one at a time, point by point, of those up to the first that
// is missing: an answer covers the same.
func (f *Folder) blocks() iter.Seq2[*experiment.Block, error] {
	return func(yield func(*experiment.Block, error) bool) {
		var order []experiment.BlockID
		for i := 0; ; i++ {
			id, ok := f.used[i]
			if !ok {
				break
			}
			order = append(order, id)
		}
		slices.SortStableFunc(order, func(a, b experiment.BlockID) int { return cmp.Compare(a.Point, b.Point) })
		for _, id := range order {
			b, err := f.saved(id.Index)
			if b == nil && err == nil {
				err = fmt.Errorf("block %d: %w: it is gone", id.Index, errBlock)
			}
			if !yield(b, err) || err != nil {
				return
			}
		}
	}
}
