package experiment

import (
	"context"
	"math"
	"testing"

	"channelsim/sim"
)

// The weeks of all partners come to the outcomes of their run, also where many fail and others
// soon have their places.
func TestWeeksOfPartnersAddUp(t *testing.T) {
	s := classroom(t)
	for key, value := range map[string]any{"run.weeks": 104, "cost_share": 1, "refill_weeks": 1} {
		if err := s.Set(key, value); err != nil {
			t.Fatal(err)
		}
	}
	d := &Design{Points: []Point{{Scenario: s}}, Seed: 1, Runs: 1}
	var profit, outside, spent, worked, expired, failed float64
	r, err := RunAgain(context.Background(), d, 0, 0, func(k *PartnerWeek) {
		profit += k.Income - k.Cost
		outside += k.Outside
		spent += k.Served + k.OnLeads + k.Hunted + k.Outside
		if k.Failed {
			failed++
		}
		for i := range k.Lines {
			worked += float64(k.Lines[i].Worked)
			expired += float64(k.Lines[i].Expired)
		}
	})
	if err != nil || r.Err != "" {
		t.Fatal(err, r.Err)
	}
	if failed < 5 {
		t.Fatalf("%v failed: the test shows little", failed)
	}
	l := d.Layout(0)
	for metric, got := range map[string]float64{"partner_profit": profit, "outside_hours_share": outside / spent,
		"leads_worked": worked, "leads_expired": expired, "partners_failed": failed} {
		want := r.Record.Values[l.Value(len(l.Vendors)-1, len(l.Windows)-1, sim.MetricIndex(metric))]
		if math.Abs(got-want) > 1e-9*math.Abs(want) {
			t.Errorf("%s is %v by partners' weeks, %v by the run", metric, got, want)
		}
	}
}
