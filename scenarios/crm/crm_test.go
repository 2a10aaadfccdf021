package crm

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"unicode/utf16"

	"channelsim/scenarios"
)

// export writes rows of 30 partners and a direct team: partners win 2 of 5, the direct team half.
func export(mark, won, lost, decimals string) string {
	var b strings.Builder
	row := func(fields ...string) { b.WriteString(strings.Join(fields, mark) + "\r\n") }
	row("Opportunity ID", "Deal Stage", "Amount", "Partner", "Created Date", "Close Date")
	for i := range 150 {
		stage := lost
		if i%5 < 2 {
			stage = won
		}
		row(fmt.Sprint(i), stage, fmt.Sprintf("1000%s50", decimals), fmt.Sprintf("Firm %d", i%30), "2026-01-05", "2026-02-02 10:00")
	}
	for i := range 40 {
		stage := lost
		if i%2 == 0 {
			stage = won
		}
		row(fmt.Sprint(i), stage, fmt.Sprintf("3000%s50", decimals), "", "2026-01-05", "2026-02-16")
	}
	row("x", "Negotiation", "", "Firm 1", "2026-01-05", "")
	row("", "", "", "", "", "")
	return b.String()
}

func read(t *testing.T, text string, o Options) *scenarios.Evidence {
	t.Helper()
	e, err := Read("crm.csv", []byte(text), o)
	if err != nil {
		t.Fatal(err)
	}
	return e.Evidence()
}

func wide(text string) string {
	b := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(text)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return string(b)
}

// However it is written, an export says the same.
func TestExport(t *testing.T) {
	for what, text := range map[string]string{
		"commas":     export(",", "Closed Won", "Closed Lost", "."),
		"semicolons": export(";", "Gewonnen", "Verloren", ","),
		"tabs":       "\xef\xbb\xbf" + export("\t", "won", "lost", "."),
		"UTF-16":     wide(export("\t", "Won", "Lost", ".")),
	} {
		e := read(t, text, Options{})
		got := map[string]float64{}
		for _, target := range e.Targets {
			got[target.Outcome] = target.Value
			if !(target.SD > 0) || !strings.HasPrefix(target.Source, "crm.csv: ") {
				t.Errorf("%s: %+v", what, target)
			}
		}
		for _, m := range e.Measured {
			got[m.Key] = m.Value.(float64)
		}
		for key, want := range map[string]float64{
			"partner_opportunity_to_win_rate@all": 0.4, "direct_opportunity_to_win_rate@all": 0.5,
			"revenue_gini@all":  0.6, // 2 of 5 partners win all, alike
			"market.value_mean": (60*1000.5 + 20*3000.5) / 80, "market.cycle_weeks": (150*4 + 40*6) / 190.,
		} {
			if math.Abs(got[key]/want-1) > 1e-3 {
				t.Errorf("%s: %s = %v, want %v", what, key, got[key], want)
			}
		}
	}
}

// A target's error is that of counting.
func TestErrorOfWinRates(t *testing.T) {
	for _, target := range read(t, export(",", "Won", "Lost", "."), Options{}).Targets {
		if target.Outcome == "partner_opportunity_to_win_rate@all" && math.Abs(target.SD-math.Sqrt(0.4*0.6/150)) > 1e-9 {
			t.Errorf("error %v", target.SD)
		}
	}
}

// What the file does not say the user does: the route, the names of columns and stages.
func TestOptions(t *testing.T) {
	text := "Phase X,Money\n" + strings.Repeat("signed,100\nsigned,300\ngone,0\ngone,0\nopen,0\n", 15)
	e := read(t, text, Options{Columns: map[string]string{Stage: "phase x", Value: "MONEY"}, Route: Direct, Won: []string{"Signed"}, Lost: []string{"gone"}})
	if len(e.Targets) != 1 || e.Targets[0].Outcome != "direct_opportunity_to_win_rate@all" || e.Targets[0].Value != 0.5 {
		t.Errorf("%+v", e.Targets)
	}
	if len(e.Measured) != 2 || e.Measured[0].Value != 200. {
		t.Errorf("%+v", e.Measured)
	}
}

func TestRoutesByWord(t *testing.T) {
	text := "stage,channel\n" + strings.Repeat("won,Reseller\nlost,Field sales\n", 30)
	e := read(t, text, Options{})
	if len(e.Targets) != 2 || e.Targets[0].Value != 1 || e.Targets[1].Value != 0 {
		t.Errorf("%+v", e.Targets)
	}
}

// Errors say where, what is wanted and what to try.
func TestBadExports(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", "crm.csv: no line with the names of the columns"},
		{"PK\x03\x04\x00\x00", "crm.csv: is no text"},
		{"a,b\n1,2\n", "crm.csv:1: no column tells the stage: there are a, b\n  --column stage=NAME"},
		{"stage,b\nwon,2\n", "no column tells whether an opportunity is a partner's or the direct team's"},
		{"stage,route\n", "there are no opportunities below the header"},
		{"stage,route\nlost,direct\nopen,direct\n", "stage: no opportunity was won: there are lost, open\n  --won NAME"},
		{"stage,route\nwon,direct\n", "no opportunity was lost"},
		{"stage,route\nwon,direct\nlost,elsewhere\n", "crm.csv:3: route = \"elsewhere\": must say partner or direct"},
		{"stage,route,value\nwon,direct,much\n", "crm.csv:2: value = \"much\": must be an amount of money"},
		{"stage,route\n\"won,direct\n", "crm.csv:2: no CSV"},
	} {
		_, err := Read("crm.csv", []byte(c.text), Options{})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, want %q", c.text, err, c.want)
		}
	}
	if _, err := Read("crm.csv", []byte("stage,route\nwon,direct\n"), Options{Columns: map[string]string{Value: "worth"}}); err == nil || !strings.Contains(err.Error(), `no column "worth"`) {
		t.Errorf("%v", err)
	}
}

// Few cases say nothing, and that is said.
func TestFewCases(t *testing.T) {
	e := read(t, "stage,route\nwon,direct\nlost,direct\n", Options{})
	if len(e.Targets) != 0 || len(e.Notes) != 1 || !strings.Contains(e.Notes[0], "only 2 decided opportunities") {
		t.Errorf("%+v", e)
	}
}
