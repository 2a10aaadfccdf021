package page_test

import (
	"bytes"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"channelsim/output/internal/synthetic"
	"channelsim/output/page"
	"channelsim/output/plot"
	"channelsim/scenarios"
	"channelsim/sim"
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

// believed is the report of the model's patterns.
func believed(t testing.TB, a *experiment.PatternAnswer) *page.Report {
	pictures, err := plot.Patterns(a, plot.Options{Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	from := source
	from.Command, from.Scenario = "channelsim patterns", "baseline"
	return &page.Report{Subject: page.Subject{Patterns: a}, Closing: experiment.SayPatterns(a), Pictures: pictures, Notes: a.Notes, Source: from}
}

// Each pattern has a line with the claim that decides; what falls short is told with what holds,
// what it hinges on and what was varied, and what is shown with its cause.
func TestPatterns(t *testing.T) {
	text := plain(t, reports(t)["patterns"])
	for _, words := range []string{
		"held against 23 patterns",
		"The model shows 8 of 23 patterns. 8 are not shown. For 7 these runs cannot tell.",
		"P1 Partners' wins per lead over direct wins per worked lead 0.00 \u22120.05 to 0.05 below 0.2 shown",
		"P2 Partners for whom the vendor is a key source \u22120.18 \u22120.23 to \u22120.13 above 0.022 not shown",
		"P3 Follow-up of the last half-year over that of the first quarter 0.49 0.44 to 0.54 below 0.5 cannot tell",
		"P2, not shown: Few partners count the vendor as a key source of business Follow-up goes from 57.5 % to 20.3 %. " +
			"Falls short: partners for whom the vendor is a key source: \u22120.18 (\u22120.23 to \u22120.13), but must lie above 0.022. " +
			"Holds: partners for whom the vendor is a key source (below 0.22). Hinges on how many good leads are left",
		"What was varied: share of A and B leads reserved for the channel, whatever the policy (ab_reserved).",
		"P3, cannot tell: Follow-up declines",
		"Open: follow-up of the last half-year over that of the first quarter: 0.49 (0.44 to 0.54), but must lie below 0.5.",
		"P1 who gets the A and B leads all leads by lot Below",
		"channelsim patterns --causes",
		"over 156 weeks (P5: 208, P22: 520). Each variant was simulated 200 times",
	} {
		if !strings.Contains(text, words) {
			t.Errorf("does not say %q", words)
		}
	}
	if t.Failed() {
		t.Log(text)
	}
}

// With causes taken away the report says whether what is shown went; of what is not it does not.
func TestPatternsWithoutCause(t *testing.T) {
	a := synthetic.Patterns(200)
	for i := range a.Results {
		gone := a.Results[1]
		a.Results[i].Without = &gone
	}
	text := plain(t, believed(t, a))
	if words := "P1 who gets the A and B leads all leads by lot not shown "; !strings.Contains(text, words) || strings.Contains(text, "patterns --causes") {
		t.Errorf("does not say %q alone: %s", words, text)
	}
}

// Chapters with nothing in them say so; some of the patterns are not all.
func TestPatternsAllAlike(t *testing.T) {
	a := synthetic.Patterns(3)
	a.Results = a.Results[:1]
	text := plain(t, believed(t, a))
	for _, words := range []string{"against 1 of 23 patterns", "The model shows 1 of 1 pattern.", "Everything that was looked at is shown.", "How sure: not at all yet. 3 runs are too few"} {
		if !strings.Contains(text, words) {
			t.Errorf("does not say %q: %s", words, text)
		}
	}
	a = synthetic.Patterns(200)
	a.Results = a.Results[1:3]
	text = plain(t, believed(t, a))
	for _, words := range []string{"The model shows 0 of 2 patterns. 1 is not shown. For 1 these runs cannot tell.", "Nothing is shown, so that there is no cause to look for."} {
		if !strings.Contains(text, words) {
			t.Errorf("does not say %q: %s", words, text)
		}
	}
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

// With an indifference nothing is said of chance where a difference is certain, but not shown to exceed it.
func TestIndifference(t *testing.T) {
	c, a := synthetic.Compare(synthetic.Healthy, synthetic.DeathSpiral)
	c.Indifference = 1e8
	contests := c.Contests(a)
	r := &page.Report{Subject: page.Subject{Answer: a, Comparison: c, Contests: contests}, Closing: experiment.SayComparison(c, a, contests, experiment.Commands{Points: c.Names}), Source: source}
	text := plain(t, r)
	for _, words := range []string{"is not shown to exceed EUR 100 million", "More than EUR 100 million?", "not shown"} {
		if !strings.Contains(text, words) {
			t.Errorf("does not say %q: %.1500s", words, text)
		}
	}
}

// spend gives a point of an answer a revenue and costs that add up, and reps that get no leads.
func spend(a *experiment.Answer, point int, goods float64) {
	of := map[string]float64{"revenue_total": 30e6, "cost_goods": goods, "cost_margin": 6e6, "cost_marketing": 1.004e6, "cost_reps": 2e6, "cost_funds": 0, "cost_support": 1.003e6,
		sim.VendorProfit: 19.993e6 - goods, "leads_to_direct": 0}
	for i := range a.Summary {
		s := &a.Summary[i]
		if x, ok := of[s.Metric]; ok && s.Window == "all" && s.Point == point {
			s.Mean, s.CILow, s.CIHigh = x, 0.99*x, 1.01*x
		}
	}
}

// Where revenue goes stands in a table whose figures add up, and what reps do without leads in a sentence.
func TestWhereRevenueGoes(t *testing.T) {
	r := single(t, synthetic.Healthy)
	a := r.Subject.Answer
	if text := plain(t, r); strings.Contains(text, "Where revenue goes") {
		t.Error("made-up costs that do not add up are shown")
	}
	spend(a, 0, 15e6)
	a.Design.Points[0].Scenario.Vendors[0].Name, a.Design.Points[0].Scenario.Vendors[0].Reps = "acme", 4
	text := plain(t, r)
	for _, words := range []string{"Cost of goods 15.00 14.8 to 15.2 50.0 %", "Cost of marketing 1.01 0.99 to 1.01 3.4 %", "Cost of partner support 1.00", "Vendor's profit 4.99 4.94 to 5.04 16.6 %", "Reps get hardly any leads under this policy: of their 40 hours a week they spend "} {
		if !strings.Contains(text, words) {
			_, chapter, _ := strings.Cut(text, "Where revenue goes over")
			t.Errorf("does not say %q: %.700s", words, chapter)
		}
	}
	if strings.Contains(text, "Cost of co-marketing funds") {
		t.Error("a cost is shown that nobody has")
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
			"calibration":  fitting(),
			"patterns":     believed(t, synthetic.Patterns(200)),
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
		"patterns":     {[]string{"The model shows 8 of 23 patterns", "must lie above"}, nil},
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
	text := plain(t, r)
	for _, words := range []string{"of the vendors together: northwind and brightline", "The vendors' profit together over the whole time comes to EUR ", "million): northwind EUR ", "Each vendor by itself", "brightline 12.8 12.6 to 12.9"} {
		if !strings.Contains(text, words) {
			_, table, _ := strings.Cut(text, "Each vendor by itself")
			t.Errorf("does not say %q: %.300s", words, table)
		}
	}
	if strings.Contains(plain(t, reports(t)["healthy"]), "Each vendor by itself") {
		t.Error("a single vendor is shown by itself")
	}
}

// Of many scenarios each is told of by itself: no title, order or assumption of one stands for all.
func TestManyScenarios(t *testing.T) {
	stories := []synthetic.Story{synthetic.Healthy, synthetic.DeathSpiral, synthetic.Steady}
	for _, name := range []string{"fourth", "fifth"} {
		s := synthetic.DeathSpiral
		s.Name = name
		stories = append(stories, s)
	}
	r := several(stories...)
	points := r.Subject.Answer.Design.Points
	points[4].Scenario.Vendors[0].LeadVolume = 592. / 3
	for _, p := range points {
		p.Scenario.Vendors[0].Reps = 20
	}
	text := plain(t, r)
	for _, words := range []string{
		"5 scenarios compared channelsim report on",
		"Which of these falls first is not the same with all choices, or may be chance: none of them is shown to warn of the others.",
		"Where the default is from With all choices the vendor's own direct reps vendors.acme.reps 20 reps 10 reps assumed Fifth touches",
		"vendors.acme.lead_volume 197 leads a week 296 leads a week",
	} {
		if !strings.Contains(text, words) {
			t.Errorf("does not say %q", words)
		}
	}
	if t.Failed() {
		t.Log(text)
	}
}

// What differs is told of each of two vendors by itself.
func TestPoliciesOfTwoVendors(t *testing.T) {
	one, two := synthetic.DeathSpiral, synthetic.DeathSpiral
	one.Vendors, two.Vendors = []string{"northwind", "brightline"}, []string{"northwind", "brightline"}
	two.Name, two.To = "worse", 0.2
	text := plain(t, several(one, two))
	for _, words := range []string{"Each vendor by itself What is good for", "Brightline: vendor's profit: differences, run by run Pair Difference"} {
		if !strings.Contains(text, words) {
			t.Errorf("does not say %q", words)
		}
	}
	if t.Failed() {
		t.Log(text)
	}
}

// What the report hides is said once for each choice, and what follows from it once.
func TestReportsHideOfSeveral(t *testing.T) {
	r := several(synthetic.Healthy, synthetic.DeathSpiral)
	for i := range r.Subject.Answer.Summary {
		if s := &r.Subject.Answer.Summary[i]; s.Metric == "reported_partner_lead_to_win_rate" {
			s.Mean /= 2
		}
	}
	text := plain(t, r)
	for _, words := range []string{"What the report hides in the last half-year. Whoever", "With qualify-more it shows partners winning", "With death-spiral it shows partners winning"} {
		if strings.Count(text, words) != 1 {
			t.Errorf("does not say %q once", words)
		}
	}
}

// A grid of several parameters is grouped by the first; where several points have as many spirals,
// none passes for the only one; and all outcomes are told of in the answer.
func TestSweepOfSeveral(t *testing.T) {
	s := synthetic.DeathSpiral
	s.Name, s.Runs = "classroom", 20
	w, a := s.Sweep([]experiment.Outcome{{Metric: sim.FollowUp, Window: "last_half_year"}, experiment.DefaultOutcome},
		"lead_quality=0.2,0.4,0.6", "policy=cherry-pick,merit,lottery", "ab_reserved=0.2,0.5,0.8")
	for i := range a.Survival[24:] {
		a.Survival[24+i].Spirals = 0
	}
	rows := w.Rows(a)
	text := plain(t, &page.Report{Subject: page.Subject{Answer: a, Sweep: w, Rows: rows}, Closing: experiment.SaySweep(w, a, rows, "classroom", ""), Notes: w.Notes(a), Source: source})
	for _, words := range []string{
		"respond when 3 things are varied: share of touches",
		"million EUR lead_quality 0.2 policy cherry-pick, ab_reserved 0.2 ",
		" lead_quality 0.4 policy cherry-pick, ab_reserved 0.2 ",
		"most often at lead_quality 0.2, policy cherry-pick, ab_reserved 0.2: in 20 of 20 runs (95 % interval 84 to 100 %), and least often at (lead_quality 0.6, policy lottery, ab_reserved 0.2), ",
		"The vendor's profit lies between EUR 7.6 million (lead_quality 0.2",
	} {
		if !strings.Contains(text, words) {
			t.Errorf("does not say %q", words)
		}
	}
	if t.Failed() {
		t.Log(text)
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
		begins := map[string]string{"death-spiral": "Partners' follow-up fell", "healthy": "Partners' follow-up rose", "too-few": "3 runs can say little", "itself": "No difference was found", "better": "Better is", "patterns": "8 of 23 patterns are shown over 200 runs"}[name]
		if !strings.HasPrefix(says, begins) {
			t.Errorf("%s closes with %q, want %q", name, says, begins)
		}
	}
}

// Nobody who decides must learn the statisticians' words, or read a number that was not told.
func TestPlainWords(t *testing.T) {
	for name, r := range reports(t) {
		text := plain(t, r)
		for _, word := range []string{"NaN", "Inf ", "replication", "Holm", "variance", "standard deviation of the mean", "p-value", "significan", "1 runs", "%!", "<nil>", " ,", "  "} {
			if i := strings.Index(text, word); i >= 0 {
				t.Errorf("%s: says %q: ...%s", name, word, text[max(0, i-60):min(len(text), i+60)])
			}
		}
		if name != "patterns" && !strings.Contains(text, "EUR") {
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

// A fit tells what the data say, what they leave open, and what is missed.
func TestCalibration(t *testing.T) {
	text := plain(t, reports(t)["calibration"])
	for _, words := range []string{
		"Which values of these fit what was observed of the programme, in made-up:",
		"The fitted model misses 1 of 2: revenue",
		"lead_quality 0.1 to 0.6 0.300 0.200 to 0.400 88 % 0.3",
		"market.value_mean 18000 deals.csv: 240 deals won",
		"Partners' follow-up rate in the first quarter 50 % 45 to 55 54 % 43 to 66 51 % 44 to 58 met",
		"The data say next to nothing of close: its range stays as it was",
		"is missed: the fitted model seldom gives what was observed. No run over all of the ranges came near it.",
		"partner_follow_up_rate@first_quarter 0.5 0.0250 portal",
		"lead_quality and close are known together only (correlation \u22120.85)",
		"Values were searched for by approximate Bayesian computation",
	} {
		if !strings.Contains(text, words) {
			t.Errorf("does not say %q in %s", words, text)
		}
	}
}

// Of three choices or more it is seen first where each stands.
func TestStandingsComeFirst(t *testing.T) {
	third := synthetic.Steady
	third.To = 0.5
	page := written(t, several(synthetic.Healthy, synthetic.DeathSpiral, third))
	_, chapter, _ := strings.Cut(page, `id="outcomes"`)
	picture, table := strings.Index(chapter, "a row for each choice"), strings.Index(chapter, "<table")
	if picture < 0 || picture > table {
		t.Errorf("the picture at %d, the table at %d", picture, table)
	}
}

// Pictures are dark on a dark screen only: their page is that of the report, and nothing else about
// them differs.
func TestPicturesFollowThePage(t *testing.T) {
	report := written(t, reports(t)["death-spiral"])
	light, dark, found := strings.Cut(report, "@media screen and (prefers-color-scheme: dark) {\nsvg ")
	if !found {
		t.Fatal("no style for a dark screen")
	}
	paper := regexp.MustCompile(`--paper: (#\w+);`).FindAllStringSubmatch(report, -1) // light, dark, print
	twin, _ := plot.Night("#FFFFFF")
	if len(paper) != 3 || paper[0][1] != "#ffffff" || paper[2][1] != "#ffffff" || !strings.EqualFold(paper[1][1], twin) {
		t.Errorf("the page is %v, that of pictures %s", paper, twin)
	}
	if !strings.Contains(light, "{fill:#FFFFFF}") || !strings.Contains(light, "{fill:#222222;") && !strings.Contains(light, ";fill:#222222}") {
		t.Error("by day a picture has no white page or no dark words")
	}
	dark, _, _ = strings.Cut(dark, "</style>")
	for rule := range strings.SplitSeq(strings.TrimSuffix(strings.TrimSpace(dark), "\n}"), "\n") {
		if !nightRule.MatchString(rule) {
			t.Errorf("at night also: %s", rule)
		}
	}
}

// fitting is the report of a calibration.
func fitting() *page.Report {
	c, a := synthetic.Calibrate()
	return &page.Report{Subject: page.Subject{Calibration: c, Fit: a}, Closing: experiment.SayCalibration(c, a, "made-up"), Notes: a.Notes,
		Pictures: plot.Calibration(c, a, plot.Options{Version: "test"}), Source: source}
}

// nightRule says colours and nothing else.
var nightRule = regexp.MustCompile(`^(svg )?\.v\d+\{((fill|stroke):#[0-9A-F]{6};?)+\}$`)
