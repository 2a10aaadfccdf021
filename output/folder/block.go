package folder

import (
	"errors"
	"fmt"
	"iter"

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

// note remembers replications that failed.
func (f *Folder) note(b *experiment.Block) {
	f.mutex.Lock()
	defer f.mutex.Unlock()
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

// blocks reads the saved blocks in their order, one at a time, up to the first
// that is missing: an answer covers the same.
func (f *Folder) blocks() iter.Seq2[*experiment.Block, error] {
	return func(yield func(*experiment.Block, error) bool) {
		for i := 0; ; i++ {
			b, err := f.saved(i)
			if b == nil && err == nil || !yield(b, err) || err != nil {
				return
			}
		}
	}
}
