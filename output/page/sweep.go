package page

import (
	"fmt"
	"strings"

	"channelsim/output/text"
	"channelsim/scenarios"
	"channelsim/sim"
	"channelsim/sim/experiment"
)

// parameter is the line of the parameter table that a key of an answer names.
func parameter(key string) scenarios.Param {
	p, err := scenarios.Find(key)
	if err != nil { // a key of another program's
		return scenarios.Param{Doc: key}
	}
	return *p
}

// described is a factor in words: the first clause of what the table says of it.
func described(f *experiment.Factor) string { return clause(f.Param.Doc) + " (" + f.Short() + ")" }

func clause(doc string) string {
	if i := strings.IndexAny(doc, ":;"); i > 0 {
		return doc[:i]
	}
	return doc
}

// sweep tells how outcomes respond to parameters.
type sweep struct {
	run
	*experiment.Sweep
}

func (s sweep) points() []point { return varying(s.run, s.Factors) }

// varying is the scenario of an answer whose points vary some factors.
func varying(r run, factors []experiment.Factor) []point {
	all := r.points()
	all[0].varied = varied(factors)
	return all
}

// varied are the keys of factors, as the parameter table has them.
func varied(factors []experiment.Factor) map[string]bool {
	keys := map[string]bool{}
	for i := range factors {
		keys[factors[i].Param.Key()] = true
	}
	return keys
}

func (s sweep) question() string {
	var keys []string
	for i := range s.Factors {
		keys = append(keys, described(&s.Factors[i]))
	}
	name := s.Answer.Design.Points[0].Scenario.Name
	if len(keys) == 1 {
		return fmt.Sprintf("How do the outcomes of %s respond to %s over %s?", name, keys[0], s.span())
	}
	return fmt.Sprintf("How do the outcomes of %s over %s respond when %d things are varied: %s?", name, s.span(), len(keys), strings.Join(keys, "; "))
}

func (s sweep) answer() []block {
	blocks := []block{strong(s.report.Closing.Says)}
	if s.Answer.Design.Runs < experiment.FewRuns {
		return append(blocks, doubt(fmt.Sprintf("How sure: not at all yet. %s too few at each point; take --runs 100.", are(s.Answer.Design.Runs, "run"))))
	}
	for _, o := range s.Answer.Design.Outcomes[1:] {
		if o.Metric != sim.Spiral { // which has a chapter of its own
			blocks = append(blocks, paras(s.ends(o))...)
		}
	}
	return append(blocks, para(fmt.Sprintf("How sure: each of %d points was played through %s, all with the same luck, so that what differs between points comes from the parameters. That is about luck alone; whether the other assumptions fit your channel is the greater doubt.", len(s.Answer.Design.Points), times(s.Answer.Design.Runs))))
}

// ends says between which values an outcome lies.
func (s sweep) ends(o experiment.Outcome) string {
	rows := experiment.Of(s.report.Subject.Rows, o, sim.All)
	if len(rows) == 0 {
		return ""
	}
	return s.Ends(rows) + "."
}

// mostRows is the number of points that a table shows.
const mostRows = 30

func (s sweep) outcomes() []block {
	blocks := paras(s.currencyNote())
	t := &table{Caption: fmt.Sprintf("Averages over %s at each point; below each the range that chance leaves open (95 %% interval)", text.Count(s.Answer.Design.Runs, "run")), Head: []string{"Point"}}
	var measures []measure
	for _, o := range s.Answer.Design.Outcomes {
		m := measureOf(o.Metric, largest(experiment.Of(s.report.Subject.Rows, o, sim.All)), s.currency())
		measures = append(measures, m)
		t.Head = append(t.Head, text.Capital(o.Label())+suffix(m.small()))
	}
	shown := s.Answer.Design.Points[:min(mostRows, len(s.Answer.Design.Points))]
	for n, p := range shown {
		line := row{Head: settings(p.Vary)}
		if s.grouped() {
			line.Head = settings(p.Vary[1:])
			if n == 0 || p.Vary[0] != shown[n-1].Vary[0] {
				t.Rows = append(t.Rows, row{Head: settings(p.Vary[:1])})
			}
		}
		for i, o := range s.Answer.Design.Outcomes {
			line.Cells = append(line.Cells, measures[i].summary(s.Find(p.Index, sim.All, o.Metric, o.Window)))
		}
		t.Rows = append(t.Rows, line)
	}
	blocks = append(blocks, block{Table: t})
	if n := len(s.Answer.Design.Points); n > len(shown) {
		blocks = append(blocks, para(fmt.Sprintf("Shown are the first %d of %d points; summary.csv in the folder has them all.", len(shown), n)))
	}
	return blocks
}

// grouped reports whether points share values of the first parameter, one after the other.
func (s sweep) grouped() bool { return s.Plan == experiment.GridPlan && len(s.Factors) > 1 }

func suffix(unit string) string {
	if unit == "" {
		return ""
	}
	return ", " + unit
}

func largest(rows []experiment.SweepRow) float64 {
	most := 0.0
	for i := range rows {
		if x := rows[i].Summary.Mean; !undefined(x) {
			most = max(most, x, -x)
		}
	}
	return most
}

// settings are varied keys in words: lead_quality 0.2, policy merit.
func settings(vary []scenarios.Setting) string {
	var all []string
	for _, v := range vary {
		_, name, _ := cutLast(v.Key)
		all = append(all, name+" "+value(v.Value, ""))
	}
	return strings.Join(all, ", ")
}

// cutLast cuts a key at its last dot.
func cutLast(key string) (before, after string, found bool) {
	i := strings.LastIndexByte(key, '.')
	return key[:max(i, 0)], key[i+1:], i >= 0
}

func (s sweep) risks() []block {
	blocks := []block{para(s.meaning())}
	var worst, mild *experiment.Survival
	for i := range s.Survival {
		v := &s.Survival[i]
		if worst == nil || v.Spirals > worst.Spirals {
			worst = v
		}
		if mild == nil || v.Spirals < mild.Spirals {
			mild = v
		}
	}
	if worst == nil {
		return blocks
	}
	if worst.Spirals == mild.Spirals {
		return append(blocks, para(fmt.Sprintf("It comes in as many runs at all points: %d of %s.", worst.Spirals, text.Count(worst.Runs, "run"))))
	}
	return append(blocks, para(fmt.Sprintf("It comes most often at %s, and least often at %s.", s.spiralling(worst), s.spiralling(mild))), para(notJudged))
}

// mostNamed is the number of points that a sentence names.
const mostNamed = 4

// spiralling names all points in which as large a share of runs spiral as in one, with that share.
func (s sweep) spiralling(like *experiment.Survival) string {
	var names []string
	for i := range s.Survival {
		if v := &s.Survival[i]; v.Spirals*like.Runs == like.Spirals*v.Runs {
			names = append(names, "("+settings(s.Answer.Design.Points[v.Point].Vary)+")")
		}
	}
	where, each := list(names), ""
	switch n := len(names); {
	case n == 1:
		where = settings(s.Answer.Design.Points[like.Point].Vary)
	case n > mostNamed:
		where, each = fmt.Sprintf("%d of the points, %s among them", n, names[0]), " each"
	default:
		each = " each"
	}
	last := len(like.Healthy) - 1
	return fmt.Sprintf("%s: in %d of %s%s (95 %% interval %s)", where, like.Spirals, text.Count(like.Runs, "run"), each, between(1-like.High[last], 1-like.Low[last]))
}

func (s sweep) hinges() []block {
	blocks := []block{para("This folder tells what the outcomes do with the parameters that were varied; nothing is known from it of the others. This command ranks all that nobody knows exactly:"),
		code("channelsim sensitivity " + s.report.Source.Scenario)}
	if s.Line() {
		f := &s.Factors[0]
		blocks = append(blocks, para("And this one finds the value at which it tips, and whether the way back is another one:"),
			code(fmt.Sprintf("channelsim tipping %s --vary %s=%v:%v", s.report.Source.Scenario, f.Short(), f.Low, f.High)))
	}
	return blocks
}

func (s sweep) method() []string {
	return []string{fmt.Sprintf("One scenario was simulated at %d points, %s at each, over %s; all points meet the same luck.", len(s.Answer.Design.Points), times(s.Answer.Design.Runs), s.span())}
}

func (s sweep) place(string) string { return outcomesChapter }
