package text_test

import (
	"bytes"
	"errors"
	"flag"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"channelsim/output/internal/synthetic"
	"channelsim/output/text"
	"channelsim/sim/experiment"
)

var update = flag.Bool("update", false, "rewrite the reports on file; commit only what you can explain")

// with changes a story.
func with(s synthetic.Story, change func(*synthetic.Story)) *experiment.Answer {
	change(&s)
	return s.Answer()
}

// Reports are compared with those on file, and hold what all reports must.
func TestRunReport(t *testing.T) {
	closing := "That is what came out, in a sentence that is long enough to have to be wrapped somewhere.\n  channelsim run death-spiral"
	for _, c := range []struct {
		name   string
		answer *experiment.Answer
		width  int
	}{
		{"spiral", synthetic.DeathSpiral.Answer(), 80},
		{"healthy-wide", synthetic.Healthy.Answer(), 120},
		{"few-runs-narrow", synthetic.TooFew.Answer(), 72},
		{"two-vendors-dates", with(synthetic.Steady, func(s *synthetic.Story) {
			s.Vendors, s.Start, s.Runs = []string{"northwind", "brightline"}, "2026-07-01", 40
		}), 80},
		{"spiral-dates", with(synthetic.DeathSpiral, func(s *synthetic.Story) { s.Start = "2026-07-06" }), 80},
		{"five-weeks", with(synthetic.Steady, func(s *synthetic.Story) { s.Weeks, s.Runs = 5, 20 }), 80},
		{"ten-years", with(synthetic.DeathSpiral, func(s *synthetic.Story) { s.Weeks, s.Runs = 520, 20 }), 80},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.answer.Notes = []string{"a doubt that is told in so many words that it does not fit into one line of any terminal"}
			var b bytes.Buffer
			if err := text.RunReport(&b, c.answer, text.Options{Width: c.width, Plain: true, Closing: closing}); err != nil {
				t.Fatal(err)
			}
			golden(t, filepath.Join("testdata", c.name+".txt"), b.String())
			for i, line := range strings.Split(b.String(), "\n") {
				if n := utf8.RuneCountInString(line); n > c.width {
					t.Errorf("line %d has %d columns of %d: %s", i+1, n, c.width, line)
				}
			}
			for _, never := range []string{"NaN", "Inf", "\x1b", "%!"} {
				if strings.Contains(b.String(), never) {
					t.Errorf("the report holds %q", never)
				}
			}
		})
	}
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; it is now\n%s", file, got)
	}
}

func TestRunReportUsesBoldOnlyOnTerminals(t *testing.T) {
	var b bytes.Buffer
	if err := text.RunReport(&b, synthetic.TooFew.Answer(), text.Options{}); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(b.String(), "\x1b[1mbaseline: half of A/B") {
		t.Errorf("the title does not stand out: %q", b.String()[:40])
	}
}

// A report that cannot be written says so.
func TestRunReportPassesErrorsOn(t *testing.T) {
	for room := range 12 {
		w := &full{room: room * 300}
		if err := text.RunReport(w, synthetic.TooFew.Answer(), text.Options{Plain: true}); !errors.Is(err, errFull) {
			t.Errorf("after %d bytes the error is %v", w.room, err)
		}
	}
}

var errFull = errors.New("full")

type full struct{ room int }

func (f *full) Write(p []byte) (int, error) {
	if f.room -= len(p); f.room < 0 {
		return 0, errFull
	}
	return len(p), nil
}

func TestNumbers(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct{ got, want string }{
		{text.Interval(0.4142, 0.3811, 0.4473), "0.41 [0.38, 0.45]"},
		{text.Interval(1234567, 1230000, 1239134), "1,235,000 [1,230,000, 1,239,000]"},
		{text.Interval(-12.34, -13, -11.6), "-12.3 [-13.0, -11.6]"},
		{text.Interval(5, 5, 5), "5.00 [5.00, 5.00]"},
		{text.Interval(5.678, nan, nan), "5.68"},
		{text.Interval(123456, nan, nan), "123,456"},
		{text.Interval(nan, 1, 2), "-"},
		{text.Interval(math.Inf(1), 1, 2), "-"},
		{text.Percent(0.4142, 0.3811, 0.4473), "41 % [38, 45]"},
		{text.Percent(0.41423, 0.41402, 0.41444), "41.42 % [41.40, 41.44]"},
		{text.Percent(1, 1, 1), "100 % [100, 100]"},
		{text.Percent(0.5, nan, nan), "50 %"},
		{text.Percent(nan, nan, nan), "-"},
		{text.Round(-0.001, -2), "0.00"},
		{text.Round(1234567.8, 0), "1,234,568"},
		{text.Round(999, 0), "999"},
		{text.Round(-1000, 0), "-1,000"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

// The interval decides which digit is the last, and nought has no digits of its own to limit it.
func TestPlace(t *testing.T) {
	for _, c := range []struct {
		mean, low, high float64
		want            int
	}{{0.4142, 0.3811, 0.4473, -2}, {1234567, 1230000, 1239134, 3}, {0, 0, 0.161, -2}, {0, -2000, 2000, 3}, {0, 0, 0, 0}, {0.5, math.NaN(), math.NaN(), -3}} {
		if got := text.Place(c.mean, c.low, c.high); got != c.want {
			t.Errorf("the last digit of %v [%v, %v] is at %d, want %d", c.mean, c.low, c.high, got, c.want)
		}
	}
}

func TestSpiralLine(t *testing.T) {
	all := with(synthetic.DeathSpiral, func(s *synthetic.Story) { s.Spirals, s.Runs = 1, 50 })
	if got := text.SpiralLine(all); !strings.HasPrefix(got, "Death spiral in 50 of 50 runs (100.0 %, 95 % interval 92.9-100.0), median week ") {
		t.Error(got)
	}
	none := with(synthetic.Healthy, func(s *synthetic.Story) { s.Runs = 50 })
	if got := text.SpiralLine(none); got != "Death spiral in 0 of 50 runs (0.0 %, 95 % interval 0.0-7.1)." {
		t.Error(got)
	}
	if got := text.SpiralLine(&experiment.Answer{}); !strings.Contains(got, "undefined") {
		t.Error(got)
	}
}

// The line of the mean runs where the numbers are.
func TestFollowUpChartDrawsTheMean(t *testing.T) {
	var b bytes.Buffer
	flat := with(synthetic.Steady, func(s *synthetic.Story) { s.From, s.To = 0.5, 0.5 })
	if err := text.FollowUpChart(&b, flat, 80); err != nil {
		t.Fatal(err)
	}
	marks := map[string]int{}
	for _, line := range strings.Split(b.String(), "\n") {
		if label, row, ok := strings.Cut(line, "┤"); ok {
			marks[strings.TrimSpace(label)] = strings.Count(row, "●")
		}
	}
	for label, n := range marks {
		if (n > 0) != (label == "50 %") {
			t.Errorf("row %s has %d marks of a mean of 50 %%", label, n)
		}
	}
}

func TestWeekTicks(t *testing.T) {
	labels := func(weeks int, start string, most int) string {
		var all []string
		for _, tick := range text.WeekTicks(weeks, start, most) {
			if tick.Week < 1 || tick.Week > weeks {
				t.Errorf("tick %+v of %d weeks", tick, weeks)
			}
			all = append(all, tick.Label)
		}
		return strings.Join(all, " ")
	}
	if got := labels(156, "", 8); got != "1 26 52 78 104 130 156" {
		t.Error(got)
	}
	if got := labels(5, "", 8); !strings.HasPrefix(got, "1 ") || !strings.HasSuffix(got, "5") {
		t.Error(got)
	}
	if got := labels(1, "", 8); got != "1" {
		t.Error(got)
	}
	for start, want := range map[string]string{
		"2026-08-10": "Q3 2026 Q4 2026 Q1 2027", // less than half of Q3 is over
		"2026-08-20": "Q4 2026 Q1 2027",
	} {
		if got := labels(26, start, 4); got != want {
			t.Errorf("%s: %s", start, got)
		}
	}
	if got := labels(104, "2026-07-01", 9); got != "Q3 2026 Q4 2026 Q1 2027 Q2 2027 Q3 2027 Q4 2027 Q1 2028 Q2 2028" {
		t.Error(got)
	}
}

// A tick stands at the first week that begins in the quarter that it names, so
// that axes and sentences agree.
func TestTicksAgreeWithWhen(t *testing.T) {
	for _, start := range []string{"2026-07-01", "2026-07-06", "2026-12-31", "2024-02-29"} {
		for _, tick := range text.WeekTicks(156, start, 14) {
			if when := text.When(start, tick.Week); !strings.HasPrefix(when, tick.Label+" (") {
				t.Errorf("%s: %q stands at %s", start, tick.Label, when)
			}
			if when := text.When(start, tick.Week-1); tick.Week > 1 && strings.HasPrefix(when, tick.Label) {
				t.Errorf("%s: %q begins in %s already", start, tick.Label, when)
			}
		}
	}
}

func TestMoney(t *testing.T) {
	for _, c := range []struct {
		currency string
		x        float64
		want     string
	}{
		{"EUR", 1.25e6, "EUR 1.25 m"}, {"", 1.25e6, "1.25 m"}, {"EUR", -1.25e6, "EUR -1.25 m"}, {"€", 250, "€ 250"},
		{"EUR", 0, "EUR 0"}, {"EUR", 9.5, "EUR 9.50"}, {"EUR", 9870, "EUR 9,870"}, {"EUR", 12345, "EUR 12.3 k"}, {"EUR", 123456, "EUR 123 k"},
		{"EUR", 999999, "EUR 1.00 m"}, {"EUR", 9999, "EUR 10.0 k"}, {"EUR", 2.5e9, "EUR 2.50 bn"}, {"EUR", 7.25e12, "EUR 7,250 bn"},
		{"EUR", math.NaN(), "-"},
	} {
		if got := text.Money(c.currency, c.x); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestWrap(t *testing.T) {
	if got := text.Wrap("one two  three\nfour", 9); got != "one two\nthree\nfour" {
		t.Errorf("%q", got)
	}
	if got := text.Wrap("overlongword x", 4); got != "over\nlong\nword\nx" {
		t.Errorf("%q", got)
	}
}
