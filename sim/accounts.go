package sim

import (
	"channelsim/agents"
	"channelsim/sim/chance"
)

// accountWork is what a vendor's reps do with the hours that leads and deals leave.
type accountWork struct {
	hours float64 // of this week
	won   float64 // these hours weighed with the reps' chance to win
	kept  float64 // share of its yield that account work keeps: what there is in a vendor's accounts is finite
}

// accountYield is the yield that a vendor's reps expect of account work, opportunities/hour:
// that of last week's.
func (w *World) accountYield(vendor int32) float64 {
	return float64(w.rules.Direct.AccountYield * w.accounts[vendor].kept)
}

// workAccounts notes a rep's hours of account work.
func (w *World) workAccounts(blk *block, s *agents.Seller) {
	a := &blk.accounts[s.Vendor]
	a.hours += s.Week.Hunted
	a.won += float64(s.Week.Hunted * min(1, w.rules.Market.Close*s.Closing))
}

// bookAccounts books what account work brought in expectation. Of the opportunities in a
// vendor's accounts, B of them for this week's projects, x that reps could pursue bring
// B*(1 - exp(-x/B)): the more there is of them, the more often two rest on the same one.
func (w *World) bookAccounts() {
	d := &w.rules.Direct
	for v := range w.accounts {
		sum := accountWork{}
		for b := range w.blocks {
			if a := w.blocks[b].accounts; w.blocks[b].rep {
				sum.hours += a[v].hours
				sum.won += a[v].won
				a[v] = accountWork{}
			}
		}
		rate := d.AccountYield / (1 + float64(d.AccountYield*w.rules.HoursPursue))
		w.accounts[v].kept = keptYield(float64(rate*sum.hours), float64(d.AccountBase*float64(len(w.newborn))), d.AccountBase > 0)
		if d.AccountDeals == 0 {
			continue
		}
		value := d.AccountDeals * w.accounts[v].kept * rate * sum.won * w.rules.Market.ValueMean
		t := &w.blocks[0].tally[v]
		t.sell(&w.rules.Vendors[v], revenueAccounts, value, 0)
		w.payCommission(t, value)
	}
}

// keptYield is B*(1 - exp(-x/B))/x, the share of x opportunities that B accounts bear.
func keptYield(x, accounts float64, finite bool) float64 {
	switch {
	case !finite || x == 0:
		return 1
	case accounts == 0:
		return 0
	}
	return accounts * (1 - float64(chance.Exp(-x/accounts))) / x
}

// payCommission books a rep's commission on a deal, where it is a cost of its own.
func (w *World) payCommission(t *Tally, value float64) {
	if w.rules.Direct.CommissionPaid {
		t.spend(costReps, float64(value*w.rules.Direct.Commission))
	}
}
