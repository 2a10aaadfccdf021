package folder

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"channelsim/scenarios"
	"channelsim/sim"
	"channelsim/sim/experiment"
)

// A folder tells the price that was saved.
func TestPriceIsReadBack(t *testing.T) {
	for _, want := range []*experiment.Price{nil,
		{Runs: 60, Weeks: 260, Spirals: 59, Closed: 1, Turns: &experiment.BreakEven{Share: 0.46, Low: 0.4, High: 0.5, Stated: 0.5, Each: 4e5},
			Changes: []experiment.Change{
				{Outcome: experiment.Outcome{Metric: "partner_profit", Window: "1:208"}, Level: 7e6, Difference: experiment.Difference{N: 60, Mean: -3e6, CILow: -3.1e6, CIHigh: -2.9e6}},
				{Outcome: experiment.Outcome{Metric: sim.VendorProfit, Window: "1:208"}, Level: 4e7, Difference: experiment.Difference{N: 60, Mean: -1e5, CILow: -3e5, CIHigh: 2e5}},
				{Outcome: experiment.Outcome{Metric: "revenue_total", Window: "209:260"}, Level: 3e7, Difference: experiment.Difference{N: 60, Mean: -2e6, CILow: -3e6, CIHigh: -1e6}}}}} {
		a := &experiment.Answer{Design: experiment.Design{Points: []experiment.Point{{Scenario: scenarios.Default()}}}, Price: want}
		var b bytes.Buffer
		if err := (Result{Command: "run", Answer: a}).WriteJSON(&b); err != nil {
			t.Fatal(err)
		}
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, resultFile), b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		if got, err := ReadPrice(dir); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("read %+v, want %+v (%v)", got, want, err)
		}
	}
}
