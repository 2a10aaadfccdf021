package workbook

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"channelsim/output/folder"
	"channelsim/output/internal/synthetic"
	"channelsim/scenarios"
	"channelsim/sim"
	"channelsim/sim/experiment"
)

// small is a story with all that is awkward: two vendors, runs with and without a spiral.
var small = synthetic.Story{Name: "small", Title: "a small story", Start: "2026-07-06", Runs: 12, Weeks: 20, Vendors: []string{"north", "south"}, From: 0.7, To: 0.3, Spirals: 0.5}

// falling is long enough to fall, and of so many runs that something can be said.
var falling = synthetic.Story{Name: "falling", Title: "a story of decline", Start: "2026-07-06", Runs: 24, Weeks: 78, From: 0.7, To: 0.3, Spirals: 0.5}

// saved is the finished folder of a story, at one point or at three.
func saved(t testing.TB, s synthetic.Story, qualities ...float64) *folder.Archive {
	t.Helper()
	d := s.Design()
	if len(qualities) > 0 {
		d.Points = nil
	}
	for i, q := range qualities {
		d.Points = append(d.Points, experiment.Point{Index: i, Scenario: s.Design().Points[0].Scenario, Vary: []scenarios.Setting{{Key: "vendors.*.lead_quality", Value: q}}})
	}
	scenario := d.Points[0].Scenario
	var toml bytes.Buffer
	if err := scenario.WriteTOML(&toml); err != nil {
		t.Fatal(err)
	}
	f, err := folder.Create(filepath.Join(t.TempDir(), "d"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	err = f.Begin(folder.Info{Program: "v1.2.3", Command: []string{"channelsim", "run", "small"}, Plan: []string{"run", "small", "--set=a b=c"}, Scenario: s.Name,
		TOML: toml.Bytes(), Seed: 1, Runs: s.Runs, Started: time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	a, err := s.RunDesign(context.Background(), d, experiment.Options{Store: f})
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Finish(folder.Closing{Result: folder.Result{Command: "run", Answer: a, Says: experiment.Say(a, "small").Says}, Finished: time.Date(2026, 7, 1, 12, 5, 0, 0, time.UTC)}); err != nil {
		t.Fatal(err)
	}
	m, err := folder.ReadManifest(f.Dir())
	if err != nil {
		t.Fatal(err)
	}
	return &folder.Archive{Dir: f.Dir(), Manifest: m}
}

// written is the workbook of a folder, as a reader opens it.
func written(t *testing.T, a *folder.Archive, o Options) (*excelize.File, []string) {
	t.Helper()
	var b bytes.Buffer
	notes, err := Write(&b, a, o)
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f, notes
}

// rows are the raw values of a sheet below its names, each by name.
func rows(t *testing.T, f *excelize.File, sheet string) []map[string]string {
	t.Helper()
	lines, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	if len(lines) < headRow {
		t.Fatalf("%s: %d rows", sheet, len(lines))
	}
	var all []map[string]string
	for _, line := range lines[headRow:] {
		if len(line) == 0 { // remarks follow
			break
		}
		row := map[string]string{}
		for i, name := range lines[headRow-1] {
			if i < len(line) && name != "" && row[name] == "" {
				row[name] = line[i]
			}
		}
		all = append(all, row)
	}
	return all
}

// names are the sheets' columns as their files name them.
var names = map[string]map[string]string{
	"Summary": {"vendor": "vendor", "group": "group", "metric": "metric", "window": "window", "mean": "mean", "sd": "standard deviation", "ci_low": "95 % low", "ci_high": "95 % high",
		"p05": "5 % of runs below", "p50": "median", "p95": "95 % of runs below", "n": "n"},
	"Weekly": {"vendor": "vendor", "metric": "metric", "week": "week", "mean": "mean", "sd": "standard deviation", "n": "n",
		"p05": "5 % of runs below", "p25": "25 % below", "p50": "median", "p75": "75 % below", "p95": "95 % below"},
	"Funnel": {"vendor": "vendor", "route": "route", "grade": "grade", "stage": "stage", "n": "n",
		"actual": "actual: mean", "actual_sd": "actual: standard deviation", "actual_ci_low": "actual: 95 % low", "actual_ci_high": "actual: 95 % high",
		"reported": "reported: mean", "reported_sd": "reported: standard deviation", "reported_ci_low": "reported: 95 % low", "reported_ci_high": "reported: 95 % high"},
}

// Every number of the files is in the workbook, to the last bit, and where one is not defined
// the cell is empty.
func TestNumbersAreThoseOfTheFiles(t *testing.T) {
	a := saved(t, small)
	f, _ := written(t, a, Options{})
	for sheet, file := range map[string]string{"Summary": summaryFile, "Weekly": weeksFile, "Funnel": funnelFile, "Runs": runsFile} {
		table, err := a.Table(file)
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]map[string]string{}
		for _, row := range rows(t, f, sheet) {
			got[identity(sheet, func(name string) string { return row[shown(sheet, name)] })] = row
		}
		if len(got) != table.Len {
			t.Errorf("%s has %d rows, want %d", sheet, len(got), table.Len)
		}
		empty := 0
		for row, err := range table.Rows {
			if err != nil {
				t.Fatal(err)
			}
			cells := got[identity(sheet, func(name string) string { return fmt.Sprint(row[slices.Index(table.Columns, name)]) })]
			for i, name := range table.Columns {
				if shown(sheet, name) == "" {
					continue
				}
				if cell := cells[shown(sheet, name)]; !same(row[i], cell) {
					t.Fatalf("%s: %s of %v is %q", sheet, name, row, cell)
				}
				if row[i] == nil {
					empty++
				}
			}
		}
		if (sheet == "Summary" || sheet == "Runs") && empty == 0 {
			t.Errorf("%s: nothing was undefined", sheet)
		}
	}
}

// shown is the name that a file's column has in a sheet, empty if it is not there.
func shown(sheet, name string) string {
	if sheet == "Runs" {
		return name
	}
	return names[sheet][name]
}

// identity names a row.
func identity(sheet string, of func(name string) string) string {
	keys := map[string][]string{"Summary": {"vendor", "group", "metric", "window"}, "Weekly": {"vendor", "metric", "week"}, "Funnel": {"vendor", "route", "grade", "stage"}, "Runs": {"replication", "vendor"}}[sheet]
	var parts []string
	for _, key := range keys {
		parts = append(parts, of(key))
	}
	return strings.Join(parts, "|")
}

func same(want any, cell string) bool {
	switch v := want.(type) {
	case nil:
		return cell == ""
	case float64:
		x, err := strconv.ParseFloat(cell, 64)
		return err == nil && math.Float64bits(x) == math.Float64bits(v)
	}
	return cell == fmt.Sprint(want)
}

// What matters comes first: the main outcomes of the whole market, then the rest of it.
func TestTheMarketComesFirst(t *testing.T) {
	f, _ := written(t, saved(t, small), Options{})
	first := rows(t, f, "Summary")[0]
	if first["outcome"] != "partners' follow-up rate" || first["vendor"] != "all" || first["group"] != "all" || first["window"] != "first_quarter" {
		t.Errorf("Summary begins with %v", first)
	}
	stage := 0 // main, market, vendors
	for _, row := range rows(t, f, "Summary") {
		now := 2
		if row["vendor"] == sim.All {
			now = 1
			if leading(row["metric"]) {
				now = 0
			}
		}
		if now < stage {
			t.Fatalf("%s of %s comes too late", row["metric"], row["vendor"])
		}
		stage = now
	}
	weekly := rows(t, f, "Weekly")
	if weekly[0]["metric"] != sim.FollowUp || weekly[0]["vendor"] != sim.All || weekly[19]["week"] != "20" {
		t.Errorf("Weekly begins with %v", weekly[0])
	}
}

// Cells show what their units ask for.
func TestFormatsFollowUnits(t *testing.T) {
	f, _ := written(t, saved(t, small), Options{})
	want := map[string]string{"partner_follow_up_rate": `^\d+\.\d\d ?% ?$`, "vendor_profit": `^[\d,]+ EUR$`, "trust": `^0\.\d{3}$`, "leads_worked": `^\d+\.\d$`,
		"weeks_to_first_contact": `^\d+\.\d$`}
	lines, err := f.GetRows("Summary")
	if err != nil {
		t.Fatal(err)
	}
	head := lines[headRow-1]
	for _, line := range lines[headRow:] {
		if len(line) == 0 {
			break
		}
		metric := line[slices.Index(head, "metric")]
		if pattern, ok := want[metric]; ok {
			match(t, metric, pattern, line[slices.Index(head, "mean")])
		}
	}
	weekly, err := f.GetRows("Weekly")
	if err != nil {
		t.Fatal(err)
	}
	if day := weekly[headRow+1][slices.Index(weekly[headRow-1], "first day")]; day != "2026-07-13" {
		t.Errorf("week 2 begins on %s", day)
	}
}

func TestMoneyOfOddCurrencies(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	for currency, want := range map[string]string{"": "1,234,568", "EUR": "1,234,568 EUR", "US$": "1,234,568 US$", `"0`: `1,234,568 "0`, "d#m": "1,234,568 d#m"} {
		format := money(currency)
		style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
		if err != nil {
			t.Fatal(err)
		}
		for _, err := range []error{f.SetCellValue("Sheet1", "A1", 1234567.8), f.SetCellStyle("Sheet1", "A1", "A1", style)} {
			if err != nil {
				t.Fatal(err)
			}
		}
		if got, err := f.GetCellValue("Sheet1", "A1"); got != want || err != nil {
			t.Errorf("%s: %q by %s, want %q (%v)", currency, got, format, want, err)
		}
	}
}

func TestLargeSeedsStayWhole(t *testing.T) {
	for v, want := range map[any]any{int64(1 << 53): int64(1 << 53), int64(1<<53 + 1): "9007199254740993", int64(-1<<53 - 1): "-9007199254740993", 1e300: 1e300} {
		if got := exact(v); got != want {
			t.Errorf("%v becomes %v, want %v", v, got, want)
		}
	}
}

// The names stay in sight, the filter covers the table, and the file says what it is.
func TestSheetsAreMadeForReading(t *testing.T) {
	a := saved(t, small)
	f, notes := written(t, a, Options{Program: "v9"})
	if got := strings.Join(f.GetSheetList(), " "); got != "Summary Weekly Funnel Runs Scenario About" || notes != nil || f.GetActiveSheetIndex() != 0 {
		t.Errorf("sheets %s, notes %q", got, notes)
	}
	for sheet, frozen := range map[string]int{"Summary": 1, "Weekly": 1, "Funnel": 4, "Runs": 4, "Scenario": 1} {
		if p, err := f.GetPanes(sheet); err != nil || !p.Freeze || p.YSplit != headRow || p.XSplit != frozen {
			t.Errorf("%s: panes %+v, %v", sheet, p, err)
		}
		if width, err := f.GetColWidth(sheet, "A"); err != nil || width < 7 || sheet == "Summary" && width < 30 {
			t.Errorf("%s: the first column is %v wide, %v", sheet, width, err)
		}
	}
	table, err := a.Table(summaryFile)
	if err != nil {
		t.Fatal(err)
	}
	filters := map[string]string{}
	for _, n := range f.GetDefinedName() {
		if strings.HasSuffix(n.Name, "FilterDatabase") {
			filters[n.Scope] = n.RefersTo
		}
	}
	if want := fmt.Sprintf("'Summary'!$A$2:$N$%d", headRow+table.Len); filters["Summary"] != want || len(filters) != 5 {
		t.Errorf("filters %v, want %s", filters, want)
	}
	if p, err := f.GetDocProps(); err != nil || p.Title != "a small story" || p.Creator != "channelsim v1.2.3" || p.LastModifiedBy != "channelsim v9" || p.Created != "2026-07-01T12:05:00Z" {
		t.Errorf("properties %+v, %v", p, err)
	}
}

// The chart's lines are the numbers beside it, and these are those of the file.
func TestChartDrawsFollowUp(t *testing.T) {
	for _, c := range []struct {
		qualities []float64
		series    []string
		says      string
	}{
		{nil, []string{"mean", "5 % of runs below", "95 % of runs below"}, "Follow-up falls from"},
		{[]float64{0.1, 0.2, 0.3}, []string{"lead_quality = 0.1", "lead_quality = 0.2", "lead_quality = 0.3"}, "Partners' follow-up rate, mean over the runs"},
	} {
		a := saved(t, falling, c.qualities...)
		b, err := open(a, Options{})
		if err != nil {
			t.Fatal(err)
		}
		f, _ := written(t, a, Options{Rows: 100}) // the chart is whole all the same
		g := &grid{name: "Weekly", columns: b.weeklyColumns()}
		table, err := a.Table(weeksFile)
		if err != nil {
			t.Fatal(err)
		}
		if err := b.chart(g, chapters(table, followUp)); err != nil {
			t.Fatal(err)
		}
		if len(g.picture.Series) != len(c.series) || !strings.HasPrefix(g.picture.Title.Paragraph[0].Text, c.says) {
			t.Errorf("%d lines under %s", len(g.picture.Series), g.picture.Title.Paragraph[0].Text)
		}
		drawn := curves(t, table, len(c.qualities) > 1)
		for i, s := range g.picture.Series {
			if name := values(t, f, s.Name); name[0] != c.series[i] {
				t.Errorf("line %d is called %q, want %s", i, name, c.series[i])
			}
			weeks := values(t, f, s.Values)
			for week, got := range weeks {
				if want := drawn[[2]int{i, week + 1}]; want == nil || !same(want, got) {
					t.Fatalf("%s in week %d is %s, want %v", c.series[i], week+1, got, want)
				}
			}
			if len(weeks) != falling.Weeks || len(values(t, f, s.Categories)) != falling.Weeks {
				t.Errorf("%s has %d weeks", c.series[i], len(weeks))
			}
		}
		if charts(t, f) != 1 {
			t.Error("the file has no chart")
		}
	}
}

// values are the raw values that a formula's range names.
func values(t *testing.T, f *excelize.File, formula string) []string {
	t.Helper()
	sheet, cells, _ := strings.Cut(strings.ReplaceAll(strings.ReplaceAll(formula, "'", ""), "$", ""), "!")
	from, to, several := strings.Cut(cells, ":")
	if !several {
		to = from
	}
	column, first, err := excelize.CellNameToCoordinates(from)
	if err != nil {
		t.Fatal(err)
	}
	_, last, err := excelize.CellNameToCoordinates(to)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for row := first; row <= last; row++ {
		at, _ := excelize.CoordinatesToCellName(column, row)
		v, err := f.GetCellValue(sheet, at, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, v)
	}
	return all
}

// curves are the numbers that the chart must draw, by line and week: the mean of each point, or
// of a single one the mean and its band.
func curves(t *testing.T, table *folder.Table, several bool) map[[2]int]any {
	t.Helper()
	all := map[[2]int]any{}
	for row, err := range table.Rows {
		if err != nil {
			t.Fatal(err)
		}
		if !followUp(row) {
			continue
		}
		point, week := int(row[wPoint].(int64)), int(row[wWeek].(int64))
		if several {
			all[[2]int{point, week}] = row[wMean]
			continue
		}
		for i, column := range []int{wMean, wP05, wP95} {
			all[[2]int{i, week}] = row[column]
		}
	}
	return all
}

// charts counts the charts in a file.
func charts(t *testing.T, f *excelize.File) int {
	t.Helper()
	n := 0
	f.Pkg.Range(func(path, _ any) bool {
		if strings.HasPrefix(path.(string), "xl/charts/chart") {
			n++
		}
		return true
	})
	return n
}

// Several points have a name each, in all sheets that have rows of them.
func TestPointsAreTold(t *testing.T) {
	f, _ := written(t, saved(t, small, 0.1, 0.30000000000000004), Options{})
	if got := strings.Join(f.GetSheetList(), " "); got != "Summary Weekly Funnel Runs Points Scenario About" {
		t.Errorf("sheets %s", got)
	}
	for _, sheet := range []string{"Summary", "Weekly", "Points"} {
		seen := map[string]bool{}
		for _, row := range rows(t, f, sheet) {
			if row["point"] != "" {
				seen[row["point"]+" "+row["case"]] = true
			}
		}
		if len(seen) != 2 || !seen["0 lead_quality = 0.1"] || !seen["1 lead_quality = 0.3"] {
			t.Errorf("%s tells %v", sheet, seen)
		}
	}
	if got := rows(t, f, "Points")[1]["vendors.*.lead_quality"]; got != "0.30000000000000004" {
		t.Errorf("Points has %s", got)
	}
}

func TestCaseNames(t *testing.T) {
	for _, c := range []struct{ points, want string }{
		{"point,scenario\n0,classroom\n1,mine\n2,classroom\n", "classroom|mine|classroom (2)"},
		{"point,scenario,vendors.acme.policy\n0,classroom,merit\n1,classroom,lottery\n", "policy = merit|policy = lottery"},
		{"point,scenario,mechanisms.belief,mechanisms.trust\n0,c,,\n1,c,false,\n2,c,,false\n", "as it is|belief = false|trust = false"},
		{"point,scenario,vendors.a.policy,vendors.b.policy\n0,c,merit,lottery\n", "vendors.a.policy = merit, vendors.b.policy = lottery"},
		{"point,scenario,a.k,a.l,a.m,a.n\n0,c,1,2,3,4\n1,c,1,2,3,5\n", "point 0|point 1"},
	} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, pointsFile), []byte(c.points), 0o666); err != nil {
			t.Fatal(err)
		}
		got, err := caseNames(&folder.Archive{Dir: dir})
		if err != nil || strings.Join(got, "|") != c.want {
			t.Errorf("%q: %q, want %s (%v)", c.points, got, c.want, err)
		}
	}
}

// Where a sheet has no room, it says so, and so does the caller.
func TestCutsAreSaid(t *testing.T) {
	a := saved(t, small)
	f, notes := written(t, a, Options{Rows: 30, Columns: 13})
	for _, sheet := range []string{"Summary", "Weekly", "Runs"} {
		lines, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		if len(lines) > 30 || sheet != "Weekly" && len(lines[headRow-1]) != 13 {
			t.Errorf("%s has %d rows of %d columns", sheet, len(lines), len(lines[headRow-1]))
		}
		file := map[string]string{"Summary": summaryFile, "Weekly": weeksFile, "Runs": runsFile}[sheet]
		if said := lines[0][0]; !strings.Contains(said, "CUT: only the first ") || !strings.Contains(said, file+" has the whole") {
			t.Errorf("%s says %q", sheet, said)
		}
		if !slices.ContainsFunc(notes, func(n string) bool {
			return strings.HasPrefix(n, "sheet "+sheet+" is cut: only the first ") && strings.Contains(n, file)
		}) {
			t.Errorf("the notes say nothing of %s: %q", sheet, notes)
		}
	}
	if got := len(values(t, f, "'Weekly'!$A$3:$A$22")); got != small.Weeks || charts(t, f) != 1 {
		t.Error("the chart is not whole")
	}
	if !strings.Contains(about(t, f), "sheet Runs is cut: ") {
		t.Error("About does not say what was cut")
	}
}

// about is the text of the sheet About.
func about(t *testing.T, f *excelize.File) string {
	t.Helper()
	lines, err := f.GetRows("About")
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, line := range lines {
		b.WriteString(strings.Join(line, ": ") + "\n")
	}
	return b.String()
}

func TestAboutSaysWhereNumbersComeFrom(t *testing.T) {
	f, _ := written(t, saved(t, falling), Options{Program: "v9"})
	text := about(t, f)
	for _, want := range []string{"a story of decline (24 runs, 78 weeks, seed 1)", "Partners' follow-up fell from ", "came in 12 of 24 runs", "in full: channelsim run small \"--set=a b=c\"",
		"program: channelsim v1.2.3", "this workbook by: channelsim v9", "model version: " + strconv.Itoa(sim.ModelVersion), "seed: 1\n", "runs: 24 runs",
		"first_quarter: weeks 1 to 13, Jul-Sep 2026", "vendor_profit: vendor's profit (EUR): gross margin", "an empty cell: "} {
		if !strings.Contains(text, want) {
			t.Errorf("About does not say %q:\n%s", want, text)
		}
	}
}

// Every assumption is there with its value, and what differs from the defaults is marked.
func TestScenarioListsAllAssumptions(t *testing.T) {
	f, _ := written(t, saved(t, small), Options{})
	found := map[string]map[string]string{}
	for _, row := range rows(t, f, "Scenario") {
		found[row["key"]] = row
	}
	s := small.Design().Points[0].Scenario
	n := 0
	for _, p := range scenarios.Params() {
		if p.Repeated() {
			continue
		}
		n++
		value, err := s.Get(p.Key())
		if err != nil {
			t.Fatal(err)
		}
		row := found[p.Key()]
		if p.Kind != scenarios.Bool && row["value"] != fmt.Sprint(value) {
			t.Errorf("%s is %q, want %v", p.Key(), row["value"], value)
		}
		if (row["changed"] == "yes") != (value != p.Default) {
			t.Errorf("%s: changed %q from %v to %v", p.Key(), row["changed"], p.Default, value)
		}
	}
	if n < 100 || found["run.weeks"]["changed"] != "yes" || found["vendors."+s.Vendors[0].Name+".policy"]["value"] != "cherry-pick" {
		t.Errorf("%d parameters, %v", n, found["run.weeks"])
	}
}

// Commands with rows of their own come with these first.
func TestAnswerHasItsNumbersInDoubt(t *testing.T) {
	a := saved(t, small)
	text := `{"schema":1,"command":"compare","scenario":"small","seed":1,"runs":12,"complete":true,"rows":[
		{"metric":"partner_follow_up_rate","window":"all","a":"merit","difference":{"mean":0.1234567890123,"sd":0.2,"ci_low":0.1,"ci_high":0.2,"n":12},"told":"apart","a_best":{"mean":0.5,"sd":1,"ci_low":0,"ci_high":1,"n":12}},
		{"metric":"vendor_profit","window":"all","a":"lottery","difference":{"mean":null,"sd":null,"ci_low":null,"ci_high":null,"n":0},"told":"apart","a_best":null}],
		"hinges":[{"key":"partners.hours","value":40,"verdict":"turns"}],"survival":[],"notes":["only 12 runs"],"expect":null}`
	if err := os.WriteFile(filepath.Join(a.Dir, "result.json"), []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	f, _ := written(t, a, Options{})
	if got := strings.Join(f.GetSheetList()[:3], " "); got != "Answer Hinges Summary" {
		t.Errorf("sheets begin with %s", got)
	}
	first := rows(t, f, "Answer")[0]
	for name, want := range map[string]string{"outcome": "partners' follow-up rate", "metric": "partner_follow_up_rate", "difference: mean": "0.1234567890123",
		"difference: 95 % low": "0.1", "difference: 95 % high": "0.2", "difference: n": "12", "told": "apart", "a best: n": "12"} {
		if first[name] != want {
			t.Errorf("%s is %q, want %s", name, first[name], want)
		}
	}
	second := rows(t, f, "Answer")[1]
	if second["difference: mean"] != "" || second["difference: n"] != "0" || second["a best: mean"] != "" || second["a"] != "lottery" {
		t.Errorf("undefined numbers become %v", second)
	}
	if got := values(t, f, "'Answer'!$E$3"); got[0] != "0.1234567890123" {
		t.Errorf("E3 is %q", got)
	}
	if shown, err := f.GetCellValue("Answer", "E3"); !strings.HasPrefix(shown, "12.35") || !strings.Contains(shown, "%") || err != nil {
		t.Errorf("a difference of shares is shown as %s, %v", shown, err)
	}
	if got := rows(t, f, "Hinges")[0]; got["key"] != "partners.hours" || got["value"] != "40" {
		t.Errorf("hinges %v", got)
	}
	lines, err := f.GetRows("Answer")
	if err != nil || lines[len(lines)-1][0] != "note: only 12 runs" {
		t.Errorf("the last line is %q, %v", lines[len(lines)-1], err)
	}
}

// Of a folder without runs there is what there is.
func TestFoldersWithoutRuns(t *testing.T) {
	a := saved(t, small)
	for _, name := range []string{runsFile, weeksFile, summaryFile, pointsFile, funnelFile} {
		delete(a.Manifest.Checksums, name)
		if err := os.Remove(filepath.Join(a.Dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	text := `{"schema":1,"command":"patterns","scenario":"baseline","seed":1,"runs":12,"complete":true,"rows":[{"id":"P1","effect":{"mean":1,"sd":1,"ci_low":0,"ci_high":2,"n":3}}],"notes":[]}`
	if err := os.WriteFile(filepath.Join(a.Dir, "result.json"), []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	f, _ := written(t, a, Options{})
	if got := strings.Join(f.GetSheetList(), " "); got != "Answer Scenario About" || !strings.Contains(about(t, f), "patterns keeps no table of runs") {
		t.Errorf("sheets %s", got)
	}
}

func match(t *testing.T, what, pattern, got string) {
	t.Helper()
	if !regexp.MustCompile(pattern).MatchString(got) {
		t.Errorf("%s is shown as %q, want %s", what, got, pattern)
	}
}
