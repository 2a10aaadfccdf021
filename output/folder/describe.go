package folder

import (
	"channelsim/output/dictionary"
	"channelsim/sim/experiment"
)

// Tables describes the tables of a run folder, in the order of PRODUCT's list. A metric
// and window in a column's name are told by METRIC and WINDOW.
func Tables() []dictionary.Table {
	varied := variedColumn("KEY").field()
	return []dictionary.Table{
		{Name: pointsFile, Row: "a point of the design, with a column for each parameter that varies", Fields: fieldsOf(pointsColumns), More: &varied},
		{Name: runsFile + ".parquet", Row: "a run and a vendor, with a column for each outcome over each window",
			Fields: append(fieldsOf(runsColumns), outcomeColumn("METRIC", "WINDOW").field())},
		{Name: weeksFile + ".parquet", Row: "a week of an outcome and a vendor, over all runs of a point", Fields: fieldsOf(weeksColumns)},
		{Name: summaryFile, Row: "an outcome over a window, for a vendor and a group of partners, over all runs of a point; of sensitivity and compare --hinges, of many points, the outcomes that were asked for", Fields: fieldsOf(summaryColumns)},
		{Name: sampleFile + ".parquet", Row: "a week and a vendor of one of the first 20 runs of a point, with a column for each outcome that has weekly values",
			Fields: append(fieldsOf(sampleKeys), weeklyColumn("METRIC").field())},
		{Name: partnersFile + ".parquet", Row: "a partner and a vendor whose line it carried, in one of these runs", Fields: fieldsOf(partnersColumns)},
		{Name: funnelFile, Row: "a stage that leads of a vendor, a route and a grade come to, over all runs of a point", Fields: fieldsOf(funnelColumns)},
		{Name: posteriorFile + " of calibrate", Row: "a combination of values that the data allow, with a column for each parameter and each target",
			Fields: append(fieldsOf(posteriorColumns), posteriorColumn("KEY").field(), targetColumn("METRIC__WINDOW").field())},
		{Name: partnersFile + ".parquet of rerun", Row: "a week of a partner and a vendor, in the one run; of run --trace, in all runs, and what is else in partners.parquet is in partner_totals.parquet", Fields: fieldsOf(traceColumns)},
		{Name: leadsFile + ".parquet of rerun", Row: "a lead each time that it was routed, in the one run; of run --trace, in all runs", Fields: fieldsOf(leadsColumns)},
	}
}

// Answers describes the rows that each command answers with: in result.json, and as
// --format json and csv print them.
func Answers() []dictionary.Table {
	swept := dictionary.Field{Name: "KEY", Type: dictionary.Value, Says: sweptSays}
	pairs := "an outcome of a vendor and two of the things compared, a and b"
	return []dictionary.Table{
		{Name: "run", Row: "an outcome over a window, for a vendor and a group of partners", Fields: fieldsOf(summaryColumns)},
		{Name: "compare", Row: pairs, Fields: pairFields()},
		{Name: "sweep", Row: "an outcome of a vendor at a point, with a field for each parameter that varies", Fields: fieldsOf(sweepColumns(nil)), More: &swept},
		{Name: "sensitivity", Row: "an outcome and a parameter, or two of them", Fields: influenceFields()},
		{Name: "tipping", Row: "a part of the answer", Fields: dictionary.Among(fieldsOf(tippingColumns), "part", tippingParts...)},
		{Name: "calibrate", Row: "a part of the answer", Fields: dictionary.Among(fieldsOf(calibrationColumns), "part", calibrationParts...)},
		{Name: "ablate", Row: "an outcome and a mechanism that is switched off", Fields: dictionary.Among(fieldsOf(ablationColumns), "found", append(foundAtAll, idle)...)},
		{Name: "patterns", Row: "a pattern", Fields: patternFields()},
		{Name: "rerun", Row: "an outcome over a window, for a vendor, in the one run", Fields: fieldsOf(summaryColumns)},
	}
}

// Hinges describes what a comparison hinges on (compare --hinges).
func Hinges() dictionary.Table {
	fields := dictionary.Among(fieldsOf(hingeColumns), "found", foundAtAll...)
	return dictionary.Table{Name: "hinges", Row: "a parameter at another value",
		Fields: dictionary.Among(fields, "verdict", experiment.Turns, experiment.Gone, experiment.Holds)}
}

// Columns whose text is one of few words, and these.
var (
	foundAtAll       = []string{string(experiment.Effect), string(experiment.Alone), string(experiment.NoEffect)}
	tippingParts     = []string{"end", "threshold", "point", "from_good", "from_bad", "gap", "falls", "returns", "width", "recovery", "hits", "false_alarms", "area", "map"}
	calibrationParts = []string{"parameter", "fitted", "measured", "observed", "before", "after", "outcome", "tail", "correlation", "generation"}
)

func pairFields() []dictionary.Field {
	fields := dictionary.Among(fieldsOf(pairColumns), "told", string(experiment.Apart), string(experiment.ApartAlone), string(experiment.NotApart))
	return dictionary.Among(fields, "better", string(experiment.Higher), string(experiment.Lower), string(experiment.Neither))
}

func influenceFields() []dictionary.Field {
	fields := dictionary.Among(fieldsOf(influenceColumns), "told", foundWords[experiment.Effect], foundWords[experiment.Alone], foundWords[experiment.NoEffect])
	return dictionary.Among(fields, "method", experiment.Morris, experiment.Sobols)
}

func patternFields() []dictionary.Field {
	verdicts := []string{string(experiment.Shown), string(experiment.NotShown), string(experiment.CannotTell)}
	fields := dictionary.Among(fieldsOf(patternColumns), "verdict", verdicts...)
	fields = dictionary.Among(fields, "without_cause", append(verdicts, "")...)
	return dictionary.Among(fields, "direction", string(experiment.AtLeast), string(experiment.AtMost))
}

// Document describes the fields of result.json beside its rows.
func Document() []dictionary.Field { return dictionary.Of(document{}) }

// InDoubt describes the parts of a number in doubt.
func InDoubt() []dictionary.Field { return dictionary.Of(Doubt{}) }

// ManifestFields describes the fields of manifest.json.
func ManifestFields() []dictionary.Field { return dictionary.Of(Manifest{}) }

func fieldsOf(columns []column) []dictionary.Field {
	var all []dictionary.Field
	for _, c := range columns {
		all = append(all, c.field())
	}
	return all
}

func (c column) field() dictionary.Field {
	f := dictionary.Field{Name: c.name, Type: typeWords[c.kind], Says: c.says}
	if c.kind == nested {
		f.Fields = dictionary.Of(claim{})
	}
	return f
}

// typeWords are the kinds in a reader's words.
var typeWords = map[kind]dictionary.Type{text: dictionary.Text, whole: dictionary.Integer, number: dictionary.Number, doubtful: dictionary.Doubt,
	words: dictionary.ListOf(dictionary.Text), nested: dictionary.ListOf(dictionary.Object), value: dictionary.Value}

// DictionaryType says that a decimal is a number that may be undefined.
func (decimal) DictionaryType() dictionary.Type { return dictionary.Number }

// DictionaryType says what a number in doubt is.
func (Doubt) DictionaryType() dictionary.Type { return dictionary.Doubt }
