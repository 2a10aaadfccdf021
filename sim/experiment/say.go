package experiment

import (
	"fmt"
	"math"
	"slices"

	"channelsim/scenarios"
	"channelsim/sim"
	"channelsim/sim/stats"
)

// Closing is how a command ends: what came out, and what to ask next. After an interruption that is the
// same command again, which is left to who knows how it was given.
type Closing struct {
	Says    string // one or two sentences in the trade's words
	Ask     string // a question that lies near
	Command string // the command that answers it
}

// Shares of runs with a spiral between which it is said to come or not by chance.
const (
	seldomSpirals = 0.1
	mostlySpirals = 0.5
)

// Say closes a run of one scenario. source is how the user named the scenario, for
// the command.
func Say(a *Answer, source string) Closing {
	s := a.SurvivalOf(0)
	if s == nil || s.Runs == 0 {
		return Closing{"No run was finished: there is nothing to say yet.",
			"What do a few runs say?", "channelsim run " + source + " --runs 20"}
	}
	scenario := a.Design.Points[0].Scenario
	c := Closing{Says: course(a) + " " + spiralled(s, &scenario.Run)}
	switch {
	case s.Runs < FewRuns:
		c.Says = fmt.Sprintf("%s can say little. So far: %s", sentenceCount(s.Runs), c.Says)
		c.Ask, c.Command = "Does it hold over more runs?", "channelsim run "+source+" --runs 200"
	case s.mostlyLate() && moodOf(s) != healthy:
		c.Ask, c.Command = "Do they last? A year more tells.", fmt.Sprintf("channelsim run %s --weeks %d", source, s.longer())
	default:
		c.Ask, c.Command = next(scenario, source, moodOf(s))
	}
	if a.Interrupted {
		c.Says = "Interrupted: " + lowerFirst(c.Says)
	}
	return c
}

// The windows that moved compares.
const (
	firstQuarter = "first_quarter"
	lastHalfYear = "last_half_year"
)

// A move of follow-up of less than little is hardly one, if it is also sure to be less than some.
const (
	little = 0.02
	some   = 0.05
)

// moved says how partners' follow-up went from the first quarter to the last
// half-year, by what it did in each run.
func moved(a *Answer) string {
	first := a.Find(0, sim.All, sim.FollowUp, firstQuarter)
	last := a.Find(0, sim.All, sim.FollowUp, lastHalfYear)
	before, after := a.named(firstQuarter), a.named(lastHalfYear)
	switch {
	case a.overlap():
		return a.level()
	case first == nil || last == nil || math.IsNaN(first.Mean):
		return fmt.Sprintf("Partners received no leads in %s, so follow-up has no trend.", before)
	case math.IsNaN(last.Mean):
		return fmt.Sprintf("Partners worked %s of their leads in %s and received none in %s.", share(first.Mean), before, after)
	}
	change, ci, runs := a.move(first, last)
	switch {
	case math.Abs(change) < little && (runs == 1 || ci.Low > -some && ci.High < some): // what a single run did is plain
		return fmt.Sprintf("Partners' follow-up hardly moved: %s of leads were worked in %s, %s in %s.",
			share(first.Mean), before, shareWithin(last), after)
	case runs != 1 && !(ci.High < 0) && !(ci.Low > 0):
		return fmt.Sprintf("Whether partners' follow-up moved cannot be told yet: %s of leads were worked in %s, %s in %s.",
			share(first.Mean), before, shareWithin(last), after)
	case change < 0:
		return fmt.Sprintf("Partners' follow-up fell from %s of leads in %s to %s in %s.", share(first.Mean), before, shareWithin(last), after)
	}
	return fmt.Sprintf("Partners' follow-up rose from %s of leads in %s to %s in %s.", share(first.Mean), before, shareWithin(last), after)
}

// move is how follow-up moved between two windows, with its interval and the number of runs behind it:
// run by run, or, where the runs are not at hand, as far as the windows' own intervals tell.
func (a *Answer) move(first, last *Summary) (change float64, ci stats.Interval, runs int) {
	if len(a.moved) == 0 {
		return last.Mean - first.Mean, stats.Interval{Low: last.CILow - first.CIHigh, High: last.CIHigh - first.CILow}, last.N
	}
	var student stats.Student
	m := a.moved[0]
	return m.Average(), student.Mean(m), m.N
}

// overlap reports whether the first quarter and the last half-year have weeks in common.
func (a *Answer) overlap() bool {
	windows := sim.StandardWindows(a.weeks())
	return windows[0].Last >= windows[1].First
}

func (a *Answer) weeks() int { return a.Design.Points[0].Scenario.Run.Weeks }

// level says how much partners follow up over a horizon that is too short for a trend.
func (a *Answer) level() string {
	whole := a.Find(0, sim.All, sim.FollowUp, "all")
	if whole == nil || math.IsNaN(whole.Mean) {
		return fmt.Sprintf("Partners received no leads in %s.", CountOf(a.weeks(), "week"))
	}
	return fmt.Sprintf("Partners worked %s of their leads; %s %s too short to tell how that moves, since the first quarter and the last half-year overlap.",
		shareWithin(whole), CountOf(a.weeks(), "week"), verb(a.weeks(), "is", "are"))
}

// named is a standard window in words, with its calendar months where the scenario
// has a start: the first quarter (Jul-Sep 2026).
func (a *Answer) named(window string) string {
	words := map[string]string{firstQuarter: "the first quarter", lastHalfYear: "the last half-year"}[window]
	for _, w := range a.Layout.Windows {
		if months := a.Design.Points[0].Scenario.Run.Months(w.First, w.Last); w.Name == window && months != "" {
			words += " (" + months + ")"
		}
	}
	return words
}

// mood is whether the death spiral comes.
type mood int

const (
	healthy mood = iota
	undecided
	spiral
)

func moodOf(s *Survival) mood {
	i := stats.Wilson(s.Spirals, s.Runs)
	switch {
	case i.Low > mostlySpirals:
		return spiral
	case s.Spirals == 0 || i.High < seldomSpirals:
		return healthy
	}
	return undecided
}

// spiralled says how often the death spiral came, and when.
func spiralled(s *Survival, run *scenarios.Run) string {
	when := s.Begun(run)
	switch {
	case s.Spirals == 0:
		return fmt.Sprintf("There was no death spiral in %s.", CountOf(s.Runs, "run"))
	case s.Spirals == s.Runs:
		return "The death spiral came in every run" + when + "."
	case moodOf(s) == spiral:
		return fmt.Sprintf("The death spiral came in %d of %s%s.", s.Spirals, CountOf(s.Runs, "run"), when)
	case moodOf(s) == healthy:
		return fmt.Sprintf("The death spiral is rare: it came in %d of %s%s.", s.Spirals, CountOf(s.Runs, "run"), when)
	}
	return fmt.Sprintf("Whether the death spiral comes is a matter of chance: it came in %d of %s%s.", s.Spirals, CountOf(s.Runs, "run"), when)
}

// next asks what lies near: what would have stopped a spiral, what would start
// one, and more runs where chance has the word.
func next(s *scenarios.Scenario, source string, m mood) (ask, command string) {
	v := &s.Vendors[0]
	key := "vendors." + v.Name
	reserves := slices.Contains(scenarios.Reserving, v.Policy) // or a share reserved for partners changes nothing
	run := func(key, value string) string {
		return fmt.Sprintf("channelsim run %s --set %s=%s", source, key, value)
	}
	switch {
	case m == undecided:
		return "What tips it? Switch off one mechanism after the other.",
			fmt.Sprintf("channelsim ablate %s --outcome %s@last_half_year", source, sim.FollowUp)
	case m == spiral && v.Review != "none" && reserves:
		return "Does it still come when nobody moves the partners' share of good leads by what they report?", run(key+".review", "none")
	case m == spiral && v.ABReserved < 0.9 && reserves:
		return "Does it still come when the partners get nearly all good leads?", run(key+".ab_reserved", "0.9")
	case m == spiral:
		return "Does it still come when more leads have a real project behind them?", run(key+".lead_quality", quality(1.5*v.LeadQuality))
	case v.Review == "none" && reserves:
		return "What if the vendor cuts the partners' share of good leads when they report few wins?", run(key+".review", "naive")
	}
	return "What if only half as many leads had a real project behind them?", run(key+".lead_quality", quality(0.5*v.LeadQuality))
}

// quality prints a lead quality for a command.
func quality(x float64) string { return fmt.Sprint(math.Round(100*math.Min(1, x)) / 100) }

// share prints a share as 72 %.
func share(x float64) string { return fmt.Sprintf("%.0f %%", 100*x) }

// shareWithin prints a share with its interval: 72 % (95 % interval 70-74 %), with
// a decimal where whole numbers would not show a width: 22.9 % (22.6-23.1 %).
func shareWithin(s *Summary) string {
	if math.IsNaN(s.CILow) {
		return share(s.Mean)
	}
	low, high := 100*math.Max(0, s.CILow), 100*math.Min(1, s.CIHigh) // of few runs it may reach beyond what a share can be
	digits := 0
	if math.Round(high)-math.Round(low) < 2 {
		digits = 1
	}
	return fmt.Sprintf("%.*f %% (95 %% interval %.*f-%.*f %%)", digits, 100*s.Mean, digits, low, digits, high)
}

// sentenceCount is countOf at the start of a sentence: One run, 7 runs.
func sentenceCount(n int) string {
	if n == 1 {
		return "One run"
	}
	return CountOf(n, "run")
}

// lowerFirst makes the first letter of a sentence small, unless it is a name.
func lowerFirst(s string) string {
	return string(s[0]|0x20) + s[1:]
}
