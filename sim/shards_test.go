package sim

import "testing"

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
