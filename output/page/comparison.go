package page

import (
	"fmt"
	"math"
	"strings"

	"channelsim/output/text"
	"channelsim/sim"
	"channelsim/sim/experiment"
)

// comparison tells of several scenarios or policies on the same random numbers.
type comparison struct {
	run
	*experiment.Comparison
}

func (c comparison) points() []point {
	var all []point
	for i, name := range c.Names {
		all = append(all, point{name: name, Scenario: c.Answer.Design.Points[i].Scenario})
	}
	return all
}

func (c comparison) headings() headings { return ofScenarios(c.points()) }

func (c comparison) contests() []experiment.Contest { return c.report.Subject.Contests }

func (c comparison) question() string {
	first := &c.contests()[0]
	return fmt.Sprintf("Which is better for the %s over %s, %s, by how much, and how sure is that?", first.Label(), c.span(), listOr(c.Names))
}

// listOr joins words: a, b or c.
func listOr(all []string) string {
	last := len(all) - 1
	return strings.Join(all[:last], ", ") + " or " + all[last]
}

func (c comparison) answer() []block {
	blocks := []block{strong(c.report.Closing.Says)}
	if c.alike() {
		return append(blocks, para("The choices lead to the same in every run, to the last digit: they assume the same, or what differs between them has no effect here. There is nothing to choose between them, and more runs would not change that."))
	}
	blocks = append(blocks, para(c.spiralShares()))
	if c.Answer.Design.Runs < experiment.FewRuns {
		return append(blocks, doubt(fmt.Sprintf("How sure: not at all yet. %s too few to tell chance from what the choice does; take --runs 200.", are(c.Answer.Design.Runs, "run"))))
	}
	blocks = append(blocks, para(fmt.Sprintf("How sure: %s All choices met the same luck (the same customers, the same leads) in each of %s, so that what differs between them comes from the choice. That is about luck alone; whether the assumptions fit your channel is the greater doubt.", c.standing(), text.Count(c.Answer.Design.Runs, "run"))))
	if all := c.report.Subject.Hinges; all != nil {
		blocks = append(blocks, para(c.SayHinges(c.Answer, all)))
	}
	return blocks
}

// alike reports whether nothing differs in any run.
func (c comparison) alike() bool {
	for i := range c.contests() {
		for _, p := range c.contests()[i].Pairs {
			if d := p.Difference; d.N == 0 || d.Mean != 0 || d.SD > 0 {
				return false
			}
		}
	}
	return true
}

// standing says how well the best is told apart.
func (c comparison) standing() string {
	first := &c.contests()[0]
	best := first.Best()
	if best == nil {
		return "nothing is ranked, because neither more nor less of it is better by itself."
	}
	var apart, not []string
	for i := range first.Standings {
		other := first.Standings[i].Point
		if other == best.Point {
			continue
		}
		if p := first.Between(best.Point, other); p != nil && p.Told == experiment.Apart {
			apart = append(apart, c.Names[other])
		} else {
			not = append(not, c.Names[other])
		}
	}
	name, shown, doubtful := c.Names[best.Point], "more than chance", "may be chance"
	if c.Indifference > 0 {
		shown, doubtful = "more than "+c.Margin(), "is not shown to exceed "+c.Margin()
	}
	switch {
	case len(not) == 0:
		return fmt.Sprintf("the lead of %s over %s is %s.", name, list(apart), shown)
	case len(apart) == 0:
		return fmt.Sprintf("the difference of %s from %s %s.", name, list(not), doubtful)
	}
	return fmt.Sprintf("the lead of %s over %s is %s; its difference from %s %s.", name, list(apart), shown, list(not), doubtful)
}

// spiralShares says how often each choice comes to a spiral.
func (c comparison) spiralShares() string {
	var parts []string
	for i, name := range c.Names {
		if s := c.SurvivalOf(i); s != nil && s.Runs > 0 {
			parts = append(parts, fmt.Sprintf("%d of %s with %s", s.Spirals, text.Count(s.Runs, "run"), name))
		}
	}
	return "The death spiral came in " + list(parts) + "."
}

func (c comparison) outcomes() []block {
	blocks := append(paras(c.currencyNote(), c.sparse(), c.together()), slot("standings"), block{Table: c.levels()})
	if c.alike() {
		return append(blocks, para("Run by run nothing differs, so that there are no differences to show."))
	}
	blocks = append(blocks, head("What differs, run by run"),
		para("Each choice met the same luck in the same run, so that differences are surer than the levels above. A plus sign means that the first named has more. "+notSure))
	for i := range c.contests() {
		if contest := &c.contests()[i]; contest.Vendor == sim.All && len(contest.Pairs) > 0 {
			blocks = append(blocks, block{Table: c.differences(contest)}, slot(differencePicture(contest.Outcome)))
		}
	}
	blocks = append(append(blocks, c.byVendor()...), c.money()...)
	return append(blocks, c.funnel(c.points())...)
}

// byVendor shows what differs for each of several vendors by itself.
func (c comparison) byVendor() []block {
	var blocks []block
	for i := range c.contests() {
		if contest := &c.contests()[i]; contest.Vendor != sim.All && len(contest.Pairs) > 0 {
			blocks = append(blocks, block{Table: c.differences(contest)})
		}
	}
	if blocks == nil {
		return nil
	}
	return append([]block{head("Each vendor by itself"), para("What is good for the vendors together need not be good for each of them.")}, blocks...)
}

// differencePicture is the name of the picture of the differences of an outcome.
func differencePicture(o experiment.Outcome) string {
	return "difference_" + o.Metric + "__" + strings.ReplaceAll(o.Window, ":", "-")
}

// sparse says that a folder with hinges keeps the outcomes that were asked for, and no others.
func (c comparison) sparse() string {
	if c.Find(0, sim.All, "revenue_total", "all") != nil {
		return ""
	}
	return "This folder keeps only the outcomes that were asked for; the same comparison without --hinges has revenue, conversion and trust, too."
}

// compared are the outcomes of the table, each over a window.
var compared = []struct {
	head     string
	outcomes []experiment.Outcome
}{
	{"Money, over the whole time", over("all", groups[0].metrics)},
	{"Leads and what becomes of them, over the whole time", over("all", groups[1].metrics)},
	{"At the end: the last half-year", over("last_half_year", []string{sim.FollowUp, "trust", "belief_good_lead", "partners_active"})},
}

func over(window string, metrics []string) []experiment.Outcome {
	var all []experiment.Outcome
	for _, m := range metrics {
		all = append(all, experiment.Outcome{Metric: m, Window: window})
	}
	return all
}

// levels is the table of what each choice comes to.
func (c comparison) levels() *table {
	t := &table{Caption: fmt.Sprintf("Averages over %s of each; below each the range that chance leaves open (95 %% interval)", text.Count(c.Answer.Design.Runs, "run")), Head: []string{"Outcome"}}
	for _, name := range c.Names {
		t.Head = append(t.Head, text.Capital(name))
	}
	for _, g := range compared {
		var lines []row
		for _, o := range g.outcomes {
			if line := c.levelRow(o); line != nil {
				lines = append(lines, *line)
			}
		}
		t.group(g.head, lines)
	}
	t.Rows = append(t.Rows, c.spiralRow())
	return t
}

// spiralRow is the share of runs that spiral at each point.
func (c comparison) spiralRow() row {
	line := row{Head: "Runs with a death spiral"}
	for i := range c.Names {
		share := experiment.Estimate{Mean: math.NaN()}
		if s := c.SurvivalOf(i); s != nil {
			share = experiment.ShareOf(s.Spirals, s.Runs)
		}
		line.Cells = append(line.Cells, measureOf(sim.Spiral, 1, "").estimate(&share))
	}
	return line
}

// levelRow is an outcome at all points; nil where nothing is known of it.
func (c comparison) levelRow(o experiment.Outcome) *row {
	var all []*experiment.Summary
	for i := range c.Names {
		all = append(all, c.Find(i, sim.All, o.Metric, o.Window))
	}
	return c.line(o.Metric, all)
}

// mostPairs is the number of pairs up to which all are shown; above it those with the best.
const mostPairs = 6

// notSure explains a verdict of the tables.
const notSure = "Not sure means: by itself it would be a yes, but with all that was looked at together it may be chance."

// told says in words whether a pair is told apart.
var told = map[experiment.Told]string{
	experiment.Apart:      "yes",
	experiment.ApartAlone: "not sure",
	experiment.NotApart:   "no: it may be chance",
}

func (c comparison) differences(contest *experiment.Contest) *table {
	largest := 0.0
	for _, p := range contest.Pairs {
		if d := p.Difference; !undefined(d.Mean) {
			largest = max(largest, d.Mean, -d.Mean)
		}
	}
	m := measureOf(contest.Outcome.Metric, largest, c.currency())
	heading := "Difference"
	if per := m.per(); per != "" {
		heading += ", " + per
	}
	t := &table{Caption: text.Capital(contest.Label()) + ": differences, run by run", Head: []string{"Pair", heading, c.asked(contest)}}
	best := contest.Best()
	for _, p := range contest.Pairs {
		first, second := p.A, p.B
		if best != nil && second == best.Point {
			first, second = second, first
		}
		if len(contest.Pairs) > mostPairs && best != nil && first != best.Point {
			continue
		}
		turned := contest.Between(first, second)
		t.Rows = append(t.Rows, row{Head: c.Names[first] + " minus " + c.Names[second], Cells: []cell{m.difference(&turned.Difference), words(c.verdict(contest, turned))}})
	}
	return t
}

// asked is the question that verdict answers.
func (c comparison) asked(contest *experiment.Contest) string {
	if contest.Indifference > 0 {
		return "More than " + c.Margin() + "?"
	}
	return "More than chance?"
}

// verdict says whether a pair is told apart.
func (c comparison) verdict(contest *experiment.Contest, p *experiment.PairRow) string {
	switch d := p.Difference; {
	case d.N > 0 && d.Mean == 0 && d.SD == 0:
		return "no: the same in every run"
	case contest.Indifference > 0 && p.Told == experiment.NotApart:
		return "not shown"
	}
	return told[p.Told]
}

func (c comparison) risks() []block {
	blocks := []block{para(c.meaning())}
	for i, name := range c.Names {
		blocks = append(blocks, para(c.spirals(i, " with "+name)))
	}
	blocks = append(append(blocks, c.hides(c.points())...), slot("survival"))
	if c.alike() {
		return append(blocks, c.watch(c.points())...)
	}
	blocks = append(blocks, head("Bad luck and regret"),
		para("The worst 5 % is the average over just that share of the runs of a choice, the worst ones; of few runs it is a hint only. Regret is what it costs on average to have taken this choice and not the one that turned out best in that run: what hindsight would have been worth."))
	for i := range c.contests() {
		if contest := &c.contests()[i]; contest.Vendor == sim.All && contest.Better != experiment.Neither && len(contest.Standings) > 1 {
			blocks = append(blocks, block{Table: c.standings(contest)})
		}
	}
	return append(blocks, c.watch(c.points())...)
}

func (c comparison) standings(contest *experiment.Contest) *table {
	largest := 0.0
	for _, s := range contest.Standings {
		if !undefined(s.Mean) {
			largest = max(largest, s.Mean, -s.Mean)
		}
	}
	m := measureOf(contest.Outcome.Metric, largest, c.currency())
	unit := ""
	if m.unit != "" && m.unit != "%" {
		unit = ", " + m.unit
	}
	t := &table{Caption: fmt.Sprintf("%s%s; %s is better", text.Capital(contest.Label()), unit, contest.Better), Head: []string{"Choice", "Average", "Worst 5 % of runs", "Regret", "Best of all in"}}
	chance := measureOf(sim.Spiral, 1, "")
	for i := range contest.Standings {
		s := &contest.Standings[i]
		t.Rows = append(t.Rows, row{Head: c.Names[s.Point], Cells: []cell{m.summary(&s.Summary), m.beside(s.Downside, &s.Summary), m.regret(s), chance.estimate(&s.Best)}})
	}
	return t
}

// regret prints a mean regret; that of a share is in percentage points.
func (m measure) regret(s *experiment.Standing) cell {
	c := m.beside(s.Regret.Mean, &s.Summary)
	if m.unit == "%" {
		c.Main = strings.TrimSuffix(c.Main, " %") + " points"
	}
	if s.Regret.Mean == 0 {
		c.Main = "0"
	}
	return c
}

func (c comparison) hinges() []block {
	all := c.report.Subject.Hinges
	if c.alike() {
		return []block{para("There is no difference that could hinge on anything.")}
	}
	if all == nil {
		return c.unknownHinges()
	}
	blocks := []block{para(c.SayHinges(c.Answer, all))}
	m := measureOf(c.Answer.Design.Outcomes[0].Metric, largestHinge(all), c.currency())
	t := &table{Caption: fmt.Sprintf("%s minus %s: what the difference of %s comes to (%s) when one assumption has another value", c.Names[0], c.Names[1], c.Answer.Design.Outcomes[0].Label(), orWords(m.per(), "in the scenario's money")),
		Head: []string{"If this", "is", "the difference is", "so that", "Where the figure is from"}}
	verdicts := map[string]string{experiment.Turns: "the other choice is better", experiment.Gone: "no difference is shown", experiment.Holds: "the same choice is better"}
	for i := range all {
		h := &all[i]
		if h.Found != experiment.Effect || len(t.Rows) == mostHinges {
			continue
		}
		p := parameter(h.Key)
		t.Rows = append(t.Rows, row{Head: clause(p.Doc), Small: h.Key, Cells: []cell{words(value(h.Value, p.Unit)), m.difference(&h.Difference), words(verdicts[h.Verdict]), words(p.Source)}})
	}
	if t.Rows == nil {
		return blocks
	}
	return append(blocks, block{Table: t})
}

// mostHinges is the number of assumptions that are shown.
const mostHinges = 10

func largestHinge(all []experiment.Hinge) float64 {
	largest := 0.0
	for _, h := range all {
		if d := h.Difference.Mean; !undefined(d) {
			largest = max(largest, d, -d)
		}
	}
	return largest
}

func orWords(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

// unknownHinges says what would tell.
func (c comparison) unknownHinges() []block {
	if len(c.Names) == 2 {
		return []block{para("This folder does not tell which assumption would turn the verdict. The same comparison with --hinges does: it tries each assumption that nobody knows exactly at both ends of its range."),
			code(withoutRuns(c.report.Source.Command) + " --hinges")}
	}
	return []block{para("This folder does not tell which assumption would turn the verdict. For two choices, such as the two best, --hinges does; for one, sensitivity ranks the assumptions by what they do."),
		code("channelsim sensitivity " + c.report.Source.Scenario)}
}

// withoutRuns leaves out how often a command simulates: hinges have their own number.
func withoutRuns(command string) string {
	var kept []string
	for _, word := range strings.Fields(command) {
		if !strings.HasPrefix(word, "--runs=") && !strings.HasPrefix(word, "--precision=") {
			kept = append(kept, word)
		}
	}
	return strings.Join(kept, " ")
}

func (c comparison) method() []string {
	return []string{fmt.Sprintf("%s were simulated over %s, %s each, on the same luck: in run 17, say, all choices meet the same customers and the same leads, and differ only where somebody decides differently.", text.Capital(list(c.Names)), c.span(), times(c.Answer.Design.Runs)),
		"Whether a difference is more than chance is judged with all pairs looked at together, so that one of many does not pass for a finding by luck."}
}

func (c comparison) place(picture string) string {
	switch picture {
	case "survival", "phase", "weekly_bands":
		return risksChapter
	}
	return outcomesChapter
}
