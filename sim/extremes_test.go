package sim

import (
	"fmt"
	"math"
	"testing"

	"channelsim/scenarios"
)

// Every parameter may take its least and its greatest value: nothing panics,
// and what agents think stays a number.
func TestExtremeParameters(t *testing.T) {
	long(t)
	for _, p := range scenarios.Params() {
		for _, value := range []float64{p.Min, p.Max} {
			s := load(t, "rival-calls", "run.weeks", "12", "partners.count", "12", "vendors.*.reps", "2", "vendors.*.lead_volume", "30",
				"projects_per_week", "20")
			if p.Kind == scenarios.Bool || p.Kind == scenarios.Text || s.Set(p.Key(), fmt.Sprint(value)) != nil {
				continue
			}
			if s.Validate() != nil || tooLarge(s) {
				continue
			}
			t.Run(fmt.Sprintf("%s=%v", p.Key(), value), func(t *testing.T) {
				w := world(t, s, Options{})
				rerun(t, w, 1, 0)
				for i := range w.lines {
					l := &w.lines[i]
					for _, x := range []float64{l.Trust, l.Unfair, l.Skill, l.Yield, l.Attention} {
						if l.Member && (math.IsNaN(x) || math.IsInf(x, 0)) {
							t.Fatalf("line %d: %+v", i, l)
						}
					}
					if pr := l.Beliefs[0].P(); l.Member && !(pr >= 0 && pr <= 1) {
						t.Fatalf("line %d believes %v", i, pr)
					}
				}
				for h := range w.sellers {
					if s := &w.sellers[h]; math.IsNaN(s.Cash) || math.IsNaN(s.Week.Spent()) {
						t.Fatalf("seller %d: %+v", h, s)
					}
				}
			})
		}
	}
}

// A rep and a partner that want the same project draw different lots.
func TestTicketsDiffer(t *testing.T) {
	w := world(t, load(t, "baseline"), Options{})
	w.Reset(1, 0)
	w.Step()
	seen := map[uint64]int{}
	for h := range w.sellers {
		seen[w.claim(h, &w.sellers[h], 3, 0, fromLead, 0).ticket]++
		w.sellers[h].Entity += 1 << 32 // the newcomer of the next generation in this place
		seen[w.claim(h, &w.sellers[h], 3, 0, fromLead, 0).ticket]++
	}
	if len(seen) != 2*len(w.sellers) {
		t.Errorf("%d sellers and their successors draw %d lots", len(w.sellers), len(seen))
	}
}
