package experiment

import (
	"fmt"
	"math"

	"channelsim/sim"
)

// Say says in the trade's words who pays for the spiral, on which side of which value of reps' time the vendor
// stands, and why it should care where it does not lose.
func (p *Price) Say(currency string) string {
	run, long, year := p.spans()
	says, pays := "With a closed-loop review", "Partners pay for that: they"
	if !p.prevents() {
		says, pays = "A closed-loop review does not keep the spiral away: with it", "Partners gain by it all the same: without it they"
	}
	says += fmt.Sprintf(" %s of %s %s within %s, as it stands %s. ", noneOr(p.Closed), CountOf(p.Runs, "run"), verb(max(1, p.Closed), "spirals", "spiral"),
		weeksOf(spanOf(1, p.Weeks).Name), stand(p.Spirals))
	if lost := p.change("partner_profit", run); lost.Difference.CIHigh < 0 {
		says += fmt.Sprintf("%s make %s less profit over %s", pays, p.less("partner_profit", run, currency), weeksOf(run))
		left := p.change("partners_left", run).Difference.CILow > 0
		if left {
			says += fmt.Sprintf(", and %s more of them leave", p.more("partners_left", run))
		}
		if long != run {
			says += "; over five years it is " + p.less("partner_profit", long, currency)
			if left {
				says += " and " + p.more("partners_left", long)
			}
		}
		says += ". "
	}
	says += p.sayVendor(long, currency)
	revenue := p.change("revenue_total", year)
	if vendor := p.change(sim.VendorProfit, long); !(vendor.Difference.CIHigh < 0) && revenue.Difference.CIHigh < 0 {
		says += fmt.Sprintf(" It should care all the same: at the end of these years its revenue is %s a year lower (%s), and partners that left sell for others.",
			p.less("revenue_total", year, currency), share(-revenue.Difference.Mean/revenue.Level))
	}
	return says
}

// prevents reports whether what a closed loop changes is the spiral: whether it keeps it away in half of the runs that have it.
func (p *Price) prevents() bool { return 2*p.Closed <= p.Spirals }

// stand says how many runs spiral as it stands.
func stand(n int) string { return fmt.Sprintf("%d %s", n, verb(n, "does", "do")) }

// sayVendor says whether the vendor gains or loses, and at which value of its reps' time that turns.
func (p *Price) sayVendor(window, currency string) string {
	c := p.change(sim.VendorProfit, window)
	d := &c.Difference
	says, by, cause := "", "by it", "by the spiral"
	if !p.prevents() {
		by, cause = "without such a review", "without it"
	}
	switch size := step(c.Outcome, currency, math.Abs(d.Mean)); {
	case d.CIHigh < 0:
		says = fmt.Sprintf("The vendor loses %s %s over %s.", size, by, weeksOf(window))
	case d.CILow > 0:
		says = fmt.Sprintf("The vendor gains %s %s over %s.", size, by, weeksOf(window))
	default:
		says = fmt.Sprintf("Whether the vendor gains or loses cannot be told: %s to %s over %s.", step(c.Outcome, currency, d.CILow), step(c.Outcome, currency, d.CIHigh), weeksOf(window))
	}
	return says + p.sayTurn(c.Outcome, cause, currency)
}

func (p *Price) sayTurn(o Outcome, cause, currency string) string {
	t := p.Turns
	switch {
	case t == nil:
		return ""
	case t.Low > t.High && t.Share > 1:
		return " It does so whatever its reps' time is worth."
	case t.Low > t.High:
		return " It does so even if its reps' time were worth nothing."
	}
	return fmt.Sprintf(" That hinges on what its reps' time is worth: it gains %s where less than %.0f %% of the deals that their account work brings would not have come without it "+
		"(between %.0f and %.0f %% chance leaves it open; account_deals, here %s), which is %s of revenue a rep and year, and loses where it is more.",
		cause, 100*t.Share, 100*t.Low, 100*t.High, share(t.Stated), step(o, currency, math.Max(0, t.Share)*t.Each))
}

// spans are the windows of the run, of five years, which may be the same, and of the last year.
func (p *Price) spans() (run, long, year string) {
	run, year = p.Changes[0].Outcome.Window, p.Changes[len(p.Changes)-1].Outcome.Window
	return run, p.Changes[len(p.Changes)-2].Outcome.Window, year
}

func (p *Price) change(metric, window string) *Change {
	for i := range p.Changes {
		if c := &p.Changes[i]; c.Outcome.Metric == metric && c.Outcome.Window == window {
			return c
		}
	}
	return &Change{}
}

// less says by how much an outcome is lower; where it is not, that is below zero.
func (p *Price) less(metric, window, currency string) string {
	c := p.change(metric, window)
	return step(c.Outcome, currency, -c.Difference.Mean)
}

func (p *Price) more(metric, window string) string {
	return fmt.Sprintf("%.0f", p.change(metric, window).Difference.Mean)
}

// weeksOf says how long a window from week 1 is.
func weeksOf(window string) string {
	_, last, err := parseWeeks(window)
	if err == nil && last == fiveYears {
		return "five years"
	}
	return fmt.Sprintf("the %d weeks", last)
}
