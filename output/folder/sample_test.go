package folder

import (
	"context"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"channelsim/scenarios"
	"channelsim/sim/experiment"
)

// real is a small experiment with the real model: two points of two vendors.
func real(t *testing.T) experiment.Design {
	t.Helper()
	d := experiment.Design{Runs: experiment.SampleRuns + 2, Seed: 3}
	for i, gate := range []string{"0.1", "0.5"} {
		s, err := scenarios.Load("rival-calls")
		for _, set := range [][2]string{{"run.weeks", "20"}, {"run.settle", "0"}, {"partners.count", "12"}, {"vendors.*.gate", gate}} {
			if err == nil {
				err = s.Set(set[0], set[1])
			}
		}
		if err != nil {
			t.Fatal(err)
		}
		s.Expect, s.Shocks = nil, nil
		d.Points = append(d.Points, experiment.Point{Index: i, Scenario: s})
	}
	return d
}

// TestReadBackOfSamples: samples, partners and funnels are read as they were saved, bit by bit.
func TestReadBackOfSamples(t *testing.T) {
	f := begun(t)
	d := real(t)
	want, err := experiment.Run(context.Background(), d, experiment.Options{Store: f})
	if err == nil {
		err = f.Finish(closing(want))
	}
	if err != nil {
		t.Fatal(err)
	}
	if n := len(want.Samples); n != 2*experiment.SampleRuns || len(want.Samples[n-1].Careers) < 12 || len(want.Funnel) == 0 {
		t.Fatalf("%d samples, %d rows of the funnel", n, len(want.Funnel))
	}
	got, err := Read(f.Dir(), d)
	if err != nil {
		t.Fatal(err)
	}
	same := cmp.Options{cmpopts.EquateNaNs(), cmpopts.EquateEmpty()}
	if diff := cmp.Diff(want.Samples, got.Samples, same); diff != "" {
		t.Errorf("samples: %.2000s", diff)
	}
	if diff := cmp.Diff(want.Funnel, got.Funnel, same); diff != "" {
		t.Errorf("funnel: %.2000s", diff)
	}
}

// TestTrace: partners' weeks and the fates of leads add up to the totals that are kept
// anyway, and these are read back as without a trace.
func TestTrace(t *testing.T) {
	f := begun(t)
	d := real(t)
	d.Runs = 2
	want, err := experiment.Run(context.Background(), d, experiment.Options{Store: f})
	if err != nil {
		t.Fatal(err)
	}
	c := closing(want)
	c.Trace = func(week func(*experiment.PartnerWeek), run func(*experiment.Rerun) error) error {
		return d.Trace(context.Background(), week, run)
	}
	if err := f.Finish(c); err != nil {
		t.Fatal(err)
	}
	type run struct {
		point, replication int64
		vendor             string
	}
	worked, revenue := map[run][3]int64{}, map[run][2]float64{}
	count := func(name string, at int, key func(r tableRow) (run, bool), n func(r tableRow) int64, value func(r tableRow) float64) {
		for r, err := range readTable(in(f.Dir(), name)) {
			if err != nil {
				t.Fatal(err)
			}
			if k, ok := key(r); ok {
				sums := worked[k]
				sums[at] += n(r)
				worked[k] = sums
				if at < 2 {
					values := revenue[k]
					values[at] += value(r)
					revenue[k] = values
				}
			}
		}
	}
	count("partner_totals.parquet", 0, func(r tableRow) (run, bool) { return run{r.whole(0), r.whole(1), r.text(2)}, true },
		func(r tableRow) int64 { return r.whole(10) }, func(r tableRow) float64 { return r.number(16) })
	count("partners.parquet", 1, func(r tableRow) (run, bool) { return run{r.whole(0), r.whole(1), r.text(6)}, true },
		func(r tableRow) int64 { return r.whole(10) }, func(r tableRow) float64 { return r.number(18) })
	count("leads.parquet", 2, func(r tableRow) (run, bool) {
		return run{r.whole(0), r.whole(1), r.text(3)}, r.text(9) == "partners" && r.text(12) == "worked"
	}, func(tableRow) int64 { return 1 }, nil)
	if len(worked) != 8 {
		t.Fatalf("%d runs and vendors", len(worked))
	}
	for k, sums := range worked {
		if sums[0] != sums[1] || sums[0] != sums[2] || sums[0] == 0 {
			t.Errorf("%v: %v leads worked in totals, weeks and fates", k, sums)
		}
		if x := revenue[k]; math.Abs(x[0]-x[1]) > 1e-6*x[0] {
			t.Errorf("%v: %v of revenue in totals and weeks", k, x)
		}
	}
	got, err := Read(f.Dir(), d)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want.Samples, got.Samples, cmpopts.EquateNaNs(), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("samples: %.2000s", diff)
	}
}
