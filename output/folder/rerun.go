package folder

import (
	"cmp"
	"errors"
	"fmt"
	"path/filepath"

	"channelsim/sim"
	"channelsim/sim/experiment"
)

// ReadRun reads the outcomes of one run off a finished folder: its record, without
// weeks and groups, or nil if it is not there since it failed.
func ReadRun(dir string, d *experiment.Design, point, replication int) (*sim.Record, error) {
	for b, err := range readRuns(filepath.Join(dir, runsFile+".parquet"), d, false) {
		if err != nil {
			return nil, err
		}
		if b.Point == point && b.First == replication {
			return b.Records[0], nil
		}
	}
	return nil, nil
}

// Trace tells what runs were like: of every partner's weeks while a run goes, and then of
// the run with the fates of its leads. It does so each time it is called.
type Trace func(week func(*experiment.PartnerWeek), run func(*experiment.Rerun) error) error

// parts are the files of a trace.
func (t Trace) parts(csv bool) []File {
	return append(twins(partnersFile, traceTable(t), csv), twins(leadsFile, leadsTable(t), csv)...)
}

// SaveRerun writes what a run was like into a new folder: sample.parquet with its weekly
// series, partners.parquet with every partner's weeks and leads.parquet with the fates of
// leads, with CSV twins if asked for.
func SaveRerun(dir string, r *experiment.Rerun, trace Trace, csv bool) error {
	f, err := Create(dir)
	if err != nil {
		return err
	}
	defer f.Close()
	sample := sampleTable(once([]experiment.Sampled{r.Sampled()}))
	for _, p := range append(trace.parts(csv), twins(sampleFile, sample, csv)...) {
		if _, err := f.writeWhole(p.Name, p.Write); err != nil {
			return err
		}
	}
	return nil
}

// traceTable has a row for each week of each partner and vendor. Hours and money of
// a partner as a whole stand in the rows of all its vendors.
func traceTable(trace Trace) table {
	return table{traceColumns, func(yield func([]cell, error) bool) {
		going := true
		err := trace(func(p *experiment.PartnerWeek) {
			for i := range p.Lines {
				going = going && yield(traceRow(p, &p.Lines[i]), nil)
			}
		}, func(*experiment.Rerun) error { return nil })
		if err != nil && going {
			yield(nil, err)
		}
	}}
}

var traceColumns = []column{
	pointColumn,
	replicationColumn,
	weekColumn,
	partnerColumn,
	generationColumn,
	archetypeColumn,
	{"vendor", text, "name of the vendor whose line the row is about"},
	{"member", whole, "1 if the partner carried the line during the week, else 0"},
	{"leads_received", whole, "leads that the vendor routed to the partner"},
	{"leads_opened", whole, "leads that it took out of the drawer"},
	{"leads_worked", whole, "leads on which it paid for a contact"},
	{"leads_expired", whole, "leads that ran out, those in the drawer (never opened) among them; over partners they add up to the outcome leads_expired"},
	{"leads_recalled", whole, "leads that the vendor took back"},
	{"opportunities", whole, "opportunities that came of worked leads"},
	{"collisions", whole, "worked leads whose project the direct team already pursued"},
	{"found", whole, "opportunities that the partner hunted itself"},
	{"won", whole, "opportunities of the line that were won, whatever they came from"},
	{"lost", whole, "opportunities of the line that were lost"},
	{"revenue", number, "list value of the deals won, money"},
	{"hours_on_leads", number, "hours spent on the vendor's leads"},
	{"hours_hunted", number, "hours spent hunting for the vendor's line"},
	{"belief_good_lead", number, "what the partner believes to be the chance that a worked lead of average grade becomes an opportunity, 0-1"},
	{"trust", number, "its trust in the vendor, 0-1"},
	{"unfairness", number, "how unfairly it feels treated, 0-1"},
	{"hours", number, "hours that the partner has in the week; as all that follows, of the partner as a whole and so the same in the rows of all its vendors"},
	{"hours_outside", number, "hours hunted for the line outside the market"},
	{"income", number, "margin earned on all lines, money"},
	{"cost", number, "running costs, money"},
	{"cash", number, "cash at the week's end, money"},
}

func traceRow(p *experiment.PartnerWeek, l *sim.LifeLine) []cell {
	count := func(n int) cell { return cell{whole: int64(n)} }
	member := 0
	if l.Member {
		member = 1
	}
	return []cell{count(p.Point), count(p.Replication), count(p.Week), count(p.Partner), count(p.Generation), {text: p.Archetype}, {text: l.Vendor}, count(member),
		count(l.Received), count(l.Opened), count(l.Worked), count(l.Expired), count(l.Recalled), count(l.Opportunities), count(l.Collisions),
		count(l.Found), count(l.Won), count(l.Lost), {number: l.Revenue}, {number: l.Hours}, {number: l.Hunted}, {number: l.Belief}, {number: l.Trust}, {number: l.Unfair},
		{number: p.Hours}, {number: p.Outside}, {number: p.Income}, {number: p.Cost}, {number: p.Cash}}
}

var leadsColumns = []column{
	pointColumn,
	replicationColumn,
	{"lead", whole, "identity of the lead, a hash: the same lead in runs of the same replication that differ elsewhere"},
	{"vendor", text, "name of the vendor whose lead it is"},
	{"created", whole, "week in which marketing made it; 0 or less: in the warm-up"},
	{"week", whole, "week in which it was routed; one that is routed anew has a row for each time"},
	{"grade", text, "grade that the vendor gave"},
	{"written", text, "grade that stood on it for partners: a better one where the vendor inflates"},
	{"real", whole, "1 if there was a project behind it, else 0"},
	{"route", text, "direct or partners"},
	{"seller", whole, "number of the partner, or of the rep, from 1"},
	{"generation", whole, "how many partners had this place before"},
	{"status", text, "where it ended: unread, drawer (never opened), opened, worked, expired, returned or recalled"},
	{"worked", whole, "week of the contact; 0 if there was none"},
	{"outcome", text, "not worked, led nowhere, collision (the direct team already pursued the project), outrun (by another in the same week), open (not decided yet), won or lost"},
	{"decided", whole, "week in which the opportunity was won or lost; 0 if it was not"},
	{"value", number, "list value of the deal if it was won, money; else 0"},
}

// leadsTable has a row for each time that a lead was routed in the recorded weeks.
func leadsTable(trace Trace) table {
	return table{leadsColumns, func(yield func([]cell, error) bool) {
		going := true
		err := trace(func(*experiment.PartnerWeek) {}, func(r *experiment.Rerun) error {
			vendors := r.Design.Layout(r.Point).Vendors
			for i := range r.Record.Leads {
				f := &r.Record.Leads[i]
				if going = going && yield(leadsRow(r, f, vendors[f.Vendor]), nil); !going {
					return errStopped
				}
			}
			return nil
		})
		if err != nil && going {
			yield(nil, err)
		}
	}}
}

// errStopped ends a trace whose reader has had enough.
var errStopped = errors.New("stopped")

func leadsRow(r *experiment.Rerun, f *sim.LeadFate, vendor string) []cell {
	count := func(n int) cell { return cell{whole: int64(n)} }
	behind := 0
	if f.Real {
		behind = 1
	}
	return []cell{count(r.Point), count(r.Replication), {whole: int64(f.Lead)}, {text: vendor}, count(f.Created), count(f.Week),
		{text: f.Grade.String()}, {text: f.Written.String()}, count(behind), {text: sim.FunnelRoutes[f.Route]}, count(f.Seller), count(f.Generation),
		{text: f.Status.String()}, count(f.Worked), {text: f.Outcome.String()}, count(f.Decided), {number: f.Value}}
}

// Agrees reports whether a run that was simulated again has the outcomes that were saved,
// to the last bit, and names the first that differs.
func Agrees(saved, again *sim.Record, l *sim.Layout) error {
	for v, vendor := range l.Vendors {
		for w := range l.Windows {
			for m := range sim.Metrics {
				at := l.Value(v, w, m)
				if x, y := saved.Values[at], again.Values[at]; l.Defined(v, w, m) && cmp.Compare(x, y) != 0 {
					return fmt.Errorf("%s of %s over %s is %v and was %v", sim.Metrics[m].Key, vendor, l.Windows[w].Name, y, x)
				}
			}
		}
	}
	return nil
}
