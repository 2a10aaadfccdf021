package folder

import (
	"bytes"
	"context"
	"encoding/json"
	"math"
	"strconv"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"channelsim/scenarios"
	"channelsim/sim"
	"channelsim/sim/experiment"
)

// wantDocument is result.json as its readers know it, without the rows.
var wantDocument = `{"schema":1,"command":"run","scenario":"small","seed":7,"runs":3,"complete":true,"rows":[],` +
	`"survival":[{"point":0,"runs":3,"spirals":1,"median_week":1,"week":[0,1],"healthy":[1,0.6666666666666666],"ci_low":[0.4,0.2],"ci_high":[1,0.9]},` +
	`{"point":1,"runs":3,"spirals":0,"median_week":null,"week":[0],"healthy":[1],"ci_low":[0.4],"ci_high":[1]}],` +
	`"notes":["few runs: <20"],"expect":[` +
	`{"name":"falls","outcome":"trust@all","vendor":"all","statistic":"mean","min":null,"max":0.5,"value":0.25,"judgement":"met"},` +
	`{"name":"late","outcome":"spiral_week@all","vendor":"all","statistic":"p50","min":10,"max":null,"value":null,"judgement":"cannot be judged","why":"no spiral"}],"model":` + strconv.Itoa(sim.ModelVersion) + "}\n"

// judged is a small result with all parts but rows.
func judged() Result {
	min, max := 10.0, 0.5
	a := &experiment.Answer{Runs: 3, Design: experiment.Design{Seed: 7, Points: []experiment.Point{{Scenario: &scenarios.Scenario{Name: "small"}}}},
		Survival: []experiment.Survival{
			{Point: 0, Runs: 3, Spirals: 1, MedianWeek: 1, Week: []int{0, 1}, Healthy: []float64{1, 2.0 / 3}, Low: []float64{0.4, 0.2}, High: []float64{1, 0.9}},
			{Point: 1, Runs: 3, MedianWeek: math.NaN(), Week: []int{0}, Healthy: []float64{1}, Low: []float64{0.4}, High: []float64{1}},
		},
		Notes: []string{"few runs: <20"}}
	return Result{Command: "run", Answer: a, Verdicts: []experiment.Verdict{
		{Expect: scenarios.Expect{Name: "falls", Outcome: "trust@all", Vendor: "all", Statistic: "mean", Max: &max}, Value: 0.25, Judgement: experiment.Met},
		{Expect: scenarios.Expect{Name: "late", Outcome: "spiral_week@all", Vendor: "all", Statistic: "p50", Min: &min}, Value: math.NaN(),
			Judgement: experiment.Unclear, Why: "no spiral"},
	}}
}

func TestResultJSON(t *testing.T) {
	var b bytes.Buffer
	if err := judged().WriteJSON(&b); err != nil {
		t.Fatal(err)
	}
	if diff := gocmp.Diff(wantDocument, b.String()); diff != "" {
		t.Error(diff)
	}
}

// TestEmptyLists: a list without elements is [], so that readers can loop over
// it; expectations that were not judged are null.
func TestEmptyLists(t *testing.T) {
	r := judged()
	r.Answer.Notes, r.Answer.Survival, r.Answer.Interrupted, r.Verdicts = nil, nil, true, nil
	var b strings.Builder
	if err := r.WriteJSON(&b); err != nil {
		t.Fatal(err)
	}
	if want := `"complete":false,"rows":[],"survival":[],"notes":[],"expect":null,`; !strings.Contains(b.String(), want) {
		t.Errorf("got %s, want %s", b.String(), want)
	}
	r.Verdicts = []experiment.Verdict{}
	b.Reset()
	if err := r.WriteJSON(&b); err != nil || !strings.Contains(b.String(), `"expect":[]`) {
		t.Errorf("got %s, %v", b.String(), err)
	}
}

// TestDecimal: what JSON shows reads back to the same bits.
func TestDecimal(t *testing.T) {
	for _, x := range []float64{0, 1, -2.5, 1e21, 1e-9, 1.0 / 3, math.MaxFloat64, math.SmallestNonzeroFloat64} {
		b, err := json.Marshal(decimal(x))
		var back float64
		if err != nil || json.Unmarshal(b, &back) != nil || back != x {
			t.Errorf("%v became %s, %v", x, b, err)
		}
	}
	for _, x := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		if b, err := json.Marshal(decimal(x)); err != nil || string(b) != "null" {
			t.Errorf("%v became %s, %v", x, b, err)
		}
	}
}

// TestInterruptedAtOnce: tables without rows are tables.
func TestInterruptedAtOnce(t *testing.T) {
	f := begun(t)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	a, err := small.Run(ctx, experiment.Options{Store: f})
	if err != nil || a.Runs != 0 {
		t.Fatalf("%d runs, %v", a.Runs, err)
	}
	if err := f.Finish(closing(a)); err != nil {
		t.Fatal(err)
	}
	for name, columns := range map[string][]column{"runs": runsTable(a.Layout.Windows, nil).columns, "weeks": weeksTable(once(a.Bands)).columns} {
		whole, twin := readParquet(t, in(f.Dir(), name+".parquet")), readCSV(t, in(f.Dir(), name+".csv"), columns)
		if len(whole.rows) != 0 || len(whole.names) != len(columns) || len(twin.rows) != 0 {
			t.Errorf("%s: %d columns and %d rows, %d rows in its twin", name, len(whole.names), len(whole.rows), len(twin.rows))
		}
	}
}
