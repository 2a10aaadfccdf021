package text

import (
	"fmt"
	"math"
	"strings"

	"channelsim/sim"
	"channelsim/sim/experiment"
)

// quarter tells of a vendor's quarter: what happened, what its report said, what
// was so and what it decided.
func (t teller) quarter(e *experiment.Entry) string {
	if e.Quarter == nil {
		return shockWords(e.Shocks)
	}
	q := e.Quarter
	parts := []string{happened(q, e.Last), report(q), truth(q), decided(q), named(q), t.books(q)}
	return strings.Join(nonEmpty(parts), " ")
}

// happened tells who got which leads and what was done with them.
func happened(q, last *sim.Quarter) string {
	good := q.GoodToReps + q.GoodToPartners
	s := fmt.Sprintf("your own team got %s and partners %s", things(q.LeadsToReps, "lead", "leads"), number(q.LeadsToPartners))
	if good > 0 {
		s += fmt.Sprintf("; of the %s good ones (A and B) your team took %s", number(good), percent(float64(q.GoodToReps)/float64(good)))
	}
	if q.LeadsToPartners > 0 {
		s += fmt.Sprintf(". Partners worked %s of what they got", percent(float64(q.WorkedByPartners)/float64(q.LeadsToPartners)))
		if last != nil && last.LeadsToPartners > 0 {
			s += fmt.Sprintf(", after %s in the quarter before", percent(float64(last.WorkedByPartners)/float64(last.LeadsToPartners)))
		}
	}
	if !undefined(q.Trust) {
		s += fmt.Sprintf("; their trust in you is %s", Round(q.Trust, -2))
	}
	return sentence(s)
}

// report says what the vendor reads.
func report(q *sim.Quarter) string {
	if undefined(q.SaysWins) || undefined(q.SaysDirect) {
		return ""
	}
	s := fmt.Sprintf("your report on the last four quarters says: partners win %s deals out of 100 leads, your own team %s",
		Round(100*q.SaysWins, -1), Round(100*q.SaysDirect, -1))
	switch {
	case q.Review == "none":
		s += "; you draw no conclusions from it"
	case undefined(q.Says):
		s += fmt.Sprintf("; your review (%s) has too few figures to judge by", q.Review)
	case q.Review == "naive":
		s += fmt.Sprintf(". So you take a lead to be worth %s with a partner of what it is with your team", percent(q.Says))
	default:
		s += fmt.Sprintf(". Your review (%s) makes of it that a lead is worth %s with a partner of what it is with your team", q.Review, percent(q.Says))
	}
	return sentence(s)
}

// fewWins is the number of partners' reported wins below which a comparison of
// like with like says nothing.
const fewWins = 8

// truth says what the report does not know.
func truth(q *sim.Quarter) string {
	s := fmt.Sprintf("in truth partners won %s that began as leads this quarter and told you of %s", deals(q.Won), number(q.Reported))
	switch {
	case undefined(q.Is):
	case q.IsFrom < fewWins:
		s += fmt.Sprintf(". Like can hardly be compared with like: partners got %s in four quarters, and reported %s from them",
			things(q.GoodInYear, "good lead", "good leads"), deals(q.IsFrom))
	default:
		s += fmt.Sprintf("; with every deal counted, and like leads compared with like over the four quarters, a lead was worth %s with a partner of what it was with your team", percent(q.Is))
	}
	return sentence(s)
}

// decided says what became of the partners' share.
func decided(q *sim.Quarter) string {
	before, after := percent(q.ShareBefore), percent(q.Share)
	switch {
	case !q.Reserves:
		return ""
	case q.Review == "none":
		return sentence(fmt.Sprintf("%s of good leads stay reserved for partners", after))
	case before == after:
		return sentence(fmt.Sprintf("you leave the partners' share of good leads at %s", after))
	case q.Share < q.ShareBefore:
		return sentence(fmt.Sprintf("you cut the partners' share of good leads from %s to %s", before, after))
	}
	return sentence(fmt.Sprintf("you raise the partners' share of good leads from %s to %s", before, after))
}

// named says what becomes of the partners at the bottom of the vendor's list.
func named(q *sim.Quarter) string {
	if q.Laggards == 0 {
		return ""
	}
	who := things(q.Laggards, "partner", "partners") + " at the bottom of your list"
	if q.LaggardRule == "reassign" {
		return sentence(who + " get no leads until the next quarter's end")
	}
	return sentence(who + " get coaching until the next quarter's end")
}

// books tells of money and members.
func (t teller) books(q *sim.Quarter) string {
	result := "a profit of " + t.money(q.Profit)
	if q.Profit < 0 {
		result = "a loss of " + t.money(-q.Profit)
	}
	s := fmt.Sprintf("you sold for %s, with %s. %s carry your line", t.money(q.Revenue), result, sentenceStart(things(q.Members, "partner", "partners")))
	var moves []string
	for _, m := range []struct {
		n    int
		verb string
	}{{q.Left, "left"}, {q.Failed, "failed"}, {q.Joined, "joined"}} {
		if m.n > 0 {
			moves = append(moves, number(m.n)+" "+m.verb)
		}
	}
	if len(moves) > 0 {
		s += "; " + and(moves...)
	}
	return sentence(s)
}

// vendorEnds are the sums of two vendors' stories, side by side.
func (t teller) vendorEnds(qs []sim.Quarter) []string {
	var won, reported, direct, leads, worked int
	revenue, profit := 0.0, 0.0
	for i := range qs {
		q := &qs[i]
		won, reported, direct = won+q.Won, reported+q.Reported, direct+q.WonByReps
		leads, worked = leads+q.LeadsToPartners, worked+q.WorkedByPartners
		revenue += q.Revenue
		profit += q.Profit
	}
	share, trust, members := math.NaN(), math.NaN(), 0
	if n := len(qs); n > 0 {
		share, trust, members = qs[n-1].Share, qs[n-1].Trust, qs[n-1].Members
	}
	return []string{commas(fmt.Sprint(leads)), percent(float64(worked) / float64(leads)), commas(fmt.Sprint(won)), commas(fmt.Sprint(reported)),
		commas(fmt.Sprint(direct)), percent(share), Round(trust, -2), fmt.Sprint(members), t.money(revenue), t.money(profit)}
}

var vendorEndRows = []string{"leads to partners", "of these worked", "deals of partners from leads", "of these reported", "deals of your own team",
	"good leads reserved for partners", "partners' trust", "partners with your line", "revenue", "profit"}
