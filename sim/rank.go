package sim

import (
	"cmp"
	"slices"

	"channelsim/agents"
)

// rank puts a vendor's partners into tiers by their revenue of four quarters, and
// names the laggards by their reported wins per lead.
func (w *World) rank(v int) {
	w.tiersBy(v, func(h int32) float64 {
		_, _, revenue := w.standingOf(v, int(h)).Year()
		return revenue
	})
	r := &w.rules.Vendors[v]
	if r.Laggards == "leave" || w.since(w.week+1)/quarterWeeks < r.LaggardFrom {
		return
	}
	mean := w.meanWins(v)
	w.sortMembers(v, func(h int32) float64 { return -r.Conversion(w.standingOf(v, int(h)), mean) })
	below := int(r.LaggardShare * float64(len(w.ranking)))
	for i, h := range w.ranking {
		w.standingOf(v, int(h)).Laggard = i < below
	}
}

// tiersBySize are the tiers of the start, when nobody has sold anything.
func (w *World) tiersBySize(v int) {
	w.tiersBy(v, func(h int32) float64 { return w.sellers[h].Hours })
}

func (w *World) tiersBy(v int, worth func(h int32) float64) {
	r := &w.rules.Vendors[v]
	w.sortMembers(v, worth)
	n := float64(len(w.ranking))
	gold, silver := int(r.TierGold*n), int((r.TierGold+r.TierSilver)*n)
	for i, h := range w.ranking {
		tier := agents.Bronze
		switch {
		case i < gold:
			tier = agents.Gold
		case i < silver:
			tier = agents.Silver
		}
		w.standingOf(v, int(h)).Tier = tier
	}
}

// sortMembers ranks a vendor's members, the greatest worth first; of equals the
// one in the earlier place.
func (w *World) sortMembers(v int, worth func(h int32) float64) {
	w.ranking = append(w.ranking[:0], w.desks[v].Members...)
	for _, h := range w.ranking {
		w.merit[h] = worth(h)
	}
	slices.SortFunc(w.ranking, func(a, b int32) int {
		return cmp.Or(cmp.Compare(w.merit[b], w.merit[a]), cmp.Compare(a, b))
	})
}
