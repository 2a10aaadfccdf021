package sim_test

import (
	"math"
	"slices"
	"testing"

	"channelsim/scenarios"
	"channelsim/sim"
)

// add counts for a vendor and for the market.
func (w *twin) add(v int, name string, x float64) {
	w.counts[v][w.now()][name] += x
	w.counts[len(w.desks)][w.now()][name] += x
}

// spend counts what is a partner's and no line's: for each vendor that it
// carries, and once for the market (7.16).
func (w *twin) spend(a *seller, name string, x float64) {
	if a.rep {
		return
	}
	for v, l := range a.lines {
		if l.member {
			w.counts[v][w.now()][name] += x
		}
	}
	w.counts[len(w.desks)][w.now()][name] += x
}

// record counts states at the week's end and publishes beliefs (7.16).
func (w *twin) record() {
	all := len(w.desks)
	earned, spent := 0.0, 0.0
	for _, a := range w.partners {
		if a.failed {
			continue
		}
		w.spend(a, "income", a.income)
		earned += a.income
		spent += w.cost(a)
		w.spend(a, "costs", w.cost(a))
		w.spend(a, "members", 1)
		for v, l := range a.lines {
			if l.member {
				w.add(v, "lines", 1)
				w.add(v, "trust", l.trust)
				w.add(v, "unfair", l.unfair)
				w.add(v, "skill", l.skill)
				w.add(v, "belief", w.average(l))
				w.add(v, "esteem", l.esteem)
			}
		}
	}
	if !w.settling() { // 7.14
		w.earned, w.spent = (1-1.0/52)*w.earned+earned, (1-1.0/52)*w.spent+spent
	}
	var beliefs []float64
	for _, a := range w.partners {
		for _, l := range a.lines {
			l.heard = false
		}
	}
	for v := range w.desks {
		w.publish(v)
		w.promise(v)
		w.add(v, "weeks", 1)
		if c := w.counts[v][w.now()]; w.s.Direct.CommissionPaid { // 7.14
			w.add(v, "commission", w.s.Direct.Commission*(c["revenue direct"]+c["revenue accounts"]))
		}
		var own []float64
		for _, a := range w.members(v) {
			own = append(own, w.average(a.lines[v]))
		}
		w.counts[v][w.now()]["spread"] = spread(own)
		beliefs = append(beliefs, own...)
	}
	w.counts[all][w.now()]["weeks"] = 1
	w.counts[all][w.now()]["spread"] = spread(beliefs)
	for _, p := range w.projects {
		if !p.gone && p.owner == nil {
			w.counts[all][w.now()]["unclaimed"]++
		}
	}
	if recorded := w.t + 1 - w.s.Run.WarmUp; recorded > 0 && recorded%52 == 0 {
		w.keySources()
	}
	for _, window := range sim.StandardWindows(w.s.Run.Weeks) {
		if w.t+1-w.s.Run.WarmUp == window.Last {
			w.inequality(window)
		}
	}
}

// spread is a standard deviation.
func spread(x []float64) float64 {
	if len(x) < 2 {
		return 0
	}
	_, variance := moments(x)
	return math.Sqrt(max(0, variance) * float64(len(x)-1) / float64(len(x)))
}

// keySources counts partners for which a vendor matters (7.16).
func (w *twin) keySources() {
	for v := range w.desks {
		for _, a := range w.members(v) {
			year := func(x []float64) (sum float64) {
				for k := w.now() - 51; k <= w.now(); k++ {
					sum += x[k]
				}
				return sum
			}
			led, others := year(a.ledOpps[v]), []float64{year(a.huntOpps), year(a.campOpps), year(a.outOpps)}
			for u := range w.desks {
				if u != v {
					others = append(others, year(a.ledOpps[u]))
				}
			}
			all := led
			for _, x := range others {
				all += x
			}
			w.add(v, "key members", 1)
			if led > slices.Max(others) {
				w.add(v, "best sources", 1)
			}
			if led >= 4 && led >= all/4 {
				w.add(v, "key sources", 1)
			}
		}
	}
}

// inequality takes Ginis over those active at a window's end (7.16).
func (w *twin) inequality(window sim.Window) {
	over := func(x []float64) (sum float64) {
		for k := window.First; k <= window.Last; k++ {
			sum += x[k-1+w.s.Run.Before()]
		}
		return sum
	}
	for v := range w.counts {
		var leads, revenue []float64
		for _, a := range w.partners {
			if a.failed || v < len(w.desks) && !a.lines[v].member {
				continue
			}
			l, r := 0.0, 0.0
			for u := range w.desks {
				if u == v || v == len(w.desks) {
					l += over(a.gotLeads[u])
					r += over(a.revenue[u])
				}
			}
			leads, revenue = append(leads, l), append(revenue, r)
		}
		w.wholes[v]["lead_gini@"+window.Name] = gini(leads)
		w.wholes[v]["revenue_gini@"+window.Name] = gini(revenue)
		w.wholes[v]["revenue_top_fifth@"+window.Name] = topFifth(revenue)
	}
}

// gini is half the mean difference of two amounts over their mean; 0 if all are 0.
func gini(x []float64) float64 {
	apart, sum := 0.0, 0.0
	for _, a := range x {
		sum += a
		for _, b := range x {
			apart += math.Abs(a - b)
		}
	}
	if sum == 0 {
		return 0
	}
	return apart / (2 * float64(len(x)) * sum)
}

// topFifth counts the amount on the border in part.
func topFifth(x []float64) float64 {
	slices.Sort(x)
	slices.Reverse(x)
	sum, top, left := 0.0, 0.0, 0.2*float64(len(x))
	for _, a := range x {
		sum += a
		top += a * min(1, left)
		left -= min(1, left)
	}
	return top / sum
}

// ratios are outcomes of the form sum over sum; flows are sums.
var ratios = map[string][2][]string{
	"partner_follow_up_rate":             {{"worked"}, {"partners"}},
	"direct_follow_up_rate":              {{"worked direct"}, {"direct"}},
	"partner_worked_to_opportunity_rate": {{"opps"}, {"worked"}},
	"direct_worked_to_opportunity_rate":  {{"opps direct"}, {"worked direct"}},
	"partner_opportunity_to_win_rate":    {{"won"}, {"won", "lost"}},
	"direct_opportunity_to_win_rate":     {{"won direct"}, {"won direct", "lost direct"}},
	"partner_lead_to_win_rate":           {{"won"}, {"partners"}},
	"reported_partner_lead_to_win_rate":  {{"reported wins"}, {"partners"}},
	"ab_share_to_partners":               {{"ab partners"}, {"ab partners", "ab direct"}},
	"weeks_to_first_contact":             {{"contact weeks"}, {"worked"}},
	"hunting_hours_share":                {{"hunted"}, {"spent"}},
	"follow_up_hours_share":              {{"hours leads"}, {"spent"}},
	"outside_hours_share":                {{"outside"}, {"spent"}},
	"hunting_skill":                      {{"skill"}, {"lines"}},
	"trust":                              {{"trust"}, {"lines"}},
	"unfairness":                         {{"unfair"}, {"lines"}},
	"belief_good_lead":                   {{"belief"}, {"lines"}},
	"partners_active":                    {{"members"}, {"weeks"}},
	"lead_fit_rate":                      {{"fit"}, {"dealt"}},
	"lead_real_share":                    {{"generated real"}, {"generated"}},
	"lead_touched_share":                 {{"revenue touched"}, totalRevenue},
	"best_source_share":                  {{"best sources"}, {"key members"}},
	"rep_lead_hours_share":               {{"rep lead hours"}, {"rep hours"}},
	"rep_served_hours_share":             {{"rep served hours"}, {"rep hours"}},
	"quit_over_leads":                    {{"quit leads"}, {"quit"}},
	"quit_over_conflict":                 {{"quit conflict"}, {"quit"}},
	"quit_over_unfairness":               {{"quit unfairness"}, {"quit"}},
	"key_source_share":                   {{"key sources"}, {"key members"}},
	"report_rate":                        {{"reported"}, {"won", "lost"}},
	"projects_unclaimed":                 {{"unclaimed"}, {"weeks"}},
	"direct_lead_to_win_rate":            {{"won direct"}, {"direct"}},
	"reported_direct_lead_to_win_rate":   {{"won direct"}, {"direct"}},
	"credit_first_touch":                 {{"credit first"}, {"revenue partners"}},
	"credit_last_touch":                  {{"credit last"}, {"revenue partners"}},
	"credit_registration":                {{"credit registration"}, {"revenue partners"}},
	"credit_split":                       {{"credit split"}, {"revenue partners"}},
	"campaign_follow_up_rate":            {{"campaign leads"}, {"campaign leads paid for"}},
	"campaign_report_rate":               {{"campaign reported"}, {"campaign ends"}},
	"belief_spread":                      {{"spread"}, {"weeks"}},
	"esteem":                             {{"esteem"}, {"lines"}},
	"perception_gap_vendor":              {{"own seen"}, {"own"}},
	"perception_gap_partner":             {{"good seen"}, {"good"}},
}

var totalRevenue = []string{"revenue direct", "revenue accounts", "revenue leads", "revenue hunted", "revenue campaigns"}

var flows = map[string][]string{
	"leads_generated": {"generated"}, "leads_to_direct": {"direct"}, "leads_to_partners": {"partners"},
	"leads_opened": {"opened"}, "leads_worked": {"worked"}, "leads_expired": {"expired"}, "leads_returned": {"returned"},
	"collisions": {"collisions"}, "revenue_direct": {"revenue direct", "revenue accounts"},
	"revenue_direct_leads": {"revenue direct"}, "revenue_accounts": {"revenue accounts"}, "leads_dealt": {"dealt"},
	"partners_quit": {"quit"}, "opportunities_given_up": {"given up"},
	"cost_goods": {"goods"}, "cost_margin": {"margin"}, "cost_marketing": {"marketing"}, "cost_funds": {"funds spent"}, "cost_support": {"support"},
	"revenue_vendor_leads": {"revenue leads"}, "revenue_hunted": {"revenue hunted"}, "partners_failed": {"failed"},
	"partners_left": {"left"}, "partners_joined": {"joined"}, "leads_recalled": {"recalled"}, "leads_referred": {"referred"},
	"leads_withheld": {"withheld"}, "revenue_campaigns": {"revenue campaigns"}, "revenue_registered": {"revenue registered"},
	"revenue_total": totalRevenue,
	"face_value":    {"face"}, "true_value": {"true"}, "funds_granted": {"funds granted"}, "funds_spent": {"funds spent"},
	"campaign_leads": {"campaign leads"}, "campaign_wins": {"campaign wins"},
}

// outcomes are the values over replications, by "vendor metric@window".
type outcomes map[string][]float64

// put keeps a value; an undefined one counts as -1, so that it is also
// compared how often a number is undefined. The last digits go: they hang on
// the order of sums.
func (o outcomes) put(vendor, metric, window string, x float64) {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		x = -1
	}
	x = float64(float32(x))
	key := vendor + " " + metric + "@" + window
	o[key] = append(o[key], x)
}

// runTwin simulates replications with the twin.
func runTwin(t *testing.T, s *scenarios.Scenario, seed uint64, runs int) outcomes {
	t.Helper()
	ground, err := sim.Survey(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	o := outcomes{}
	for r := range runs {
		w := newTwin(s, ground, seed, uint64(r))
		for range w.total {
			w.week()
		}
		for v := range w.counts {
			name := sim.All
			if v < len(w.desks) {
				name = s.Vendors[v].Name
			}
			w.read(v, name, o)
		}
	}
	return o
}

// survey measures the ground by pilots of the twin's own (5): the mean over the pilots, and
// the standard deviation from pilot to pilot.
func survey(s *scenarios.Scenario, seed uint64, pilots int) (mean, deviation sim.Ground) {
	s = s.Effective()
	s.Shocks = nil
	for v := range s.Vendors {
		s.Vendors[v].LeadVolume, s.Vendors[v].Budget = 0, 0
	}
	unsold := sim.Ground{Pool: s.Market.ProjectsPerWeek * s.Market.MeanLife, Had: 1}
	var pools, hads []float64
	for r := range pilots {
		w := newTwin(s, unsold, seed, uint64(r))
		pool, had := 0.0, 0.0
		for w.settling() {
			late := w.t >= -13
			w.week()
			if late {
				pool += w.untouched + s.Market.PursuedTouch*w.pursued
				had += w.untouched
			}
		}
		pools, hads = append(pools, pool/float64(min(13, s.Run.Settle))), append(hads, had/pool)
	}
	var v [2]float64
	mean.Pool, v[0] = moments(pools)
	mean.Had, v[1] = moments(hads)
	return mean, sim.Ground{Pool: math.Sqrt(v[0]), Had: math.Sqrt(v[1])}
}

// read puts the outcomes of a run for a vendor, or for the market.
func (w *twin) read(v int, name string, o outcomes) {
	for _, window := range sim.StandardWindows(w.s.Run.Weeks) {
		sum := func(names []string) (x float64) {
			for k := window.First; k <= window.Last; k++ {
				for _, n := range names {
					x += w.counts[v][k-1+w.s.Run.Before()][n]
				}
			}
			return x
		}
		for metric, r := range ratios {
			if metric != "projects_unclaimed" || name == sim.All {
				o.put(name, metric, window.Name, sum(r[0])/sum(r[1]))
			}
		}
		for metric, names := range flows {
			o.put(name, metric, window.Name, sum(names))
		}
		cost := sum([]string{"marketing", "reps", "commission", "funds spent", "support"})
		o.put(name, "vendor_cost", window.Name, cost)
		o.put(name, "cost_reps", window.Name, sum([]string{"reps", "commission"}))
		o.put(name, "vendor_profit", window.Name, sum(totalRevenue)-sum([]string{"goods", "margin"})-cost)
		o.put(name, "partner_profit", window.Name, sum([]string{"income"})-sum([]string{"costs"}))
		for _, metric := range []string{"lead_gini", "revenue_gini", "revenue_top_fifth"} {
			o.put(name, metric, window.Name, w.wholes[v][metric+"@"+window.Name])
		}
	}
	if name == sim.All {
		week := w.spiralWeek()
		o.put(name, sim.Spiral, "all", float64(one(week > 0)))
		if week == 0 {
			week = math.NaN()
		}
		o.put(name, "spiral_week", "all", week)
	}
}

// spiralWeek is the first week of the death spiral, or 0 (7.16).
func (w *twin) spiralWeek() float64 {
	rate := func(last, weeks int) float64 {
		worked, got := 0.0, 0.0
		for k := max(0, last-weeks+1); k <= last; k++ {
			worked += w.counts[len(w.desks)][k+w.s.Run.Before()]["worked"]
			got += w.counts[len(w.desks)][k+w.s.Run.Before()]["partners"]
		}
		return worked / got
	}
	line, week := min(0.35, rate(12, 13)/2), 0.0
	for k := w.s.Run.Weeks - 1; k >= 0 && rate(k, 4) < line; k-- {
		week = float64(k + 1)
	}
	return week
}
