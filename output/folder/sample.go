package folder

import (
	"fmt"
	"iter"
	"math"
	"path/filepath"
	"slices"

	"channelsim/sim"
	"channelsim/sim/experiment"
)

// weeklyMetrics are the places in sim.Metrics of those that have weekly values.
var weeklyMetrics = func() (all []int) {
	for m := range sim.Metrics {
		if sim.Metrics[m].Kind != sim.Whole {
			all = append(all, m)
		}
	}
	return all
}()

var sampleKeys = []column{pointColumn, replicationColumn, weekColumn, vendorColumn}

var sampleColumns = func() []column {
	columns := slices.Clone(sampleKeys)
	for _, m := range weeklyMetrics {
		columns = append(columns, weeklyColumn(sim.Metrics[m].Key))
	}
	return columns
}()

func weeklyColumn(metric string) column {
	return column{metric, number, "the outcome METRIC in the week, in its unit; undefined where it has no value"}
}

// sampleTable has a row for each week and vendor of each sampled run.
func sampleTable(samples iter.Seq2[[]experiment.Sampled, error]) table {
	return table{sampleColumns, rowsIn(samples, func(s *experiment.Sampled) iter.Seq[[]cell] {
		return func(yield func([]cell) bool) {
			row := make([]cell, len(sampleColumns))
			for week := range s.Layout.Weeks {
				for v := range s.Layout.Vendors {
					if sampleRow(row, s, week, v); !yield(row) {
						return
					}
				}
			}
		}
	})}
}

func sampleRow(row []cell, s *experiment.Sampled, week, vendor int) {
	row[0].whole, row[1].whole, row[2].whole = int64(s.Point), int64(s.Replication), int64(week+1)
	row[3].text = s.Layout.Vendors[vendor]
	for i, m := range weeklyMetrics {
		row[4+i].number = s.Weekly[s.Layout.Week(vendor, m, week)]
	}
}

// Columns that tables about partners have.
var (
	partnerColumn    = column{"partner", whole, "the partner's place in the market, from 1"}
	generationColumn = column{"generation", whole, "how many partners had this place before: it rises when one fails and another takes its place"}
	archetypeColumn  = column{"archetype", text, "kind of partner, a name of the scenario's archetypes"}
)

var partnersColumns = []column{
	pointColumn,
	replicationColumn,
	{"vendor", text, "name of the vendor whose line the row is about"},
	partnerColumn,
	generationColumn,
	archetypeColumn,
	{"segment", text, "part of the market that the partner is at home in"},
	{"weeks", whole, "recorded weeks in which it carried the line; all that follows is of these"},
	{"leads_received", whole, "leads that the vendor routed to the partner"},
	{"leads_opened", whole, "leads that it took out of the drawer"},
	{"leads_worked", whole, "leads on which it paid for a contact"},
	{"leads_expired", whole, "leads that ran out, those in the drawer (never opened) among them; over partners they add up to the outcome leads_expired"},
	{"opportunities", whole, "opportunities that came of worked leads"},
	{"found", whole, "opportunities that the partner hunted itself"},
	{"won", whole, "opportunities of the line that were won, whatever they came from"},
	{"lost", whole, "opportunities of the line that were lost, or given up when it left or failed"},
	{"revenue", number, "list value of the deals won, money"},
	{"hours_on_leads", number, "hours spent on the vendor's leads and on campaigns"},
	{"hours_hunted", number, "hours spent hunting for the vendor's line"},
	{"trust", number, "its trust in the vendor at the end of its last week, 0-1"},
	{"belief_good_lead", number, "what it then believed to be the chance that a worked lead of average grade becomes an opportunity, 0-1"},
}

// partnersTable has a row for each partner and vendor whose line it carried, of each sampled run.
func partnersTable(samples iter.Seq2[[]experiment.Sampled, error]) table {
	return table{partnersColumns, rowsIn(samples, func(s *experiment.Sampled) iter.Seq[[]cell] {
		return func(yield func([]cell) bool) {
			for i := range s.Careers {
				if !yield(partnersRow(s, &s.Careers[i])) {
					return
				}
			}
		}
	})}
}

func partnersRow(s *experiment.Sampled, c *sim.Career) []cell {
	count := func(n int) cell { return cell{whole: int64(n)} }
	return []cell{count(s.Point), count(s.Replication), {text: s.Layout.Vendors[c.Vendor]}, count(c.Partner), count(c.Generation),
		{text: c.Archetype}, {text: c.Segment}, count(c.Weeks), count(c.Received), count(c.Opened), count(c.Worked),
		count(c.Expired), count(c.Opportunities), count(c.Found), count(c.Won), count(c.Lost), {number: c.Revenue},
		{number: c.HoursOnLeads}, {number: c.HoursHunted}, {number: c.Trust}, {number: c.Belief}}
}

// readSamples reads sample.parquet and the file with the totals of partners.
func readSamples(dir string, d *experiment.Design, careers string, earlier bool) ([]experiment.Sampled, error) {
	var all []experiment.Sampled
	path := filepath.Join(dir, sampleFile+".parquet")
	places, err := placesOf(path, sampleColumns, earlier)
	if err != nil {
		return nil, err
	}
	for row, err := range readTable(path) {
		if err != nil {
			return nil, err
		}
		point, replication := int(row.whole(0)), int(row.whole(1))
		if point < 0 || point >= len(d.Points) {
			return nil, fmt.Errorf("%s: a row is not of this run", path)
		}
		if n := len(all); n == 0 || all[n-1].Point != point || all[n-1].Replication != replication {
			l := d.Layout(point)
			all = append(all, experiment.Sampled{Point: point, Replication: replication, Layout: l, Weekly: blankWeeks(l)})
		}
		s := &all[len(all)-1]
		week, vendor := int(row.whole(2))-1, slices.Index(s.Layout.Vendors, row.text(3))
		if week < 0 || week >= s.Layout.Weeks || vendor < 0 {
			return nil, fmt.Errorf("%s: week %d of %q is not of this run", path, week+1, row.text(3))
		}
		for i, m := range weeklyMetrics {
			s.Weekly[s.Layout.Week(vendor, m, week)] = row.number(places[len(sampleKeys)+i])
		}
	}
	return all, readCareers(filepath.Join(dir, careers+".parquet"), all)
}

// blankWeeks are weekly values of which none is defined.
func blankWeeks(l *sim.Layout) []float64 {
	weekly := l.NewRecord().Weekly
	for i := range weekly {
		weekly[i] = math.NaN()
	}
	return weekly
}

// readCareers adds what partners.parquet tells to the samples, which are in the same order.
func readCareers(path string, samples []experiment.Sampled) error {
	for r, err := range readTable(path) {
		if err != nil {
			return err
		}
		for len(samples) > 0 && (samples[0].Point != int(r.whole(0)) || samples[0].Replication != int(r.whole(1))) {
			samples = samples[1:]
		}
		if len(samples) == 0 || len(r.values) != len(partnersColumns) || slices.Index(samples[0].Layout.Vendors, r.text(2)) < 0 {
			return fmt.Errorf("%s: a row or the columns are not of this run", path)
		}
		count := func(i int) int { return int(r.whole(i)) }
		samples[0].Careers = append(samples[0].Careers, sim.Career{Vendor: slices.Index(samples[0].Layout.Vendors, r.text(2)), Partner: count(3), Generation: count(4),
			Archetype: r.text(5), Segment: r.text(6), Weeks: count(7), Received: count(8), Opened: count(9), Worked: count(10),
			Expired: count(11), Opportunities: count(12), Found: count(13), Won: count(14), Lost: count(15), Revenue: r.number(16),
			HoursOnLeads: r.number(17), HoursHunted: r.number(18), Trust: r.number(19), Belief: r.number(20)})
	}
	return nil
}
