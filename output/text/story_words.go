package text

import (
	"fmt"
	"math"
	"strings"
)

var small = [...]string{"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"}

// number is a count in words up to twelve.
func number(n int) string {
	if n >= 0 && n < len(small) {
		return small[n]
	}
	return commas(fmt.Sprint(n))
}

// things is a count in words with its noun: no lead, one lead, 31 leads.
func things(n int, noun, plural string) string {
	if n == 1 || n == 0 && plural == "" {
		return number(n) + " " + noun
	}
	if plural == "" {
		plural = noun + "s"
	}
	return number(n) + " " + plural
}

func leads(n int) string { return things(n, "lead", "leads") }

func deals(n int) string { return things(n, "deal", "deals") }

// opportunities is a count of them.
func opportunities(n int) string { return things(n, "opportunity", "opportunities") }

// sentence begins with a capital letter and ends with a full stop.
func sentence(s string) string {
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + s[1:] + "."
}

// fraction is a chance in small whole numbers.
type fraction struct{ of, in int }

// fractions are those that can be heard and understood.
var fractions = func() []fraction {
	all := []fraction{{1, 1}, {9, 10}, {4, 5}, {3, 4}, {2, 3}, {3, 5}, {2, 5}, {2, 7}, {2, 9}}
	for _, n := range []int{2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30, 40, 50, 75, 100, 150, 200, 500, 1000} {
		all = append(all, fraction{1, n})
	}
	return all
}()

// inWords is a chance as one says it: 1 in 7. The nearest fraction is the one
// with the least ratio to it.
func inWords(p float64) (of, in string) {
	if undefined(p) || p <= 0 {
		return "no", "100"
	}
	best, least := fractions[0], math.Inf(1)
	for _, f := range fractions {
		ratio := p * float64(f.in) / float64(f.of)
		if d := max(ratio, 1/ratio); d < least {
			best, least = f, d
		}
	}
	return fmt.Sprint(best.of), fmt.Sprint(best.in)
}

// oneIn is a chance as one says it: 1 in 7.
func oneIn(p float64) string {
	of, in := inWords(p)
	if of == in {
		return "nearly every one"
	}
	return of + " in " + in
}

// oneInLeads is the same of leads: 1 in 7 leads, nearly every lead.
func oneInLeads(p float64) string {
	of, in := inWords(p)
	switch {
	case of == in:
		return "nearly every lead"
	case of == "no":
		return "no lead"
	}
	return of + " in " + in + " leads"
}

// signed is a change with its sign and two decimals, or "" if it rounds to nothing.
func signed(x float64) string {
	s := Round(x, -2)
	switch {
	case strings.Trim(s, "-0.") == "":
		return ""
	case x > 0:
		return "+" + s
	}
	return s
}

// cause is a part of a change with its name.
type cause struct {
	name string
	by   float64
}

// causes lists the parts of a change that are worth telling.
func causes(all ...cause) string {
	var told []string
	for _, c := range all {
		if s := signed(c.by); s != "" {
			told = append(told, c.name+" "+s)
		}
	}
	return strings.Join(told, ", ")
}

// and joins words: a, b and c.
func and(words ...string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " and " + words[last]
}
