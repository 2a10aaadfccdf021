package folder

import "channelsim/sim/experiment"

// Sweep makes the rows of `sweep`, one for each outcome, vendor and point: the columns metric,
// window, vendor and point, a column for each varied key, and then value and difference (less
// the first point, run by run).
func Sweep(w *experiment.Sweep, answer *experiment.Answer, rows []experiment.SweepRow, notes []string) *Rows {
	r := &Rows{Command: "sweep", Scenario: answer.Design.Points[0].Scenario.Name, Seed: answer.Design.Seed, Runs: answer.Runs,
		Complete: !answer.Interrupted, Notes: notes, head: sweepRow(w, &experiment.SweepRow{})}
	for i := range rows {
		r.rows = append(r.rows, sweepRow(w, &rows[i]))
	}
	return r
}

func sweepRow(w *experiment.Sweep, r *experiment.SweepRow) []entry {
	row := []entry{{"metric", r.Outcome.Metric}, {"window", r.Outcome.Window}, {"vendor", r.Vendor}, {"point", decimal(r.Point)}}
	for _, v := range w.Design.Points[r.Point].Vary {
		row = append(row, entry{v.Key, valueOf(v.Value)})
	}
	return append(row, entry{"value", summaryDoubt(&r.Summary)}, entry{"difference", differenceDoubt(&r.Difference)})
}

// valueOf is a parameter's value as rows have it: a number, or a word.
func valueOf(v any) any {
	switch v := v.(type) {
	case float64:
		return decimal(v)
	case int:
		return decimal(v)
	}
	return plain(v)
}
