package main

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// earlier unpacks folders that the program left when its model had version 3: run, of 2 runs of 20 weeks, and shard,
// the first of two parts of the same.
func earlier(t *testing.T) (dir string) {
	t.Helper()
	files, err := zip.OpenReader("testdata/model-3.zip")
	if err != nil {
		t.Fatal(err)
	}
	defer files.Close()
	dir = t.TempDir()
	if err := os.CopyFS(dir, files); err != nil {
		t.Fatal(err)
	}
	return dir
}

// called calls the program, and wants an exit code.
func called(t *testing.T, code int, args ...string) (stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	if got := run(args, strings.NewReader(""), &out, &errs); got != code {
		t.Errorf("%q ends with %d, want %d: %s", args, got, code, errs.String())
	}
	return out.String(), errs.String()
}

const (
	ofModel3 = "these numbers are of version 3 of the model, and this program has version 4"
	tags     = `(<[^>]*>|\s)+`
)

// newer are what outcomes are called that model 3 did not have.
var newer = []string{"Marketing had touched", "Revenue that marketing touched", "Where revenue goes", "Cost of goods", "Reps get", "lead_touched_share", "cost_goods", "partners_quit"}

// A folder of an earlier model is reported, drawn and exported: with its own numbers, in words that say of which
// model they are, and nothing of outcomes that it does not have.
func TestEarlierModelIsRead(t *testing.T) {
	dir := filepath.Join(earlier(t), "run")
	_, note := called(t, 0, "report", dir)
	report := regexp.MustCompile(tags).ReplaceAllString(readText(t, dir, "report.html"), " ")
	for _, words := range []string{"T" + ofModel3[1:], "version 3 of the model (channelsim (devel)). This command gives them with that program, and not with this one", "model 3",
		"direct.commission_paid no yes"} { // what the scenario leaves open is as that model had it
		if !strings.Contains(report, words) {
			t.Errorf("the report does not say %q", words)
		}
	}
	if !strings.Contains(note, ofModel3) || strings.Contains(report, "model 4") {
		t.Errorf("the note says %q, or the report speaks of model 4", note)
	}
	called(t, 0, "plot", dir, "--only", "weekly_bands", "--format", "svg")
	if svg := readText(t, filepath.Join(dir, "plots"), "weekly_bands.svg"); !strings.Contains(svg, "model 3") {
		t.Error("a picture does not name the model")
	}
	called(t, 0, "export", dir, "--xlsx", "--csv")
	book := cells(t, filepath.Join(dir, "results.xlsx"))
	if !strings.Contains(book, ofModel3) {
		t.Error("the workbook does not say of which model it is")
	}
	for _, word := range append(newer, "NaN", "%!") {
		if strings.Contains(report, word) || strings.Contains(book, "\n"+word+"\n") {
			t.Errorf("report or workbook speak of %q", word)
		}
	}
	if _, err := csv.NewReader(strings.NewReader(readText(t, dir, "runs.csv"))).ReadAll(); err != nil {
		t.Error(err)
	}
}

// What is read of an earlier model is what its summary says.
func TestEarlierModelKeepsItsNumbers(t *testing.T) {
	dir := filepath.Join(earlier(t), "run")
	cmd := rootCommand()
	cmd.SetContext(t.Context())
	cmd.SetErr(io.Discard)
	s, err := openSaved(cmd, dir)
	if err != nil {
		t.Fatal(err)
	}
	lines, err := csv.NewReader(strings.NewReader(readText(t, dir, "summary.csv"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	held := 0
	for _, line := range lines[1:] {
		if line[2] != "all" {
			continue
		}
		row := s.result.Answer.Find(0, line[1], line[3], line[5])
		if row == nil || number(row.Mean) != line[6] || number(row.CILow) != line[8] {
			t.Fatalf("%s of %s over %s is %+v, and was %s", line[3], line[1], line[5], row, line[6])
		}
		held++
	}
	if held < 300 {
		t.Errorf("only %d numbers were held against each other", held)
	}
}

// Nothing is simulated for a folder of an earlier model.
func TestEarlierModelIsNotContinued(t *testing.T) {
	dir := earlier(t)
	run, shard := filepath.Join(dir, "run"), filepath.Join(dir, "shard")
	before := readText(t, run, "manifest.json")
	for _, args := range [][]string{
		{"rerun", run, "--run", "0/1"},
		{"merge", shard, "--out", filepath.Join(dir, "joined")},
		{"run", "classroom", "--runs", "2", "--weeks", "20", "--set", "partners.count=7", "--out", run, "--resume"},
		{"run", "classroom", "--runs", "2", "--weeks", "20", "--set", "partners.count=7", "--shard", "1/2", "--out", shard, "--resume"},
	} {
		_, stderr := called(t, exitMisuse, args...)
		if !strings.Contains(stderr, "version 3") && !strings.Contains(stderr, "the shard has 3") {
			t.Errorf("%q does not say why: %s", args, stderr)
		}
	}
	if readText(t, run, "manifest.json") != before {
		t.Error("a refused command has changed the folder")
	}
	manifest := filepath.Join(run, "manifest.json")
	for model, says := range map[string]string{"2": "was made by version 2 of the model", "5": "was made by version 5 of the model"} {
		if err := os.WriteFile(manifest, []byte(strings.Replace(before, `"model": 3`, `"model": `+model, 1)), 0o666); err != nil {
			t.Fatal(err)
		}
		if _, stderr := called(t, exitMisuse, "report", run); !strings.Contains(stderr, says) {
			t.Errorf("model %s: %s", model, stderr)
		}
	}
}

// number prints a number as summary.csv has it.
func number(x float64) string {
	if math.IsNaN(x) {
		return ""
	}
	return strconv.FormatFloat(x, 'g', -1, 64)
}

func readText(t *testing.T, dir, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// cells are all texts of a workbook, one a line.
func cells(t *testing.T, file string) string {
	t.Helper()
	book, err := excelize.OpenFile(file)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	var b strings.Builder
	for _, sheet := range book.GetSheetList() {
		rows, err := book.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			b.WriteString("\n" + strings.Join(row, "\n") + "\n")
		}
	}
	return b.String()
}
