package stats

import (
	"math"
	"slices"
	"testing"
)

func TestSurvivalByHand(t *testing.T) {
	s := NewSurvival([]int{0, 0, 2, 0, 1, 0}, 5)
	if want := []float64{1, 1, 0.6, 0.6, 0.4, 0.4}; !slices.Equal(s.Share, want) {
		t.Errorf("share %v, want %v", s.Share, want)
	}
	if s.Interval[2] != Wilson(3, 5) {
		t.Errorf("interval of week 2 is %v, want Wilson's of 3 in 5", s.Interval[2])
	}
}

func TestSurvivalOfNoRuns(t *testing.T) {
	if s := NewSurvival([]int{0, 0}, 0); len(s.Share) != 2 || !math.IsNaN(s.Share[1]) {
		t.Errorf("got %v, want two undefined weeks", s.Share)
	}
}

func TestMedianEvent(t *testing.T) {
	for _, c := range []struct {
		events []int
		want   float64
	}{
		{[]int{0, 0, 0}, math.NaN()},
		{[]int{0, 0, 1, 0}, 2},
		{[]int{0, 2, 0, 2}, 2},
		{[]int{0, 2, 0, 3}, 3},
		{[]int{0, 3, 0, 1}, 1},
	} {
		if got := MedianEvent(c.events); !near(got, c.want, 0) {
			t.Errorf("MedianEvent(%v) = %v, want %v", c.events, got, c.want)
		}
	}
}
