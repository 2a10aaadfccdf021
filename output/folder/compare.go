package folder

import "channelsim/sim/experiment"

// Comparison makes the rows of `compare`, one for each outcome, vendor and pair of points: the
// columns metric, window, vendor, a, b, difference (a less b) and variance_reduction, and
// then told, better and indifference, and for a and b their value, rank (0 where nothing is
// ranked), chance of being best, regret and downside (mean of the worst 5 % of runs).
func Comparison(c *experiment.Comparison, answer *experiment.Answer, contests []experiment.Contest, notes []string) *Rows {
	blank := experiment.Comparison{Names: []string{""}}
	r := &Rows{Command: "compare", Scenario: answer.Design.Points[0].Scenario.Name, Seed: answer.Design.Seed, Runs: answer.Runs,
		Complete: !answer.Interrupted, Notes: notes,
		head: pairRow(&blank, &experiment.Contest{Standings: make([]experiment.Standing, 1)}, &experiment.PairRow{})}
	for i := range contests {
		for j := range contests[i].Pairs {
			r.rows = append(r.rows, pairRow(c, &contests[i], &contests[i].Pairs[j]))
		}
	}
	return r
}

// WithHinges adds what a comparison hinges on, with the columns key, value, difference, change (of
// the difference), found and verdict.
func (r *Rows) WithHinges(all []experiment.Hinge) *Rows {
	for i := range all {
		h := &all[i]
		r.hinges = append(r.hinges, []entry{{"key", h.Key}, {"value", valueOf(h.Value)}, {"difference", differenceDoubt(&h.Difference)},
			{"change", differenceDoubt(&h.Change)}, {"found", string(h.Found)}, {"verdict", h.Verdict}})
	}
	return r
}

func pairRow(c *experiment.Comparison, contest *experiment.Contest, p *experiment.PairRow) []entry {
	row := []entry{{"metric", contest.Outcome.Metric}, {"window", contest.Outcome.Window}, {"vendor", contest.Vendor}, {"a", c.Names[p.A]}, {"b", c.Names[p.B]},
		{"difference", differenceDoubt(&p.Difference)},
		{"variance_reduction", decimal(p.Difference.VarianceReduction)},
		{"told", string(p.Told)}, {"better", string(contest.Better)}, {"indifference", decimal(contest.Indifference)}}
	row = append(row, standing("a_", contest.Standing(p.A))...)
	return append(row, standing("b_", contest.Standing(p.B))...)
}

// standing are the fields of one of a pair.
func standing(prefix string, s *experiment.Standing) []entry {
	return []entry{{prefix + "value", summaryDoubt(&s.Summary)}, {prefix + "rank", decimal(s.Rank)}, {prefix + "best", estimateDoubt(&s.Best)},
		{prefix + "regret", estimateDoubt(&s.Regret)}, {prefix + "downside", decimal(s.Downside)}}
}
