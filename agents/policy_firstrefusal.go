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
	best, most := Nobody, -1.0
	for i := range d.Vendor.Candidates {
		p := d.AnyPartner(l, i)
		if p == Nobody {
			break
		}
		fit := d.FitOther
		if d.seemsToFit(l, p, i) {
			fit = d.FitOwn
		}
		if worth := d.Vendor.Conversion(&d.Standing[p], d.MeanWins) * fit; worth > most {
			best, most = p, worth
		}
	}
	return best
}
