package workbook

import (
	"fmt"
	"iter"
	"math"

	"github.com/xuri/excelize/v2"

	"channelsim/output/plot"
	"channelsim/sim"
)

// Columns of weeks.parquet.
const (
	wPoint = iota
	wWeek
	wMetric
	wVendor
	wMean
	wSD
	wN
	wP05
	wP25
	wP50
	wP75
	wP95
)

// followUp reports whether a row is of what the chart draws.
func followUp(r []any) bool { return r[wVendor] == sim.All && r[wMetric] == sim.FollowUp }

// weekly has the distribution over runs of each metric, week by week: partners' follow-up in
// the whole market first, which the chart draws, then what else is of note.
func (b *book) weekly() error {
	if !b.archive.Holds(weeksFile) {
		return nil
	}
	t, err := b.archive.Table(weeksFile)
	if err != nil {
		return err
	}
	g := &grid{name: "Weekly", source: weeksFile, len: t.Len, frozen: 1, narrow: true,
		title:   "Week by week: mean over the runs and how single runs spread",
		says:    "outcomes week by week with their spread over the runs, and partners' follow-up as a chart on the right with its numbers beside it",
		columns: b.weeklyColumns()}
	if b.several() {
		g.frozen = 2
	}
	market := func(r []any) bool { return r[wVendor] == sim.All && !followUp(r) }
	if err := b.chart(g, chapters(t, followUp)); err != nil {
		return err
	}
	g.rows = cells(chapters(t, followUp,
		func(r []any) bool { return market(r) && leading(r[wMetric].(string)) },
		func(r []any) bool { return market(r) && !leading(r[wMetric].(string)) },
		func(r []any) bool { return r[wVendor] != sim.All }), b.weeklyRow)
	return b.add(g)
}

func (b *book) weeklyColumns() []column {
	columns := []column{words("outcome", 26), words("vendor", 9), numbers("week", 7)}
	if b.dated() {
		columns = append(columns, numbers("first day", 11))
	}
	columns = append(columns, []column{numbers("mean", 11), numbers("5 % of runs below", 11), numbers("25 % below", 11), numbers("median", 11), numbers("75 % below", 11), numbers("95 % below", 11),
		numbers("standard deviation", 11), numbers("n", 7), words("metric", 18)}...)
	if b.several() {
		columns = append([]column{words("case", 24)}, append(columns, numbers("point", 7))...)
	}
	return columns
}

// dated reports whether weeks have dates.
func (b *book) dated() bool {
	_, ok := b.run().Date(1)
	return ok
}

// week are the cells that name a week.
func (b *book) week(week int64) []cell {
	cells := []cell{in(plainFormat, week)}
	if day, ok := b.run().Date(int(week)); ok {
		cells = append(cells, in(dateFormat, day))
	}
	return cells
}

func (b *book) weeklyRow(r []any) []cell {
	metric := r[wMetric].(string)
	format := b.format(metric, true)
	row := append([]cell{{value: label(metric)}, {value: r[wVendor]}}, b.week(r[wWeek].(int64))...)
	row = append(row, in(format, r[wMean]), in(format, r[wP05]), in(format, r[wP25]), in(format, r[wP50]), in(format, r[wP75]), in(format, r[wP95]),
		in(format, r[wSD]), in(wholeFormat, r[wN]), cell{value: metric})
	return b.withCase(row, r[wPoint].(int64))
}

// The chart has so many lines at most, and is so many columns of the usual width wide.
const (
	mostLines  = 12
	chartWide  = 12
	columnWide = 64 // pixels
	rowHigh    = 20 // pixels
	chartHigh  = 22 // rows

	pictureLast = headRow + chartHigh + 3 // first row below it
)

// chart puts the chart of follow-up beside the table, and its numbers beside that, a row for
// each week, so that neither filters nor sorting of the table touch it.
func (b *book) chart(g *grid, rows iter.Seq2[[]any, error]) error {
	g.pictureAt = len(g.columns) + 2
	g.beside = &aside{at: g.pictureAt + chartWide + 1, columns: []column{numbers("week", 7)}}
	if b.dated() {
		g.beside.columns = append(g.beside.columns, numbers("first day", 11))
	}
	lead := len(g.beside.columns)
	take := []int{wMean, wP05, wP95}
	if b.several() {
		take = take[:1]
	}
	for row, err := range rows {
		if err != nil {
			return err
		}
		b.line(g.beside, row, lead, take)
	}
	g.beside.columns = append(g.beside.columns, b.lines(take)...)
	if len(g.beside.rows) > 0 {
		g.picture = b.lineChart(g, lead)
		name, err := excelize.ColumnNumberToName(g.pictureAt)
		if err != nil {
			return err
		}
		g.title += " (click here for the chart, in column " + name + ")"
	}
	return nil
}

// line enters a week of a point.
func (b *book) line(to *aside, row []any, lead int, take []int) {
	point, week := int(row[wPoint].(int64)), int(row[wWeek].(int64))
	if point >= mostLines {
		return
	}
	for len(to.rows) < week {
		to.rows = append(to.rows, append(b.week(int64(len(to.rows)+1)), make([]cell, min(len(b.cases), mostLines)*len(take))...))
	}
	for i, column := range take {
		to.rows[week-1][lead+point*len(take)+i] = in(shareFormat, row[column])
	}
}

// lines are the columns of the numbers that the chart draws.
func (b *book) lines(take []int) []column {
	if !b.several() {
		return []column{numbers("mean", 11), numbers("5 % of runs below", 11), numbers("95 % of runs below", 11)}
	}
	var columns []column
	for _, name := range b.cases[:min(len(b.cases), mostLines)] {
		columns = append(columns, numbers(name, 16))
	}
	return columns
}

// lineChart draws the columns beside the table from number lead on.
func (b *book) lineChart(g *grid, lead int) *excelize.Chart {
	at := g.beside
	span := func(column int) string { return cellRange(g.name, at.at+column, firstRow, headRow+len(at.rows)) }
	weeks := lead - 1 // dates where there are some
	zero, black := 0.0, excelize.Font{Color: "000000", Size: 9}
	c := &excelize.Chart{
		Type:      excelize.Line,
		Title:     excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: b.chartTitle(), Font: &excelize.Font{Bold: true, Size: 12, Color: "000000"}}}},
		Legend:    excelize.ChartLegend{Position: "bottom"},
		Dimension: excelize.ChartDimension{Width: chartWide * columnWide, Height: chartHigh * rowHigh},
		Format: excelize.GraphicOptions{Positioning: "absolute", Name: "follow-up",
			AltText: "Partners' follow-up rate week by week; the numbers stand beside the chart"},
		ShowBlanksAs: "gap",
		XAxis: excelize.ChartAxis{TickLabelSkip: max(1, int(math.Round(float64(len(at.rows))/12))), TickLabelPosition: excelize.ChartTickLabelLow,
			Alignment: excelize.Alignment{TextRotation: -45}, Font: black, Title: axisTitle("week"), NumFmt: excelize.ChartNumFmt{CustomNumFmt: plainFormat}},
		YAxis: excelize.ChartAxis{Minimum: &zero, MajorGridLines: true, Font: black, Title: axisTitle("leads worked / received"),
			NumFmt: excelize.ChartNumFmt{CustomNumFmt: "0 %"}},
	}
	if b.dated() {
		c.XAxis.Title, c.XAxis.NumFmt.CustomNumFmt = axisTitle("week, by its first day"), "mmm yyyy"
	}
	for i := lead; i < len(at.columns); i++ {
		line, colour := b.stroke(i - lead)
		c.Series = append(c.Series, excelize.ChartSeries{
			Name: cellRange(g.name, at.at+i, headRow, headRow), Categories: span(weeks), Values: span(i),
			Marker: excelize.ChartMarker{Symbol: "none"}, Line: line, Fill: colour})
	}
	return c
}

func axisTitle(text string) excelize.ChartTitle {
	return excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: text, Font: &excelize.Font{Size: 10, Color: "000000"}}}}
}

// cellRange names the cells of a column from one row to another, in the way of formulas.
func cellRange(sheet string, column, from, to int) string {
	name, _ := excelize.ColumnNumberToName(column)
	if from == to {
		return fmt.Sprintf("'%s'!$%s$%d", sheet, name, from)
	}
	return fmt.Sprintf("'%s'!$%s$%d:$%s$%d", sheet, name, from, name, to)
}

// Colours that differ for the colour-blind (Okabe and Ito), and dashes that differ in print.
var (
	colours = []string{"0072B2", "D55E00", "009E73", "CC79A7", "000000", "E69F00"}
	dashes  = []excelize.LineDashType{excelize.LineDashSolid, excelize.LineDashDash, excelize.LineDashDot}
)

// stroke is how line number i looks: of a single point the mean and its band.
func (b *book) stroke(i int) (excelize.LineOptions, excelize.Fill) {
	colour, dash, width := colours[i%len(colours)], dashes[i%len(dashes)], 2.0
	if !b.several() {
		colour, dash, width = colours[0], excelize.LineDashSolid, 2.5
		if i > 0 {
			colour, dash, width = "7F7F7F", excelize.LineDashDash, 1.25
		}
	}
	return excelize.LineOptions{Type: excelize.LineSolid, Dash: dash, Width: width},
		excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colour}}
}

// chartTitle says what the chart shows: of a single point the finding.
func (b *book) chartTitle() string {
	if b.several() {
		title := "Partners' follow-up rate, mean over the runs"
		if len(b.cases) > mostLines {
			title += fmt.Sprintf(" (the first %d of %d cases)", mostLines, len(b.cases))
		}
		return title
	}
	return plot.Finding(b.found, sim.FollowUp)
}
