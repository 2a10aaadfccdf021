package folder

import "channelsim/sim/experiment"

// sweptSays is what the column of a varied key says.
const sweptSays = "value of the parameter KEY at this point"

// sweepColumns are the columns of `sweep`, with one for each varied key.
func sweepColumns(keys []string) []column {
	columns := []column{metricColumn, windowColumn, vendorColumn, pointColumn}
	for _, key := range keys {
		columns = append(columns, column{key, value, sweptSays})
	}
	return append(columns,
		column{"value", doubtful, "the outcome at this point"},
		column{"difference", doubtful, "the outcome less that of the first point, run by run on the same random numbers; undefined at the first point itself"})
}

// Sweep makes the rows of `sweep`, one for each outcome, vendor and point.
func Sweep(w *experiment.Sweep, answer *experiment.Answer, rows []experiment.SweepRow, notes []string) *Rows {
	var keys []string
	for _, v := range w.Design.Points[0].Vary {
		keys = append(keys, v.Key)
	}
	r := &Rows{Command: "sweep", Scenario: answer.Design.Points[0].Scenario.Name, Seed: answer.Design.Seed, Runs: answer.Runs,
		Complete: !answer.Interrupted, Notes: notes, columns: sweepColumns(keys)}
	for i := range rows {
		r.rows = append(r.rows, sweepRow(w, &rows[i]))
	}
	return r
}

func sweepRow(w *experiment.Sweep, r *experiment.SweepRow) []any {
	row := []any{r.Outcome.Metric, r.Outcome.Window, r.Vendor, r.Point}
	for _, v := range w.Design.Points[r.Point].Vary {
		row = append(row, setting{v.Value})
	}
	return append(row, summaryDoubt(&r.Summary), differenceDoubt(&r.Difference))
}

// setting is a parameter's value: in JSON a number or a text.
type setting struct{ value any }

// MarshalJSON prints numbers as numbers.
func (s setting) MarshalJSON() ([]byte, error) {
	switch v := s.value.(type) {
	case float64:
		return decimal(v).MarshalJSON()
	case int:
		return decimal(v).MarshalJSON()
	}
	return appendText(nil, plain(s.value)), nil
}
