package folder

import (
	"iter"
	"sync"

	"channelsim/sim/experiment"
)

// relay lets several readers go through blocks side by side, each in a goroutine of its own: a block
// is read once, when all of them want the next one, and none is kept. Every reader must leave in
// the end, or the others wait for it.
type relay struct {
	next  func() (*experiment.Block, error, bool)
	stop  func() // to be called when all have left
	mutex sync.Mutex
	comes *sync.Cond // a block

	readers, waiting int
	turns            int // blocks read
	block            *experiment.Block
	err              error
	more             bool
}

func newRelay(blocks iter.Seq2[*experiment.Block, error]) *relay {
	r := &relay{}
	r.next, r.stop = iter.Pull2(blocks)
	r.comes = sync.NewCond(&r.mutex)
	return r
}

// blocks are those of the relay, for each of its readers all of them.
func (r *relay) blocks(yield func(*experiment.Block, error) bool) {
	for {
		if b, err, more := r.await(); !more || !yield(b, err) {
			return
		}
	}
}

// await waits until all readers want the next block.
func (r *relay) await() (*experiment.Block, error, bool) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	turn := r.turns
	r.waiting++
	for r.turn(); r.turns == turn; {
		r.comes.Wait()
	}
	return r.block, r.err, r.more
}

// leave ends a reader.
func (r *relay) leave() {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.readers--
	r.turn()
}

// turn reads the next block if all are waiting for it.
func (r *relay) turn() {
	if r.waiting == 0 || r.waiting < r.readers {
		return
	}
	r.block, r.err, r.more = r.next()
	r.waiting = 0
	r.turns++
	r.comes.Broadcast()
}
