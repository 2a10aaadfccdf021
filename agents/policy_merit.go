package agents

import "channelsim/sim/chance"

// merit draws, among some partners that an account manager would think of, one
// by lot with chances in proportion to
//
//	weight = conversion * (0.5 + esteem)
//
// with the vendor's estimate of reported wins per lead (Vendor.Conversion) and
// its esteem, 0..1. What is not reported is no merit, and who asks loses some:
// performance-based distribution as PRM tools offer it. All leads go to partners.
type merit struct{}

var _ = Register("merit", merit{})

func (merit) Route(d *Desk, l *Lead, _ bool) int32 {
	total := 0.0
	for i := range d.Vendor.Candidates {
		total += d.merits(d.AnyPartner(l, i))
	}
	left := total * chance.Uniform(d.keyChoice, l.ID, d.draw(pickDraw))
	for i := range d.Vendor.Candidates {
		p := d.AnyPartner(l, i)
		if left -= d.merits(p); left < 0 {
			return p
		}
	}
	return d.AnyPartner(l, 0) // whoever there is
}

func (d *Desk) merits(partner int32) float64 {
	if partner == Nobody {
		return 0
	}
	st := &d.Standing[partner]
	return d.Vendor.Conversion(st, d.MeanWins) * (0.5 + st.Esteem)
}
