package sim

import (
	"context"

	"channelsim/agents"
	"channelsim/scenarios"
)

// World is one market with its vendors, reps and partners, and everything that
// a run needs. It is reused from run to run: Reset starts anew, Step moves on
// by a week, and after some weeks of use neither allocates.
//
// Sellers stand in one list, partners first, then the reps of each vendor.
// They are worked on in blocks of fixed size; blocks may run side by side, each
// writes only what is its own, and what they have counted is added up in block
// order. So no result depends on the number of shards.
type World struct {
	scenario *scenarios.Scenario // as given
	current  *scenarios.Scenario // with the shocks so far
	inForce  *scenarios.Scenario // the same, with neutral values where mechanisms are off
	shocks   [][]int             // of the scenario, by week
	rules    *agents.Rules
	ground   Ground // what vendors' statements speak of
	layout   Layout

	key  streams
	week int // weeks simulated since Reset

	projects  projects
	arrivals  [][]float64 // by segment and week: mean arrivals
	touchable [2]float64  // this week's projects that nobody pursues, and the others

	partners int // sellers 0..partners-1 are partners
	sellers  []agents.Seller
	lines    []agents.Line     // by vendor and partner, then one for each rep
	standing []agents.Standing // by vendor and partner
	hearsay  []hearsay         // by vendor and partner: last week's beliefs, as others hear of them
	recent   []int32           // by vendor and partner: leads of the last ten weeks, as peers see them

	hearsayNext []hearsay // this week's, not yet known to others
	recentNext  []int32
	network     network

	desks    []agents.Desk
	reserved []float64     // by vendor: share of A/B leads for the channel
	budget   []float64     // by vendor: factor on the lead programme that reviews have made
	genuine  []float64     // by vendor: chance that an inquiry is real now
	kept     []float64     // by vendor: share of A/B leads that went direct in 13 weeks
	accounts []accountWork // by vendor
	quarters [][4]Tally
	trade    trade
	means    []hearsay // by vendor: mean beliefs of last week, or its claims if it has no partners
	belief   []float64 // by vendor: the same for a lead of average grade

	newborn       []newborn     // projects of this week
	newHazards    []float32     // theirs, by project and vendor
	newSlots      []int32       // and their slots
	touches       []touched     // of projects, this week
	leads         []agents.Lead // this week's, not yet routed
	addressed     []address     // of leads: whom they are meant for
	inOrder       []agents.Lead // the same in the lottery's order
	order         []int32       // and where each stood before
	dealt         []dealt       // by vendor: this week's leads, counted as they are routed
	segments      []uint8       // of partners, for counting
	ranking       []int32       // scratch: a vendor's partners, ranked
	merit         []float64     // scratch: by partner: what they are ranked by
	holder        []int32       // by lead: who gets it
	bucket        []int32
	returned      []agents.Lead // to be routed next week
	batches       []batch       // leads routed in the last weeks, by week modulo their life
	recentBatches []*batch      // the same by weeks since

	shards    shards
	blocks    []block
	lots      []lot // of this week's touches
	lotsInUse int
	hazards   hazards
	claims    []claim

	weekly [][]Tally // by week since Reset and vendor, then the market
	window windowTotals
	groups groups
	trace  *Trace // nil unless asked for

	routed  [][agents.Routes]funnel // by vendor and route: leads routed, and opened before
	careers careers
	leadLog *leadLog // nil unless asked for
}

// hearsay is the believed chance of a lead by class.
type hearsay [agents.Classes]float64

// hazards are the weekly hazards, by vendor, that marketing touches a project.
type hazards struct{ unclaimed, pursued []float32 }

// Options are settings of a world that change no result.
type Options struct {
	Shards  int      // goroutines that work on one run side by side; 0 or 1: none but the caller's
	Windows []Window // nil: StandardWindows
	Groups  bool     // record GroupMetrics by group of partners, too
	Trace   bool     // fill Record.Trace
	Leads   bool     // fill Record.Leads; for one shard
	Ground  *Ground  // of the scenario's market, where it was surveyed before; nil: New does it
}

// New makes a world for a valid scenario. It must be closed after use.
func New(s *scenarios.Scenario, o Options) (*World, error) {
	if err := s.Validate(); err != nil {
		return nil, err
	}
	w := &World{scenario: s, shocks: s.ShockWeeks()}
	if o.Ground != nil {
		w.ground = *o.Ground
	} else {
		var err error
		if w.ground, err = Survey(context.Background(), s); err != nil {
			return nil, err
		}
	}
	w.layout = Layout{Weeks: s.Run.Weeks, Windows: o.Windows}
	if o.Windows == nil {
		w.layout.Windows = StandardWindows(s.Run.Weeks)
	}
	for _, v := range s.Vendors {
		w.layout.Vendors = append(w.layout.Vendors, v.Name)
	}
	w.layout.Vendors = append(w.layout.Vendors, All)
	w.groups.on = o.Groups
	w.allocate()
	if o.Trace {
		w.trace = newTrace(w.layout.Weeks, w.partners)
	}
	if o.Leads {
		w.leadLog = &leadLog{}
		o.Shards = 1
	}
	w.shards.start(w, o.Shards)
	return w, nil
}

// Layout says how the world's records are laid out.
func (w *World) Layout() *Layout { return &w.layout }

// Close ends the goroutines of the world's shards.
func (w *World) Close() { w.shards.stop() }

// allocate makes the columns whose sizes are fixed by the scenario.
func (w *World) allocate() {
	s := w.scenario
	vendors, reps := len(s.Vendors), 0
	for _, v := range s.Vendors {
		reps += v.Reps
	}
	w.partners = s.Partners.Count
	w.sellers = make([]agents.Seller, w.partners+reps)
	w.lines = make([]agents.Line, vendors*w.partners+reps)
	w.standing = make([]agents.Standing, vendors*w.partners)
	w.hearsay = make([]hearsay, vendors*w.partners)
	w.recent = make([]int32, vendors*w.partners)
	w.hearsayNext, w.recentNext = make([]hearsay, vendors*w.partners), make([]int32, vendors*w.partners)
	w.means = make([]hearsay, vendors)
	w.belief = make([]float64, vendors)
	w.desks = make([]agents.Desk, vendors)
	w.dealt, w.segments = make([]dealt, vendors), make([]uint8, w.partners)
	w.reserved = make([]float64, vendors)
	w.kept = make([]float64, vendors)
	w.accounts = make([]accountWork, vendors)
	w.ranking, w.merit = make([]int32, 0, w.partners), make([]float64, w.partners)
	w.budget, w.genuine = make([]float64, vendors), make([]float64, vendors)
	w.hazards = hazards{make([]float32, vendors), make([]float32, vendors)}
	w.quarters = make([][4]Tally, vendors)
	w.batches = make([]batch, s.Partners.LeadLife)
	w.recentBatches = make([]*batch, s.Partners.LeadLife)
	for i := range w.batches {
		w.batches[i].left = make([][agents.Routes]int32, vendors)
	}
	w.blocks = newBlocks(w.partners, reps, vendors, s.Partners.LeadLife)
	w.weekly = make([][]Tally, s.Run.Before()+s.Run.Weeks)
	for i := range w.weekly {
		w.weekly[i] = make([]Tally, vendors+1)
	}
	w.routed = make([][agents.Routes]funnel, vendors)
	w.window.allocate(w.partners, vendors, w.layout.Windows)
	w.groups.allocate(w)
	w.placeReps()
}

// keepNotes lets every line keep notes of its week.
func (w *World) keepNotes() {
	if w.lines[0].Notes != nil {
		return
	}
	notes := make([]agents.Notes, len(w.lines))
	for i := range w.lines {
		w.lines[i].Notes = &notes[i]
	}
}

// placeReps fills the desks' lists of reps, which never change.
func (w *World) placeReps() {
	at := int32(w.partners)
	for v := range w.desks {
		for range w.scenario.Vendors[v].Reps {
			w.desks[v].Reps = append(w.desks[v].Reps, at)
			w.sellers[at].Vendor = int32(v)
			at++
		}
	}
}

// Reset starts a run anew. The same seed and replication give the same run.
func (w *World) Reset(seed uint64, replication int) {
	w.key = newStreams(seed, replication)
	w.week = 0
	if w.leadLog != nil {
		w.leadLog.reset()
	}
	w.restate()
	for v := range w.desks {
		w.reserved[v], w.kept[v] = w.rules.Vendors[v].ABReserved, 0
		w.genuine[v] = w.rules.Vendors[v].LeadQuality
		w.accounts[v] = accountWork{kept: 1}
		w.quarters[v] = [4]Tally{}
	}
	w.trade = trade{}
	w.returned = w.returned[:0]
	for i := range w.batches {
		w.batches[i].clear(len(w.sellers))
	}
	w.network.build(w.key[drawNetwork], w.partners, w.rules.Peers, w.rules.Rewiring)
	w.startMarket()
	w.startSellers()
	for v := range w.desks {
		w.desks[v].Open(w.key.hash(drawDesk, uint64(v), 0))
		w.desks[v].SizeKey = w.key[drawValue]
		w.enrol(v)
		w.tiersBySize(v)
		w.admit(v)
	}
	w.window.reset()
	w.groups.reset()
	w.emptyFunnels()
	w.careers.start(false, 0)
}

// restate puts the scenario's own parameters in force again after shocks and reviews.
func (w *World) restate() {
	moved := false
	for v := range w.budget {
		moved = moved || w.budget[v] != 1
		w.budget[v] = 1
	}
	if w.current != w.scenario || moved {
		w.adopt(w.scenario)
	}
}

// adopt puts a scenario's parameters in force.
func (w *World) adopt(s *scenarios.Scenario) {
	w.current = s
	w.inForce = s.Effective()
	w.rules = agents.NewRules(w.inForce, w.ground)
	for v := range w.desks {
		d := &w.desks[v]
		d.Vendor, d.Sellers, d.Market = &w.rules.Vendors[v], w.sellers, len(s.Segments)
		d.FitOwn, d.FitOther = w.rules.Market.FitOwn, w.rules.Market.FitOther
		d.Standing = w.standing[v*w.partners : (v+1)*w.partners]
		w.rebudget(v)
	}
	for h := range w.partners {
		if kind := w.sellers[h].Archetype; w.sellers[h].Kind != nil {
			w.sellers[h].Kind = &w.rules.Archetypes[kind]
		}
	}
}

// rebudget puts the budget that reviews have made of the stated one in force.
func (w *World) rebudget(v int) {
	w.rules.Rebudget(v, w.budget[v])
	w.hazards.unclaimed[v] = float32(w.rules.Vendors[v].Touch)
	w.hazards.pursued[v] = float32(w.rules.Vendors[v].Touch * w.rules.Market.PursuedTouch)
}

// Run simulates one replication from its first week and reads its record. It
// returns the context's error if that is cancelled between two weeks.
func (w *World) Run(ctx context.Context, seed uint64, replication int, rec *Record) error {
	return w.Watch(ctx, seed, replication, rec, func() {})
}

// Watch is Run with an observer that is called before the first week and after each.
// It must not change the world, and changes no number.
func (w *World) Watch(ctx context.Context, seed uint64, replication int, rec *Record, look func()) error {
	w.Reset(seed, replication)
	w.careers.start(rec.Detailed, len(w.desks)*w.partners)
	look()
	for range w.weekly {
		if err := ctx.Err(); err != nil {
			return err
		}
		w.Step()
		look()
	}
	rec.Seed, rec.Replication = seed, replication
	w.read(rec)
	if w.trace != nil {
		rec.Trace = w.trace.clone()
	}
	return nil
}

// Week returns the number of weeks simulated since Reset.
func (w *World) Week() int { return w.week }

// partnerLine and repLine find a seller's line with a vendor.
func (w *World) partnerLine(vendor, partner int) *agents.Line {
	return &w.lines[vendor*w.partners+partner]
}

func (w *World) repLine(seller int) *agents.Line {
	return &w.lines[len(w.desks)*w.partners+seller-w.partners]
}

// standingOf finds how a partner stands with a vendor.
func (w *World) standingOf(vendor, partner int) *agents.Standing {
	return &w.standing[vendor*w.partners+partner]
}

// rep reports whether a seller is a rep.
func (w *World) rep(seller int32) bool { return int(seller) >= w.partners }
