package text

import (
	"fmt"
	"math"
	"time"
)

// storyMoney prints an amount in its currency, rounded to three digits.
func storyMoney(currency string, x float64) string {
	if undefined(x) {
		return "-"
	}
	place := 0
	if x != 0 {
		place = max(0, int(math.Floor(math.Log10(math.Abs(x))))-2)
	}
	s := Round(x, place)
	if currency != "" {
		s = currency + " " + s
	}
	return s
}

// storyWhen names a week: its number, and the date on which it began where the
// scenario has a date of week 1.
func storyWhen(start string, week int) string {
	day, err := time.Parse(time.DateOnly, start)
	if err != nil || week < 1 {
		return fmt.Sprintf("Week %d", week)
	}
	return fmt.Sprintf("Week %d (%s)", week, day.AddDate(0, 0, 7*(week-1)).Format("2 Jan 2006"))
}
