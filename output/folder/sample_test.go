package folder

import (
	"context"
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
		for _, set := range [][2]string{{"run.weeks", "20"}, {"partners.count", "12"}, {"vendors.*.gate", gate}} {
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
