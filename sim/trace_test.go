package sim

import (
	"context"
	"math"
	"testing"

	"channelsim/scenarios"
)

// A traced run has the outcomes of an untraced one, and its series add up to them.
func TestTraceAddsUp(t *testing.T) {
	s, err := scenarios.Load("classroom")
	if err != nil {
		t.Fatal(err)
	}
	plain, _ := traceOf(t, s, false)
	traced, w := traceOf(t, s, true)
	if plain.Trace != nil {
		t.Error("a trace without being asked")
	}
	layout := Layout{Vendors: []string{"acme", All}, Windows: StandardWindows(s.Run.Weeks), Weeks: s.Run.Weeks}
	value := func(r *Record, metric string) float64 {
		return r.Values[layout.Value(1, allWeeks, MetricIndex(metric))]
	}
	for i, x := range plain.Values {
		if y := traced.Values[i]; x != y && !(math.IsNaN(x) && math.IsNaN(y)) {
			t.Fatalf("tracing changed value %d from %v to %v", i, x, y)
		}
	}
	tr := traced.Trace
	var all Tally
	for i := s.Run.Before(); i < len(w.weekly); i++ {
		all.add(&w.weekly[i][len(w.desks)])
	}
	if all[workedReferredRest] == 0 {
		t.Error("no lead of an account manager was worked: the test shows little")
	}
	hours, hunted, income := 0.0, 0.0, 0.0
	for i := range tr.Hours {
		if !math.IsNaN(float64(tr.Hours[i])) {
			hours += float64(tr.Hours[i])
			income += float64(tr.Income[i])
		}
		if !math.IsNaN(float64(tr.Hunted[i])) {
			hunted += float64(tr.Hunted[i])
		}
	}
	worked := tr.Worked[ByPartners][0] + tr.Worked[ByPartners][1]
	if want := value(traced, "leads_worked") - all[workedReferredAB] - all[workedReferredRest]; worked != want {
		t.Errorf("%v leads worked, want %v", worked, want)
	}
	won := tr.Won[ByPartners][0] + tr.Won[ByPartners][1]
	if want := value(traced, "partner_lead_to_win_rate")*value(traced, "leads_to_partners") - all[wonReferredAB] - all[wonReferredRest]; math.Abs(won-want) > 1e-6 {
		t.Errorf("%v wins of partners, want %v", won, want)
	}
	if r := tr.Won[ByDirect]; r[0] <= 0 || r[0]+r[1] > tr.Worked[ByDirect][0]+tr.Worked[ByDirect][1] {
		t.Errorf("direct team won %v of %v", r, tr.Worked[ByDirect])
	}
	if hunted <= 0 || hunted >= hours || income <= 0 {
		t.Errorf("%v of %v hours hunted, income %v", hunted, hours, income)
	}
}

// With a narrow gate and nobody's leads beside, all leads are A or B.
func TestTraceTellsGradesApart(t *testing.T) {
	s, err := scenarios.Load("classroom")
	if err != nil {
		t.Fatal(err)
	}
	for _, set := range []scenarios.Setting{{Key: "vendors.*.gate", Value: 0.2}, {Key: "vendors.*.missing", Value: 0.0}, {Key: "mechanisms.asking", Value: false}} {
		if err := s.Set(set.Key, set.Value); err != nil {
			t.Fatal(err)
		}
	}
	traced, _ := traceOf(t, s, true)
	tr := traced.Trace
	for route := range tr.Worked {
		if tr.Worked[route][0] <= 0 || tr.Won[route][0] <= 0 || tr.Worked[route][1] != 0 || tr.Won[route][1] != 0 {
			t.Errorf("route %d: %v worked, %v won by class; want A/B only", route, tr.Worked[route], tr.Won[route])
		}
	}
}

// traceOf runs a scenario twice on one world and returns the second record
// and the world, closed.
func traceOf(t *testing.T, s *scenarios.Scenario, trace bool) (*Record, *World) {
	t.Helper()
	w, err := New(s, Options{Trace: trace})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	rec := w.Layout().NewRecord()
	for range 2 {
		if err := w.Run(context.Background(), 3, 1, rec); err != nil {
			t.Fatal(err)
		}
	}
	return rec, w
}
