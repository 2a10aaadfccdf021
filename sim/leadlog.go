package sim

import "channelsim/agents"

// LeadFate is what became of a lead with the seller that got it. A lead that was routed
// anew has a fate with each of its sellers. Weeks are recorded ones, from 1; those before
// the record are 0 or less.
type LeadFate struct {
	Lead       uint64 // its identity, the same in worlds that differ elsewhere
	Vendor     int    // place in Layout.Vendors
	Created    int    // week in which marketing made it
	Week       int    // week in which it was routed
	Grade      agents.Grade
	Written    agents.Grade // that stood on it for partners
	Real       bool         // there is a project behind it
	Route      agents.Route
	Seller     int // number of the partner or rep, from 1
	Generation int // how many had the partner's place before
	Status     agents.Status
	Worked     int // week of its contact; 0 if Status is not Worked
	Outcome    LeadOutcome
	Decided    int     // week in which the opportunity was won or lost; 0 if it was not
	Value      float64 // list value of the deal if it was won, money; else 0
}

// LeadOutcome is how a lead ended.
type LeadOutcome uint8

// The outcomes.
const (
	NotWorked  LeadOutcome = iota
	LedNowhere             // nobody behind it, not reached, or the project was taken or gone
	Collided               // the vendor's own team already pursued the project
	Outrun                 // somebody else came upon the project in the same week
	StillOpen              // an opportunity that is not decided yet
	WonDeal
	LostDeal
)

// String is the outcome in words.
func (o LeadOutcome) String() string {
	return [...]string{"not worked", "led nowhere", "collision", "outrun", "open", "won", "lost"}[o]
}

// leadLog follows leads, where Options.Leads asks for it. It serves one goroutine.
type leadLog struct {
	fates   []LeadFate
	with    map[holding]int32 // place in fates, by week, and of the last time
	claimed map[pursuit]int32 // of leads whose sellers claim a project this week
	open    map[uint32]int32  // of opportunities, by project, which has one pursuer
}

// holding is a lead with a seller, which may get it more than once.
type holding struct {
	lead   uint64
	seller int32
	week   int32 // since Reset, or lastTime
}

const lastTime int32 = -1

// pursuit tells the claims of a week apart as their tickets do: of two leads of a seller on one
// project, whosever they are, the claim laid first counts, unless one came from marketing and
// the other from an account manager.
type pursuit struct {
	project, seller int32
	source          source
}

func (c *claim) pursuit() pursuit { return pursuit{c.project, c.seller, c.source} }

func (g *leadLog) reset() {
	*g = leadLog{g.fates[:0], map[holding]int32{}, map[pursuit]int32{}, map[uint32]int32{}}
}

// of is the fate of a lead with the seller that holds it.
func (g *leadLog) of(l *agents.Lead, h int) *LeadFate {
	return &g.fates[g.with[holding{l.ID, int32(h), lastTime}]]
}

// recordedWeek is the number of this week in the record.
func (w *World) recordedWeek() int { return w.week + 1 - w.scenario.Run.Before() }

// logRouted notes who got a lead.
func (w *World) logRouted(l *agents.Lead, to int32) {
	if w.leadLog == nil {
		return
	}
	f := LeadFate{Lead: l.ID, Vendor: int(l.Vendor), Created: int(l.Created) + 1 - w.scenario.Run.Before(), Week: w.recordedWeek(),
		Grade: l.Grade, Written: w.rules.Vendors[l.Vendor].Face(l.Grade), Real: l.Real(), Route: w.routeOf(to), Seller: int(to) + 1}
	if w.rep(to) {
		f.Seller -= w.partners
	} else {
		f.Generation = int(w.sellers[to].Entity >> 32)
	}
	at := int32(len(w.leadLog.fates))
	w.leadLog.with[holding{l.ID, to, int32(w.week)}], w.leadLog.with[holding{l.ID, to, lastTime}] = at, at
	w.leadLog.fates = append(w.leadLog.fates, f)
}

// logContact notes that a seller worked a lead.
func (w *World) logContact(l *agents.Lead, h int) {
	if w.leadLog == nil {
		return
	}
	f := w.leadLog.of(l, h)
	f.Worked, f.Outcome = w.recordedWeek(), LedNowhere
}

// logClaim notes that a lead's seller found a project there and claims it.
func (w *World) logClaim(l *agents.Lead, c *claim) {
	if w.leadLog == nil {
		return
	}
	w.leadLog.of(l, int(c.seller)).Outcome = Outrun // until it wins the project
	if _, laid := w.leadLog.claimed[c.pursuit()]; !laid {
		w.leadLog.claimed[c.pursuit()] = w.leadLog.with[holding{l.ID, c.seller, lastTime}]
	}
}

func (w *World) logCollision(l *agents.Lead, h int) {
	if w.leadLog != nil {
		w.leadLog.of(l, h).Outcome = Collided
	}
}

// logBegun notes that a lead became an opportunity.
func (w *World) logBegun(c *claim) {
	if w.leadLog == nil {
		return
	}
	at := w.leadLog.claimed[c.pursuit()]
	w.leadLog.fates[at].Outcome = StillOpen
	w.leadLog.open[w.projects.slots[c.project].id] = at
}

// logDecided notes how an opportunity ended; value is that of a deal won, else 0.
func (w *World) logDecided(o *opportunity, outcome LeadOutcome, value float64) {
	if w.leadLog == nil || !o.fromVendor() {
		return
	}
	f := &w.leadLog.fates[w.leadLog.open[w.projects.slots[o.project].id]]
	f.Outcome, f.Decided, f.Value = outcome, w.recordedWeek(), value
}

// logWeek ends a week: what is claimed is settled, and leads that are old enough have met
// their fate.
func (w *World) logWeek() {
	if w.leadLog == nil {
		return
	}
	clear(w.leadLog.claimed)
	w.logFates(len(w.recentBatches)-1, w.week)
}

// logFates notes where the leads routed so many weeks ago stand with those that got them; now
// is the week that was simulated last.
func (w *World) logFates(ago, now int) {
	if now < ago {
		return
	}
	for h := range w.sellers {
		leads := w.recentBatches[ago].of(h)
		for i := range leads {
			at := w.leadLog.with[holding{leads[i].ID, int32(h), int32(now - ago)}]
			w.leadLog.fates[at].Status = leads[i].Status
		}
	}
}

// readLeads hands the fates over, those of leads routed before the record left out.
func (w *World) readLeads(rec *Record) {
	if w.leadLog == nil {
		return
	}
	for ago := range w.recentBatches {
		w.logFates(ago, w.week-1)
	}
	rec.Leads = rec.Leads[:0]
	for _, f := range w.leadLog.fates {
		if f.Week >= 1 {
			rec.Leads = append(rec.Leads, f)
		}
	}
}
