package scenarios

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"
)

// Fault is one thing that is wrong with a scenario or with a setting.
type Fault struct {
	File  string // scenario file, or empty
	Line  int    // line in File, 1-based; 0 where there is none
	Key   string // parameter key or table, for instance partners.trust_start
	Value string // the offending value as written in TOML, or empty
	Msg   string // what is allowed, lower case, no full stop
	Hint  string // what to try, or empty; shown on a line of its own
}

// Error gives the fault as "FILE:LINE: KEY = VALUE: MSG", leaving out what is
// unknown, and the hint on a second line.
func (f Fault) Error() string {
	var b strings.Builder
	if f.File != "" {
		b.WriteString(f.File)
		if f.Line > 0 {
			fmt.Fprintf(&b, ":%d", f.Line)
		}
		b.WriteString(": ")
	}
	if f.Key != "" {
		b.WriteString(f.Key)
		if f.Value != "" {
			b.WriteString(" = " + f.Value)
		}
		b.WriteString(": ")
	}
	b.WriteString(f.Msg)
	if f.Hint != "" {
		b.WriteString("\n  " + f.Hint)
	}
	return b.String()
}

// Faults is every fault that was found, in the order of the file.
type Faults []Fault

// Error joins the faults by newlines.
func (fs Faults) Error() string {
	lines := make([]string, len(fs))
	for i, f := range fs {
		lines[i] = f.Error()
	}
	return strings.Join(lines, "\n")
}

// orNil turns an empty list into a nil error and sorts any other by line.
func (fs Faults) orNil() error {
	if len(fs) == 0 {
		return nil
	}
	slices.SortStableFunc(fs, func(a, b Fault) int {
		return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	return fs
}

// Nearest returns the candidate that looks most like word, or "" if none
// looks much like it. Earlier candidates win ties.
func Nearest(word string, candidates []string) string {
	best, least := "", max(2, len(word)/3)+1
	for _, c := range candidates {
		d := levenshtein.ComputeDistance(word, c)
		if len(word) > 2 && strings.HasPrefix(c, word) || len(c) > 2 && strings.HasPrefix(word, c) {
			d = min(d, 2) // an abbreviation, or a longer form
		}
		if d < least {
			best, least = c, d
		}
	}
	return best
}

// didYouMean is a hint with the nearest candidate, or "".
func didYouMean(word string, candidates []string) string {
	if n := Nearest(word, candidates); n != "" {
		return fmt.Sprintf("did you mean %q?", n)
	}
	return ""
}
