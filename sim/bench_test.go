package sim

import (
	"fmt"
	"runtime"
	"strconv"
	"testing"

	"channelsim/scenarios"
)

// sized is the baseline with other numbers of partners, everything per partner
// as it was.
func sized(b *testing.B, partners int) *scenarios.Scenario {
	n := float64(partners)
	return load(b, "baseline", "partners.count", strconv.Itoa(partners), "reps", strconv.Itoa(partners/10),
		"projects_per_week", fmt.Sprint(2.4*n), "lead_volume", fmt.Sprint(2.96*n))
}

// benchmark steps a world week by week after it has settled.
func benchmark(b *testing.B, s *scenarios.Scenario, o Options) {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	w := world(b, s, o)
	w.Reset(1, 0)
	for range s.Run.Settle + 26 {
		w.Step()
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	for b.Loop() {
		if w.week == len(w.weekly) {
			b.StopTimer()
			w.Reset(1, 0)
			for range s.Run.Settle + 26 {
				w.Step()
			}
			b.StartTimer()
		}
		w.Step()
	}
	partnerWeeks := float64(b.N) * float64(w.partners)
	b.ReportMetric(b.Elapsed().Seconds()*1e9/partnerWeeks, "ns/partner-week")
	b.ReportMetric(partnerWeeks/b.Elapsed().Seconds()/1e6, "M-partner-weeks/s")
	b.ReportMetric(b.Elapsed().Seconds()/float64(b.N)*float64(len(w.weekly)), "s/run")
	b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/float64(w.partners*len(w.desks)), "B/partner-line")
}

func BenchmarkWeek(b *testing.B) {
	for _, partners := range []int{100, 1_000, 10_000, 100_000} {
		b.Run(fmt.Sprintf("partners=%d", partners), func(b *testing.B) {
			benchmark(b, sized(b, partners), Options{})
		})
	}
}

func BenchmarkLargeProgramme(b *testing.B) {
	for _, shards := range []int{1, 2} {
		b.Run(fmt.Sprintf("shards=%d", shards), func(b *testing.B) {
			benchmark(b, load(b, "large-programme"), Options{Shards: shards})
		})
	}
}

// BenchmarkRun is a whole run, as a Monte Carlo experiment makes hundreds of.
func BenchmarkRun(b *testing.B) {
	for _, name := range []string{"baseline", "death-spiral", "classroom", "rival-calls"} {
		b.Run(name, func(b *testing.B) {
			s := load(b, name)
			w := world(b, s, Options{})
			rec := w.Layout().NewRecord()
			for i := 0; b.Loop(); i++ {
				if err := w.Run(b.Context(), 1, i, rec); err != nil {
					b.Fatal(err)
				}
			}
			partnerWeeks := float64(b.N) * float64(s.Partners.Count*s.Run.Weeks)
			b.ReportMetric(partnerWeeks/b.Elapsed().Seconds()/1e6, "M-partner-weeks/s")
		})
	}
}
