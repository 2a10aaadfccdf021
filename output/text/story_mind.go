package text

import (
	"fmt"
	"math"
	"strings"

	"channelsim/sim/experiment"
)

// mind tells what it believes, and why that moved.
func (t teller) mind(k *experiment.Spell, l *experiment.SpellLine) string {
	if undefined(l.Belief) || l.Left {
		return ""
	}
	why := reasons(l)
	if why == "" && l.Worked == 0 && !l.Talked {
		return ""
	}
	if len(l.Classes) > 1 {
		return sentence(t.beliefs(l) + inBrackets(why))
	}
	s := fmt.Sprintf("you now think %s%s worth it%s", oneInLeads(l.Belief), isAre(l.Belief), inBrackets(Round(l.Belief, -2), why))
	then, when := l.QuarterAgo, "a quarter ago"
	switch {
	case k.From == 1 && k.From < k.To:
		then, when = l.BeliefBefore, "at the beginning"
	case k.To-k.From >= 13:
		then, when = l.BeliefBefore, "a year ago"
	}
	switch {
	case undefined(then):
	case oneIn(then) != oneIn(l.Belief):
		s += ", after " + oneIn(then) + " " + when
	default:
		s += ", as " + when
	}
	return sentence(s)
}

// reasons are the parts of a change of belief.
func reasons(l *experiment.SpellLine) string {
	claim := "another mix of leads"
	if l.Announced {
		claim = "what " + l.Vendor + " announced"
	}
	return causes(cause{"your own experience", l.Learned}, cause{"what others said", l.Heard}, cause{claim, l.Claimed})
}

// beliefs are what it thinks of good leads and of the others.
func (t teller) beliefs(l *experiment.SpellLine) string {
	return fmt.Sprintf("you now think that of good leads %s become opportunities, of the others %s", oneIn(l.Classes[0].Belief), oneIn(l.Classes[1].Belief))
}

// inBrackets sets asides behind what they belong to.
func inBrackets(asides ...string) string {
	if asides = nonEmpty(asides); len(asides) > 0 {
		return " (" + strings.Join(asides, "; ") + ")"
	}
	return ""
}

// isAre is the verb of so many in so many.
func isAre(p float64) string {
	if of, in := inWords(p); of == "1" || of == in || of == "no" {
		return " is"
	}
	return " are"
}

// trust tells how trust moved, cause by cause.
func (t teller) trust(l *experiment.SpellLine) string {
	b := &l.TrustBy
	leak := "learning that " + l.Vendor + "'s own team keeps the good leads"
	if l.Leaks == 1 && l.Leak {
		leak = fmt.Sprintf("learning that %s's own team keeps %s of the good leads", l.Vendor, percent(l.Kept))
	}
	why := causes(cause{"leads that led nowhere", b.Garbage}, cause{"leads graded better than they were", b.Raised}, cause{"collisions", b.Collisions}, cause{leak, b.Leak},
		cause{"fewer leads than your peers", b.Drought}, cause{"registrations not honoured", b.Broken}, cause{"leads taken back", b.Recalled},
		cause{"asking for leads in vain", b.Ignored}, cause{"fewer good leads than you had thought", b.Shortfall},
		cause{"opportunities", b.Opportunities}, cause{"registrations honoured", b.Honoured}, cause{"help from " + l.Vendor, b.Helped},
		cause{"co-marketing funds", b.Funded}, cause{"passing time", b.Drift})
	if undefined(l.Trust) || why == "" || l.Left {
		return ""
	}
	before, after := Round(l.TrustBefore, -2), Round(l.Trust, -2)
	switch {
	case before == after && math.Abs(b.Opportunities)+math.Abs(b.Leak)+math.Abs(b.Collisions) < 0.01:
		return ""
	case before == after:
		return sentence(fmt.Sprintf("your trust in %s stays at %s (%s)", l.Vendor, after, why))
	case b.Total() > 0:
		return sentence(fmt.Sprintf("your trust in %s rises from %s to %s (%s)", l.Vendor, before, after, why))
	}
	return sentence(fmt.Sprintf("your trust in %s falls from %s to %s (%s)", l.Vendor, before, after, why))
}

// worth tells what an hour is worth on leads and elsewhere, and what follows.
func (t teller) worth(k *experiment.Spell, l *experiment.SpellLine) string {
	c := l.Classes
	if len(c) == 0 || undefined(c[0].Chance) || undefined(k.HourWorth) || l.Left {
		return ""
	}
	start, elsewhere := "an hour", "hunting"
	if k.From < k.To {
		start = "by now an hour"
	}
	if t.s.Hero.Rep {
		elsewhere = "on your accounts"
	}
	if len(c) > 1 {
		return sentence(fmt.Sprintf("%s on good leads is worth %s to you, on the others %s, %s %s; so you open %s of the good ones and %s of the others",
			start, t.hourly(c[0].Worth), t.hourly(c[1].Worth), elsewhere, t.hourly(k.HourWorth), oneIn(c[0].Chance), oneIn(c[1].Chance)))
	}
	return sentence(fmt.Sprintf("%s on leads is worth %s to you, an hour %s %s; so you open %s",
		start, t.hourly(c[0].Worth), elsewhere, t.hourly(k.HourWorth), oneIn(c[0].Chance)))
}
