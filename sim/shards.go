package sim

import (
	"sync"
	"sync/atomic"
)

// shards are goroutines that stand ready for the whole life of a world and
// share out the blocks of a phase among themselves.
type shards struct {
	world *World
	count int
	work  func(w *World, b int)
	total int64
	next  atomic.Int64
	begin chan struct{}
	done  sync.WaitGroup
	fault atomic.Pointer[any] // what a block panicked with, to be passed on
}

func (s *shards) start(w *World, count int) {
	s.world, s.count = w, max(1, count)
	begin := make(chan struct{})
	s.begin = begin // theirs by its own name: a world may be closed before they first look
	for range s.count - 1 {
		go func() {
			for range begin {
				s.takeSafely()
				s.done.Done()
			}
		}()
	}
}

func (s *shards) stop() {
	if s.begin != nil {
		close(s.begin)
		s.begin = nil
	}
}

// each calls work for every block from 0 to n-1, side by side where there are
// shards. work must write only what belongs to its block.
func (s *shards) each(n int, work func(w *World, b int)) {
	if s.count == 1 || n == 1 {
		for b := range n {
			work(s.world, b)
		}
		return
	}
	s.work, s.total = work, int64(n)
	s.next.Store(0)
	s.done.Add(s.count - 1)
	for range s.count - 1 {
		s.begin <- struct{}{}
	}
	s.takeSafely()
	s.done.Wait()
	if fault := s.fault.Swap(nil); fault != nil {
		panic(*fault)
	}
}

// takeSafely keeps a panic from ending the program on another goroutine than
// the caller's, who may know what to do about it.
func (s *shards) takeSafely() {
	defer s.catch()
	s.take()
}

func (s *shards) catch() {
	if fault := recover(); fault != nil {
		kept := fault // what is stored moves to the heap: only when there is something
		s.fault.Store(&kept)
	}
}

func (s *shards) take() {
	for {
		b := s.next.Add(1) - 1
		if b >= s.total {
			return
		}
		s.work(s.world, int(b))
	}
}
