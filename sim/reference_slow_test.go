//go:build slow

package sim

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"channelsim/scenarios"
	"channelsim/sim/stats"
)

// Reference values for whoever builds the model again: means and standard errors of all outcomes of the whole
// market, in three scenarios and in five worlds in which some mechanism is large, over the windows for which an
// outcome is defined; and the ground of each world, which a rebuild takes over. `go test -tags slow -run
// TestReferenceValues ./sim -update` writes them; without -update the ground must be the same to the last digit, and
// a tenth of the runs, with other luck, must agree.
const (
	referenceFile = "testdata/reference/values.csv"
	groundFile    = "testdata/reference/ground.csv"
	referenceRuns = 400
)

var referenceWorlds = []string{"baseline", "death-spiral", "classroom", "conflict", "coming-and-going", "registration", "asking", "grades"}

func referenceScenario(t *testing.T, name string) *scenarios.Scenario {
	t.Helper()
	if path := filepath.Join("testdata", "reference", name+".toml"); exists(path) {
		name = path
	}
	s, err := scenarios.Load(name)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// reference is what runs in which an outcome is defined say of it.
type reference struct{ mean, se, n float64 }

func measure(t *testing.T, name string, seed uint64, runs int) map[string]reference {
	t.Helper()
	w := world(t, referenceScenario(t, name), Options{})
	l := w.Layout()
	values := map[string]*stats.Moments{}
	for r := range runs {
		rec := rerun(t, w, seed, r)
		for m := range Metrics {
			for k, window := range l.Windows {
				if v := rec.Values[l.Value(len(l.Vendors)-1, k, m)]; l.Defined(len(l.Vendors)-1, k, m) && !math.IsNaN(v) {
					key := name + "," + Metrics[m].Key + "," + window.Name
					if values[key] == nil {
						values[key] = &stats.Moments{}
					}
					values[key].Add(v)
				}
			}
		}
	}
	out := map[string]reference{}
	for key, m := range values {
		n := float64(m.N)
		out[key] = reference{m.Average(), m.SD() / math.Sqrt(n), n}
	}
	return out
}

// grounds is the file of grounds.
func grounds(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	b.WriteString("world,pool,had\n")
	for _, name := range referenceWorlds {
		g, err := Survey(t.Context(), referenceScenario(t, name))
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "%s,%s,%s\n", name, short(g.Pool), short(g.Had))
	}
	return b.String()
}

func TestReferenceValues(t *testing.T) {
	if *update {
		if err := os.WriteFile(groundFile, []byte(grounds(t)), 0o644); err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		b.WriteString("world,outcome,window,mean,standard_error,runs\n")
		for _, name := range referenceWorlds {
			values := measure(t, name, 1, referenceRuns)
			for m := range Metrics {
				for _, window := range []string{"first_quarter", "last_half_year", "all"} {
					key := name + "," + Metrics[m].Key + "," + window
					if x, ok := values[key]; ok {
						fmt.Fprintf(&b, "%s,%s,%s,%s\n", key, short(x.mean), short(x.se), short(x.n))
					}
				}
			}
		}
		if err := os.WriteFile(referenceFile, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	text, err := os.ReadFile(groundFile)
	if err != nil {
		t.Fatal(err)
	}
	if now := grounds(t); now != string(text) {
		t.Errorf("the ground is\n%s, in the table\n%s", now, text)
	}
	text, err = os.ReadFile(referenceFile)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]reference{}
	for _, line := range strings.Split(strings.TrimSpace(string(text)), "\n")[1:] {
		f := strings.Split(line, ",")
		want[strings.Join(f[:3], ",")] = reference{number(t, f[3]), number(t, f[4]), number(t, f[5])}
	}
	for _, name := range referenceWorlds {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			const runs = referenceRuns / 10
			seen := 0
			for key, got := range measure(t, name, 2, runs) {
				x, ok := want[key]
				switch se := math.Hypot(x.se, x.se*math.Sqrt(x.n/got.n)); {
				case !ok && got.n > 2:
					t.Errorf("%s: %v, of which the table knows nothing", key, got.mean)
				case x.n < 0.9*referenceRuns:
				case math.Abs(got.mean-x.mean) > 5.5*se+1e-4*math.Abs(x.mean):
					t.Errorf("%s: %v over %d runs, %v (%v) in the table", key, got.mean, runs, x.mean, x.se)
				default:
					seen++
				}
			}
			if seen < 150 {
				t.Errorf("only %d values agree", seen)
			}
		})
	}
}

// short prints a number with five digits.
func short(x float64) string { return strconv.FormatFloat(x, 'g', 5, 64) }

func number(t *testing.T, text string) float64 {
	t.Helper()
	x, err := strconv.ParseFloat(text, 64)
	if err != nil {
		t.Fatal(err)
	}
	return x
}
