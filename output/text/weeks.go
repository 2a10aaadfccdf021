package text

import (
	"fmt"
	"time"

	"channelsim/scenarios"
)

// Tick is a labelled week on an axis.
type Tick struct {
	Week  int // from 1
	Label string
}

// WeekTicks labels at most most weeks of the horizon: by quarters or years of
// the calendar if start (YYYY-MM-DD, the date of week 1) is given, else by the
// number of the week, in steps of quarters. An invalid start counts as none.
func WeekTicks(weeks int, start string, most int) []Tick {
	day, err := time.Parse(time.DateOnly, start)
	if err != nil {
		return numberedTicks(weeks, most)
	}
	for _, months := range []int{1, 3, 6, 12, 24, 60, 120, 240, 600, 1200} {
		if ticks := calendarTicks(weeks, day, months); len(ticks) <= most {
			return ticks
		}
	}
	return nil
}

func numberedTicks(weeks, most int) []Tick {
	for _, step := range []int{1, 2, 4, 13, 26, 52, 104, 260, 520, 1040, 2600} {
		if weeks/step+1 > most {
			continue
		}
		ticks := []Tick{{1, "1"}}
		for w := step; w <= weeks; w += step {
			if w > 1 {
				ticks = append(ticks, Tick{w, fmt.Sprint(w)})
			}
		}
		return ticks
	}
	return []Tick{{1, "1"}}
}

// calendarTicks marks the first week that begins in each calendar period of so
// many months: a week belongs to the period of its first day. A period that has
// begun before marks week 1 while less than half of it is over.
func calendarTicks(weeks int, day time.Time, months int) []Tick {
	var ticks []Tick
	year := day.Year() - day.Year()%max(1, months/12)
	for p := time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC); ; p = p.AddDate(0, months, 0) {
		days, end := int(p.Sub(day).Hours())/24, p.AddDate(0, months, 0)
		week := max(1, (days+6)/7+1)
		switch {
		case p.Before(day) && day.Sub(p) > end.Sub(day): // over, or more of it than is left
		case week > weeks:
			return ticks
		default:
			ticks = append(ticks, Tick{week, periodName(p, months)})
		}
	}
}

func periodName(p time.Time, months int) string {
	switch {
	case months < 3:
		return p.Format("Jan 2006")
	case months < 12:
		return scenarios.Quarter(p)
	}
	return fmt.Sprint(p.Year())
}

// WeekTitle names the axis that WeekTicks labels, with its unit.
func WeekTitle(start string) string {
	day, err := time.Parse(time.DateOnly, start)
	if err != nil {
		return "week"
	}
	return "calendar time (week 1 begins on " + day.Format("2 Jan 2006") + ")"
}
