package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// asProgram makes the test binary a channelsim whose answers are known: set in its environment.
const asProgram = "FIGURES_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		os.Exit(pretend(os.Args[1:]))
	}
	os.Exit(m.Run())
}

const answerTable = `a title

                 │ first quarter
─────────────────┼──────────────
 follow-up       │ 53.5 %
 wins per        │ 1.23 %
 lead            │ [1.21, 1.26]
 trust           │ 0.5

Follow-up fell. The death spiral came in 190 of 200
runs, half of them by Q2 2028 (week
96, from 1 May).

A second paragraph.
`

const answerRows = `{"rows":[
{"vendor":"acme","group":"all","metric":"spiral","window":"all","mean":0.25,"n":4},
{"vendor":"all","group":"tier=gold","metric":"spiral","window":"all","mean":0.75,"n":4},
{"vendor":"all","group":"all","metric":"spiral","window":"all","mean":0.95,"ci_low":0.91,"n":200},
{"part":"width","value":{"mean":1640000,"ci_low":0.039}}]}`

const answerParams = `{"rows":[
{"key":"run.runs","default":200,"range":"[1, 1e7]","neutral":"","free":false,"meaning":"runs: a | b"},
{"key":"segments.*.on","default":true,"range":"","neutral":0.30,"free":true,"meaning":"switch"}]}`

const answerPatterns = `{"rows":[
{"id":"P1","verdict":"shown","hinges_on":"who gets the good leads","claims":[
 {"says":"partners over direct","effect":{"mean":0.0764,"ci_low":0.07511,"ci_high":0.0777},"direction":"at most","threshold":0.2,"verdict":"shown"},
 {"says":"direct wins","effect":{"mean":0.3,"ci_low":0.2,"ci_high":0.4},"direction":"at least","threshold":0.1,"verdict":"shown"}]},
{"id":"P2","verdict":"not shown","hinges_on":"how many are left","claims":[
 {"says":"key source","effect":{"mean":0.00727,"ci_low":0.00653,"ci_high":0.00801},"direction":"at most","threshold":0.22,"verdict":"shown"},
 {"says":"key source","effect":{"mean":0.00727,"ci_low":0.00653,"ci_high":0.00801},"direction":"at least","threshold":0.022,"verdict":"not shown"}]}]}`

// pretend answers as channelsim does, with 3 where a pattern is not shown.
func pretend(args []string) int {
	line := strings.Join(args, " ")
	dir := ""
	for i, a := range args {
		if a == "--out" {
			dir = args[i+1]
		}
	}
	switch {
	case line == "scenario params --format json":
		fmt.Print(answerParams)
	case strings.HasPrefix(line, "patterns"):
		fmt.Print(answerPatterns)
		return 3
	case args[0] == "plot":
		svg := "<svg><title>Follow-up falls from 53 % to 22 %</title></svg>"
		if err := os.WriteFile(dir, []byte(svg), 0o666); err != nil {
			return 1
		}
	case dir != "":
		// Spirals of 100 weeks: one lasts, one is there again, one goes, one began early and lasts.
		rows := "replication,vendor,spiral_week__all\n0,all,99\n0,acme,1\n1,all,98\n2,all,97\n3,all,\n4,all,20\n"
		if strings.Contains(line, "--weeks 152") {
			rows = "replication,vendor,spiral_week__all\n0,all,99\n1,all,130\n2,all,\n3,all,140\n4,all,20\n"
		}
		if os.Mkdir(dir, 0o777) != nil || os.WriteFile(filepath.Join(dir, "runs.csv"), []byte(rows), 0o666) != nil {
			return 1
		}
	case args[0] == "run" && strings.HasSuffix(line, "--format json"):
		fmt.Print(answerRows)
	case strings.Contains(line, "known.toml"):
		text, err := os.ReadFile("known.toml")
		if err != nil {
			return 1
		}
		fmt.Print(string(text))
	case args[0] == "run":
		fmt.Print(answerTable)
	default:
		fmt.Fprintln(os.Stderr, "no such command")
		return 2
	}
	return 0
}

// renewed runs figures on one document.
func renewed(t *testing.T, text string, flags ...string) (after, says string, err error) {
	t.Helper()
	t.Setenv(asProgram, "1")
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	if err := os.WriteFile("doc.md", []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	err = figures(append(flags, self, "doc.md"), &out)
	now, readErr := os.ReadFile("doc.md")
	if readErr != nil {
		t.Fatal(readErr)
	}
	return string(now), out.String(), err
}

// filled puts a marker into a line or on lines of its own, and says what stands there after.
func filled(t *testing.T, marker string, inline bool) string {
	t.Helper()
	before, after := "<!-- "+marker+" -->", "<!-- /figure -->"
	doc := "<!-- command long: run x --set a=1 -->\n\n" + before + "old\n" + after + "\n"
	if inline {
		doc = "<!-- command long: run x --set a=1 -->\n\nIt is " + before + "old" + after + " now.\n"
	}
	now, _, err := renewed(t, doc)
	if err != nil {
		t.Fatalf("%s: %v", marker, err)
	}
	_, rest, _ := strings.Cut(now, before)
	got, _, _ := strings.Cut(rest, after)
	again, says, err := renewed(t, now, "--check")
	if err != nil || says != "" || again != now {
		t.Errorf("%s: changes what it has written itself: %v\n%s", marker, err, says)
	}
	return got
}

func TestTakes(t *testing.T) {
	for marker, want := range map[string]string{
		`figure: run x | value spiral@all percent 1`:                        "95.0 %",
		`figure: run x | value spiral@all ci_low plain 2`:                   "0.91",
		`figure: run x | value spiral@all of-runs`:                          "190 of 200",
		`figure: run x | value spiral@all group=tier=gold percent 0`:        "75 %",
		`figure: run x | value spiral@all vendor=acme percent 0`:            "25 %",
		`figure: run x | value part=width value.mean million 1`:             "1.6 million",
		`figure long: value part=width value.ci_low plain 3`:                "0.039",
		`figure slow: run x | words "half of them by (Q[^)]*[)])"`:          "Q2 2028 (week 96, from 1 May)",
		`figure slow long: value spiral@all percent 0`:                      "95 %",
		`figure: patterns | pattern-counts`:                                 "Of 2 patterns the model shows 1 and does not show 1; for 0 the runs cannot tell",
		`figure: run x | words "(?i)the death spiral came in (\d+ of \d+)"`: "190 of 200",
	} {
		if got := filled(t, marker, true); got != want {
			t.Errorf("%s writes %q, want %q", marker, got, want)
		}
	}
	for marker, want := range map[string]string{
		`figure: run x --set a=1 | lines "first quarter" to "lead  "`:  "\n```text\n                 │ first quarter\n─────────────────┼──────────────\n follow-up       │ 53.5 %\n wins per        │ 1.23 %\n lead            │ [1.21, 1.26]\n```\n",
		`figure: run x | paragraph "came in 190 of 200 runs" "second"`: "\n```text\nFollow-up fell. The death spiral came in 190 of 200\nruns, half of them by Q2 2028 (week\n96, from 1 May).\n\nA second paragraph.\n```\n",
		`figure: patterns | patterns`: "\n| | verdict | leading claim | what does not hold, and what it hinges on |\n|---|---|---|---|\n" +
			"| P1 | shown | partners over direct: 0.0764 [0.0751, 0.0777], at most 0.2 | Hinges on who gets the good leads |\n" +
			"| P2 | not shown | key source: 0.00727 [0.00653, 0.00801], at most 0.22 | Key source: 0.00727 [0.00653, 0.00801], at least 0.022. Hinges on how many are left |\n\n",
		`figure: scenario params | table key default range neutral free "meaning=what it does"`: "\n| key | default | range | neutral | free | what it does |\n|---|---|---|---|---|---|\n" +
			"| `run.runs` | 200 | [1, 1e7] |  | false | runs: a \\| b |\n| `segments.*.on` | true |  | 0.30 | true | switch |\n\n",
		`figure: run --runs 5 | lasting x=100`: "\n| spirals begun | `x` (100) | all that lasted |\n|---|---|---|\n" +
			"| last 4 weeks | 3: 1, 2 | 33 % |\n| weeks 5-8 from the end | none | none |\n| weeks 9-13 from the end | none | none |\n" +
			"| weeks 14-26 from the end | none | none |\n| earlier | 1: 1, 1 | 100 % |\n\n",
	} {
		if got := filled(t, marker, false); got != want {
			t.Errorf("%s writes\n%q, want\n%q", marker, got, want)
		}
	}
}

func TestFilesOfTheDocument(t *testing.T) {
	now, _, err := renewed(t, "```toml\n# known.toml\nvalue = 0.5\n```\n\n<!-- figure: calibrate known.toml | lines \"value\" to \"0.5\" -->\n<!-- /figure -->\n")
	if err != nil || !strings.Contains(now, "```text\nvalue = 0.5\n```\n<!-- /figure -->") {
		t.Errorf("%v: %s", err, now)
	}
}

func TestPicture(t *testing.T) {
	doc := "<!-- figure: run x | picture follow_up pic.svg -->\n<!-- /figure -->\n"
	now, _, err := renewed(t, doc)
	if err != nil || !strings.Contains(now, "![Follow-up falls from 53 % to 22 %](pic.svg)\n") {
		t.Fatalf("%v: %s", err, now)
	}
	// renewed starts in an empty folder: the words are right, and the picture is not there.
	_, says, err := renewed(t, now, "--check")
	if !errors.Is(err, errStale) || !strings.Contains(says, "the picture itself differs") {
		t.Errorf("a picture that is not there is not noticed: %v %s", err, says)
	}
	if _, err := os.Stat("pic.svg"); err == nil {
		t.Error("--check draws")
	}
}

func TestCheck(t *testing.T) {
	const doc = "a <!-- figure: run x | value spiral@all percent 0 -->94 %<!-- /figure --> b " +
		"<!-- figure slow: run x | value spiral@all percent 0 -->93 %<!-- /figure --> c " +
		"<!-- figure machine: run x | value spiral@all percent 0 -->92 %<!-- /figure --> d\n"
	for _, c := range []struct {
		flags []string
		finds string
	}{
		{[]string{"--check", "--quick"}, "94"},
		{[]string{"--check"}, "94 93"},
	} {
		now, says, err := renewed(t, doc, c.flags...)
		var found []string
		for _, m := range regexp.MustCompile(`(?m)^- (\d+) %\n\+ 95 %$`).FindAllStringSubmatch(says, -1) {
			found = append(found, m[1])
		}
		if now != doc || !errors.Is(err, errStale) || strings.Join(found, " ") != c.finds {
			t.Errorf("%v: %v\n%s", c.flags, err, says)
		}
		if !strings.Contains(says, "doc.md: figure: run x | value spiral@all percent 0\n") {
			t.Errorf("%v does not name the figure: %s", c.flags, says)
		}
	}
	now, _, err := renewed(t, doc, "--quick")
	if err != nil || strings.Count(now, "95 %") != 1 {
		t.Errorf("%v: %s", err, now)
	}
	if now, _, err = renewed(t, doc); err != nil || strings.Count(now, "95 %") != 3 {
		t.Errorf("%v: %s", err, now)
	}
	if _, says, err := renewed(t, now, "--check"); err != nil || says != "" {
		t.Errorf("nothing has changed, and yet: %v %s", err, says)
	}
}

// A figure that cannot be made is an error, and the others are made all the same.
func TestFaults(t *testing.T) {
	for fault, want := range map[string]string{
		"<!-- figure: run x | value spiral@all percent 0 -->1":                             "markers are there",
		"<!-- command a: run x":                                                            "markers are there",
		"a <!-- figure: run x --set a=1 | value spiral@all percent 0 -->1<!-- /figure -->": "must not have --",
		"a <!-- figure b: value spiral@all percent 0 -->1<!-- /figure -->":                 "no command is named b",
		"a <!-- figure: run x -->1<!-- /figure -->":                                        `no " | "`,
		"a <!-- figure: run x | mean spiral@all -->1<!-- /figure -->":                      "nothing is known that is called mean",
		"a <!-- figure: run x | value spiral@last percent 0 -->1<!-- /figure -->":          "no row has",
		"a <!-- figure: run x | value spiral@all sd percent 0 -->1<!-- /figure -->":        "no number sd",
		"a <!-- figure: run x | value spiral@all -->1<!-- /figure -->":                     "say how it is written",
		"<!-- figure: run x | paragraph \"not there\" -->1<!-- /figure -->":                "no paragraph has the words",
		"<!-- figure: run x | lines \"title\" to \"not there\" -->1<!-- /figure -->":       "no lines from",
		"a <!-- figure: run x | words \"not (there)\" -->1<!-- /figure -->":                "nothing matches",
		"a <!-- figure: run x | words \"death -->1<!-- /figure -->":                        "a quote is open",
		"<!-- figure: run x | value spiral@all percent 0 -->1<!-- /figure -->":             "stands within a line",
		"a <!-- figure: run x | lines \"title\" to \"trust\" -->1<!-- /figure -->":         "stands on lines of its own",
		"<!-- figure: scenario params | table -->1<!-- /figure -->":                        "say which fields",
		"<!-- figure: scenario params | table key kind -->1<!-- /figure -->":               `have no "kind"`,
		"a <!-- figure: fly | value spiral@all percent 0 --><!-- /figure -->":              "no such command",
		"<!-- figure: fly | lines \"a\" to \"b\" --><!-- /figure -->":                      "no such command",
	} {
		const good = "<!-- figure: run x | value spiral@all percent 0 -->old<!-- /figure -->\n"
		now, _, err := renewed(t, fault+"\n\nIt is "+good)
		if err == nil || !strings.Contains(err.Error(), want) || !strings.HasPrefix(now, fault) {
			t.Errorf("%s: %v, want %s\n%s", fault, err, want, now)
		}
		if want != "markers are there" && !strings.Contains(now, ">95 %<") {
			t.Errorf("%s: the other figure is not made", fault)
		}
	}
}

func TestSpeedTable(t *testing.T) {
	const bench = `goos: linux
BenchmarkWeek/partners=100-2   	1	120000 ns/op	 7412 B/partner-line	 0.8204 M-partner-weeks/s	 1219 ns/partner-week	 0.019 s/run
BenchmarkWeek/partners=1000-2  	1	120000 ns/op	 3720 B/partner-line	 0.72 M-partner-weeks/s	 1390 ns/partner-week	 0.19 s/run
BenchmarkWeek/partners=10000-2 	1	120000 ns/op	 3500 B/partner-line	 0.38 M-partner-weeks/s	 2660 ns/partner-week	 3 s/run
BenchmarkWeek/partners=100000  	1	120000 ns/op	 3000 B/partner-line	 0.27 M-partner-weeks/s	 3690 ns/partner-week	 30 s/run
BenchmarkLargeProgramme/shards=1-2 	1	1 ns/op	 3200 B/partner-line	 0.36 M-partner-weeks/s	 2810 ns/partner-week	 8.8 s/run
BenchmarkLargeProgramme/shards=2-2 	1	1 ns/op	 3200 B/partner-line	 0.5 M-partner-weeks/s	 2000 ns/partner-week	 5.9 s/run
BenchmarkMonteCarlo-2 	1	2400000000 ns/op	 1.3 M-partner-weeks/s
PASS
`
	got, err := speedTable(bench, "run classroom --runs 10000", 27*time.Second)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range []string{
		"| 100 partners | 0.82 | 1,220 | 7,400 |\n", "| 100,000 partners | 0.27 | 3,690 | 3,000 |\n",
		"| `large-programme`, 1 shard: 8.8 s a run | 0.36 | 2,810 | 3,200 |\n",
		"| `large-programme`, 2 shards: 5.9 s a run, 1.5 times faster | | | |\n",
		"cores: 2.4 s | ", "cores: 27 s | | | |\n",
	} {
		if !strings.Contains(got, row) {
			t.Errorf("there is no %q in\n%s", row, got)
		}
	}
	if _, err := speedTable(strings.Replace(bench, "partners=1000-2", "partners=999-2", 1), "run x", 0); err == nil {
		t.Error("a benchmark that is missing is no error")
	}
}

func TestMarkdown(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, path := range []string{"README.md", "sim/MODEL.md", "sim/note.txt", ".venv/a.md", "notebooks/runs/b.md", "x/node_modules/c.md"} {
		if os.MkdirAll(filepath.Dir(path), 0o777) != nil || os.WriteFile(path, nil, 0o666) != nil {
			t.Fatal("cannot write")
		}
	}
	found, err := markdown(".")
	if got := strings.Join(found, " "); err != nil || filepath.ToSlash(got) != "README.md sim/MODEL.md" {
		t.Errorf("%s, %v", got, err)
	}
}
