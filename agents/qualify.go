package agents

import (
	"math"

	"channelsim/scenarios"
	"channelsim/sim/chance"
)

// Scorer grades inquiries by the binormal model of a score: x = d*[real] + z
// with z standard normal and d = sqrt(2)*Phi^-1(AUC). Grade bands are quantiles
// of the mixture of real and noise inquiries at the stated lead quality.
//
// Draws and bounds are kept on the scale of probabilities u = Phi(z), so that
// grading takes comparisons only.
type Scorer struct {
	quality float64
	missing float64
	auc     float64
	bounds  [2][4]float64      // [noise, real][A, B, C, D]: least u that still gets the grade
	gates   [2]float64         // least u that passes the gate
	mass    [2][Grades]float64 // chance of passing the gate with a grade, given noise or real
}

// NewScorer works out the bounds of the vendor's grades.
// AUC = 1 - auc_gap*exp(-auc_rate*depth); data are missing with probability missing*exp(-auc_rate*depth).
func NewScorer(v *scenarios.Vendor) Scorer {
	shrink := chance.Exp(-v.AUCRate * v.Depth)
	s := Scorer{quality: v.LeadQuality, missing: v.Missing * shrink, auc: 1 - float64(v.AUCGap*shrink)}
	d := s.Separation()
	share := 0.0
	for k, g := range [4]float64{v.GradeA, v.GradeB, v.GradeC, v.GradeD} {
		share += g
		s.bounds[0][k], s.bounds[1][k] = s.bound(share, d)
	}
	s.gates[0], s.gates[1] = s.bound(v.Gate, d)
	for kind := range s.mass {
		s.mass[kind] = s.gradeMass(kind)
	}
	return s
}

// AUC is the chance that a real inquiry scores above a noise inquiry.
func (s *Scorer) AUC() float64 { return s.auc }

// Separation is d, the distance between the mean scores of real and noise inquiries.
func (s *Scorer) Separation() float64 {
	if s.auc >= 1-1e-12 {
		return 12 // as good as perfect
	}
	return math.Sqrt2 * chance.NormalQuantile(s.auc)
}

// bound finds, by bisection, the score that the given share of all inquiries
// exceeds, and returns it as the u of noise and of real inquiries.
func (s *Scorer) bound(share, d float64) (noise, real float64) {
	if share >= 1 {
		return 0, 0
	}
	if share <= 0 {
		return 1, 1
	}
	lo, hi := -40.0, 40.0
	for range 200 {
		mid := float64((lo + hi) / 2) // a product to the compiler: by a half
		above := float64(s.quality*chance.NormalCDF(d-mid)) + float64((1-s.quality)*chance.NormalCDF(-mid))
		if above > share {
			lo = mid
		} else {
			hi = mid
		}
	}
	t := float64((lo + hi) / 2)
	return chance.NormalCDF(t), chance.NormalCDF(t - d)
}

// Grade qualifies one inquiry. u is the uniform behind its score, missing a
// uniform that decides whether data are missing. ok is false if the gate drops it.
func (s *Scorer) Grade(real bool, u, missing float64) (g Grade, ok bool) {
	kind := 0
	if real {
		kind = 1
	}
	if u < s.gates[kind] {
		return 0, false
	}
	if missing < s.missing {
		return Incomplete, true
	}
	b := &s.bounds[kind]
	switch {
	case u >= b[0]:
		return GradeA, true
	case u >= b[1]:
		return GradeB, true
	case u >= b[2]:
		return GradeC, true
	case u >= b[3]:
		return GradeD, true
	}
	return Unqualified, true
}

// gradeMass is the closed form of Grade's distribution, given noise (0) or real (1).
func (s *Scorer) gradeMass(kind int) (m [Grades]float64) {
	gate, upper := s.gates[kind], 1.0
	for g := GradeA; g <= Unqualified; g++ {
		lower := gate
		if g < Unqualified {
			lower = max(gate, s.bounds[kind][g])
		}
		m[g] = max(0, upper-lower) * (1 - s.missing)
		upper = max(gate, lower)
	}
	m[Incomplete] = (1 - gate) * s.missing
	return m
}

// Share is the share of inquiries that pass the gate with this grade, at the
// market's reference state.
func (s *Scorer) Share(g Grade) float64 {
	return float64(s.quality*s.mass[1][g]) + float64((1-s.quality)*s.mass[0][g])
}

// RealShare is P(real | grade) at the market's reference state: the closed form.
func (s *Scorer) RealShare(g Grade) float64 { return s.realShare(g, g) }

// RealShareOf is P(real | class).
func (s *Scorer) RealShareOf(c Class) float64 {
	if c == AB {
		return s.realShare(GradeA, GradeB)
	}
	return s.realShare(GradeC, Incomplete)
}

// ABShare is the share of A and B among all inquiries that pass the gate.
func (s *Scorer) ABShare() float64 {
	var ab, all float64
	for g := GradeA; g < Grades; g++ {
		all += s.Share(g)
		if g.Class() == AB {
			ab += s.Share(g)
		}
	}
	if all == 0 {
		return 0
	}
	return ab / all
}

func (s *Scorer) realShare(from, to Grade) float64 {
	var real, all float64
	for g := from; g <= to; g++ {
		real += float64(s.quality * s.mass[1][g])
		all += s.Share(g)
	}
	if all == 0 {
		return s.quality
	}
	return real / all
}
