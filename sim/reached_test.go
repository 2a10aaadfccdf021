package sim

import (
	"testing"

	"channelsim/agents"
)

// The counters of leads that a route had not had before agree with a recount of every lead's
// fate, where leads are recalled and partners leave all the time.
func TestLeadsAreCountedOnceByRoute(t *testing.T) {
	s := load(t, "service-level", "run.settle", "0", "run.weeks", "52", "recall_most", "3", "attention_floor", "0.9", "leave_after", "8", "rejoin_after", "4",
		"rejoin_rate", "0.2", "attention_weeks", "4", "policy", "partner-first", "queue_limit", "60")
	w := world(t, s, Options{Leads: true, Groups: true})
	rec := rerun(t, w, 1, 0)
	type had struct {
		lead  uint64
		route agents.Route
	}
	seen := map[had]bool{}
	var dealt, reached, good [agents.Routes]float64
	for _, f := range rec.Leads {
		dealt[f.Route]++
		if k := (had{f.Lead, f.Route}); !seen[k] {
			seen[k] = true
			reached[f.Route]++
			good[f.Route] += one(f.Grade.Class() == agents.AB)
		}
	}
	var sum Tally
	for week := range w.weekly {
		sum.add(&w.weekly[week][1])
	}
	want := [...]float64{sum[leadsToDirect], sum[leadsToPartners], sum[leadsReachedDirect], sum[leadsReachedPartners], sum[abReachedDirect], sum[abReachedPartners]}
	got := [...]float64{dealt[agents.Direct], dealt[agents.Channel], reached[agents.Direct], reached[agents.Channel], good[agents.Direct], good[agents.Channel]}
	if got != want {
		t.Errorf("dealt, reached and good by route: %v in the fates, %v in the counters", got, want)
	}
	if reached[agents.Channel] > 0.95*dealt[agents.Channel] || reached[agents.Direct]+reached[agents.Channel] < 1.01*sum[leadsGenerated] {
		t.Errorf("too few leads change hands for a test: %v dealt, %v reached, %v made", dealt, reached, sum[leadsGenerated])
	}
	l := w.Layout()
	for metric, key := range map[int]string{groupMetric("leads_dealt"): "leads_dealt", groupMetric("leads_to_partners"): "leads_dealt"} {
		total := 0.0
		for g := range l.Groups {
			if l.Groups[g].Trait == "segment" {
				total += rec.Values[l.GroupValue(1, g, len(l.Windows)-1, metric)]
			}
		}
		if all := rec.Values[l.Value(1, len(l.Windows)-1, MetricIndex(key))]; total != all {
			t.Errorf("%s of segments add up to %v, %s is %v", GroupMetrics[metric], total, key, all)
		}
	}
}

func groupMetric(key string) int {
	for i, k := range GroupMetrics {
		if k == key {
			return i
		}
	}
	return -1
}
