package plot

import (
	"cmp"
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
)

const (
	leastRanked = 3 // points from which on their standings are drawn: two are told of in a sentence
	mostColumns = 4 // outcomes side by side
	mostNamed   = 3 // points that a title names one by one
)

// Sizes of a panel of standings, in points.
const (
	widestName   = 200
	narrowColumn = 130 // without names
	leastColumn  = 95  // in which the marks of the axis just fit
	columnFrame  = 110 // height of its heading and its axis
	leastName    = 9   // size of the letters of a name
)

// standing is the dot of one point in one outcome.
type standing struct {
	experiment.Estimate
	look int
}

// The looks of a dot, as the key tells them.
const (
	unbeaten = iota
	beaten
	unranked
)

var standingLooks = []struct {
	words string
	shape draw.GlyphDrawer
}{
	{"none is shown to be better", draw.CircleGlyph{}},
	{"another one is shown to be better", hollow{}},
	{"not ranked", draw.PyramidGlyph{}},
}

// column is an outcome of all points.
type column struct {
	head   string
	unit   string // empty where that of the metric says it
	metric sim.Metric
	of     map[int]standing // by point
}

// standings draws every point with its outcomes, each a dot with its interval, in rows from the
// best in the first outcome down, and how often each is the best; nil where too few stand in it.
func standings(c *experiment.Comparison, a *experiment.Answer, contests []experiment.Contest, o Options) *Figure {
	contests = slices.DeleteFunc(slices.Clone(contests), func(x experiment.Contest) bool { return x.Vendor != sim.All })
	if len(contests) == 0 {
		return nil
	}
	first := &contests[0]
	order := ordered(first)
	if len(order) < leastRanked {
		return nil
	}
	shown := order[:min(len(order), mostBars)]
	f := &Figure{Title: standingsTitle(c, a, first, order), Caption: compareCaption(c, a, o)}
	if len(shown) < len(order) {
		f.Caption = fmt.Sprintf("The best %d of %d: %s", len(shown), len(order), f.Caption)
	}
	grid := standingsGrid{f: f}
	for _, p := range shown {
		grid.names = append(grid.names, c.Names[p])
	}
	f.kind = "dots with their intervals, a row for each of these from the top down: " + strings.Join(grid.names, ", ")
	columns := columnsOf(a, contests)
	for _, col := range columns {
		grid.heads = append(grid.heads, col.head)
		f.panels = append(f.panels, col.panel(shown, runOf(a).Currency))
	}
	f.key = standingsKey(columns, shown)
	f.arrange = grid.arrange
	_, f.columns = grid.arrange(vg.Point{X: pageWidth, Y: pageHeight})
	return f
}

// ordered are the points that have a mean in a contest, from the best down, or from the greatest
// where neither more nor less is better.
func ordered(contest *experiment.Contest) []int {
	var all []*experiment.Standing
	for i := range contest.Standings {
		if s := &contest.Standings[i]; !math.IsNaN(s.Mean) {
			all = append(all, s)
		}
	}
	slices.SortStableFunc(all, func(x, y *experiment.Standing) int {
		if contest.Better == experiment.Lower {
			x, y = y, x
		}
		return cmp.Compare(y.Mean, x.Mean)
	})
	var points []int
	for _, s := range all {
		points = append(points, s.Point)
	}
	return points
}

// columnsOf are the first outcome, how often each point is the best in it, the other outcomes and,
// where there is room and it is none of them, the share of runs with a spiral.
func columnsOf(a *experiment.Answer, contests []experiment.Contest) []column {
	var columns []column
	spiral := experiment.Outcome{Metric: sim.Spiral, Window: "all"}
	told := false
	for i := range contests {
		columns = append(columns, levelColumn(&contests[i]))
		if i == 0 && contests[0].Better != experiment.Neither {
			columns = append(columns, bestColumn(&contests[0]))
		}
		told = told || contests[i].Outcome == spiral
	}
	if !told && a.Find(0, sim.All, spiral.Metric, spiral.Window) != nil {
		columns = append(columns, unrankedColumn(a, spiral, contests[0].Standings))
	}
	return columns[:min(len(columns), mostColumns)]
}

// columnOf is an outcome of no point yet.
func columnOf(outcome experiment.Outcome) column {
	col := column{head: text.Capital(outcome.Label()), metric: overWindow(outcome.Metric), of: map[int]standing{}}
	if outcome.Metric == sim.Spiral {
		col.unit = ofRuns
	}
	return col
}

// levelColumn is what each point comes to in a contest.
func levelColumn(contest *experiment.Contest) column {
	col := columnOf(contest.Outcome)
	for i := range contest.Standings {
		s := &contest.Standings[i]
		col.of[s.Point] = standing{estimateOf(&s.Summary), lookOf(s)}
	}
	return col
}

// bestColumn is in which share of runs each point is the best of all.
func bestColumn(contest *experiment.Contest) column {
	col := column{head: "Best of all in it", unit: ofRuns, metric: sim.Metric{Share: true, Unit: "0-1"}, of: map[int]standing{}}
	for i := range contest.Standings {
		s := &contest.Standings[i]
		col.of[s.Point] = standing{s.Best, lookOf(s)}
	}
	return col
}

// unrankedColumn is an outcome that was not asked for.
func unrankedColumn(a *experiment.Answer, outcome experiment.Outcome, of []experiment.Standing) column {
	col := columnOf(outcome)
	for i := range of {
		if s := a.Find(of[i].Point, sim.All, outcome.Metric, outcome.Window); s != nil {
			col.of[of[i].Point] = standing{estimateOf(s), unranked}
		}
	}
	return col
}

func lookOf(s *experiment.Standing) int {
	switch s.Rank {
	case 0:
		return unranked
	case 1:
		return unbeaten
	}
	return beaten
}

func estimateOf(s *experiment.Summary) experiment.Estimate {
	return experiment.Estimate{Mean: s.Mean, SD: s.SD, CILow: s.CILow, CIHigh: s.CIHigh, N: s.N}
}

// panel draws the dots of some points, the first on top.
func (col *column) panel(points []int, currency string) *plot.Plot {
	p := newPanel("", "")
	low, high := math.Inf(1), math.Inf(-1)
	for i, point := range points {
		s, ok := col.of[point]
		if !ok || math.IsNaN(s.Mean) {
			continue
		}
		p.Add(lying(float64(len(points)-1-i), s.Estimate, blue, standingLooks[s.look].shape)...)
		low, high = min(low, s.Mean, orElse(s.CILow, s.Mean)), max(high, s.Mean, orElse(s.CIHigh, s.Mean))
	}
	if low > high {
		low, high = 0, 1
		p.Add(note("undefined"))
	}
	unit := dotAxis(&p.X, &col.metric, currency, low, high)
	p.X.Label.Text = cmp.Or(col.unit, unit)
	p.Y.Tick.LineStyle.Width, p.Y.LineStyle.Width = 0, 0
	p.Y.Min, p.Y.Max = -0.5, float64(len(points))-0.5
	return p
}

// lying is a dot at a mean with a bar from end to end of its interval, along a row.
func lying(y float64, e experiment.Estimate, h hue, shape draw.GlyphDrawer) []plot.Plotter {
	bar := &plotter.Line{XYs: plotter.XYs{{X: orElse(e.CILow, e.Mean), Y: y}, {X: orElse(e.CIHigh, e.Mean), Y: y}}, LineStyle: draw.LineStyle{Color: h.light, Width: 9}}
	dot := &plotter.Scatter{XYs: plotter.XYs{{X: e.Mean, Y: y}}, GlyphStyle: draw.GlyphStyle{Color: h.line, Radius: 4.5, Shape: shape}}
	return []plot.Plotter{bar, dot}
}

// standingsKey explains the looks that are there.
func standingsKey(columns []column, points []int) []keyEntry {
	used := map[int]bool{}
	for _, col := range columns {
		for _, p := range points {
			if s, ok := col.of[p]; ok {
				used[s.look] = true
			}
		}
	}
	var key []keyEntry
	for look, l := range standingLooks {
		if used[look] {
			key = append(key, keyEntry{l.words, dotSwatch(blue.line, l.shape)})
		}
	}
	return append(key, keyEntry{"95 % interval", fillSwatch(blue.light)})
}

// ofRuns is the unit of how often something happens.
const ofRuns = "per cent of runs"

// standingsGrid are the panels of standings, a column for each head, a row for each name.
type standingsGrid struct {
	f            *Figure
	heads, names []string
}

// arrange puts the panels side by side, or in several rows where the page is narrow and high, with
// the names before each row in letters that leave them apart.
func (g *standingsGrid) arrange(size vg.Point) ([]*plot.Plot, int) {
	beside := g.beside(size.X)
	columns := g.columns(size, beside)
	rows := rowsOf(len(g.f.panels), columns)
	room := (size.Y/vg.Length(rows) - columnFrame) / vg.Length(len(g.names))
	for i, p := range g.f.panels {
		p.Title.Text = strings.Join(wrap(g.heads[i], style(labelSize, ink), (size.X-beside)/vg.Length(columns)-25), "\n")
		p.Y.Tick.Label.Font.Size = max(leastName, min(tickSize, 0.85*room))
		g.name(p, i%columns == 0, vg.Point{X: beside, Y: room})
	}
	return g.f.panels, columns
}

// beside is the width that the names take.
func (g *standingsGrid) beside(width vg.Length) vg.Length {
	widest := vg.Length(0)
	for _, name := range g.names {
		widest = max(widest, style(tickSize, ink).Width(name))
	}
	return min(widest, widestName, width/3)
}

// columns are as many as there is width for, in rows of one length, and more where there is no
// height for so many rows.
func (g *standingsGrid) columns(size vg.Point, beside vg.Length) int {
	all := len(g.f.panels)
	columns := min(all, max(1, int((size.X-beside)/narrowColumn)))
	columns = rowsOf(all, rowsOf(all, columns))
	row := columnFrame + vg.Length(len(g.names))*lineHeight(style(leastName, ink))
	for columns < all && size.Y < vg.Length(rowsOf(all, columns))*row && size.X-beside > vg.Length(columns+1)*leastColumn {
		columns++
	}
	return columns
}

// name writes the names on a vertical axis, each in a box of some size, or leaves its marks without
// words.
func (g *standingsGrid) name(p *plot.Plot, with bool, box vg.Point) {
	var marks []plot.Tick
	for i, name := range g.names {
		label := " " // with none it would lose its line in the grid
		if with {
			label = within(name, style(p.Y.Tick.Label.Font.Size, ink), box)
		}
		marks = append(marks, plot.Tick{Value: float64(len(g.names) - 1 - i), Label: label})
	}
	p.Y.Tick.Marker = plot.ConstantTicks(marks)
}

// within breaks a name into the lines that a box has room for, and cuts it off after them.
func within(name string, sty draw.TextStyle, box vg.Point) string {
	lines := wrap(name, sty, box.X)
	if most := max(1, int(box.Y/lineHeight(sty))); len(lines) > most {
		lines = wrap(name, sty, box.X-sty.Width("…"))[:most]
		lines[most-1] += "…"
	}
	return strings.Join(lines, "\n")
}

// standingsTitle says who is the best in a contest, or who may be, and how often.
func standingsTitle(c *experiment.Comparison, a *experiment.Answer, contest *experiment.Contest, order []int) string {
	switch n := compared(c, a); {
	case n < experiment.FewRuns:
		return fmt.Sprintf("Too few runs to say (%d)", n)
	case contest.Best() == nil:
		top, end := contest.Standing(order[0]), contest.Standing(order[len(order)-1])
		m := overWindow(contest.Outcome.Metric)
		return fmt.Sprintf("%s goes from %s with %s to %s with %s; neither more nor less of it is better by itself", text.Capital(contest.Outcome.Phrase()),
			level(&m, runOf(a).Currency, top.Mean), c.Names[top.Point], level(&m, runOf(a).Currency, end.Mean), c.Names[end.Point])
	case alike(contest):
		return c.Finding(contest)
	}
	var first []string
	for _, p := range order {
		if contest.Standing(p).Rank == 1 {
			first = append(first, c.Names[p])
		}
	}
	most := mostOften(contest, order)
	often, share := c.Names[most.Point], text.Percent(most.Best.Mean, math.NaN(), math.NaN())
	found := fmt.Sprintf("Best of %d in %s ", len(order), contest.Outcome.Phrase())
	switch {
	case len(first) == 1 && often == first[0]:
		return fmt.Sprintf("%sis %s; it comes out best in %s of runs", found, first[0], share)
	case len(first) == 1:
		return fmt.Sprintf("%sis %s; most often, in %s of runs, %s comes out best", found, first[0], share, often)
	case len(first) <= mostNamed:
		found += "may be " + or(first)
	default:
		found += fmt.Sprintf("may be any of %d", len(first))
	}
	return fmt.Sprintf("%s, which cannot be told apart; most often it is %s, in %s of runs", found, often, share)
}

// alike reports whether no run of any pair differs.
func alike(contest *experiment.Contest) bool {
	return !slices.ContainsFunc(contest.Pairs, func(p experiment.PairRow) bool { return p.Difference.Mean != 0 || p.Difference.SD > 0 })
}

// mostOften is the point that is the best in the most runs.
func mostOften(contest *experiment.Contest, order []int) *experiment.Standing {
	most := contest.Standing(order[0])
	for _, p := range order[1:] {
		if s := contest.Standing(p); s.Best.Mean > most.Best.Mean {
			most = s
		}
	}
	return most
}
