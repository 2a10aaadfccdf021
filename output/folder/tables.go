package folder

import (
	"fmt"
	"iter"
	"math"
	"slices"
	"strconv"

	"channelsim/sim"
	"channelsim/sim/experiment"
)

// rowsOf makes a row of each thing in lists that come one after the other.
func rowsOf[T any](lists iter.Seq2[[]T, error], row func(*T) []cell) iter.Seq2[[]cell, error] {
	return rowsIn(lists, func(x *T) iter.Seq[[]cell] {
		return func(yield func([]cell) bool) { yield(row(x)) }
	})
}

// rowsIn makes several.
func rowsIn[T any](lists iter.Seq2[[]T, error], rows func(*T) iter.Seq[[]cell]) iter.Seq2[[]cell, error] {
	return func(yield func([]cell, error) bool) {
		for list, err := range lists {
			if err != nil {
				yield(nil, err)
				return
			}
			for i := range list {
				for row := range rows(&list[i]) {
					if !yield(row, nil) {
						return
					}
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

// Columns that several tables have.
var (
	pointColumn       = column{"point", whole, "point of the design, from 0: points.csv says what is set there"}
	replicationColumn = column{"replication", whole, "number of the run at its point, from 0: rerun takes POINT/REPLICATION"}
	weekColumn        = column{"week", whole, "recorded week, from 1, after the warm-up"}
	vendorColumn      = column{"vendor", text, "name of a vendor, or all for the whole market"}
	metricColumn      = column{"metric", text, "outcome, a key of the table of outcomes"}
	windowColumn      = column{"window", text, "weeks that the outcome covers: first_quarter (1-13), last_half_year (the last 26) or all, cut to the horizon, or one that was added as NAME=FIRST:LAST"}
)

var summaryColumns = []column{
	pointColumn,
	vendorColumn,
	{"group", text, "all, or the partners of a group: archetype=NAME, segment=NAME or tier=NAME"},
	metricColumn,
	{"unit", text, "unit of the outcome; share is a number from 0 to 1, money is in the scenario's currency"},
	windowColumn,
	{"mean", number, "mean over the runs"},
	{"sd", number, "standard deviation between runs; undefined with fewer than two"},
	{"ci_low", number, "lower end of the mean's 95 % interval: Student's, and Wilson's for spiral, which is 0 or 1 in a run; where all runs have the same value Student's has no width, which tells only that no other was seen in n runs"},
	{"ci_high", number, "upper end of the mean's 95 % interval"},
	{"p05", number, "5 % quantile of the runs: one in twenty lies below; quantiles are exact, of the first 1,000 replications by number"},
	{"p50", number, "median of the runs"},
	{"p95", number, "95 % quantile of the runs: one in twenty lies above"},
	{"n", whole, "runs in which the outcome was defined"},
}

func summaryRow(s *experiment.Summary) []cell {
	return []cell{{whole: int64(s.Point)}, {text: s.Vendor}, {text: s.Group}, {text: s.Metric}, {text: s.Unit}, {text: s.Window},
		{number: s.Mean}, {number: s.SD}, {number: s.CILow}, {number: s.CIHigh}, {number: s.P05}, {number: s.P50}, {number: s.P95}, {whole: int64(s.N)}}
}

// weeksTable has a row for each week of each metric that has weekly values.
func weeksTable(rows iter.Seq2[[]experiment.Band, error]) table {
	return table{weeksColumns, rowsOf(rows, weeksRow)}
}

var weeksColumns = []column{
	pointColumn,
	weekColumn,
	{"metric", text, "outcome, a key of the table of outcomes; those of the kind whole have no weekly value"},
	vendorColumn,
	{"mean", number, "mean over the runs, in the outcome's unit"},
	{"sd", number, "standard deviation between runs; undefined with fewer than two"},
	{"n", whole, "runs in which the outcome was defined in this week"},
	{"p05", number, "5 % quantile of the runs: one in twenty lies below; quantiles are exact, of the first 1,000 replications by number"},
	{"p25", number, "25 % quantile of the runs"},
	{"p50", number, "median of the runs"},
	{"p75", number, "75 % quantile of the runs"},
	{"p95", number, "95 % quantile of the runs: one in twenty lies above"},
}

func weeksRow(b *experiment.Band) []cell {
	return []cell{{whole: int64(b.Point)}, {whole: int64(b.Week)}, {text: b.Metric}, {text: b.Vendor},
		{number: b.Mean}, {number: b.SD}, {whole: int64(b.N)},
		{number: b.P05}, {number: b.P25}, {number: b.P50}, {number: b.P75}, {number: b.P95}}
}

// pointsTable has a row for each point and a column for each key that varies.
func pointsTable(d *experiment.Design) table {
	columns := slices.Clone(pointsColumns)
	var keys []string
	for _, p := range d.Points {
		for _, v := range p.Vary {
			if !slices.Contains(keys, v.Key) {
				keys = append(keys, v.Key)
				columns = append(columns, variedColumn(v.Key))
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

// pointsColumns are those that points.csv always has.
var pointsColumns = []column{
	{"point", whole, "number of the point of the design, from 0: what other tables mean by point"},
	{"scenario", text, "name of the scenario that is simulated at this point"},
}

// variedColumn is the column of a key that varies over the points.
func variedColumn(key string) column {
	return column{key, text, "value of the parameter at this point, as --set takes it; empty where the point leaves it as the scenario has it"}
}

// plain prints a parameter's value as it reads back to the same bits.
func plain(v any) string {
	if x, ok := v.(float64); ok {
		return strconv.FormatFloat(plainZero(x), 'g', -1, 64)
	}
	return fmt.Sprint(v)
}

// runsTable has a row for each run and vendor and a column for each metric
// over each of the windows, in the order of sim.Metrics.
func runsTable(windows []sim.Window, blocks iter.Seq2[*experiment.Block, error]) table {
	columns := slices.Clone(runsColumns)
	for _, m := range sim.Metrics {
		for _, w := range windows {
			columns = append(columns, outcomeColumn(m.Key, w.Name))
		}
	}
	return table{columns, func(yield func([]cell, error) bool) {
		row := make([]cell, len(columns))
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

// runsColumns say which run a row is of.
var runsColumns = []column{
	pointColumn,
	replicationColumn,
	{"seed", whole, "seed that all random numbers come from, the same for all runs of a folder: a run is known by its replication"},
	vendorColumn,
}

// outcomeColumn is the column of an outcome over a window.
func outcomeColumn(metric, window string) column {
	return column{metric + "__" + window, number, "the outcome METRIC of this run over the weeks of WINDOW, in the outcome's unit"}
}

func runRow(row []cell, l *sim.Layout, point int, r *sim.Record, vendor int) {
	row[0].whole, row[1].whole, row[2].whole = int64(point), int64(r.Replication), int64(r.Seed)
	row[3].text = l.Vendors[vendor]
	i := len(runsColumns)
	for m := range sim.Metrics {
		for w := range l.Windows {
			row[i].number = math.NaN()
			if l.Defined(vendor, w, m) {
				row[i].number = r.Values[l.Value(vendor, w, m)]
			}
			i++
		}
	}
}
