package text

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"channelsim/scenarios"
	"channelsim/sim"
	"channelsim/sim/experiment"
)

// twin tells where the two lives part, the other one from there on, and both ends.
func (t teller) twin(out *writer, w *experiment.Twin, o Options) {
	other := teller{w.Story}
	out.print("\n", bold(Wrap("The same life with "+settings(w.Settings), o.Width), o.Plain), "\n")
	out.print(paragraph(t.parting(w), o.Width), "\n")
	if w.Parting == nil {
		return
	}
	for i := range w.Story.Entries {
		if e := &w.Story.Entries[i]; e.Week >= w.Parting.Week {
			other.write(out, e, o)
		}
	}
	out.print("\n", bold("Both ends side by side", o.Plain), "\n", t.ends(w, o))
}

func settings(all []scenarios.Setting) string {
	var words []string
	for _, g := range all {
		words = append(words, fmt.Sprintf("%s = %v", g.Key, g.Value))
	}
	return and(words...)
}

// parting says when and why the two lives part.
func (t teller) parting(w *experiment.Twin) string {
	p := w.Parting
	if p == nil {
		return "The two lives never part: the same things happen in every week."
	}
	unit := "week"
	if t.s.Hero.Vendor != "" {
		unit = "quarter that ended in week"
	}
	s := fmt.Sprintf("The same happens in both worlds up to week %d. In %s %d they part:", p.Week-1, unit, p.Week)
	if t.s.Hero.Vendor != "" {
		s = fmt.Sprintf("The two worlds part in the %s %d:", unit, p.Week)
	}
	for i, d := range p.Differs {
		if i > 0 {
			s += ";"
		}
		s += " " + difference(d, len(t.s.Before) > 1)
	}
	return strings.Join(nonEmpty([]string{s + ".", t.reason(p), thoughts(p)}), " ")
}

func difference(d experiment.Discrepancy, several bool) string {
	s := fmt.Sprintf("%s: %s here, %s there", d.What, amount(d.Here), amount(d.There))
	if d.What == experiment.OtherLeads {
		s = d.What
	}
	if several && d.Vendor != "" {
		s += " (" + d.Vendor + ")"
	}
	return s
}

func amount(x float64) string {
	if x == float64(int(x)) && x >= 0 && x <= 12 {
		return strings.Replace(number(int(x)), "no", "none", 1)
	}
	return Round(x, 0)
}

// reason names the decision of a vendor that went before.
func (t teller) reason(p *experiment.Parting) string {
	d := p.Decision
	if here, there := p.Quarters[0], p.Quarters[1]; d == nil && here != nil && here.Share != there.Share {
		return judged("Here", here) + " " + judged("There", there)
	}
	if d == nil {
		return "No review of a vendor had come out differently before: it is what was set differently that is at work, directly or through others."
	}
	return fmt.Sprintf("What had gone before: at the end of week %d %s %s here; in the other world %s.",
		d.Week, d.Vendor, shareMove(d.Before, d.Here), "it "+shareMove(d.Before, d.There))
}

// judged says what a review took a partner's lead to be worth.
func judged(where string, q *sim.Quarter) string {
	switch {
	case q.Review == "none":
		return where + " you draw no conclusions from your report."
	case undefined(q.Says):
		return fmt.Sprintf("%s your review (%s) has too few figures to judge by.", where, q.Review)
	}
	return fmt.Sprintf("%s your review (%s) takes a lead to be worth %s with a partner of what it is with your team.", where, q.Review, percent(q.Says))
}

func shareMove(from, to float64) string {
	switch a, b := percent(from), percent(to); {
	case a == b:
		return fmt.Sprintf("left the partners' share of good leads at %s", a)
	case to < from:
		return fmt.Sprintf("cut the partners' share of good leads from %s to %s", a, b)
	default:
		return fmt.Sprintf("raised the partners' share of good leads from %s to %s", a, b)
	}
}

// thoughts compares what the two believed in the week in which they part, where
// it differs.
func thoughts(p *experiment.Parting) string {
	var words []string
	for i := range p.Here.Lines {
		h, o := &p.Here.Lines[i], &p.There.Lines[i]
		if undefined(h.BeliefBefore) || undefined(o.BeliefBefore) {
			continue
		}
		if a, b := oneIn(h.BeliefBefore), oneIn(o.BeliefBefore); a != b {
			words = append(words, fmt.Sprintf("before that week you thought that %s of %s's leads were worth it here, %s there", a, h.Vendor, b))
		}
		if a, b := Round(h.TrustBefore, -2), Round(o.TrustBefore, -2); a != b && !undefined(h.TrustBefore) {
			words = append(words, fmt.Sprintf("your trust in %s was %s here and %s there", h.Vendor, a, b))
		}
	}
	return sentence(strings.Join(words, "; "))
}

// ends is a small table: what is compared, here and there.
func (t teller) ends(w *experiment.Twin, o Options) string {
	rows, here, there := vendorEndRows, []string(nil), []string(nil)
	if t.s.Hero.Vendor != "" {
		here, there = t.vendorEnds(t.s.Quarterlies()), t.vendorEnds(w.Story.Quarterlies())
	} else {
		rows = t.sellerEndRows()
		here, there = t.sellerEnds(t.s), t.sellerEnds(w.Story)
	}
	g := blank(o, "", left("here", width(here)), left("there", width(there)))
	for i := range rows {
		g.Add(rows[i], left(here[i], width(here, "here")), left(there[i], width(there, "there")))
	}
	return g.String() + "\n"
}

// width is that of the widest cell.
func width(cells []string, more ...string) int {
	n := 0
	for _, c := range append(more, cells...) {
		n = max(n, utf8.RuneCountInString(c))
	}
	return n
}

func pad(s string, n int) string { return s + strings.Repeat(" ", max(0, n-utf8.RuneCountInString(s))) }

func left(s string, n int) string {
	return strings.Repeat(" ", max(0, n-utf8.RuneCountInString(s))) + s
}

// sellerEndRows are the rows of a seller's table, those of each line together.
func (t teller) sellerEndRows() []string {
	var rows []string
	for i := range t.s.Before {
		of := ""
		if len(t.s.Before) > 1 {
			of = t.s.Before[i].Vendor + ": "
		}
		rows = append(rows, of+"leads received", of+"leads worked", of+"opportunities from leads", of+"opportunities from hunting",
			of+"deals won", of+"believed chance of a lead")
		if !t.s.Hero.Rep {
			rows = append(rows, of+"trust", of+"still a member")
		}
	}
	if t.s.Hero.Rep {
		return rows
	}
	return append(rows, "margin earned", "cash at the end", "in business for")
}

// sellerEnds are the cells of one world.
func (t teller) sellerEnds(s *experiment.Story) []string {
	k, ok := s.Whole()
	if !ok {
		k.Lines = make([]experiment.SpellLine, len(t.s.Before))
	}
	var cells []string
	n := func(x int) string { return commas(fmt.Sprint(x)) }
	for i := range k.Lines {
		l := &k.Lines[i]
		cells = append(cells, n(l.Received), n(l.Worked), n(l.Opportunities), n(l.Found), n(l.Won), orDash(l.Belief))
		if !s.Hero.Rep {
			cells = append(cells, orDash(l.Trust), stays(s, i))
		}
	}
	if s.Hero.Rep {
		return cells
	}
	return append(cells, t.money(k.Income), t.money(k.Cash), things(k.To, "week", "weeks"))
}

func orDash(x float64) string {
	if undefined(x) {
		return "-"
	}
	return Round(x, -2)
}

// stays says whether the last week left a line with its seller.
func stays(s *experiment.Story, line int) string {
	if len(s.Weeks) == 0 {
		return "no"
	}
	w := &s.Weeks[len(s.Weeks)-1]
	l := &w.Lines[line]
	if !w.Failed && (l.Joined || l.Member && !l.Left) {
		return "yes"
	}
	return "no"
}
