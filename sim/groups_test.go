package sim

import (
	"math"
	"slices"
	"testing"
)

// What is counted by group adds up to what is counted for all, trait by trait,
// also when partners fail, leave and join.
func TestGroupsAddUp(t *testing.T) {
	s := load(t, "rival-calls", "weeks", "70", "partners.count", "40", "cash_min", "5", "cash_max", "9", "leave_after", "10",
		"attention_floor", "1", "vendors.*.funds", "200", "refill_weeks", "3")
	w := world(t, s, Options{Groups: true})
	rec, l := rerun(t, w, 1, 0), w.Layout()
	for v, vendor := range l.Vendors {
		for k, win := range l.Windows {
			for m, key := range GroupMetrics {
				metric := &Metrics[MetricIndex(key)]
				if metric.Kind != Flow {
					continue
				}
				whole := key
				if key == "leads_to_partners" {
					whole = "leads_dealt" // each group had them, whoever had them before
				}
				want := rec.Values[l.Value(v, k, MetricIndex(whole))]
				for _, trait := range []string{"archetype", "segment", "tier"} {
					sum := 0.0
					for g := range l.Groups {
						if l.Groups[g].Trait == trait {
							sum += rec.Values[l.GroupValue(v, g, k, m)]
						}
					}
					if trait == "tier" && vendor == All {
						want = 0 // tiers are each vendor's own
					}
					if math.Abs(sum-want) > 1e-9*math.Abs(want) {
						t.Errorf("%s of %s in %s: groups of %s add up to %v, all have %v", key, vendor, win.Name, trait, sum, want)
					}
				}
			}
		}
	}
	if i := slices.Index(GroupMetrics, "partners_failed"); rec.Values[l.GroupValue(len(l.Vendors)-1, 0, 2, i)] == 0 {
		t.Error("nobody failed: the test shows little")
	}
}

// Groups change no other number.
func TestGroupsOnlyLook(t *testing.T) {
	s := load(t, "classroom", "weeks", "40")
	plain, grouped := rerun(t, world(t, s, Options{}), 1, 0), rerun(t, world(t, s, Options{Groups: true}), 1, 0)
	for i, x := range plain.Values {
		if y := grouped.Values[i]; math.Float64bits(x) != math.Float64bits(y) {
			t.Fatalf("value %d is %v with groups, %v without", i, y, x)
		}
	}
}
