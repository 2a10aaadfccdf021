package sim

import (
	"fmt"
	"strings"
	"testing"
	"text/tabwriter"

	"channelsim/agents"
	"channelsim/scenarios"

	"github.com/cockroachdb/datadriven"
)

// TestStories tells stories of a few actors, a line for everyone in every week,
// and compares them with those on file. Rewrite them with -rewrite, and commit
// only what you can explain.
//
// scenario: the input is a scenario file; prints who there is.
// step weeks=N: simulates and tells.
func TestStories(t *testing.T) {
	datadriven.Walk(t, "testdata/stories", func(t *testing.T, path string) {
		var w *World
		datadriven.RunTest(t, path, func(t *testing.T, d *datadriven.TestData) string {
			switch d.Cmd {
			case "scenario":
				s, err := scenarios.Parse(path, []byte(d.Input))
				if err != nil {
					return err.Error() + "\n"
				}
				w = world(t, s, Options{})
				w.Reset(uint64(s.Run.Seed), 0)
				return w.cast()
			case "step":
				var weeks int
				d.ScanArgs(t, "weeks", &weeks)
				var b strings.Builder
				for range weeks {
					w.Step()
					b.WriteString(w.tell())
				}
				return b.String()
			}
			return "unknown command\n"
		})
	})
}

// name is what a story calls a seller.
func (w *World) name(h int) string {
	s := &w.sellers[h]
	if s.Vendor >= 0 {
		return fmt.Sprintf("%s rep %d", w.scenario.Vendors[s.Vendor].Name, s.Place+1)
	}
	return fmt.Sprintf("partner %d", s.Place+1)
}

// cast lists who there is at the start.
func (w *World) cast() string {
	return table(func(out *tabwriter.Writer) {
		fmt.Fprintln(out, "who\thours\tsegment\tclosing\tcash\t")
		for h := range w.sellers {
			s := &w.sellers[h]
			fmt.Fprintf(out, "%s\t%.1f\t%s\t%.2f\t%.0f\t\n", w.name(h), s.Hours, w.scenario.Segments[s.Segment].Name, s.Closing, s.Cash)
		}
	})
}

// tell tells what everyone did in the week that has just ended.
func (w *World) tell() string {
	return fmt.Sprintf("week %d\n", w.week) + table(func(out *tabwriter.Writer) {
		fmt.Fprintln(out, "who\tgot\topened\tworked\topps\tfound\topen\tserved\tleads\thunted\toutside\tbelief\ttrust\tnote\t")
		for h := range w.sellers {
			s := &w.sellers[h]
			for v := range w.desks {
				if w.rep(int32(h)) && s.Vendor != int32(v) {
					continue
				}
				w.tellLine(out, h, v)
			}
		}
	})
}

func (w *World) tellLine(out *tabwriter.Writer, h, v int) {
	s := &w.sellers[h]
	l, who := w.line(h, v), w.name(h)
	if len(w.desks) > 1 && !w.rep(int32(h)) {
		who += ", " + w.scenario.Vendors[v].Name
	}
	note, k := "", l.Week
	switch {
	case !s.Active:
		note, k = "failed", agents.LineWeek{}
	case !l.Member:
		note = "not a member"
	case s.Busy:
		note = "busy"
	case l.Week.Collisions > 0:
		note = "collision"
	}
	fmt.Fprintf(out, "%s\t%d\t%d\t%d\t%d\t%d\t%d\t%.1f\t%.1f\t%.1f\t%.1f\t%.3f\t%.3f\t%s\t\n", who,
		k.Received, k.Opened, k.Worked[agents.AB]+k.Worked[agents.Rest], k.Opportunities[agents.AB]+k.Opportunities[agents.Rest],
		k.Found, l.Open, s.Week.Served, k.Leads, max(k.Hunted, onlyRep(w, h, s.Week.Hunted)), s.Week.Outside, l.Beliefs[agents.AB].P(), l.Trust, note)
}

// onlyRep is a rep's account work, which stands with the seller.
func onlyRep(w *World, h int, hours float64) float64 {
	if w.rep(int32(h)) {
		return hours
	}
	return 0
}

func table(write func(out *tabwriter.Writer)) string {
	var b strings.Builder
	out := tabwriter.NewWriter(&b, 0, 0, 2, ' ', tabwriter.AlignRight)
	write(out)
	out.Flush()
	lines := strings.Split(b.String(), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n")
}
