package experiment

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"channelsim/scenarios"
	"channelsim/sim"
)

func bound(x float64) *float64 { return &x }

func TestJudge(t *testing.T) {
	d := design(1, 100)
	half := func(r int) float64 { return 0.4 + 0.2*float64(r%2) }
	for _, c := range []struct {
		e    scenarios.Expect
		want string // the verdict in a line
	}{
		{scenarios.Expect{Outcome: "trust", Statistic: "mean", Min: bound(0.45)}, "mean of trust is 0.5, at least 0.45: met"},
		{scenarios.Expect{Outcome: "trust@all", Statistic: "p95", Max: bound(0.55)}, "p95 of trust@all is 0.6, at most 0.55: not met"},
		{scenarios.Expect{Outcome: "trust", Statistic: "p05", Min: bound(0.41)}, "p05 of trust is 0.4, at least 0.41: not met"},
		{scenarios.Expect{Outcome: "trust", Statistic: "p50", Min: bound(0.5), Max: bound(0.5)}, "p50 of trust is 0.5, at least 0.5, at most 0.5: met"},
		{scenarios.Expect{Outcome: "trust", Statistic: "ci_high", Max: bound(0.51)}, "ci_high of trust is 0.5199, at most 0.51: not met"},
		{scenarios.Expect{Outcome: "trust", Statistic: "ci_low", Min: bound(0.48)}, "ci_low of trust is 0.4801, at least 0.48: met"},
		{scenarios.Expect{Outcome: "trust", Statistic: "sd", Max: bound(0.2)}, "sd of trust is 0.1005, at most 0.2: met"},
		{scenarios.Expect{Outcome: "spiral_week", Statistic: "p50", Max: bound(50)}, "p50 of spiral_week cannot be judged: undefined"},
		{scenarios.Expect{Outcome: "trust@31:40", Statistic: "mean", Max: bound(1)}, "mean of trust@31:40 cannot be judged: the window lies beyond the horizon"},
		{scenarios.Expect{Outcome: "trst", Statistic: "mean", Max: bound(1)}, "mean of trst cannot be judged: trst: no such outcome"},
		{scenarios.Expect{Outcome: "spiral", Statistic: "mean", Vendor: "acme", Max: bound(1)}, "mean of spiral cannot be judged"},
		{scenarios.Expect{Name: "calm", Outcome: "spiral", Statistic: "mean", Max: bound(0)}, "calm: mean of spiral is 0, at most 0: met"},
	} {
		if c.e.Vendor == "" {
			c.e.Vendor = sim.All
		}
		d.Points[0].Scenario.Expect = []scenarios.Expect{c.e}
		a := mustRun(t, d, Options{New: trustIs(half, never)})
		got := Judge(a, 0)
		if len(got) != 1 || !strings.HasPrefix(got[0].String(), c.want) {
			t.Errorf("got %v, want %q", got, c.want)
		}
		if strings.HasSuffix(c.want, ": met") != (got[0].Judgement == Met) {
			t.Errorf("%s: judgement %q", c.want, got[0].Judgement)
		}
	}
}

func TestExpectedWindowsAreRecorded(t *testing.T) {
	d := design(1, 20)
	d.Points[0].Scenario.Expect = []scenarios.Expect{
		{Outcome: "trust@5:9", Statistic: "mean", Vendor: "acme", Min: bound(1)},
		{Outcome: "revenue_total@5:9", Statistic: "mean", Vendor: sim.All, Max: bound(1)},
		{Outcome: "trust", Statistic: "mean", Vendor: sim.All, Min: bound(0)},
	}
	d.Windows = ExpectedWindows(d.Points[0].Scenario)
	if len(d.Windows) != 1 {
		t.Fatalf("windows %v, want weeks 5 to 9 once", d.Windows)
	}
	var got []Judgement
	for _, v := range Judge(mustRun(t, d, Options{New: fakes(fake{})}), 0) {
		got = append(got, v.Judgement)
	}
	if got[0] != Met || got[1] != NotMet || got[2] != Met {
		t.Errorf("judgements %v, want met, not met, met", got)
	}
}

func TestNothingIsJudgedAfterAnInterruption(t *testing.T) {
	d := design(1, 100)
	d.Points[0].Scenario.Expect = []scenarios.Expect{{Outcome: "trust", Statistic: "mean", Vendor: sim.All, Min: bound(0)}}
	for _, at := range []int{0, 60} {
		ctx, cancel := context.WithCancel(context.Background())
		a, err := Run(ctx, d, Options{Workers: 1, New: fakes(fake{before: func(replication int) {
			if replication == at {
				cancel()
			}
		}})})
		if err != nil || !a.Interrupted {
			t.Fatal(err)
		}
		want := fmt.Sprintf("mean of trust cannot be judged: interrupted after %d of 100 runs", a.Runs)
		if got := Judge(a, 0)[0]; got.Judgement != Unclear || got.String() != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}
