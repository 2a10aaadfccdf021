package agents

// firstRefusal offers a lead to the partner that seems best, among some that an
// account manager would think of: the greatest
//
//	conversion * fit        fit = fit_own where its segment seems to match, else fit_other
//
// What it has not opened after recall_after weeks moves on to the best of others:
// the policy recalls and reassigns even where the vendor does not otherwise
// (right of first refusal, as in lead programmes with an accept-by date). All
// leads go to partners.
type firstRefusal struct{}

var _ = Register("first-refusal", firstRefusal{})

func (firstRefusal) Route(d *Desk, l *Lead, _ bool) int32 {
	return d.Best(l, func(p int32, draw int) float64 {
		fit := d.FitOther
		if d.seemsToFit(l, p, draw) {
			fit = d.FitOwn
		}
		return d.Vendor.Conversion(&d.Standing[p], d.MeanWins) * fit
	})
}
