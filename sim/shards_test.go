package sim

import (
	"runtime"
	"testing"
	"time"
)

func TestPanicOfAShardReachesTheCaller(t *testing.T) {
	var s shards
	s.start(nil, 3)
	defer s.stop()
	for range 5 {
		func() {
			defer func() {
				if recover() != "block 7" {
					t.Error("the panic of a block is lost")
				}
			}()
			s.each(20, func(_ *World, b int) {
				if b == 7 {
					panic("block 7")
				}
			})
		}()
	}
	done := make([]bool, 100)
	s.each(len(done), func(_ *World, b int) { done[b] = true })
	for b := range done {
		if !done[b] {
			t.Fatalf("block %d is left out after a panic", b)
		}
	}
}

// A world may be closed before its goroutines first look for work: they end all the same.
func TestShardsStoppedAtOnceEnd(t *testing.T) {
	before := runtime.NumGoroutine()
	for range 200 {
		var s shards
		s.start(nil, 8)
		s.stop()
	}
	for range 500 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("%d goroutines are left, %d were there", runtime.NumGoroutine(), before)
}
