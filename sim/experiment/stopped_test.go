package experiment

import (
	"context"
	"errors"
	"math"
	"strings"
	"testing"

	"channelsim/scenarios"
	"channelsim/sim"
	"channelsim/sim/chance"
	"channelsim/sim/stats"
)

// stoppedCoverage is a row of the table in the comment of untilTold.
type stoppedCoverage struct {
	name  string
	draw  func(z float64) float64 // of mean 0, from a standard normal
	sd    float64
	of100 [3]int // by stoppedRuns
}

// stoppedRuns are the numbers of runs that would do on average: n in the table.
var stoppedRuns = [3]int{60, 150, 500}

var stoppedCoverages = []stoppedCoverage{
	{"normal", func(z float64) float64 { return z }, 1, [3]int{95, 95, 95}},
	{"exponential", func(z float64) float64 { return -math.Log(chance.NormalCDF(-z)) - 1 }, 1, [3]int{93, 93, 95}},
	{"lognormal with sigma 1", func(z float64) float64 { return math.Exp(z) - math.Exp(0.5) }, math.Sqrt((math.E - 1) * math.E), [3]int{90, 88, 91}},
}

// searches stops so many times as untilTold does, where runs would do on average, and returns the
// share that holds the true mean, the share that carries a footnote on skewness, and the mean runs.
func (c *stoppedCoverage) searches(times, runs int) (held, doubted, took float64) {
	half := 1.96 * c.sd / math.Sqrt(float64(runs))
	var student stats.Student
	for trial := range times {
		stream := chance.NewStream(uint64(runs), uint64(trial), 31)
		var m stats.Moments
		for to := MinPreciseRuns; ; to = further(to) {
			for m.N < to {
				m.Add(c.draw(chance.NormalQuantile(chance.Open(stream.Next()))))
			}
			if student.Mean(m).Half() < half || to == MaxPreciseRuns {
				break
			}
		}
		took += float64(m.N)
		if student.Mean(m).Contains(0) {
			held++
		}
		if stopDoubt(m.N, m.Skewness()) {
			doubted++
		}
	}
	n := float64(times)
	return held / n, doubted / n, took / n
}

// TestStoppedIntervalsCover holds a thousand searches against the table; the slow test makes it.
func TestStoppedIntervalsCover(t *testing.T) {
	const times = 1000
	for _, c := range stoppedCoverages {
		for i, n := range stoppedRuns {
			held, _, took := c.searches(times, n)
			want := float64(c.of100[i]) / 100
			if margin := 0.005 + 3*math.Sqrt(want*(1-want)/times); math.Abs(held-want) > margin {
				t.Errorf("%s, %d runs: covers %.3f after %.0f runs, the table says %.2f", c.name, n, held, took, want)
			}
		}
	}
}

// lastFails makes the last run of the first batch fail where lead quality is high.
type lastFails struct {
	Simulator
	here bool
}

func (f lastFails) Run(ctx context.Context, seed uint64, replication int, rec *sim.Record) error {
	if f.here && replication == MinPreciseRuns-1 {
		return errors.New("failed")
	}
	return f.Simulator.Run(ctx, seed, replication, rec)
}

// TestToldWhereARunFails: the search goes by the pairs that are there.
func TestToldWhereARunFails(t *testing.T) {
	s := classroom(t)
	s.Run.Weeks = 2
	better, err := s.With("lead_quality", 0.9)
	if err != nil {
		t.Fatal(err)
	}
	d := Design{Points: []Point{{Scenario: s}, {Index: 1, Scenario: better}}, Runs: 1, Seed: 1, NoWeeks: true, Precision: 0.05, Paired: 2, Outcomes: []Outcome{DefaultOutcome}}
	inner := answers(apartBy(func(z float64) float64 { return z }))
	a, err := Run(context.Background(), d, Options{New: func(s *scenarios.Scenario, windows []sim.Window, shards int) (Simulator, error) {
		made, err := inner(s, windows, shards)
		return lastFails{made, parameter(s, "lead_quality") > 0.5}, err
	}})
	if err != nil {
		t.Fatal(err)
	}
	if got := a.Paired(1, 0, DefaultOutcome); got.N != MinPreciseRuns-1 || len(a.Failed) != 1 {
		t.Errorf("%d pairs and %d failures, want %d and 1", got.N, len(a.Failed), MinPreciseRuns-1)
	}
}

// TestSkewedStopIsDoubted: the footnote on how a search ended says where its interval may mislead.
func TestSkewedStopIsDoubted(t *testing.T) {
	rare := answering{respond: func(s *scenarios.Scenario, noise func(uint64) float64) map[string]float64 {
		x := 100.0
		if parameter(s, "lead_quality") > 0.5 {
			x += math.Exp(1.5 * noise(2))
		}
		return map[string]float64{sim.VendorProfit: x}
	}}
	if notes := strings.Join(toldBy(t, rare, 1, 0.05).Notes, "\n"); !strings.Contains(notes, "fewer than 90 of 100 cases where differences are as skewed") {
		t.Errorf("skewed: notes %s", notes)
	}
	if notes := strings.Join(toldBy(t, apartBy(func(z float64) float64 { return 20 * z }), 1, 0.05).Notes, "\n"); !strings.Contains(notes, "a little less than 95 %") {
		t.Errorf("normal: notes %s", notes)
	}
}
