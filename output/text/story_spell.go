package text

import (
	"fmt"
	"strings"

	"channelsim/sim/experiment"
)

// spell tells of a week, or of several in sum.
func (t teller) spell(e *experiment.Entry) string {
	k := &e.Spell
	var parts []string
	if k.From == k.To && k.Busy > 0 {
		parts = append(parts, "Old business takes all your time this week: you read nothing and hunt for nothing.")
	}
	for i := range k.Lines {
		l := &k.Lines[i]
		if l.Member && (e.Vendor == "" || e.Vendor == l.Vendor) {
			parts = append(parts, t.line(k, l))
		}
	}
	if e.Vendor == "" && k.From < k.To {
		parts = append(parts, t.purse(k))
	}
	return strings.Join(nonEmpty(parts), t.between())
}

// between parts what is told of several vendors.
func (t teller) between() string {
	if len(t.s.Before) > 1 {
		return "\n"
	}
	return " "
}

// line tells of a spell on one line: what came and what became of it, what it
// thinks now and why, and what that makes an hour worth.
func (t teller) line(k *experiment.Spell, l *experiment.SpellLine) string {
	parts := []string{t.came(k, l), t.handled(k, l), t.results(l), t.outcome(k, l), t.mind(k, l), t.trust(l), t.worth(k, l)}
	if k.From == k.To { // the worth of an hour is what the week began with
		parts = []string{t.came(k, l), t.worth(k, l), t.handled(k, l), t.results(l), t.outcome(k, l), t.mind(k, l), t.trust(l)}
	}
	return strings.Join(nonEmpty(parts), " ")
}

// from names the vendor where there are several lines.
func (t teller) from(l *experiment.SpellLine) string {
	if len(t.s.Before) > 1 {
		return " from " + l.Vendor
	}
	return ""
}

// came tells of leads received.
func (t teller) came(k *experiment.Spell, l *experiment.SpellLine) string {
	s := leads(l.Received) + t.from(l) + " came"
	if k.From < k.To && l.Received > 0 {
		s += ", " + someOf(l.Good, l.Received) + " of them good (A or B)"
	}
	return sentence(s)
}

// someOf is a part of a count in words: none, two, all.
func someOf(part, of int) string {
	switch part {
	case 0:
		return "none"
	case of:
		return "all"
	}
	return number(part)
}

// handled tells of leads opened and worked, and of those missed. What ran out in the drawer was
// told of when it was not opened.
func (t teller) handled(k *experiment.Spell, l *experiment.SpellLine) string {
	s := ""
	switch {
	case k.From == k.To && k.Busy > 0:
	case l.Opened == 0 && l.Worked == 0 && l.Received == 0:
	case l.Opened == 0 && l.Worked == 0:
		s = "you opened none"
	case l.Opened == l.Worked && l.Opened == l.Received && l.Received > 2:
		s = "you opened and worked them all"
	case l.Opened == l.Worked:
		s = "you opened and worked " + number(l.Opened)
	case l.Worked == 0:
		s = fmt.Sprintf("you opened %s, but found no time to work %s", number(l.Opened), itOrThem(l.Opened))
	default:
		s = fmt.Sprintf("you opened %s and worked %s", number(l.Opened), number(l.Worked))
	}
	if l.Missed > 0 {
		if s != "" {
			s += ", and "
		}
		s += fmt.Sprintf("%s ran out before you came to %s", number(l.Missed), itOrThem(l.Missed))
	}
	if l.Recalled > 0 {
		if s != "" {
			s += "; "
		}
		s += fmt.Sprintf("%s took %s back", l.Vendor, number(l.Recalled))
	}
	return sentence(s)
}

func itOrThem(n int) string {
	if n == 1 {
		return "it"
	}
	return "them"
}

// results tells what became of the leads worked, and of hunting.
func (t teller) results(l *experiment.SpellLine) string {
	var parts []string
	if l.Worked > 0 {
		parts = append(parts, fate(l.Worked, l.Opportunities))
	}
	if l.Clashes > 0 {
		parts = append(parts, fmt.Sprintf("%s of the projects that your hunting came upon %s in the hands of %s's own team", number(l.Clashes), wasWere(l.Clashes), l.Vendor))
	}
	if l.Collisions > 0 {
		parts = append(parts, fmt.Sprintf("%s of the customers %s already with %s's own team", number(l.Collisions), wasWere(l.Collisions), l.Vendor))
	}
	if l.Found > 0 {
		hunt := "hunting found "
		if l.Opportunities > 0 {
			parts = append(parts, hunt+number(l.Found)+" more")
		} else {
			parts = append(parts, hunt+opportunities(l.Found))
		}
	}
	if l.Campaign > 0 {
		parts = append(parts, fmt.Sprintf("campaigns of your own brought %s; %s", leads(l.Campaign), fate(l.Campaign, l.CampaignOpened)))
	}
	return sentence(strings.Join(parts, "; "))
}

// fate says what became of leads that were worked.
func fate(worked, became int) string {
	switch {
	case became == 1 && worked == 1:
		return "it became an opportunity"
	case became > 0:
		return number(became) + " became " + anOpportunity(became)
	case worked == 1:
		return "it led nowhere"
	case worked == 2:
		return "neither led anywhere"
	}
	return "none of the " + number(worked) + " led anywhere"
}

func anOpportunity(n int) string {
	if n == 1 {
		return "an opportunity"
	}
	return "opportunities"
}

func endsEnd(n int) string {
	if n == 1 {
		return "ends"
	}
	return "end"
}

func wasWere(n int) string {
	if n == 1 {
		return "was"
	}
	return "were"
}

// outcome tells of deals decided.
func (t teller) outcome(k *experiment.Spell, l *experiment.SpellLine) string {
	switch {
	case l.Won == 0 && l.Lost == 0:
		return ""
	case l.Left && k.From == k.To && l.Won == 0:
		return sentence(deals(l.Lost) + " that " + wasWere(l.Lost) + " open " + endsEnd(l.Lost) + " with it")
	case l.Won == 0:
		return sentence("you lost " + deals(l.Lost))
	}
	s := fmt.Sprintf("you won %s worth %s", deals(l.Won), t.money(l.Revenue))
	if n := l.WonLeads; n > 0 && l.Won > 1 && !t.s.Hero.Rep {
		s += fmt.Sprintf(" (%s began as %s)", number(n), aLead(n))
	} else if n > 0 && !t.s.Hero.Rep {
		s += " that began as a lead"
	}
	if l.Lost > 0 {
		s += " and lost " + number(l.Lost)
	}
	return sentence(s)
}

func aLead(n int) string {
	if n == 1 {
		return "a lead"
	}
	return "leads"
}

// purse tells of hours and money.
func (t teller) purse(k *experiment.Spell) string {
	hours := k.Served + k.OnLeads + k.Hunted + k.Outside
	if hours == 0 {
		return ""
	}
	if t.s.Hero.Rep {
		return sentence(fmt.Sprintf("of your hours %s went into leads, %s into open deals, the rest into your accounts", percent(k.OnLeads/hours), percent(k.Served/hours)))
	}
	weeks := float64(k.To - k.From + 1)
	s := fmt.Sprintf("leads took %s of your hours, hunting %s and open deals %s; you earned %s a week and spent %s", percent(k.OnLeads/hours),
		percent((k.Hunted+k.Outside)/hours), percent(k.Served/hours), t.money(k.Income/weeks), t.money(k.Cost/weeks))
	if cost := k.Cost / weeks; cost > 0 && !k.Failed {
		s += fmt.Sprintf(", with cash for %s weeks", Round(k.Cash/cost, 0))
	}
	return sentence(s)
}

// habit tells of how leads were opened lately, against the beginning.
func (t teller) habit(e *experiment.Entry) string {
	for i := range e.Spell.Lines {
		if l := &e.Spell.Lines[i]; l.Vendor == e.Vendor {
			verb, share := "You gave up on", "less than half"
			if e.Moments[0] == experiment.CameBack {
				verb, share = "You came back to", "again more than half"
			}
			return fmt.Sprintf("%s the leads of %s. In the last quarter you opened %s of %s, %s of what you opened in your first half-year (%s of all).",
				verb, e.Vendor, number(l.Opened), number(l.Received), share, percent(e.Usual))
		}
	}
	return ""
}

// drought tells of the longest spell of leads worked in vain.
func (t teller) drought(e *experiment.Entry) string {
	for i := range e.Spell.Lines {
		if l := &e.Spell.Lines[i]; l.Vendor == e.Vendor {
			s := fmt.Sprintf("your longest drought: since week %d you worked %s of the %s leads that %s sent you, and none led anywhere", e.Spell.From, number(l.Worked), number(l.Received), e.Vendor)
			if len(l.Classes) == 1 && oneIn(l.BeliefBefore) != oneIn(l.Belief) {
				s += fmt.Sprintf(". When it began you thought %s%s worth it, now you think %s", oneInLeads(l.BeliefBefore), isAre(l.BeliefBefore), oneIn(l.Belief))
			}
			return sentence(s)
		}
	}
	return ""
}

// end sums up the life.
func (t teller) end(k *experiment.Spell) string {
	var parts []string
	if k.Failed {
		parts = append(parts, fmt.Sprintf("You failed after %s.", things(k.To, "week", "weeks")))
	} else {
		parts = append(parts, fmt.Sprintf("%s have gone by.", sentenceStart(things(k.To, "week", "weeks"))))
	}
	for i := range k.Lines {
		l := &k.Lines[i]
		if !l.Member {
			continue
		}
		parts = append(parts, strings.Join(nonEmpty([]string{t.came(k, l), t.handled(k, l), t.results(l), t.outcome(k, l), t.endBelief(l), t.trust(l)}), " "))
		if l.Left && !k.Failed {
			parts = append(parts, fmt.Sprintf("You no longer carry the line of %s.", l.Vendor))
		}
	}
	return strings.Join(nonEmpty(append(parts, t.purse(k))), t.between())
}

func sentenceStart(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// endBelief compares what it thinks at the end with what it thought at the start.
func (t teller) endBelief(l *experiment.SpellLine) string {
	if l.Left || undefined(l.Belief) || undefined(l.BeliefBefore) {
		return ""
	}
	if len(l.Classes) > 1 {
		return sentence(t.beliefs(l) + inBrackets(reasons(l)))
	}
	return sentence(fmt.Sprintf("at the beginning you thought %s%s worth it, now you think %s%s",
		oneInLeads(l.BeliefBefore), isAre(l.BeliefBefore), oneIn(l.Belief), inBrackets(reasons(l))))
}
