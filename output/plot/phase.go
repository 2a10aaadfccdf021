package plot

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"channelsim/output/text"
	"channelsim/sim"
	"channelsim/sim/experiment"
	"channelsim/sim/stats"
)

// path is where a run went: follow-up and trust, both as means over the last phaseMean weeks.
type path struct {
	plotter.XYs
	spiral bool // it ended in the death spiral
}

const (
	phaseMean = 4  // weeks
	phaseGrid = 20 // cells along each axis
)

// pathsOf are the paths of a point's sampled runs.
func pathsOf(a *experiment.Answer, point int) []path {
	var all []path
	for i := range a.Samples {
		if s := &a.Samples[i]; s.Point == point {
			all = append(all, pathOf(s))
		}
	}
	return all
}

func pathOf(s *experiment.Sampled) path {
	series := func(key string) []float64 {
		return s.Weekly[s.Layout.Week(len(s.Layout.Vendors)-1, sim.MetricIndex(key), 0):][:s.Layout.Weeks]
	}
	worked, received, trust := series("leads_worked"), series("leads_to_partners"), series("trust")
	p := path{spiral: s.Layout.SpiralStart(s.Weekly) > 0}
	for t := phaseMean; t <= s.Layout.Weeks; t++ {
		at := plotter.XY{X: stats.Sum(worked[t-phaseMean:t]) / stats.Sum(received[t-phaseMean:t]), Y: mean(trust[t-phaseMean : t])}
		if !math.IsNaN(at.X) && !math.IsInf(at.X, 0) && !math.IsNaN(at.Y) {
			p.XYs = append(p.XYs, at)
		}
	}
	return p
}

// phase draws trust against follow-up: each sampled run as a path, and under them where runs
// went that end in the spiral, that do not, or both. Nil where there is no sample.
func phase(a *experiment.Answer, names []string, caption string) *Figure {
	if len(a.Samples) == 0 {
		return nil
	}
	f := &Figure{kind: "phase portrait: a path for each sampled run", columns: []int{1, 1, 2, 3, 2}[len(names)],
		Caption: fmt.Sprintf("%s. The paths of the first %s, means over %d weeks; the shading says where these runs were, not where others would go", caption, text.Count(samples(a, 0), "run"), phaseMean),
		key: []keyEntry{
			{"start", dotSwatch(ink, draw.RingGlyph{})},
			{"spiral: end and mean path", both(styledSwatch(fateLine(true)), dotSwatch(fates[1].line, draw.PyramidGlyph{}))},
			{"no spiral", both(styledSwatch(fateLine(false)), dotSwatch(fates[0].line, draw.CircleGlyph{}))},
			{"only runs that spiral were here", fillSwatch(fates[1].light)},
			{"only others", fillSwatch(fates[0].light)},
			{"both", fillSwatch(bothFates)}}}
	var all [][]path
	for i := range names {
		all = append(all, pathsOf(a, i))
	}
	for i, name := range names {
		p := phasePanel(all[i], slices.Concat(all...))
		if len(names) > 1 {
			f.heading(p, name)
		}
		marks := p.X.Tick.Marker.Ticks(p.X.Min, p.X.Max)
		f.fit = append(f.fit, func(width vg.Length) { p.X.Tick.Marker = fewer(marks, width/4) }) // words are wider than high
		f.panels = append(f.panels, p)
	}
	f.Title = phaseTitle(all, names)
	return f
}

// both draws one swatch over another.
func both(under, over func(draw.Canvas)) func(draw.Canvas) {
	return func(c draw.Canvas) {
		under(c)
		over(c)
	}
}

// fates are the looks of runs without and with a spiral: line of the mean path, of a path,
// and shade of where they were; the three shades differ in lightness, too.
var (
	fates = [2]hue{
		{line: hues[0].line, dark: hues[0].dark, light: rgb(0xe6, 0xf1, 0xf8)},
		{line: hues[1].line, dark: rgb(0xc8, 0x60, 0x10), light: rgb(0xef, 0xb0, 0x80)}}
	bothFates = rgb(0xe0, 0xe0, 0xe0)
)

func fateOf(spiral bool) hue {
	if spiral {
		return fates[1]
	}
	return fates[0]
}

// phasePanel draws the paths of a point, on axes that hold those of all points.
func phasePanel(paths, every []path) *plot.Plot {
	p := newPanel("partners' follow-up (per cent)", "trust (0-1)")
	nearAxis(&p.X, every, func(at plotter.XY) float64 { return at.X }, func(v, step float64) string { return valueLabel(&sim.Metric{Share: true}, v, step) })
	nearAxis(&p.Y, every, func(at plotter.XY) float64 { return at.Y }, func(v, step float64) string { return valueLabel(&sim.Metric{}, v, step) })
	p.Add(visited(paths, &p.X, &p.Y)...)
	for _, run := range paths {
		p.Add(&plotter.Line{XYs: run.XYs, LineStyle: draw.LineStyle{Color: fateOf(run.spiral).dark, Width: 0.6}})
	}
	for _, spiral := range []bool{false, true} {
		if xys := meanPath(paths, spiral); len(xys) > 0 {
			p.Add(&plotter.Line{XYs: xys, LineStyle: fateLine(spiral)})
		}
	}
	for _, run := range paths { // over all lines
		if len(run.XYs) == 0 {
			continue
		}
		shape := draw.GlyphDrawer(draw.CircleGlyph{})
		if run.spiral {
			shape = draw.PyramidGlyph{}
		}
		last := len(run.XYs) - 1
		p.Add(&plotter.Scatter{XYs: run.XYs[:1], GlyphStyle: draw.GlyphStyle{Color: ink, Radius: 4, Shape: draw.RingGlyph{}}},
			&plotter.Scatter{XYs: run.XYs[last:], GlyphStyle: draw.GlyphStyle{Color: fateOf(run.spiral).line, Radius: 4, Shape: shape}})
	}
	return p
}

// fateLine is the look of the mean path of runs without or with a spiral.
func fateLine(spiral bool) draw.LineStyle {
	if spiral {
		return lineOf(1)
	}
	return lineOf(0)
}

// nearAxis shows what the paths reach of 0 to 1, and not much more.
func nearAxis(axis *plot.Axis, paths []path, read func(plotter.XY) float64, label func(v, step float64) string) {
	low, high := 1.0, 0.0
	for _, run := range paths {
		for _, at := range run.XYs {
			low, high = min(low, read(at)), max(high, read(at))
		}
	}
	if low > high {
		low, high = 0, 1
	}
	step := niceStep(math.Max(high-low, 0.04) / 5)
	first, last := math.Floor(low/step+1e-9), math.Ceil(high/step-1e-9)
	if last <= first {
		last = first + 1
	}
	axis.Min, axis.Max = first*step, last*step
	var marks []plot.Tick
	for i := first; i <= last; i++ {
		marks = append(marks, plot.Tick{Value: i * step, Label: label(i*step, step)})
	}
	axis.Tick.Marker = plot.ConstantTicks(marks)
}

// meanPath is the mean, week by week, of the paths with or without a spiral that are as long as any.
func meanPath(paths []path, spiral bool) plotter.XYs {
	var sum plotter.XYs
	n := 0.0
	for _, run := range paths {
		if run.spiral != spiral || len(run.XYs) < len(sum) {
			continue
		}
		if len(run.XYs) > len(sum) {
			sum, n = make(plotter.XYs, len(run.XYs)), 0
		}
		n++
		for i, at := range run.XYs {
			sum[i].X, sum[i].Y = sum[i].X+at.X, sum[i].Y+at.Y
		}
	}
	for i := range sum {
		sum[i].X, sum[i].Y = sum[i].X/n, sum[i].Y/n
	}
	return sum
}

// visited shades the cells of the plane in which a run was in some week, by what became of
// the runs that were there.
func visited(paths []path, across, up *plot.Axis) []plot.Plotter {
	var were [phaseGrid][phaseGrid][2]bool // without and with a spiral
	width, height := (across.Max-across.Min)/phaseGrid, (up.Max-up.Min)/phaseGrid
	of := func(x float64) int { return min(phaseGrid-1, max(0, int(x))) }
	for _, run := range paths {
		for _, at := range run.XYs {
			cell := &were[of((at.X-across.Min)/width)][of((at.Y-up.Min)/height)]
			cell[0], cell[1] = cell[0] || !run.spiral, cell[1] || run.spiral
		}
	}
	var shades []plot.Plotter
	for i := range were {
		for k, w := range were[i] {
			tint := fateOf(w[1]).light
			switch {
			case !w[0] && !w[1]:
				continue
			case w[0] && w[1]:
				tint = bothFates
			}
			x, y := across.Min+float64(i)*width, up.Min+float64(k)*height
			shades = append(shades, ribbon(plotter.XYs{{X: x, Y: y}, {X: x + width, Y: y}}, plotter.XYs{{X: x, Y: y + height}, {X: x + width, Y: y + height}}, tint))
		}
	}
	return shades
}

// phaseTitle says where the runs go.
func phaseTitle(all [][]path, names []string) string {
	for _, paths := range all {
		if len(paths) < experiment.FewRuns {
			return fmt.Sprintf("Too few runs to say (%d)", len(paths))
		}
	}
	if len(all) == 1 {
		return phaseFinding(all[0])
	}
	var words []string
	same := true
	for i, paths := range all {
		words = append(words, fmt.Sprintf("%d of %d with %s", spiralling(paths), len(paths), names[i]))
		same = same && slices.EqualFunc(paths, all[0], func(x, y path) bool { return slices.Equal(x.XYs, y.XYs) })
	}
	if same {
		return "No difference was found: the sampled runs take the same paths with " + and(names)
	}
	return "Of the sampled runs the spiral takes " + strings.Join(words, ", ")
}

// phaseFinding says how many runs spiral, and from where to where these and the others go on average.
func phaseFinding(paths []path) string {
	var spiral, other []path
	for _, run := range paths {
		switch {
		case len(run.XYs) == 0:
		case run.spiral:
			spiral = append(spiral, run)
		default:
			other = append(other, run)
		}
	}
	switch n := len(paths); {
	case len(spiral)+len(other) == 0:
		return "No value to show: follow-up or trust is undefined"
	case len(spiral) == 0:
		return fmt.Sprintf("None of %d sampled runs spirals: %s", n, wayOf(other))
	case len(other) == 0:
		return fmt.Sprintf("All %d sampled runs spiral: %s", n, wayOf(spiral))
	default:
		return fmt.Sprintf("%d of %d sampled runs spiral, with follow-up from %s, the others from %s", len(spiral), n, followUpOf(spiral), followUpOf(other))
	}
}

// wayOf says from where to where runs go on average.
func wayOf(paths []path) string {
	from, to := endsOf(paths)
	return fmt.Sprintf("follow-up goes from %s, trust from %s to %s", followUpOf(paths), text.Round(from.Y, -2), text.Round(to.Y, -2))
}

// followUpOf says the same of follow-up alone: 48 % to 28 %.
func followUpOf(paths []path) string {
	from, to := endsOf(paths)
	return wholePercent(from.X) + " to " + wholePercent(to.X)
}

// endsOf are the mean first and last places of paths.
func endsOf(paths []path) (from, to plotter.XY) {
	n := float64(len(paths))
	for _, run := range paths {
		first, last := run.XYs[0], run.XYs[len(run.XYs)-1]
		from.X, from.Y = from.X+first.X/n, from.Y+first.Y/n
		to.X, to.Y = to.X+last.X/n, to.Y+last.Y/n
	}
	return from, to
}

func wholePercent(x float64) string { return text.Round(100*x, 0) + " %" }

// spiralling is the number of paths that end in the spiral.
func spiralling(paths []path) int {
	n := 0
	for _, run := range paths {
		if run.spiral {
			n++
		}
	}
	return n
}
