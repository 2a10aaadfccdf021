package agents

import (
	"math"

	"channelsim/scenarios"
)

// recentWeeks is how far back sellers count the leads that they got.
const recentWeeks = 10

// Seller is what partners and direct reps have in common.
type Seller struct {
	Entity    uint64               // identity: place and generation; all its draws are keyed by it
	Hours     float64              // hours a week
	Closing   float64              // closing skill: factor on the chance to win, mean 1
	Hunting   float64              // gift for hunting: lasting factor on looks, mean 1; partners only
	Seniority float64              // reps only, 0..1
	Cash      float64              // partners only, money
	Cost      float64              // running cost, money a week
	Vendor    int32                // the vendor of a rep, or -1 for a partner
	Place     uint32               // number within its kind, for names
	Since     int32                // week in which it started
	Until     int32                // for a failed partner: week in which a newcomer takes its place
	Pending   int32                // leads unread or opened: the queue, as the vendor's desk sees it
	Outside   int32                // open opportunities of the outside line
	Kind      *scenarios.Archetype // of a partner
	Segment   uint8
	Archetype uint8 // its number in the scenario
	Active    bool
	Busy      bool

	Week SellerWeek
}

// SellerWeek is how a seller spent a week, in hours, and what it earned.
type SellerWeek struct {
	Served  float64 // on open opportunities
	Leads   float64 // on vendors' leads
	Hunted  float64 // hunting for vendors' lines, or a rep's account work
	Outside float64 // hunting for the outside line
	Income  float64 // margin earned, money
	Open    int32   // open opportunities that got their hour
	Next    float64 // worth of an hour on anything but leads, U_next, money/hour; 0 in a busy week
}

// Spent is the sum of hours spent.
func (w *SellerWeek) Spent() float64 { return w.Served + w.Leads + w.Hunted + w.Outside }

// Line is a seller's relation with one vendor.
type Line struct {
	Beliefs   [Classes]Belief
	Trust     float64 // 0..1
	Unfair    float64 // perceived unfairness, 0..1
	Skill     float64 // hunting skill, 0..1
	Yield     float64 // experienced hunting yield, opportunities/hour
	Attention float64 // moving average of the line's share of free hours
	Member    bool
	Since     int32          // week of joining
	Left      int32          // week of leaving, for one that is no member any more
	Open      int32          // open opportunities
	Hurt      [Hurts]float64 // what cost trust within about a year
	Quit      bool           // one that is no member any more left out of discontent
	recent    [recentWeeks]uint16
	recentSum int32

	Week  LineWeek
	Notes *Notes // nil unless somebody asks for them
}

// LineWeek is what happened to a seller on one line in one week.
type LineWeek struct {
	Received      int32
	Opened        int32
	Worked        [Classes]int32 // by class as the seller sees it
	Opportunities [Classes]int32 // of these, that became opportunities
	Raised        int32          // worked leads on which a better class was written, less those that collided or became opportunities
	Collisions    int32          // of leads
	Clashes       int32          // of a hunter's looks: the vendor's own rep was at the customer
	Found         int32          // opportunities opened by hunting
	Campaign      int32          // leads of its own campaign, worked
	CampaignOpen  int32          // of these, that became opportunities
	OwnWins       int32          // won deals that it hunted and reported
	LeadsWon      int32          // deals won from the vendor's leads
	Won           int32
	Hunted        float64 // hours
	Leads         float64 // hours on the vendor's leads and campaigns
}

// Notes are what else happened on a line in one week: what diaries and groups ask
// for and the rules do not.
type Notes struct {
	Revenue [4]float64       // list value of deals won, by the source of the opportunity, money
	Worth   [Classes]float64 // of an hour on its leads, U_lead, money/hour; 0 where it was not weighed
	Chance  [Classes]float64 // to open a fresh lead
	Felt    Experience       // what moved trust, partners only
	Talked  bool             // it talked with its peers about the vendor
}

// StartWeek begins a week with so many leads.
func (l *Line) StartWeek(received int32) {
	l.Week = LineWeek{Received: received}
	if l.Notes != nil {
		*l.Notes = Notes{}
	}
}

// Receive notes the number of leads received in a week.
func (l *Line) Receive(week int, n int32) {
	at := &l.recent[week%recentWeeks]
	n = min(n, math.MaxUint16)
	l.recentSum += n - int32(*at)
	*at = uint16(n)
}

// Recent is the number of leads received in the last ten weeks.
func (l *Line) Recent() int32 { return l.recentSum }

// Usual is the number of leads a week that the seller expects: the mean of the
// last ten weeks, at least 1.
func (l *Line) Usual(week int) float64 {
	weeks := min(recentWeeks, week-int(l.Since)+1)
	return max(1, float64(l.recentSum)/float64(max(1, weeks)))
}

// Join makes the seller a member of the vendor's programme, with a newcomer's mind. It
// expects to find as much as its gift for hunting promises.
func (l *Line) Join(r *Rules, v *Vendor, week int, hunting float64) {
	l.Member, l.Since = true, int32(week)
	l.Trust, l.Unfair = r.TrustStart, 0
	weight := r.StartWeight()
	for c := range l.Beliefs {
		l.Beliefs[c] = NewBelief(v.Claim[c], weight)
	}
	l.Yield = hunting * r.HuntingRate / 2
	l.Attention = 1 // the benefit of the doubt: leaving needs evidence
	l.recent, l.recentSum = [recentWeeks]uint16{}, 0
	l.Week, l.Hurt, l.Quit = LineWeek{}, [Hurts]float64{}, false
}
