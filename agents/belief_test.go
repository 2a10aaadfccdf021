package agents

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/integrate/quad"
	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"
)

// Without forgetting a belief is Bayes' rule: its P is the mean of the posterior
// density, here integrated numerically over prior times likelihood.
func TestLearnIsBayesRule(t *testing.T) {
	weeks := []struct{ worked, opportunities float64 }{{3, 1}, {0, 0}, {5, 0}, {2, 2}, {4, 1}}
	b := NewBelief(0.25, 20)
	prior := distuv.Beta{Alpha: b.A, Beta: b.B}
	for _, w := range weeks {
		b.Learn(w.worked, w.opportunities, 1, 0)
	}
	posterior := func(p float64) float64 { return prior.Prob(p) * math.Pow(p, 4) * math.Pow(1-p, 10) }
	mass := quad.Fixed(posterior, 0, 1, 200, nil, 0)
	mean := quad.Fixed(func(p float64) float64 { return p * posterior(p) }, 0, 1, 200, nil, 0) / mass
	if math.Abs(b.P()-mean) > 1e-10 {
		t.Errorf("P = %.12f, the posterior's mean is %.12f", b.P(), mean)
	}
	near(t, "A", b.A, 5+4)
	near(t, "B", b.B, 15+10)
}

func TestLearnForgets(t *testing.T) {
	b := Belief{A: 10, B: 30}
	b.Learn(4, 1, 0.9, 6)
	near(t, "A after a week", b.A, 9+1)
	near(t, "B after a week", b.B, 27+3)

	for range 2000 { // until what comes in is what is forgotten
		b.Learn(2, 0.5, 0.985, 6)
	}
	near(t, "weight in the long run", b.A+b.B, 2/0.015)
	near(t, "belief in the long run", b.P(), 0.25)
}

// Hot stove: whoever does not try learns nothing, however long.
func TestUntestedBeliefStays(t *testing.T) {
	b := NewBelief(0.1, 20)
	for range 1000 {
		b.Learn(0, 0, 0.985, 6)
	}
	near(t, "belief", b.P(), 0.1)
	near(t, "weight", b.A+b.B, 6)
}

func TestLearnKeepsFloor(t *testing.T) {
	b := Belief{A: 1, B: 4}
	b.Learn(0, 0, 0.8, 6) // 5*0.8 = 4 is below 6
	near(t, "A", b.A, 1.2)
	near(t, "B", b.B, 4.8)

	b = Belief{A: 1, B: 4}
	b.Learn(3, 3, 0.8, 6) // 4 + 3 is not
	near(t, "A with news", b.A, 3.8)
	near(t, "B with news", b.B, 3.2)

	b = Belief{A: 3, B: 5}
	b.Learn(0, 0, 0, 6) // all is forgotten at once: the opinion stays
	near(t, "opinion without evidence", b.P(), 0.375)

	var blank Belief
	if blank.Learn(0, 0, 0.9, 6); blank != (Belief{}) {
		t.Errorf("no belief at all became %v", blank)
	}
}

func TestAnnounce(t *testing.T) {
	b := Belief{A: 2, B: 8}
	b.Announce(0.4, 5)
	near(t, "A", b.A, 4)
	near(t, "B", b.B, 11)
}

func TestPullMovesBeliefNotWeight(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		claim := rapid.Float64Range(0, 1).Draw(t, "claim")
		weight := rapid.Float64Range(0.1, 1e4).Draw(t, "weight")
		to := rapid.Float64Range(0, 1).Draw(t, "to")
		share := rapid.Float64Range(0, 1).Draw(t, "share")
		b := NewBelief(claim, weight)
		b.Pull(to, share)
		if got := b.A + b.B; math.Abs(got-weight) > 1e-9*weight {
			t.Fatalf("weight %g became %g", weight, got)
		}
		if want := (1-share)*claim + share*to; math.Abs(b.P()-want) > 1e-12 {
			t.Fatalf("believes %g, want %g", b.P(), want)
		}
	})
}
