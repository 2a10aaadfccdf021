package agents

import "channelsim/sim/chance"

// thompson draws for each of some partners a conversion rate from what the vendor
// may believe about it after its reports of four quarters,
//
//	Beta(w + k*m, n - w + k*(1 - m))        k = merit_weight, m = mean reported wins per lead
//
// with w reported wins on n leads, and gives the lead to the highest draw:
// Thompson (1933) sampling, which tries those it knows little of. It learns from
// reports, so it also learns who reports. No programme in the trade does this.
type thompson struct{}

var _ = Register("thompson", thompson{})

func (thompson) Route(d *Desk, l *Lead, _ bool) int32 {
	return d.Best(l, func(p int32, _ int) float64 { return d.imagine(l, p) })
}

// imagine draws a partner's conversion rate; the draw belongs to lead and partner.
func (d *Desk) imagine(l *Lead, partner int32) float64 {
	leads, wins, _ := d.Standing[partner].Year()
	mean := max(d.MeanWins, leastMean)
	won := float64(wins) + float64(d.Vendor.MeritWeight*mean)
	lost := float64(max(0, leads-wins)) + float64(d.Vendor.MeritWeight*(1-mean))
	stream := chance.NewStream(chance.Key(d.keyChoice, d.Sellers[partner].Entity), l.ID, d.draw(pickDraw))
	return chance.Beta(&stream, won, lost)
}
