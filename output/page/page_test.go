package page_test

import (
	"bytes"
	"strings"
	"sync"
	"testing"
	"time"

	"channelsim/output/internal/synthetic"
	"channelsim/output/page"
	"channelsim/output/plot"
	"channelsim/scenarios"
	"channelsim/sim/experiment"
)

// source is where the made-up folders come from.
var source = page.Source{Command: "channelsim run death-spiral", Scenario: "death-spiral", Seed: 1, Version: "test", Model: 2,
	Finished: time.Date(2026, 7, 6, 0, 0, 0, 0, time.UTC), Result: "0123456789abcdef"}

// single is the report of one scenario.
func single(t testing.TB, s synthetic.Story) *page.Report {
	a := s.Answer()
	pictures, err := plot.Run(a, plot.Options{Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	return &page.Report{Subject: page.Subject{Answer: a}, Closing: experiment.Say(a, s.Name), Pictures: pictures, Notes: a.Notes, Source: source}
}

// several is the report of scenarios that are compared.
func several(stories ...synthetic.Story) *page.Report {
	c, a := synthetic.Compare(stories...)
	contests := c.Contests(a)
	var commands []string
	for _, s := range stories {
		commands = append(commands, s.Name)
	}
	closing := experiment.SayComparison(c, a, contests, experiment.Commands{Compare: strings.Join(commands, " "), Points: commands})
	return &page.Report{Subject: page.Subject{Answer: a, Comparison: c, Contests: contests}, Closing: closing, Notes: c.Notes(a, contests),
		Pictures: plot.Comparison(c, a, contests, closing.Says, plot.Options{Version: "test"}), Source: source}
}

// hinging is a comparison with what its verdict hinges on.
func hinging() *page.Report {
	r := several(synthetic.Healthy, synthetic.DeathSpiral)
	r.Subject.Hinges = []experiment.Hinge{
		{Key: "market.close", Value: 0.21, Difference: experiment.Difference{N: 200, Mean: -3e6, SD: 1e6, CILow: -4e6, CIHigh: -2e6}, Found: experiment.Effect, Verdict: experiment.Turns},
		{Key: "partners.hours", Value: 65.0, Difference: experiment.Difference{N: 200, Mean: 1e5, SD: 1e6, CILow: -2e5, CIHigh: 4e5}, Found: experiment.NoEffect, Verdict: experiment.Gone},
	}
	return r
}

// What the verdict hinges on is told in the answer and shown in its chapter, without what may be
// chance.
func TestHinges(t *testing.T) {
	text := plain(t, reports(t)["hinges"])
	for _, words := range []string{"The verdict hinges on market.close alone", "21 % \u22123,000 \u22124,000 to \u22122,000 the other choice is better", "direct teams on A/B leads"} {
		if !strings.Contains(text, words) {
			_, chapter, _ := strings.Cut(text, "4. What the answer hinges on")
			t.Errorf("does not say %q: %.600s", words, chapter)
		}
	}
	if strings.Contains(text, "65 hours a week") {
		t.Error("shows as a hinge what may be chance")
	}
}

// reports are the kinds that must read differently, by name. They are made once.
func reports(t testing.TB) map[string]*page.Report {
	makeOnce.Do(func() {
		made = map[string]*page.Report{
			"death-spiral": single(t, synthetic.DeathSpiral),
			"healthy":      single(t, synthetic.Healthy),
			"too-few":      single(t, synthetic.TooFew),
			"itself":       several(synthetic.Steady, synthetic.Steady),
			"better":       several(synthetic.Healthy, synthetic.DeathSpiral),
			"hinges":       hinging(),
		}
	})
	return made
}

var (
	makeOnce sync.Once
	made     map[string]*page.Report
)

func written(t testing.TB, r *page.Report) string {
	t.Helper()
	var b bytes.Buffer
	if err := page.Write(&b, r); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// plain is the text of a report without tags, spaces made one.
func plain(t testing.TB, r *page.Report) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(textOf(parsed(t, written(t, r))), "\u00a0", " ")), " ")
}

// A spiral, a healthy channel, a scenario against itself and three runs read differently: each
// says what is so, and what no other says.
func TestKindsReadDifferently(t *testing.T) {
	says := map[string]struct{ alone, too []string }{
		"death-spiral": {[]string{"between 89 and 96 % (95 % interval)"}, []string{"follow-up fell from", "186 of 200 runs came to a death spiral", "Half of these had begun by", "These fall at about the same time", "Partners' trust"}},
		"healthy":      {[]string{"follow-up rose from", "The chance of a death spiral lies below 1.9 %"}, []string{"No run of 200 came to a death spiral", "there is nothing to warn of"}},
		"too-few":      {[]string{"3 runs can say little", "How sure: not at all yet. 3 runs are too few", "too few runs to tell what falls first"}, nil},
		"itself":       {[]string{"No difference was found: the vendor's profit is the same in each of 200 runs", "There is nothing to choose between them", "There is no difference that could hinge on anything"}, nil},
		"better":       {[]string{"The same comparison with --hinges does"}, []string{"Better is", "Bad luck and regret", "the lead of qualify-more over death-spiral is more than chance", "186 of 200 runs came to a death spiral with death-spiral"}},
	}
	texts := map[string]string{}
	for name, r := range reports(t) {
		texts[name] = plain(t, r)
	}
	for name, want := range says {
		for _, words := range append(want.alone, want.too...) {
			if !strings.Contains(texts[name], words) {
				t.Errorf("%s does not say %q", name, words)
			}
		}
		for other, text := range texts {
			for _, words := range want.alone {
				if other != name && strings.Contains(text, words) {
					t.Errorf("%s says %q, too", other, words)
				}
			}
		}
	}
}

// An order in which things fall is said only where it is told from chance, and only where all choices agree.
func TestOrderOfFalls(t *testing.T) {
	late, early := synthetic.DeathSpiral, synthetic.DeathSpiral
	late.Lags = map[string]int{"trust": 15}
	early.Name, early.Lags = "other", map[string]int{"trust": -15}
	for _, c := range []struct {
		what   string
		report *page.Report
		says   string
	}{
		{"late", single(t, late), "leads that partners work, then partners' trust."},
		{"early", single(t, early), "The order in which things fall: partners' trust, then "},
		{"late twice", several(late, synthetic.Healthy), "The order in which things fall, with every choice: "},
		{"late and early", several(late, early), "Which of these falls first is not the same with all choices, or may be chance"},
	} {
		if got := plain(t, c.report); !strings.Contains(got, c.says) {
			_, chapter, _ := strings.Cut(got, "What to watch for")
			t.Errorf("%s: does not say %q: %.300s", c.what, c.says, chapter)
		}
	}
	if got := plain(t, single(t, synthetic.Recovery)); !strings.Contains(got, ", back to 45 %") {
		t.Error("does not say that follow-up came back")
	}
}

// The death spiral is explained by the loops that are at work, not by those that are switched off.
func TestMeaningOfTheSpiral(t *testing.T) {
	vendor := "the vendor sends them poorer leads"
	r := single(t, synthetic.DeathSpiral)
	s := r.Subject.Answer.Design.Points[0].Scenario
	for _, c := range []struct {
		review, policy      string
		reviewing, learning bool
		says, never         string
	}{
		{"naive", "cherry-pick", true, true, vendor, "no part"},
		{"none", "cherry-pick", true, true, "reports have no part in it here", vendor},
		{"naive", "cherry-pick", false, true, "reports have no part in it here", vendor},
		{"naive", "merit", true, true, "reports have no part in it here", vendor},
		{"none", "cherry-pick", true, false, "The loops that make one are switched off here", vendor},
	} {
		s.Vendors[0].Review, s.Vendors[0].Policy = c.review, c.policy
		for i := range scenarios.MechanismTable {
			switch scenarios.MechanismTable[i].Name {
			case "review":
				s.Mechanisms[i] = c.reviewing
			case "belief", "trust":
				s.Mechanisms[i] = c.learning
			}
		}
		if got := plain(t, r); !strings.Contains(got, c.says) || strings.Contains(got, c.never) {
			t.Errorf("%+v: %.500s", c, got[strings.Index(got, "Death spiral: "):])
		}
	}
	both := several(synthetic.DeathSpiral, synthetic.Healthy)
	both.Subject.Answer.Design.Points[0].Scenario.Vendors[0].Review = "naive"
	if got := plain(t, both); !strings.Contains(got, "In part of what is compared here the vendor takes part in it") {
		t.Errorf("%.500s", got[strings.Index(got, "Death spiral: "):])
	}
}

// A sweep names all points at which the spiral comes as often, with what chance leaves open.
func TestSweepNamesTies(t *testing.T) {
	story := synthetic.Steady
	story.Runs = 20
	w, a := story.Sweep([]experiment.Outcome{experiment.DefaultOutcome}, "lead_quality=0.1:0.3:0.1", "policy=merit,lottery")
	for i := range a.Survival {
		v := &a.Survival[i]
		if v.Spirals = 20; i > 2 {
			v.Spirals = 5 * (i % 2)
		}
		last := len(v.Healthy) - 1
		v.Low[last], v.High[last] = 0, 0.16
	}
	rows := w.Rows(a)
	r := &page.Report{Subject: page.Subject{Answer: a, Sweep: w, Rows: rows}, Closing: experiment.SaySweep(w, a, rows, "x", ""), Source: source}
	want := "most often at (lead_quality 0.1, policy merit), (lead_quality 0.1, policy lottery) and (lead_quality 0.2, policy merit): in 20 of 20 runs each (95 % interval 84 to 100 %), and least often at lead_quality 0.3, policy merit: in 0 of 20 runs"
	if got := plain(t, r); !strings.Contains(got, want) {
		_, says, _ := strings.Cut(got, "It comes most often")
		t.Errorf("%.300s", says)
	}
}

// Several vendors are told of one by one, too.
func TestVendorsOneByOne(t *testing.T) {
	two := synthetic.Steady
	two.Vendors = []string{"northwind", "brightline"}
	r := single(t, two)
	s := r.Subject.Answer.Design.Points[0].Scenario
	s.Vendors = append(s.Vendors, s.Vendors[0])
	s.Vendors[0].Name, s.Vendors[1].Name = two.Vendors[0], two.Vendors[1]
	text := plain(t, r)
	for _, words := range []string{"of the vendors together: northwind and brightline", "Each vendor by itself", "brightline 12.8 12.6 to 12.9"} {
		if !strings.Contains(text, words) {
			_, table, _ := strings.Cut(text, "Each vendor by itself")
			t.Errorf("does not say %q: %.300s", words, table)
		}
	}
	if strings.Contains(plain(t, reports(t)["healthy"]), "Each vendor by itself") {
		t.Error("a single vendor is shown by itself")
	}
}

// The closing sentences of the kinds differ, too.
func TestClosingsDiffer(t *testing.T) {
	seen := map[string]string{}
	for name, r := range reports(t) {
		if name == "hinges" { // closes as the comparison without them
			continue
		}
		if other, twice := seen[r.Closing.Says]; twice {
			t.Errorf("%s and %s close with %q", name, other, r.Closing.Says)
		}
		seen[r.Closing.Says] = name
	}
	for says, name := range seen {
		begins := map[string]string{"death-spiral": "Partners' follow-up fell", "healthy": "Partners' follow-up rose", "too-few": "3 runs can say little", "itself": "No difference was found", "better": "Better is"}[name]
		if !strings.HasPrefix(says, begins) {
			t.Errorf("%s closes with %q, want %q", name, says, begins)
		}
	}
}

// Nobody who decides must learn the statisticians' words, or read a number that was not told.
func TestPlainWords(t *testing.T) {
	for name, r := range reports(t) {
		text := plain(t, r)
		for _, word := range []string{"NaN", "Inf", "replication", "Holm", "variance", "standard deviation of the mean", "p-value", "significan", "1 runs", "%!", "<nil>", " ,", "  "} {
			if i := strings.Index(text, word); i >= 0 {
				t.Errorf("%s: says %q: ...%s", name, word, text[max(0, i-60):min(len(text), i+60)])
			}
		}
		if !strings.Contains(text, "EUR") {
			t.Errorf("%s: money has no currency", name)
		}
	}
}

// A picture stands in a report once, and where its text is.
func TestPicturesStandByTheirText(t *testing.T) {
	page := written(t, reports(t)["death-spiral"])
	order := []string{`id="outcomes"`, "share of partners&#39; leads that they worked", `id="risks"`, "186 of 200 runs came", "in which the death spiral has not begun", "What to watch for", "dark band holds half of the runs", `id="hinges"`}
	at := 0
	for _, words := range order {
		i := strings.Index(page[at:], words)
		if i < 0 {
			t.Fatalf("%q does not come after the others: %v", words, order)
		}
		at += i
	}
	if n, want := strings.Count(page, "<figure"), len(reports(t)["death-spiral"].Pictures); n != want {
		t.Errorf("%d pictures, want %d", n, want)
	}
}

// A report is one file that needs nothing, and is small.
func TestSelfContained(t *testing.T) {
	for name, r := range reports(t) {
		page := written(t, r)
		for _, foreign := range []string{"<script", "http://", "https://", "src=", "<link", "@import", "url(", "javascript:"} {
			if strings.Contains(page, foreign) {
				t.Errorf("%s: has %s", name, foreign)
			}
		}
		if len(page) > 600_000 {
			t.Errorf("%s: takes %d bytes", name, len(page))
		}
	}
}

// What a user wrote is shown, never obeyed.
func TestTextIsEscaped(t *testing.T) {
	evil := synthetic.TooFew
	evil.Name, evil.Title = "x<b>y", `"><script>alert(1)</script>`
	page := written(t, single(t, evil))
	if strings.Contains(page, "<script>") || strings.Contains(page, "x<b>y") || !strings.Contains(page, "&lt;script&gt;") {
		t.Error("a title is obeyed")
	}
}
