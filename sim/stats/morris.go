package stats

import (
	"fmt"
	"math"

	"channelsim/sim/chance"
)

// Trajectories is a design for Morris screening: each trajectory is a walk of k+1
// points through the unit cube of k factors that moves each factor once.
type Trajectories struct {
	Points [][]float64 // k+1 per trajectory, one trajectory after the other
	Steps  []Step      // k per trajectory; step j leads from point j to j+1 of its walk
}

// Step is the factor that a step moves, and by how much: delta or -delta.
type Step struct {
	Factor int
	By     float64
}

// MorrisDesign returns n random trajectories through a grid of an even number of
// levels (usually 4) for k factors, with steps of delta = levels/(2(levels-1)), after
// M. D. Morris, "Factorial sampling plans for preliminary computational
// experiments", Technometrics 33, 1991: each level of each factor is equally likely.
// It panics if levels is odd or less than 2.
func MorrisDesign(n, k, levels int, s *chance.Stream) Trajectories {
	if levels < 2 || levels%2 == 1 {
		panic(fmt.Sprintf("stats: %d levels of Morris screening: must be even and 2 or more", levels))
	}
	var t Trajectories
	for range n {
		t.walk(k, levels, s)
	}
	return t
}

// walk adds a trajectory: a random start and factors in random order, each
// moved half the levels up from the lower half or down from the upper one.
func (t *Trajectories) walk(k, levels int, s *chance.Stream) {
	at := make([]int, k)
	order := make([]int, k)
	for i := range at {
		at[i] = chance.Below(s.Next(), levels)
		j := chance.Below(s.Next(), i+1)
		order[i] = order[j]
		order[j] = i
	}
	t.Points = append(t.Points, onGrid(at, levels))
	for _, factor := range order {
		move := levels / 2
		if at[factor] >= levels/2 {
			move = -move
		}
		at[factor] += move
		t.Points = append(t.Points, onGrid(at, levels))
		t.Steps = append(t.Steps, Step{factor, float64(move) / float64(levels-1)})
	}
}

func onGrid(at []int, levels int) []float64 {
	p := make([]float64, len(at))
	for i, level := range at {
		p[i] = float64(level) / float64(levels-1)
	}
	return p
}

// Effects is what Morris screening says about one factor from its elementary
// effects d = (response after the step - before) / step, one per trajectory. Units:
// response per whole range of the factor.
type Effects struct {
	Mean     Index // mu: mean of d; near 0 too where effects of both signs cancel
	Absolute Index // mu*: mean of |d|, the measure of influence (F. Campolongo et al. 2007)
	Spread   Index // sigma: standard deviation of d, by interaction or curvature
	// Floor is the mu* that chance alone makes in a factor without influence, and
	// Chance the standard deviation it gives to d, already taken out of Spread; NaN
	// where there is one replicate only. An Absolute near Floor says nothing.
	Floor, Chance float64
	// Beyond says how far the effects together lie outside what chance makes of a factor
	// without influence, in standard deviations of a standard normal variable. NaN where
	// there is one replicate only.
	Beyond float64
}

// MorrisEffects estimates effects from responses y[point][replicate] at the points
// of a design, each point with the same number of replicates, 1 or more; it panics if
// the shape is another. d is of mean responses. Its variance by chance comes from
// the differences within replicates, so that random numbers common to all points
// count in its favour: Chance^2 = their mean variance / R, Spread^2 = variance of d
// less Chance^2 (0 where negative), Floor = sqrt(2/pi) Chance, for normal noise. Mean
// is free of bias by noise; Absolute is not, hence Floor.
//
// Beyond is the mean of d^2 over Chance^2, which without influence and for normal noise is an
// F variable with n and n(R-1) degrees of freedom for n trajectories, turned to a normal one
// (normalOfF). It heeds influence of any shape, of changing sign, too.
//
// Intervals are percentiles of times resamples of the trajectories; those of
// Absolute hold what is expected with this noise. mu* is due to F. Campolongo,
// J. Cariboni and A. Saltelli, Environmental Modelling & Software 22, 2007.
func MorrisEffects(design Trajectories, y [][]float64, times int, s *chance.Stream) []Effects {
	if len(design.Steps) == 0 || len(y) != len(design.Points) {
		panic(fmt.Sprintf("stats: %d responses for %d points of Morris screening", len(y), len(design.Points)))
	}
	walks := len(design.Points) - len(design.Steps)
	k := len(design.Steps) / walks
	effects, noise := elementary(design, y, k)
	estimate := func(count []float64) []float64 { return morris(effects, noise, count) }
	intervals := bootstrap(walks, times, s, estimate)
	values := estimate(ones(walks))
	out := make([]Effects, k)
	for i := range out {
		at := func(j int) Index { return Index{values[3*i+j], intervals[3*i+j]} }
		out[i] = Effects{Mean: at(0), Absolute: at(1), Spread: at(2), Chance: math.NaN(), Beyond: math.NaN()}
		if len(y[0]) > 1 {
			out[i].Chance = math.Sqrt(mean(noise[i]))
			out[i].Beyond = beyond(effects[i], mean(noise[i]), len(y[0]))
		}
		out[i].Floor = math.Sqrt(2/math.Pi) * out[i].Chance
	}
	return out
}

// beyond is how far the effects of a factor exceed their variance by chance: 0 where there is
// no effect at all, infinite where there is one and no chance.
func beyond(effects []float64, noise float64, replicates int) float64 {
	squares := make([]float64, len(effects))
	for i, d := range effects {
		squares[i] = d * d
	}
	square := mean(squares)
	switch {
	case square == 0:
		return 0
	case noise == 0:
		return math.Inf(1)
	}
	return normalOfF(square/noise, len(effects), len(effects)*(replicates-1))
}

// normalOfF turns an F variable with m and n degrees of freedom to a standard normal one: E.
// Paulson, "An approximate normalization of the analysis of variance distribution", Annals of
// Mathematical Statistics 13, 1942; for n of 3 and more.
func normalOfF(f float64, m, n int) float64 {
	a, b := 2/float64(9*m), 2/float64(9*n)
	root := chance.Exp(chance.Log(f) / 3)
	return (float64((1-b)*root) - (1 - a)) / math.Sqrt(float64(b*float64(root*root))+a)
}

// elementary returns the elementary effects of each of k factors by trajectory,
// and the variance of each by chance, 0 where unknown.
func elementary(design Trajectories, y [][]float64, k int) (effects, noise [][]float64) {
	effects, noise = make([][]float64, k), make([][]float64, k)
	for i, step := range design.Steps {
		before := i + i/k // each trajectory has a point more than steps
		if len(y[before]) != len(y[0]) || len(y[before+1]) != len(y[0]) || len(y[0]) == 0 {
			panic(fmt.Sprintf("stats: %d replicates at point %d or after, %d at the first", len(y[before]), before, len(y[0])))
		}
		change := minus(y[before+1], y[before])
		effects[step.Factor] = append(effects[step.Factor], mean(change)/step.By)
		noise[step.Factor] = append(noise[step.Factor],
			within(change)/(step.By*step.By)/float64(len(change)))
	}
	return effects, noise
}

// morris returns mu, mu* and sigma of each factor, with trajectories counted.
func morris(effects, noise [][]float64, count []float64) []float64 {
	var out []float64
	n := Sum(count)
	for i, ds := range effects {
		sum, absolute, chanced := 0.0, 0.0, 0.0
		for j, d := range ds {
			sum += float64(count[j] * d)
			absolute += float64(count[j] * math.Abs(d))
			chanced += float64(count[j] * noise[i][j])
		}
		mu, squares := sum/n, 0.0
		for j, d := range ds {
			squares += float64(count[j] * float64((d-mu)*(d-mu)))
		}
		variance := squares/(n-1) - chanced/n // NaN for a single trajectory
		out = append(out, mu, absolute/n, math.Sqrt(max(0, variance)))
	}
	return out
}
