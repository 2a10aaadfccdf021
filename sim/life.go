package sim

import (
	"fmt"
	"math"
	"slices"

	"channelsim/agents"
	"channelsim/scenarios"
)

// SellerRef names a seller as people count: partners from 1, and reps from 1
// through all vendors in the order of the scenario.
type SellerRef struct {
	Rep    bool
	Number int
}

// Life reads one seller's life off a world, week by week. It remembers how the
// last week left the seller, so that changes can be told; the world itself keeps
// no record of anybody.
type Life struct {
	w      *World
	seller int
	entity uint64 // who it is: a newcomer in its place is somebody else
	was    agents.Seller
	lines  []agents.Line // as the last week left them
	minds  []float64     // and what was believed on each of them
	kept   []float64     // by vendor: share of good leads that the direct team was last seen to keep
}

// LifeWeek is what happened to a seller in a week and what it then was like.
// Undefined numbers are NaN.
type LifeWeek struct {
	Week       int  // recorded week, from 1
	Active     bool // it was in business this week
	Failed     bool // and failed at its end
	Busy       bool // what it owed its customers left no time for anything else
	Conference bool // partners met
	Hours      float64
	Served     float64 // hours on open opportunities
	OnLeads    float64 // hours on vendors' leads
	Hunted     float64 // hours hunting for vendors' lines, or a rep's account work
	Outside    float64 // hours hunting for the outside line
	HourWorth  float64 // of an hour on anything but leads, money
	Income     float64 // margin earned, money
	Cost       float64 // running cost, money
	Cash       float64 // money, at the week's end; NaN for a rep
	Waiting    int     // leads unread or opened at the week's end
	Own        int     // open opportunities of the outside line
	Lines      []LifeLine
}

// LifeLine is the same on one line.
type LifeLine struct {
	Vendor string
	Member bool          // during the week
	Joined bool          // at its end
	Left   bool          // at its end
	Quit   bool          // out of discontent
	Names  []agents.Hurt // what it then names as its reasons

	Received, Opened, Worked int     // leads
	Good, Real               int     // of those received: graded A or B, and with a project behind them; few sellers see either
	Which                    uint64  // a mark of which leads they were, for comparing two worlds
	Expired                  int     // leads that ran out, those in the drawer among them
	Missed                   int     // of these, unread or opened: it had not decided against them, and did not come to them
	Opportunities            int     // from leads worked
	Collisions               int     // leads worked whose project the direct team already pursued
	Clashes                  int     // looks of its hunting at projects that the vendor's reps pursued
	Found                    int     // opportunities from hunting
	Campaign, CampaignOpened int     // leads of its own campaigns worked, and opportunities from them
	Recalled                 int     // leads that the vendor took back
	Won, WonLeads, Lost      int     // opportunities decided; WonLeads are those of Won that began as leads
	Revenue                  float64 // of deals won, money
	Hours                    float64 // on its leads
	Hunted                   float64 // hours
	Open                     int     // open opportunities at the week's end

	Classes []LifeClass // one, or good leads and the rest where grades are seen

	Belief  float64 // chance that a worked lead of average grade becomes an opportunity
	Learned float64 // change of belief by own experience
	Heard   float64 // by what peers said, at the conference or elsewhere
	Claimed float64 // by what the vendor announced, or because it changed its mix of grades

	Trust, Unfair float64 // NaN for a rep
	TrustBy       TrustChange
	Kept          float64 // share of good leads that the direct team kept lately
	Leak          bool    // it learned of that
	Dry           bool    // it got far fewer leads than its peers
	Talked        bool    // with peers about the vendor
	Asked         bool    // for leads, in vain
	Announced     bool    // the vendor announced a change
	Attention     float64 // share of free hours that the line has had lately
}

// LifeClass is a class of leads as the seller sees it.
type LifeClass struct {
	Worked, Opportunities int
	Belief                float64
	Worth                 float64 // of an hour on its leads, money; NaN in a week without leads to decide on
	Chance                float64 // to open a fresh lead; likewise
}

// TrustChange is a week's change of trust, cause by cause.
type TrustChange struct {
	Garbage, Raised         float64 // leads that led nowhere; those on which a better class was written
	Collisions              float64 // leads and looks that met the direct team at the customer
	Broken, Recalled        float64 // registrations not honoured, leads taken back
	Ignored, Shortfall      float64 // asked for leads in vain, found fewer good ones than it thought
	Leak, Drought           float64 // kept leads, fewer leads than peers
	Opportunities, Honoured float64 // from leads; registrations honoured
	Helped, Funded          float64 // by the vendor
	Drift                   float64 // back to the middle
}

// Total is the whole change.
func (t TrustChange) Total() float64 {
	p := agents.TrustParts(t)
	return p.Sum()
}

// Life starts to follow a seller. It is called after Reset, and Week after each Step.
func (w *World) Life(ref SellerRef) (*Life, error) {
	kind, count, first := "partner", w.partners, 0
	if ref.Rep {
		kind, count, first = "rep", len(w.sellers)-w.partners, w.partners
	}
	if ref.Number < 1 || ref.Number > count {
		return nil, fmt.Errorf("%s %d: there are %d", kind, ref.Number, count)
	}
	w.keepNotes()
	l := &Life{w: w, seller: first + ref.Number - 1, kept: slices.Clone(w.kept)}
	l.lines, l.minds = make([]agents.Line, len(l.vendors())), make([]float64, len(l.vendors()))
	l.remember()
	l.entity = l.was.Entity
	return l, nil
}

// Partners is the number of places for partners.
func (w *World) Partners() int { return w.partners }

// Start is what the seller was like when it began: hours a week, closing skill
// (1 is average), segment, cash in weeks of cost (NaN for a rep), open
// opportunities of the outside line.
func (l *Life) Start() (hours, closing float64, segment string, weeks float64, own int) {
	s := &l.was
	weeks = math.NaN()
	if s.Cost > 0 {
		weeks = s.Cash / s.Cost
	}
	return s.Hours, s.Closing, l.w.scenario.Segments[s.Segment].Name, weeks, int(s.Outside)
}

// Archetype names the kind of a partner; it is empty for a rep.
func (l *Life) Archetype() string {
	if l.was.Kind == nil {
		return ""
	}
	return l.was.Kind.Name
}

func (l *Life) rep() bool { return l.w.rep(int32(l.seller)) }

// vendors are those of the seller's lines.
func (l *Life) vendors() []int {
	if l.rep() {
		return []int{int(l.w.sellers[l.seller].Vendor)}
	}
	all := make([]int, len(l.w.desks))
	for v := range all {
		all[v] = v
	}
	return all
}

// Lines are the seller's lines as they stand, with what they think.
func (l *Life) Lines() []LifeLine {
	lines := make([]LifeLine, 0, len(l.lines))
	for i, v := range l.vendors() {
		now := &l.lines[i]
		lines = append(lines, LifeLine{Vendor: l.w.scenario.Vendors[v].Name, Member: now.Member, Open: int(now.Open),
			Classes: l.classes(v, now), Belief: l.belief(v, now), Trust: l.trust(now.Trust), Unfair: l.trust(now.Unfair)})
	}
	return lines
}

func (l *Life) remember() {
	l.was = l.w.sellers[l.seller]
	for i, v := range l.vendors() {
		l.lines[i] = *l.w.line(l.seller, v)
		l.minds[i] = l.belief(v, &l.lines[i])
	}
	copy(l.kept, l.w.kept)
}

// Week tells of the week that was just stepped.
func (l *Life) Week() LifeWeek {
	w, s := l.w, &l.w.sellers[l.seller]
	at := w.week - 1
	if l.was.Entity != l.entity {
		l.was.Active = false
	}
	k := LifeWeek{Week: w.week - w.scenario.Run.Before(), Active: l.was.Active, Failed: l.was.Active && !s.Active,
		Busy: s.Busy, Hours: s.Hours, Served: s.Week.Served, OnLeads: s.Week.Leads, Hunted: s.Week.Hunted, Outside: s.Week.Outside,
		HourWorth: orNaN(s.Week.Next, s.Week.Next > 0), Income: s.Week.Income, Cost: s.Cost, Cash: orNaN(s.Cash, !l.rep()),
		Waiting: int(s.Pending), Own: int(s.Outside), Conference: !l.rep() && w.conferenceIn(at)}
	for i, v := range l.vendors() {
		k.Lines = append(k.Lines, l.line(v, i, w.line(l.seller, v)))
	}
	l.remember()
	return k
}

// line tells of a week on line number i, which ended as now.
func (l *Life) line(v, i int, now *agents.Line) LifeLine {
	w, week, before := l.w, &now.Week, &l.lines[i]
	k := LifeLine{Vendor: w.scenario.Vendors[v].Name, Member: before.Member && l.was.Active,
		Joined: now.Member && !before.Member, Left: before.Member && !now.Member, Quit: before.Member && !now.Member && now.Quit,
		Open: int(now.Open), Classes: l.classes(v, now), Belief: l.belief(v, now), Trust: l.trust(now.Trust), Unfair: l.trust(now.Unfair),
		Attention: now.Attention, Kept: l.kept[v]}
	for kind := range agents.Hurts {
		if k.Quit && agents.Named(&now.Hurt, kind) {
			k.Names = append(k.Names, kind)
		}
	}
	if !k.Member {
		return k
	}
	k.Received, k.Opened = int(week.Received), int(week.Opened)
	k.Expired, k.Missed = w.expired(v, l.seller, w.week-1)
	if k.Left {
		k.Expired += w.dropped(v, l.seller, w.week-1)
	}
	l.look(v, &k)
	for _, c := range k.Classes {
		k.Worked += c.Worked
		k.Opportunities += c.Opportunities
	}
	k.Collisions, k.Clashes, k.Found, k.Won, k.WonLeads = int(week.Collisions), int(week.Clashes), int(week.Found), int(week.Won), int(week.LeadsWon)
	k.Lost = int(before.Open) + k.Opportunities + k.Found + int(week.CampaignOpen) - k.Won - k.Open // those that ended with the line among them
	for _, value := range now.Notes.Revenue {
		k.Revenue += value
	}
	k.Hours, k.Hunted = week.Leads, week.Hunted
	k.Leak, k.Dry, k.Talked = now.Notes.Felt.Leak, now.Notes.Felt.Drought, now.Notes.Talked
	k.Asked, k.Recalled = now.Notes.Felt.Ignored, int(now.Notes.Felt.Recalled)
	k.Campaign, k.CampaignOpened = int(week.Campaign), int(week.CampaignOpen)
	l.explain(v, i, now, &k)
	return k
}

// look notes which leads of a vendor came this week, and what they were.
func (l *Life) look(v int, k *LifeLine) {
	leads := l.w.recentBatches[0].of(l.seller)
	for i := range leads {
		if lead := &leads[i]; int(lead.Vendor) == v {
			k.Which ^= lead.ID
			k.Good += int(one(lead.Grade.Class() == agents.AB))
			k.Real += int(one(lead.Real()))
		}
	}
}

// explain says why belief and trust moved, by the rules that moved them.
func (l *Life) explain(v, i int, now *agents.Line, k *LifeLine) {
	w, before := l.w, &l.lines[i]
	mind := *before
	mind.Week = now.Week
	if k.Announced = !l.rep() && w.announced(v); k.Announced {
		w.hearClaim(v, &mind)
	}
	claimed := l.belief(v, &mind)
	w.believe(&mind)
	learned := l.belief(v, &mind)
	k.Claimed, k.Learned, k.Heard = claimed-l.minds[i], learned-claimed, k.Belief-learned
	if !l.rep() {
		k.TrustBy = TrustChange(w.rules.FeelParts(&w.rules.Vendors[v], before.Trust, before.Unfair, now.Notes.Felt))
	}
}

// classes are the classes of leads that the seller sees.
func (l *Life) classes(v int, line *agents.Line) []LifeClass {
	n := 1
	if l.rep() || l.w.rules.Vendors[v].Disclose {
		n = int(agents.Classes)
	}
	all := make([]LifeClass, n)
	for c := range all {
		week := &line.Week
		weighed := line.Notes.Chance[c] > 0
		all[c] = LifeClass{Worked: int(week.Worked[c]), Opportunities: int(week.Opportunities[c]), Belief: math.NaN(),
			Worth: orNaN(line.Notes.Worth[c], weighed), Chance: orNaN(line.Notes.Chance[c], weighed)}
		if line.Member {
			all[c].Belief = line.Beliefs[c].P()
		}
	}
	return all
}

// belief is the believed chance of a lead of average grade.
func (l *Life) belief(v int, line *agents.Line) float64 {
	switch {
	case line.Beliefs[agents.AB] == agents.Belief{}:
		return math.NaN() // it never carried the line
	case l.rep():
		ab := l.w.rules.Vendors[v].ABShare
		return float64(ab*line.Beliefs[agents.AB].P()) + float64((1-ab)*line.Beliefs[agents.Rest].P())
	}
	return l.w.believed(v, line)
}

func (l *Life) trust(x float64) float64 { return orNaN(x, !l.rep()) }

// expired counts the leads of a vendor that ran out with a seller in a week, the last that was
// worked: all, and those missed, which it had not put into the drawer. Those that it had before
// it last joined count with its former membership.
func (w *World) expired(v, seller, week int) (all, missed int) {
	ago := len(w.recentBatches) - 1
	if week-ago < int(w.line(seller, v).Since) {
		return 0, 0
	}
	missed = w.held(ago, v, seller, agents.Expired)
	return missed + w.held(ago, v, seller, agents.Drawer), missed
}

// dropped counts the leads in the drawer of a seller that left a vendor at a week's end.
func (w *World) dropped(v, seller, week int) (n int) {
	since := week - int(w.line(seller, v).Since)
	for ago := range min(len(w.recentBatches)-1, since+1) {
		n += w.held(ago, v, seller, agents.Expired)
	}
	return n
}

// held counts the leads of a vendor, routed to a seller so many weeks ago, of one status.
func (w *World) held(ago, v, seller int, status agents.Status) (n int) {
	leads := w.recentBatches[ago].of(seller)
	for i := range leads {
		if int(leads[i].Vendor) == v && leads[i].Status == status {
			n++
		}
	}
	return n
}

// announced reports whether a vendor announced a shock in the week just stepped.
func (w *World) announced(v int) bool {
	return w.struck(v, func(s *scenarios.Shock) bool { return s.Announce })
}

// FollowUp tells of a partner's week just stepped, over all its lines: leads
// received and worked, and whether it is a member of some programme at the end.
// generation says how many had its place before, -1 if nobody has it.
func (w *World) FollowUp(partner int) (received, worked int, member bool, generation int) {
	s := &w.sellers[partner-1]
	if !s.Active {
		return 0, 0, false, -1
	}
	for v := range w.desks {
		l := w.partnerLine(v, partner-1)
		received += int(l.Week.Received)
		worked += int(l.Week.Worked[agents.AB] + l.Week.Worked[agents.Rest])
		member = member || l.Member
	}
	return received, worked, member, int(s.Entity >> 32)
}

// orNaN is x where it is defined.
func orNaN(x float64, defined bool) float64 {
	if defined {
		return x
	}
	return math.NaN()
}
