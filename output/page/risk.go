package page

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"channelsim/output/text"
	"channelsim/sim"
	"channelsim/sim/experiment"
)

// spiralMeans defines the death spiral for those who have not met it.
const spiralMeans = "Death spiral: partners follow up less, the report shows fewer wins, the vendor sends them poorer leads, and they follow up still less. Here a run counts as one when, over four weeks, follow-up has fallen below half of its first-quarter level and below 35 %, and is not back at the end."

func (r run) risks() []block {
	blocks := []block{para(spiralMeans), para(r.spirals(0, "")), slot("survival")}
	blocks = append(blocks, paras(r.downside(0), r.gap(0, ""))...)
	return append(blocks, r.watch([]point{r.points()[0]})...)
}

// spirals says how often and when the spiral comes at a point; with is empty or says with what.
func (r run) spirals(point int, with string) string {
	s := r.SurvivalOf(point)
	if s == nil || s.Runs == 0 {
		return "No run was finished" + with + "."
	}
	last := len(s.Healthy) - 1
	scenario := r.Design.Points[point].Scenario
	when := func(week int) string { return scenario.Run.When(week) }
	if s.Spirals == 0 {
		return fmt.Sprintf("No run of %d came to a death spiral%s; its chance lies %s (95 %% interval).", s.Runs, with, chance(s))
	}
	says := fmt.Sprintf("%s of %s came to a death spiral%s: %s (95 %% interval %s).", fmt.Sprint(s.Spirals), text.Count(s.Runs, "run"), with,
		percent(float64(s.Spirals)/float64(s.Runs)), between(1-s.High[last], 1-s.Low[last]))
	middle := int(math.RoundToEven(s.MedianWeek))
	if s.Spirals == 1 {
		says += " It began in " + when(middle) + "."
	} else {
		says = fmt.Sprintf("%s Half of these had begun by %s, the earliest in %s.", says, when(middle), when(earliest(s)))
	}
	if note := s.LateNote(); note != "" {
		says += " But " + note + "."
	}
	return says
}

// earliest is the first week in which a run spiralled.
func earliest(s *experiment.Survival) int {
	for i, healthy := range s.Healthy {
		if healthy < 1 {
			return s.Week[i]
		}
	}
	return 0
}

// gap says how far the vendor's report is from the truth at the end; with is empty or says with
// what. Nothing where they agree or one is unknown.
func (r run) gap(point int, with string) string {
	is := r.Find(point, sim.All, "partner_lead_to_win_rate", "last_half_year")
	seen := r.Find(point, sim.All, "reported_partner_lead_to_win_rate", "last_half_year")
	if is == nil || seen == nil || !(is.Mean > 0) || undefined(seen.Mean) || seen.Mean > 0.9*is.Mean {
		return ""
	}
	return fmt.Sprintf("What the report hides%s: in the last half-year it shows partners winning %s of 100 leads where they win %s, that is %s of the truth. Whoever decides by the report decides by that part.",
		with, rate(seen.Mean), rate(is.Mean), percent(seen.Mean/is.Mean))
}

// downside says what bad luck brings.
func (r run) downside(point int) string {
	s := r.Find(point, sim.All, sim.VendorProfit, "all")
	if s == nil || undefined(s.P05) || s.N < experiment.FewRuns {
		return ""
	}
	says := fmt.Sprintf("With bad luck (one run of 20) the vendor's profit over the whole time is %s or less, against %s in the middle and %s or more with good luck.",
		money(r.currency(), s.P05), money(r.currency(), s.P50), money(r.currency(), s.P95))
	if s.P05 < 0 {
		says += " Below zero means a loss."
	}
	return says
}

// sign is something that falls before or with follow-up, and where one sees it.
type sign struct{ metric, name, seen string }

// worked is follow-up as a sign.
const worked = "Leads that partners work"

// signs are what to watch.
var signs = []sign{
	{"ab_share_to_partners", "Share of good (A and B) leads that goes to partners", "your own routing of leads"},
	{"esteem", "What the vendor thinks of its partners", "what channel managers say of partners in reviews"},
	{"belief_good_lead", "Chance of success that partners see in a lead", "ask partners which share of leads is worth a call"},
	{"trust", "Partners' trust", "ask partners every quarter, in the same words"},
	{sim.FollowUp, worked, "leads never opened, and their age, in the partner portal"},
}

// fall is how a sign went at a point.
type fall struct {
	from, to float64 // averages over the first quarter and the last half-year
	week     int     // by which half of the fall was behind; 0 if it did not fall
}

// Weeks of a quarter and of the last half-year, and those that weekly figures are averaged over.
const (
	quarter  = 13
	halfYear = 26
	month    = 4
)

// fell follows a sign through the weeks of a point, in four-week averages over all runs. A fall
// is one when a tenth is gone at least, and more than chance may take.
func (r run) fell(point int, key string) (f fall, ok bool) {
	weeks := r.Band(point, sim.All, key)
	if len(weeks) == 0 {
		return f, false
	}
	f.from, f.to = meanOf(weeks[:quarter]), meanOf(weeks[len(weeks)-halfYear:])
	first, last := r.Find(point, sim.All, key, "first_quarter"), r.Find(point, sim.All, key, "last_half_year")
	if undefined(f.from) || undefined(f.to) || first == nil || last == nil {
		return f, false
	}
	if f.to > 0.9*f.from || !(last.CIHigh < first.CIHigh) {
		return f, true
	}
	for end := quarter; end <= len(weeks); end++ {
		if meanOf(weeks[end-month:end]) <= (f.from+f.to)/2 {
			f.week = end
			break
		}
	}
	return f, true
}

// meanOf averages the means of weeks in which they are defined.
func meanOf(weeks []experiment.Band) float64 {
	sum, n := 0.0, 0
	for i := range weeks {
		if !undefined(weeks[i].Mean) {
			sum += weeks[i].Mean
			n++
		}
	}
	return sum / float64(n)
}

// watch says what fell first in the runs, and where one would see it.
func (r run) watch(points []point) []block {
	t := &table{Caption: "What fell, and the week by which half of its fall was behind, on average over all runs; the earliest first", Head: []string{"Sign"}}
	for _, p := range points {
		t.Head = append(t.Head, text.Capital(p.name))
	}
	if len(points) == 1 {
		t.Head[1] = "Half of the fall behind by"
	}
	t.Head = append(t.Head, "Where you would see it")
	if why := r.untold(); why != "" {
		return []block{head("What to watch for"), para(why), slot("weekly_bands"), para(notJudged)}
	}
	type line struct {
		row
		week int
		name string
	}
	var lines []line
	for _, s := range signs {
		l := line{row: row{Head: s.name}, week: math.MaxInt, name: s.name}
		for i, p := range points {
			f, ok := r.fell(i, s.metric)
			switch {
			case !ok:
				l.Cells = append(l.Cells, words("–"))
			case f.week == 0:
				l.Cells = append(l.Cells, words("does not fall"))
			default:
				m := &sim.Metrics[sim.MetricIndex(s.metric)]
				l.Cells = append(l.Cells, cell{Main: p.Run.When(f.week), Range: say(m, "", f.from) + " to " + say(m, "", f.to), Words: true})
				l.week = min(l.week, f.week)
			}
		}
		l.Cells = append(l.Cells, words(s.seen))
		lines = append(lines, l)
	}
	slices.SortStableFunc(lines, func(a, b line) int { return cmp.Compare(a.week, b.week) })
	var first []string
	for _, l := range lines {
		if l.week < math.MaxInt {
			t.Rows = append(t.Rows, l.row)
			first = append(first, lowerFirst(l.name))
		}
	}
	blocks := []block{head("What to watch for")}
	if len(first) == 0 {
		return append(blocks, para("None of the usual signs (follow-up, trust, belief in leads, the share of good leads) falls by a tenth or more here: there is nothing to warn of."), slot("weekly_bands"), para(notJudged))
	}
	says := fmt.Sprintf("First to fall is this: %s.", first[0])
	if len(first) > 1 {
		says = fmt.Sprintf("The order in which things fall: %s.", strings.Join(first, ", then "))
	}
	if at := slices.Index(first, lowerFirst(worked)); at > 0 {
		says += " Whoever waits for follow-up to fall learns of it late."
	}
	return append(blocks, para(says), block{Table: t}, slot("weekly_bands"), para(notJudged))
}

// untold says why nobody can tell what falls first, or nothing.
func (r run) untold() string {
	weeks := r.Band(0, sim.All, sim.FollowUp)
	switch {
	case weeks == nil:
		return "Of so many points there are no weekly figures here that tell what falls first; a report on a folder of run, or of compare without --hinges, has them."
	case r.finished(0) < experiment.FewRuns:
		return "There are too few runs to tell what falls first."
	case len(weeks) < 2*halfYear:
		return fmt.Sprintf("The time is too short to tell what falls first: it takes %d weeks at least.", 2*halfYear)
	}
	return ""
}

// notJudged says what this kind of folder does not know about early warnings.
const notJudged = "The warning signs that statistics books propose (weekly figures that swing more, and more slowly) were not judged here; channelsim tipping holds them against the simulator's own truth."

func lowerFirst(s string) string { return strings.ToLower(s[:1]) + s[1:] }
