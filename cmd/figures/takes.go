package main

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// take makes a figure of a command's answer.
type take func(d *document, command string, words []string) (string, error)

// takes are the things that a marker may ask for.
//
//	paragraph "A" ["B" ...]      text for people: the first paragraph with the words A, that with B, ...
//	lines "A" to "B"             text for people: from the first line with A through the next one with B
//	words "REGEXP"               text for people, on one line: the first group of the regular expression
//	value METRIC@WINDOW ...      a number of --format json (see value)
//	picture NAME FILE            draws a picture of the command's run folder, and shows it
//	patterns                     table of what patterns says
//	pattern-counts               how many patterns are shown
//	lasting                      table of when spirals began and whether they last
//	speed                        table of the benchmarks
//	table FIELD[=HEADING] ...    all rows of --format json, a column for each field
var takes map[string]take

func init() { // takes refers to itself by the functions
	takes = map[string]take{
		"paragraph": paragraphs, "lines": lines, "words": phrase, "value": value, "picture": picture,
		"patterns": patternTable, "pattern-counts": patternCounts, "lasting": lasting, "speed": speed, "table": table,
	}
}

// block are those that make lines of their own; the others are a piece of a line.
var block = map[string]bool{"paragraph": true, "lines": true, "picture": true, "patterns": true, "lasting": true, "speed": true, "table": true}

// fenced is text as a terminal shows it.
func fenced(text string) string { return "```text\n" + strings.Trim(text, "\n") + "\n```" }

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

func paragraphs(d *document, command string, words []string) (string, error) {
	out, err := d.source.answer(strings.Fields(command)...)
	if err != nil {
		return "", err
	}
	var found []string
	all := strings.Split(string(out), "\n\n")
	for _, w := range words {
		at := slices.IndexFunc(all, func(p string) bool { return strings.Contains(oneLine(p), w) })
		if at < 0 {
			return "", fmt.Errorf("no paragraph has the words %q", w)
		}
		found = append(found, strings.Trim(all[at], "\n"))
	}
	return fenced(strings.Join(found, "\n\n")), nil
}

func lines(d *document, command string, words []string) (string, error) {
	if len(words) != 3 || words[1] != "to" {
		return "", errors.New(`say lines "A" to "B"`)
	}
	out, err := d.source.answer(strings.Fields(command)...)
	if err != nil {
		return "", err
	}
	var found []string
	for line := range strings.SplitSeq(string(out), "\n") {
		if len(found) == 0 && !strings.Contains(line, words[0]) {
			continue
		}
		if found = append(found, line); strings.Contains(line, words[2]) {
			return fenced(strings.Join(found, "\n")), nil
		}
	}
	return "", fmt.Errorf("no lines from %q to %q", words[0], words[2])
}

func phrase(d *document, command string, words []string) (string, error) {
	if len(words) != 1 {
		return "", errors.New(`say words "REGEXP"`)
	}
	pattern, err := regexp.Compile(words[0])
	if err != nil {
		return "", err
	}
	out, err := d.source.answer(strings.Fields(command)...)
	if err != nil {
		return "", err
	}
	m := pattern.FindStringSubmatch(oneLine(string(out)))
	if len(m) != 2 {
		return "", fmt.Errorf("nothing matches %q with one group", words[0])
	}
	return m[1], nil
}

// value is a number of the rows of --format json. METRIC@WINDOW and KEY=VALUE choose the row; where
// rows are by vendor or group, it is that of all, unless said. A word without either is the field, "mean" if
// none is given, as value.ci_low. The last words say how it is written: "percent N",
// "million N" or "plain N" with N decimals, or "of-runs", for a share: 190 of 200.
func value(d *document, command string, words []string) (string, error) {
	out, err := d.source.answer(append(strings.Fields(command), "--format", "json")...)
	if err != nil {
		return "", err
	}
	var answer struct{ Rows []map[string]any }
	if err := json.Unmarshal(out, &answer); err != nil {
		return "", err
	}
	want, field, form := map[string]string{}, "mean", words[:0:0]
	for _, w := range words {
		metric, window, outcome := strings.Cut(w, "@")
		key, val, filter := strings.Cut(w, "=")
		switch {
		case len(form) > 0 || scales[w] != 0 || w == ofRuns:
			form = append(form, w)
		case filter:
			want[key] = val
		case outcome:
			want["metric"], want["window"] = metric, window
		default:
			field = w
		}
	}
	for _, row := range answer.Rows {
		if !chosen(row, want) {
			continue
		}
		x, err := number(row, field)
		if err != nil {
			return "", err
		}
		n, _ := number(row, "n")
		return written(x, n, form)
	}
	return "", fmt.Errorf("no row has %v", want)
}

const ofRuns = "of-runs"

var (
	scales = map[string]float64{"plain": 1, "percent": 100, "million": 1e-6}
	units  = map[string]string{"percent": " %", "million": " million"}
)

func chosen(row map[string]any, want map[string]string) bool {
	for _, key := range []string{"vendor", "group"} {
		if _, asked := want[key]; !asked && row[key] != nil && row[key] != "all" {
			return false
		}
	}
	for key, val := range want {
		if fmt.Sprint(row[key]) != val {
			return false
		}
	}
	return true
}

// number finds a field, "value.ci_low" being a field of a field.
func number(row map[string]any, field string) (float64, error) {
	var at any = row
	for name := range strings.SplitSeq(field, ".") {
		object, _ := at.(map[string]any)
		at = object[name]
	}
	x, ok := at.(float64)
	if !ok {
		return 0, fmt.Errorf("the row has no number %s", field)
	}
	return x, nil
}

// written is a number as the marker wants it.
func written(x, n float64, form []string) (string, error) {
	if len(form) == 1 && form[0] == ofRuns {
		return fmt.Sprintf("%.0f of %.0f", x*n, n), nil
	}
	if len(form) != 2 {
		return "", errors.New("say how it is written, as in percent 0")
	}
	digits, err := strconv.Atoi(form[1])
	if err != nil {
		return "", err
	}
	return strconv.FormatFloat(x*scales[form[0]], 'f', digits, 64) + units[form[0]], nil
}

// picture draws with plot and shows the picture with the words that it carries itself.
func picture(d *document, command string, words []string) (string, error) {
	if len(words) != 2 {
		return "", errors.New("say picture NAME FILE")
	}
	folder, err := d.source.folder(command)
	if err != nil {
		return "", err
	}
	drawn := filepath.Join(folder, "figure.svg")
	if _, err := d.source.answer("plot", folder, "--only", words[0], "--out", drawn, "--quiet"); err != nil {
		return "", err
	}
	svg, err := os.ReadFile(drawn)
	if err != nil {
		return "", err
	}
	var says struct {
		Title string `xml:"title"`
	}
	if err := xml.Unmarshal(svg, &says); err != nil {
		return "", err
	}
	shown := fmt.Sprintf("![%s](%s)", says.Title, words[1])
	file := filepath.Join(filepath.Dir(d.path), words[1])
	kept, err := os.ReadFile(file)
	switch {
	case err == nil && string(kept) == string(svg):
		return shown, nil
	case d.check:
		return shown + "\n(the picture itself differs)", nil
	default:
		return shown, os.WriteFile(file, svg, 0o644)
	}
}
