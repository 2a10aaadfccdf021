package sim

import (
	"context"
	"fmt"
	"math"
	"testing"

	"channelsim/agents"

	"pgregory.net/rapid"
)

// Funnel and careers are other sums over what the weeks count: they must come to the same.
func TestFunnelAndCareersAddUp(t *testing.T) {
	long(t)
	rapid.Check(t, func(t *rapid.T) {
		s := randomScenario(t)
		s.Run.WarmUp = rapid.SampledFrom([]int{0, 9}).Draw(t, "warm_up")
		w, err := New(s, Options{Leads: true})
		if err != nil {
			t.Fatal(err)
		}
		defer w.Close()
		rec := w.Layout().NewRecord()
		rec.Detailed = true
		if err := w.Run(context.Background(), rapid.Uint64().Draw(t, "seed"), 0, rec); err != nil {
			t.Fatal(err)
		}
		if s.Run.Before() == 0 { // else some leads were routed before the record
			if err := fatesAddUp(w, rec); err != nil {
				t.Fatal(err)
			}
		}
		for v := range w.layout.Vendors {
			var sum Tally
			for _, week := range w.weekly[s.Run.Before():] {
				sum.add(&week[v])
			}
			if err := funnelAddsUp(&w.layout, rec, v, &sum); err != nil {
				t.Fatal(err)
			}
			if v < len(w.desks) {
				if err := careersAddUp(rec, v, &sum); err != nil {
					t.Fatal(err)
				}
			}
		}
	})
}

func funnelAddsUp(l *Layout, rec *Record, v int, sum *Tally) error {
	for route, stages := range [][]float64{
		agents.Direct: {sum[leadsReachedDirect], sum[openedDirect], sum[workedDirect], sum[opportunityDirect], sum[wonDirect] + sum[lostDirect], sum[wonDirect]},
		agents.Channel: {sum[leadsReachedPartners], sum[openedPartner], sum[workedPartner], sum[opportunityLead], sum[wonLead] + sum[lostLead], sum[wonLead],
			sum[reportedOutcomes], sum[reportedWins]},
	} {
		for stage, want := range stages {
			if got := overGrades(l, rec, v, route, stage, 0, int(agents.Grades)); got != want {
				return fmt.Errorf("%s, route %d, stage %d: %v in the funnel, %v in the weeks", l.Vendors[v], route, stage, got, want)
			}
		}
	}
	if got := overGrades(l, rec, v, int(agents.Channel), StageReceived, 0, 2); got != sum[abReachedPartners] {
		return fmt.Errorf("%v A and B leads in the funnel, %v in the weeks", got, sum[abReachedPartners])
	}
	if got := overGrades(l, rec, v, int(agents.Channel), StageWorked, 0, 2); got != sum[workedPartnerAB] {
		return fmt.Errorf("%v A and B leads worked in the funnel, %v in the weeks", got, sum[workedPartnerAB])
	}
	if got := overGrades(l, rec, v, int(agents.Channel), StageWon, 0, 2); got != sum[wonLeadAB] {
		return fmt.Errorf("%v A and B leads won in the funnel, %v in the weeks", got, sum[wonLeadAB])
	}
	return nil
}

// fatesAddUp holds the fates of leads against the funnel and the money, vendor by vendor and
// stage by stage.
func fatesAddUp(w *World, rec *Record) error {
	for v := range w.desks {
		var sum Tally
		for _, week := range w.weekly {
			sum.add(&week[v])
		}
		if err := fatesOfVendorAddUp(w, rec, v, &sum); err != nil {
			return fmt.Errorf("%s: %w", w.layout.Vendors[v], err)
		}
	}
	return nil
}

func fatesOfVendorAddUp(w *World, rec *Record, v int, sum *Tally) error {
	l := &w.layout
	funnel := make([]float64, len(rec.Funnel))
	value := 0.0
	expired, returned, recalled := 0.0, 0.0, 0.0
	type arrival struct {
		lead  uint64
		route agents.Route
	}
	had := map[arrival]bool{} // and gave it back: now and then two projects have the same identity, and so have their leads
	for _, f := range rec.Leads {
		if f.Vendor != v {
			continue
		}
		first := !had[arrival{f.Lead, f.Route}]
		had[arrival{f.Lead, f.Route}] = f.Status == agents.Returned || f.Status == agents.Recalled
		stages := []bool{StageReceived: first, StageWorked: f.Worked > 0, StageOpportunity: f.Outcome >= StillOpen,
			StageDecided: f.Decided > 0, StageWon: f.Outcome == WonDeal}
		for stage, reached := range stages {
			funnel[l.Funnel(v, int(f.Route), int(f.Grade), stage)] += one(reached)
		}
		value += f.Value
		returned += one(f.Status == agents.Returned)
		recalled += one(f.Status == agents.Recalled)
		expired += one(f.Status == agents.Expired || f.Status == agents.Drawer && f.Week <= w.week-w.rules.LeadLife+1)
		if (f.Status == agents.Worked) != (f.Worked > 0) || (f.Worked > 0) != (f.Outcome > NotWorked) || f.Worked > 0 && f.Worked < f.Week ||
			f.Outcome >= StillOpen && !f.Real || f.Decided > 0 && f.Decided < f.Worked {
			return fmt.Errorf("a fate that contradicts itself: %+v", f)
		}
	}
	for i := l.Funnel(v, 0, 0, 0); i < l.Funnel(v+1, 0, 0, 0); i++ {
		if stage := i % funnelCounts; stage != StageOpened && stage <= StageWon && funnel[i] != rec.Funnel[i] {
			return fmt.Errorf("stage %d: %v leads by their fates, %v in the funnel", stage, funnel[i], rec.Funnel[i])
		}
	}
	if want := sum[revenueDirect] + sum[revenueLeads]; math.Abs(value-want) > 1e-9*math.Max(1, want) {
		return fmt.Errorf("%v of value by fates, %v in the weeks", value, want)
	}
	if returned != sum[returnedLeads] || recalled != sum[recallsRouted] || expired != sum[expiredPartner]+sum[expiredDirect] {
		return fmt.Errorf("%v returned, %v recalled, %v expired by fates; %v, %v, %v in the weeks", returned, recalled, expired,
			sum[returnedLeads], sum[recallsRouted], sum[expiredPartner]+sum[expiredDirect])
	}
	return nil
}

// A partner that works two leads on one project in one week lays two claims, of which one
// counts. Leads of two vendors often meet like that where both touch the same market; leads
// of one vendor, of its marketing or account managers, where few partners get very many.
func TestFatesAddUpWhereLeadsMeet(t *testing.T) {
	long(t)
	for name, set := range map[string][]string{
		"vendors": {"run.weeks", "60"},
		"one vendor": {"run.weeks", "30", "partners.count", "10", "partners.hours", "400", "vendors.*.lead_volume", "1500",
			"referrals", "5", "projects_per_week", "120"},
	} {
		t.Run(name, func(t *testing.T) {
			w := world(t, load(t, "sharesplodge", append(set, "run.settle", "0")...), Options{Leads: true})
			rec := w.Layout().NewRecord()
			for replication := range 15 {
				if err := w.Run(context.Background(), 1, replication, rec); err != nil {
					t.Fatal(err)
				}
				if err := fatesAddUp(w, rec); err != nil {
					t.Errorf("replication %d: %v", replication, err)
				}
			}
		})
	}
}

func overGrades(l *Layout, rec *Record, v, route, stage, from, to int) (sum float64) {
	for g := from; g < to; g++ {
		sum += rec.Funnel[l.Funnel(v, route, g, stage)]
	}
	return sum
}

func careersAddUp(rec *Record, v int, sum *Tally) error {
	var got Career
	for _, c := range rec.Careers {
		if c.Vendor != v {
			continue
		}
		if c.Weeks < 1 || c.Partner < 1 || c.Archetype == "" || c.Segment == "" || !(c.Trust >= 0 && c.Trust <= 1) || !(c.Belief > 0 && c.Belief < 1) {
			return fmt.Errorf("a career of nobody: %+v", c)
		}
		if c.Lost < 0 {
			return fmt.Errorf("lost less than nothing: %+v", c)
		}
		got.Weeks += c.Weeks
		got.Received += c.Received
		got.Opened += c.Opened
		got.Worked += c.Worked
		got.Expired += c.Expired
		got.Opportunities += c.Opportunities
		got.Found += c.Found
		got.Won += c.Won
		got.Lost += c.Lost
		got.Revenue += c.Revenue
		got.HoursOnLeads += c.HoursOnLeads
		got.HoursHunted += c.HoursHunted
	}
	for name, pair := range map[string][2]float64{
		"weeks": {float64(got.Weeks), sum[linesCounted]}, "received": {float64(got.Received), sum[leadsToPartners]},
		"opened": {float64(got.Opened), sum[openedPartner]}, "worked": {float64(got.Worked), sum[workedPartner]},
		"expired":       {float64(got.Expired), sum[expiredPartner]},
		"opportunities": {float64(got.Opportunities), sum[opportunityLead]}, "found": {float64(got.Found), sum[opportunityHunt]},
		"won":            {float64(got.Won), sum[wonLead] + sum[wonHunt] + sum[wonCampaign]},
		"lost":           {float64(got.Lost), sum[lostLead] + sum[lostHunt] + sum[lostCampaign]},
		"revenue":        {got.Revenue, sum[revenueLeads] + sum[revenueHunted] + sum[revenueCampaigns]},
		"hours on leads": {got.HoursOnLeads, sum[hoursLeads]}, "hours hunted": {got.HoursHunted, sum[hoursHunted]},
	} {
		if math.Abs(pair[0]-pair[1]) > 1e-9*math.Max(1, pair[1]) {
			return fmt.Errorf("%s: %v in the careers, %v in the weeks", name, pair[0], pair[1])
		}
	}
	return nil
}

// A record that does not ask for careers costs nothing and has none.
func TestCareersAreForThoseWhoAsk(t *testing.T) {
	w := world(t, load(t, "classroom"), Options{})
	rec := w.Layout().NewRecord()
	if err := w.Run(context.Background(), 1, 0, rec); err != nil || rec.Careers != nil {
		t.Errorf("%d careers, %v", len(rec.Careers), err)
	}
	rec.Detailed = true
	if err := w.Run(context.Background(), 1, 0, rec); err != nil || len(rec.Careers) < 30 {
		t.Errorf("%d careers, %v", len(rec.Careers), err)
	}
}
