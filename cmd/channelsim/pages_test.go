package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"channelsim/output/dictionary"
	"channelsim/output/folder"
	"channelsim/sim"
)

// Pages that are made from the tables in the code: go test ./cmd/channelsim -run TestPages -update.
var update = flag.Bool("update", false, "write the pages that are made from the code anew")

func TestPages(t *testing.T) {
	schema, err := resultSchema()
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string][]byte{"COLUMNS.md": columnsPage(), "RESULT.md": resultPage(), "result.schema.json": schema} {
		path := filepath.Join("..", "..", "output", name)
		if *update {
			if err := os.WriteFile(path, want, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := os.ReadFile(path); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s is not what the code says (%v): go generate ./cmd/channelsim writes it anew", path, err)
		}
	}
}

// The page of changes names outcomes and fields that there are.
func TestChangesNameWhatThereIs(t *testing.T) {
	page, err := os.ReadFile(filepath.Join("..", "..", "output", "CHANGES.md"))
	if err != nil {
		t.Fatal(err)
	}
	known := string(columnsPage()) + string(resultPage())
	for _, m := range regexp.MustCompile("`([a-z]+(?:_[a-z]+)+)`").FindAllStringSubmatch(string(page), -1) {
		if sim.MetricIndex(m[1]) < 0 && !strings.Contains(known, "`"+m[1]+"`") {
			t.Errorf("there is no %s", m[1])
		}
	}
}

// Every column and field has a name, a type and a meaning, once.
func TestEverythingIsExplained(t *testing.T) {
	tables := slices.Concat(folder.Tables(), []dictionary.Table{folder.Hinges(), {Name: "document", Row: "-", Fields: folder.Document()}, {Name: "manifest", Row: "-", Fields: folder.ManifestFields()}})
	for _, a := range forms() {
		tables = slices.Concat(tables, a.Rows["rows"])
	}
	for _, table := range tables {
		seen := map[string]bool{}
		if table.Row == "" {
			t.Errorf("%s: does not say what a row is", table.Name)
		}
		for _, f := range table.All() {
			if f.Name == "" || f.Type == "" || len(f.Says) < 4 || strings.HasSuffix(f.Says, ".") || seen[f.Name] {
				t.Errorf("%s: %q of type %q says %q, or stands there twice", table.Name, f.Name, f.Type, f.Says)
			}
			seen[f.Name] = true
		}
	}
	for i := range sim.Metrics {
		if m := &sim.Metrics[i]; m.Label == "" || m.Unit == "" || m.Definition == "" {
			t.Errorf("outcome %s has no label, unit or definition", m.Key)
		}
	}
}

const columnsIntro = `# What the files of a run folder hold

Made from the tables in the code by ` + "`go generate ./cmd/channelsim`" + `: do not edit. The program prints the same:
` + "`channelsim scenario columns`, `channelsim scenario metrics`" + `. What ` + "`result.json`" + ` holds is in [RESULT.md](RESULT.md).

**Files.** ` + "`runs`, `weeks`, `sample` and `partners`" + ` are Parquet files (Zstandard), and with ` + "`--csv`" + ` CSV files of the same name and columns,
too. ` + "`points.csv`, `summary.csv` and `funnel.csv`" + ` are CSV (UTF-8, commas, a header line, a dot before decimals). Every table is tidy: a row for
each thing that is observed, a column for each property. Files join on ` + "`point`" + `, and on ` + "`replication`, `week` and `vendor`" + ` where they have them.

**Types.** text is a string in Parquet; integer an int64; number a float64 that may be undefined. Numbers in CSV are written so that they read
back to the same bits.

**Undefined numbers.** A number that has no value (a rate without a denominator, a standard deviation of one run, the week of a spiral that did
not come) is an empty cell in CSV and null in Parquet and JSON, never NaN and never 0. ` + "`n`" + ` counts the runs in which the number was defined: means,
intervals and quantiles are over those alone. Where ` + "`n`" + ` is less than the number of runs, say so when you quote the mean.

**Units.** A share is a number from 0 to 1. Money is in the scenario's currency (` + "`run.currency`" + `), in units, not thousands. Weeks are recorded weeks from 1;
with ` + "`run.start`" + ` week 1 begins on that day.

**Windows.** ` + "`first_quarter`" + ` is weeks 1-13, ` + "`last_half_year`" + ` the last 26, ` + "`all`" + ` all of them, cut to the horizon. ` + "`--window NAME=14:52`" + ` adds one.

**Vendors and groups.** ` + "`vendor`" + ` is the name of a vendor, or ` + "`all`" + ` for the whole market; rows of ` + "`all`" + ` are always there. ` + "`group`" + ` is ` + "`all`" + `, or partners of a kind:
` + "`archetype=NAME`, `segment=NAME`, `tier=NAME`" + `. By group these outcomes are recorded: %s.
`

func columnsPage() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, columnsIntro, "`"+strings.Join(sim.GroupMetrics, "`, `")+"`")
	for _, t := range folder.Tables() {
		fmt.Fprintf(&b, "\n## %s\n\nA row is %s.\n\n", t.Name, t.Row)
		fieldTable(&b, t.All())
	}
	b.WriteString("\n## Outcomes\n\nWhat `METRIC` stands for, in the order of the files. A flow is a sum over the window, a ratio one of two sums over the window, a state a\n" +
		"mean over the window; an outcome of the kind whole is of the window as a whole and has no weekly value. Those of all vendors only have\n" +
		"a value in rows with the vendor `all`.\n\n")
	grid(&b, "outcome", "unit", "kind", "vendors", "label", "definition")
	for i := range sim.Metrics {
		m := &sim.Metrics[i]
		vendors := "each and all"
		if m.MarketOnly {
			vendors = "all"
		}
		row(&b, "`"+m.Key+"`", m.Unit, string(m.Kind), vendors, m.Label, m.Definition)
	}
	b.WriteString("\n## manifest.json\n\nWhat the folder holds and where it came from. It and the pictures alone may differ between computers and from call to call.\n\n")
	fieldTable(&b, folder.ManifestFields())
	return b.Bytes()
}

const resultIntro = `# What commands answer, for programs

Made from the tables in the code by ` + "`go generate ./cmd/channelsim`" + `: do not edit. The JSON Schema of all that follows is
[result.schema.json](result.schema.json), and ` + "`channelsim scenario schema result`" + ` prints it.

Every command that prints data takes ` + "`--format table`" + ` (for people, the default), ` + "`--format csv`" + ` and ` + "`--format json`" + `. With ` + "`--out DIR`" + ` the folder's
` + "`result.json`" + ` is what ` + "`--format json`" + ` prints. Data goes to standard output; doubts that a format has no place for, progress and errors go to
standard error; ` + "`--quiet`" + ` silences progress, hints and closing sentences, never data. ` + "`merge`" + ` answers as the command whose shards it joins.

- **JSON** is one object. A number that is undefined is null. A **number in doubt** is an object:
  ` + "`{\"mean\": ..., \"sd\": ..., \"ci_low\": ..., \"ci_high\": ..., \"n\": ...}`" + `.
- **CSV** is the rows with a header line; an undefined number is an empty cell. A number in doubt ` + "`NAME`" + ` takes five columns: ` + "`NAME_mean`, `NAME_sd`, `NAME_ci_low`,\n  `NAME_ci_high`, `NAME_n`" + `. A list of texts is one text with spaces between; a list of objects is left out.
- Fields may be added; those that are there keep their name and meaning, or ` + "`schema`" + ` rises.

## A number in doubt

`

func resultPage() []byte {
	var b bytes.Buffer
	b.WriteString(resultIntro)
	fieldTable(&b, folder.InDoubt())
	b.WriteString("\n## The answer of commands that simulate\n\n")
	fieldTable(&b, folder.Document())
	for _, f := range folder.Document() {
		if f.Fields != nil {
			fmt.Fprintf(&b, "\n### Objects of %s\n\n", f.Name)
			fieldTable(&b, f.Fields)
		}
	}
	for _, a := range forms()[:len(folder.Answers())] {
		answerSection(&b, a, nil)
	}
	b.WriteString("\n## The answer of commands that list\n\nAn object with the fields `schema`, `command` and `rows`, and of `story` some more.\n")
	for _, a := range forms()[len(folder.Answers()):] {
		answerSection(&b, a, a.Fields[2:len(a.Fields)-1])
	}
	return b.Bytes()
}

// answerSection has the tables of a command, and what fields its answer has beside those of all.
func answerSection(b *bytes.Buffer, a dictionary.Answer, own []dictionary.Field) {
	fmt.Fprintf(b, "\n### %s\n\n", a.Command)
	if len(own) > 0 {
		b.WriteString("Beside the rows:\n\n")
		fieldTable(b, own)
		b.WriteString("\n")
	}
	for i, t := range slices.Concat(a.Rows["rows"], a.Rows["hinges"]) {
		of := ""
		if i > 0 {
			of = " of `" + t.Name + "`"
			b.WriteString("\n")
		}
		fmt.Fprintf(b, "A row%s is %s.\n\n", of, t.Row)
		fieldTable(b, t.All())
		for _, f := range t.Fields {
			if f.Fields != nil {
				fmt.Fprintf(b, "\nThe objects of `%s`:\n\n", f.Name)
				fieldTable(b, f.Fields)
			}
		}
	}
}

func fieldTable(b *bytes.Buffer, fields []dictionary.Field) {
	grid(b, "name", "type", "meaning")
	for _, f := range fields {
		kind := string(f.Type)
		if f.Null && f.Type != dictionary.Number {
			kind += " or null"
		}
		row(b, "`"+f.Name+"`", kind, f.Says)
	}
}

func grid(b *bytes.Buffer, head ...string) {
	row(b, head...)
	row(b, slices.Repeat([]string{"---"}, len(head))...)
}

func row(b *bytes.Buffer, cells ...string) {
	for i := range cells {
		cells[i] = strings.ReplaceAll(cells[i], "|", `\|`)
	}
	fmt.Fprintf(b, "| %s |\n", strings.Join(cells, " | "))
}
