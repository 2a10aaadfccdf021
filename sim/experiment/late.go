package experiment

import (
	"fmt"
	"math"

	"channelsim/scenarios"
)

// TooLate is the number of weeks before the horizon in which a spiral begins too late to tell
// whether it lasts. A run counts as a spiral that is below the line in the last week, and so some
// have just dipped below it: of those that had been there for less than half a year fewer than half
// stayed for a year more, of the others most (sim/RESULTS.md, section 4).
const TooLate = 26

// Late is the number of spirals that began too late to tell whether they last.
func (s *Survival) Late() int {
	last := len(s.Healthy) - 1
	if s.Spirals == 0 || last < 0 {
		return 0
	}
	return int(math.Round(float64(s.Runs) * (s.Healthy[last-s.LateWeeks()] - s.Healthy[last])))
}

// LateWeeks is the number of last weeks in which a spiral begins too late: TooLate, or all there are.
func (s *Survival) LateWeeks() int { return min(TooLate, len(s.Healthy)-1) }

// LateNote says how many spirals began too late, and what would tell; nothing where none did.
func (s *Survival) LateNote() string {
	if s.Late() == 0 {
		return ""
	}
	return fmt.Sprintf("%d of %s began in the last %d weeks, %s: --weeks %d tells", s.Late(), CountOf(s.Spirals, "spiral"), s.LateWeeks(), s.unknown(), s.longer())
}

// unknown is what is said of late spirals.
func (s *Survival) unknown() string {
	if s.Spirals == 1 {
		return "too late to tell whether it lasts"
	}
	return "too late to tell whether they last"
}

// longer is the number of weeks after which the late spirals have lasted or not: a year more.
func (s *Survival) longer() int { return len(s.Healthy) - 1 + 52 }

// mostlyLate reports whether half of the spirals or more began too late, so that their median week
// tells of the horizon rather than of them.
func (s *Survival) mostlyLate() bool { return s.Spirals > 0 && 2*s.Late() >= s.Spirals }

// Begun says when the spirals began, to follow their number: ", half of them by week 119; 41 of them
// in the last 26 weeks, too late to tell whether they last". Where most began late there is no median.
func (s *Survival) Begun(run *scenarios.Run) string {
	if s.Spirals == 0 {
		return ""
	}
	when := ", half of them by "
	if s.Spirals == 1 {
		when = ", in "
	}
	when += run.When(int(math.RoundToEven(s.MedianWeek)))
	switch late := fmt.Sprintf("in the last %d weeks, %s", s.LateWeeks(), s.unknown()); {
	case s.Late() == 0:
		return when
	case s.Spirals == 1:
		return when + ", " + s.unknown()
	case s.Late() == s.Spirals:
		return ", all of them " + late
	case s.mostlyLate():
		return fmt.Sprintf(", %d of them %s", s.Late(), late)
	default:
		return fmt.Sprintf("%s; %d of them %s", when, s.Late(), late)
	}
}
