package sim

import (
	"testing"

	"channelsim/agents"
)

// Account managers' leads are informal: where there are no others, marketing's
// reports stay empty, whatever partners make of them.
func TestReferralsAreNoBusinessOfReports(t *testing.T) {
	s := load(t, "classroom", "weeks", "52", "lead_volume", "0", "referrals", "2", "review", "closed-loop", "audit", "1")
	w := world(t, s, Options{})
	rec := rerun(t, w, 1, 0)
	read := func(metric string) float64 { return rec.Values[w.Layout().Value(1, 2, MetricIndex(metric))] }
	if got := read("leads_to_partners"); got == 0 || got != read("leads_referred") || read("partner_lead_to_win_rate") == 0 {
		t.Fatalf("%v leads to partners, %v from account managers, %v won: the test shows nothing", got, read("leads_referred"), read("partner_lead_to_win_rate"))
	}
	f := w.figures(0)
	if f.Leads[agents.Channel] != [agents.Classes]float64{} || f.Wins[agents.Channel] != [agents.Classes]float64{} || f.Audited != 0 {
		t.Errorf("the report knows of %+v", f)
	}
	for h := range w.partners {
		if leads, wins, _ := w.standingOf(0, h).Year(); leads != 0 || wins != 0 {
			t.Fatalf("partner %d has a record of %d leads and %d wins", h, leads, wins)
		}
	}
}

// A lead that is taken back from the drawer is not missed; one that a busy partner
// has not looked at is.
func TestRecallIsFeltOnlyBeforeADecision(t *testing.T) {
	trust := func(busy, loss string) float64 {
		s := load(t, "classroom", "weeks", "40", "recall", "reassign", "partners.busy_start", busy, "trust_recall", loss)
		w := world(t, s, Options{})
		rec := rerun(t, w, 1, 0)
		if n := rec.Values[w.Layout().Value(1, 2, MetricIndex("leads_recalled"))]; n < 100 {
			t.Fatalf("%v leads recalled: the test shows nothing", n)
		}
		return rec.Values[w.Layout().Value(1, 2, MetricIndex("trust"))]
	}
	if none, some := trust("0", "0"), trust("0", "0.1"); none != some {
		t.Errorf("trust %v, or %v where recalls cost it: nobody was busy", none, some)
	}
	if none, some := trust("0.3", "0"), trust("0.3", "0.1"); some >= none {
		t.Errorf("trust %v, or %v where recalls cost it: many were busy", none, some)
	}
}
