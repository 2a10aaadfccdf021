package page

import (
	"fmt"
	"slices"
	"strings"

	"channelsim/output/text"
	"channelsim/sim/experiment"
)

// patterns tells how far the model may be believed: what it must show, and does or does not.
type patterns struct {
	report *Report
	*experiment.PatternAnswer
}

func (p patterns) points() []point {
	return []point{{name: p.Baseline.Name, Scenario: p.Baseline}}
}

func (p patterns) headings() headings {
	return headings{title: "May this model be believed?", outcomes: "What the model must show, and what came out",
		risks: "What is not shown, and what that means", hinges: "What makes what is shown"}
}

func (p patterns) question() string {
	all := fmt.Sprintf("%d patterns", len(p.Results))
	if n := len(experiment.Patterns); len(p.Results) < n {
		all = fmt.Sprintf("%d of %d patterns", len(p.Results), n)
	}
	return fmt.Sprintf("May one believe what this model says of a lead policy? It was held against %s, known from the trade or from research, in how vendors and partners behave. None of them is built in: they must come out of what each partner and each vendor does.", all)
}

// of are the results that came to a conclusion.
func (p patterns) of(c experiment.Conclusion) []*experiment.PatternResult {
	var all []*experiment.PatternResult
	for i := range p.Results {
		if p.Results[i].Conclusion == c {
			all = append(all, &p.Results[i])
		}
	}
	return all
}

func (p patterns) answer() []block {
	return []block{strong(p.counted()),
		para("A pattern is shown when the whole range that chance leaves open (95 % interval) lies on the right side of a threshold, for everything that the pattern claims. It is not shown when for one of its claims the whole range lies on the wrong side. Otherwise these runs cannot tell."),
		para("What that means for you: what is shown speaks for the rules by which partners and vendors decide in the model. What is not shown speaks against taking its word on questions that turn on just that, as long as everything is assumed as it is here."),
		p.sure()}
}

// counted says how many patterns are shown, not shown and open.
func (p patterns) counted() string {
	says := fmt.Sprintf("The model shows %d of %s.", len(p.of(experiment.Shown)), experiment.CountOf(len(p.Results), "pattern"))
	switch n := len(p.of(experiment.NotShown)); n {
	case 0:
	case 1:
		says += " 1 is not shown."
	default:
		says += fmt.Sprintf(" %d are not shown.", n)
	}
	if n := len(p.of(experiment.CannotTell)); n > 0 {
		says += fmt.Sprintf(" For %d these runs cannot tell.", n)
	}
	return says
}

func (p patterns) sure() block {
	if p.Runs < experiment.FewRuns {
		return doubt(fmt.Sprintf("How sure: not at all yet. %s too few to tell chance from what the model does; take --runs 200.", are(p.Runs, "run")))
	}
	return para(fmt.Sprintf("How sure: each experiment was played through %s, and a claim that lies just on its threshold passes by luck in 1 of 40 cases. That is about luck alone. All of this is about one set of assumptions, the scenario %s; with yours other verdicts may come out.", times(p.Runs), p.Baseline.Name))
}

func (p patterns) outcomes() []block {
	t := &table{Caption: fmt.Sprintf("Averages over %s; below each the range that chance leaves open (95 %% interval)", text.Count(p.Runs, "run")),
		Head: []string{"Pattern", "What is looked at", "Comes to", "Must lie", "Verdict"}}
	for i := range p.Results {
		t.Rows = append(t.Rows, patternRow(&p.Results[i]))
	}
	blocks := []block{para("The numbers are shares (0.2 is 20 %), ratios or differences, as the words beside them say; amounts are in a unit of money of the model's own. Where a pattern claims several things, the table has the one that decides: the first that falls short or is open, or else the first."), {Table: t}}
	if shown := p.of(experiment.Shown); len(shown) > 0 {
		blocks = append(blocks, head("What is shown, in numbers"))
		for _, r := range shown {
			blocks = append(append(blocks, para(r.Pattern.ID+": "+r.Reading+".")), drawing(r)...)
		}
	}
	return blocks
}

// drawing is the place of a pattern's picture. A single dot says no more than its number does.
func drawing(r *experiment.PatternResult) []block {
	if len(r.Arms) < 2 {
		return nil
	}
	return []block{slot(r.Pattern.ID)}
}

// patternRow is a pattern with the claim that decides: the first that came to the same as the whole.
func patternRow(r *experiment.PatternResult) row {
	i := max(0, slices.IndexFunc(r.Claims, func(c experiment.ClaimResult) bool { return c.Conclusion == r.Conclusion }))
	c := &r.Pattern.Claims[i]
	return row{Head: r.Pattern.Title, Small: r.Pattern.ID, Cells: []cell{words(text.Capital(c.Says)), effect(&r.Claims[i]), words(side(c)), words(string(r.Conclusion))}}
}

// effect is a number without a unit: its claim says what it is.
func effect(c *experiment.ClaimResult) cell { return measure{scale: 1}.cell(c.Mean, c.CILow, c.CIHigh) }

// side says where an effect must lie: above 0.5.
func side(c *experiment.Claim) string {
	side := "above\u00a0"
	if c.Direction == experiment.AtMost {
		side = "below\u00a0"
	}
	return side + strings.Replace(plain(c.Threshold), "-", "\u2212", 1)
}

func (p patterns) risks() []block {
	not, open := p.of(experiment.NotShown), p.of(experiment.CannotTell)
	if len(not)+len(open) == 0 {
		return []block{para("Everything that was looked at is shown.")}
	}
	var blocks []block
	if len(not) > 0 {
		blocks = append(blocks, para("Here the model does not do what the trade reports. Do not take its word on a question that turns on what falls short; what holds is not touched by it. Where the outcome hinges on something that can be set, find out how it is in your channel, and simulate that, before you rely on an answer."))
	}
	for _, r := range not {
		blocks = append(blocks, short(r)...)
	}
	if len(open) > 0 {
		blocks = append(blocks, para("On the following these runs cannot tell: chance leaves both open. Until more runs have decided, treat it as not shown."))
	}
	for _, r := range open {
		blocks = append(blocks, short(r)...)
	}
	return blocks
}

// short tells of a pattern in which something falls short.
func short(r *experiment.PatternResult) []block {
	var items, holds []string
	for i := range r.Claims {
		c, came := &r.Pattern.Claims[i], effect(&r.Claims[i])
		switch r.Claims[i].Conclusion {
		case experiment.Shown:
			holds = append(holds, fmt.Sprintf("%s (%s)", c.Says, side(c)))
			continue
		case experiment.NotShown:
			items = append(items, "Falls short: "+missed(c, came))
		default:
			items = append(items, "Open: "+missed(c, came))
		}
	}
	if holds != nil {
		items = append(items, "Holds: "+strings.Join(holds, "; ")+".")
	}
	items = append(items, "Hinges on "+r.Pattern.HingesOn+".", "What was varied: "+varies(r.Pattern)+".")
	blocks := []block{head(fmt.Sprintf("%s, %s: %s", r.Pattern.ID, r.Conclusion, r.Pattern.Title)), para(text.Capital(r.Reading) + "."), {Items: items}}
	return append(blocks, drawing(r)...)
}

// missed says what a claim comes to and where it should lie.
func missed(c *experiment.Claim, came cell) string {
	says := fmt.Sprintf("%s: %s", c.Says, came.Main)
	if came.Range != "" {
		says += " (" + came.Range + ")"
	}
	return says + ", but must lie " + side(c) + "."
}

// varies names what differs between the arms of a pattern, in words.
func varies(p *experiment.Pattern) string {
	var all []string
	for _, key := range p.Changed() {
		_, name, _ := cutLast(key)
		all = append(all, fmt.Sprintf("%s (%s)", clause(parameter(key).Doc), name))
	}
	if all == nil {
		return "nothing"
	}
	return strings.Join(all, "; ")
}

func (p patterns) hinges() []block {
	shown := p.of(experiment.Shown)
	if len(shown) == 0 {
		return []block{para("Nothing is shown, so that there is no cause to look for.")}
	}
	taken := shown[0].Without != nil
	t := &table{Caption: "What each pattern that is shown hinges on, and what should make it go", Head: []string{"Pattern", "Hinges on", "Should go with"}}
	if taken {
		t.Head = append(t.Head, "With that it is")
	}
	for _, r := range shown {
		line := row{Head: r.Pattern.Title, Small: r.Pattern.ID, Cells: []cell{words(r.Pattern.HingesOn), words(r.Pattern.Cause.Says)}}
		if taken {
			line.Cells = append(line.Cells, words(string(r.Without.Conclusion)))
		}
		t.Rows = append(t.Rows, line)
	}
	blocks := []block{para("A pattern that came out whatever one does would prove little. So each names what brings it about; when that is taken away, the pattern should go."), {Table: t}}
	if taken {
		return blocks
	}
	return append(blocks, para("Whether they go, this folder does not tell. This command does:"), code(p.report.Source.Command+" --causes"))
}

func (p patterns) method() []string {
	says := fmt.Sprintf("Each pattern is an experiment of its own: variants of the scenario %s that differ in what the pattern is about, over %s", p.Baseline.Name, experiment.CountOf(p.Baseline.Run.Weeks, "week"))
	var others []string
	for i := range p.Results {
		if r := &p.Results[i]; r.Pattern.Weeks > 0 {
			others = append(others, fmt.Sprintf("%s: %d", r.Pattern.ID, r.Pattern.Weeks))
		}
	}
	if len(others) > 0 {
		says += " (" + strings.Join(others, ", ") + ")"
	}
	return []string{fmt.Sprintf("%s. Each variant was simulated %s, %s in all, on the same luck: what differs between variants comes from what was varied.", says, times(p.Runs), text.Count(p.Simulated, "run")),
		"Thresholds were written down before the first run. None was moved since, and no default was changed for a pattern; what else was put right after a look at the results is told in sim/RESULTS.md, section 2."}
}

// place: every picture that is shown has its place in the text.
func (p patterns) place(string) string { return "" }
