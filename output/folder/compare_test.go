package folder

import (
	"bytes"
	"math"
	"strings"
	"testing"

	"channelsim/output/internal/synthetic"
	"channelsim/sim/experiment"
)

// comparison is of two points, of which one outcome is ranked and one is not.
func comparison() (*experiment.Comparison, []experiment.Contest) {
	nan := math.NaN()
	nothing := experiment.Estimate{Mean: nan, SD: nan, CILow: nan, CIHigh: nan}
	d := experiment.Difference{N: 3, Mean: 2, SD: 1, CILow: 1, CIHigh: 3, VarianceReduction: 4.5}
	standing := func(point int, mean float64, rank int, best experiment.Estimate, downside float64) experiment.Standing {
		return experiment.Standing{Point: point, Summary: experiment.Summary{Mean: mean, N: 3}, Rank: rank, Best: best, Regret: best, Downside: downside}
	}
	pair := []experiment.PairRow{{A: 0, B: 1, Difference: d, Told: experiment.Apart}}
	ranked := experiment.Contest{Outcome: experiment.DefaultOutcome, Vendor: "all", Better: experiment.Higher, Indifference: 0.5, Pairs: pair,
		Standings: []experiment.Standing{standing(0, 5, 1, experiment.Estimate{Mean: 0.75, SD: 0.1, CILow: 0.5, CIHigh: 0.9, N: 3}, 4), standing(1, 3, 2, nothing, 1)}}
	other := experiment.Contest{Outcome: experiment.Outcome{Metric: "leads_generated", Window: "all"}, Vendor: "acme", Better: experiment.Neither, Pairs: pair,
		Standings: []experiment.Standing{standing(0, 5, 0, nothing, nan), standing(1, 3, 0, nothing, nan)}}
	return &experiment.Comparison{Names: []string{"a, with a comma", "b"}}, []experiment.Contest{ranked, other}
}

func TestComparisonRows(t *testing.T) {
	c, contests := comparison()
	rows := Comparison(c, synthetic.Healthy.Answer(), contests, []string{"a doubt"})
	var b bytes.Buffer
	if err := rows.WriteJSON(&b); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`{"schema":1,"command":"compare",`,
		`"rows":[{"metric":"vendor_profit","window":"all","vendor":"all","a":"a, with a comma","b":"b",` +
			`"difference":{"mean":2,"sd":1,"ci_low":1,"ci_high":3,"n":3},"variance_reduction":4.5,"told":"apart","better":"higher","indifference":0.5,` +
			`"a_value":{"mean":5,`,
		`"a_rank":1,"a_best":{"mean":0.75,"sd":0.1,"ci_low":0.5,"ci_high":0.9,"n":3},"a_regret":{`,
		`"a_downside":4,"b_value":`,
		`"b_rank":0,"b_best":{"mean":null,`,
		`"notes":["a doubt"]`,
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %s in\n%s", want, b.String())
		}
	}
	b.Reset()
	if err := rows.WriteCSV(&b); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(b.String(), "\n")
	if want := "metric,window,vendor,a,b,difference_mean,difference_sd,difference_ci_low,difference_ci_high,difference_n,variance_reduction,told,"; !strings.HasPrefix(lines[0], want) {
		t.Errorf("the head is %s, want %s...", lines[0], want)
	}
	if want := `leads_generated,all,acme,"a, with a comma",b,2,1,1,3,3,4.5,apart,neither,0,5,`; !strings.HasPrefix(lines[2], want) {
		t.Errorf("got %s, want %s...", lines[2], want)
	}
	if n := strings.Count(lines[0], ","); strings.Count(lines[2], ",") != n+1 { // one within a name
		t.Errorf("a row does not fit its head:\n%s\n%s", lines[0], lines[2])
	}
}

// An interruption before the second point leaves a head.
func TestComparisonOfNothing(t *testing.T) {
	var b bytes.Buffer
	c, contests := comparison()
	contests[0].Pairs = nil
	if err := Comparison(c, synthetic.Healthy.Answer(), contests[:1], nil).WriteCSV(&b); err != nil || strings.Count(b.String(), "\n") != 1 || !strings.HasPrefix(b.String(), "metric,window,vendor,a,b,") {
		t.Errorf("%v %q", err, b.String())
	}
}
