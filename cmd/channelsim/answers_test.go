package main

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"channelsim/output/dictionary"
	"channelsim/output/folder"
)

// known is what calibrate is given.
const known = "[[target]]\noutcome = \"trust\"\nvalue = 0.5\nsd = 0.1\n"

// Small calls of every command that answers with data, and the exit code that they may end with.
var dataCommands = []struct {
	args string
	code int
}{
	{"run classroom --runs 3 --weeks 30 --window autumn=5:20", exitDone},
	{"run rival-calls --runs 1 --weeks 20", exitDone},
	{"run baseline --runs 2", exitDone},
	{"compare classroom --policy cherry-pick,merit --runs 3 --weeks 30", exitDone},
	{"compare classroom cherry-pick --set run.settle=2 --set partners.count=10 --set lead_volume=30 --set market.projects_per_week=24 --runs 3 --weeks 6 --hinges --outcome trust", exitDone},
	{"sweep classroom --vary lead_quality=0.1:0.3:0.1 --vary policy=cherry-pick,merit --runs 2 --weeks 20", exitDone},
	{"sensitivity classroom --set run.settle=5 --trajectories 2 --runs 1 --weeks 15", exitDone},
	{"sensitivity classroom --method sobol --second --points 8 --runs 1 --weeks 5 --vary trust_start=0.2:0.8 --vary lead_quality=0.1:0.5", exitDone},
	{"tipping classroom --vary lead_quality=0.1:0.6 --runs 16 --budget 64 --steps 3 --weeks 30", exitDone},
	{"calibrate classroom --set run.settle=5 --weeks 20 --keep 50 --budget 150 --runs 40 --data known.toml --vary lead_quality=0.1:0.6 --vary close=0.1:0.8", exitDone},
	{"ablate classroom --runs 3 --weeks 20 --mechanism belief --mechanism funds", exitDone},
	{"patterns --only P13 --runs 5 --causes", exitDone},
	{"merge part1 part2 --out whole", exitDone},
	{"rerun whole --run 0/1", exitDone},
	{"story classroom --weeks 30 --twin review=none", exitDone},
	{"story classroom --weeks 30 --vendor acme", exitDone},
	{"story classroom --weeks 30 --rep 2", exitDone},
	{"scenario list", exitDone},
	{"scenario params", exitDone},
	{"scenario metrics", exitDone},
	{"scenario columns", exitDone},
	{"scenario check classroom no-such-scenario", exitMisuse},
}

// What every command prints as JSON is what the schema says, and as CSV it has the columns
// that the dictionary describes.
func TestAnswersAreAsDescribed(t *testing.T) {
	long(t)
	text, err := resultSchema()
	if err != nil {
		t.Fatal(err)
	}
	schema := compiled(t, narrowed(read(t, text)))
	t.Chdir(t.TempDir())
	writeFile(t, "known.toml", known)
	for _, part := range []string{"1", "2"} {
		printed(t, "run classroom --runs 20 --weeks 20 --quiet --out part"+part+" --shard "+part+"/2", exitDone)
	}
	for _, c := range dataCommands {
		out := printed(t, c.args+" --format json", c.code)
		if why := schema.Validate(read(t, out)); why != nil {
			t.Errorf("%s: %v", c.args, why)
		}
		os.RemoveAll("whole.csv")
		out = printed(t, strings.Replace(c.args, "--out whole", "--out whole.csv", 1)+" --format csv", c.code)
		lines, err := csv.NewReader(bytes.NewReader(out)).ReadAll()
		if err != nil || len(lines) < 2 {
			t.Fatalf("%s: %d lines of CSV, %v", c.args, len(lines), err)
		}
		if !described(lines[0], c.args) {
			t.Errorf("%s: the dictionary does not describe the columns %v", c.args, lines[0])
		}
	}
	for _, a := range forms() {
		if !slices.ContainsFunc(dataCommands, func(c struct {
			args string
			code int
		}) bool {
			return strings.HasPrefix(c.args+" ", a.Command+" ")
		}) {
			t.Errorf("%s: is described, and not tried here", a.Command)
		}
	}
}

// A document with something less or else is refused. Fields may be added, as RESULT.md says.
func TestSchemaRefuses(t *testing.T) {
	text, err := resultSchema()
	if err != nil {
		t.Fatal(err)
	}
	schema := compiled(t, read(t, text))
	good := `{"schema":1,"command":"scenario list","rows":[{"name":"a","partners":1,"vendors":1,"weeks":1,"title":"A"}]}`
	if err := schema.Validate(read(t, []byte(good))); err != nil {
		t.Fatal(err)
	}
	more := strings.NewReplacer(`"partners":1`, `"partners":1,"more":1`, `"schema":1`, `"schema":1,"more":{}`).Replace(good)
	if err := schema.Validate(read(t, []byte(more))); err != nil {
		t.Errorf("with more fields it is refused: %v", err)
	}
	for _, change := range [][2]string{{`"partners":1`, `"partners":"1"`}, {`"partners":1,`, ``}, {`"scenario list"`, `"scenario lists"`}, {`"schema":1,`, ``}} {
		if schema.Validate(read(t, []byte(strings.Replace(good, change[0], change[1], 1)))) == nil {
			t.Errorf("with %s instead of %s it is accepted", change[1], change[0])
		}
	}
	doubt := `{"mean":1,"sd":1,"ci_low":1,"ci_high":1,"n":2}`
	pair := `{"metric":"trust","window":"all","vendor":"all","a":"x","b":"y","difference":D,"variance_reduction":1,"told":"apart","better":"higher","indifference":0,` +
		`"a_value":D,"a_rank":1,"a_best":D,"a_regret":D,"a_downside":1,"b_value":D,"b_rank":2,"b_best":D,"b_regret":D,"b_downside":1}`
	good = strings.ReplaceAll(`{"schema":1,"command":"compare","scenario":"x","seed":1,"runs":2,"complete":true,"survival":[],"notes":[],"expect":null,"model":1,"rows":[`+pair+`]}`, "D", doubt)
	if err := schema.Validate(read(t, []byte(good))); err != nil {
		t.Fatal(err)
	}
	for _, change := range [][2]string{{`"told":"apart"`, `"told":"perhaps"`}, {`"better":"higher"`, `"better":"more"`}} {
		if schema.Validate(read(t, []byte(strings.Replace(good, change[0], change[1], 1)))) == nil {
			t.Errorf("with %s instead of %s it is accepted", change[1], change[0])
		}
	}
}

// Every table in a run folder is described, column by column.
func TestFoldersAreAsDescribed(t *testing.T) {
	t.Chdir(t.TempDir())
	printed(t, "sweep classroom --vary lead_quality=0.1,0.3 --runs 2 --weeks 20 --csv --quiet --out sweep", exitDone)
	printed(t, "rerun sweep --run 1/1 --csv --quiet --out rerun", exitDone)
	for _, dir := range []string{"sweep", "rerun"} {
		files, err := filepath.Glob(dir + "/*.csv")
		if err != nil || len(files) < 2 {
			t.Fatalf("%s: %v, %v", dir, files, err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			head, _, _ := strings.Cut(string(text), "\n")
			columns := strings.Split(strings.TrimSpace(head), ",")
			if !slices.ContainsFunc(folder.Tables(), func(table dictionary.Table) bool {
				return fileOf(table, dir) == filepath.Base(file) && fits(columns, table)
			}) {
				t.Errorf("COLUMNS.md does not describe %s with the columns %v", file, columns)
			}
		}
	}
}

// fileOf is the CSV file of a table in a folder of run or of rerun.
func fileOf(table dictionary.Table, dir string) string {
	name, again, rerun := strings.Cut(table.Name, " of ")
	if rerun != (again == dir) {
		return ""
	}
	return strings.Replace(name, ".parquet", ".csv", 1)
}

// narrowed is a schema whose objects have the fields that it describes and no others, but where
// it says what others are: so that none goes undescribed.
func narrowed(piece any) any {
	switch piece := piece.(type) {
	case []any:
		for _, p := range piece {
			narrowed(p)
		}
	case map[string]any:
		if _, ok := piece["additionalProperties"]; !ok && piece["type"] == "object" && piece["properties"] != nil && piece["$schema"] == nil {
			piece["additionalProperties"] = false
		}
		for _, p := range piece {
			narrowed(p)
		}
	}
	return piece
}

func compiled(t *testing.T, text any) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	if err := c.AddResource("result.schema.json", text); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("result.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func read(t *testing.T, text []byte) any {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatalf("%v in %.200s", err, text)
	}
	return doc
}

// printed is what the program prints.
func printed(t *testing.T, args string, code int) []byte {
	t.Helper()
	var stdout, stderr bytes.Buffer
	if got := run(strings.Fields(args), strings.NewReader(""), &stdout, &stderr); got != code {
		t.Fatalf("%s: exit code %d, want %d\n%s", args, got, code, stderr.String())
	}
	return stdout.Bytes()
}

// described reports whether a table of a command has just these columns.
func described(columns []string, args string) bool {
	for _, a := range forms() {
		if !strings.HasPrefix(strings.Replace(args, "merge", "run", 1)+" ", a.Command+" ") {
			continue
		}
		if slices.ContainsFunc(a.Rows["rows"], func(t dictionary.Table) bool { return fits(columns, t) }) {
			return true
		}
	}
	return false
}

// variable are the parts of a column's name that stand for another.
var variable = strings.NewReplacer("METRIC", "[a-z_]+", "WINDOW", "[a-z0-9_:]+")

// fits reports whether these are a table's columns, with any number of those that more stands for.
func fits(columns []string, table dictionary.Table) bool {
	var names []string
	for _, f := range table.Fields {
		switch {
		case f.Type == dictionary.Doubt:
			for _, part := range folder.InDoubt() {
				names = append(names, f.Name+"_"+part.Name)
			}
		case f.Fields == nil:
			names = append(names, f.Name)
		}
	}
	for _, column := range columns {
		if len(names) > 0 && regexp.MustCompile("^"+variable.Replace(names[0])+"$").MatchString(column) {
			if variable.Replace(names[0]) == names[0] {
				names = names[1:]
			}
		} else if strings.Contains(strings.Join(names, ""), "METRIC") || table.More == nil {
			return false
		}
	}
	return len(names) == 0 || variable.Replace(names[0]) != names[0]
}
