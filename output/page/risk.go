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
	blocks = append(blocks, paras(r.downside(0))...)
	blocks = append(blocks, r.hides(r.points())...)
	return append(blocks, r.watch(r.points())...)
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
		return says + " It began in " + when(middle) + "."
	}
	if earliest(s) == middle {
		return fmt.Sprintf("%s Half of these had begun by %s, and none before.", says, when(middle))
	}
	return fmt.Sprintf("%s Half of these had begun by %s, the earliest in %s.", says, when(middle), when(earliest(s)))
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

// hides says how far the vendor's report is from the truth at the end of each point.
func (r run) hides(points []point) []block {
	const decides = "Whoever decides by the report decides by the part that it shows."
	if len(points) == 1 {
		if says := r.gap(0); says != "" {
			return []block{para(fmt.Sprintf("What the report hides: in the last half-year %s %s", says, decides))}
		}
		return nil
	}
	var items []string
	for i, p := range points {
		if says := r.gap(i); says != "" {
			items = append(items, fmt.Sprintf("With %s %s", p.name, says))
		}
	}
	if items == nil {
		return nil
	}
	return []block{para("What the report hides in the last half-year. " + decides), {Items: items}}
}

// gap says how far the vendor's report is from the truth at the end of a point. Nothing where
// they agree or one is unknown.
func (r run) gap(point int) string {
	is := r.Find(point, sim.All, "partner_lead_to_win_rate", "last_half_year")
	seen := r.Find(point, sim.All, "reported_partner_lead_to_win_rate", "last_half_year")
	if is == nil || seen == nil || !(is.Mean > 0) || undefined(seen.Mean) || seen.Mean > 0.9*is.Mean {
		return ""
	}
	return fmt.Sprintf("it shows partners winning %s of 100 leads where they win %s, that is %s of the truth.",
		rate(seen.Mean), rate(is.Mean), percent(seen.Mean/is.Mean))
}

// downside says what bad luck brings.
func (r run) downside(point int) string {
	s := r.Find(point, sim.All, sim.VendorProfit, "all")
	if s == nil || undefined(s.P05) || s.N < experiment.FewRuns {
		return ""
	}
	says := fmt.Sprintf("With bad luck (one run of 20) %s over the whole time is %s or less, against %s in the middle and %s or more with good luck.", r.profit(),
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
	known    bool
}

// Weeks of a quarter and of the last half-year, and those that weekly figures are averaged over.
const (
	quarter  = 13
	halfYear = 26
	month    = 4
)

// fell follows a sign through the weeks of a point, in four-week averages over all runs. A fall
// is one when a tenth is gone at least, and more than chance may take.
func (r run) fell(point int, key string) (f fall) {
	weeks := r.Band(point, sim.All, key)
	if len(weeks) == 0 {
		return f
	}
	f.from, f.to = meanOf(weeks[:quarter]), meanOf(weeks[len(weeks)-halfYear:])
	first, last := r.Find(point, sim.All, key, "first_quarter"), r.Find(point, sim.All, key, "last_half_year")
	if undefined(f.from) || undefined(f.to) || first == nil || last == nil {
		return f
	}
	f.known = true
	if f.to > 0.9*f.from || !(last.CIHigh < first.CIHigh) {
		return f
	}
	for end := quarter; end <= len(weeks); end++ {
		if meanOf(weeks[end-month:end]) <= (f.from+f.to)/2 {
			f.week = end
			break
		}
	}
	return f
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

// watched is a sign with how it went at each point.
type watched struct {
	sign
	falls []fall
	week  int // the earliest of them, or math.MaxInt
}

// watch says what fell first in the runs, and where one would see it.
func (r run) watch(points []point) []block {
	blocks := []block{head("What to watch for")}
	if why := r.untold(); why != "" {
		return append(blocks, para(why), slot("weekly_bands"), para(notJudged))
	}
	all := r.watched(points)
	if len(all) == 0 {
		return append(blocks, para("None of the usual signs (follow-up, trust, belief in leads, the share of good leads) falls by a tenth or more here: there is nothing to warn of."), slot("weekly_bands"), para(notJudged))
	}
	blocks = append(blocks, order(points, all)...)
	return append(blocks, block{Table: falls(points, all)}, slot("weekly_bands"), para(notJudged))
}

// watched are the signs that fall at any point, the earliest first.
func (r run) watched(points []point) []watched {
	var all []watched
	for _, s := range signs {
		w := watched{sign: s, week: math.MaxInt}
		for i := range points {
			f := r.fell(i, s.metric)
			w.falls = append(w.falls, f)
			if f.week > 0 {
				w.week = min(w.week, f.week)
			}
		}
		if w.week < math.MaxInt {
			all = append(all, w)
		}
	}
	slices.SortStableFunc(all, func(a, b watched) int { return cmp.Compare(a.week, b.week) })
	return all
}

// order says in which order things fall at each point.
func order(points []point, all []watched) []block {
	first, alike := inOrder(all, 0), true
	var items []string
	for i, p := range points {
		fallen := inOrder(all, i)
		alike = alike && slices.Equal(fallen, first)
		if fallen != nil {
			items = append(items, fmt.Sprintf("With %s: %s.", p.name, strings.Join(fallen, ", then ")))
		} else {
			items = append(items, fmt.Sprintf("With %s nothing falls.", p.name))
		}
	}
	if !alike {
		return []block{para("The order in which things fall:"), {Items: items}}
	}
	with := ""
	if len(points) > 1 {
		with = " with all choices"
	}
	says := fmt.Sprintf("The order in which things fall%s: %s.", with, strings.Join(first, ", then "))
	if len(first) == 1 {
		says = fmt.Sprintf("First to fall%s is this: %s.", with, first[0])
	}
	if slices.Index(first, lowerFirst(worked)) > 0 {
		says += " Whoever waits for follow-up to fall learns of it late."
	}
	return []block{para(says)}
}

// inOrder are the signs that fall at a point, in their order there.
func inOrder(all []watched, point int) []string {
	fallen := slices.DeleteFunc(slices.Clone(all), func(w watched) bool { return w.falls[point].week == 0 })
	slices.SortStableFunc(fallen, func(a, b watched) int { return cmp.Compare(a.falls[point].week, b.falls[point].week) })
	var names []string
	for _, w := range fallen {
		names = append(names, lowerFirst(w.name))
	}
	return names
}

// falls is the table of what fell at each point.
func falls(points []point, all []watched) *table {
	t := &table{Caption: "What fell, and the week by which half of its fall was behind, on average over all runs; the earliest first", Head: []string{"Sign"}}
	for _, p := range points {
		t.Head = append(t.Head, text.Capital(p.name))
	}
	if len(points) == 1 {
		t.Head[1] = "Half of the fall behind by"
	}
	t.Head = append(t.Head, "Where you would see it")
	for _, w := range all {
		line := row{Head: w.name}
		for i, p := range points {
			line.Cells = append(line.Cells, w.falls[i].cell(w.metric, p))
		}
		line.Cells = append(line.Cells, words(w.seen))
		t.Rows = append(t.Rows, line)
	}
	return t
}

// cell says when a sign fell at a point, and from where to where.
func (f fall) cell(metric string, p point) cell {
	switch {
	case !f.known:
		return words("–")
	case f.week == 0:
		return words("does not fall")
	}
	m := &sim.Metrics[sim.MetricIndex(metric)]
	return cell{Main: p.Run.When(f.week), Range: say(m, "", f.from) + " to " + say(m, "", f.to), Words: true}
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
