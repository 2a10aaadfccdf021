package plot

import (
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// note is words in the middle of a panel that has nothing else to show.
type note string

// Plot writes the words.
func (n note) Plot(c draw.Canvas, _ *plot.Plot) {
	sty := style(tickSize, faint)
	sty.XAlign, sty.YAlign = draw.XCenter, draw.YCenter
	c.FillText(sty, c.Center(), string(n))
}

// tag is words at a point of a panel, on white.
type tag struct {
	at    plotter.XY
	words string
}

// Plot writes the words.
func (t tag) Plot(c draw.Canvas, p *plot.Plot) {
	sty := style(tickSize, ink)
	sty.XAlign, sty.YAlign = draw.XCenter, draw.YCenter
	x, y := p.Transforms(&c)
	at := vg.Point{X: x(t.at.X), Y: y(t.at.Y)}
	half := vg.Point{X: sty.Width(t.words)/2 + 4, Y: sty.Font.Size/2 + 3}
	box := vg.Rectangle{Min: at.Sub(half), Max: at.Add(half)}
	c.SetColor(rgb(255, 255, 255))
	c.Fill(box.Path())
	c.FillText(sty, at, t.words)
}

// arrows say in which direction a line is walked: a head in the middle of every second step.
type arrows struct {
	xys  plotter.XYs // in the order of the walk
	look draw.LineStyle
}

// Plot draws the heads.
func (a arrows) Plot(c draw.Canvas, p *plot.Plot) {
	const length, width = 13, 7
	x, y := p.Transforms(&c)
	c.SetColor(a.look.Color)
	for i := 1; i < len(a.xys); i += 2 {
		from, to := vg.Point{X: x(a.xys[i-1].X), Y: y(a.xys[i-1].Y)}, vg.Point{X: x(a.xys[i].X), Y: y(a.xys[i].Y)}
		way := to.Sub(from)
		size := vg.Length(math.Hypot(float64(way.X), float64(way.Y)))
		if size < length {
			continue
		}
		ahead := way.Scale(1 / size)
		aside := vg.Point{X: -ahead.Y, Y: ahead.X}
		tip := from.Add(way.Scale(0.5)).Add(ahead.Scale(length / 2))
		tail := tip.Sub(ahead.Scale(length))
		var head vg.Path
		head.Move(tip)
		head.Line(tail.Add(aside.Scale(width)))
		head.Line(tail.Sub(aside.Scale(width)))
		head.Close()
		c.Fill(head)
	}
}

// hollow is a ring, white within.
type hollow struct{}

// DrawGlyph draws the ring.
func (hollow) DrawGlyph(c *draw.Canvas, sty draw.GlyphStyle, at vg.Point) {
	var ring vg.Path
	ring.Move(vg.Point{X: at.X + sty.Radius, Y: at.Y})
	ring.Arc(at, sty.Radius, 0, 2*math.Pi)
	ring.Close()
	c.SetColor(rgb(255, 255, 255))
	c.Fill(ring)
	c.SetLineStyle(draw.LineStyle{Color: sty.Color, Width: 1.5})
	c.Stroke(ring)
}
