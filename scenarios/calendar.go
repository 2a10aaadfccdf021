package scenarios

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Date returns the first day of a week, counted from 1; false without a valid
// Start. A week belongs to the month, quarter and year of its first day.
func (r *Run) Date(week int) (time.Time, bool) {
	day, err := time.Parse(time.DateOnly, r.Start)
	if err != nil {
		return time.Time{}, false
	}
	return day.AddDate(0, 0, 7*(week-1)), true
}

// When names a week for people: "week 31", or with a Start the calendar quarter
// and the first day too, "Q1 2027 (week 31, from 27 Jan)".
func (r *Run) When(week int) string {
	day, ok := r.Date(week)
	if !ok {
		return fmt.Sprintf("week %d", week)
	}
	return fmt.Sprintf("%s (week %d, from %s)", Quarter(day), week, day.Format("2 Jan"))
}

// Quarter names the calendar quarter of a day: "Q3 2026".
func Quarter(day time.Time) string {
	return fmt.Sprintf("Q%d %d", (int(day.Month())+2)/3, day.Year())
}

// Months names the calendar months in which the weeks from first to last begin:
// "Jul-Sep 2026", "Nov 2026-Jan 2027"; empty without a valid Start.
func (r *Run) Months(first, last int) string {
	from, ok := r.Date(first)
	to, _ := r.Date(last)
	switch {
	case !ok:
		return ""
	case from.Year() != to.Year():
		return from.Format("Jan 2006") + "-" + to.Format("Jan 2006")
	case from.Month() != to.Month():
		return from.Format("Jan") + "-" + to.Format("Jan 2006")
	}
	return to.Format("Jan 2006")
}

// textRules say what is wrong with a text that is neither empty nor one of a
// list of words, by the parameter's key.
var textRules = map[string]func(string) string{
	"run.start": func(s string) string {
		if _, err := time.Parse(time.DateOnly, s); err != nil {
			return "must be a date, written as 2027-01-04"
		}
		return ""
	},
	"run.currency": func(s string) string {
		if utf8.RuneCountInString(s) > 12 || strings.ContainsFunc(s, unfit) {
			return "must be at most 12 printable characters without spaces, for instance EUR"
		}
		return ""
	},
}

// unfit reports whether a character would spoil a table's heading.
func unfit(r rune) bool { return unicode.IsSpace(r) || !unicode.IsPrint(r) || r == '\uFFFD' }
