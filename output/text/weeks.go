package text

import (
	"fmt"
	"time"
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

// calendarTicks marks the week in which each calendar period of so many months begins.
func calendarTicks(weeks int, day time.Time, months int) []Tick {
	var ticks []Tick
	year := day.Year() - day.Year()%max(1, months/12)
	for p := time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC); ; p = p.AddDate(0, months, 0) {
		week := int(p.Sub(day).Hours())/(24*7) + 1
		switch {
		case p.Before(day):
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
		return fmt.Sprintf("Q%d %d", (int(p.Month())+2)/3, p.Year())
	}
	return fmt.Sprint(p.Year())
}

// WeekTitle names the axis that WeekTicks labels, with its unit.
func WeekTitle(start string) string {
	if _, err := time.Parse(time.DateOnly, start); err != nil {
		return "week"
	}
	return "calendar time (week 1 is " + start + ")"
}
