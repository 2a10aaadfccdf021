package agents

import (
	"math"
	"testing"

	"channelsim/scenarios"
	"gonum.org/v1/gonum/stat/distuv"
)

// scorerWith is the scorer of the default vendor after a change.
func scorerWith(change func(*scenarios.Vendor)) Scorer {
	v := asModel3().Vendors[0]
	if change != nil {
		change(&v)
	}
	return NewScorer(&v, &scenarios.Market{})
}

// The bounds of the bands on the scale of scores, against the textbook normal
// distribution: of the mixture of real and noise inquiries the shares A, A to B
// and so on lie above them, and real scores are d higher than noise.
func TestBandsAreQuantilesOfTheMixture(t *testing.T) {
	norm := distuv.UnitNormal
	for _, quality := range []float64{0.05, 0.32, 0.9} {
		s := scorerWith(func(v *scenarios.Vendor) { v.LeadQuality, v.Gate = quality, 0.6 })
		d := math.Sqrt2 * norm.Quantile(0.80)
		for k, share := range []float64{0.10, 0.25, 0.50, 0.75} {
			bound := norm.Quantile(s.bounds[0][k])
			above := quality*norm.Survival(bound-d) + (1-quality)*norm.Survival(bound)
			if math.Abs(above-share) > 1e-9 {
				t.Errorf("quality %g: %.12f of inquiries score above bound %d, want %g", quality, above, k, share)
			}
			if u := norm.CDF(bound - d); math.Abs(u-s.bounds[1][k]) > 1e-9 {
				t.Errorf("quality %g: bound %d of real inquiries at u = %g, want %g", quality, k, s.bounds[1][k], u)
			}
		}
		gate := norm.Quantile(s.gates[0])
		if passed := quality*norm.Survival(gate-d) + (1-quality)*norm.Survival(gate); math.Abs(passed-0.6) > 1e-9 {
			t.Errorf("quality %g: %.12f of inquiries pass a gate of 0.6", quality, passed)
		}
	}
}

// P(real | grade) of the normal mixture, by gonum's normal distribution.
func TestRealShareClosedForm(t *testing.T) {
	norm, q, d := distuv.UnitNormal, 0.32, math.Sqrt2*distuv.UnitNormal.Quantile(0.80)
	s := scorerWith(nil)
	above := []float64{math.Inf(1)} // the bounds of the bands, by bisection of our own
	for _, share := range []float64{0.10, 0.25, 0.50, 0.75} {
		lo, hi := -9.0, 9.0
		for range 100 {
			if mid := (lo + hi) / 2; q*norm.Survival(mid-d)+(1-q)*norm.Survival(mid) > share {
				lo = mid
			} else {
				hi = mid
			}
		}
		above = append(above, lo)
	}
	above = append(above, math.Inf(-1))
	for g := GradeA; g <= Unqualified; g++ {
		real := q * (norm.CDF(above[g]-d) - norm.CDF(above[g+1]-d))
		noise := (1 - q) * (norm.CDF(above[g]) - norm.CDF(above[g+1]))
		if want := real / (real + noise); math.Abs(s.RealShare(g)-want) > 1e-9 {
			t.Errorf("P(real | %v) = %.12f, want %.12f", g, s.RealShare(g), want)
		}
	}
	near(t, "P(real | incomplete)", s.RealShare(Incomplete), q)
}

func TestRealShareOfClass(t *testing.T) {
	s := scorerWith(nil)
	near(t, "P(real | A/B)", s.RealShareOf(AB), (0.10*s.RealShare(GradeA)+0.15*s.RealShare(GradeB))/0.25)
	ab := 0.25 * 0.85 // the rest of the leads has the rest of the projects
	near(t, "P(real | rest)", s.RealShareOf(Rest), (0.32-ab*s.RealShareOf(AB))/(1-ab))
	near(t, "A/B share", s.ABShare(), ab)
}

// Qualifying deeper separates better and lacks less, by the stated formulas.
func TestDepth(t *testing.T) {
	before := scorerWith(nil)
	near(t, "AUC at depth 0", before.AUC(), 0.80)
	for _, depth := range []float64{0.5, 1, 2, 5} {
		s := scorerWith(func(v *scenarios.Vendor) { v.Depth = depth })
		near(t, "AUC", s.AUC(), 1-0.20*math.Exp(-0.7*depth))
		near(t, "missing", s.Share(Incomplete), 0.15*math.Exp(-0.7*depth))
		if s.AUC() <= before.AUC() || s.Share(Incomplete) >= before.Share(Incomplete) ||
			s.RealShare(GradeA) <= before.RealShare(GradeA) || s.RealShare(Unqualified) >= before.RealShare(Unqualified) {
			t.Errorf("depth %g grades no better than less", depth)
		}
		before = s
	}
}

// The gate lets the best scores through, so it takes the lowest grades first,
// and what passes adds up to it.
func TestGate(t *testing.T) {
	all := scorerWith(nil)
	for _, gate := range []float64{0, 0.02, 0.10, 0.16, 0.60, 1} {
		s := scorerWith(func(v *scenarios.Vendor) { v.Gate = gate })
		sum, left := 0.0, gate
		for g := GradeA; g <= Unqualified; g++ {
			sum += s.Share(g)
			band := min(left, []float64{0.10, 0.15, 0.25, 0.25, 0.25}[g])
			near(t, "share of grade "+g.String(), s.Share(g), band*0.85)
			left -= band
		}
		near(t, "all that pass", sum+s.Share(Incomplete), gate)
		if gate > 0 && gate < 1 && s.RealShareOf(AB) < all.RealShareOf(AB)-1e-12 {
			t.Errorf("gate %g: A/B leads got worse", gate)
		}
	}
}

func TestGradeFollowsBounds(t *testing.T) {
	s := scorerWith(func(v *scenarios.Vendor) { v.Gate = 0.9 })
	for kind := range Kinds {
		for k, g := range []Grade{GradeA, GradeB, GradeC, GradeD} {
			b := s.bounds[kind][k]
			if got, ok := s.Grade(kind, b, 0.9); got != g || !ok {
				t.Errorf("kind %v: on its bound: %v, want %v", kind, got, g)
			}
			if got, ok := s.Grade(kind, math.Nextafter(b, 0), 0.9); got != g+1 || !ok {
				t.Errorf("kind %v: just below: %v, want %v", kind, got, g+1)
			}
		}
		if _, ok := s.Grade(kind, math.Nextafter(s.gates[kind], 0), 0.9); ok {
			t.Errorf("kind %v: passed below the gate", kind)
		}
		if got, ok := s.Grade(kind, s.gates[kind], 0.9); got != Unqualified || !ok {
			t.Errorf("kind %v: on the gate: %v, %v", kind, got, ok)
		}
		if got, _ := s.Grade(kind, 0.9999, 0.1499); got != Incomplete {
			t.Errorf("kind %v: graded %v without data", kind, got)
		}
	}
}

func TestGradeExtremes(t *testing.T) {
	for _, quality := range []float64{0, 1} {
		s := scorerWith(func(v *scenarios.Vendor) { v.LeadQuality = quality })
		for g := GradeA; g < Grades; g++ {
			near(t, "P(real | grade)", s.RealShare(g), quality)
		}
		near(t, "share of A", s.Share(GradeA), 0.085)
		near(t, "P(real | A/B)", s.RealShareOf(AB), quality)
	}
	closed := scorerWith(func(v *scenarios.Vendor) { v.Gate = 0 })
	if _, ok := closed.Grade(Prospect, math.Nextafter(1, 0), 0.9); ok {
		t.Error("a closed gate let the best lead through")
	}
	near(t, "A/B share behind a closed gate", closed.ABShare(), 0)
	near(t, "P(real | A) behind a closed gate", closed.RealShare(GradeA), 0.32)

	perfect := scorerWith(func(v *scenarios.Vendor) { v.AUCGap = 0 })
	near(t, "perfect AUC", perfect.AUC(), 1)
	for g, want := range map[Grade]float64{GradeA: 1, GradeB: 1, GradeC: 0.07 / 0.25, GradeD: 0, Unqualified: 0} {
		if got := perfect.RealShare(g); math.Abs(got-want) > 1e-6 {
			t.Errorf("perfect score: P(real | %v) = %g, want %g", g, got, want)
		}
	}
	blind := scorerWith(func(v *scenarios.Vendor) { v.AUCGap = 0.5 })
	near(t, "P(real | A) of a blind score", blind.RealShare(GradeA), 0.32)

	one := scorerWith(func(v *scenarios.Vendor) { v.GradeA, v.GradeB, v.GradeC, v.GradeD = 0, 1, 0, 0 })
	if g, ok := one.Grade(Noise, 0, 0.9); g != GradeB || !ok {
		t.Errorf("where all is B the worst lead is %v", g)
	}
}
