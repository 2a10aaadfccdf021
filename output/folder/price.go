package folder

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"channelsim/sim/experiment"
)

// price is a Price in result.json.
type price struct {
	Runs    int        `json:"runs" says:"pairs of runs: the scenario as it stands, and with a closed-loop review"`
	Weeks   int        `json:"weeks" says:"horizon of these runs"`
	Spirals int        `json:"spirals" says:"of these, how many come to a spiral as it stands"`
	Closed  int        `json:"spirals_closed_loop" says:"and with a closed-loop review"`
	Changes []change   `json:"changes" says:"what the scenario has more than with a closed-loop review"`
	Turns   *breakEven `json:"turns,omitempty" says:"the value of reps' time at which the vendor neither gains nor loses; left out where nothing hinges on it"`
	Says    string     `json:"says" says:"the price in words"`
}

type change struct {
	Outcome string  `json:"outcome" says:"METRIC@WINDOW, the window in weeks"`
	Level   decimal `json:"level" says:"mean with a closed-loop review"`
	Mean    decimal `json:"mean" says:"mean difference, run by run"`
	Low     decimal `json:"ci_low" says:"lower end of its 95 % interval"`
	High    decimal `json:"ci_high" says:"upper end of its 95 % interval"`
	N       int     `json:"n" says:"pairs of runs behind it"`
}

type breakEven struct {
	Share  decimal `json:"share" says:"direct.account_deals at which the vendor's profit is the same, below 0 or above 1 where it never is"`
	Low    decimal `json:"low" says:"from this value on, and"`
	High   decimal `json:"high" says:"up to this one chance leaves open who gains; low above high: nowhere between 0 and 1"`
	Stated decimal `json:"stated" says:"the scenario's direct.account_deals"`
	Each   decimal `json:"each" says:"what account work brings if all of it counts, money a rep and year"`
}

func pricing(a *experiment.Answer) *price {
	p := a.Price
	if p == nil {
		return nil
	}
	out := &price{Runs: p.Runs, Weeks: p.Weeks, Spirals: p.Spirals, Closed: p.Closed, Says: p.Say(a.Design.Points[0].Scenario.Run.Currency)}
	for i := range p.Changes {
		c, d := &p.Changes[i], &p.Changes[i].Difference
		out.Changes = append(out.Changes, change{c.Outcome.String(), decimal(c.Level), decimal(d.Mean), decimal(d.CILow), decimal(d.CIHigh), d.N})
	}
	if t := p.Turns; t != nil {
		out.Turns = &breakEven{decimal(t.Share), decimal(t.Low), decimal(t.High), decimal(t.Stated), decimal(t.Each)}
	}
	return out
}

// ReadPrice reads the price of the spiral that a finished folder tells, nil if it tells none.
func ReadPrice(dir string) (*experiment.Price, error) {
	path := filepath.Join(dir, resultFile)
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var d struct{ Price *price }
	if err := json.Unmarshal(b, &d); err != nil {
		return nil, fmt.Errorf("%s: cannot be read: %w", path, err)
	}
	p := d.Price
	if p == nil {
		return nil, nil
	}
	out := &experiment.Price{Runs: p.Runs, Weeks: p.Weeks, Spirals: p.Spirals, Closed: p.Closed}
	for _, c := range p.Changes {
		o, err := experiment.ParseOutcome(c.Outcome, nil)
		if err != nil {
			return nil, fmt.Errorf("%s: price: %w", path, err)
		}
		out.Changes = append(out.Changes, experiment.Change{Outcome: o, Level: float64(c.Level),
			Difference: experiment.Difference{Mean: float64(c.Mean), CILow: float64(c.Low), CIHigh: float64(c.High), N: c.N}})
	}
	if t := p.Turns; t != nil {
		out.Turns = &experiment.BreakEven{Share: float64(t.Share), Low: float64(t.Low), High: float64(t.High), Stated: float64(t.Stated), Each: float64(t.Each)}
	}
	return out, nil
}
