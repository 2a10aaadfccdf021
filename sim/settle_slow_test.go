//go:build slow

package sim

import (
	"math"
	"testing"
)

// From a settled market nothing drifts of itself: with beliefs and trust frozen, the twelfth quarter is
// like the first. It takes three years, since what looks bring is learned slowly. Partners that close or hunt badly fail, and those that replace them are new to the
// vendor: that is why win rates rise a little and skill and hunting hours fall a little.
func TestNothingDriftsFromASettledStart(t *testing.T) {
	const runs = 400
	s := load(t, "baseline", "mechanisms.belief", "false", "mechanisms.trust", "false")
	bounds := []struct {
		key   string
		bound float64
	}{
		{FollowUp, 0.02}, {"direct_follow_up_rate", 0.02}, {"partner_worked_to_opportunity_rate", 0.02}, {"direct_worked_to_opportunity_rate", 0.02},
		{"leads_generated", 0.02}, {"lead_real_share", 0.02}, {"projects_unclaimed", 0.02},
		{"revenue_total", 0.05}, {"hunting_skill", 0.05}, {"hunting_hours_share", 0.05}, {"partner_opportunity_to_win_rate", 0.08},
	}
	w := world(t, s, Options{Windows: []Window{{"q1", 1, 13}, {"q12", 144, 156}}})
	l := w.Layout()
	sums, squares := make([]float64, len(bounds)), make([]float64, len(bounds))
	level := make([]float64, len(bounds))
	for r := range runs {
		rec := rerun(t, w, 4, r)
		for i, b := range bounds {
			first, last := rec.Values[l.Value(1, 0, MetricIndex(b.key))], rec.Values[l.Value(1, 1, MetricIndex(b.key))]
			level[i] += first / runs
			sums[i] += last - first
			squares[i] += (last - first) * (last - first)
		}
	}
	for i, b := range bounds {
		drift := sums[i] / runs
		half := 1.96 * math.Sqrt((squares[i]/runs-drift*drift)/runs)
		t.Logf("%-36s %+.2f %% give or take %.2f", b.key, 100*drift/level[i], 100*half/level[i])
		if math.Abs(drift)-half > b.bound*level[i] {
			t.Errorf("%s drifts by %.2f %% (give or take %.2f) from %.4g, at most %g %%", b.key, 100*drift/level[i], 100*half/level[i], level[i], 100*b.bound)
		}
	}
}
