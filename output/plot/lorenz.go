package plot

import (
	"fmt"
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

// lorenzSteps is the number of steps from the first to the last partner.
const lorenzSteps = 50

// spread is how unevenly something lies over the partners of a point's sampled runs: by run.
type spread struct {
	curves [][]float64 // Lorenz curve at 0, 1/lorenzSteps, ... 1
	ginis  []float64
}

// spreadOf reads off the careers of a point's sampled runs; runs in which there was nothing
// to spread are left out. A partner counts with all it did for all vendors.
func spreadOf(a *experiment.Answer, point int, read func(*sim.Career) float64) spread {
	var s spread
	for i := range a.Samples {
		if a.Samples[i].Point != point {
			continue
		}
		type who struct{ place, generation int }
		totals := map[who]float64{}
		for k := range a.Samples[i].Careers {
			c := &a.Samples[i].Careers[k]
			totals[who{c.Partner, c.Generation}] += read(c)
		}
		xs := make([]float64, 0, len(totals))
		for _, x := range totals {
			xs = append(xs, x)
		}
		slices.Sort(xs)
		if stats.Sum(xs) > 0 {
			s.curves, s.ginis = append(s.curves, lorenzCurve(xs)), append(s.ginis, stats.Gini(xs, nil))
		}
	}
	return s
}

// lorenzCurve is the share that the poorest partners have together, by their share of all.
func lorenzCurve(sorted []float64) []float64 {
	sums := make([]float64, len(sorted)+1)
	for i, x := range sorted {
		sums[i+1] = sums[i] + x
	}
	curve := make([]float64, lorenzSteps+1)
	for k := range curve {
		at := float64(k) / lorenzSteps * float64(len(sorted))
		i := min(int(at), len(sorted)-1)
		curve[k] = (sums[i] + (at-float64(i))*sorted[i]) / sums[len(sorted)]
	}
	return curve
}

// at is the distribution over runs of the share that the poorest have, at a step.
func (s spread) at(step int) []float64 {
	var xs []float64
	for _, curve := range s.curves {
		xs = append(xs, curve[step])
	}
	slices.Sort(xs)
	return xs
}

// topFifth is the mean share of the fifth of the partners that has most.
func (s spread) topFifth() float64 { return 1 - mean(s.at(lorenzSteps*4/5)) }

func mean(xs []float64) float64 { return stats.Sum(xs) / float64(len(xs)) }

// spreadOver are the things whose spread over partners is drawn.
var spreadOver = []struct {
	title string
	top   string // the fifth of the partners with most
	of    string // what it has a share of
	read  func(*sim.Career) float64
}{
	{"leads received", "the fifth of the partners that gets most leads", "of them", func(c *sim.Career) float64 { return float64(c.Received) }},
	{"revenue", "the fifth that sells most", "of the revenue", func(c *sim.Career) float64 { return c.Revenue }},
}

// lorenz draws how leads and revenue are spread over partners, from the sampled runs of each
// point; nil where there is no sample.
func lorenz(a *experiment.Answer, names []string, caption string) *Figure {
	if len(a.Samples) == 0 {
		return nil
	}
	f := &Figure{kind: "Lorenz curves over partners", across: "partners, from the one with least (per cent)", columns: len(spreadOver),
		Caption: fmt.Sprintf("%s. From the first %s%s; all partners that ever carried a line, with what they did for all vendors", caption, text.Count(samples(a, 0), "run"), ofEach(names))}
	even := draw.LineStyle{Color: faint, Width: 1, Dashes: []vg.Length{2, 3}}
	for i, name := range names {
		f.key = append(f.key, keyEntry{name, styledSwatch(lineOf(i))})
	}
	if len(names) == 1 {
		f.key[0].text = "mean of " + text.Count(samples(a, 0), "run")
	}
	f.key = append(f.key, keyEntry{"nine of ten runs", tintSwatch(len(names))}, keyEntry{"if all had the same", styledSwatch(even)})
	var words []string
	told := false
	for _, over := range spreadOver {
		var all []spread
		for i := range names {
			all = append(all, spreadOf(a, i, over.read))
		}
		panel := lorenzPanel(all, even)
		panel.Y.Label.Text = "their share (per cent)"
		f.fit = append(f.fit, func(width vg.Length) { panel.X.Tick.Marker = shareTicks(width) })
		f.heading(panel, text.Capital(over.title)+": Gini "+giniWords(all, names))
		f.panels = append(f.panels, panel)
		words = append(words, topWords(all, names, over.top, over.of))
		told = told || spreadsApart(all)
	}
	f.Title = lorenzTitle(a, names, words, told)
	return f
}

// samples is the number of sampled runs of a point.
func samples(a *experiment.Answer, point int) int {
	n := 0
	for i := range a.Samples {
		if a.Samples[i].Point == point {
			n++
		}
	}
	return n
}

// lorenzPanel draws the mean curve of each spread, with the band of nine of ten runs.
func lorenzPanel(all []spread, even draw.LineStyle) *plot.Plot {
	p := newPanel("", "")
	p.X.Min, p.X.Max = 0, 1
	valueAxis(&p.Y, &sim.Metric{Key: sim.FollowUp, Share: true}, "", 0, 1)
	lines := []plot.Plotter{&plotter.Line{XYs: plotter.XYs{{X: 0, Y: 0}, {X: 1, Y: 1}}, LineStyle: even}}
	for i, s := range all {
		if len(s.curves) == 0 {
			continue
		}
		var middle, low, high plotter.XYs
		for k := range lorenzSteps + 1 {
			xs, x := s.at(k), float64(k)/lorenzSteps
			middle = append(middle, plotter.XY{X: x, Y: mean(xs)})
			low, high = append(low, plotter.XY{X: x, Y: stats.Quantile(xs, 0.05)}), append(high, plotter.XY{X: x, Y: stats.Quantile(xs, 0.95)})
		}
		p.Add(ribbon(low, high, hues[i%len(hues)].light))
		lines = append(lines, &plotter.Line{XYs: middle, LineStyle: lineOf(i)})
	}
	p.Add(lines...)
	return p
}

// shareTicks marks every fifth of the whole, or where there is little room its ends and middle.
func shareTicks(width vg.Length) plot.Ticker {
	var marks []plot.Tick
	if width > 400 {
		for i := range 6 {
			marks = append(marks, plot.Tick{Value: float64(i) / 5, Label: wholePercent(float64(i) / 5)})
		}
		return plot.ConstantTicks(marks)
	}
	for i := range 3 {
		marks = append(marks, plot.Tick{Value: float64(i) / 2, Label: wholePercent(float64(i) / 2)})
	}
	return plot.ConstantTicks(marks)
}

// giniWords are the mean Gini coefficients; of a single point with the range of nine of ten runs.
func giniWords(all []spread, names []string) string {
	var words []string
	for i, s := range all {
		said := "undefined"
		if len(s.ginis) > 0 {
			said = text.Round(mean(s.ginis), -2)
		}
		if len(all) > 1 {
			said += " with " + names[i]
		} else if len(s.ginis) > 1 {
			sorted := slices.Sorted(slices.Values(s.ginis))
			said += fmt.Sprintf(" (%s-%s)", text.Round(stats.Quantile(sorted, 0.05), -2), text.Round(stats.Quantile(sorted, 0.95), -2))
		}
		words = append(words, said)
	}
	return strings.Join(words, ", ")
}

// ofEach are words where there are several.
func ofEach(names []string) string {
	if len(names) > 1 {
		return " of each"
	}
	return ""
}

// topWords say what the fifth with most has.
func topWords(all []spread, names []string, top, of string) string {
	var words []string
	for i, s := range all {
		if len(s.curves) == 0 {
			continue
		}
		said := wholePercent(s.topFifth())
		switch {
		case len(all) == 1:
			return top + " has " + said + " " + of
		case len(words) == 0:
			said += " " + of
		}
		words = append(words, said+" with "+names[i])
	}
	if len(words) == 0 {
		return ""
	}
	return top + " has " + strings.Join(words, ", ")
}

// spreadsApart reports whether the Gini of any two differs, run by run on the same random numbers.
func spreadsApart(all []spread) bool {
	var student stats.Student
	for i := range all {
		for j := range i {
			n := min(len(all[i].ginis), len(all[j].ginis))
			if d := student.Paired(all[i].ginis[:n], all[j].ginis[:n]); d.Low > 0 || d.High < 0 {
				return true
			}
		}
	}
	return false
}

// lorenzTitle says what the fifth of the partners with most has of each.
func lorenzTitle(a *experiment.Answer, names, words []string, told bool) string {
	words = distinct(words)
	for i := range names {
		if n := samples(a, i); n < experiment.FewRuns {
			return fmt.Sprintf("Too few runs to say (%d)", n)
		}
	}
	switch {
	case len(words) == 0:
		return "Nothing to spread over partners: no leads and no revenue"
	case len(names) > 1 && !told:
		return "No difference was found in how leads and revenue are spread over partners"
	}
	return text.Capital(strings.Join(words, "; "))
}
