package plot

import (
	"cmp"
	"fmt"
	"math"

	"channelsim/output/text"
	"channelsim/scenarios"
	"channelsim/sim"
	"channelsim/sim/experiment"
)

// Options say where an answer comes from.
type Options struct {
	Version string // of the program
	Model   int    // of the model; 0 is this program's
}

// madeBy names the program and the model that made the numbers.
func (o Options) madeBy() string {
	return fmt.Sprintf("channelsim %s, model %d", o.Version, cmp.Or(o.Model, sim.ModelVersion))
}

// notable is the least change of a share that a title calls a rise or a fall;
// of other metrics it is this part of the first level.
const notable = 0.05

// Finding says in a sentence what happened to a metric of the first point
// between its first quarter and its last half year. A rise or fall is named
// only where the 95 % intervals lie apart and the change is worth naming; what
// turned on the way (experiment.Turn) went there and back. For
// follow-up it adds how many runs spiralled.
func Finding(a *experiment.Answer, metric string) string {
	if finished(a) < experiment.FewRuns {
		return tooFew(a)
	}
	i := sim.MetricIndex(metric)
	first, last := a.Find(0, sim.All, metric, "first_quarter"), a.Find(0, sim.All, metric, "last_half_year")
	if i < 0 || first == nil || last == nil || math.IsNaN(first.Mean) || math.IsNaN(last.Mean) {
		return "No value to show: " + metric + " is undefined"
	}
	m, run := &sim.Metrics[i], runOf(a)
	first, last = perWeek(a, m, first), perWeek(a, m, last)
	name, from, to := subject(m), level(m, run.Currency, first.Mean), level(m, run.Currency, last.Mean)
	before, after := months(a, "first_quarter"), months(a, "last_half_year")
	finding := fmt.Sprintf("%s holds at %s%s", name, to, after)
	worth := notable
	if !m.Share && m.Unit != "0-1" {
		worth *= math.Abs(first.Mean)
	}
	switch change, turn := last.Mean-first.Mean, a.Turn(0, sim.All, metric); {
	case turn != nil && math.Abs(turn.At-turn.From) > worth:
		finding = fmt.Sprintf("%s %s", name, thereAndBack(m, run, turn))
	case change < -worth && last.CIHigh < first.CILow:
		finding = fmt.Sprintf("%s falls from %s%s to %s%s", name, from, before, to, after)
	case change > worth && last.CILow > first.CIHigh:
		finding = fmt.Sprintf("%s rises from %s%s to %s%s", name, from, before, to, after)
	}
	if metric == sim.FollowUp {
		finding += "; " + spirals(a)
	}
	return finding
}

// thereAndBack says how a metric went that turned: falls from 53 % to 28 % by week 78 and comes back to 44 %.
func thereAndBack(m *sim.Metric, run *scenarios.Run, t *experiment.Turn) string {
	there, back := "rises", "falls back"
	if t.Falls() {
		there, back = "falls", "comes back"
	}
	say := func(x float64) string { return level(m, run.Currency, x) }
	return fmt.Sprintf("%s from %s to %s by %s and %s to %s", there, say(t.From), say(t.At), text.When(run.Start, t.Week), back, say(t.To))
}

// SurvivalFinding says how many runs spiralled and when, and how many too late to tell whether it lasts.
func SurvivalFinding(a *experiment.Answer) string {
	if finished(a) < experiment.FewRuns {
		return tooFew(a)
	}
	return text.Capital(spirals(a)) + a.SurvivalOf(0).Begun(runOf(a))
}

func spirals(a *experiment.Answer) string {
	s := a.SurvivalOf(0)
	if s.Spirals == 0 {
		return "no death spiral in " + text.Count(s.Runs, "run")
	}
	return fmt.Sprintf("death spiral in %s of %s", text.Round(float64(s.Spirals), 0), text.Count(s.Runs, "run"))
}

func tooFew(a *experiment.Answer) string { return fmt.Sprintf("Too few runs to say (%d)", finished(a)) }

// finished is the number of finished runs of the first point.
func finished(a *experiment.Answer) int {
	if s := a.SurvivalOf(0); s != nil {
		return s.Runs
	}
	return 0
}

// subject is a metric's name as the first words of a title.
func subject(m *sim.Metric) string {
	switch {
	case m.Key == sim.FollowUp:
		return "Follow-up"
	case m.Kind == sim.Flow:
		return text.Capital(m.Label) + " a week"
	}
	return text.Capital(m.Label)
}

// runOf is the part of the first point's scenario with start and currency.
func runOf(a *experiment.Answer) *scenarios.Run { return &a.Design.Points[0].Scenario.Run }

// perWeek turns sums over windows into flows a week, so that windows of different
// length can be compared; other summaries stay as they are.
func perWeek(a *experiment.Answer, m *sim.Metric, s *experiment.Summary) *experiment.Summary {
	scaled := *s
	for _, w := range a.Layout.Windows {
		if m.Kind == sim.Flow && w.Name == s.Window {
			n := float64(w.Last - w.First + 1)
			scaled.Mean, scaled.CILow, scaled.CIHigh = s.Mean/n, s.CILow/n, s.CIHigh/n
		}
	}
	return &scaled
}

// months names the calendar months of a window in brackets, or nothing where the
// scenario has no start.
func months(a *experiment.Answer, window string) string {
	for _, w := range a.Layout.Windows {
		if w.Name == window && runOf(a).Start != "" {
			return " (" + runOf(a).Months(w.First, w.Last) + ")"
		}
	}
	return ""
}

// level prints a value of a metric for a title.
func level(m *sim.Metric, currency string, x float64) string {
	switch {
	case m.Unit == "money":
		return text.Money(currency, x)
	case m.Share:
		return text.Percent(x, math.NaN(), math.NaN())
	case m.Unit == "0-1":
		return text.Round(x, -2)
	}
	return text.Interval(x, math.NaN(), math.NaN())
}

// caption says where the numbers come from.
func caption(a *experiment.Answer, o Options) string {
	s := a.Design.Points[0].Scenario
	name := s.Name
	if s.Title != "" {
		name += " (" + s.Title + ")"
	}
	return fmt.Sprintf("Scenario %s, %s, seed %d; %s", name, text.Count(finished(a), "run"), a.Design.Seed, o.madeBy())
}

// Run draws the pictures of a run: weekly_bands, follow_up, survival and, as far as the answer
// has what they show, funnel, lorenz and phase.
func Run(a *experiment.Answer, o Options) ([]Picture, error) {
	bands, err := WeeklyBands(a, o, Story...)
	if err != nil {
		return nil, err
	}
	followUp, err := WeeklyBands(a, o, sim.FollowUp)
	if err != nil {
		return nil, err
	}
	survival, err := Survival(a, o)
	if err != nil {
		return nil, err
	}
	all := []Picture{{"weekly_bands", bands}, {"follow_up", followUp}, {"survival", survival}}
	single := []string{a.Design.Points[0].Scenario.Name}
	for _, p := range []Picture{{"funnel", funnel(a, single, caption(a, o))}, {"lorenz", lorenz(a, single, caption(a, o))}, {"phase", phase(a, single, caption(a, o))}} {
		if p.Figure != nil {
			all = append(all, p)
		}
	}
	return all, nil
}
