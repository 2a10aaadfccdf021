package text

import (
	"slices"
	"strings"

	"channelsim/output/dictionary"
	"channelsim/sim"
	"channelsim/sim/experiment"
)

// storyColumns come first in a story as a table.
var storyColumns = []dictionary.Field{
	{Name: "world", Type: dictionary.Text, Says: "here, twin (--twin), or both for the parting of the two"},
	{Name: "from_week", Type: dictionary.Integer, Says: "first recorded week that the entry is about; 0 is before the first"},
	{Name: "week", Type: dictionary.Integer, Says: "last recorded week that the entry is about"},
	{Name: "kind", Type: dictionary.Text, Says: "why there is an entry: start, end, quarter, and what happened; several words where several things did"},
	{Name: "text", Type: dictionary.Text, Says: "the entry as the diary has it"},
}

// VendorStory describes the rows of a vendor's story.
var VendorStory = dictionary.Table{Name: "story --vendor", Row: "an entry of the diary; the numbers are the quarter's", Fields: known(storyColumns, []dictionary.Field{
	{Name: "leads_to_reps", Type: dictionary.Integer, Says: "leads routed to the direct team"},
	{Name: "leads_to_partners", Type: dictionary.Integer, Says: "leads routed to partners"},
	{Name: "good_to_reps", Type: dictionary.Integer, Says: "of those to reps, graded A or B"},
	{Name: "good_to_partners", Type: dictionary.Integer, Says: "of those to partners, graded A or B"},
	{Name: "worked_by_partners", Type: dictionary.Integer, Says: "leads that partners worked"},
	{Name: "won", Type: dictionary.Integer, Says: "deals that partners won from leads"},
	{Name: "reported", Type: dictionary.Integer, Says: "of these, reported to the vendor"},
	{Name: "won_by_reps", Type: dictionary.Integer, Says: "deals that reps won"},
	{Name: "says", Type: dictionary.Number, Says: "what the review makes of the report: partners' wins per lead as a multiple of the direct team's"},
	{Name: "is", Type: dictionary.Number, Says: "the same as it is, grade by grade and with every win counted"},
	{Name: "share_before", Type: dictionary.Number, Says: "share of A/B leads reserved for partners before the review, 0-1"},
	{Name: "share", Type: dictionary.Number, Says: "the same after it"},
	{Name: "members", Type: dictionary.Integer, Says: "partners that carry the line at the quarter's end"},
	{Name: "trust", Type: dictionary.Number, Says: "their mean trust, 0-1"},
	{Name: "revenue", Type: dictionary.Number, Says: "list value of all deals of the vendor, money"},
	{Name: "profit", Type: dictionary.Number, Says: "vendor's profit, money"},
})}

// SellerStory describes the rows of a partner's or rep's story. The numbers of a row are
// the sums of the entry's weeks, and the state at their end.
var SellerStory = dictionary.Table{Name: "story", Row: "an entry of the diary and a vendor; the numbers are sums over the entry's weeks, and states at their end", Fields: known(storyColumns, []dictionary.Field{
	{Name: "vendor", Type: dictionary.Text, Says: "name of the vendor whose line the numbers are about"},
	{Name: "received", Type: dictionary.Integer, Says: "leads received"},
	{Name: "opened", Type: dictionary.Integer, Says: "leads opened"},
	{Name: "worked", Type: dictionary.Integer, Says: "leads worked: a contact was paid for"},
	{Name: "expired", Type: dictionary.Integer, Says: "leads that ran out, those in the drawer (never opened) among them"},
	{Name: "opportunities", Type: dictionary.Integer, Says: "opportunities that came of leads"},
	{Name: "collisions", Type: dictionary.Integer, Says: "worked leads, and looks of hunting, whose project the direct team already pursued"},
	{Name: "found", Type: dictionary.Integer, Says: "opportunities from hunting"},
	{Name: "campaign_leads", Type: dictionary.Integer, Says: "leads of own campaigns, worked"},
	{Name: "campaign_opportunities", Type: dictionary.Integer, Says: "opportunities from these"},
	{Name: "won", Type: dictionary.Integer, Says: "opportunities won, whatever they came from"},
	{Name: "lost", Type: dictionary.Integer, Says: "opportunities lost"},
	{Name: "revenue", Type: dictionary.Number, Says: "list value of deals won, money"},
	{Name: "belief", Type: dictionary.Number, Says: "believed chance that a worked lead of average grade becomes an opportunity, 0-1"},
	{Name: "learned", Type: dictionary.Number, Says: "change of the belief by own experience"},
	{Name: "heard", Type: dictionary.Number, Says: "change of the belief by what peers said"},
	{Name: "claimed", Type: dictionary.Number, Says: "change of the belief by what the vendor announced, or because it changed its mix of grades"},
	{Name: "trust", Type: dictionary.Number, Says: "trust in the vendor, 0-1; a rep has none"},
	{Name: "trust_garbage", Type: dictionary.Number, Says: "change of trust by leads that led nowhere"},
	{Name: "trust_collisions", Type: dictionary.Number, Says: "change of trust by leads, and looks of hunting, that met the direct team at the customer"},
	{Name: "trust_broken", Type: dictionary.Number, Says: "change of trust by registrations that were not honoured"},
	{Name: "trust_recalled", Type: dictionary.Number, Says: "change of trust by leads taken back"},
	{Name: "trust_ignored", Type: dictionary.Number, Says: "change of trust by asking for leads in vain"},
	{Name: "trust_shortfall", Type: dictionary.Number, Says: "change of trust by finding fewer good leads than it thought"},
	{Name: "trust_leak", Type: dictionary.Number, Says: "change of trust by learning which leads the direct team keeps"},
	{Name: "trust_drought", Type: dictionary.Number, Says: "change of trust by getting fewer leads than peers"},
	{Name: "trust_opportunities", Type: dictionary.Number, Says: "change of trust by opportunities from leads"},
	{Name: "trust_honoured", Type: dictionary.Number, Says: "change of trust by registrations honoured"},
	{Name: "trust_helped", Type: dictionary.Number, Says: "change of trust by help"},
	{Name: "trust_funded", Type: dictionary.Number, Says: "change of trust by co-marketing funds"},
	{Name: "trust_drift", Type: dictionary.Number, Says: "change of trust by drifting back to the middle"},
	{Name: "lead_worth", Type: dictionary.Number, Says: "what an hour on leads is worth to it, money; undefined where it sees grades"},
	{Name: "hour_worth", Type: dictionary.Number, Says: "what an hour on anything else is worth to it, money"},
	{Name: "open_chance", Type: dictionary.Number, Says: "its chance to open a lead, 0-1; undefined where it sees grades"},
	{Name: "hours_leads", Type: dictionary.Number, Says: "hours on the vendor's leads"},
	{Name: "hours_hunted", Type: dictionary.Number, Says: "hours hunting for the vendor's line"},
	{Name: "income", Type: dictionary.Number, Says: "margin earned on all lines, money"},
	{Name: "cash", Type: dictionary.Number, Says: "cash at the end, money; a rep has none"},
})}

// known joins columns; those of the second part are null in the row of a parting.
func known(first, then []dictionary.Field) []dictionary.Field {
	for i := range then {
		then[i].Null = true
	}
	return slices.Concat(first, then)
}

// StoryTable describes the rows of this story.
func StoryTable(s *experiment.Story) dictionary.Table {
	if s.Hero.Vendor != "" {
		return VendorStory
	}
	return SellerStory
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
	columns := len(StoryTable(s).Fields)
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
	return []any{l.Vendor, l.Received, l.Opened, l.Worked, l.Expired, l.Opportunities, l.Collisions + l.Clashes, l.Found, l.Campaign, l.CampaignOpened, l.Won, l.Lost, l.Revenue,
		orNil(l.Belief), l.Learned, l.Heard, l.Claimed, orNil(l.Trust), b.Garbage + b.Raised, b.Collisions, b.Broken, b.Recalled, b.Ignored, b.Shortfall,
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
