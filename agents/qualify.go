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
// Real inquiries of somebody's existing customers are scored with a part of d
// only: the vendor does not see need in loyal customers.
//
// Draws and bounds are kept on the scale of probabilities u = Phi(z), so that
// grading takes comparisons only.
type Scorer struct {
	quality float64
	missing float64
	auc     float64
	ready   float64                // correlation of a real inquiry's score with its project's readiness
	shift   [Kinds]float64         // mean score of each kind
	share   [Kinds]float64         // of all inquiries
	bounds  [Kinds][4]float64      // by kind, for A, B, C, D: least u that still gets the grade
	gates   [Kinds]float64         // least u that passes the gate
	mass    [Kinds][Grades]float64 // chance of passing the gate with a grade, given the kind
}

// Kind says who is behind an inquiry.
type Kind uint8

// The kinds of inquiries.
const (
	Noise    Kind = iota // nobody who wants to buy
	Prospect             // a project of a new customer
	Customer             // a project of somebody's existing customer
	Kinds                // number of kinds
)

// NewScorer works out the bounds of the vendor's grades.
// AUC = 1 - auc_gap*exp(-auc_rate*depth); data are missing with probability missing*exp(-auc_rate*depth).
func NewScorer(v *scenarios.Vendor, m *scenarios.Market) Scorer {
	shrink := chance.Exp(-v.AUCRate * v.Depth)
	s := Scorer{quality: v.LeadQuality, missing: v.Missing * shrink, auc: 1 - float64(v.AUCGap*shrink),
		ready: 1 - float64((1-v.ScoreReady)*shrink)}
	d := s.Separation()
	s.shift = [Kinds]float64{Prospect: d, Customer: d * m.CustomerScore}
	s.share = [Kinds]float64{1 - v.LeadQuality, v.LeadQuality * (1 - m.CustomerShare), v.LeadQuality * m.CustomerShare}
	sum := 0.0
	for k, g := range [4]float64{v.GradeA, v.GradeB, v.GradeC, v.GradeD} {
		sum += g
		for kind, u := range s.bound(sum) {
			s.bounds[kind][k] = u
		}
	}
	s.gates = s.bound(v.Gate)
	for kind := range s.mass {
		s.mass[kind] = s.gradeMass(kind)
	}
	return s
}

// Sees is what the score takes for a project's readiness, both as uniforms, as is error,
// what it gets wrong: z' = ready*z + sqrt(1-ready^2)*e, standard normal like z and e.
func (s *Scorer) Sees(readiness, error float64) float64 {
	if s.ready >= 1 {
		return readiness
	}
	blur := math.Sqrt(1 - float64(s.ready*s.ready))
	return chance.NormalCDF(float64(s.ready*chance.NormalQuantile(readiness)) + float64(blur*chance.NormalQuantile(error)))
}

// Blurred reports whether Sees needs to know what the score gets wrong.
func (s *Scorer) Blurred() bool { return s.ready < 1 }

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
// exceeds, and returns it as the u of each kind of inquiry.
func (s *Scorer) bound(share float64) (u [Kinds]float64) {
	if share >= 1 {
		return u
	}
	if share <= 0 {
		return [Kinds]float64{1, 1, 1}
	}
	lo, hi := -40.0, 40.0
	for range 200 {
		mid := float64((lo + hi) / 2) // a product to the compiler: by a half
		above := 0.0
		for kind := range Kinds {
			above += float64(s.share[kind] * chance.NormalCDF(s.shift[kind]-mid))
		}
		if above > share {
			lo = mid
		} else {
			hi = mid
		}
	}
	t := float64((lo + hi) / 2)
	for kind := range u {
		u[kind] = chance.NormalCDF(t - s.shift[kind])
	}
	return u
}

// Grade qualifies one inquiry. u is the uniform behind its score, missing a
// uniform that decides whether data are missing. ok is false if the gate drops it.
func (s *Scorer) Grade(kind Kind, u, missing float64) (g Grade, ok bool) {
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

// gradeMass is the closed form of Grade's distribution, given the kind.
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

// Share is the share of inquiries that pass the gate with this grade, on the
// ground that vendors' statements speak of.
func (s *Scorer) Share(g Grade) float64 { return s.real(g) + float64(s.share[Noise]*s.mass[Noise][g]) }

// real is the part of Share that has a project behind it.
func (s *Scorer) real(g Grade) float64 {
	return float64(s.share[Prospect]*s.mass[Prospect][g]) + float64(s.share[Customer]*s.mass[Customer][g])
}

// RealShare is P(real | grade) on that ground: the closed form.
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
		real += s.real(g)
		all += s.Share(g)
	}
	if all == 0 {
		return s.quality
	}
	return real / all
}
