package folder

import (
	"iter"

	"channelsim/sim/experiment"
)

var funnelColumns = []column{
	pointColumn,
	vendorColumn,
	{"route", text, "direct, to the vendor's own reps, or partners"},
	{"grade", text, "grade that the vendor gave: A, B, C, D, unqualified or incomplete; all for all of them"},
	{"stage", text, "received (routed to a seller), opened (read), worked (a contact was paid for), opportunity, decided (won or lost), won; a lead that is routed anew is received again"},
	{"actual", number, "leads that came to the stage in a run, mean over the runs"},
	{"actual_sd", number, "standard deviation between runs; undefined with fewer than two"},
	{"actual_ci_low", number, "lower end of the mean's 95 % interval (Student's)"},
	{"actual_ci_high", number, "upper end of it"},
	{"reported", number, "the same as the vendor's figures have it; undefined where they say nothing: of leads with partners it hears only how some of them ended; account managers' leads count here, though reviews leave them out"},
	{"reported_sd", number, "standard deviation between runs"},
	{"reported_ci_low", number, "lower end of its 95 % interval"},
	{"reported_ci_high", number, "upper end of it"},
	{"n", whole, "runs"},
}

// funnelTable has a row for each stage that leads of a vendor, route and grade come to.
func funnelTable(rows iter.Seq2[[]experiment.FunnelRow, error]) table {
	return table{funnelColumns, rowsOf(rows, funnelRow)}
}

func funnelRow(r *experiment.FunnelRow) []cell {
	a, b := &r.Actual, &r.Reported
	return []cell{{whole: int64(r.Point)}, {text: r.Vendor}, {text: r.Route}, {text: r.Grade}, {text: r.Stage},
		{number: a.Mean}, {number: a.SD}, {number: a.CILow}, {number: a.CIHigh},
		{number: b.Mean}, {number: b.SD}, {number: b.CILow}, {number: b.CIHigh}, {whole: int64(a.N)}}
}

// readFunnel reads funnel.csv.
func readFunnel(path string) (rows []experiment.FunnelRow, err error) {
	for line, err := range readLines(path, len(funnelColumns)) {
		if err != nil {
			return nil, err
		}
		r := experiment.FunnelRow{Point: line.whole(0), Vendor: line.text(1), Route: line.text(2), Grade: line.text(3), Stage: line.text(4)}
		estimate := func(i int) experiment.Estimate {
			return experiment.Estimate{Mean: line.number(i), SD: line.number(i + 1), CILow: line.number(i + 2), CIHigh: line.number(i + 3)}
		}
		r.Actual, r.Reported = estimate(5), estimate(9)
		r.Actual.N = line.whole(13)
		if r.Reported.Mean == r.Reported.Mean { // defined
			r.Reported.N = r.Actual.N
		}
		if line.bad != nil {
			return nil, line.bad
		}
		rows = append(rows, r)
	}
	return rows, nil
}
