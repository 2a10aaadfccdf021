package sim

import (
	"math"
	"testing"

	"channelsim/scenarios"
)

// pair measures a metric in two treatments on the same random numbers and
// returns the mean difference with half of its 95 % interval.
func pair(t testing.TB, a, b *scenarios.Scenario, runs, vendor int, metric string) (difference, half float64) {
	t.Helper()
	wa, wb := world(t, a, Options{}), world(t, b, Options{})
	at := wa.Layout().Value(vendor, allWeeks, MetricIndex(metric))
	sum, squares := 0.0, 0.0
	for r := range runs {
		d := rerun(t, wb, 1, r).Values[at] - rerun(t, wa, 1, r).Values[at]
		sum, squares = sum+d, squares+d*d
	}
	n := float64(runs)
	m := sum / n
	return m, 2.2 * math.Sqrt((squares/n-m*m)/(n-1))
}

// twins are two vendors with the same figures.
func twins(t testing.TB, set ...string) *scenarios.Scenario {
	s, err := scenarios.Parse("twins.toml", []byte(`
[run]
weeks = 104
[market]
projects_per_week = 60
[partners]
count = 50
[[vendors]]
name = "castor"
reps = 8
lead_volume = 90
[[vendors]]
name = "pollux"
reps = 8
lead_volume = 90
`))
	if err != nil {
		t.Fatal(err)
	}
	return with(t, s, set...)
}

func TestIdenticalVendorsEarnTheSame(t *testing.T) {
	long(t)
	w := world(t, twins(t), Options{})
	for _, metric := range []string{"revenue_total", FollowUp, "revenue_hunted", "trust"} {
		m := MetricIndex(metric)
		sum, squares, level, n := 0.0, 0.0, 0.0, 24.0
		for r := range int(n) {
			rec := rerun(t, w, 1, r)
			a, b := rec.Values[w.Layout().Value(0, allWeeks, m)], rec.Values[w.Layout().Value(1, allWeeks, m)]
			sum, squares, level = sum+a-b, squares+(a-b)*(a-b), level+a/n
		}
		d := sum / n
		if half := 2.8 * math.Sqrt((squares/n-d*d)/(n-1)); math.Abs(d) > half || d == 0 {
			t.Errorf("%s differs by %v +- %v of %v between identical vendors", metric, d, half, level)
		}
	}
}

// Vendors compete for the same hours: better leads of one cost the other
// follow-up and hunting.
func TestBetterLeadsOfOneVendorCostTheOther(t *testing.T) {
	long(t)
	plain, better := twins(t, "vendors.castor.ab_reserved", "0.9"), twins(t, "vendors.castor.ab_reserved", "0.9", "vendors.castor.lead_quality", "0.75")
	for _, metric := range []string{FollowUp, "hunting_hours_share"} {
		if d, half := pair(t, plain, better, 12, 1, metric); d > -half {
			t.Errorf("%s of the other vendor moves by %v +- %v, want a fall", metric, d, half)
		}
	}
}

// Reps have their own hours: twice the A/B leads for five reps, less follow-up
// by each of them.
func TestMoreLeadsPerRepLessFollowUpByEach(t *testing.T) {
	long(t)
	few := load(t, "cherry-pick", "reps", "5", "queue_limit", "1000", "lead_volume", "150", "run.weeks", "52")
	many := load(t, "cherry-pick", "reps", "5", "queue_limit", "1000", "lead_volume", "300", "run.weeks", "52")
	wa, wb := world(t, few, Options{}), world(t, many, Options{})
	share := func(w *World) [5]float64 {
		var worked, received [5]float64
		for r := range 6 {
			w.Reset(1, r)
			for range 52 {
				w.Step()
				for i := range 5 {
					week := w.repLine(w.partners + i).Week
					worked[i] += float64(week.Worked[0] + week.Worked[1])
					received[i] += float64(week.Received)
				}
			}
		}
		for i := range worked {
			worked[i] /= received[i]
		}
		return worked
	}
	a, b := share(wa), share(wb)
	for i := range a {
		if b[i] > 0.8*a[i] {
			t.Errorf("rep %d works %.3f of twice the leads, %.3f before", i, b[i], a[i])
		}
	}
}

// The spiral is made by what partners learn: with beliefs and trust frozen, or
// with clean leads shared fairly, follow-up hardly falls.
func TestSpiralComesFromLearning(t *testing.T) {
	long(t)
	fall := func(s *scenarios.Scenario) (first, last float64) {
		first, _ = mean(t, s, 6, 0, firstQuarter, FollowUp)
		last, _ = mean(t, s, 6, 0, lastHalfYear, FollowUp)
		return first, last
	}
	if first, last := fall(load(t, "death-spiral")); last > 0.5*first || last > 0.35 {
		t.Errorf("death-spiral: follow-up goes from %.3f to %.3f, want less than half", first, last)
	}
	if first, last := fall(load(t, "death-spiral", "mechanisms.belief", "false", "mechanisms.trust", "false")); last < 0.95*first {
		t.Errorf("nobody learns, and follow-up falls from %.3f to %.3f", first, last)
	}
	if first, last := fall(load(t, "death-spiral", "lead_quality", "0.8", "policy", "round-robin")); last < first {
		t.Errorf("clean leads shared fairly, and follow-up falls from %.3f to %.3f", first, last)
	}
}

// What the direct team shows in death-spiral, and what partners bring at the
// end: about 30 % and 30 %, and less than a fifth of the wins per lead.
func TestReportsOfTheSpiral(t *testing.T) {
	long(t)
	s := load(t, "death-spiral")
	for metric, want := range map[string]float64{"direct_worked_to_opportunity_rate": 0.3, "direct_opportunity_to_win_rate": 0.3} {
		if got, half := mean(t, s, 8, 0, allWeeks, metric); math.Abs(got-want) > 0.05 {
			t.Errorf("%s is %.3f +- %.3f, want about %.2f", metric, got, half, want)
		}
	}
	partner, _ := mean(t, s, 8, 0, lastHalfYear, "partner_lead_to_win_rate")
	direct, _ := mean(t, s, 8, 0, lastHalfYear, "direct_lead_to_win_rate")
	if partner > direct/5 {
		t.Errorf("partners win %.4f per lead, the direct team %.4f: not less than a fifth", partner, direct)
	}
}

// The order in which the file names vendors is of no consequence.
func TestOrderOfVendorsDoesNotMatter(t *testing.T) {
	long(t)
	s := load(t, "rival-calls", "run.weeks", "78")
	swapped := s.Clone()
	swapped.Vendors[0], swapped.Vendors[1] = swapped.Vendors[1], swapped.Vendors[0]
	for _, metric := range []string{FollowUp, "revenue_total", "trust"} {
		for v := range 2 {
			a, ha := mean(t, s, 16, v, allWeeks, metric)
			b, hb := mean(t, swapped, 16, 1-v, allWeeks, metric)
			if math.Abs(a-b) > 1.5*math.Hypot(ha, hb) {
				t.Errorf("%s of %s: %v +- %v, in the other order %v +- %v", metric, s.Vendors[v].Name, a, ha, b, hb)
			}
		}
	}
}
