package sim

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"math"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"channelsim/scenarios"
)

var update = flag.Bool("update", false, "rewrite the golden hashes; raise ModelVersion and say why in MODEL.md")

// goldenRun is a run whose numbers are on file.
type goldenRun struct {
	name string
	set  []string
}

func (g goldenRun) String() string { return strings.TrimSpace(g.name + " " + strings.Join(g.set, " ")) }

var goldenRuns = []goldenRun{
	{"classroom", nil},
	{"recovery", []string{"run.weeks", "185"}},
	{"rival-calls", []string{"run.weeks", "60", "vendors.*.disclose_grades", "true", "vendors.*.depth", "1", "vendors.*.tracking", "true"}},
	{"baseline", []string{"run.weeks", "60", "policy", "best-fit", "market.maturity", "growth", "gate", "0.5"}},
	{"baseline", []string{"run.weeks", "60", "policy", "named-accounts", "mechanisms.trust", "false"}},
	{"death-spiral", []string{"run.weeks", "60", "policy", "lottery", "warm_up", "10", "kappa", "1.3", "members", "0.7"}},
	{"large-programme", []string{"run.weeks", "6", "partners.count", "1500", "reps", "300", "projects_per_week", "1800", "lead_volume", "4440"}},
	{"rival-calls", []string{"run.weeks", "60", "policy", "open-pool"}},
}

// TestGolden holds the numbers of some runs, bit by bit: a line for each counter and each
// part of the state, a column for each run. A new one is a new line and changes no other.
// It is run on amd64, arm64 and WebAssembly: all three must find what is on file.
func TestGolden(t *testing.T) {
	long(t)
	g := newGolden(goldenRuns)
	for i, c := range goldenRuns {
		w := world(t, load(t, c.name, c.set...), Options{})
		rec := w.Layout().NewRecord()
		rec.Detailed = true
		if err := w.Run(t.Context(), 1, 0, rec); err != nil {
			t.Fatal(err)
		}
		g.counters(t, i, w)
		g.state(i, w)
		g.note(i, "record.funnel", digest(rec.Funnel))
		g.note(i, "record.careers", digestOf("%x", rec.Careers))
	}
	g.hold(t, "testdata/golden.txt", *update, false)
}

// golden is a table of hashes.
type golden struct {
	runs  []goldenRun
	names []string // of lines, in order
	rows  map[string][]string
}

func newGolden(runs []goldenRun) *golden {
	return &golden{runs: runs, rows: map[string][]string{}}
}

func (g *golden) note(run int, line, hash string) {
	if g.rows[line] == nil {
		g.names = append(g.names, line)
		g.rows[line] = make([]string, len(g.runs))
		for i := range g.rows[line] {
			g.rows[line][i] = strings.Repeat("-", len(hash))
		}
	}
	g.rows[line][run] = hash
}

// counters notes every counter, week by week, of all vendors and the market.
func (g *golden) counters(t testing.TB, run int, w *World) {
	var xs []float64
	for c, name := range counterNames(t) {
		xs = xs[:0]
		for week := range w.weekly {
			for v := range w.weekly[week] {
				xs = append(xs, w.weekly[week][v][c])
			}
		}
		g.note(run, name, digest(xs))
	}
}

// state notes what the run has left of its sellers, field by field.
func (g *golden) state(run int, w *World) {
	g.fields(run, "seller", reflect.ValueOf(w.sellers))
	g.fields(run, "line", reflect.ValueOf(w.lines))
	g.fields(run, "standing", reflect.ValueOf(w.standing))
	g.note(run, "market.reserved", digest(w.reserved))
	g.note(run, "market.budget", digest(w.budget))
	owners := make([]float64, 0, len(w.projects.slots))
	for i := range w.projects.slots {
		p := &w.projects.slots[i]
		owners = append(owners, float64(p.id), float64(p.owner), float64(p.attempt))
	}
	g.note(run, "market.projects", digest(owners))
}

// fields notes a list of structures, a line for each of their fields.
func (g *golden) fields(run int, name string, list reflect.Value) {
	if list.Len() == 0 {
		return
	}
	for f := range list.Index(0).NumField() {
		field := list.Index(0).Type().Field(f)
		if field.Type.Kind() == reflect.Struct {
			g.noteFields(run, name+"."+field.Name, list, f)
			continue
		}
		g.noteField(run, name+"."+field.Name, list, f)
	}
}

// noteFields notes the fields of a field.
func (g *golden) noteFields(run int, name string, list reflect.Value, f int) {
	inner := list.Index(0).Type().Field(f).Type
	for k := range inner.NumField() {
		g.noteField(run, name+"."+inner.Field(k).Name, list, f, k)
	}
}

// noteField notes a field of all elements of a list.
func (g *golden) noteField(run int, name string, list reflect.Value, path ...int) {
	var xs []float64
	for i := range list.Len() {
		xs = numbersIn(xs, list.Index(i).FieldByIndex(path))
	}
	if len(xs) > 0 {
		g.note(run, name, digest(xs))
	}
}

// numbersIn appends the numbers of a value, but for what it points to.
func numbersIn(xs []float64, v reflect.Value) []float64 {
	switch {
	case v.CanFloat():
		return append(xs, v.Float())
	case v.CanInt():
		return append(xs, float64(v.Int()))
	case v.CanUint():
		return append(xs, float64(v.Uint()))
	case v.Kind() == reflect.Bool:
		return append(xs, one(v.Bool()))
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			xs = numbersIn(xs, v.Field(i))
		}
	case v.Kind() == reflect.Array:
		for i := range v.Len() {
			xs = numbersIn(xs, v.Index(i))
		}
	}
	return xs
}

// digest hashes numbers, bit by bit.
func digest(xs []float64) string {
	h := sha256.New()
	var b [8]byte
	for _, x := range xs {
		if x != x {
			x = math.NaN() // one bit pattern for all
		}
		binary.LittleEndian.PutUint64(b[:], math.Float64bits(x))
		h.Write(b[:])
	}
	return hex.EncodeToString(h.Sum(nil)[:6])
}

func digestOf(format string, x any) string {
	sum := sha256.Sum256(fmt.Appendf(nil, format, x))
	return hex.EncodeToString(sum[:6])
}

// hold compares the table with the one on file, line by line. Where others may have come since,
// lines that the file lacks do not count.
func (g *golden) hold(t *testing.T, file string, rewrite, others bool) {
	t.Helper()
	var head strings.Builder
	for i, r := range g.runs {
		fmt.Fprintf(&head, "# %d %s\n", i+1, r)
	}
	if rewrite {
		var text strings.Builder
		fmt.Fprintf(&text, "# model %d\n%s", ModelVersion, head.String())
		for _, name := range g.names {
			fmt.Fprintf(&text, "%s %s\n", name, strings.Join(g.rows[name], " "))
		}
		if err := os.WriteFile(file, []byte(text.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(raw), head.String()) {
		t.Errorf("%s is about other runs", file)
	}
	seen := map[string]bool{}
	for line := range strings.Lines(string(raw)) {
		name, hashes, _ := strings.Cut(strings.TrimSpace(line), " ")
		if name == "#" {
			if number, ok := strings.CutPrefix(hashes, "model "); ok && !others && number != fmt.Sprint(ModelVersion) {
				t.Errorf("%s is of model %s, this is model %d", file, number, ModelVersion)
			}
			continue
		}
		seen[name] = true
		if got := strings.Join(g.rows[name], " "); got != hashes {
			t.Errorf("%s: %s has changed:\n%s\nwant\n%s", file, name, got, hashes)
		}
	}
	for _, name := range g.names {
		if !seen[name] && !others {
			t.Errorf("%s has no line for %s", file, name)
		}
	}
}

// counterNames are the names of the counters, as the source has them.
func counterNames(t testing.TB) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "series.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range file.Decls {
		list, ok := d.(*ast.GenDecl)
		if !ok || list.Tok != token.CONST {
			continue
		}
		var names []string
		for _, s := range list.Specs {
			for _, n := range s.(*ast.ValueSpec).Names {
				names = append(names, n.Name)
			}
		}
		if last := len(names) - 1; names[last] == "counters" {
			return names[:last]
		}
	}
	t.Fatal("series.go has no list of counters")
	return nil
}

// model3Runs are all scenarios that model 3 shipped, and some that strain it. It counted a lead
// again each time it was dealt: where a review, merit or laggards read that, no lead is dealt twice.
var model3Runs = func() (runs []goldenRun) {
	once := []string{"mechanisms.exit", "false", "recall_most", "0"}
	for _, name := range []string{"baseline", "cherry-pick", "gift-certificate", "grandma", "honey-pot", "label-inflation", "lead-glut",
		"mature-market", "nascent-market", "programme-cut", "qualify-more", "rival-calls", "service-level", "sharesplodge"} {
		runs = append(runs, goldenRun{name, nil})
	}
	for _, name := range []string{"budget-follows", "classroom", "death-spiral", "first-refusal", "performance-programme", "recovery"} {
		runs = append(runs, goldenRun{name, once})
	}
	for _, r := range goldenRuns[2:] {
		if r.name == "death-spiral" {
			r.set = slices.Concat(r.set, once)
		}
		runs = append(runs, r)
	}
	return runs
}()

// TestNeutralValuesGiveModel3 holds that every change since model 3 has a value under which the
// numbers of model 3 come back: all its counters, byte for byte, in all scenarios that it shipped.
// What is on file was written by model 3 itself.
func TestNeutralValuesGiveModel3(t *testing.T) {
	long(t)
	g := newGolden(model3Runs)
	for i, c := range model3Runs {
		w := world(t, asModel3(t, c.name, c.set...), Options{})
		rerun(t, w, 1, 0)
		g.counters(t, i, w)
	}
	g.hold(t, "testdata/model-3.txt", false, true)
}

// asModel3 loads a scenario as model 3 shipped it, with the neutral values of what came since.
func asModel3(t testing.TB, name string, set ...string) *scenarios.Scenario {
	t.Helper()
	s, err := scenarios.LoadAs(name, 3)
	if err != nil {
		t.Fatal(err)
	}
	return with(t, s, set...)
}
