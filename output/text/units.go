package text

import (
	"math"

	"channelsim/scenarios"
	"channelsim/sim"
)

// Money prints an amount in a sentence with three digits, in thousands (k),
// millions (m) or billions (bn) where that is shorter: "EUR 1.25 m", without a
// currency "1.25 m". An undefined amount is a dash.
func Money(currency string, x float64) string {
	if undefined(x) {
		return "-"
	}
	if x != 0 { // first to three digits: 999,999 is 1.00 m
		digit := math.Pow10(int(math.Floor(math.Log10(math.Abs(x)))) - 2)
		x = math.Round(x/digit) * digit
	}
	unit, scale := "", 1.0
	switch size := math.Abs(x); {
	case size >= 1e9:
		unit, scale = " bn", 1e9
	case size >= 1e6:
		unit, scale = " m", 1e6
	case size >= 1e4:
		unit, scale = " k", 1e3
	}
	x /= scale
	if currency != "" {
		currency += " "
	}
	return currency + Round(x, significant(x, 3)) + unit
}

// When names a week, counted from 1: "week 31", or with start (YYYY-MM-DD, the
// first day of week 1) "Q1 2027 (week 31, from 1 Feb)". The quarter is the
// calendar's, that of the week's first day. An invalid start counts as none.
func When(start string, week int) string {
	return (&scenarios.Run{Start: start}).When(week)
}

// Unit names the unit in which values of a metric are shown when the largest is
// given, and the number to divide them by: money in the currency, in thousands
// or millions where that is shorter. Shares have none.
func Unit(m *sim.Metric, largest float64, currency string) (unit string, scale float64) {
	switch {
	case m.Share:
		return "", 1
	case m.Unit != "money":
		return m.Unit, 1
	}
	if currency == "" {
		currency = "money"
	}
	switch {
	case largest >= 1e7:
		return "million " + currency, 1e6
	case largest >= 1e4:
		return "thousand " + currency, 1e3
	}
	return currency, 1
}
