package folder

import "channelsim/sim/experiment"

var pairColumns = append([]column{
	metricColumn,
	windowColumn,
	vendorColumn,
	{"a", text, "the first of the two: scenario or policy, as it was named"},
	{"b", text, "the second"},
	{"difference", doubtful, "a less b, run by run on the same random numbers"},
	{"variance_reduction", number, "how many times as many runs it would have taken with different random numbers"},
	{"told", text, "apart, by itself (by the pair's own interval, but not once all pairs are looked at together), or not apart"},
	{"better", text, "which values of the outcome are better: higher, lower or neither"},
	{"indifference", number, "differences up to this do not matter (--indifference), in the outcome's unit"},
}, append(standingColumns("a"), standingColumns("b")...)...)

// standingColumns are the columns of one of a pair.
func standingColumns(of string) []column {
	return []column{
		{of + "_value", doubtful, "the outcome of " + of},
		{of + "_rank", whole, "rank of " + of + " among all that are compared, from 1; 0 where nothing is ranked"},
		{of + "_best", doubtful, "share of runs in which " + of + " is the best of all; a tie is split in equal parts"},
		{of + "_regret", doubtful, "what it costs on average to have " + of + " and not the best of each run"},
		{of + "_downside", number, "mean of exactly the worst 5 % of runs of " + of + ", one of which may count in part (of 24 runs the worst and a fifth of the next); of fewer than 20 runs the worst"},
	}
}

var hingeColumns = []column{
	{"key", text, "parameter that is set to another value"},
	{"value", value, "the other value"},
	{"difference", doubtful, "difference of the first outcome there, a less b"},
	{"change", doubtful, "how far that is from the difference as the scenarios stand"},
	{"found", text, "whether the change is told from chance: effect, effect by itself, or no effect found"},
	{"verdict", text, "what becomes of the verdict: turns (the other is better there), gone (no difference is shown there), holds"},
}

// Comparison makes the rows of `compare`, one for each outcome, vendor and pair of points.
func Comparison(c *experiment.Comparison, answer *experiment.Answer, contests []experiment.Contest, notes []string) *Rows {
	r := &Rows{Command: "compare", Scenario: answer.Design.Points[0].Scenario.Name, Seed: answer.Design.Seed, Runs: answer.Runs,
		Complete: !answer.Interrupted, Notes: notes, columns: pairColumns}
	for i := range contests {
		for j := range contests[i].Pairs {
			r.rows = append(r.rows, pairRow(c, &contests[i], &contests[i].Pairs[j]))
		}
	}
	return r
}

// WithHinges adds what a comparison hinges on.
func (r *Rows) WithHinges(all []experiment.Hinge) *Rows {
	for i := range all {
		h := &all[i]
		r.hinges = append(r.hinges, []any{h.Key, setting{h.Value}, differenceDoubt(&h.Difference), differenceDoubt(&h.Change), string(h.Found), h.Verdict})
	}
	return r
}

func pairRow(c *experiment.Comparison, contest *experiment.Contest, p *experiment.PairRow) []any {
	row := []any{contest.Outcome.Metric, contest.Outcome.Window, contest.Vendor, c.Names[p.A], c.Names[p.B], differenceDoubt(&p.Difference),
		decimal(p.Difference.VarianceReduction), string(p.Told), string(contest.Better), decimal(contest.Indifference)}
	row = append(row, standing(contest.Standing(p.A))...)
	return append(row, standing(contest.Standing(p.B))...)
}

// standing are the fields of one of a pair.
func standing(s *experiment.Standing) []any {
	return []any{summaryDoubt(&s.Summary), s.Rank, estimateDoubt(&s.Best), estimateDoubt(&s.Regret), decimal(s.Downside)}
}
