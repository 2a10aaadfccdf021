package text

import (
	"fmt"
	"io"
	"math"
	"strings"

	"channelsim/sim"
	"channelsim/sim/experiment"
)

// ComparisonReport writes what `compare` says on a terminal: for each outcome who stands
// where and how all pairs differ, then the notes and the closing sentence.
func ComparisonReport(w io.Writer, c *experiment.Comparison, a *experiment.Answer, contests []experiment.Contest, notes []string, o Options) error {
	o = o.fitted()
	out := &writer{w: w}
	line := Wrap(fmt.Sprintf("%s (%s each, %s, seed %d)", strings.Join(c.Names, ", "), Count(a.Design.Runs, "run"), Count(a.Layout.Weeks, "week"), a.Design.Seed), o.Width)
	out.print(bold(line, o.Plain), "\n")
	for i := range contests {
		t := newContestTable(c, a, &contests[i], o)
		out.print("\n", Wrap(t.title(), o.Width), "\n", t.standings(), "\n")
		if len(t.contest.Pairs) > 0 {
			out.print("\n", t.pairs(), "\n")
		}
	}
	if line := spiralsOf(c, a); line != "" {
		out.print("\n", Wrap(line, o.Width), "\n")
	}
	out.print(moneyTable(c, a, &contests[0], o))
	for _, says := range c.SayMoney(a) {
		out.print("\n", Wrap(says, o.Width), "\n")
	}
	return out.end(notes, o)
}

// spiralsOf says in how many runs of each point the death spiral came; empty where a point has no run.
func spiralsOf(c *experiment.Comparison, a *experiment.Answer) string {
	var parts []string
	for i, name := range c.Names {
		s := a.SurvivalOf(i)
		if s == nil || s.Runs == 0 {
			return ""
		}
		share := experiment.ShareOf(s.Spirals, s.Runs)
		parts = append(parts, fmt.Sprintf("%s %s", name, Percent(share.Mean, share.CILow, share.CIHigh)))
	}
	return "Runs with a death spiral: " + strings.Join(parts, "; ") + "."
}

// mostHinges is the number of hinges that are shown.
const mostHinges = 12

// HingeTable writes what the difference of the first outcome hinges on; nothing if that is nothing.
func HingeTable(w io.Writer, c *experiment.Comparison, a *experiment.Answer, contest *experiment.Contest, all []experiment.Hinge, says string, o Options) error {
	o = o.fitted()
	t := newContestTable(c, a, contest, o)
	rows := blank(o, "if this", "were", "the difference would be", "changed by", "so that")
	shown := 0
	for i := range all {
		if h := &all[i]; h.Found == experiment.Effect && shown < mostHinges {
			shown++
			rows.Add(h.Key, grouped(h.Value), pairedText(t.metric, &h.Difference, t.scale), pairedText(t.metric, &h.Change, t.scale), verdicts[h.Verdict])
		}
	}
	out := &writer{w: w}
	if shown > 0 {
		out.print("\n", Wrap("What it hinges on: "+t.title(), o.Width), "\n", rows.String(), "\n")
	}
	out.print("\n", Wrap(says, o.Width), "\n")
	return out.err
}

// verdicts say what becomes of the better one.
var verdicts = map[string]string{experiment.Turns: "the other is better", experiment.Gone: "none is shown to be", experiment.Holds: "the same is better"}

// contestTable draws the tables of one outcome.
type contestTable struct {
	comparison *experiment.Comparison
	contest    *experiment.Contest
	metric     *sim.Metric
	unit       string
	scale      float64
	level      int // place of the last digit of the finest mean
	change     int // and of the finest difference
	options    Options
}

func newContestTable(c *experiment.Comparison, a *experiment.Answer, contest *experiment.Contest, o Options) *contestTable {
	largest := 0.0
	for i := range contest.Standings {
		if s := &contest.Standings[i]; !undefined(s.Mean) {
			largest = math.Max(largest, math.Abs(s.Mean))
		}
	}
	t := &contestTable{comparison: c, contest: contest, metric: &sim.Metrics[sim.MetricIndex(contest.Outcome.Metric)], options: o}
	t.unit, t.scale = Unit(t.metric, largest, a.Design.Points[0].Scenario.Run.Currency)
	t.level, t.change = maxPlace, maxPlace
	for i := range contest.Standings {
		t.level = min(t.level, cellPlace(t.metric, &contest.Standings[i].Summary, t.scale))
	}
	for i := range contest.Pairs {
		if d := &contest.Pairs[i].Difference; d.SD > 0 {
			t.change = min(t.change, pairedPlace(t.metric, d, t.scale))
		}
	}
	return t
}

// title names the outcome, its unit and which values of it are better.
func (t *contestTable) title() string {
	title := t.contest.Label()
	if t.unit != "" {
		title += " (" + t.unit + ")"
	}
	if t.contest.Better == experiment.Neither {
		return title
	}
	return title + ", " + string(t.contest.Better) + " is better"
}

// standings has a row for each point.
func (t *contestTable) standings() string {
	if t.contest.Better == experiment.Neither {
		w := blank(t.options, "", "mean")
		for i := range t.contest.Standings {
			s := &t.contest.Standings[i]
			w.Add(t.comparison.Names[s.Point], cellBeside(t.metric, &s.Summary, t.scale, t.change))
		}
		return w.String()
	}
	w := blank(t.options, "", "rank", "mean", "worst 5 %", "regret", "best in")
	for i := range t.contest.Standings {
		s := &t.contest.Standings[i]
		rank := "-"
		if s.Rank > 0 {
			rank = fmt.Sprint(s.Rank)
		}
		w.Add(t.comparison.Names[s.Point], rank, cellBeside(t.metric, &s.Summary, t.scale, t.change), meanText(t.metric, s.Downside, t.scale),
			t.regret(s), Percent(s.Best.Mean, s.Best.CILow, s.Best.CIHigh))
	}
	return w.String()
}

// regret prints the mean regret; that of shares is in points.
func (t *contestTable) regret(s *experiment.Standing) string {
	switch x := s.Regret.Mean; {
	case undefined(x):
		return "-"
	case x == 0:
		return "0"
	case t.metric.Share:
		return Round(100*x, significant(100*x, 2)) + " pts"
	default:
		return Round(x/t.scale, significant(x/t.scale, 2))
	}
}

// pairs has a row for each pair: what the first has more than the second, whether that is more than chance, and
// how many times as many runs it would have taken without the luck that they share.
func (t *contestTable) pairs() string {
	w := blank(t.options, "", "minus", "difference", "more than chance?", "runs spared")
	for i := range t.contest.Pairs {
		p := &t.contest.Pairs[i]
		saved := "-"
		if x := p.Difference.VarianceReduction; !undefined(x) {
			saved = Round(x, significant(x, 2)) + " x"
		}
		w.Add(t.comparison.Names[p.A], t.comparison.Names[p.B], pairedBeside(t.metric, &p.Difference, t.scale, t.level), p.Told.Answer(), saved)
	}
	return w.String()
}
