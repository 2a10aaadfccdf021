package workbook

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strings"

	"channelsim/output/folder"
	"channelsim/output/text"
	"channelsim/sim"
	"channelsim/sim/experiment"
)

// leading are the outcomes that come first.
func leading(metric string) bool {
	return slices.Contains(text.Main, metric) || metric == sim.Spiral || metric == sim.SpiralWeek
}

// label is an outcome in words.
func label(metric string) string {
	if i := sim.MetricIndex(metric); i >= 0 {
		return sim.Metrics[i].Label
	}
	return metric
}

// chapters reads a table once for each chapter and gives those of its rows that belong
// there, so that what matters comes first however long the table is.
func chapters(t *folder.Table, chapters ...func(row []any) bool) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		for _, belongs := range chapters {
			for row, err := range t.Rows {
				if err != nil {
					yield(nil, err)
					return
				}
				if belongs(row) && !yield(row, nil) {
					return
				}
			}
		}
	}
}

// cells turns rows of a table into cells.
func cells(rows iter.Seq2[[]any, error], turn func(row []any) []cell) iter.Seq2[[]cell, error] {
	return func(yield func([]cell, error) bool) {
		for row, err := range rows {
			if err != nil {
				yield(nil, err)
				return
			}
			if !yield(turn(row), nil) {
				return
			}
		}
	}
}

// Columns of summary.csv.
const (
	sPoint = iota
	sVendor
	sGroup
	sMetric
	sUnit
	sWindow
	sMean
	sSD
	sLow
	sHigh
	sP05
	sP50
	sP95
	sN
)

// summary has the outcomes with their intervals: the main ones of the whole market first,
// then the others, then each vendor's, then those of groups of partners.
func (b *book) summary() error {
	if !b.archive.Holds(summaryFile) {
		return nil
	}
	t, err := b.archive.Table(summaryFile)
	if err != nil {
		return err
	}
	g := &grid{name: "Summary", source: summaryFile, len: t.Len, narrow: true, frozen: 1,
		says:  "outcomes over windows of weeks, each with its 95 % interval; the main outcomes of the whole market come first",
		foot:  b.remarks(),
		title: b.headline(),
		columns: []column{words("outcome", 44), words("window", 15), words("vendor", 12), words("group", 16), numbers("mean", 15), numbers("95 % low", 15), numbers("95 % high", 15),
			numbers("n", 8), numbers("5 % of runs below", 15), numbers("median", 15), numbers("95 % of runs below", 15), numbers("standard deviation", 15), words("unit", 12), words("metric", 36)}}
	if b.several() {
		g.columns = append([]column{words("case", 30)}, append(g.columns, numbers("point", 7))...)
		g.frozen = 2
	}
	market := func(r []any) bool { return r[sVendor] == sim.All && r[sGroup] == sim.All }
	g.rows = cells(chapters(t,
		func(r []any) bool { return market(r) && leading(r[sMetric].(string)) },
		func(r []any) bool { return market(r) && !leading(r[sMetric].(string)) },
		func(r []any) bool { return r[sVendor] != sim.All && r[sGroup] == sim.All },
		func(r []any) bool { return r[sGroup] != sim.All }), b.summaryRow)
	return b.add(g)
}

func (b *book) summaryRow(r []any) []cell {
	metric := r[sMetric].(string)
	format := b.format(metric, true)
	row := []cell{{value: label(metric)}, {value: r[sWindow]}, {value: r[sVendor]}, {value: r[sGroup]},
		in(format, r[sMean]), in(format, r[sLow]), in(format, r[sHigh]), in(wholeFormat, r[sN]),
		in(format, r[sP05]), in(format, r[sP50]), in(format, r[sP95]), in(format, r[sSD]), {value: b.unit(r[sUnit].(string))}, {value: metric}}
	return b.withCase(row, r[sPoint].(int64))
}

// withCase adds what tells points apart, where there are several.
func (b *book) withCase(row []cell, point int64) []cell {
	if !b.several() {
		return row
	}
	return append([]cell{{value: b.caseName(point)}}, append(row, in(plainFormat, point))...)
}

// remarks are the answer's doubts, which go with the numbers.
func (b *book) remarks() []string {
	var all []string
	for _, note := range b.said.Notes {
		all = append(all, "note: "+note)
	}
	return all
}

// headline says in a line what this is about.
func (b *book) headline() string {
	s := b.scenarios[0]
	if b.several() {
		return fmt.Sprintf("%s: %s in %s, seed %d", strings.Join(b.names(), ", "), runsOf(b.said.Runs), experiment.CountOf(len(b.cases), "case"), b.said.Seed)
	}
	return fmt.Sprintf("%s (%s, %s, seed %d)", cmp.Or(s.Title, s.Name), runsOf(b.said.Runs), experiment.CountOf(s.Run.Weeks, "week"), b.said.Seed)
}

func runsOf(n int) string {
	if n == 1 {
		return "1 run"
	}
	return number(n) + " runs"
}

// names are the scenarios' names.
func (b *book) names() []string {
	var names []string
	for _, s := range b.scenarios {
		if !slices.Contains(names, s.Name) {
			names = append(names, s.Name)
		}
	}
	return names
}
