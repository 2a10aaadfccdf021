package sim_test

import (
	"math"
	"math/rand/v2"
	"slices"

	"channelsim/scenarios"
	"channelsim/sim"
)

// twin is the model once more, written from MODEL.md alone: plain loops and
// independent draws in place of hashes, no thought of speed. Numbers in
// comments are sections of MODEL.md. It shares with the engine the parameters
// of a scenario and nothing else.
type twin struct {
	*rand.Rand
	s        *scenarios.Scenario // mechanisms' neutral values set (7.17), changed by shocks
	ground   sim.Ground          // of the vendors' statements (5)
	t        int                 // week, from 0 on after settling
	total    int                 // weeks to simulate, those of settling included
	near     [][]int             // peers by place
	projects []*project          // neither won nor gone
	births   [][][]*project      // of the last weeks by segment, this week's last
	recent   [][]*project        // all of these by segment
	findable [][]*project        // and those of them that hunters can find
	desks    []*desk             // by vendor
	partners []*seller           // by place
	firsts   []*seller           // partners of the start
	reps     []*seller
	claims   []claim
	counts   [][]count // by vendor, the whole market last, and week
	wholes   []map[string]float64
	earned   float64 // partners' income and costs of about a year (7.14)
	spent    float64

	untouched, pursued float64 // open projects after the market phase (5)
}

// count holds what was counted in a week, by name.
type count map[string]float64

// A project (2). gone is also true of those that were won.
type project struct {
	segment  int
	lapse    int // first week in which it is gone if nobody pursues it
	owner    *seller
	gone     bool
	value, z float64
	rank     float64   // of its value among all deals, 0 to 1
	left     []float64 // hazard left until marketing touches it, by vendor
	listed   []float64 // lot of the account on the vendor's list, by vendor
	stretch  []float64 // and on the list as stretched
	lot      float64   // whether somebody's existing customer is behind it (7.19)
	holder   *seller   // and if it is a partner's, whose
	known    bool      // hunters can find it, for ever (7.9)
	sight    []float64 // what its score gets wrong, by vendor (7.3)

	registered      *line // where its deal is registered (7.20)
	registeredUntil int
	marketed        int  // vendor whose marketing came first of all vendors', or none (7.27)
	first           int  // vendor whose marketing came first of all, or none or find
	found           bool // some partner found it by itself
}

// Who came to a project first, if it was no vendor's marketing (7.27).
const (
	none = -1
	find = -2
)

type lead struct {
	vendor, week, segment, grade int
	project                      *project // nil: noise
	rank, listed, stretch        float64
	reserve                      float64 // reserved if below the vendor's share
	routed                       int     // week of routing
	status                       string  // unread, drawer, opened, worked
	recalls                      int
	help                         bool                // of the vendor (7.22)
	informal                     bool                // an account manager's (7.21)
	from                         *seller             // partner from which it was recalled
	hadPartners, hadReps         bool                // have had it before
	turned, collided             bool                // when it was worked
	lot                          float64             // order of routing
	breaks                       float64             // registrations of others if it is small
	opening                      map[*seller]float64 // lots of 7.8
}

func (l *lead) ab() bool { return l.grade <= 1 }

type opportunity struct {
	project *project // nil: outside line
	line    *line    // nil: outside line
	source  string   // lead, hunt, campaign, outside
	class   int      // of its lead as the seller sees it
	grades  string   // of its lead as the vendor sees it: AB or rest
	lead    *lead
	inform  bool // from an account manager's lead
	weeks   int  // served weeks left
}

// A desk is a vendor's own state (2).
type desk struct {
	marketing
	share                        float64 // of A/B leads reserved for the channel
	leads, returned, pool        []*lead
	partnerTurn, repTurn, inTurn int
	tierTurn                     [3]int
	mean                         [2]float64 // members' mean belief of last week
	pbar                         float64    // this week's, in a lead of average grade
	budget                       float64    // factor that reviews have put on the lead programme
	good                         float64    // G of 7.21
	file                         record     // of all partners together
	routedReal                   float64    // leads of the quarter with a project behind them
	keeps                        float64    // share of its yield that account work keeps (7.7)
}

type seller struct {
	rep                         bool
	kind                        *scenarios.Archetype
	place, vendor, segment      int // vendor: a rep's
	hours, closing, seniority   float64
	gift                        float64 // for hunting
	cash                        float64
	busy, failed                bool
	offered                     int // week in which its place is offered, once it has failed
	opps                        []*opportunity
	inbox                       []*lead
	lines                       []*line // by vendor
	served                      int     // open opportunities served this week
	hoursOutside, income        float64 // this week
	hoursAccounts               float64 // account work of a rep
	wishFail                    bool
	gotLeads, revenue, ledOpps  [][]float64 // by vendor and week since the start of settling
	huntOpps, campOpps, outOpps []float64   // by week
}

// A line is a seller's relation with one vendor (2).
type line struct {
	vendor               int
	member, former       bool
	since, left          int // first week as a member, and as none
	a, b                 [2]float64
	trust, unfair, skill float64
	yield, attention     float64
	standing
	received                       []int // by week since the start of settling
	told                           [2]float64
	toldLeads                      int        // leads of the last ten weeks, published last week
	heard                          bool       // a member when this week's beliefs were published
	harm                           [3]float64 // to trust: by leads, conflict, unfairness (7.14)
	contacted                      []*lead    // worked this week
	clashes                        int        // collisions at the account
	worked, turned                 [2]int     // leads by class this week, and into opportunities
	collisions, found              int
	hoursLeads, hoursHunted, share float64
	setup                          bool // paid for this week
	wish                           string
}

type claim struct {
	seller *seller
	opp    *opportunity
	lot    float64
}

func (w *twin) chance(p float64) bool { return w.Float64() < p }

// settling says whether the market settles (5.6).
func (w *twin) settling() bool { return w.t < 0 }

// now counts weeks from the start of settling.
func (w *twin) now() int { return w.t + w.s.Run.Settle }

func (w *twin) poisson(mean float64) int {
	n := 0
	for ; mean > 20; mean -= 20 {
		n += w.poisson(20)
	}
	for p := w.Float64(); p > math.Exp(-mean); p *= w.Float64() {
		n++
	}
	return n
}

func (w *twin) geometric(mean float64) int {
	n := 1
	for !w.chance(1 / mean) {
		n++
	}
	return n
}

func lognormal(mean, sigma, z float64) float64 { return mean * math.Exp(sigma*z-sigma*sigma/2) }

// anySegment draws a segment by the shares, without one of them (-1: with all).
func (w *twin) anySegment(without int) int {
	total := 0.0
	for i, s := range w.s.Segments {
		if i != without {
			total += s.Share
		}
	}
	x := w.Float64() * total
	for i, s := range w.s.Segments {
		if i == without {
			continue
		}
		if x < s.Share {
			return i
		}
		x -= s.Share
	}
	return len(w.s.Segments) - 1
}

// newTwin sets up the world in which settling begins (5).
func newTwin(s *scenarios.Scenario, ground sim.Ground, seed, replication uint64) *twin {
	w := &twin{Rand: rand.New(rand.NewPCG(seed, replication)), s: s.Effective(), ground: ground,
		t: -s.Run.Settle, total: s.Run.Settle + s.Run.WarmUp + s.Run.Weeks}
	for range len(s.Vendors) + 1 {
		w.counts = append(w.counts, nil)
		w.wholes = append(w.wholes, map[string]float64{})
	}
	for v := range w.s.Vendors {
		turn := func() int { return w.IntN(1 << 20) }
		d := &desk{share: w.s.Vendors[v].ABReserved, partnerTurn: turn(), repTurn: turn(), inTurn: turn(),
			tierTurn: [3]int{turn(), turn(), turn()}, budget: 1, good: w.s.Vendors[v].LeadQuality, keeps: 1}
		w.desks = append(w.desks, d)
	}
	w.appraise()
	w.network()
	for i := range w.s.Partners.Count {
		w.partners = append(w.partners, w.found(i, w.t))
	}
	w.firsts = slices.Clone(w.partners)
	w.steadyMarket()
	for v := range w.s.Vendors {
		for range w.s.Vendors[v].Reps {
			w.reps = append(w.reps, w.hire(v))
		}
		w.publish(v)
		w.tiers(v, func(a *seller) float64 { return a.hours })
	}
	return w
}

// steadyMarket is the market as if nobody had sold before (5.2).
func (w *twin) steadyMarket() {
	m := &w.s.Market
	r := 1 - 1/m.MeanLife
	for ago := m.Freshness - 1; ago >= 1; ago-- {
		born := make([][]*project, len(w.s.Segments))
		for s := range w.s.Segments {
			for range w.poisson(w.arrivals(s, 0)) {
				p := w.appear(s, w.t-ago)
				p.gone = p.lapse <= w.t
				born[s] = append(born[s], p)
			}
		}
		w.births = append(w.births, born)
	}
	for s := range w.s.Segments {
		for range w.poisson(w.arrivals(s, 0) * m.MeanLife * math.Pow(r, float64(m.Freshness))) {
			w.appear(s, w.t)
		}
	}
}

// newSeller is what partners and reps have in common.
func (w *twin) newSeller(sigma float64) *seller {
	a := &seller{closing: lognormal(1, sigma, w.NormFloat64()), segment: w.anySegment(-1), gift: 1,
		huntOpps: make([]float64, w.total), campOpps: make([]float64, w.total), outOpps: make([]float64, w.total)}
	for v := range w.s.Vendors {
		a.lines = append(a.lines, &line{vendor: v, since: w.t, received: make([]int, w.total)})
		a.gotLeads = append(a.gotLeads, make([]float64, w.total))
		a.revenue = append(a.revenue, make([]float64, w.total))
		a.ledOpps = append(a.ledOpps, make([]float64, w.total))
	}
	return a
}

func (w *twin) freeShare() float64 {
	p := &w.s.Partners
	return p.BusyEnd / (p.BusyStart + p.BusyEnd)
}

func (w *twin) cost(a *seller) float64 {
	return a.kind.CostFactor * w.s.Partners.CostShare * w.s.Market.ValueMean * a.hours * w.freeShare() / 50
}

// found makes a partner whose first week is the given one (5.3).
func (w *twin) found(place, week int) *seller {
	p := &w.s.Partners
	a := w.newSeller(p.ClosingSigma)
	a.place, a.kind = place, w.anyKind()
	a.closing *= a.kind.ClosingFactor
	a.gift = lognormal(1, p.HuntingSigma, w.NormFloat64())
	a.hours = a.kind.HoursFactor * lognormal(p.Hours/w.freeShare(), p.HoursSigma, w.NormFloat64())
	a.cash = w.cost(a) * (p.CashMin + (p.CashMax-p.CashMin)*w.Float64())
	for range w.poisson(p.OutsideOpen) {
		a.opps = append(a.opps, &opportunity{source: "outside", weeks: w.geometric(w.s.Market.CycleWeeks)})
	}
	for v, l := range a.lines {
		l.skill = min(1, a.kind.SkillFactor*(p.SkillMin+(p.SkillMax-p.SkillMin)*w.Float64()))
		if w.chance(w.s.Vendors[v].Members) {
			w.join(a, l, week)
		}
	}
	return a
}

// weight is n0 of 5.3.
func (w *twin) weight() float64 {
	return max(w.s.Partners.BeliefFloor, w.s.Partners.BeliefWeight*w.s.Partners.TrustStart)
}

// join makes a member with a newcomer's mind (5.3).
func (w *twin) join(a *seller, l *line, week int) {
	p := &w.s.Partners
	l.member, l.since, l.wish = true, week, ""
	l.trust, l.unfair, l.yield, l.attention = p.TrustStart, 0, a.gift*p.HuntingRate/2, 1
	l.harm, l.heard = [3]float64{}, false
	clear(l.received)
	for c := range 2 {
		claim := w.claimed(l.vendor, c)
		if week > 0 && p.BeliefLearning > 0 {
			claim += p.Hearsay * (w.hearsay(a, l.vendor, c, claim) - claim)
		}
		l.a[c], l.b[c], l.told[c] = w.weight()*claim, w.weight()*(1-claim), claim
	}
	l.toldLeads = 0
	c := w.s.Market.Reach * w.s.Vendors[l.vendor].LeadQuality
	l.standing = standing{tier: bronze, esteem: p.EsteemStart, wants: [2]float64{1, 1},
		campaignA: w.weight() * c, campaignB: w.weight() * (1 - c)}
}

// hearsay is what a partner's peers believe of a vendor's leads, or the claim if there are none (7.13).
func (w *twin) hearsay(a *seller, v, c int, claim float64) float64 {
	n, sum := 0.0, 0.0
	for _, l := range w.peers(a, v) {
		if l.heard {
			n++
			sum += l.told[c]
		}
	}
	if n == 0 {
		return claim
	}
	return sum / n
}

// hire makes a rep (5.4).
func (w *twin) hire(v int) *seller {
	d := &w.s.Direct
	a := w.newSeller(d.ClosingSigma)
	a.rep, a.vendor, a.hours, a.kind = true, v, d.Hours, plain
	a.seniority = d.SeniorityMin + (d.SeniorityMax-d.SeniorityMin)*w.Float64()
	l := a.lines[v]
	l.member = true
	for c := range 2 {
		p := w.s.Market.Reach * w.desks[v].real[c] * w.ground.Had
		l.a[c], l.b[c] = w.weight()*p, w.weight()*(1-p)
	}
	return a
}
