package page

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"channelsim/output/text"
	"channelsim/sim"
	"channelsim/sim/experiment"
)

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

// halfYear is the shortest time, doubled, of which this speaks.
const halfYear = 26

// watched is how a sign went at each point: nil where it does not fall.
type watched struct {
	sign
	falls []*experiment.Fall
}

// fallen are the signs that fall at one of some points, the earliest on average first.
func (r run) fallen(points []point) []watched {
	var all []watched
	for _, s := range signs {
		w := watched{sign: s}
		for i := range points {
			w.falls = append(w.falls, r.FallOf(i, sim.All, s.metric))
		}
		if w.week() > 0 {
			all = append(all, w)
		}
	}
	slices.SortStableFunc(all, func(a, b watched) int { return cmp.Compare(a.week(), b.week()) })
	return all
}

// week is the mean week over the points at which the sign falls, 0 if there are none.
func (w *watched) week() float64 {
	sum, n := 0, 0
	for _, f := range w.falls {
		if f != nil {
			sum, n = sum+f.Week, n+1
		}
	}
	return float64(sum) / float64(max(n, 1))
}

// before reports whether a sign falls before another wherever both fall.
func (w *watched) before(other *watched) bool {
	both := false
	for i, f := range w.falls {
		if g := other.falls[i]; f != nil && g != nil {
			if !f.Before(g) {
				return false
			}
			both = true
		}
	}
	return both
}

// inTurn puts signs that are not told apart together: each of a group falls before all of those that follow.
func inTurn(all []watched) [][]watched {
	var groups [][]watched
	begin := 0
	for k := 1; k <= len(all); k++ {
		if k == len(all) || apart(all[:k], all[k:]) {
			groups, begin = append(groups, all[begin:k]), k
		}
	}
	return groups
}

func apart(first, then []watched) bool {
	for i := range first {
		for j := range then {
			if !first[i].before(&then[j]) {
				return false
			}
		}
	}
	return true
}

// order says what falls first, as far as that is told from chance and holds at all points.
func order(all []watched, points int) string {
	groups := inTurn(all)
	var steps []string
	for _, g := range groups {
		var names []string
		for i := range g {
			names = append(names, lowerFirst(g[i].name))
		}
		steps = append(steps, list(names))
	}
	switch {
	case len(all) == 1:
		return fmt.Sprintf("One sign falls: %s.", steps[0])
	case len(groups) == 1 && points == 1:
		return fmt.Sprintf("These fall at about the same time, so that none of them warns of the others: %s.", steps[0])
	case len(groups) == 1:
		return "Which of these falls first is not the same with all choices, or may be chance: none of them is shown to warn of the others."
	}
	says := fmt.Sprintf("The order in which things fall: %s.", strings.Join(steps, ", then "))
	if points > 1 {
		says = fmt.Sprintf("The order in which things fall, with every choice: %s.", strings.Join(steps, ", then "))
	}
	if slices.ContainsFunc(groups[0], func(w watched) bool { return w.name == worked }) || !slices.ContainsFunc(all, func(w watched) bool { return w.name == worked }) {
		return says
	}
	return says + " Whoever waits for follow-up to fall learns of it late."
}

// watch says what fell first in the runs, and where one would see it.
func (r run) watch(points []point) []block {
	blocks := []block{head("What to watch for")}
	end := []block{slot("weekly_bands"), para(notJudged)}
	if why := r.untold(); why != "" {
		return append(append(blocks, para(why)), end...)
	}
	all := r.fallen(points)
	if len(all) == 0 {
		return append(append(blocks, para("None of the usual signs (follow-up, trust, belief in leads, the share of good leads) falls by a tenth or more here: there is nothing to warn of.")), end...)
	}
	return append(append(blocks, para(order(all, len(points))), block{Table: fallTable(all, points)}), end...)
}

// fallTable shows when and how far each sign fell.
func fallTable(all []watched, points []point) *table {
	t := &table{Caption: "What fell, and the week by which half of its fall was behind, on average over all runs; below it the weeks that chance leaves open, and from where to where it fell",
		Head: []string{"Sign"}}
	for _, p := range points {
		t.Head = append(t.Head, text.Capital(p.name))
	}
	if len(points) == 1 {
		t.Head[1] = "Half of the fall behind by"
	}
	t.Head = append(t.Head, "Where you would see it")
	for i := range all {
		line := row{Head: all[i].name}
		m := &sim.Metrics[sim.MetricIndex(all[i].metric)]
		for k, p := range points {
			line.Cells = append(line.Cells, fallCell(m, p, all[i].falls[k]))
		}
		t.Rows = append(t.Rows, row{Head: line.Head, Cells: append(line.Cells, words(all[i].seen))})
	}
	return t
}

// fallCell is the week of a fall, and from where to where it went.
func fallCell(m *sim.Metric, p point, f *experiment.Fall) cell {
	if f == nil {
		return words("does not fall")
	}
	c := cell{Main: p.Run.When(f.Week), Range: say(m, "", f.From) + " to " + say(m, "", f.To), Words: true}
	if f.Returned() {
		c.Range += ", back to " + say(m, "", f.Back)
	}
	if f.Low < f.High {
		c.Range = fmt.Sprintf("weeks %d to %d; %s", f.Low, f.High, c.Range)
	}
	return c
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
