package plot

import (
	"math"

	"gonum.org/v1/plot"

	"channelsim/output/text"
	"channelsim/sim"
)

// weekAxis labels a horizontal axis in weeks or in calendar time; from is the
// first week shown.
func weekAxis(axis *plot.Axis, from, weeks int, start string, most int) {
	axis.Min, axis.Max = float64(from), float64(max(weeks, from+1))
	var marks []plot.Tick
	for _, t := range text.WeekTicks(weeks, start, most) {
		marks = append(marks, plot.Tick{Value: float64(t.Week), Label: t.Label})
	}
	axis.Tick.Marker = plot.ConstantTicks(marks)
}

// valueAxis sets the range and labels of a vertical axis for values of a
// metric between low and high, and returns its unit.
func valueAxis(axis *plot.Axis, m *sim.Metric, currency string, low, high float64) string {
	axis.Min, axis.Max = span(m, low, high)
	return roundAxis(axis, m, currency, 5)
}

// dotAxis is a short horizontal valueAxis for dots. What is no share goes from the least to the
// greatest value: of a dot its place counts and not its distance from nought, as it does of a bar.
func dotAxis(axis *plot.Axis, m *sim.Metric, currency string, low, high float64) string {
	axis.Min, axis.Max = span(m, low, high)
	if !m.Share && m.Unit != "0-1" && low < high {
		axis.Min, axis.Max = low, high
	}
	return roundAxis(axis, m, currency, 2)
}

// roundAxis widens the range of an axis to round values, labels about so many steps and
// returns the unit.
func roundAxis(axis *plot.Axis, m *sim.Metric, currency string, steps float64) string {
	step := niceStep((axis.Max - axis.Min) / steps)
	axis.Min, axis.Max = math.Floor(axis.Min/step+1e-9)*step, math.Ceil(axis.Max/step-1e-9)*step
	unit, scale := text.Unit(m, max(-axis.Min, axis.Max), currency)
	var marks []plot.Tick
	for i := 0; ; i++ {
		v := axis.Min + float64(i)*step
		if v > axis.Max+step/2 {
			break
		}
		marks = append(marks, plot.Tick{Value: v, Label: valueLabel(m, v/scale, step/scale)})
	}
	axis.Tick.Marker = plot.ConstantTicks(marks)
	return valueTitle(m, unit)
}

// span is the range of values to show: all of 0..1 for what is compared across
// scenarios, from 0 otherwise, and below it only where values are negative.
func span(m *sim.Metric, low, high float64) (float64, float64) {
	if m.Unit == "0-1" || m.Key == sim.FollowUp || m.Share && high > 0.5 {
		return 0, 1
	}
	if !(high > 0) && !(low < 0) {
		return 0, 1
	}
	return math.Min(0, low), math.Max(0, high)
}

// niceStep rounds a step up to 1, 2, 2.5 or 5 times a power of ten.
func niceStep(step float64) float64 {
	power := math.Pow10(int(math.Floor(math.Log10(step))))
	for _, f := range []float64{1, 2, 2.5, 5} {
		if step <= f*power*(1+1e-9) {
			return f * power
		}
	}
	return 10 * power
}

func valueLabel(m *sim.Metric, v, step float64) string {
	if m.Share {
		return text.Round(100*v, places(100*step)) + " %"
	}
	return text.Round(v, places(step))
}

// places is the decimal place that tells multiples of a step apart.
func places(step float64) int {
	for place := 0; ; place-- {
		scaled := step * math.Pow10(-place)
		if math.Abs(scaled-math.Round(scaled)) < 1e-6 || place < -9 {
			return place
		}
	}
}

// valueTitle names the unit of a vertical axis.
func valueTitle(m *sim.Metric, unit string) string {
	if m.Share {
		unit = "per cent"
	}
	if m.Kind == sim.Flow {
		unit += " a week"
	}
	return unit
}
