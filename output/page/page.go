// Package page writes the report of a finished folder: one HTML file for people who know
// the trade and not statistics, with everything in it. It tells a story in order: the
// answer, what each choice does, what could go wrong, what it hinges on, how it was found
// out, and the doubts; of patterns, whether the model may be believed. All numbers and sentences come from the answer.
package page

import (
	"cmp"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strings"
	"time"

	"channelsim/output/plot"
	"channelsim/output/text"
	"channelsim/scenarios"
	"channelsim/sim/experiment"
)

// Report is what a page tells of.
type Report struct {
	Subject  Subject
	Closing  experiment.Closing
	Pictures []plot.Picture
	Notes    []string
	Source   Source
}

// Subject is what a command was about. One of the pointers beside Answer is set, or
// none for a run of one scenario; a search for the tipping point, a calibration and patterns have no Answer.
type Subject struct {
	Answer *experiment.Answer

	Comparison *experiment.Comparison
	Contests   []experiment.Contest
	Hinges     []experiment.Hinge // nil if they were not asked for

	Sweep *experiment.Sweep
	Rows  []experiment.SweepRow

	Sensitivity *experiment.Sensitivity
	Influences  []experiment.Influence

	Ablation *experiment.Ablation
	Effects  []experiment.AblationRow

	Tipping *experiment.Tipping
	Found   *experiment.TippingAnswer

	Calibration *experiment.Calibration
	Fit         *experiment.CalibrationAnswer

	Patterns *experiment.PatternAnswer
}

// Told reports whether there is anything to tell of.
func (s *Subject) Told() bool {
	return s.Answer != nil || s.Tipping != nil || s.Calibration != nil || s.Patterns != nil
}

// Source is where a folder came from.
type Source struct {
	Command  string    // that makes it again, as a shell takes it
	Scenario string    // what follows a verb to mean its (first) scenario
	Seed     uint64    // of the random numbers
	Version  string    // of the program
	Model    int       // of the model
	Caution  string    // what to mind where that is an earlier model; else empty
	Finished time.Time // when it was finished
	Result   string    // SHA-256 of result.json, in hexadecimal digits
}

// teller tells what one kind of command came to.
type teller interface {
	headings() headings
	question() string
	answer() []block   // the answer and how sure it is
	outcomes() []block // what each choice does
	risks() []block    // what could go wrong
	hinges() []block   // what the answer hinges on
	method() []string  // what was simulated, in sentences
	points() []point   // the scenarios that were simulated
	place(picture string) string
}

// headings are those that are not the same in all reports.
type headings struct{ title, outcomes, risks, hinges string }

// ofScenarios are the headings of a report that tells of scenarios.
func ofScenarios(points []point) headings {
	h := headings{title: title(points), outcomes: "What each choice does", risks: "What could go wrong, and how to see it coming", hinges: "What the answer hinges on"}
	if len(points) == 1 {
		h.outcomes = "What it does"
	}
	return h
}

// The chapters that pictures may stand in.
const (
	outcomesChapter = "outcomes"
	risksChapter    = "risks"
	hingesChapter   = "hinges"
)

// point is a scenario with the name it goes by in the report.
type point struct {
	name string
	*scenarios.Scenario
	varied map[string]bool // keys, as the parameter table has them, that have no value of their own
}

// Write writes the page. An error is one of the writer or of a picture.
func Write(w io.Writer, r *Report) error {
	t := r.teller()
	looks := &looks{classes: map[string]string{}}
	pictures, err := r.figures(looks)
	if err != nil {
		return err
	}
	h := t.headings()
	d := &document{
		CSS:      template.CSS(style + looks.style()),
		Title:    h.title,
		Subtitle: r.subtitle(t.points()),
		Sections: []section{
			{"answer", "The question and the answer", slices.Concat(r.caution(), opening(t), t.answer())},
			{outcomesChapter, h.outcomes, t.outcomes()},
			{risksChapter, h.risks, t.risks()},
			{hingesChapter, h.hinges, t.hinges()},
			{"method", "How this was found out", r.method(t)},
			{"doubts", "Notes and doubts", r.doubts()},
		},
		Footer: fmt.Sprintf("Made by channelsim %s, version %d of the model. The model is no forecast: take its levels for illustrations and its differences for arguments.", r.Source.Version, r.Source.Model),
	}
	pictures.hang(d, t)
	number(d)
	return d.write(w)
}

// caution says what to mind of numbers of an earlier model.
func (r *Report) caution() []block {
	if r.Source.Caution == "" {
		return nil
	}
	return []block{doubt(text.Capital(r.Source.Caution) + ".")}
}

// teller is who can tell of the subject.
func (r *Report) teller() teller {
	s := &r.Subject
	one := run{report: r, Answer: s.Answer}
	switch {
	case s.Comparison != nil:
		return comparison{one, s.Comparison}
	case s.Sweep != nil:
		return sweep{one, s.Sweep}
	case s.Sensitivity != nil:
		return sensitivity{one, s.Sensitivity}
	case s.Ablation != nil:
		return ablation{one}
	case s.Tipping != nil:
		return tipping{r, s.Tipping, s.Found}
	case s.Calibration != nil:
		return calibration{r, s.Calibration, s.Fit}
	case s.Patterns != nil:
		return patterns{r, s.Patterns}
	}
	return one
}

// title names scenarios.
func title(points []point) string {
	first := points[0]
	if len(points) == 1 {
		return cmp.Or(text.Capital(first.Title), first.Name)
	}
	var names []string
	for _, p := range points {
		names = append(names, p.name)
	}
	switch {
	case len(names) > 4 && len(scenarioNames(points)) > 1:
		return fmt.Sprintf("%d scenarios compared", len(names))
	case len(names) > 4:
		return fmt.Sprintf("%s: %d choices compared", cmp.Or(first.Title, first.Name), len(names))
	}
	return text.Capital(listOr(names))
}

func (r *Report) subtitle(points []point) string {
	return fmt.Sprintf("channelsim report on %s, simulated on %s", list(scenarioNames(points)), r.Source.Finished.Format("2 January 2006"))
}

// scenarioNames are the different names of the scenarios.
func scenarioNames(points []point) []string {
	var names []string
	seen := map[string]bool{}
	for _, p := range points {
		if !seen[p.Name] {
			seen[p.Name] = true
			names = append(names, p.Name)
		}
	}
	return names
}

// opening states the question and what the scenario is.
func opening(t teller) []block {
	blocks := []block{para(t.question())}
	seen := map[string]bool{}
	for _, p := range t.points() {
		if d := strings.TrimSpace(p.Description); d != "" && !seen[d] {
			seen[d] = true
			blocks = append(blocks, para(p.Name+": "+d))
		}
	}
	return append(blocks, head("The answer"))
}

// gallery is the pictures of a report, in their order.
type gallery []*hung

// hung is a picture with its name, and whether it has its place.
type hung struct {
	name   string
	block  block
	placed bool
}

// figures makes the pictures parts of the page.
func (r *Report) figures(l *looks) (gallery, error) {
	var all gallery
	for _, p := range r.Pictures {
		svg, err := l.inline(p)
		if err != nil {
			return nil, err
		}
		all = append(all, &hung{name: p.Name, block: block{Figure: &figure{SVG: svg, Caption: reading(p.Name)}}})
	}
	return all, nil
}

// hang puts each picture where there is a slot for it, or else at the end of its chapter. A
// slot for a picture that does not exist stays empty.
func (g gallery) hang(d *document, t teller) {
	for i := range d.Sections {
		s := &d.Sections[i]
		var out []block
		for _, b := range s.Blocks {
			if b.Slot == "" {
				out = append(out, b)
				continue
			}
			out = append(out, g.take(func(h *hung) bool { return h.name == b.Slot })...)
		}
		s.Blocks = out
	}
	for i := range d.Sections {
		s := &d.Sections[i]
		s.Blocks = append(s.Blocks, g.take(func(h *hung) bool { return t.place(h.name) == s.ID })...)
	}
}

// take returns the pictures that are wanted and have no place yet.
func (g gallery) take(wanted func(*hung) bool) []block {
	var out []block
	for _, h := range g {
		if !h.placed && wanted(h) {
			h.placed = true
			out = append(out, h.block)
		}
	}
	return out
}

// number gives tables and figures their ids, and figures their numbers.
func number(d *document) {
	tables, figures := 0, 0
	for _, s := range d.Sections {
		for _, b := range s.Blocks {
			if b.Table != nil {
				tables++
				b.Table.ID = fmt.Sprintf("table-%d", tables)
			}
			if b.Figure != nil {
				figures++
				b.Figure.ID = fmt.Sprintf("picture-%d", figures)
				b.Figure.Caption = fmt.Sprintf("Picture %d. %s", figures, b.Figure.Caption)
			}
		}
	}
}

// readings say how to read a picture, by the first part of its name.
var readings = []struct{ name, says string }{
	{"weekly_bands", "How to read it: week by week, the line is the average over all runs; the dark band holds half of the runs, the light one nine of ten."},
	{"follow_up", "How to read it: the share of partners' leads that they worked, week by week; the line is the average over all runs, the dark band holds half of them, the light one nine of ten."},
	{"funnel", "How to read it: from left to right the share of leads, from top to bottom what becomes of them; the scale is such that each mark is ten times the one before."},
	{"lorenz", "How to read it: the further a line sags below the straight one, the more unequal the partners' shares are."},
	{"phase", "How to read it: each thin line is a run, from the ring where trust and follow-up begin to the mark where they end; thick lines are averages."},
	{"survival", "How to read it: the share of runs in which the death spiral has not begun, week by week; the band is what chance leaves open (95 % interval)."},
	{"standings", "How to read it: a row for each choice, the best in the first outcome on top; the mark is the average over all runs, the bar is what chance leaves open (95 % interval). A ring says that another choice is shown to be better. Where bars overlap choices may still differ for sure: all met the same luck."},
	{"difference", "How to read it: the dot is the average difference, run by run; the bar is its 95 % interval. Where the bar crosses zero the difference may be chance; apart below a name means that it is more."},
	{"partner_follow_up_rate", "How to read it: the share of partners' leads that they worked, week by week, on average over all runs; the band in the same tint holds half of the runs."},
	{"response", "How to read it: dots are averages over runs, the band is what chance leaves open (95 % interval)."},
	{"map", "How to read it: the lighter (the yellower), the more; the line is where the outcome tips."},
	{"basin", "How to read it: the lighter (the yellower), the more runs tip; the line is where half of them do."},
	{"loop", "How to read it: one line comes from good times, the other from bad times; the arrows say which way. Where they lie apart, what came before decides, and the way back is longer than the way there."},
	{"warnings", "How to read it: the further the share of alarms before spirals lies above that in healthy runs, the better a warning sign is; the area below the names is 1 for one that is never wrong, and 0.5 for a coin."},
	{"mechanisms", "How to read it: the longer the bar, the more of the outcome is that mechanism's doing; to the left of zero it takes away. A line that crosses zero may be chance."},
	{"fit", "How to read it: the dot is the observed value or the middle of the runs; bars hold nine of ten runs, or the 95 % interval of the observed value's error. The fitted model gives what was observed where the two last bars overlap."},
	{"posterior", "How to read it: the higher a bar, the likelier the values below it by the data; before the data all were alike (dashed)."},
	{"ties", "How to read it: each ring is a combination of two values that the data allow. Where the rings lie along a line, the data tell the two together only."},
	{"P", "How to read it: dots are averages over runs, the bar about each is what chance leaves open (95 % interval)."},
	{"influence", "How to read it: the longer the bar, the more the outcome moves with that assumption over its range."},
}

func reading(picture string) string {
	for _, r := range readings {
		if strings.HasPrefix(picture, r.name) {
			return r.says
		}
	}
	return ""
}
