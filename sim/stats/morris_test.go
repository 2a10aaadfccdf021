package stats

import (
	"math"
	"slices"
	"testing"

	"channelsim/sim/chance"
)

// morrisFunction is the test function of section 4 of Morris (1991), with the
// random coefficients of the factors of least weight drawn from s.
func morrisFunction(s *chance.Stream) func(x []float64) float64 {
	first, second := make([]float64, 20), make([][]float64, 20)
	for i := range first {
		first[i] = 20
		if i >= 10 {
			first[i] = normal(s)
		}
		second[i] = make([]float64, 20)
		for j := range second[i] {
			second[i][j] = -15
			if i >= 6 || j >= 6 {
				second[i][j] = normal(s)
			}
		}
	}
	return func(x []float64) float64 {
		w := make([]float64, 20)
		for i := range w {
			w[i] = 2 * (x[i] - 0.5)
			if i == 2 || i == 4 || i == 6 {
				w[i] = 2 * (1.1*x[i]/(x[i]+0.1) - 0.5)
			}
		}
		y := 0.0
		for i := range w {
			y += first[i] * w[i]
			for j := i + 1; j < 20; j++ {
				y += second[i][j] * w[i] * w[j]
				for l := j + 1; l < 5; l++ {
					y -= 10 * w[i] * w[j] * w[l]
				}
			}
		}
		return y + 5*w[0]*w[1]*w[2]*w[3]
	}
}

// TestMorrisFunction: as in figure 1 of Morris, factors 1 to 7 interact or bend,
// 8 to 10 act with an effect of 40 each and little else, the others hardly act.
func TestMorrisFunction(t *testing.T) {
	s := chance.NewStream(1, 2, 3)
	f := morrisFunction(&s)
	design := MorrisDesign(50, 20, 4, &s)
	got := MorrisEffects(design, respond(design.Points, f, 1, 0, 0, &s), 200, &s)
	for i, e := range got {
		t.Logf("%d: mu %.1f mu* %.1f sigma %.1f", i+1, e.Mean.Value, e.Absolute.Value, e.Spread.Value)
		ok := true
		switch {
		case i < 7:
			ok = e.Spread.Value > 15 && e.Absolute.Value > 20
		case i < 10:
			ok = math.Abs(e.Mean.Value-40) < 4 && e.Spread.Value < 12
		default:
			ok = e.Absolute.Value < 12 && e.Spread.Value < 12
		}
		if !ok || !e.Absolute.Contains(e.Absolute.Value) || !math.IsNaN(e.Floor) {
			t.Errorf("factor %d: %+v", i+1, e)
		}
	}
}

// TestMorrisOfLinearModel: the effect is the coefficient, without spread; a product
// x y of two factors has mu = 1/2 and, on the four levels, sigma^2 = 5/36.
func TestMorrisOfLinearModel(t *testing.T) {
	s := chance.NewStream(4, 5, 6)
	design := MorrisDesign(2000, 4, 4, &s)
	f := func(x []float64) float64 { return 3*x[0] - 2*x[1] + x[2]*x[3] }
	got := MorrisEffects(design, respond(design.Points, f, 1, 0, 0, &s), 100, &s)
	for i, want := range []float64{3, -2} {
		e := got[i]
		if !near(e.Mean.Value, want, 1e-12) || !near(e.Absolute.Value, math.Abs(want), 1e-12) || e.Spread.Value > 1e-12 {
			t.Errorf("factor %d: %+v", i, e)
		}
	}
	for _, e := range got[2:] {
		checkIndex(t, "mu", e.Mean, 0.5, 0.03)
		checkIndex(t, "sigma", e.Spread, math.Sqrt(5./36), 0.015)
	}
}

// TestMorrisDesign: each step moves one factor by delta, each factor once per
// trajectory, and all levels come up equally often.
func TestMorrisDesign(t *testing.T) {
	s := chance.NewStream(7, 8, 9)
	const n, k, levels = 500, 3, 4
	design := MorrisDesign(n, k, levels, &s)
	var seen [levels]int
	for _, p := range design.Points {
		for _, x := range p {
			seen[int(math.Round(x*(levels-1)))]++
		}
	}
	for level, times := range seen {
		if want := len(design.Points) * k / levels; math.Abs(float64(times-want)) > 150 {
			t.Errorf("level %d came %d times, want about %d", level, times, want)
		}
	}
	for i, step := range design.Steps {
		before, after := design.Points[i+i/k], design.Points[i+i/k+1]
		want := slices.Clone(before)
		want[step.Factor] = after[step.Factor]
		if !slices.Equal(after, want) || !near(math.Abs(step.By), 2./3, 1e-12) ||
			!near(after[step.Factor]-before[step.Factor], step.By, 1e-9) {
			t.Fatalf("step %d %+v leads from %v to %v", i, step, before, after)
		}
	}
}

// TestMorrisKnowsNoise: noise of standard deviation 2 in 4 replicates gives an
// effect a standard deviation of 2 sqrt(2/4) / (2/3) = 2.12 and an inert factor
// the mu* of the floor; the spread is free of it, and all of it goes where the noise
// is common.
func TestMorrisKnowsNoise(t *testing.T) {
	s := chance.NewStream(10, 11, 12)
	design := MorrisDesign(500, 7, 4, &s)
	f := func(x []float64) float64 { return 10*x[0] + 12*x[1]*x[1] }
	got := MorrisEffects(design, respond(design.Points, f, 4, 2, 0, &s), 0, &s)
	chance1 := 2 * math.Sqrt(0.5) * 1.5
	inert := got[2]
	if !near(inert.Chance, chance1, 0.05) || !near(inert.Absolute.Value, inert.Floor, 0.1) || inert.Spread.Value > 0.7 {
		t.Errorf("inert factor: %+v", inert)
	}
	if !near(inert.Floor, chance1*math.Sqrt(2/math.Pi), 0.05) {
		t.Errorf("floor %v", inert.Floor)
	}
	if got[0].Spread.Value > 0.7 || !near(got[1].Spread.Value, 12./3, 0.1) { // (2x + 2/3) at x = 0 or 1/3
		t.Errorf("spread of factors that act: %v, %v, want 0, 4", got[0].Spread, got[1].Spread)
	}
	got = MorrisEffects(design, respond(design.Points, f, 4, 2, 1, &s), 0, &s)
	if got[2].Chance > 1e-12 || got[2].Absolute.Value > 1e-12 {
		t.Errorf("common noise: %+v", got[2])
	}
}

// TestNoStepTwice: each step is a new one, and of few factors there are as many as exist, not as
// many as were asked for.
func TestNoStepTwice(t *testing.T) {
	for _, c := range []struct{ asked, k, least, most int }{{10, 1, 2, 2}, {10, 2, 6, 8}, {10, 3, 10, 10}, {40, 6, 40, 40}} {
		s := chance.NewStream(2, 3, uint64(c.k))
		design := MorrisDesign(c.asked, c.k, 4, &s)
		walks := len(design.Points) - len(design.Steps)
		if walks < c.least || walks > c.most {
			t.Errorf("%d trajectories of %d factors, want %d to %d", walks, c.k, c.least, c.most)
		}
		type pair struct {
			factor   int
			from, to [8]float64
		}
		seen := map[pair]bool{}
		for i, step := range design.Steps {
			p := pair{factor: step.Factor}
			copy(p.from[:], design.Points[i+i/c.k])
			copy(p.to[:], design.Points[i+i/c.k+1])
			if step.By < 0 {
				p.from, p.to = p.to, p.from
			}
			if seen[p] {
				t.Errorf("%d factors: the step %+v comes twice", c.k, p)
			}
			seen[p] = true
		}
	}
}

// alike gives k factors without influence noise of which a share is each replicate's own, by factor, and
// common to all its effects.
func alike(design Trajectories, replicates int, share float64, s *chance.Stream) [][]float64 {
	slopes := make([][]float64, len(design.Points[0]))
	for i := range slopes {
		for range replicates {
			slopes[i] = append(slopes[i], 3*share*normal(s)/math.Sqrt2)
		}
	}
	y := make([][]float64, len(design.Points))
	for p, at := range design.Points {
		for r := range replicates {
			x := math.Sqrt(1-share*share) * normal(s)
			for i := range at {
				x += slopes[i][r] * at[i]
			}
			y[p] = append(y[p], x)
		}
	}
	return y
}

// TestMorrisOfNothing: factors without influence are found about as often as chance may, and their intervals
// hold 0 as often as they say, be they one or many and their effects alike or not.
func TestMorrisOfNothing(t *testing.T) {
	const times = 1500
	for _, share := range []float64{0, 0.7, 1} { // of the noise's deviation that a replicate gives to all effects
		for _, replicates := range []int{4, 12} {
			for _, k := range []int{1, 2, 5} {
				s := chance.NewStream(21, uint64(k), uint64(replicates))
				design := MorrisDesign(10, k, 4, &s)
				n, found, mu := 0., 0., 0.
				for range times / k {
					for _, e := range MorrisEffects(design, alike(design, replicates, share, &s), 0, &s) {
						n++
						if e.P < 0.05 {
							found++
						}
						if e.Mean.Contains(0) {
							mu++
						}
					}
				}
				t.Logf("%.1f alike, %d replicates, %d factors: %.1f %% found, mu held in %.1f %%", share, replicates, k, 100*found/n, 100*mu/n)
				most := 0.065
				if share == 0.7 {
					most = 0.12
				}
				if found/n > most || mu/n < 0.935 {
					t.Errorf("%.1f alike, %d replicates, %d factors: %.1f %% found, mu held in %.1f %%", share, replicates, k, 100*found/n, 100*mu/n)
				}
			}
		}
	}
}

// TestMorrisFinds: what acts is found, be it that its effects change sign; where nothing changes nothing is
// found, and without noise all that does.
func TestMorrisFinds(t *testing.T) {
	s := chance.NewStream(13, 14, 15)
	design := MorrisDesign(10, 22, 4, &s)
	acting := func(x []float64) float64 { return 6*x[0] + 24*(x[1]-0.5)*(x[2]-0.5) }
	for range 20 {
		for i, e := range MorrisEffects(design, respond(design.Points, acting, 4, 1, 0, &s), 0, &s)[:3] {
			if !(e.P < 0.001) {
				t.Errorf("factor %d acts, with p %v", i, e.P)
			}
		}
	}
	single := MorrisEffects(design, respond(design.Points, acting, 1, 1, 0, &s), 0, &s)
	exact := MorrisEffects(design, respond(design.Points, acting, 2, 0, 0, &s), 0, &s)
	if !math.IsNaN(single[0].P) || exact[0].P != 0 || exact[5].P != 1 {
		t.Errorf("single runs %v, without noise %v and %v", single[0].P, exact[0].P, exact[5].P)
	}
}

// TestFewWalks: one factor has two steps, which give an interval with a width, and none of sigma.
func TestFewWalks(t *testing.T) {
	s := chance.NewStream(4, 4, 4)
	design := MorrisDesign(3, 1, 4, &s)
	e := MorrisEffects(design, respond(design.Points, func(x []float64) float64 { return x[0] }, 4, 5, 0, &s), 100, &s)[0]
	if !(e.Mean.Half() > 1) || !(e.Absolute.Half() > 1) || e.Absolute.Low < 0 || !math.IsNaN(e.Spread.Low) || e.P < 0.05 {
		t.Errorf("noise of 5 over effects of 1: %+v", e)
	}
}

// TestMorrisHeedsTheChoiceOfWalks: with little noise the interval is that of the trajectories' choice, and with
// all steps taken none is left.
func TestMorrisHeedsTheChoiceOfWalks(t *testing.T) {
	held, times := 0., 400.
	bend := func(x []float64) float64 { return x[0]*x[1] + 0.2*x[0]*x[0] }
	for i := range int(times) {
		s := chance.NewStream(8, 8, uint64(i))
		design := MorrisDesign(10, 4, 4, &s)
		if MorrisEffects(design, respond(design.Points, bend, 4, 0.01, 0, &s), 0, &s)[0].Mean.Contains(0.7) {
			held++
		}
	}
	if held/times < 0.92 {
		t.Errorf("mu is held in %.1f %%", 100*held/times)
	}
	s := chance.NewStream(8, 8, 8)
	design := MorrisDesign(2, 1, 4, &s)
	e := MorrisEffects(design, respond(design.Points, func(x []float64) float64 { return x[0] * x[0] }, 4, 0, 0, &s), 0, &s)[0]
	if !near(e.Mean.Low, 1, 1e-9) || !near(e.Mean.High, 1, 1e-9) {
		t.Errorf("both steps known exactly: %+v", e.Mean)
	}
}
