package folder

import (
	"math"

	"channelsim/sim/experiment"
)

// Tipping makes the rows of `tipping`, with the columns part, key, item, at, value and says:
// part is end (share of runs above the level at an end of the range), threshold (the point of no return), point (share
// above at a value the search looked at), from_good, from_bad and gap (the loop's branches and their
// difference), falls, returns, width, recovery, hits, false_alarms, area and map (share by two keys).
func Tipping(t *experiment.Tipping, a *experiment.TippingAnswer) *Rows {
	b := tippingRows{key: t.Factor.Key, rows: &Rows{Command: "tipping", Scenario: t.Scenario.Name, Seed: t.Seed, Runs: a.Simulated, Complete: !a.Interrupted, Notes: a.Notes}}
	b.rows.head = tippingRow("", "", "", math.NaN(), Doubt{}, "")
	b.threshold(t, a)
	b.loop(a.Loop)
	for i := range a.Warnings {
		b.warning(&a.Warnings[i])
	}
	if a.Map != nil {
		b.basin(a)
	}
	return b.rows
}

type tippingRows struct {
	rows *Rows
	key  string
}

func tippingRow(part, key, item string, at float64, value Doubt, says string) []entry {
	return []entry{{"part", part}, {"key", key}, {"item", item}, {"at", decimal(at)}, {"value", value}, {"says", says}}
}

func (b *tippingRows) add(part, item string, at float64, value Doubt, says string) {
	b.rows.rows = append(b.rows.rows, tippingRow(part, b.key, item, at, value, says))
}

func (b *tippingRows) threshold(t *experiment.Tipping, a *experiment.TippingAnswer) {
	o := t.Outcome.String()
	for i, x := range []float64{t.Factor.Low, t.Factor.High} {
		b.add("end", o, x, estimateDoubt(&a.Ends[i]), "")
	}
	b.add("threshold", o, a.Level, doubt(a.Root.Estimate, math.NaN(), a.Root.Low, a.Root.High, a.Root.Runs), "")
	for _, p := range a.Points {
		share := experiment.ShareOf(p.Above, p.All)
		b.add("point", o, p.Value, estimateDoubt(&share), "")
	}
}

func (b *tippingRows) loop(l *experiment.Loop) {
	if l == nil {
		return
	}
	for i, x := range l.Values {
		b.add("from_good", "", x, estimateDoubt(&l.FromGood[i]), "")
		b.add("from_bad", "", x, estimateDoubt(&l.FromBad[i]), "")
		b.add("gap", "", x, differenceDoubt(&l.Gap[i]), "")
	}
	b.add("falls", "", l.Level, estimateDoubt(&l.Falls), "")
	b.add("returns", "", l.Level, estimateDoubt(&l.Returns), "")
	b.add("width", "", math.NaN(), estimateDoubt(&l.Width), "")
	b.add("recovery", "vendor_profit after", math.NaN(), differenceDoubt(&l.Lost), "")
	b.add("recovery", "vendor_profit meanwhile", math.NaN(), differenceDoubt(&l.Meanwhile), "")
}

func (b *tippingRows) warning(w *experiment.WarningResult) {
	b.add("hits", w.Signal, w.Threshold, estimateDoubt(&w.Hits), "")
	b.add("false_alarms", w.Signal, w.Threshold, estimateDoubt(&w.FalseAlarms), "")
	b.add("area", w.Signal, math.NaN(), estimateDoubt(&w.Area), w.SayWarning())
}

func (b *tippingRows) basin(a *experiment.TippingAnswer) {
	rows := a.Map.Rows(a.MapAnswer)
	for i := range rows {
		r := &rows[i]
		b.add("map", a.Map.Factors[1].Key+"="+plain(a.Map.Design.Points[r.Point].Vary[1].Value), a.Map.At(r.Point, 0), summaryDoubt(&r.Summary), "")
	}
}
