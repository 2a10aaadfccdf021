package plot

import (
	"cmp"
	"fmt"
	"image/color"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg/draw"

	"channelsim/output/text"
	"channelsim/sim"
	"channelsim/sim/experiment"
)

// Sweep draws the pictures of a sweep: response curves for one numeric key, a heat map of
// each outcome for a grid of two, and else the points by each key.
func Sweep(w *experiment.Sweep, a *experiment.Answer, rows []experiment.SweepRow, o Options) ([]Picture, error) {
	if w.Map() {
		var maps []Picture
		for _, outcome := range a.Design.Outcomes {
			of := experiment.Of(rows, outcome, sim.All)
			if len(of) != len(w.Design.Points) {
				continue
			}
			f := heatMap(w, a, of, o)
			f.Title = soFar(a.Design.Runs, "point", f.Title)
			maps = append(maps, Picture{pictureName("map", outcome), f})
		}
		return maps, nil
	}
	f, err := responses(w, a, rows, o)
	if f == nil || err != nil {
		return nil, err
	}
	return []Picture{{"response", f}}, nil
}

// pictureName is the name of a picture about one outcome; no file may have a colon in its
// name on Windows.
func pictureName(kind string, o experiment.Outcome) string {
	return kind + "_" + o.Metric + "__" + strings.ReplaceAll(o.Window, ":", "-")
}

// overWindow is a metric as it is over a whole window: what flows is no longer per week.
func overWindow(metric string) sim.Metric {
	m := sim.Metrics[sim.MetricIndex(metric)]
	if m.Kind == sim.Flow {
		m.Kind = sim.Whole
	}
	return m
}

// styledSwatch is a line of a style, for keys.
func styledSwatch(style draw.LineStyle) func(draw.Canvas) {
	return func(c draw.Canvas) {
		y := (c.Min.Y + c.Max.Y) / 2
		c.StrokeLine2(style, c.Min.X, y, c.Max.X, y)
	}
}

func sweepCaption(w *experiment.Sweep, a *experiment.Answer, o Options) string {
	return fmt.Sprintf("%s, %d points, %s at each, seed %d; %s", a.Design.Points[0].Scenario.Name, len(w.Design.Points), text.Count(a.Design.Runs, "run"), a.Design.Seed, o.madeBy())
}

// sweepTitle says what the first outcome did.
func sweepTitle(w *experiment.Sweep, a *experiment.Answer, rows []experiment.SweepRow) string {
	return experiment.SaySweep(w, a, rows, "", "").Says
}

// responses draws each outcome against the numeric keys, as small multiples.
func responses(w *experiment.Sweep, a *experiment.Answer, rows []experiment.SweepRow, o Options) (*Figure, error) {
	f := &Figure{Title: sweepTitle(w, a, rows), kind: "response curves over the points of the sweep", Caption: sweepCaption(w, a, o), columns: 1,
		key: []keyEntry{{"mean at each point", strokeSwatch(blue.line)}, {"95 % interval", fillSwatch(blue.light)}}}
	for k := range w.Factors {
		if !w.Factors[k].Numeric() {
			continue
		}
		for i, outcome := range a.Design.Outcomes {
			if len(w.Factors) > 1 && i > 0 {
				break // a panel for each key, of the outcome that leads
			}
			if p := f.response(w, a, experiment.Of(rows, outcome, sim.All), k); p != nil {
				f.panels = append(f.panels, p)
			}
		}
	}
	f.columns = min(3, len(f.panels))
	if len(f.panels) == 0 {
		return nil, nil // nothing but words varies
	}
	return f, nil
}

// response is a panel of one outcome against one key.
func (f *Figure) response(w *experiment.Sweep, a *experiment.Answer, rows []experiment.SweepRow, k int) *plot.Plot {
	rows = slices.DeleteFunc(slices.Clone(rows), func(r experiment.SweepRow) bool { return math.IsNaN(r.Summary.Mean) })
	if len(rows) == 0 {
		return nil
	}
	slices.SortStableFunc(rows, func(x, y experiment.SweepRow) int { return cmp.Compare(w.At(x.Point, k), w.At(y.Point, k)) })
	panel := newPanel(axisTitle(&w.Factors[k]), "")
	var means, lows, highs plotter.XYs
	low, high := math.Inf(1), math.Inf(-1)
	for i := range rows {
		s, x := &rows[i].Summary, w.At(rows[i].Point, k)
		means = append(means, plotter.XY{X: x, Y: s.Mean})
		lows, highs = append(lows, plotter.XY{X: x, Y: orElse(s.CILow, s.Mean)}), append(highs, plotter.XY{X: x, Y: orElse(s.CIHigh, s.Mean)})
		low, high = min(low, lows[i].Y), max(high, highs[i].Y)
	}
	if len(w.Factors) == 1 {
		panel.Add(ribbon(lows, highs, blue.light), &plotter.Line{XYs: means, LineStyle: draw.LineStyle{Color: blue.line, Width: 2.5}})
	} else {
		for i := range means {
			panel.Add(&plotter.Line{XYs: plotter.XYs{lows[i], highs[i]}, LineStyle: draw.LineStyle{Color: blue.light, Width: 4}})
		}
	}
	panel.Add(&plotter.Scatter{XYs: means, GlyphStyle: draw.GlyphStyle{Color: blue.line, Radius: 3.5, Shape: draw.CircleGlyph{}}})
	o := rows[0].Outcome
	m := overWindow(o.Metric)
	unit := valueAxis(&panel.Y, &m, a.Design.Points[0].Scenario.Run.Currency, low, high)
	panel.Y.Label.Text = unit
	f.heading(panel, text.Capital(o.Label()))
	panel.X.Tick.Marker = sparse{5}
	return panel
}

// sparse is a marker of at most so many round values.
type sparse struct{ most int }

// Ticks returns round values between the ends.
func (s sparse) Ticks(low, high float64) []plot.Tick {
	step := niceStep((high - low) / float64(s.most))
	var marks []plot.Tick
	for i := math.Ceil(low/step - 1e-9); i*step <= high+1e-9*step; i++ {
		marks = append(marks, plot.Tick{Value: i * step, Label: text.Round(i*step, min(0, places(step)))})
	}
	return marks
}

// axisTitle names a key and its unit.
func axisTitle(f *experiment.Factor) string {
	if f.Param.Unit == "" {
		return f.Key
	}
	return f.Key + " (" + f.Param.Unit + ")"
}

// lineName is what the line on a map is called: only of the death spiral does it say where things tip.
func lineName(o experiment.Outcome) string {
	if o.Metric == sim.Spiral {
		return "tipping line"
	}
	return "half-way line"
}

// heatMap draws an outcome over two keys, with the line at experiment.HalfWay.
func heatMap(w *experiment.Sweep, a *experiment.Answer, rows []experiment.SweepRow, o Options) *Figure {
	outcome := rows[0].Outcome
	m := &sim.Metrics[sim.MetricIndex(outcome.Metric)]
	g := newGrid(w, rows)
	low, high := g.span()
	if m.Share && outcome.Metric == sim.Spiral {
		low, high = 0, 1
	}
	if !(low < high) {
		high = low + 1
	}
	panel := newPanel(axisTitle(&w.Factors[1]), axisTitle(&w.Factors[0]))
	shades := plotter.NewHeatMap(g, ramp{})
	shades.Min, shades.Max = low, high
	panel.Add(shades)
	half := experiment.HalfWay(rows)
	unit, scale := text.Unit(m, max(math.Abs(low), math.Abs(high)), a.Design.Points[0].Scenario.Run.Currency)
	words := level(m, a.Design.Points[0].Scenario.Run.Currency, half)
	for _, style := range contour {
		line := plotter.NewContour(g, []float64{half}, only{style.Color})
		line.LineStyles = []draw.LineStyle{style}
		panel.Add(line)
	}
	if at, ok := g.crossing(half); ok {
		panel.Add(tag{at, words})
	}
	panel.X.Tick.Marker, panel.Y.Tick.Marker = levels{&w.Factors[1]}, levels{&w.Factors[0]}
	f := &Figure{Title: w.Ends(rows), kind: "heat map of " + outcome.Label() + " with its " + lineName(outcome), Caption: sweepCaption(w, a, o),
		panels: []*plot.Plot{panel}, columns: 1}
	for i := range 5 {
		x := low + float64(i)*(high-low)/4
		f.key = append(f.key, keyEntry{valueLabel(m, x/scale, math.Max(0.001, niceStep((high-low)/scale/20))) + mapUnit(m, unit), fillSwatch(rampAt(float64(i) / 4))})
	}
	f.key = append(f.key, keyEntry{lineName(outcome) + ", at " + words, func(c draw.Canvas) {
		y := (c.Min.Y + c.Max.Y) / 2
		for _, style := range contour {
			c.StrokeLine2(style, c.Min.X, y, c.Max.X, y)
		}
	}})
	return f
}

func mapUnit(m *sim.Metric, unit string) string {
	if unit == "" || m.Share {
		return ""
	}
	return " " + unit
}

// contour is drawn over any shade: white with a dark edge.
var contour = []draw.LineStyle{{Color: ink, Width: 6}, {Color: color.White, Width: 3}}

// ramp goes from dark blue over grey to yellow, evenly in lightness, so that colour-blind
// readers and grey print see the same order (anchors of cividis: J. R. Nunez, C. R. Anderton
// and R. S. Renslow, PLoS ONE 13, 2018).
type ramp struct{}

var anchors = []color.NRGBA{{0x00, 0x22, 0x4e, 0xff}, {0x35, 0x45, 0x6c, 0xff}, {0x66, 0x69, 0x70, 0xff},
	{0x94, 0x8e, 0x77, 0xff}, {0xc8, 0xb8, 0x66, 0xff}, {0xfe, 0xe8, 0x38, 0xff}}

// Colors returns the shades from the least to the greatest value.
func (ramp) Colors() []color.Color {
	shades := make([]color.Color, 256)
	for i := range shades {
		shades[i] = rampAt(float64(i) / 255)
	}
	return shades
}

// rampAt is the shade at a share of the way.
func rampAt(share float64) color.Color {
	at := share * float64(len(anchors)-1)
	i := min(int(at), len(anchors)-2)
	mix := func(a, b uint8) uint8 { return uint8(math.Round(float64(a) + (at-float64(i))*(float64(b)-float64(a)))) }
	a, b := anchors[i], anchors[i+1]
	return color.NRGBA{mix(a.R, b.R), mix(a.G, b.G), mix(a.B, b.B), 0xff}
}

// only is a palette of one colour.
type only struct{ color.Color }

// Colors returns the one colour.
func (o only) Colors() []color.Color { return []color.Color{o.Color} }

// levels marks the levels of a factor.
type levels struct{ factor *experiment.Factor }

// Ticks returns the levels, every second or third where there are many.
func (l levels) Ticks(float64, float64) []plot.Tick {
	var marks []plot.Tick
	every := (len(l.factor.Values) + 9) / 10
	for i, v := range l.factor.Values {
		if i%every == 0 {
			marks = append(marks, plot.Tick{Value: l.factor.Value(i), Label: fmt.Sprint(v)})
		}
	}
	return marks
}

// grid is an outcome over two keys as gonum wants it: columns along the second key.
type grid struct {
	sweep *experiment.Sweep
	means [][]float64 // by level of the first key and of the second
	order [2][]int    // levels from the least value up
}

func newGrid(w *experiment.Sweep, rows []experiment.SweepRow) *grid {
	g := &grid{sweep: w}
	for k := range g.order {
		for i := range w.Factors[k].Values {
			g.order[k] = append(g.order[k], i)
		}
		slices.SortFunc(g.order[k], func(a, b int) int { return cmp.Compare(w.Factors[k].Value(a), w.Factors[k].Value(b)) })
	}
	columns := len(w.Factors[1].Values)
	for i := range w.Factors[0].Values {
		var line []float64
		for j := range columns {
			line = append(line, rows[i*columns+j].Summary.Mean)
		}
		g.means = append(g.means, line)
	}
	return g
}

// Dims, Z, X and Y make it a plotter.GridXYZ.
func (g *grid) Dims() (c, r int)   { return len(g.order[1]), len(g.order[0]) }
func (g *grid) Z(c, r int) float64 { return g.means[g.order[0][r]][g.order[1][c]] }
func (g *grid) X(c int) float64    { return g.sweep.Factors[1].Value(g.order[1][c]) }
func (g *grid) Y(r int) float64    { return g.sweep.Factors[0].Value(g.order[0][r]) }

// crossing is where the means cross a level along a column, in the column next to the middle
// that has such a place.
func (g *grid) crossing(level float64) (at plotter.XY, ok bool) {
	columns, rows := g.Dims()
	for i := range columns {
		c := (columns-1)/2 + (i+1)/2*(2*(i%2)-1) // the middle, then right and left of it by turns
		if c < 0 || c >= columns {
			continue
		}
		for r := 1; r < rows; r++ {
			low, high := g.Z(c, r-1), g.Z(c, r)
			if (low < level) != (high < level) {
				part := (level - low) / (high - low)
				return plotter.XY{X: g.X(c), Y: g.Y(r-1) + part*(g.Y(r)-g.Y(r-1))}, true
			}
		}
	}
	return at, false
}

// span is the least and the greatest mean.
func (g *grid) span() (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, line := range g.means {
		for _, x := range line {
			if !math.IsNaN(x) {
				low, high = min(low, x), max(high, x)
			}
		}
	}
	return low, high
}
