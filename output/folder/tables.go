package folder

import (
	"fmt"
	"iter"
	"slices"
	"strconv"

	"channelsim/sim"
	"channelsim/sim/experiment"
)

// rowsOf makes rows of lists that come one after the other.
func rowsOf[T any](lists iter.Seq2[[]T, error], row func(*T) []cell) iter.Seq2[[]cell, error] {
	return func(yield func([]cell, error) bool) {
		for list, err := range lists {
			if err != nil {
				yield(nil, err)
				return
			}
			for i := range list {
				if !yield(row(&list[i]), nil) {
					return
				}
			}
		}
	}
}

// once is a single list.
func once[T any](list []T) iter.Seq2[[]T, error] {
	return func(yield func([]T, error) bool) { yield(list, nil) }
}

// byPoint reads a list off each of the parts.
func byPoint[T any](parts iter.Seq2[*experiment.Part, error], of func(*experiment.Part) []T) iter.Seq2[[]T, error] {
	return func(yield func([]T, error) bool) {
		for p, err := range parts {
			if err != nil {
				yield(nil, err)
				return
			}
			if !yield(of(p), nil) {
				return
			}
		}
	}
}

// summaryTable has a row for each outcome over each window.
func summaryTable(rows iter.Seq2[[]experiment.Summary, error]) table {
	return table{summaryColumns, rowsOf(rows, summaryRow)}
}

var summaryColumns = []column{{"point", whole}, {"vendor", text}, {"group", text}, {"metric", text}, {"unit", text}, {"window", text},
	{"mean", number}, {"sd", number}, {"ci_low", number}, {"ci_high", number}, {"p05", number}, {"p50", number}, {"p95", number}, {"n", whole}}

func summaryRow(s *experiment.Summary) []cell {
	return []cell{{whole: int64(s.Point)}, {text: s.Vendor}, {text: s.Group}, {text: s.Metric}, {text: s.Unit}, {text: s.Window},
		{number: s.Mean}, {number: s.SD}, {number: s.CILow}, {number: s.CIHigh}, {number: s.P05}, {number: s.P50}, {number: s.P95}, {whole: int64(s.N)}}
}

// weeksTable has a row for each week of each metric that has weekly values.
func weeksTable(rows iter.Seq2[[]experiment.Band, error]) table {
	return table{weeksColumns, rowsOf(rows, weeksRow)}
}

var weeksColumns = []column{{"point", whole}, {"week", whole}, {"metric", text}, {"vendor", text}, {"mean", number}, {"sd", number}, {"n", whole},
	{"p05", number}, {"p25", number}, {"p50", number}, {"p75", number}, {"p95", number}}

func weeksRow(b *experiment.Band) []cell {
	return []cell{{whole: int64(b.Point)}, {whole: int64(b.Week)}, {text: b.Metric}, {text: b.Vendor},
		{number: b.Mean}, {number: b.SD}, {whole: int64(b.N)},
		{number: b.P05}, {number: b.P25}, {number: b.P50}, {number: b.P75}, {number: b.P95}}
}

// pointsTable has a row for each point and a column for each key that varies.
func pointsTable(d *experiment.Design) table {
	columns := []column{{"point", whole}, {"scenario", text}}
	var keys []string
	for _, p := range d.Points {
		for _, v := range p.Vary {
			if !slices.Contains(keys, v.Key) {
				keys = append(keys, v.Key)
				columns = append(columns, column{v.Key, text})
			}
		}
	}
	return table{columns, func(yield func([]cell, error) bool) {
		for _, p := range d.Points {
			row := make([]cell, len(columns))
			row[0].whole, row[1].text = int64(p.Index), p.Scenario.Name
			for _, v := range p.Vary {
				row[2+slices.Index(keys, v.Key)].text = plain(v.Value)
			}
			if !yield(row, nil) {
				return
			}
		}
	}}
}

// plain prints a parameter's value as it reads back to the same bits.
func plain(v any) string {
	if x, ok := v.(float64); ok {
		return strconv.FormatFloat(x, 'g', -1, 64)
	}
	return fmt.Sprint(v)
}

// runsTable has a row for each run and vendor and a column for each metric
// over each of the windows, in the order of sim.Metrics.
func runsTable(windows []sim.Window, blocks iter.Seq2[*experiment.Block, error]) table {
	columns := []column{{"point", whole}, {"replication", whole}, {"seed", whole}, {"vendor", text}}
	for _, m := range sim.Metrics {
		for _, w := range windows {
			columns = append(columns, column{m.Key + "__" + w.Name, number})
		}
	}
	row := make([]cell, len(columns))
	return table{columns, func(yield func([]cell, error) bool) {
		for b, err := range blocks {
			if err != nil {
				yield(nil, err)
				return
			}
			for _, r := range b.Records {
				for v := range b.Layout.Vendors {
					runRow(row, b.Layout, b.Point, r, v)
					if !yield(row, nil) {
						return
					}
				}
			}
		}
	}}
}

func runRow(row []cell, l *sim.Layout, point int, r *sim.Record, vendor int) {
	row[0].whole, row[1].whole, row[2].whole = int64(point), int64(r.Replication), int64(r.Seed)
	row[3].text = l.Vendors[vendor]
	i := 4
	for m := range sim.Metrics {
		for w := range l.Windows {
			row[i].number = r.Values[l.Value(vendor, w, m)]
			i++
		}
	}
}
