package scenarios

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"strings"
)

// WriteTOML writes the scenario in full, every parameter in the order of the
// table with its unit as a comment. Reading it back gives an equal scenario.
// A vendor's budget is left out: it follows from lead_volume and lead_quality.
func (s *Scenario) WriteTOML(w io.Writer) error {
	var b bytes.Buffer
	fmt.Fprintf(&b, "model = %d\n", Model)
	for _, t := range []struct{ key, text string }{{"name", s.Name}, {"title", s.Title}, {"description", s.Description}, {"source", s.Source}} {
		if t.text != "" {
			fmt.Fprintf(&b, "%s = %s\n", t.key, quote(t.text))
		}
	}
	for _, section := range []string{"run", "market", "partners", "direct", "mechanisms"} {
		fmt.Fprintf(&b, "\n[%s]\n", section)
		writeParams(&b, section, s.section(section))
	}
	for _, section := range namedTables {
		names, elements := s.elements(section)
		for i, name := range names {
			fmt.Fprintf(&b, "\n[[%s]]\nname = %s\n", section, quote(name))
			writeParams(&b, section, elements[i])
		}
	}
	s.writeShocks(&b)
	s.writeExpect(&b)
	_, err := w.Write(b.Bytes())
	return err
}

// Hash is the SHA-256 of what WriteTOML writes, in hexadecimal digits: two
// scenarios with the same hash assume the same.
func (s *Scenario) Hash() string {
	h := sha256.New()
	s.WriteTOML(h) // a hash takes every byte
	return hex.EncodeToString(h.Sum(nil))
}

func writeParams(b *bytes.Buffer, section string, element any) {
	for i := range table {
		p := &table[i]
		if p.Section != section || p.Key() == "vendors.*.budget" {
			continue
		}
		line := p.Name + " = " + FormatValue(p.read(element))
		if p.Unit != "" {
			line = fmt.Sprintf("%-32s # %s", line, p.Unit)
		}
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
}

func (s *Scenario) writeShocks(b *bytes.Buffer) {
	for _, k := range s.Shocks {
		b.WriteString("\n[[shocks]]\n")
		writeName(b, k.Name)
		fmt.Fprintf(b, "week = %d\nkey = %s\nvalue = %s\nannounce = %t\n", k.Week, quote(k.Key), FormatValue(k.Value), k.Announce)
	}
}

func (s *Scenario) writeExpect(b *bytes.Buffer) {
	for _, e := range s.Expect {
		b.WriteString("\n[[expect]]\n")
		writeName(b, e.Name)
		fmt.Fprintf(b, "outcome = %s\nstatistic = %s\nvendor = %s\n", quote(e.Outcome), quote(e.Statistic), quote(e.Vendor))
		if e.Min != nil {
			fmt.Fprintf(b, "min = %s\n", FormatNumber(*e.Min))
		}
		if e.Max != nil {
			fmt.Fprintf(b, "max = %s\n", FormatNumber(*e.Max))
		}
	}
}

func writeName(b *bytes.Buffer, name string) {
	if name != "" {
		fmt.Fprintf(b, "name = %s\n", quote(name))
	}
}
