package stats

import (
	"math"
	"testing"

	"channelsim/sim/chance"
)

// search runs an ABC to its end: outcomes are means given the parameters, plus normal noise.
func search(a *ABC, parameters, generations int, noise float64, mean func(at []float64) []float64) {
	chanceOf := chance.NewStream(chance.Root(99, 0), 7, uint64(parameters))
	outcomes := func(places [][]float64) (all [][]float64) {
		for _, at := range places {
			y := mean(at)
			for j := range y {
				y[j] += float64(noise * chance.NormalQuantile(chance.Open(chanceOf.Next())))
			}
			all = append(all, y)
		}
		return all
	}
	at := a.First(2*a.Keep, parameters)
	a.Told(at, outcomes(at))
	for range generations {
		at = a.Next(a.Keep)
		a.Told(at, outcomes(at))
	}
}

// With one parameter, an outcome that is the parameter plus normal noise, and a normal error of
// measurement the posterior is normal, with both variances added.
func TestABCFindsTheConjugatePosterior(t *testing.T) {
	const noise, err = 0.03, 0.04
	a := &ABC{Observed: []float64{0.6}, Errors: []float64{err}, Keep: 1000, Stream: chance.NewStream(chance.Root(1, 0), 1, 1)}
	search(a, 1, 5, noise, func(at []float64) []float64 { return []float64{at[0]} })
	p := a.Posterior()
	xs := p.Parameter(0)
	for _, c := range []struct {
		what      string
		got, want float64
		off       float64
	}{
		{"mean", WeightedMean(xs, p.Weights), 0.6, 0.004},
		{"standard deviation", math.Sqrt(WeightedCovariance(xs, xs, p.Weights)), 0.05, 0.003},
		{"2.5 % quantile", WeightedQuantile(xs, p.Weights, 0.025), 0.6 - 1.96*0.05, 0.012},
		{"97.5 % quantile", WeightedQuantile(xs, p.Weights, 0.975), 0.6 + 1.96*0.05, 0.012},
	} {
		if math.Abs(c.got-c.want) > c.off {
			t.Errorf("%s %.4f, want %.4f", c.what, c.got, c.want)
		}
	}
}

// Near an end of the range the posterior is a normal cut off there: proposals outside must not
// make the rest too light or too heavy.
func TestABCAtTheEndOfTheRange(t *testing.T) {
	const sd = 0.1
	a := &ABC{Observed: []float64{0.02}, Errors: []float64{sd}, Keep: 1500, Stream: chance.NewStream(chance.Root(2, 0), 1, 1)}
	search(a, 1, 5, 0, func(at []float64) []float64 { return []float64{at[0]} })
	p := a.Posterior()
	// Mean of a normal (0.02, 0.1) above 0.
	alpha := -0.02 / sd
	want := 0.02 + sd*math.Exp(-alpha*alpha/2)/math.Sqrt(2*math.Pi)/(1-chance.NormalCDF(alpha))
	if got := WeightedMean(p.Parameter(0), p.Weights); math.Abs(got-want) > 0.006 {
		t.Errorf("mean %.4f, want %.4f", got, want)
	}
}

// Two parameters of which only the sum is seen: each stays wide, and they go against each other.
func TestABCShowsWhatCannotBeTold(t *testing.T) {
	a := &ABC{Observed: []float64{1}, Errors: []float64{0.02}, Keep: 1000, Stream: chance.NewStream(chance.Root(3, 0), 1, 1)}
	search(a, 2, 5, 0.02, func(at []float64) []float64 { return []float64{at[0] + at[1]} })
	p := a.Posterior()
	x, y := p.Parameter(0), p.Parameter(1)
	if r := WeightedCorrelation(x, y, p.Weights); r > -0.97 {
		t.Errorf("correlation %.3f", r)
	}
	if sd, want := math.Sqrt(WeightedCovariance(x, x, p.Weights)), math.Sqrt(1./12); math.Abs(sd-want) > 0.03 {
		t.Errorf("standard deviation %.3f, want that of the prior, %.3f", sd, want)
	}
}

// Weights make up for where candidates were proposed: without a look at outcomes the posterior is
// the prior, whatever was kept before.
func TestABCWithoutEvidenceGivesThePrior(t *testing.T) {
	a := &ABC{Observed: []float64{0}, Errors: []float64{1}, Keep: 2000, Stream: chance.NewStream(chance.Root(4, 0), 1, 1)}
	search(a, 2, 4, 1, func(at []float64) []float64 { return []float64{0} })
	p := a.Posterior()
	for k := range 2 {
		xs := p.Parameter(k)
		if m := WeightedMean(xs, p.Weights); math.Abs(m-0.5) > 0.03 {
			t.Errorf("mean %.3f", m)
		}
		for _, q := range []float64{0.1, 0.5, 0.9} {
			if got := WeightedQuantile(xs, p.Weights, q); math.Abs(got-q) > 0.05 {
				t.Errorf("quantile %v is at %.3f", q, got)
			}
		}
	}
}

// What is undefined is kept nowhere.
func TestABCLeavesOutWhatIsUndefined(t *testing.T) {
	a := &ABC{Observed: []float64{0.5}, Errors: []float64{0.05}, Keep: 200, Stream: chance.NewStream(chance.Root(5, 0), 1, 1)}
	search(a, 1, 3, 0.01, func(at []float64) []float64 {
		if at[0] < 0.5 {
			return []float64{math.NaN()}
		}
		return []float64{at[0]}
	})
	for _, c := range a.Kept {
		if c.At[0] < 0.5 {
			t.Fatalf("kept %v", c)
		}
	}
	if len(a.Kept) != 200 {
		t.Errorf("kept %d", len(a.Kept))
	}
}

func TestCholeskySolves(t *testing.T) {
	a := [][]float64{{4, 2, 0.4}, {2, 3, 1}, {0.4, 1, 2}}
	want := []float64{1, -2, 3}
	b := make([]float64, 3)
	for i := range a {
		for j := range a {
			b[i] += a[i][j] * want[j]
		}
	}
	l, ok := cholesky(a)
	if !ok {
		t.Fatal("not positive definite")
	}
	for i, x := range backward(l, forward(l, b)) {
		if math.Abs(x-want[i]) > 1e-12 {
			t.Errorf("x[%d] = %v, want %v", i, x, want[i])
		}
	}
	if _, ok := cholesky([][]float64{{1, 1}, {1, 1}}); ok {
		t.Error("a singular matrix has a root")
	}
}

func TestWeighted(t *testing.T) {
	xs, w := []float64{3, 1, 2}, []float64{1, 1, 2}
	for _, c := range []struct {
		what      string
		got, want float64
	}{
		{"mean", WeightedMean(xs, w), 2},
		{"covariance", WeightedCovariance(xs, xs, w), 0.5},
		{"correlation", WeightedCorrelation(xs, []float64{-3, -1, -2}, w), -1},
		{"median", WeightedQuantile(xs, w, 0.5), 2},
		{"quarter", WeightedQuantile(xs, w, 0.25), 1},
		{"most", WeightedQuantile(xs, w, 1), 3},
		{"none", WeightedQuantile(nil, nil, 0.5), math.NaN()},
		{"equal weights", EffectiveSize([]float64{2, 2, 2}), 3},
		{"one of three", EffectiveSize([]float64{0, 5, 0}), 1},
	} {
		if c.got != c.want && !(math.IsNaN(c.got) && math.IsNaN(c.want)) {
			t.Errorf("%s: %v, want %v", c.what, c.got, c.want)
		}
	}
	counts := make([]int, 3)
	for _, i := range Resample(w, 400, 0.5) {
		counts[i]++
	}
	if counts[0] != 100 || counts[1] != 100 || counts[2] != 200 {
		t.Errorf("resampled %v", counts)
	}
}

// Weights undo where candidates were proposed: of places that come from a corner of the square,
// weighted, the means are those of the whole, and the weights are 1 on average.
func TestABCWeighsProposals(t *testing.T) {
	const n = 20_000
	a := &ABC{Observed: []float64{0}, Errors: []float64{1}, Keep: 2 * n, Stream: chance.NewStream(chance.Root(6, 0), 1, 1)}
	for i := range 50 {
		_, x := math.Modf(float64(i) * math.Phi)
		_, y := math.Modf(float64(i) * math.Sqrt2)
		a.Kept = append(a.Kept, Candidate{At: []float64{x / 2, y / 2}, Outcomes: []float64{0}, Weight: 1})
	}
	a.Scales, a.Tolerance = []float64{1}, math.Inf(1)
	at := a.Next(n)
	a.Told(at, matrix(n, 1))
	var weights, plain []float64
	var xs [2][]float64
	for _, c := range a.Kept {
		if c.Distance == 0 { // one of those that were put there
			continue
		}
		weights, plain = append(weights, c.Weight), append(plain, 1)
		for k := range xs {
			xs[k] = append(xs[k], c.At[k])
		}
	}
	if len(weights) != n {
		t.Fatalf("%d of %d", len(weights), n)
	}
	if m := WeightedMean(weights, plain); math.Abs(m-1) > 0.05 {
		t.Errorf("mean weight %.3f", m)
	}
	for k := range xs {
		if m := WeightedMean(xs[k], weights); math.Abs(m-0.5) > 0.02 {
			t.Errorf("weighted mean %.3f, without weights %.3f", m, WeightedMean(xs[k], plain))
		}
		if m := WeightedMean(xs[k], plain); m > 0.42 {
			t.Errorf("proposals are spread over all of the square: mean %.3f", m)
		}
	}
}
