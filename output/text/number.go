package text

import (
	"math"
	"strconv"
	"strings"
)

// Interval prints a number with its interval, rounded to what the interval
// tells: "0.41 [0.38, 0.44]". A number without an interval has three significant
// digits; an undefined one is a dash. Thousands are set off by commas.
func Interval(mean, low, high float64) string {
	return intervalTo(intervalPlace(mean, low, high), mean, low, high)
}

// intervalTo is Interval with its last digit at a place of one's own.
func intervalTo(place int, mean, low, high float64) string {
	switch {
	case undefined(mean):
		return "-"
	case undefined(low) || undefined(high):
		return Round(mean, place)
	}
	return Round(mean, place) + " [" + Round(low, place) + ", " + Round(high, place) + "]"
}

// intervalPlace is the place of the last digit that Interval prints.
func intervalPlace(mean, low, high float64) int {
	if undefined(mean) || undefined(low) || undefined(high) || !(high-low > 1e-6*math.Abs(mean)) { // rounding is no spread
		return significant(mean, 3)
	}
	return placeOf((high - low) / 2)
}

// Percent prints a share with its interval in per cent, rounded to what the
// interval tells, with at most two decimals: "41 % [38, 44]".
func Percent(mean, low, high float64) string {
	return percentTo(percentPlace(mean, low, high), mean, low, high)
}

// percentTo is Percent with its last digit at a place of one's own.
func percentTo(place int, mean, low, high float64) string {
	switch {
	case undefined(mean):
		return "-"
	case undefined(low) || undefined(high):
		return Round(100*mean, place) + " %"
	}
	return Round(100*mean, place) + " % [" + Round(100*low, place) + ", " + Round(100*high, place) + "]"
}

// percentPlace is the place of the last digit that Percent prints.
func percentPlace(mean, low, high float64) int {
	if undefined(mean) || undefined(low) || undefined(high) || !(high > low) {
		return 0
	}
	return min(0, max(-2, placeOf(50*(high-low))))
}

// finer is a place, with a digit more where another figure beside it has more: figures that are taken from each
// other must not contradict each other by rounding.
func finer(place, beside int) int { return max(place-1, min(place, beside)) }

// Round prints x rounded to the decimal place 10^place, with commas between
// thousands: Round(1234567, 3) is "1,235,000", Round(0.4142, -2) is "0.41".
func Round(x float64, place int) string {
	decimals := max(0, -place)
	if place > 0 {
		unit := math.Pow10(place)
		x = math.Round(x/unit) * unit
	}
	s := strconv.FormatFloat(x, 'f', decimals, 64)
	sign := ""
	if strings.HasPrefix(s, "-") {
		s = s[1:]
		if strings.Trim(s, "0.") != "" { // no "-0.00"
			sign = "-"
		}
	}
	whole, rest := s, ""
	if i := strings.IndexByte(s, '.'); i >= 0 {
		whole, rest = s[:i], s[i:]
	}
	return sign + commas(whole) + rest
}

func commas(digits string) string {
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

// Place is the place of the last digit of a number, and of the ends of its interval, that
// the interval leaves meaning to; of three significant digits where these are fewer, or
// where there is no interval.
func Place(mean, low, high float64) int {
	place := significant(mean, 3)
	if undefined(low) || undefined(high) || high <= low {
		return place
	}
	if mean == 0 { // has no digits of its own
		return placeOf((high - low) / 2)
	}
	return max(placeOf((high-low)/2), place)
}

// placeOf is the place of the last digit that a half-width of an interval
// leaves meaning to: of its first digit, or of its second where that is a 1.
func placeOf(half float64) int {
	place := int(math.Floor(math.Log10(half)))
	if half < 2*math.Pow10(place) {
		place--
	}
	return place
}

// significant is the place of the last of so many significant digits of x.
func significant(x float64, digits int) int {
	if x == 0 {
		return 0
	}
	return min(0, int(math.Floor(math.Log10(math.Abs(x))))-digits+1)
}

func undefined(x float64) bool { return math.IsNaN(x) || math.IsInf(x, 0) }
