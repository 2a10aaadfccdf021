package folder

import (
	"math"

	"channelsim/sim/experiment"
)

var tippingColumns = []column{
	{"part", text, "which part of the answer, and so what value is: end (share of runs above the level at an end of the range), threshold (where half of the runs are above), " +
		"point (share of runs above at a value the search looked at), from_good, from_bad and gap (the loop's branches and their difference), falls and returns " +
		"(where the branches are at half their height), width (of the loop), recovery (what the way back costs), hits, false_alarms and area (of early warnings), " +
		"map (share of runs above by two keys)"},
	{"key", text, "the parameter that varies"},
	{"item", text, "what the part is about: an outcome, a signal, or the second key and its value"},
	{"at", number, "value of the parameter; of threshold, falls and returns the level, and of warnings the threshold of the signal"},
	{"value", doubtful, "see part"},
	{"says", text, "the verdict on an early warning, else empty"},
}

// Tipping makes the rows of `tipping`.
func Tipping(t *experiment.Tipping, a *experiment.TippingAnswer) *Rows {
	b := tippingRows{key: t.Factor.Key, rows: &Rows{Command: "tipping", Scenario: t.Scenario.Name, Seed: t.Seed, Runs: a.Simulated, Complete: !a.Interrupted, Notes: a.Notes, columns: tippingColumns}}
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

func (b *tippingRows) add(part, item string, at float64, value Doubt, says string) {
	b.rows.rows = append(b.rows.rows, []any{part, b.key, item, decimal(at), value, says})
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
