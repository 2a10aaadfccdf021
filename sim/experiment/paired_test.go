package experiment

import (
	"errors"
	"math"
	"testing"

	"channelsim/scenarios"
	"channelsim/sim"
	"channelsim/sim/stats"
)

var followUp = Outcome{sim.FollowUp, "all"}

// pairs runs a design of two points whose follow-up is given, and some of whose
// replications may fail.
func pairs(t *testing.T, runs int, fails func(point, replication int) bool, value func(point, replication int) float64) *Answer {
	t.Helper()
	d := design(2, runs)
	d.Outcomes = []Outcome{DefaultOutcome, followUp}
	make := func(s *scenarios.Scenario, windows []sim.Window, shards int) (Simulator, error) {
		point := int(s.Name[1] - '0')
		f := fake{err: func(replication int) error {
			if fails != nil && fails(point, replication) {
				return errors.New("lost")
			}
			return nil
		}}
		f.layout = sim.Layout{Vendors: []string{"acme", sim.All}, Windows: windows, Weeks: s.Run.Weeks}
		f.fill = func(replication int, rec *sim.Record) {
			setAll(&f.layout, rec, sim.FollowUp, value(point, replication))
		}
		return &f, nil
	}
	return mustRun(t, d, Options{New: make, Workers: 3})
}

// Worked by hand: 1, 2, 3, 4 against 2, 2, 5, 7 differ by 1, 0, 2, 3, of mean 1.5
// and variance 5/3; t(3) is 3.18245, the variances are 5/3 and 6.
func TestPairedByHand(t *testing.T) {
	xs := [2][]float64{{1, 2, 3, 4}, {2, 2, 5, 7}}
	a := pairs(t, 4, nil, func(point, i int) float64 { return xs[point][i] })
	d := a.Paired(1, 0, followUp)
	half := 3.182446305 * math.Sqrt(5./3/4)
	for _, c := range []struct {
		name      string
		got, want float64
	}{
		{"n", float64(d.N), 4}, {"mean", d.Mean, 1.5}, {"sd", d.SD, math.Sqrt(5. / 3)},
		{"low", d.CILow, 1.5 - half}, {"high", d.CIHigh, 1.5 + half},
		{"variance reduction", d.VarianceReduction, (5./3 + 6) / (5. / 3)},
		{"p", d.P(0), stats.StudentP(3, 1.5/math.Sqrt(5./3/4))},
	} {
		if math.Abs(c.got-c.want) > 1e-8 {
			t.Errorf("%s is %v, want %v", c.name, c.got, c.want)
		}
	}
	if back := a.Paired(0, 1, followUp); back.Mean != -1.5 || back.CILow != -d.CIHigh {
		t.Errorf("the other way round: %+v", back)
	}
}

// A replication that failed at one point only must not shift the pairs.
func TestPairedSkipsFailures(t *testing.T) {
	fails := func(point, replication int) bool { return point == 0 && replication == 2 }
	a := pairs(t, 5, fails, func(point, i int) float64 { return float64(i*i) + 10*float64(point) })
	if d := a.Paired(1, 0, followUp); d.N != 4 || d.Mean != 10 || d.SD != 0 || !math.IsNaN(d.VarianceReduction) {
		t.Errorf("%+v; want a difference of 10 in 4 pairs", d)
	}
	if got := len(a.Replicated(0, followUp)) + len(a.Replicated(1, followUp)); got != 10 {
		t.Errorf("%d values are kept of 10", got)
	}
}

func TestPairedOfTheUnknown(t *testing.T) {
	a := pairs(t, 3, nil, func(int, int) float64 { return 1 })
	if d := a.Paired(0, 1, Outcome{"trust", "all"}); d.N != 0 || !math.IsNaN(d.Mean) {
		t.Errorf("an outcome that was not asked for: %+v", d)
	}
	if d := a.Paired(0, 1, followUp); d.Mean != 0 || d.P(0) != 1 {
		t.Errorf("no difference: %+v, p %v", d, d.P(0))
	}
	single := mustRun(t, design(1, 3), Options{New: fakes(fake{})})
	if single.Replicated(0, DefaultOutcome) != nil {
		t.Error("a design of one point keeps replications")
	}
}
