package plot

import (
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"channelsim/output/text"
)

// riskTable tells, below an axis of weeks, how many runs are left at each mark: a row for
// each curve, told by its line.
type riskTable struct {
	heading string
	end     int // the last week; it stands in the table though it has no mark
	rows    []riskRow
}

type riskRow struct {
	line  draw.LineStyle
	after func(week int) int // runs left after a week
}

// height is the room that the table takes; none for no table.
func (t *riskTable) height() vg.Length {
	if t == nil {
		return 0
	}
	return vg.Length(len(t.rows)+1)*lineHeight(style(tickSize, ink)) + 6
}

// draw draws the table below top, under the marks of a panel.
func (t *riskTable) draw(page draw.Canvas, top vg.Length, canvas draw.Canvas, p *plot.Plot) {
	if t == nil {
		return
	}
	sty := style(tickSize, ink)
	data := p.DataCanvas(canvas)
	y := top - 6
	page.FillText(sty, vg.Point{X: page.Min.X, Y: y}, t.heading)
	sty.XAlign = draw.XCenter
	for _, row := range t.rows {
		y -= lineHeight(sty)
		middle := y - sty.Font.Size/2
		page.StrokeLine2(row.line, page.Min.X, middle, page.Min.X+36, middle)
		for _, week := range t.weeks(p, data) {
			page.FillText(sty, vg.Point{X: data.X(p.X.Norm(float64(week))), Y: y}, text.Round(float64(row.after(week)), 0))
		}
	}
}

// weeks are those of the axis' marks, and the last one where there is room for it.
func (t *riskTable) weeks(p *plot.Plot, data draw.Canvas) []int {
	var weeks []int
	for _, mark := range p.X.Tick.Marker.Ticks(p.X.Min, p.X.Max) {
		weeks = append(weeks, int(math.Round(mark.Value)))
	}
	x := func(week int) vg.Length { return data.X(p.X.Norm(float64(week))) }
	if n := len(weeks); n == 0 || x(t.end)-x(weeks[n-1]) > tickRoom("") {
		weeks = append(weeks, t.end)
	}
	return weeks
}
