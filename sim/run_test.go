package sim

import (
	"context"
	"testing"

	"channelsim/scenarios"
)

func TestPeek(t *testing.T) {
	for _, name := range []string{"baseline", "cherry-pick", "death-spiral"} {
		s, err := scenarios.Load(name)
		if err != nil {
			t.Fatal(err)
		}
		w, err := New(s, Options{})
		if err != nil {
			t.Fatal(err)
		}
		rec := w.Layout().NewRecord()
		for rep := range 3 {
			if err := w.Run(context.Background(), 1, rep, rec); err != nil {
				t.Fatal(err)
			}
			if rep > 0 {
				t.Log(name, rep, rec.Values[w.Layout().Value(1, 2, MetricIndex(SpiralWeek))])
				continue
			}
			for m := range Metrics {
				t.Logf("%-40s %12.4f %12.4f %12.4f", Metrics[m].Key, rec.Values[w.Layout().Value(1, 0, m)], rec.Values[w.Layout().Value(1, 1, m)], rec.Values[w.Layout().Value(1, 2, m)])
			}
		}
		w.Close()
	}
}

func BenchmarkRun(b *testing.B) {
	for _, name := range []string{"baseline"} {
		s, err := scenarios.Load(name)
		if err != nil {
			b.Fatal(err)
		}
		w, _ := New(s, Options{})
		rec := w.Layout().NewRecord()
		for i := 0; b.Loop(); i++ {
			w.Run(context.Background(), 1, i, rec)
		}
		pw := float64(s.Partners.Count*s.Run.Weeks) * float64(b.N)
		b.ReportMetric(pw/b.Elapsed().Seconds()/1e6, "Mpw/s")
	}
}
