package page

import (
	"cmp"
	"fmt"
	"math"
	"strings"

	"channelsim/output/text"
	"channelsim/sim"
	"channelsim/sim/experiment"
)

// run tells of one scenario.
type run struct {
	report *Report
	*experiment.Answer
}

func (r run) points() []point {
	s := r.Design.Points[0].Scenario
	return []point{{name: s.Name, Scenario: s}}
}

func (r run) headings() headings { return ofScenarios(r.points()) }

func (r run) currency() string { return r.Design.Points[0].Scenario.Run.Currency }

func (r run) question() string {
	s := r.Design.Points[0].Scenario
	about := cmp.Or(s.Title, s.Name)
	return fmt.Sprintf("What becomes of partners' effort, of revenue and of trust over %s, if this is how leads are handed out: %s?", r.span(), about)
}

// span is the time that is simulated: 104 weeks (Jul 2026-Jun 2028).
func (r run) span() string {
	words := experiment.CountOf(r.Layout.Weeks, "week")
	if months := r.Design.Points[0].Scenario.Run.Months(1, r.Layout.Weeks); months != "" {
		words += " (" + months + ")"
	}
	return words
}

func (r run) answer() []block {
	blocks := []block{strong(r.report.Closing.Says)}
	if says := r.earned(0); says != "" {
		blocks = append(blocks, para(says))
	}
	blocks = append(blocks, paras(experiment.SayMoney(r.Answer)...)...)
	if r.Price != nil {
		blocks = append(blocks, para(r.Price.Say(r.currency())))
	}
	return append(blocks, r.sure()...)
}

// earned says what the vendor's profit comes to.
func (r run) earned(point int) string {
	s := r.Find(point, sim.All, sim.VendorProfit, "all")
	if s == nil || undefined(s.Mean) {
		return ""
	}
	says := fmt.Sprintf("%s over the whole time comes to %s on average", text.Capital(r.profit()), money(r.currency(), s.Mean))
	if !undefined(s.CILow) && s.N >= experiment.FewRuns {
		says += fmt.Sprintf(" (95 %% interval %s)", moneyBetween(r.currency(), s.CILow, s.CIHigh))
	}
	return says + r.shares(point) + "."
}

// profit is whose profit the market's is.
func (r run) profit() string {
	if len(r.vendorNames()) > 1 {
		return "the vendors' profit together"
	}
	return "the vendor's profit"
}

// shares says what each of several vendors earns.
func (r run) shares(point int) string {
	var parts []string
	for _, name := range r.vendorNames() {
		if s := r.Find(point, name, sim.VendorProfit, "all"); s != nil && !undefined(s.Mean) {
			parts = append(parts, name+" "+money(r.currency(), s.Mean))
		}
	}
	if len(parts) < 2 {
		return ""
	}
	return ": " + list(parts)
}

// vendorNames are those of the first point's vendors.
func (r run) vendorNames() []string {
	var names []string
	for _, v := range r.Design.Points[0].Scenario.Vendors {
		names = append(names, v.Name)
	}
	return names
}

// sure says how sure the answer is.
func (r run) sure() []block {
	n := 0
	if s := r.SurvivalOf(0); s != nil {
		n = s.Runs
	}
	if n < experiment.FewRuns {
		return []block{doubt(fmt.Sprintf("How sure: not at all yet. %s too few to tell chance from what the policy does; this report shows what will be looked at. Take --runs 200.", are(n, "run")))}
	}
	says := fmt.Sprintf("How sure: this was played through %s, each time with other luck.", times(n))
	if s := r.SurvivalOf(0); s != nil {
		says += " The chance of a death spiral lies " + chance(s) + " (95 % interval)."
	}
	return []block{para(says + " That is about luck alone. Whether the assumptions fit your channel is the greater doubt: see what the answer hinges on.")}
}

// chance says where the chance of a spiral lies: between 56 and 79 %, below 8.8 %.
func chance(s *experiment.Survival) string {
	last := len(s.Healthy) - 1
	switch low, high := 1-s.High[last], 1-s.Low[last]; {
	case s.Spirals == 0:
		return "below " + percent(high)
	case s.Spirals == s.Runs:
		return "above " + percent(low)
	default:
		return "between " + strings.Replace(between(low, high), " to ", " and ", 1)
	}
}

// are counts things and adds the verb: 1 run is, 3 runs are.
func are(n int, thing string) string {
	if n == 1 {
		return "1 " + thing + " is"
	}
	return fmt.Sprintf("%s %ss are", text.Round(float64(n), 0), thing)
}

func times(n int) string {
	if n == 1 {
		return "once"
	}
	return text.Round(float64(n), 0) + " times"
}

// windows are the columns of the table of outcomes.
var windows = []struct{ name, head string }{{"first_quarter", "First quarter"}, {"last_half_year", "Last half-year"}, {"all", "Whole time"}}

func (r run) outcomes() []block {
	blocks := paras(r.together(), r.sources(0), r.reported(0), r.currencyNote())
	t := &table{Caption: fmt.Sprintf("Averages over %s; below each the range that chance leaves open (95 %% interval). Money is what a quarter of 13 weeks brings in the first two columns, and the sum in the last.", text.Count(r.finished(0), "run"))}
	t.Head = []string{"Outcome"}
	for _, w := range windows {
		t.Head = append(t.Head, r.windowHead(w.name, w.head))
	}
	for _, g := range groups {
		var lines []row
		for _, key := range g.metrics {
			if line := r.windowRow(key); line != nil {
				lines = append(lines, *line)
			}
		}
		t.group(g.head, lines)
	}
	blocks = append(blocks, block{Table: t})
	if goes := r.money(); goes != nil {
		blocks = append(blocks, block{Table: goes})
	}
	blocks = append(blocks, slot("follow_up"))
	blocks = append(blocks, r.vendors()...)
	return append(blocks, r.funnel(r.points())...)
}

// vendors shows each of several vendors by itself.
func (r run) vendors() []block {
	all := r.Design.Points[0].Scenario.Vendors
	if len(all) < 2 {
		return nil
	}
	t := &table{Caption: "Each vendor by itself, over the whole time; below each the range that chance leaves open (95 % interval)", Head: []string{"Vendor"}}
	rows := make([]row, len(all))
	for _, key := range []string{"revenue_total", sim.VendorProfit, sim.FollowUp, "trust"} {
		var of []*experiment.Summary
		for i := range all {
			of = append(of, r.Find(0, all[i].Name, key, "all"))
		}
		line := r.line(key, of)
		if line == nil {
			continue
		}
		t.Head = append(t.Head, line.Head+suffix(line.Small))
		for i := range rows {
			rows[i].Head = all[i].Name
			rows[i].Cells = append(rows[i].Cells, line.Cells[i])
		}
	}
	if t.Rows = rows; len(t.Head) == 1 {
		return nil
	}
	return []block{{Table: t}}
}

// together says whose figures the others are where there are several vendors, or nothing.
func (r run) together() string {
	names := r.vendorNames()
	if len(names) < 2 {
		return ""
	}
	return fmt.Sprintf("Unless a vendor is named, figures are of the vendors together: %s.", list(names))
}

// group adds lines below a heading, if there are any.
func (t *table) group(head string, lines []row) {
	if len(lines) > 0 {
		t.Rows = append(append(t.Rows, row{Head: head}), lines...)
	}
}

// paras are paragraphs, without the empty ones.
func paras(all ...string) []block {
	var blocks []block
	for _, s := range all {
		if s != "" {
			blocks = append(blocks, para(s))
		}
	}
	return blocks
}

// groups are the outcomes of the tables.
var groups = []struct {
	head    string
	metrics []string
}{
	{"Money", []string{"revenue_total", "lead_touched_share", "revenue_direct", "revenue_vendor_leads", "revenue_hunted", "revenue_campaigns", sim.VendorProfit, "partner_profit"}},
	{"Leads and what becomes of them", []string{"ab_share_to_partners", sim.FollowUp, "direct_follow_up_rate", "partner_lead_to_win_rate", "reported_partner_lead_to_win_rate", "direct_lead_to_win_rate"}},
	{"Partners", []string{"trust", "belief_good_lead", "hunting_hours_share", "partners_active"}},
}

// windowHead is the heading of a window, with its months where the scenario has a start.
func (r run) windowHead(name, head string) string {
	for _, w := range r.Layout.Windows {
		if w.Name != name {
			continue
		}
		if months := r.Design.Points[0].Scenario.Run.Months(w.First, w.Last); months != "" {
			return fmt.Sprintf("%s (%s)", head, months)
		}
		return fmt.Sprintf("%s (weeks %d to %d)", head, w.First, w.Last)
	}
	return head
}

// windowRow is a metric over the windows.
func (r run) windowRow(key string) *row {
	var all []*experiment.Summary
	for _, w := range windows {
		all = append(all, r.quarterly(0, key, w.name))
	}
	return r.line(key, all)
}

// line is a row of a metric's summaries; nil where none is known, or nobody runs campaigns.
func (r run) line(key string, all []*experiment.Summary) *row {
	largest, known := 0.0, false
	for _, s := range all {
		if s != nil && !undefined(s.Mean) {
			largest, known = math.Max(largest, math.Abs(s.Mean)), true
		}
	}
	if !known || largest == 0 && key == "revenue_campaigns" {
		return nil
	}
	m := measureOf(key, largest, r.currency())
	line := &row{Head: m.name(), Small: m.small()}
	for _, s := range all {
		line.Cells = append(line.Cells, m.summary(s))
	}
	return line
}

// small is the unit below a metric's name.
func (m measure) small() string {
	if m.unit == "%" || strings.HasSuffix(m.Label, m.unit) {
		return ""
	}
	return m.unit
}

// quarterly is a summary; of a flow over a part of the time it is what a quarter brings.
func (r run) quarterly(point int, key, window string) *experiment.Summary {
	s := r.Find(point, sim.All, key, window)
	if s == nil || window == "all" || sim.Metrics[sim.MetricIndex(key)].Kind != sim.Flow {
		return s
	}
	scaled := *s
	for _, w := range r.Layout.Windows {
		if w.Name == window {
			f := 13 / float64(w.Last-w.First+1)
			scaled.Mean, scaled.CILow, scaled.CIHigh = f*s.Mean, f*s.CILow, f*s.CIHigh
		}
	}
	return &scaled
}

func (r run) currencyNote() string {
	if r.currency() != "" {
		return ""
	}
	return "The scenario names no currency, so that amounts are in a unit of money of its own; --set run.currency=EUR gives them a name."
}

// finished is the number of runs of a point.
func (r run) finished(point int) int {
	if s := r.SurvivalOf(point); s != nil {
		return s.Runs
	}
	return r.Design.Runs
}

// sources says where revenue comes from.
func (r run) sources(point int) string {
	total := r.Find(point, sim.All, "revenue_total", "all")
	if total == nil || !(total.Mean > 0) {
		return ""
	}
	var parts []string
	for _, s := range []struct{ key, words string }{
		{"revenue_direct", "the direct team's deals"}, {"revenue_vendor_leads", "leads handed to partners"},
		{"revenue_hunted", "deals that partners found themselves"}, {"revenue_campaigns", "partners' own campaigns"}} {
		if part := r.Find(point, sim.All, s.key, "all"); part != nil && part.Mean > 0 {
			parts = append(parts, fmt.Sprintf("%s from %s", percent(part.Mean/total.Mean), s.words))
		}
	}
	return fmt.Sprintf("Revenue over the whole time comes to %s on average: %s.", money(r.currency(), total.Mean), list(parts))
}

// reported holds what the vendor's report says of partners against what is so.
func (r run) reported(point int) string {
	is := r.Find(point, sim.All, "partner_lead_to_win_rate", "all")
	says := r.Find(point, sim.All, "reported_partner_lead_to_win_rate", "all")
	direct := r.Find(point, sim.All, "direct_lead_to_win_rate", "all")
	if is == nil || says == nil || undefined(is.Mean) || undefined(says.Mean) {
		return ""
	}
	sentence := fmt.Sprintf("Of 100 leads, partners win %s in truth and %s by the vendor's report, because partners do not report all that they win.", rate(is.Mean), rate(says.Mean))
	if percent(is.Mean) == percent(says.Mean) {
		sentence = fmt.Sprintf("Of 100 leads, partners win %s, and the vendor's report says the same.", rate(is.Mean))
	}
	if direct == nil || undefined(direct.Mean) {
		return sentence
	}
	return sentence + fmt.Sprintf(" The direct team wins %s of 100. These are not the same leads: who gets the better ones shows the better rate.", rate(direct.Mean))
}

// rate is a share as so many of a hundred: 4.5.
func rate(x float64) string { return strings.TrimSuffix(percent(x), " %") }

func (r run) hinges() []block {
	return []block{
		para("This folder does not tell: it holds one set of assumptions. Three commands do. The first ranks the assumptions that nobody knows exactly by how much they move the outcome; the second switches each mechanism off in turn; the third finds where it tips in a quantity that you can name."),
		code("channelsim sensitivity " + r.report.Source.Scenario + "\nchannelsim ablate " + r.report.Source.Scenario + "\nchannelsim tipping " + r.report.Source.Scenario + " --vary lead_quality=0.1:0.6"),
	}
}

func (r run) method() []string {
	return []string{fmt.Sprintf("One scenario was simulated %s over %s, each time with other luck: which customers turn up, which leads are real, who answers the phone.", times(r.finished(0)), r.span())}
}

func (r run) place(picture string) string {
	switch picture {
	case "follow_up", "funnel", "lorenz", "revenue":
		return outcomesChapter
	}
	return risksChapter
}
