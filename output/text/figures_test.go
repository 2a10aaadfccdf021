package text

import (
	"bytes"
	"strings"
	"testing"

	"channelsim/output/internal/synthetic"
	"channelsim/sim"
	"channelsim/sim/experiment"
)

// Figures that are taken from each other do not contradict each other by rounding.
func TestFiguresOfARowAgree(t *testing.T) {
	spiral, profit := &sim.Metrics[sim.MetricIndex(sim.Spiral)], &sim.Metrics[sim.MetricIndex(sim.VendorProfit)]
	mean := experiment.Summary{Mean: 3812, CILow: 3567, CIHigh: 4057}
	change := experiment.Difference{N: 30, SD: 1, Mean: 318, CILow: 231, CIHigh: 405}
	share := experiment.Summary{Mean: 0.55, CILow: 0.34, CIHigh: 0.74}
	points := experiment.Difference{N: 20, SD: 1, Mean: 0.55, CILow: 0.31, CIHigh: 0.71}
	for _, c := range []struct{ got, want string }{
		{cellText(profit, &mean, 1), "3,800 [3,600, 4,100]"},
		{cellBeside(profit, &mean, 1, pairedPlace(profit, &change, 1)), "3,810 [3,570, 4,060]"},
		{cellBeside(profit, &mean, 1, -3), "3,810 [3,570, 4,060]"}, // one digit more, not four
		{pairedText(spiral, &points, 1), "+60 [30, 70] pts"},
		{pairedBeside(spiral, &points, 1, cellPlace(spiral, &share, 1)), "+55 [31, 71] pts"},
		{pairedText(spiral, &experiment.Difference{N: 30, CILow: -0.11, CIHigh: 0.11}, 1), "0 [-11, 11] pts"},
		{pairedText(spiral, &experiment.Difference{N: 30}, 1), "0"},
		{grouped(17500.0), "17,500"}, {grouped(0.25), "0.25"}, {grouped("merit"), "merit"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

// A map of two keys shows its spread: intervals, or how wide they are where these do not fit.
func TestSpreadOfAMap(t *testing.T) {
	story := synthetic.Steady
	story.Runs = 20
	w, a := story.Sweep([]experiment.Outcome{experiment.DefaultOutcome}, "lead_quality=0.1:0.2:0.1", "ab_reserved=0:0.8:0.1")
	for width, want := range map[int]string{80: "Each mean is known give or take about ", 200: " ["} {
		var b bytes.Buffer
		if err := SweepReport(&b, w, a, w.Rows(a), nil, Options{Plain: true, Width: width}); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(b.String(), want) {
			t.Errorf("%d columns:\n%s", width, b.String())
		}
	}
}

// The table of a run has what was asked for, over the weeks that were asked for.
func TestOutcomesThatWereAskedFor(t *testing.T) {
	story := synthetic.Steady
	story.Runs = 20
	a := story.Answer()
	for _, asked := range []bool{false, true} {
		if asked {
			a.Design.Outcomes = []experiment.Outcome{{Metric: "revenue_gini", Window: "14:52"}}
			a.Layout.Windows = append(a.Layout.Windows, sim.Window{Name: "14:52", First: 14, Last: 52})
		}
		var b bytes.Buffer
		if err := OutcomeTable(&b, a, 120, true); err != nil {
			t.Fatal(err)
		}
		label := sim.Metrics[sim.MetricIndex("revenue_gini")].Label
		if strings.Contains(b.String(), label) != asked || strings.Contains(b.String(), "weeks 14-52") != asked {
			t.Errorf("asked for %v:\n%s", asked, b.String())
		}
	}
}
