package scenarios

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"os"
	"strings"

	"github.com/BurntSushi/toml"
)

// Evidence is what is known of a programme from outside the model.
type Evidence struct {
	Targets  []Target
	Measured []Measured
	Notes    []string // what a reader of the data must keep in mind
}

// Target is an outcome that was observed: what a fitted scenario should come to.
type Target struct {
	Outcome string // METRIC or METRIC@WINDOW
	Vendor  string // a vendor's name or "all"
	Value   float64
	SD      float64 // of the error of the value, above 0: sampling, definition, memory
	Source  string  // where the figure is from; may be empty
	Line    int     // in its file, 0 where there is none
}

// Measured is a parameter that the data tell outright, without a simulation.
type Measured struct {
	Setting
	Source string
}

// TwoSided95 is the number of standard deviations from the middle of a normal
// distribution to the ends of its middle 95 %.
const TwoSided95 = 1.959964

// LoadTargets reads a file of summary targets:
//
//	[[target]]
//	outcome = "partner_follow_up_rate@first_quarter"
//	value = 0.55
//	n = 400                       # leads counted; or sd = 0.03, or low = 0.5 and high = 0.6 (95 %)
//	source = "partner portal, first quarter"
//
//	[[target]]
//	outcome = "direct_opportunity_to_win_rate"
//	vendor = "acme"               # default: all vendors together
//	value = 0.31
//	sd = 0.02
//
//	[[measured]]                    # a parameter that the data tell outright
//	key = "market.value_mean"
//	value = 18000
//	source = "240 deals of last year"
//
// The error is Faults, with every fault of the file at once, or what the system says.
// Whether the outcomes exist is not looked at.
func LoadTargets(path string) (*Evidence, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return ParseTargets(path, data)
}

// ParseTargets reads targets from TOML; see LoadTargets.
func ParseTargets(filename string, data []byte) (*Evidence, error) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	var tree map[string]any
	if _, err := toml.Decode(string(data), &tree); err != nil {
		return nil, Faults{syntaxFault(filename, err)}
	}
	d := &decoder{file: filename, lines: lineIndex(data), s: &Scenario{}}
	e := &Evidence{}
	for _, key := range sortedKeys(tree) {
		switch key {
		case "target":
			for i, t := range d.tables(key, tree[key]) {
				e.Targets = append(e.Targets, d.target(indexed(key, i), t))
			}
		case "measured":
			for i, t := range d.tables(key, tree[key]) {
				e.Measured = append(e.Measured, d.measured(indexed(key, i), t))
			}
		case "notes":
			e.Notes = d.notes(tree[key])
		default:
			d.fault(key, key, nil, "no such key or table: there are "+strings.Join(inTargets, ", "), didYouMean(key, inTargets))
		}
	}
	if len(e.Targets) == 0 && len(e.Measured) == 0 && len(d.faults) == 0 {
		d.fault("", "target", nil, "there is none: what is known of the programme stands under [[target]]", "outcome, value, and n, sd, or low and high")
	}
	return e, d.faults.orNil()
}

// inTargets is what a file of targets may have at its top.
var inTargets = []string{"target", "measured", "notes"}

// notes reads a list of texts.
func (d *decoder) notes(value any) (all []string) {
	list, ok := value.([]any)
	for _, v := range list {
		text, is := v.(string)
		ok = ok && is
		all = append(all, text)
	}
	if !ok {
		d.fault("notes", "notes", value, "must be a list of strings", "")
	}
	return all
}

// measured reads a table of a parameter.
func (d *decoder) measured(path string, t map[string]any) (m Measured) {
	d.fields("measured", path, path, t, map[string]any{"key": &m.Key, "value": &m.Value, "source": &m.Source})
	switch p, err := Find(m.Key); {
	case m.Key == "" || m.Value == nil:
		d.fault(path, "measured", nil, "needs the key of a parameter and its value", "")
	case err != nil:
		d.fault(path+".key", "key", m.Key, "no such parameter", "channelsim scenario params lists them")
	default:
		if m.Value, err = p.Accept(m.Value); err != nil {
			d.fault(path+".value", m.Key, t["value"], "must be "+p.wanted(), "")
		}
	}
	return m
}

// WriteTOML writes the evidence so that ParseTargets reads the same again, to the last bit.
func (e *Evidence) WriteTOML(w io.Writer) error {
	var b bytes.Buffer
	if len(e.Notes) > 0 {
		b.WriteString("notes = [\n")
		for _, note := range e.Notes {
			fmt.Fprintf(&b, "  %s,\n", quote(note))
		}
		b.WriteString("]\n\n")
	}
	for _, t := range e.Targets {
		fmt.Fprintf(&b, "[[target]]\noutcome = %s\nvendor = %s\nvalue = %s\nsd = %s\nsource = %s\n\n", quote(t.Outcome), quote(t.Vendor), FormatValue(t.Value), FormatValue(t.SD), quote(t.Source))
	}
	for _, m := range e.Measured {
		fmt.Fprintf(&b, "[[measured]]\nkey = %s\nvalue = %s\nsource = %s\n\n", quote(m.Key), FormatValue(m.Value), quote(m.Source))
	}
	_, err := w.Write(b.Bytes())
	return err
}

// target reads one table.
func (d *decoder) target(path string, t map[string]any) Target {
	target := Target{Vendor: "all", Line: d.lines[path], SD: 1}
	var value, sd, low, high, n *float64
	before := len(d.faults)
	d.fields("target", path, path, t, map[string]any{"outcome": &target.Outcome, "vendor": &target.Vendor, "source": &target.Source,
		"value": &value, "sd": &sd, "low": &low, "high": &high, "n": &n})
	if len(d.faults) > before {
		return target
	}
	wrong := func(key string, v any, msg, hint string) {
		at := path
		if key != "target" {
			at += "." + key
		}
		d.fault(at, key, v, msg, hint)
	}
	if target.Outcome == "" {
		wrong("target", nil, "needs an outcome", "for instance outcome = \"partner_follow_up_rate@first_quarter\"; channelsim scenario metrics lists all")
		return target
	}
	if value == nil {
		wrong("target", nil, "needs a value: what was observed of "+target.Outcome, "")
		return target
	}
	target.Value = *value
	ways := 0
	for _, given := range []bool{sd != nil, low != nil || high != nil, n != nil} {
		if given {
			ways++
		}
	}
	switch {
	case ways != 1:
		wrong("target", nil, "needs one of n (cases counted), sd, or low and high (95 % interval): how sure the value is", "a guess is better than none: what would surprise you?")
	case sd != nil && !(*sd > 0):
		wrong("sd", *sd, "must be above 0", "")
	case sd != nil:
		target.SD = *sd
	case n != nil && !(*value >= 0 && *value <= 1):
		wrong("n", *n, "goes with a share from 0 to 1", "give sd, or low and high")
	case n != nil && !(*n >= 1):
		wrong("n", *n, "must be 1 or more: the cases that were counted", "")
	case n != nil:
		target.SD = ShareError(*value, *n)
	case low == nil || high == nil || !(*low < *high) || !(*low <= *value && *value <= *high):
		wrong("target", nil, fmt.Sprintf("needs low and high with the value %v between them", *value), "")
	default:
		target.SD = (*high - *low) / (2 * TwoSided95)
	}
	return target
}

// ShareError is the standard error of a share of n cases. A share of 0 or 1 is taken for one
// of two cases more, one of them a hit (the rule of succession), so that it is not certain.
func ShareError(share, n float64) float64 {
	if share == 0 || share == 1 {
		share, n = (float64(share*n)+1)/(n+2), n+2
	}
	return math.Sqrt(float64(share*(1-share)) / n)
}
