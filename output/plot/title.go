package plot

import (
	"fmt"
	"math"

	"channelsim/output/text"
	"channelsim/sim"
	"channelsim/sim/experiment"
)

// Options say where an answer comes from.
type Options struct {
	Version string // of the program
}

// notable is the least change of a share that a title calls a rise or a fall;
// of other metrics it is this part of the first level.
const notable = 0.05

// Finding says in a sentence what happened to a metric of the first point
// between its first quarter and its last half year. A rise or fall is named
// only where the 95 % intervals lie apart and the change is worth naming. For
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
	m := &sim.Metrics[i]
	name, from, to := subject(m), level(m, first.Mean), level(m, last.Mean)
	finding := fmt.Sprintf("%s holds at %s", name, to)
	worth := notable
	if !m.Share && m.Unit != "0-1" {
		worth *= math.Abs(first.Mean)
	}
	switch change := last.Mean - first.Mean; {
	case change < -worth && last.CIHigh < first.CILow:
		finding = fmt.Sprintf("%s falls from %s to %s", name, from, to)
	case change > worth && last.CILow > first.CIHigh:
		finding = fmt.Sprintf("%s rises from %s to %s", name, from, to)
	}
	if metric == sim.FollowUp {
		finding += "; " + spirals(a)
	}
	return finding
}

// SurvivalFinding says how many runs spiralled, and by when half of them had.
func SurvivalFinding(a *experiment.Answer) string {
	if finished(a) < experiment.FewRuns {
		return tooFew(a)
	}
	s := a.SurvivalOf(0)
	finding := capital(spirals(a))
	if s.Spirals > 0 {
		finding += ", half of these by week " + text.Round(s.MedianWeek, 0)
	}
	return finding
}

func spirals(a *experiment.Answer) string {
	s := a.SurvivalOf(0)
	if s.Spirals == 0 {
		return "no death spiral in " + runs(s.Runs)
	}
	return fmt.Sprintf("death spiral in %s of %s", text.Round(float64(s.Spirals), 0), runs(s.Runs))
}

func tooFew(a *experiment.Answer) string { return fmt.Sprintf("Too few runs to say (%d)", finished(a)) }

// finished is the number of finished runs of the first point.
func finished(a *experiment.Answer) int {
	if s := a.SurvivalOf(0); s != nil {
		return s.Runs
	}
	return 0
}

func runs(n int) string {
	if n == 1 {
		return "1 run"
	}
	return text.Round(float64(n), 0) + " runs"
}

// subject is a metric's name as the first words of a title.
func subject(m *sim.Metric) string {
	if m.Key == sim.FollowUp {
		return "Follow-up"
	}
	return capital(m.Label)
}

func level(m *sim.Metric, x float64) string {
	switch {
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
	return fmt.Sprintf("Scenario %s, %s, seed %d; channelsim %s, model %v", name, runs(finished(a)), a.Design.Seed, o.Version, sim.ModelVersion)
}

// Pictures draws the pictures of a run into dir: weekly_bands, follow_up and
// survival, each as SVG and PNG.
func Pictures(dir string, a *experiment.Answer, o Options) error {
	bands, err := WeeklyBands(a, o, Story...)
	if err != nil {
		return err
	}
	followUp, err := WeeklyBands(a, o, sim.FollowUp)
	if err != nil {
		return err
	}
	survival, err := Survival(a, o)
	if err != nil {
		return err
	}
	for _, picture := range []struct {
		name string
		*Figure
	}{{"weekly_bands", bands}, {"follow_up", followUp}, {"survival", survival}} {
		if err := picture.Save(dir, picture.name); err != nil {
			return err
		}
	}
	return nil
}
