package page

import (
	"math"
	"strings"

	"channelsim/output/text"
	"channelsim/scenarios"
	"channelsim/sim"
	"channelsim/sim/experiment"
)

// measure prints the values of one metric, all in one unit.
type measure struct {
	*sim.Metric
	unit  string // empty where the number says it all
	scale float64
}

// measureOf is the measure of a metric whose largest value is given.
func measureOf(metric string, largest float64, currency string) measure {
	m := &sim.Metrics[sim.MetricIndex(metric)]
	unit, scale := text.Unit(m, largest, currency)
	switch {
	case m.Share:
		unit, scale = "%", 0.01
	case m.Unit == "money" && currency == "":
		unit = strings.TrimSuffix(strings.TrimSuffix(unit, "money"), " ")
	case m.Unit == "0-1":
		unit = "from 0 to 1"
	}
	return measure{m, unit, scale}
}

// name is the metric as the heading of a row.
func (m measure) name() string { return text.Capital(m.Label) }

// none stands where there is no number.
var none = cell{Main: "–"}

// cell is a mean with its 95 % interval, with the digits that this gives meaning to and no more
// than three.
func (m measure) cell(mean, low, high float64) cell {
	if undefined(mean) {
		return none
	}
	mean, low, high = mean/m.scale, low/m.scale, high/m.scale
	place := text.Place(mean, low, high)
	c := cell{Main: figures(mean, place)}
	if !undefined(low) && !undefined(high) {
		c.Range = figures(low, place) + " to " + figures(high, place)
	}
	if m.unit == "%" {
		c.Main += " %"
	}
	return c
}

// figures prints a number with a true minus sign.
func figures(x float64, place int) string {
	return strings.Replace(text.Round(x, place), "-", "\u2212", 1)
}

// level is the cell of a mean that cannot lie below nought, or above one for a share: nor does
// its interval. Only a profit may be a loss.
func (m measure) level(mean, low, high float64) cell {
	if !strings.HasSuffix(m.Key, "profit") {
		low = max(low, 0)
	}
	if m.Share || m.Unit == "0-1" {
		high = min(high, 1)
	}
	return m.cell(mean, low, high)
}

func (m measure) summary(s *experiment.Summary) cell {
	if s == nil {
		return none
	}
	return m.level(s.Mean, s.CILow, s.CIHigh)
}

func (m measure) estimate(e *experiment.Estimate) cell { return m.level(e.Mean, e.CILow, e.CIHigh) }

// difference is a paired difference; that of shares is in percentage points.
func (m measure) difference(d *experiment.Difference) cell {
	c := m.cell(d.Mean, d.CILow, d.CIHigh)
	c.Main = strings.TrimSuffix(c.Main, " %")
	if d.Mean > 0 {
		c.Main = "+" + c.Main
	}
	return c
}

// one is a number by itself.
func (m measure) one(x float64) cell { return m.cell(x, math.NaN(), math.NaN()) }

// beside is a number that stands beside a mean with its interval: with a digit more than that if
// it is money.
func (m measure) beside(x float64, s *experiment.Summary) cell {
	if undefined(x) {
		return none
	}
	place := text.Place(s.Mean/m.scale, s.CILow/m.scale, s.CIHigh/m.scale)
	if m.unit == "%" {
		return cell{Main: figures(x/m.scale, place) + " %"}
	}
	return cell{Main: figures(x/m.scale, place-1)}
}

// per is the unit of a difference, in words.
func (m measure) per() string {
	if m.unit == "%" {
		return "percentage points"
	}
	return m.unit
}

// say prints a value of a metric in a sentence: EUR 1.25 million, 31 %, 0.41.
func say(m *sim.Metric, currency string, x float64) string {
	switch {
	case undefined(x):
		return "an unknown value"
	case m.Share:
		return percent(x)
	case m.Unit == "money":
		return money(currency, x)
	case m.Unit == "0-1":
		return text.Round(x, -2)
	}
	return text.Interval(x, math.NaN(), math.NaN())
}

var units = strings.NewReplacer(" k", " thousand", " m", " million", " bn", " billion")

// money prints an amount in a sentence: EUR 1.25 million, 36,500.
func money(currency string, x float64) string {
	amount := units.Replace(text.Money("", x))
	if currency == "" {
		return amount
	}
	return currency + " " + amount
}

// moneyBetween prints an interval of money: EUR 3.60 to 3.93 million.
func moneyBetween(currency string, low, high float64) string {
	a, b := money(currency, low), money(currency, high)
	number, unit, _ := strings.Cut(money("", low), " ")
	if _, other, _ := strings.Cut(money("", high), " "); other == unit && unit != "" {
		a = strings.TrimSpace(currency + " " + number)
		b = money("", high)
	}
	return a + " to " + b
}

// percent prints a share with two digits at least and no false precision: 31 %, 4.5 %, 0.57 %.
func percent(x float64) string {
	place := 0
	switch size := math.Abs(100 * x); {
	case size == 0:
	case size < 0.995:
		place = -2
	case size < 9.95:
		place = -1
	}
	return text.Round(100*x, place) + " %"
}

// between prints the interval of a share: 91 to 97 %.
func between(low, high float64) string {
	a, b := strings.TrimSuffix(percent(low), " %"), percent(high)
	return a + " to " + b
}

func undefined(x float64) bool { return math.IsNaN(x) || math.IsInf(x, 0) }

// list joins words: a, b and c.
func list(all []string) string {
	if len(all) < 2 {
		return strings.Join(all, "")
	}
	last := len(all) - 1
	return strings.Join(all[:last], ", ") + " and " + all[last]
}

// round takes the noise of arithmetic off the last digits of a number.
func round(x float64) float64 { return scenarios.Rounded(x, 12) }
