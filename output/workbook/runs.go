package workbook

import "strings"

// runsLead are the columns of runs.parquet before the outcomes.
const runsLead = 4

// runs has a row for each run and vendor, as the file has it: what a pivot table starts from.
func (b *book) runs() error {
	if !b.archive.Holds(runsFile) {
		return nil
	}
	t, err := b.archive.Table(runsFile)
	if err != nil {
		return err
	}
	g := &grid{name: "Runs", source: runsFile, frozen: runsLead, len: t.Len,
		title: "Every run: a row for each run and vendor, a column for each outcome over each window; About says what the outcomes are",
		says:  "every single run, with a column for each outcome over each window, named METRIC__WINDOW as in runs.parquet"}
	formats := []string{plainFormat, plainFormat, plainFormat, ""}
	for i, name := range t.Columns {
		width := 10.0
		if i >= runsLead {
			metric, _, _ := strings.Cut(name, "__")
			formats, width = append(formats, b.format(metric, false)), widthOf(name)
		}
		if name == "replication" {
			width = 12
		}
		g.columns = append(g.columns, column{name, width, name != "vendor"})
	}
	row := make([]cell, len(t.Columns))
	g.rows = cells(t.Rows, func(r []any) []cell {
		for i, v := range r {
			row[i] = in(formats[i], v)
		}
		return row
	})
	return b.add(g)
}
