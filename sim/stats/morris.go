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
	// Different is the number of steps that there are of each factor, up or down the same two
	// points being one: levels/2 times levels to the power of k-1. 0 for no end of them.
	Different float64
}

// Step is the factor that a step moves, and by how much: delta or -delta.
type Step struct {
	Factor int
	By     float64
}

// tries is how many walks in a row may repeat a step before a design gives up.
const tries = 200

// MorrisDesign returns n random trajectories through a grid of an even number of
// levels (usually 4) for k factors, with steps of delta = levels/(2(levels-1)), after
// M. D. Morris, "Factorial sampling plans for preliminary computational
// experiments", Technometrics 33, 1991: each level of each factor is equally likely.
// No step comes twice, since twice the same says no more than once: of few factors there
// are fewer trajectories than n, two of a single one and about seven of two (on four levels). It
// panics if levels is odd or less than 2.
func MorrisDesign(n, k, levels int, s *chance.Stream) Trajectories {
	if levels < 2 || levels%2 == 1 {
		panic(fmt.Sprintf("stats: %d levels of Morris screening: must be even and 2 or more", levels))
	}
	t := Trajectories{Different: float64(levels / 2)}
	for range k - 1 {
		t.Different *= float64(levels)
	}
	seen := map[string]bool{}
	for failed := 0; n > 0 && failed < tries; {
		var w Trajectories
		w.walk(k, levels, s)
		if w.repeats(seen) {
			failed++
			continue
		}
		t.Points, t.Steps = append(t.Points, w.Points...), append(t.Steps, w.Steps...)
		n, failed = n-1, 0
	}
	return t
}

// repeats reports whether a walk has a step that was seen before; if not its steps now are.
func (t *Trajectories) repeats(seen map[string]bool) bool {
	var names []string
	for i, step := range t.Steps {
		lower := t.Points[i]
		if step.By < 0 {
			lower = t.Points[i+1]
		}
		names = append(names, fmt.Sprint(step.Factor, lower))
		if seen[names[i]] {
			return true
		}
	}
	for _, name := range names {
		seen[name] = true
	}
	return false
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
	// P is how likely chance makes effects as large as these of a factor without influence.
	// NaN where there is one replicate only.
	P float64
}

// leastWalks is the number of trajectories below which nothing is said of how sure sigma is.
const leastWalks = 4

// MorrisEffects estimates effects from responses y[point][replicate] at the points
// of a design, each point with the same number R of replicates, 1 or more; it panics if
// the shape is another. Replicate r may share its random numbers between all points, which makes
// effects more precise, and alike: what a replicate does to one of them it may do to all. d is of
// mean responses, its variance by chance is Chance^2 = the mean variance between replicates / R,
// and Floor = sqrt(2/pi) Chance, for normal noise. Spread^2 is the variance of d less what
// replicates add to it apart from what they add to all effects alike (0 where negative). Mean is free
// of bias by noise; Absolute is not, hence Floor. mu* is due to F. Campolongo, J. Cariboni and A.
// Saltelli, Environmental Modelling & Software 22, 2007.
//
// The intervals of Mean and Absolute are t-intervals that heed both the trajectories, of which there
// may be few or all that exist (Different), and the replicates (crossed). That of Spread is of
// percentiles of times resamples of the trajectories, undefined below four. P is by A. P. Dempster
// (manyEffects). It heeds influence of any shape, of changing sign, too.
func MorrisEffects(design Trajectories, y [][]float64, times int, s *chance.Stream) []Effects {
	if len(design.Steps) == 0 || len(y) != len(design.Points) {
		panic(fmt.Sprintf("stats: %d responses for %d points of Morris screening", len(y), len(design.Points)))
	}
	walks := len(design.Points) - len(design.Steps)
	changes := elementary(design, y, len(design.Steps)/walks)
	spreads := make([]Interval, len(changes))
	for i := range spreads {
		spreads[i] = undefined
	}
	if walks >= leastWalks {
		spreads = bootstrap(walks, times, s, func(count []float64) (all []float64) {
			for _, d := range changes {
				all = append(all, d.spread(count))
			}
			return all
		})
	}
	known := 0.0
	if design.Different > 0 {
		known = math.Min(1, float64(walks)/design.Different)
	}
	out := make([]Effects, len(changes))
	for i, d := range changes {
		signs := d.upwards()
		out[i] = Effects{Mean: d.mean(known), Absolute: signs.mean(known), Spread: Index{d.spread(ones(walks)), spreads[i]},
			Chance: math.Sqrt(d.noise()), P: d.p()}
		out[i].Absolute.Low = math.Max(0, out[i].Absolute.Low)
		out[i].Floor = math.Sqrt(2/math.Pi) * out[i].Chance
	}
	return out
}

// crossed are the elementary effects of one factor by trajectory and replicate.
type crossed [][]float64

// elementary returns the elementary effects of each of k factors.
func elementary(design Trajectories, y [][]float64, k int) []crossed {
	all := make([]crossed, k)
	for i, step := range design.Steps {
		before := i + i/k // each trajectory has a point more than steps
		if len(y[before]) != len(y[0]) || len(y[before+1]) != len(y[0]) || len(y[0]) == 0 {
			panic(fmt.Sprintf("stats: %d replicates at point %d or after, %d at the first", len(y[before]), before, len(y[0])))
		}
		change := gaps(y[before+1], y[before])
		for r := range change {
			change[r] /= step.By
		}
		all[step.Factor] = append(all[step.Factor], change)
	}
	return all
}

// upwards turns the effects so that each has a mean of 0 or more.
func (d crossed) upwards() crossed {
	up := make(crossed, len(d))
	for t, xs := range d {
		up[t] = xs
		if mean(xs) < 0 {
			up[t] = minus(make([]float64, len(xs)), xs)
		}
	}
	return up
}

// byWalk and byReplicate are the means.
func (d crossed) byWalk() []float64 {
	means := make([]float64, len(d))
	for t, xs := range d {
		means[t] = mean(xs)
	}
	return means
}

func (d crossed) byReplicate() []float64 {
	means := make([]float64, len(d[0]))
	for r := range means {
		for _, xs := range d {
			means[r] += xs[r] / float64(len(d))
		}
	}
	return means
}

// noise is the variance of an effect by chance; NaN for one replicate.
func (d crossed) noise() float64 {
	if len(d[0]) < 2 {
		return math.NaN()
	}
	sum := 0.0
	for _, xs := range d {
		sum += within(xs)
	}
	return sum / float64(len(d)) / float64(len(d[0]))
}

// own is the part of it that is not common to all effects; 0 for one replicate, where it is unknown.
func (d crossed) own() float64 {
	n, replicates := float64(len(d)), float64(len(d[0]))
	if replicates < 2 {
		return 0
	}
	return math.Max(0, (d.noise()-within(d.byReplicate())/replicates)*n/(n-1))
}

// spread is sigma with trajectories counted; NaN for a single one.
func (d crossed) spread(count []float64) float64 {
	means, n := d.byWalk(), Sum(count)
	mu := WeightedMean(means, count)
	squares := 0.0
	for t, x := range means {
		squares += float64(count[t] * float64((x-mu)*(x-mu)))
	}
	return math.Sqrt(math.Max(0, squares/(n-1)-d.own()))
}

// mean is the mean of all effects with its t-interval. Trajectories and replicates are two
// random choices that cross: the variance is that of the replicates' means over their number, plus
// that between trajectories over theirs, less where known, the share of all steps that were taken,
// leaves little to guess (W. G. Cochran, Sampling Techniques, 1977, section 2.6). The degrees of freedom are F. E. Satterthwaite's
// (Biometrics Bulletin 2, 1946). With one replicate noise cannot be told from the trajectories' spread,
// and known does not help.
//
// Of 100 intervals of a factor without influence 94 to 96 held 0, be the factors 1, 2 or 5, the replicates 4 or
// 12, and whether effects have their noise to themselves, share half of its variance or all (TestMorrisOfNothing).
func (d crossed) mean(known float64) Index {
	n, replicates := len(d), len(d[0])
	value := mean(d.byWalk())
	if n < 2 {
		return Index{value, undefined}
	}
	walks, df := within(d.byWalk())/float64(n), float64(n-1)
	variance := walks
	if replicates > 1 {
		runs := within(d.byReplicate()) / float64(replicates)
		walks = float64((1 - known) * math.Max(0, walks-float64(d.own()/float64(n))))
		variance = walks + runs
		df = float64(variance*variance) / (float64(walks*walks)/df + float64(runs*runs)/float64(replicates-1))
	}
	if variance == 0 {
		return Index{value, Interval{value, value}}
	}
	half := float64(StudentQuantile(max(1, int(df)), tail) * math.Sqrt(variance))
	return Index{value, Interval{value - half, value + half}}
}

// p is how likely chance makes such effects where there is no influence. Dempster's test of many
// means by few runs (Annals of Mathematical Statistics 29, 1958): the mean square of the effects over its part by
// chance is about an F variable of v and v(R-1) degrees of freedom. Where effects have their
// noise to themselves v is their number, and where they all share it 1; it is estimated as Z. Bai and H.
// Saranadasa do the traces that it is made of (Statistica Sinica 6, 1996).
//
// Of 100 factors without influence so many have p < 0.05, by their number and that of the replicates
// (TestMorrisOfNothing):
//
//	factors                          1   2   5    replicates
//	noise of each effect's own       4   4   4    4
//	                                 5   5   5    12
//	half of its variance is shared   4   9  10    4
//	                                 5   7   6    12
//	all is                           5   5   6    4
//	                                 5   5   4    12
//
// Of runs of the model over 52 weeks, the shipped classroom with parameters that vary by a thousandth (among
// them partners.hours_contact, 4.5) and 4 runs at each point, so many in 100 analyses found anything with all
// parameters looked at together (400, 200 and 100 seeds):
//
//	parameters             1  2  5
//	vendor's profit        0  2  1
//	partners' follow-up    3  4  1
//
// It finds less than it may where most steps change nothing in most runs.
func (d crossed) p() float64 {
	replicates := len(d[0])
	square := 0.0
	for _, x := range d.byWalk() {
		square += float64(x*x) / float64(len(d))
	}
	switch noise := d.noise(); {
	case replicates < 2:
		return math.NaN()
	case square == 0:
		return 1
	default:
		v := d.freedom()
		return FisherP(square/noise, v, float64(v*float64(replicates-1)))
	}
}

// freedom estimates how many effects with a noise of their own theirs is worth: from 1, which it is
// with two replicates, to their number.
func (d crossed) freedom() float64 {
	m := float64(len(d[0]) - 1)
	trace, squares := 0.0, 0.0 // of the matrix of covariances, and of its square
	rests := make([][]float64, len(d))
	for t, xs := range d {
		level := mean(xs)
		for _, x := range xs {
			rests[t] = append(rests[t], x-level)
		}
	}
	for r := range d[0] {
		for q := range d[0] {
			sum := 0.0
			for _, xs := range rests {
				sum += float64(xs[r] * xs[q])
			}
			squares += float64(sum*sum) / float64(m*m)
			if r == q {
				trace += sum / m
			}
		}
	}
	all := float64(trace * trace)
	v := (float64((m+1)*all) - float64(2*squares)) / math.Max(0, float64(m*squares)-all)
	if m < 2 || !(v > 1) {
		return 1
	}
	return math.Min(v, float64(len(d)))
}
