package sim_test

import (
	"cmp"
	"math"
	"slices"
	"testing"

	"channelsim/scenarios"
	"channelsim/sim"
)

func (tw twinWorld) scenario(t *testing.T, more ...string) *scenarios.Scenario {
	t.Helper()
	s, err := scenarios.Load(tw.base)
	if err != nil {
		t.Fatal(err)
	}
	if tw.kinds {
		s.Archetypes = twinKinds
	}
	set := slices.Concat([]string{"run.weeks", "52", "run.settle", "26"}, tw.set, more) // a short settling, for time
	for i := 0; i < len(set); i += 2 {
		if err := s.Set(set[i], set[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	s.Shocks = append(s.Shocks, tw.shocks...)
	if err := s.Validate(); err != nil {
		t.Fatal(err)
	}
	return s
}

// runEngine simulates replications with the engine.
func runEngine(t *testing.T, s *scenarios.Scenario, seed uint64, runs int) outcomes {
	t.Helper()
	w, err := sim.New(s, sim.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	layout, o := w.Layout(), outcomes{}
	rec := layout.NewRecord()
	for r := range runs {
		if err := w.Run(t.Context(), seed, r, rec); err != nil {
			t.Fatal(err)
		}
		for v, vendor := range layout.Vendors {
			for k, window := range layout.Windows {
				for m := range sim.Metrics {
					o.put(vendor, sim.Metrics[m].Key, window.Name, rec.Values[layout.Value(v, k, m)])
				}
			}
		}
	}
	return o
}

// A difference is an outcome of which twin and engine have other distributions.
type difference struct {
	key          string
	p            float64 // of the more telling of two tests
	twin, engine float64 // means
}

// compare tests each outcome twice, means by a two-sample z and distributions
// by Kolmogorov and Smirnov, and returns what is found, smallest p-value first.
func compare(twin, engine outcomes) []difference {
	var list []difference
	for key, x := range twin {
		y := engine[key]
		mx, _ := moments(x)
		my, _ := moments(y)
		p := kolmogorov(x, y)
		if se := standardError(x, y); se > 1e-9*max(math.Abs(mx), math.Abs(my)) {
			p = min(p, math.Erfc(math.Abs(mx-my)/se/math.Sqrt2))
		}
		list = append(list, difference{key, p, mx, my})
	}
	slices.SortFunc(list, func(a, b difference) int { return cmp.Or(cmp.Compare(a.p, b.p), cmp.Compare(a.key, b.key)) })
	return list
}

// differing returns the differences beyond a bound at which all the tests of
// all worlds together raise a false alarm less than once in a thousand times
// (Bonferroni: two tests of each outcome, worlds times).
func differing(list []difference, worlds int) []difference {
	bound := 0.001 / float64(2*len(list)*worlds)
	n := 0
	for n < len(list) && list[n].p < bound {
		n++
	}
	return list[:n]
}

// standardError is that of the difference of two means: the greater of Welch's
// and the pooled one, since money and rare events are skew and either alone
// alarms too often.
func standardError(x, y []float64) float64 {
	_, vx := moments(x)
	_, vy := moments(y)
	n, m := float64(len(x)), float64(len(y))
	pooled := ((n-1)*vx + (m-1)*vy) / (n + m - 2)
	return math.Sqrt(max(vx/n+vy/m, pooled*(1/n+1/m)))
}

func moments(x []float64) (mean, variance float64) {
	for _, v := range x {
		mean += v / float64(len(x))
	}
	for _, v := range x {
		variance += (v - mean) * (v - mean) / float64(len(x)-1)
	}
	return mean, variance
}

// kolmogorov is the two-sided p-value of the greatest distance between two
// empirical distributions (asymptotic bound, on the safe side).
func kolmogorov(x, y []float64) float64 {
	x, y = slices.Sorted(slices.Values(x)), slices.Sorted(slices.Values(y))
	below := func(s []float64, v float64) float64 {
		n, _ := slices.BinarySearch(s, math.Nextafter(v, math.Inf(1)))
		return float64(n) / float64(len(s))
	}
	far := 0.0
	for _, v := range append(append([]float64{}, x...), y...) {
		far = max(far, math.Abs(below(x, v)-below(y, v)))
	}
	n := float64(len(x)) * float64(len(y)) / float64(len(x)+len(y))
	return min(1, 2*math.Exp(-2*n*far*far))
}

// agree simulates a world with twin and engine and complains where they differ.
// It returns what the twin found.
func agree(t *testing.T, tw twinWorld, worlds, runs int) outcomes {
	t.Helper()
	s := tw.scenario(t)
	twin := runTwin(t, s, 1, runs)
	for _, d := range differing(compare(twin, runEngine(t, s, 1, 4*runs)), worlds) {
		t.Errorf("%s: twin %.6g, engine %.6g, p = %.1g", d.key, d.twin, d.engine, d.p)
	}
	return twin
}

// notice demands that the comparison sees an engine with a parameter that is
// off by a fraction.
func notice(t *testing.T, tw twinWorld, twin outcomes, key string, factor float64, worlds int) {
	t.Helper()
	s := tw.scenario(t)
	x, err := s.Get(key)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Set(key, x.(float64)*factor); err != nil {
		t.Fatal(err)
	}
	runs := 4 * len(twin["all trust@all"])
	list := compare(twin, runEngine(t, s, 1, runs))
	if len(differing(list, worlds)) == 0 {
		t.Errorf("nobody would notice %s times %v: p is %.2g at best, for %s", key, factor, list[0].p, list[0].key)
	}
}

// What the model measures the twin measures, too.
func TestTwinMeasuresAll(t *testing.T) {
	tw := twinWorlds[0]
	s := tw.scenario(t, "run.weeks", "26")
	twin := runTwin(t, s, 1, 1)
	for _, m := range sim.Metrics {
		if _, ok := twin[sim.All+" "+m.Key+"@all"]; !ok {
			t.Errorf("the twin knows nothing of %s", m.Key)
		}
	}
}

// The twin's own pilots find the ground that the engine's find.
func TestTwinSurvey(t *testing.T) {
	const pilots, engines = 24, 4
	for _, set := range [][]string{
		{"run.settle", "40"},
		{"run.settle", "8", "mean_life", "8", "pursued_touch", "1"}, // fewer weeks than a quarter
		with(model4, "run.settle", "30", "funds", "300", "referrals", "0.5", "recall", "reassign", "reps", "30"),
	} {
		s := twinWorld{"", "classroom", false, set, nil}.scenario(t, "projects_per_week", "72")
		engine, err := sim.Survey(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		twin, sd := survey(s, 1, pilots)
		bound := 4 * math.Sqrt(1.0/pilots+1.0/engines)
		if math.Abs(twin.Pool-engine.Pool) > bound*sd.Pool || math.Abs(twin.Had-engine.Had) > bound*sd.Had {
			t.Errorf("%v: the twin's ground is %.5g, the engine's %.5g; from pilot to pilot %.3g", set, twin, engine, sd)
		}
		t.Logf("%.5g %.5g %.3g", twin, engine, sd)
	}
	if unsold, err := sim.Survey(t.Context(), twinWorlds[4].scenario(t, "run.settle", "0")); err != nil || unsold != (sim.Ground{Pool: 72 * 20, Had: 1}) {
		t.Errorf("without settling the ground is %v, not the market in which nobody sells (%v)", unsold, err)
	}
}

// Twin and engine agree, and would not if a parameter of one was off by a
// fraction. Some mechanisms are felt less than others.
func TestTwin(t *testing.T) {
	if testing.Short() {
		t.Skip("numbers only")
	}
	const worlds, runs = 4, 80
	for i, tw := range twinWorlds[:worlds] {
		t.Run(tw.name, func(t *testing.T) {
			t.Parallel()
			twin := agree(t, tw, worlds, runs)
			if i > 0 {
				return
			}
			for key, factor := range map[string]float64{"reach": 1.05, "hours_contact": 1.1, "hunting_rate": 1.25,
				"registration_broken": 1.5, "referrals": 1.1, "vendors.*.funds": 1.1} {
				notice(t, tw, twin, key, factor, worlds)
			}
		})
	}
}
