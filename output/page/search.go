package page

import (
	"cmp"
	"fmt"
	"math"
	"slices"
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
	return fmt.Sprintf("How do the outcomes of %s respond to %s over %s?", s.Answer.Design.Points[0].Scenario.Name, list(keys), s.span())
}

func (s sweep) answer() []block {
	blocks := []block{strong(s.report.Closing.Says)}
	if s.Answer.Design.Runs < experiment.FewRuns {
		return append(blocks, doubt(fmt.Sprintf("How sure: not at all yet. %s too few at each point; take --runs 100.", are(s.Answer.Design.Runs, "run"))))
	}
	return append(blocks, para(fmt.Sprintf("How sure: each of %d points was played through %s, all with the same luck, so that what differs between points comes from the parameters. That is about luck alone; whether the other assumptions fit your channel is the greater doubt.", len(s.Answer.Design.Points), times(s.Answer.Design.Runs))))
}

// mostRows is the number of points that a table shows.
const mostRows = 30

func (s sweep) outcomes() []block {
	blocks := paras(s.currencyNote())
	t := &table{Caption: fmt.Sprintf("Averages over %s at each point; below each the range that chance leaves open (95 %% interval)", runs(s.Answer.Design.Runs)), Head: []string{"Point"}}
	var measures []measure
	for _, o := range s.Answer.Design.Outcomes {
		m := measureOf(o.Metric, largest(experiment.Of(s.report.Subject.Rows, o, sim.All)), s.currency())
		measures = append(measures, m)
		t.Head = append(t.Head, capital(o.Label())+suffix(m.small()))
	}
	shown := s.Answer.Design.Points[:min(mostRows, len(s.Answer.Design.Points))]
	for _, p := range shown {
		line := row{Head: settings(p.Vary)}
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
		all = append(all, fmt.Sprintf("%s %v", name, v.Value))
	}
	return strings.Join(all, ", ")
}

// cutLast cuts a key at its last dot.
func cutLast(key string) (before, after string, found bool) {
	i := strings.LastIndexByte(key, '.')
	return key[:max(i, 0)], key[i+1:], i >= 0
}

func (s sweep) risks() []block {
	blocks := []block{para(spiralMeans)}
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
		return append(blocks, para(fmt.Sprintf("It comes in as many runs at all points: %d of %s.", worst.Spirals, runs(worst.Runs))))
	}
	return append(blocks, para(fmt.Sprintf("It comes most often at %s, in %d of %s, and least often at %s, in %d of %s.",
		settings(s.Answer.Design.Points[worst.Point].Vary), worst.Spirals, runs(worst.Runs), settings(s.Answer.Design.Points[mild.Point].Vary), mild.Spirals, runs(mild.Runs))),
		para(notJudged))
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

// sensitivity tells which assumptions matter.
type sensitivity struct {
	run
	*experiment.Sensitivity
}

func (s sensitivity) points() []point { return varying(s.run, s.Factors) }

func (s sensitivity) question() string {
	return fmt.Sprintf("Which of the assumptions that nobody knows exactly matter most to %s over %s?", s.Answer.Design.Points[0].Scenario.Name, s.span())
}

func (s sensitivity) answer() []block {
	return []block{strong(s.report.Closing.Says),
		para(fmt.Sprintf("How sure: %s of assumptions were tried, %s each. An assumption counts as told from chance only if it stands out with all of them looked at together.", experiment.CountOf(len(s.Answer.Design.Points), "combination"), times(s.Answer.Design.Runs)))}
}

func (s sensitivity) outcomes() []block {
	blocks := []block{para("Here is how far the outcomes go when all the assumptions that were looked at move over their ranges at once: what could be true, given what is not known.")}
	if says := s.currencyNote(); says != "" {
		blocks = append(blocks, para(says))
	}
	t := &table{Caption: "Averages over runs, by combination of assumptions", Head: []string{"Outcome", "Least", "Middle", "Most"}}
	for _, o := range s.Answer.Design.Outcomes {
		var xs []float64
		for i := range s.Answer.Design.Points {
			if row := s.Find(i, sim.All, o.Metric, o.Window); row != nil && !undefined(row.Mean) {
				xs = append(xs, row.Mean)
			}
		}
		if len(xs) == 0 {
			continue
		}
		slices.Sort(xs)
		last := len(xs) - 1
		m := measureOf(o.Metric, max(xs[last], -xs[0]), s.currency())
		t.Rows = append(t.Rows, row{Head: capital(o.Label()), Small: m.small(), Cells: []cell{m.one(xs[0]), m.one(xs[last/2]), m.one(xs[last])}})
	}
	return append(blocks, block{Table: t})
}

func (s sensitivity) risks() []block {
	total, spirals := 0, 0
	for _, v := range s.Survival {
		total, spirals = total+v.Runs, spirals+v.Spirals
	}
	return []block{para(spiralMeans),
		para(fmt.Sprintf("Over all combinations of assumptions it came in %d of %s.", spirals, runs(total))),
		para("To see what falls first, and what one run after the other looks like, make a report of a single scenario:"),
		code("channelsim run " + s.report.Source.Scenario + " --out FOLDER")}
}

func (s sensitivity) hinges() []block {
	var blocks []block
	for _, o := range s.Answer.Design.Outcomes {
		var of []experiment.Influence
		for _, i := range s.report.Subject.Influences {
			if i.Outcome == o {
				of = append(of, i)
			}
		}
		if len(of) > 0 {
			blocks = append(blocks, para(s.Finding(of)), block{Table: s.influences(o, of)})
		}
	}
	if blocks == nil {
		return []block{para("The outcomes are defined in too few runs to tell.")}
	}
	return append(blocks, para(notSure))
}

// mostInfluences is the number of assumptions that a table shows.
const mostInfluences = 10

func (s sensitivity) influences(o experiment.Outcome, of []experiment.Influence) *table {
	moves := "Explains, with interactions"
	m := measureOf(sim.Spiral, 1, "")
	if s.Method == experiment.Morris {
		m = measureOf(o.Metric, of[0].Size(s.Method), s.currency())
		moves = "Moves it by" + suffix(m.per())
	}
	t := &table{Caption: fmt.Sprintf("%s: what moves it most, of %d assumptions", capital(o.Label()), len(of)), Head: []string{"Assumption", "Range", moves, "More than chance?", "Where the figure is from"}}
	for i := range of[:min(len(of), mostInfluences)] {
		inf := &of[i]
		f := &s.Factors[inf.Factor]
		index := inf.Total
		if s.Method == experiment.Morris {
			index = inf.Effects.Absolute
		}
		size := m.cell(index.Value, index.Low, index.High)
		if s.Method == experiment.Morris {
			size.Main = strings.TrimSuffix(size.Main, " %")
		}
		t.Rows = append(t.Rows, row{Head: clause(f.Param.Doc), Small: f.Short(), Cells: []cell{
			words(value(f.Low, f.Param.Unit) + " to " + value(f.High, f.Param.Unit)), size, words(found[inf.Found]), words(f.Param.Source)}})
	}
	return t
}

// found says in words whether an effect is more than chance.
var found = map[experiment.Found]string{
	experiment.Effect:   "yes",
	experiment.Alone:    "not sure",
	experiment.NoEffect: "no: it may be chance",
}

func (s sensitivity) method() []string {
	return []string{fmt.Sprintf("One scenario was simulated under %d combinations of %d assumptions, spread over their ranges, %s each, over %s; all meet the same luck.", len(s.Answer.Design.Points), len(s.Factors), times(s.Answer.Design.Runs), s.span())}
}

func (s sensitivity) place(string) string { return hingesChapter }

// ablation tells which mechanisms cause an outcome.
type ablation struct{ run }

func (a ablation) question() string {
	return fmt.Sprintf("What makes %s come out as it does over %s: which of its mechanisms?", a.Design.Points[0].Scenario.Name, a.span())
}

func (a ablation) answer() []block {
	return append([]block{strong(a.report.Closing.Says), para(a.spirals(0, " with all mechanisms"))}, a.sure()...)
}

func (a ablation) hinges() []block {
	blocks := []block{para("Each mechanism was switched off in turn, on the same luck. What an outcome loses without it is what the mechanism does. " + notSure)}
	for _, o := range a.Design.Outcomes {
		var of []experiment.AblationRow
		most := 0.0
		for _, e := range a.report.Subject.Effects {
			if e.Outcome == o {
				of = append(of, e)
				if d := e.Difference.Mean; !undefined(d) {
					most = max(most, d, -d)
				}
			}
		}
		if len(of) > 0 {
			blocks = append(blocks, block{Table: a.effects(o, of, measureOf(o.Metric, most, a.currency()))})
		}
	}
	return append(blocks, para("Which assumed figures matter is another question, which this folder does not tell:"), code("channelsim sensitivity "+a.report.Source.Scenario))
}

func (a ablation) effects(o experiment.Outcome, of []experiment.AblationRow, m measure) *table {
	t := &table{Caption: fmt.Sprintf("%s: what each mechanism adds", capital(o.Label())), Head: []string{"Mechanism", "Adds" + suffix(m.per()), "More than chance?"}}
	for i := range of[:min(len(of), mostInfluences)] {
		e := &of[i]
		t.Rows = append(t.Rows, row{Head: mechanism(e.Mechanism), Small: e.Mechanism, Cells: []cell{m.difference(&e.Difference), words(found[e.Found])}})
	}
	return t
}

// mechanism says what a mechanism is.
func mechanism(name string) string {
	i := slices.IndexFunc(scenarios.MechanismTable[:], func(m scenarios.Mechanism) bool { return m.Name == name })
	if i < 0 {
		return name
	}
	return capital(scenarios.MechanismTable[i].Doc)
}

func (a ablation) method() []string {
	return []string{fmt.Sprintf("One scenario was simulated %s over %s, and as often again without each of %s, on the same luck.", times(a.finished(0)), a.span(), experiment.CountOf(len(a.Design.Points)-1, "mechanism"))}
}

// tipping tells of the point of no return.
type tipping struct {
	report *Report
	*experiment.Tipping
	found *experiment.TippingAnswer
}

func (t tipping) points() []point {
	return []point{{name: t.Scenario.Name, Scenario: t.Scenario, varied: varied([]experiment.Factor{t.Factor})}}
}

func (t tipping) question() string {
	return fmt.Sprintf("Where is the point of no return of %s, when this changes: %s? And is the way back as long as the way there?", t.Scenario.Name, described(&t.Factor))
}

func (t tipping) answer() []block {
	return []block{strong(t.report.Closing.Says),
		para(fmt.Sprintf("How sure: %s were simulated. The interval of the point of no return is about luck; with other assumptions the point lies elsewhere. What is called the response is %s.", runs(t.found.Simulated), t.Response.Label()))}
}

func (t tipping) outcomes() []block {
	event := "Runs that spiral"
	if t.Outcome.Metric != sim.Spiral {
		event = fmt.Sprintf("Runs with %s above %s", t.Outcome.Label(), say(&sim.Metrics[sim.MetricIndex(t.Outcome.Metric)], t.Scenario.Run.Currency, t.found.Level))
	}
	all := &table{Caption: event + ", by value; below each the range that chance leaves open (95 % interval)", Head: []string{t.Factor.Short(), event, "Of runs"}}
	chance := measureOf(sim.Spiral, 1, "")
	for _, p := range t.found.Points {
		share := experiment.ShareOf(p.Above, p.All)
		all.Rows = append(all.Rows, row{Head: fmt.Sprintf("%.4g", p.Value), Cells: []cell{chance.estimate(&share), {Main: fmt.Sprint(p.All)}}})
	}
	blocks := []block{para(fmt.Sprintf("What is moved is %s, from %s to %s.", t.Factor.Short(), plain(t.Factor.Low), plain(t.Factor.High)))}
	if all.Rows != nil {
		blocks = append(blocks, block{Table: all})
	}
	if l := t.found.Loop; l != nil {
		blocks = append(blocks, head("There and back"), para("A channel that comes from good times and one that comes from bad times need not end alike under the same conditions. Where they differ, it is easier to stay well than to get well."), block{Table: t.loop(l)})
	}
	return blocks
}

func (t tipping) loop(l *experiment.Loop) *table {
	most := 0.0
	for _, e := range slices.Concat(l.FromGood, l.FromBad) {
		if !undefined(e.Mean) {
			most = max(most, e.Mean, -e.Mean)
		}
	}
	m := measureOf(t.Response.Metric, most, t.Scenario.Run.Currency)
	all := &table{Caption: capital(t.Response.Label()) + suffix(m.small()) + ", by what came before", Head: []string{t.Factor.Short(), "After good times", "After bad times", "Difference" + suffix(m.per())}}
	for i, x := range l.Values {
		all.Rows = append(all.Rows, row{Head: fmt.Sprintf("%.4g", x), Cells: []cell{m.estimate(&l.FromGood[i]), m.estimate(&l.FromBad[i]), m.difference(&l.Gap[i])}})
	}
	return all
}

func (t tipping) risks() []block {
	blocks := []block{para(spiralMeans)}
	if l := t.found.Loop; l != nil {
		blocks = append(blocks, para(t.lost(l)))
	}
	blocks = append(blocks, head("What to watch for"))
	if len(t.found.Warnings) == 0 {
		return append(blocks, para("Early-warning signs were not judged in this folder."))
	}
	blocks = append(blocks, para("Statistics books propose early-warning signs: weekly figures that swing more widely, or more slowly, before things tip. The simulator knows which runs came to a spiral, and so can judge these signs. "+verdictOf(t.found.Warnings)))
	all := &table{Caption: "Early-warning signs, judged four weeks before the spiral; 0.5 is no better than a coin, 1 is never wrong", Head: []string{"Sign", "Spirals foretold", "False alarms", "Score", "In words"}}
	chance := measureOf(sim.Spiral, 1, "")
	score := measureOf("trust", 1, "")
	for i := range t.found.Warnings {
		w := &t.found.Warnings[i]
		all.Rows = append(all.Rows, row{Head: capital(signal(w.Signal)), Cells: []cell{chance.estimate(&w.Hits), chance.estimate(&w.FalseAlarms), score.estimate(&w.Area), words(w.SayWarning())}})
	}
	return append(blocks, block{Table: all})
}

// verdictOf says honestly what early-warning signs are worth.
func verdictOf(all []experiment.WarningResult) string {
	var good, bad []string
	for i := range all {
		switch w := &all[i]; {
		case !w.Enough:
			return "Here there are too few runs of both kinds to judge them."
		case w.Area.CILow > 0.5:
			good = append(good, signal(w.Signal))
		default:
			bad = append(bad, signal(w.Signal))
		}
	}
	if len(good) == 0 {
		return fmt.Sprintf("Here %s are no better a sign than a coin: do not rely on them. Watch what partners do with good leads, and ask them.", list(bad))
	}
	return fmt.Sprintf("Here there is more of %s before spirals than in steady times; how much that is worth is in the table.", list(good))
}

// signal is an early-warning sign in words.
func signal(name string) string {
	switch name {
	case "variance":
		return "the width of the swings (variance)"
	case "lag-1 autocorrelation":
		return "the slowness of the swings (autocorrelation)"
	}
	return name
}

// lost says what a time at the bad end costs.
func (t tipping) lost(l *experiment.Loop) string {
	amount := func(d *experiment.Difference) string {
		if d.N == 0 || undefined(d.Mean) {
			return "by an amount that could not be told"
		}
		word := "more"
		if d.Mean < 0 {
			word = "less"
		}
		says := fmt.Sprintf("%s %s", money(t.Scenario.Run.Currency, max(d.Mean, -d.Mean)), word)
		if d.CILow < 0 && d.CIHigh > 0 {
			says += " (which may be chance)"
		}
		return says
	}
	weeks := experiment.CountOf(t.Scenario.Run.Weeks, "week")
	return fmt.Sprintf("What a bad time comes to: with %s at the bad end and then %s back at the good one the vendor earns %s in the bad time, and %s in the time after it, than if it had stayed at the good end throughout.", weeks, weeks, amount(&l.Meanwhile), amount(&l.Lost))
}

func (t tipping) hinges() []block {
	a := t.found
	var blocks []block
	switch {
	case a.Undecided():
		blocks = append(blocks, para(fmt.Sprintf("In the range that was looked at, no value of %s was found at which it tips.", t.Factor.Short())))
	default:
		side := "below"
		if a.Rising {
			side = "above"
		}
		blocks = append(blocks, para(fmt.Sprintf("It hinges on %s: %s about %s more than half of the runs tip (95 %% interval %s to %s).", t.Factor.Short(), side,
			t.near(a.Root.Estimate), t.near(a.Root.Low), t.near(a.Root.High))))
	}
	return append(blocks, para(fmt.Sprintf("Where the figure is from: %s.", cmp.Or(t.Factor.Param.Source, "assumed"))),
		para("This folder does not tell how the point moves with the other assumptions. This command ranks them:"), code("channelsim sensitivity "+t.report.Source.Scenario))
}

// near prints a value of the key to a tenth of the width of the interval.
func (t tipping) near(x float64) string {
	width := t.found.Root.High - t.found.Root.Low
	return text.Round(x, int(math.Floor(math.Log10(width)))-1)
}

func (t tipping) method() []string {
	says := []string{fmt.Sprintf("The value at which half of the runs tip was searched for, with %s in all.", runs(t.found.Simulated))}
	if t.found.Loop != nil {
		says = append(says, fmt.Sprintf("For the way there and back each run spent %s at one end of the range and as many at the value.", experiment.CountOf(t.Scenario.Run.Weeks, "week")))
	}
	return says
}

func (t tipping) place(picture string) string {
	switch picture {
	case "loop", "basin":
		return outcomesChapter
	case "warnings":
		return risksChapter
	}
	return hingesChapter
}
