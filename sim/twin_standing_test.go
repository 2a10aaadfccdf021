package sim_test

import (
	"slices"

	"channelsim/scenarios"
)

// Tiers of 7.23.
const (
	gold = iota
	silver
	bronze
)

// A standing is what a vendor has on file of a partner, and what each thinks
// of the other (2).
type standing struct {
	esteem               float64
	file                 record
	tier                 int
	laggard              bool
	account              float64    // unspent funds
	campaignA, campaignB float64    // belief in campaigns
	wants                [2]float64 // chance to have opened a fresh lead of a class last week
	reviewed             bool       // at a quarter's end
	ownSeen, goodSeen    float64    // estimates of the other side (7.26)
	asked, asking        bool       // for leads, last week and this week
	disappointed         bool

	// This week's.
	got                       int // leads by the policy
	honoured, broken          int
	recalled, helped          int
	campaigned, campaignOpps  int
	huntedWins, huntedQuarter int
}

// A record holds figures of this quarter and the three before.
type record struct{ leads, wins, revenue [4]float64 }

func (r *record) turn() {
	for _, x := range []*[4]float64{&r.leads, &r.wins, &r.revenue} {
		x[3], x[2], x[1], x[0] = x[2], x[1], x[0], 0
	}
}

func total(x [4]float64) float64 { return x[0] + x[1] + x[2] + x[3] }

// plain is what reps are: of no kind.
var plain = &scenarios.Archetype{HoursFactor: 1, SkillFactor: 1, ClosingFactor: 1, FollowFactor: 1, HuntFactor: 1,
	OutsideFactor: 1, CustomerBase: 1, MarginFactor: 1, CostFactor: 1}

// anyKind draws an archetype by the shares (7.25).
func (w *twin) anyKind() *scenarios.Archetype {
	x := w.Float64()
	for i := range w.s.Archetypes {
		if x -= w.s.Archetypes[i].Share; x < 0 {
			return &w.s.Archetypes[i]
		}
	}
	return &w.s.Archetypes[len(w.s.Archetypes)-1]
}

// ranked lists members by what the vendor makes of them, best first; of equals the first by place.
func ranked(members []*seller, by func(*seller) float64) []*seller {
	list := slices.Clone(members)
	slices.SortStableFunc(list, func(a, b *seller) int {
		switch x, y := by(a), by(b); {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return 0
	})
	return list
}

// conversion is the vendor's estimate of a partner's reported wins per lead (7.4).
func (w *twin) conversion(v int, a *seller) float64 {
	won, lost := w.wins(v, a)
	return won / (won + lost)
}

// wins are a partner's wins and other leads, mixed with the average partner's.
func (w *twin) wins(v int, a *seller) (won, lost float64) {
	all, file, k := &w.desks[v].file, &a.lines[v].file, w.s.Vendors[v].MeritWeight
	m := 0.0
	if n := total(all.leads); n > 0 {
		m = total(all.wins) / n
	}
	m = max(m, 0.001)
	return total(file.wins) + k*m, max(0, total(file.leads)-total(file.wins)) + k*(1-m)
}

// tiers ranks members; at the start by their size (7.23).
func (w *twin) tiers(v int, by func(*seller) float64) {
	ven, members := &w.s.Vendors[v], w.members(v)
	n := float64(len(members))
	for i, a := range ranked(members, by) {
		l := a.lines[v]
		switch {
		case i < int(ven.TierGold*n):
			l.tier = gold
		case i < int((ven.TierGold+ven.TierSilver)*n):
			l.tier = silver
		default:
			l.tier = bronze
		}
	}
}

// rankPartners names tiers and laggards at a quarter's end (7.23).
func (w *twin) rankPartners(v int) {
	w.tiers(v, func(a *seller) float64 { return total(a.lines[v].file.revenue) })
	ven, members := &w.s.Vendors[v], w.members(v)
	n := float64(len(members))
	for i, a := range ranked(members, func(a *seller) float64 { return w.conversion(v, a) }) {
		a.lines[v].laggard = ven.Laggards != "leave" && (w.t+1)/13 >= ven.LaggardFrom &&
			i >= len(members)-int(ven.LaggardShare*n)
	}
}

// coach helps a laggard (7.23).
func (w *twin) coach(a *seller, l *line) bool {
	ven := &w.s.Vendors[l.vendor]
	if !l.laggard || ven.Laggards != "help" {
		return false
	}
	w.add(l.vendor, "support", ven.CoachingCost)
	if a.closing < ven.CoachingTop {
		a.closing += ven.CoachingPace * (ven.CoachingTop - a.closing)
	}
	return true
}

// compareNotes moves what vendor and partners think of each other at a quarter's end (7.26).
func (w *twin) compareNotes(v int) {
	p, members := &w.s.Partners, w.members(v)
	rate := p.GapRate
	if w.s.Vendors[v].SharedResults {
		rate = p.GapShared
	}
	n, own := float64(len(members)), 0.0
	for _, a := range members {
		own += float64(a.lines[v].huntedQuarter) / n
	}
	good := w.desks[v].routedReal / n / 13
	views := map[*seller][]float64{} // of peers, as they were before today
	for _, a := range members {
		for _, l := range w.peers(a, v) {
			if l.reviewed {
				views[a] = append(views[a], l.goodSeen)
			}
		}
	}
	see := func(estimate *float64, truth float64) (disappointed bool) {
		if !w.chance(rate) {
			return false
		}
		disappointed = truth < 0.75**estimate
		*estimate += p.GapPace * (truth - *estimate)
		return disappointed
	}
	for _, a := range members {
		l := a.lines[v]
		f := float64(l.huntedQuarter)
		first := !l.reviewed
		if first {
			l.reviewed, l.ownSeen, l.goodSeen = true, p.GapVendor*own, p.GapPartner*good
		}
		if n := float64(len(views[a])); first && n > 0 {
			mean := 0.0
			for _, x := range views[a] {
				mean += x / n
			}
			l.goodSeen += p.Hearsay * (mean - l.goodSeen)
		}
		if !first || p.Hearsay > 0 {
			if see(&l.ownSeen, f) {
				l.esteem *= 1 - p.GapDisappoint
			}
			l.disappointed = see(&l.goodSeen, good)
		}
		w.add(v, "own seen", l.ownSeen)
		w.add(v, "own", f)
		w.add(v, "good seen", l.goodSeen)
		w.add(v, "good", good)
	}
}

// quarter is what a vendor does at a quarter's end (7.15, 7.23, 7.26).
func (w *twin) quarter(v int) {
	w.readReport(v)
	w.rankPartners(v)
	w.compareNotes(v)
	w.desks[v].routedReal = 0
	w.desks[v].file.turn()
	for _, a := range w.partners {
		a.lines[v].file.turn()
		a.lines[v].huntedQuarter = 0
	}
}
