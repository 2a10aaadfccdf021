package experiment

import (
	"math"
	"strings"
	"testing"

	"channelsim/scenarios"
	"channelsim/sim"
	"channelsim/sim/stats"
)

// of is a response of the factors' shares of their ranges, plus noise of standard deviation sd
// that differs from point to point.
func of(all []Factor, sd float64, f func(u []float64) float64) answering {
	return answering{respond: func(s *scenarios.Scenario, noise func(uint64) float64) map[string]float64 {
		u, place := make([]float64, len(all)), uint64(0)
		for i := range all {
			x := parameter(s, all[i].Key)
			u[i] = (x - all[i].Low) / (all[i].High - all[i].Low)
			place = place*1_000_003 + math.Float64bits(x)
		}
		return map[string]float64{sim.VendorProfit: f(u) + sd*noise(place)}
	}}
}

// found runs an analysis of the factors and returns its influences.
func found(t *testing.T, method string, all []Factor, size, runs int, seed uint64, like answering) (*Sensitivity, *Answer, []Influence) {
	t.Helper()
	a, err := NewSensitivity(classroom(t), method, all, size, false, Design{Runs: runs, Seed: seed, Outcomes: []Outcome{DefaultOutcome}})
	if err != nil {
		t.Fatal(err)
	}
	answer := mustRun(t, a.Design, Options{New: answers(like)})
	return a, answer, a.Influences(answer)
}

// noiseIsNoInfluence: where nothing has influence, nothing is said to have, however many parameters
// are looked at. It returns how many are all the same, and how many by themselves.
func noiseIsNoInfluence(t *testing.T, analyses int) (wrong, alone int) {
	t.Helper()
	all, _ := UnknownFactors(classroom(t), 0.3)
	all = all[:40]
	nothing := func([]float64) float64 { return 0 }
	for seed := range uint64(analyses) {
		a, answer, noise := found(t, Morris, all, 10, 4, seed+1, of(all, 1, nothing))
		for _, i := range noise {
			if i.Told() {
				wrong++
			}
			if i.Found == Alone {
				alone++
			}
		}
		if c := SaySensitivity(a, answer, noise, Asking{"x", " --vary y"}); len(toldOnes(noise)) == 0 &&
			(!strings.HasPrefix(c.Says, "No influence on the vendor's profit is told from chance") || c.Command != "channelsim sensitivity x --vary y --runs 16") {
			t.Errorf("%q, %q", c.Says, c.Command)
		}
	}
	return wrong, alone
}

// TestNoiseIsNoInfluence: of noise nothing is told, and where one parameter has influence, it alone.
// With single runs nothing can be told. The slow test looks at more noise.
func TestNoiseIsNoInfluence(t *testing.T) {
	if testing.Short() {
		t.Skip("many runs")
	}
	// One analysis in twenty may tell one; two in three would be chance in 1 of 140 cases.
	if wrong, alone := noiseIsNoInfluence(t, 3); wrong > 1 || alone > 15 {
		t.Errorf("of noise alone %d parameters are told from chance, %d by themselves", wrong, alone)
	}
	all, _ := UnknownFactors(classroom(t), 0.3)
	one := func(u []float64) float64 { return 8 * u[7] }
	for _, c := range []struct {
		method     string
		size, runs int
		want       int
	}{{Morris, 10, 4, 1}, {Morris, 10, 1, 0}, {Sobols, 64, 4, 1}, {Sobols, 64, 1, 0}} {
		of8 := all[:8]
		_, _, got := found(t, c.method, of8, c.size, c.runs, 3, of(of8, 1, one))
		told := toldOnes(got)
		if len(told) != c.want || c.want == 1 && told[0].Factor != 7 {
			t.Errorf("%s with %d runs: %d are told from chance, want %d: %+v", c.method, c.runs, len(told), c.want, got)
		}
	}
}

// TestGapsInAnAnalysis: undefined and failed runs are left out with a note, by replicate or by
// trajectory, whichever loses less, and what is left still gives the slopes.
func TestGapsInAnAnalysis(t *testing.T) {
	all := factors(t, classroom(t), "market.close=0:1", "market.reach=0:1")
	slopes := func(u []float64) float64 { return 5*u[0] - 2*u[1] }
	for _, c := range []struct {
		name          string
		gap           func(y [][]float64)
		groups, reps  int
		note, missing string
	}{
		{"nothing", func([][]float64) {}, 6, 4, "", "undefined"},
		{"the last run of one point failed", func(y [][]float64) { y[4] = y[4][:3] }, 5, 4, "1 of 6 trajectories", ""},
		{"one replicate everywhere", func(y [][]float64) {
			for p := range y {
				y[p][1] = math.NaN()
			}
		}, 6, 3, "in 3 of 4 runs only", ""},
		{"all", func(y [][]float64) {
			for p := range y {
				y[p] = []float64{math.NaN()}
			}
		}, 0, 0, "nothing is said of vendor's profit", ""},
	} {
		a, answer, _ := found(t, Morris, all, 6, 4, 2, of(all, 0, slopes))
		y := make([][]float64, len(answer.replicated))
		for p := range y {
			y[p] = answer.replicated[p][0]
		}
		c.gap(y)
		for p := range y {
			answer.replicated[p][0] = y[p]
		}
		got, notes := a.Influences(answer), strings.Join(a.Notes(answer, nil), "; ")
		if !strings.Contains(notes, c.note) || c.missing != "" && strings.Contains(notes, c.missing) {
			t.Errorf("%s: notes are %q", c.name, notes)
		}
		s := a.sample(answer, DefaultOutcome)
		if len(s.groups) != c.groups || c.reps > 0 && len(s.y[0]) != c.reps {
			t.Errorf("%s: %d trajectories", c.name, len(s.groups))
		}
		if c.reps > 0 && (len(got) != 2 || math.Abs(got[0].Effects.Mean.Value-5) > 1e-9 || math.Abs(got[1].Effects.Mean.Value+2) > 1e-9) {
			t.Errorf("%s: %+v", c.name, got)
		}
	}
}

// TestPairsAreToldTogether: of the pairs of some parameters that only add up none is told from chance, and
// one that acts together is.
func TestPairsAreToldTogether(t *testing.T) {
	if testing.Short() {
		t.Skip("many runs")
	}
	all, _ := UnknownFactors(classroom(t), 0.3)
	all = all[:5]
	told, alone := map[[2]int]int{}, 0
	for seed := uint64(1); seed <= 3; seed++ {
		a, err := NewSensitivity(classroom(t), Sobols, all, 128, true, Design{Runs: 2, Seed: seed, Outcomes: []Outcome{DefaultOutcome}})
		if err != nil {
			t.Fatal(err)
		}
		answer := mustRun(t, a.Design, Options{New: answers(of(all, 1, func(u []float64) float64 {
			return u[0] + u[1] + u[2] + 40*(u[3]-0.5)*(u[4]-0.5)
		}))})
		for _, i := range a.Influences(answer) {
			for j, found := range i.Both {
				switch {
				case found == Effect:
					told[[2]int{i.Factor, j}]++
				case found == Alone:
					alone++
				case j > i.Factor && i.Pairs[j].Value < 0 && found != NoEffect:
					t.Errorf("a negative share is told: %+v", i.Pairs[j])
				}
			}
		}
	}
	if len(told) != 1 || told[[2]int{3, 4}] != 3 || alone > 5 {
		t.Errorf("told are %v, %d by themselves; want the pair 3 and 4 alone", told, alone)
	}
}

// TestExplains: a share by itself is never said to exceed the one with interactions, nor the whole.
func TestExplains(t *testing.T) {
	index := func(x, low, high float64) stats.Index {
		return stats.Index{Value: x, Interval: stats.Interval{Low: low, High: high}}
	}
	for _, c := range []struct {
		first, total stats.Index
		want         string
	}{
		{index(0.91, 0.7, 1.1), index(0.86, 0.6, 0.99), "explains about 86 % (95 % interval 60 % to 99 %) of its variance, and interactions are not told from nothing"},
		{index(1.08, 0.7, 1.4), index(1.12, 0.9, 1.3), "explains about 100 % (95 % interval 90 % to 100 %) of its variance, and interactions are not told from nothing"},
		{index(0.3, 0.2, 0.4), index(0.6, 0.5, 0.7), "explains 30 % of its variance by itself and 60 % (95 % interval 50 % to 70 %) with interactions"},
	} {
		if got := explains(&Influence{First: c.first, Total: c.total}); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}
