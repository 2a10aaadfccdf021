package agents

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"channelsim/scenarios"
)

// inquiry is a simulated inquiry with a score of its own, not by our draws.
type inquiry struct {
	score float64
	real  bool
}

func simulate(s *Scorer, n int, quality float64) []inquiry {
	rng := rand.New(rand.NewPCG(1, 2))
	out := make([]inquiry, n)
	for i := range out {
		out[i] = inquiry{rng.NormFloat64(), rng.Float64() < quality}
		if out[i].real {
			out[i].score += s.Separation()
		}
	}
	return out
}

// A million inquiries, ranked by score and cut into bands by their number:
// what share of each band is real?
func TestRealShareAgainstSimulation(t *testing.T) {
	const n = 1_000_000
	s := scorerWith(nil)
	all := simulate(&s, n, 0.32)
	slices.SortFunc(all, func(a, b inquiry) int {
		if a.score > b.score {
			return -1
		}
		return 1
	})
	from := 0
	for g, share := range []float64{0.10, 0.15, 0.25, 0.25, 0.25} {
		to := from + int(math.Round(share*n))
		real := 0
		for _, in := range all[from:to] {
			if in.real {
				real++
			}
		}
		within(t, "real leads of grade "+Grade(g).String(), real, to-from, s.RealShare(Grade(g)))
		from = to
	}
}

// The area under the curve is the chance that a real inquiry outranks a noise one.
func TestSeparationGivesAUC(t *testing.T) {
	for _, depth := range []float64{0, 1, 3} {
		s := scorerWith(func(v *scenarios.Vendor) { v.Depth = depth })
		all := simulate(&s, 400_000, 0.5)
		var real, noise []float64
		for _, in := range all {
			if in.real {
				real = append(real, in.score)
			} else {
				noise = append(noise, in.score)
			}
		}
		pairs := min(len(real), len(noise))
		wins := 0
		for i := range pairs {
			if real[i] > noise[i] {
				wins++
			}
		}
		within(t, "real over noise", wins, pairs, s.AUC())
	}
}

// Grade's own draws have the grades' stated masses, with a gate before them.
func TestGradeAgainstShares(t *testing.T) {
	const n, quality = 1_000_000, 0.32
	v := asModel3().Vendors[0]
	v.Gate = 0.6
	s := NewScorer(&v, &scenarios.Market{CustomerShare: 0.4, CustomerScore: 0.5})
	rng := rand.New(rand.NewPCG(3, 4))
	var got, real [Grades]int
	for range n {
		isReal, kind := rng.Float64() < quality, Noise
		if isReal {
			kind = Prospect
			if rng.Float64() < 0.4 {
				kind = Customer
			}
		}
		g, ok := s.Grade(kind, rng.Float64(), rng.Float64())
		if !ok {
			continue
		}
		got[g]++
		if isReal {
			real[g]++
		}
	}
	for g := GradeA; g < Grades; g++ {
		within(t, "share of grade "+g.String(), got[g], n, s.Share(g))
		within(t, "real share of grade "+g.String(), real[g], got[g], s.RealShare(g))
	}
}
