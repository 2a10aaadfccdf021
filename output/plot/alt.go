package plot

import (
	"channelsim/output/text"
	"fmt"
	"strings"
)

// Alt says in a few sentences what is to be seen, for readers who cannot see it: the
// finding, the kind of picture with its axes, and what its looks mean.
func (f *Figure) Alt() string {
	parts := []string{sentence(f.Title), sentence(f.kind + f.axes())}
	var looks []string
	for _, k := range f.key {
		looks = append(looks, k.text)
	}
	if len(looks) > 0 {
		parts = append(parts, sentence("Shown are: "+strings.Join(looks, "; ")))
	}
	return strings.Join(parts, " ")
}

// axes names the panels and their axes.
func (f *Figure) axes() string {
	var panels, across, up []string
	across = append(across, f.across)
	for _, p := range f.panels {
		panels = append(panels, oneLine(p.Title.Text))
		across, up = append(across, oneLine(p.X.Label.Text)), append(up, oneLine(p.Y.Label.Text))
	}
	said := ""
	if n := len(f.panels); n > 1 {
		said += fmt.Sprintf(", %d panels: %s", n, strings.Join(distinct(panels), ", "))
	}
	if words := distinct(across); len(words) > 0 {
		said += "; across: " + strings.Join(words, ", ")
	}
	if words := distinct(up); len(words) > 0 {
		said += "; up: " + strings.Join(words, ", ")
	}
	return said
}

// distinct returns the words that are not empty, each once, in their order.
func distinct(words []string) []string {
	var all []string
	seen := map[string]bool{"": true}
	for _, w := range words {
		if !seen[w] {
			seen[w] = true
			all = append(all, w)
		}
	}
	return all
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// sentence begins with a capital and ends with a full stop.
func sentence(s string) string {
	s = text.Capital(oneLine(s))
	if s == "" || strings.HasSuffix(s, ".") || strings.HasSuffix(s, "?") || strings.HasSuffix(s, "!") {
		return s
	}
	return s + "."
}
