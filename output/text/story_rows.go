package text

import (
	"strings"

	"channelsim/sim"
	"channelsim/sim/experiment"
)

// StoryColumns are the columns of a story as a table, for programs. The numbers
// of a row are the sums of the entry's weeks, and the state at their end.
func StoryColumns(s *experiment.Story) []string {
	first := []string{"world", "from_week", "week", "kind", "text"}
	if s.Hero.Vendor != "" {
		return append(first, "leads_to_reps", "leads_to_partners", "good_to_reps", "good_to_partners", "worked_by_partners",
			"won", "reported", "won_by_reps", "says", "is", "share_before", "share", "members", "trust", "revenue", "profit")
	}
	return append(first, "vendor", "received", "opened", "worked", "expired", "opportunities", "collisions", "found", "campaign_leads", "campaign_opportunities", "won", "lost", "revenue",
		"belief", "learned", "heard", "claimed", "trust", "trust_garbage", "trust_collisions", "trust_broken", "trust_recalled", "trust_ignored", "trust_shortfall",
		"trust_leak", "trust_drought", "trust_opportunities", "trust_honoured", "trust_helped", "trust_funded", "trust_drift",
		"lead_worth", "hour_worth", "open_chance", "hours_leads", "hours_hunted", "income", "cash")
}

// StoryRows are the rows: one for each entry, and for a seller with several lines
// one for each of these. Undefined numbers are nil.
func StoryRows(s *experiment.Story) [][]any {
	rows := worldRows(s, "here", 0)
	if w := s.Twin; w != nil && w.Parting != nil {
		rows = append(rows, []any{"both", w.Parting.Week, w.Parting.Week, "parting", teller{s}.parting(w)})
		rows = append(rows, worldRows(w.Story, "twin", w.Parting.Week)...)
	} else if w != nil {
		rows = append(rows, []any{"both", 0, 0, "parting", teller{s}.parting(w)})
	}
	columns := len(StoryColumns(s))
	for r := range rows {
		rows[r] = append(rows[r], make([]any, columns-len(rows[r]))...)
	}
	return rows
}

func worldRows(s *experiment.Story, world string, from int) [][]any {
	var rows [][]any
	for i := range s.Entries {
		e := &s.Entries[i]
		if e.Week < from {
			continue
		}
		head := []any{world, max(e.Spell.From, 0), e.Week, kinds(e), Telling(s, e)}
		if e.Moments[0] == experiment.AtStart {
			head[1] = 0
		}
		if s.Hero.Vendor != "" {
			head[1] = e.Week
			rows = append(rows, append(head, quarterCells(e.Quarter)...))
			continue
		}
		for k := range e.Spell.Lines {
			if l := &e.Spell.Lines[k]; e.Vendor == "" || e.Vendor == l.Vendor {
				rows = append(rows, append(append([]any(nil), head...), spellCells(&e.Spell, l)...))
			}
		}
	}
	return rows
}

func kinds(e *experiment.Entry) string {
	words := make([]string, len(e.Moments))
	for i, m := range e.Moments {
		words[i] = string(m)
	}
	return strings.Join(words, " ")
}

func quarterCells(q *sim.Quarter) []any {
	if q == nil {
		return nil
	}
	return []any{q.LeadsToReps, q.LeadsToPartners, q.GoodToReps, q.GoodToPartners, q.WorkedByPartners, q.Won, q.Reported, q.WonByReps,
		orNil(q.Says), orNil(q.Is), q.ShareBefore, q.Share, q.Members, orNil(q.Trust), q.Revenue, q.Profit}
}

func spellCells(k *experiment.Spell, l *experiment.SpellLine) []any {
	worth, chance := any(nil), any(nil)
	if len(l.Classes) == 1 {
		worth, chance = orNil(l.Classes[0].Worth), orNil(l.Classes[0].Chance)
	}
	b := &l.TrustBy
	return []any{l.Vendor, l.Received, l.Opened, l.Worked, l.Expired, l.Opportunities, l.Collisions, l.Found, l.Campaign, l.CampaignOpened, l.Won, l.Lost, l.Revenue,
		orNil(l.Belief), l.Learned, l.Heard, l.Claimed, orNil(l.Trust), b.Garbage, b.Collisions, b.Broken, b.Recalled, b.Ignored, b.Shortfall,
		b.Leak, b.Drought, b.Opportunities, b.Honoured, b.Helped, b.Funded, b.Drift,
		worth, orNil(k.HourWorth), chance, l.Hours, l.Hunted, k.Income, orNil(k.Cash)}
}

// orNil is x where it is defined.
func orNil(x float64) any {
	if undefined(x) {
		return nil
	}
	return x
}
