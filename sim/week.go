package sim

// Phase is a part of the week. Where it has each, it is first cut into blocks,
// which are done side by side: agents decide on the world as it was at the start
// of the phase and write only what is their own. What has to be settled between
// them is done afterwards by then, in an order that belongs to the model.
type Phase struct {
	Name string
	Does string

	cut  func(w *World) int // returns the number of blocks
	each func(w *World, block int)
	then func(w *World)
}

// Week is the order of events in a week.
var Week = []Phase{
	{Name: "shock", Does: "parameters change as the scenario says", then: (*World).shock},
	{Name: "arrivals", Does: "projects appear", cut: (*World).cutBirths, each: (*World).bear, then: (*World).settleIn},
	{Name: "market", Does: "projects lapse, and are touched by marketing", cut: (*World).wardCount, each: (*World).tend},
	{Name: "marketing", Does: "touch points become inquiries, are qualified and graded", cut: (*World).cutTouches, each: (*World).inquire, then: (*World).collect},
	{Name: "distribution", Does: "leads that nobody opened are recalled, account managers pass on theirs, each vendor routes its leads by its policy", then: (*World).distribute},
	{Name: "effort and work", Does: "sellers serve opportunities, decide on new leads, contact, campaign, hunt, ask; claims are laid", cut: (*World).blockCount, each: (*World).work, then: (*World).award},
	{Name: "resolve", Does: "opportunities are won or lost, winners of contested projects open theirs; learning and counting follow block by block", cut: (*World).blockCount, each: (*World).conclusions, then: (*World).vacate},
	{Name: "learn", Does: "beliefs, trust, skill and cash move; gossip and conference: done above, while a block is at hand"},
	{Name: "record", Does: "the week is counted", then: (*World).record},
	{Name: "review", Does: "partners fail, leave, join; at quarter's end vendors and partners compare notes, tiers and laggards are named, reports are read", then: (*World).review},
}

// Step simulates one week.
func (w *World) Step() {
	for i := range Week {
		p := &Week[i]
		if p.each != nil {
			w.shards.each(p.cut(w), p.each)
		}
		if p.then != nil {
			p.then(w)
		}
	}
	w.week++
}

func (w *World) blockCount() int { return len(w.blocks) }
