package experiment

import (
	"math"

	"golang.org/x/sync/errgroup"

	"channelsim/sim"
	"channelsim/sim/stats"
)

// summaries reads off a row for each vendor, metric and window, and then for groups.
func (f *fold) summaries() []Summary {
	l, d := f.layout, describer{fold: f, column: make([]float64, len(f.kept)), sorted: make([]float64, len(f.kept))}
	for v := range l.Vendors {
		for m := range sim.Metrics {
			for w := range l.Windows {
				if l.Defined(v, w, m) {
					d.row(v, w, sim.All, m, l.Value(v, w, m))
				}
			}
		}
	}
	for v := range l.Vendors {
		for g := range l.Groups {
			if telling(l, v, g) {
				d.group(v, g)
			}
		}
	}
	return d.rows
}

// describer makes summary rows.
type describer struct {
	fold           *fold
	student        stats.Student
	column, sorted []float64 // scratch
	rows           []Summary
}

// group adds the rows of a group of a vendor's partners.
func (d *describer) group(v, g int) {
	l := d.fold.layout
	for k, key := range sim.GroupMetrics {
		for w := range l.Windows {
			d.row(v, w, l.Groups[g].String(), sim.MetricIndex(key), l.GroupValue(v, g, w, k))
		}
	}
}

// row adds the row of a metric whose values stand in a place of the records.
func (d *describer) row(v, w int, group string, metric, at int) {
	for i, rec := range d.fold.kept {
		d.column[i] = rec.Values[at]
	}
	row := summary(&sim.Metrics[metric], d.fold.values[at], stats.Defined(d.column, d.sorted), &d.student)
	row.Point, row.Vendor, row.Group, row.Window = d.fold.point, d.fold.layout.Vendors[v], group, d.fold.layout.Windows[w].Name
	d.rows = append(d.rows, row)
}

// telling reports whether a group is one of several of its trait (one alone tells
// nothing new), and its trait one that the vendor (or the market, which has no tiers) has.
func telling(l *sim.Layout, vendor, group int) bool {
	trait, n := l.Groups[group].Trait, 0
	for _, g := range l.Groups {
		if g.Trait == trait {
			n++
		}
	}
	return n > 1 && (trait != "tier" || l.Vendors[vendor] != sim.All)
}

// summary describes one metric by its moments and its first values, sorted.
func summary(metric *sim.Metric, m stats.Moments, sorted []float64, student *stats.Student) Summary {
	interval := student.Mean(m)
	if metric.Key == sim.Spiral {
		interval = stats.Wilson(int(math.Round(m.Sum)), m.N)
	}
	return Summary{Metric: metric.Key, Unit: metric.Unit, N: m.N,
		Mean: m.Average(), SD: m.SD(), Skewness: m.Skewness(), CILow: interval.Low, CIHigh: interval.High,
		P05: stats.Quantile(sorted, 0.05), P50: stats.Quantile(sorted, 0.5), P95: stats.Quantile(sorted, 0.95)}
}

// bands reads off a row for each vendor, metric with weekly values and week. The
// series are shared out among goroutines; each has its own place in the result.
func (f *fold) bands(workers int) []Band {
	type series struct{ vendor, metric int }
	var all []series
	if len(f.weeks) == 0 { // of a design without weeks
		return nil
	}
	for v := range f.layout.Vendors {
		for m := range sim.Metrics {
			if weekly(f.layout, v, m) {
				all = append(all, series{v, m})
			}
		}
	}
	weeks := f.layout.Weeks
	rows := make([]Band, len(all)*weeks)
	var g errgroup.Group
	g.SetLimit(max(1, workers))
	for i, s := range all {
		g.Go(func() error {
			f.band(rows[i*weeks:(i+1)*weeks], s.vendor, s.metric)
			return nil
		})
	}
	_ = g.Wait() // no series fails
	return rows
}

// band fills the weekly rows of one series.
func (f *fold) band(rows []Band, vendor, metric int) {
	column, sorted := make([]float64, len(f.kept)), make([]float64, len(f.kept))
	for t := range rows {
		at := f.layout.Week(vendor, metric, t)
		for i, rec := range f.kept {
			column[i] = rec.Weekly[at]
		}
		q := stats.Defined(column, sorted)
		m := f.weeks[at]
		rows[t] = Band{Point: f.point, Week: t + 1, Vendor: f.layout.Vendors[vendor], Metric: sim.Metrics[metric].Key,
			Mean: m.Average(), SD: m.SD(), N: m.N, P05: stats.Quantile(q, 0.05), P25: stats.Quantile(q, 0.25),
			P50: stats.Quantile(q, 0.5), P75: stats.Quantile(q, 0.75), P95: stats.Quantile(q, 0.95)}
	}
}
