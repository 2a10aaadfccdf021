package text

import (
	"fmt"
	"io"
	"math"
	"regexp"
	"strings"

	"channelsim/scenarios"
	"channelsim/sim/experiment"
)

// StoryReport writes a diary: who it is, the entries, and the twin's life if there is one.
func StoryReport(w io.Writer, s *experiment.Story, o Options) error {
	if o.Width == 0 {
		o.Width = 80
	}
	o.Width = max(40, o.Width)
	out := &writer{w: w}
	t := teller{s}
	out.print(bold(Wrap(t.title(), o.Width), o.Plain), "\n")
	if why := t.chosen(); why != "" {
		out.print("\n", paragraph(why, o.Width), "\n")
	}
	for i := range s.Entries {
		t.write(out, &s.Entries[i], o)
	}
	if len(s.Entries) == 0 {
		out.print("\n", Wrap(t.nothing(), o.Width), "\n")
	}
	if s.Twin != nil {
		t.twin(out, s.Twin, o)
	}
	return out.err
}

// Telling is an entry in words, without the week that it stands under.
func Telling(s *experiment.Story, e *experiment.Entry) string { return teller{s}.entry(e) }

// unit is what must stay with its number: "9 %", "1.25 m".
var unit = regexp.MustCompile(`(\d) (%|k\b|m\b|bn\b)`)

// paragraph wraps lines, but never between a number and its unit.
func paragraph(s string, width int) string {
	lines := strings.Split(unit.ReplaceAllString(s, "$1\ue000$2"), "\n")
	for i := range lines {
		lines[i] = Wrap(lines[i], width)
	}
	return strings.ReplaceAll(strings.Join(lines, "\n"), "\ue000", " ")
}

// teller knows whose story it tells.
type teller struct{ s *experiment.Story }

func (t teller) scenario() *scenarios.Scenario { return t.s.Plan.Scenario }

func (t teller) money(x float64) string { return Money(t.scenario().Run.Currency, x) }

// hourly is money an hour, in whole numbers where these say enough.
func (t teller) hourly(x float64) string {
	if math.Abs(x) >= 10 {
		x = math.Round(x)
	}
	return strings.TrimSuffix(t.money(x), ".0")
}

func (t teller) name() string { return t.s.Hero.Name(t.scenario()) }

func (t teller) title() string {
	p := &t.s.Plan
	return fmt.Sprintf("The diary of %s (%s, replication %d, seed %d)", t.name(), p.Scenario.Name, p.Replication, p.Seed)
}

// chosen says why it is this partner.
func (t teller) chosen() string {
	c := t.s.Chosen
	switch {
	case c == nil:
		return ""
	case c.Of == 0:
		return ("Chosen because it got the most leads early on: no partner stayed from start to end with a fair number of leads. --partner N tells of another.")
	case c.Early <= c.Late:
		return fmt.Sprintf("Chosen among %d partners that stayed and got a fair number of leads: nobody's follow-up fell, and this one's rose least, from %s of its leads in the first %d weeks to %s in the last %d. --partner N tells of another.",
			c.Of, percent(c.Early), c.Weeks, percent(c.Late), c.Weeks)
	}
	return fmt.Sprintf("Chosen because its follow-up fell most, from %s of its leads in the first %d weeks to %s in the last %d, among %d partners that stayed and got a fair number of leads. --partner N tells of another.",
		percent(c.Early), c.Weeks, percent(c.Late), c.Weeks, c.Of)
}

func percent(share float64) string {
	if undefined(share) {
		return "-"
	}
	return Round(100*share, 0) + " %"
}

func (t teller) nothing() string {
	if t.s.Hero.Vendor != "" {
		return "There is nothing to tell: no quarter ended."
	}
	return "There is nothing to tell: " + t.name() + " was not in business when the record began."
}

// write writes an entry behind its week.
func (t teller) write(out *writer, e *experiment.Entry, o Options) {
	out.print("\n", bold(t.when(e), o.Plain), "\n", paragraph(t.entry(e), o.Width), "\n")
}

// when is the heading of an entry.
func (t teller) when(e *experiment.Entry) string {
	start := t.scenario().Run.Start
	from, to := e.Spell.From, e.Spell.To
	switch m := e.Moments[0]; {
	case m == experiment.AtStart:
		return "The beginning"
	case m == experiment.AtEnd:
		return "The end"
	case e.Quarter != nil:
		return fmt.Sprintf("%s, end of quarter %d", sentenceStart(When(start, e.Week)), e.Quarter.Number)
	case from < to && m == experiment.Quarterly:
		return sentenceStart(strings.Replace(When(start, from), fmt.Sprintf("week %d", from), fmt.Sprintf("weeks %d to %d", from, to), 1))
	}
	return sentenceStart(When(start, e.Week))
}

// entry is an entry in words.
func (t teller) entry(e *experiment.Entry) string {
	if t.s.Hero.Vendor != "" {
		return t.quarter(e)
	}
	var parts []string
	for _, m := range e.Moments {
		parts = append(parts, t.moment(m, e))
	}
	switch m := e.Moments[0]; m {
	case experiment.AtStart:
	case experiment.AtEnd:
		parts = append(parts, t.end(&e.Spell))
	case experiment.GaveUp, experiment.CameBack, experiment.Drought:
	default:
		parts = append(parts, t.spell(e))
	}
	return strings.Join(nonEmpty(parts), t.between())
}

func nonEmpty(parts []string) []string {
	kept := parts[:0]
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return kept
}

// moment says why an entry is there.
func (t teller) moment(m experiment.Moment, e *experiment.Entry) string {
	switch m {
	case experiment.AtStart:
		return t.beginning()
	case experiment.Failing:
		return "Your cash is gone: you fail."
	case experiment.Leaving:
		return t.leaving(e)
	case experiment.Joining:
		return t.joining(e)
	case experiment.Shock:
		return shockWords(e.Shocks)
	case experiment.GaveUp, experiment.CameBack:
		return t.habit(e)
	case experiment.FirstLead:
		return "Your first lead to work."
	case experiment.FirstOpportunity:
		return "Your first opportunity from a lead."
	case experiment.FirstWin:
		return "Your first deal that began as a lead."
	case experiment.Drought:
		return t.drought(e)
	case experiment.TrustFall:
		return "A blow to your trust."
	case experiment.TrustRise:
		return "Your trust leaps."
	case experiment.FirstCollision:
		return "Your first clash with the vendor's own sales."
	case experiment.Conference:
		return "The partners' conference: everybody tells what became of their leads."
	case experiment.BestDeal:
		return "The week of your biggest win."
	}
	return ""
}

// leaving tells why the seller leaves.
func (t teller) leaving(e *experiment.Entry) string {
	var parts []string
	for i := range e.Spell.Lines {
		l := &e.Spell.Lines[i]
		switch {
		case l.Quit:
			why := make([]string, len(l.Names))
			for k, name := range l.Names {
				why[k] = name.String()
			}
			parts = append(parts, fmt.Sprintf("You have had enough of %s and leave its programme, over %s.", l.Vendor, and(why...)))
		case l.Left:
			parts = append(parts, fmt.Sprintf("You leave the programme of %s: it has not had your attention for long.", l.Vendor))
		}
	}
	return strings.Join(parts, " ")
}

func (t teller) joining(e *experiment.Entry) string {
	var names []string
	for i := range e.Spell.Lines {
		if l := &e.Spell.Lines[i]; l.Joined {
			names = append(names, l.Vendor)
		}
	}
	return fmt.Sprintf("You join the programme of %s.", and(names...))
}

func shockWords(shocks []scenarios.Shock) string {
	var words []string
	announced := false
	for _, sh := range shocks {
		words = append(words, fmt.Sprintf("%s becomes %s", sh.Key, scenarios.FormatValue(sh.Value)))
		announced = announced || sh.Announce
	}
	s := "The world changes: " + and(words...)
	if announced {
		return s + ", and partners are told."
	}
	return s + "."
}

// beginning says who it is.
func (t teller) beginning() string {
	c := &t.s.Start
	var b strings.Builder
	who := t.name()
	if c.Kind != "" {
		who += fmt.Sprintf(", of the kind called %s", c.Kind)
	}
	fmt.Fprintf(&b, "You are %s. You have %s hours a week, your market is %s, and you close %s.", who, Round(c.Hours, 0), c.Segment, closing(c.Closing))
	if !math.IsNaN(c.Funds) {
		fmt.Fprintf(&b, " Your cash lasts for %s weeks, and %s of your other business are open.", Round(c.Funds, 0), deals(c.Own))
	}
	for i := range t.s.Before {
		l := &t.s.Before[i]
		if !l.Member {
			fmt.Fprintf(&b, " You do not carry the line of %s.", l.Vendor)
			continue
		}
		b.WriteString(" " + t.promise(i))
	}
	return b.String()
}

func closing(skill float64) string {
	switch d := math.Round(100 * (skill - 1)); {
	case d > 2:
		return fmt.Sprintf("%.0f %% more deals than most", d)
	case d < -2:
		return fmt.Sprintf("%.0f %% fewer deals than most", -d)
	}
	return "as many deals as most"
}

// promise is what a seller believes of a vendor's leads before the first.
func (t teller) promise(line int) string {
	l := &t.s.Before[line]
	var s string
	if len(l.Classes) > 1 {
		s = fmt.Sprintf("You take it that %s of the good ones (A and B) among %s's leads become opportunities once worked, and %s of the others", oneIn(l.Classes[0].Belief), l.Vendor, oneIn(l.Classes[1].Belief))
	} else {
		s = fmt.Sprintf("By what %s says, you take it that %s%s worth working", l.Vendor, oneInLeads(l.Belief), isAre(l.Belief))
	}
	if len(l.Classes) == 1 {
		s += fmt.Sprintf("; which ones are good, graded A or B, %s does not tell you", l.Vendor)
	}
	if !undefined(l.Trust) {
		s += fmt.Sprintf("; your trust in %s is %s, on a scale from 0 to 1", l.Vendor, Round(l.Trust, -2))
	}
	return s + "."
}
