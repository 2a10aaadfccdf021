package workbook

import "channelsim/sim"

// Columns of funnel.csv.
const (
	fPoint = iota
	fVendor
	fRoute
	fGrade
	fStage
	fActual
	fActualSD
	fActualLow
	fActualHigh
	fReported
	fReportedSD
	fReportedLow
	fReportedHigh
	fN
)

// funnel says how far leads come, by route and grade, as it is and as the vendor's figures
// have it: the whole market and all grades first.
func (b *book) funnel() error {
	if !b.archive.Holds(funnelFile) {
		return nil
	}
	t, err := b.archive.Table(funnelFile)
	if err != nil {
		return err
	}
	g := &grid{name: "Funnel", source: funnelFile, len: t.Len, narrow: true, frozen: 4,
		title: "How far leads come, by route and grade: as it is, and as the vendor's figures have it",
		says:  "leads received, opened, worked, turned into opportunities, decided and won, by route and grade, as it is and as the vendor's figures have it",
		columns: []column{words("vendor", 12), words("route", 12), words("grade", 14), words("stage", 14),
			numbers("actual: mean", 12), numbers("actual: 95 % low", 12), numbers("actual: 95 % high", 12),
			numbers("reported: mean", 12), numbers("reported: 95 % low", 12), numbers("reported: 95 % high", 12), numbers("n", 8),
			numbers("actual: standard deviation", 13), numbers("reported: standard deviation", 13)}}
	if b.several() {
		g.columns, g.frozen = append([]column{words("case", 30)}, append(g.columns, numbers("point", 7))...), 5
	}
	main := func(r []any) bool { return r[fVendor] == sim.All && r[fGrade] == sim.All }
	g.rows = cells(chapters(t, main,
		func(r []any) bool { return r[fVendor] == sim.All && !main(r) },
		func(r []any) bool { return r[fVendor] != sim.All }), b.funnelRow)
	return b.add(g)
}

func (b *book) funnelRow(r []any) []cell {
	const leads = "#,##0.0"
	row := []cell{{value: r[fVendor]}, {value: r[fRoute]}, {value: r[fGrade]}, {value: r[fStage]},
		in(leads, r[fActual]), in(leads, r[fActualLow]), in(leads, r[fActualHigh]),
		in(leads, r[fReported]), in(leads, r[fReportedLow]), in(leads, r[fReportedHigh]), in(wholeFormat, r[fN]),
		in(leads, r[fActualSD]), in(leads, r[fReportedSD])}
	return b.withCase(row, r[fPoint].(int64))
}
