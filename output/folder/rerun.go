package folder

import (
	"cmp"
	"fmt"
	"path/filepath"

	"channelsim/sim"
	"channelsim/sim/experiment"
)

// ReadRun reads the outcomes of one run off a finished folder: its record, without
// weeks and groups, or nil if it is not there since it failed.
func ReadRun(dir string, d *experiment.Design, point, replication int) (*sim.Record, error) {
	for b, err := range readRuns(filepath.Join(dir, runsFile+".parquet"), d) {
		if err != nil {
			return nil, err
		}
		if b.Point == point && b.First == replication {
			return b.Records[0], nil
		}
	}
	return nil, nil
}

// SaveRerun writes what a run was like into a new folder: sample.parquet with its weekly
// series and partners.parquet with every partner's weeks, with CSV twins if asked for.
// trace tells of the partners' weeks, from the first to the last, each time it is called.
func SaveRerun(dir string, r *experiment.Rerun, trace func(each func(*experiment.PartnerWeek)) error, csv bool) error {
	f, err := Create(dir)
	if err != nil {
		return err
	}
	for name, t := range map[string]table{sampleFile: sampleTable(once([]experiment.Sampled{r.Sampled()})), partnersFile: traceTable(r, trace)} {
		_, err := f.writeWhole(name+".parquet", asParquet(name, t))
		if err == nil && csv {
			_, err = f.writeWhole(name+".csv", asCSV(t))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// traceTable has a row for each week of each partner and vendor. Hours and money of
// a partner as a whole stand in the rows of all its vendors.
func traceTable(r *experiment.Rerun, trace func(each func(*experiment.PartnerWeek)) error) table {
	return table{traceColumns, func(yield func([]cell, error) bool) {
		going := true
		err := trace(func(p *experiment.PartnerWeek) {
			for i := range p.Lines {
				going = going && yield(traceRow(r, p, &p.Lines[i]), nil)
			}
		})
		if err != nil && going {
			yield(nil, err)
		}
	}}
}

var traceColumns = []column{{"point", whole}, {"replication", whole}, {"week", whole}, {"partner", whole}, {"generation", whole}, {"archetype", text}, {"vendor", text}, {"member", whole},
	{"leads_received", whole}, {"leads_opened", whole}, {"leads_worked", whole}, {"leads_expired", whole}, {"leads_recalled", whole}, {"opportunities", whole}, {"collisions", whole},
	{"found", whole}, {"won", whole}, {"lost", whole}, {"revenue", number}, {"hours_on_leads", number}, {"hours_hunted", number}, {"belief_good_lead", number}, {"trust", number}, {"unfairness", number},
	{"hours", number}, {"hours_outside", number}, {"income", number}, {"cost", number}, {"cash", number}}

func traceRow(r *experiment.Rerun, p *experiment.PartnerWeek, l *sim.LifeLine) []cell {
	count := func(n int) cell { return cell{whole: int64(n)} }
	member := 0
	if l.Member {
		member = 1
	}
	return []cell{count(r.Point), count(r.Replication), count(p.Week), count(p.Partner), count(p.Generation), {text: p.Archetype}, {text: l.Vendor}, count(member),
		count(l.Received), count(l.Opened), count(l.Worked), count(l.Expired), count(l.Recalled), count(l.Opportunities), count(l.Collisions),
		count(l.Found), count(l.Won), count(l.Lost), {number: l.Revenue}, {number: l.Hours}, {number: l.Hunted}, {number: l.Belief}, {number: l.Trust}, {number: l.Unfair},
		{number: p.Hours}, {number: p.Outside}, {number: p.Income}, {number: p.Cost}, {number: p.Cash}}
}

// Agrees reports whether a run that was simulated again has the outcomes that were saved,
// to the last bit, and names the first that differs.
func Agrees(saved, again *sim.Record, l *sim.Layout) error {
	for v, vendor := range l.Vendors {
		for w := range l.Windows {
			for m := range sim.Metrics {
				at := l.Value(v, w, m)
				if x, y := saved.Values[at], again.Values[at]; cmp.Compare(x, y) != 0 {
					return fmt.Errorf("%s of %s over %s is %v and was %v", sim.Metrics[m].Key, vendor, l.Windows[w].Name, y, x)
				}
			}
		}
	}
	return nil
}
