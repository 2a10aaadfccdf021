package main

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"channelsim/output/text"
)

// figureKind is what an answer is about: it decides how it is read, checked and
// written.
type figureKind int

const (
	count    figureKind = iota // a whole number
	share                      // of 0 to 1, spoken of in per cent
	amount                     // of money
	currency                   // a code or a sign
	date                       // YYYY-MM-DD
)

// allowed says what may be answered.
func (k figureKind) allowed(low, high float64) string {
	between := " from " + k.write(low) + " to " + k.write(high)
	switch k {
	case count:
		return "a whole number" + between + ", for instance 1500 or 1,500"
	case share:
		return "a share" + between + ", for instance 32 % or 0.32"
	}
	return "an amount" + between + ", for instance 25000, 25,000 or 25k"
}

// write shows a value as a person would write it: 1,500 or 32 %.
func (k figureKind) write(value any) string {
	switch v := value.(type) {
	case int:
		return text.Round(float64(v), 0)
	case float64:
		if k == share {
			return decimal(round(100*v)) + " %"
		}
		return decimal(v)
	}
	return value.(string)
}

// decimal writes a number with all its digits, and commas between thousands.
func decimal(v float64) string {
	_, fraction, _ := strings.Cut(strconv.FormatFloat(v, 'f', -1, 64), ".")
	return text.Round(v, -len(fraction))
}

// read reads a figure as people type it. A share from 2 on is in per cent; a
// number that is no share takes a single dot or comma before three digits for a
// mark of thousands, for nobody has 1.500 partners or deals of 25.000 and means
// one and a half or twenty-five.
func (k figureKind) read(typed string) (float64, bool) {
	s := strings.TrimSpace(typed)
	if k == share {
		return readShare(s)
	}
	if k == amount {
		s = withoutCurrency(s)
	}
	number, factor := s, 1.0
	if m := multiplier.FindStringSubmatch(s); m != nil {
		number, factor = m[1], multipliers[strings.ToLower(m[2])]
	}
	x, ok := readNumber(number, factor == 1)
	x = round(x * factor)
	return x, ok && (k == amount || x == math.Trunc(x))
}

func readShare(s string) (float64, bool) {
	number := s
	if m := percentSign.FindStringSubmatch(s); m != nil {
		number = m[1]
	}
	x, ok := readNumber(number, false)
	if number != s || x >= 2 {
		x /= 100
	}
	return round(x), ok && !ambiguous(s)
}

// ambiguous reports whether a number may be meant in per cent or as a part of one: 1 to below 2
// without a sign. 1 % or all? 1.5 % or 15?
func ambiguous(share string) bool {
	x, ok := readNumber(strings.TrimSpace(share), false)
	return ok && x >= 1 && x < 2
}

var (
	percentSign = regexp.MustCompile(`(?i)^(.*?)\s*(?:%|per ?cent|pct)$`)
	multiplier  = regexp.MustCompile(`(?i)^(.*?\d)\s*(k|thousand|m|mn|mio|million)$`)
	multipliers = map[string]float64{"k": 1e3, "thousand": 1e3, "m": 1e6, "mn": 1e6, "mio": 1e6, "million": 1e6}

	currencySign = regexp.MustCompile(`^(?:[A-Z]{3}|\p{Sc})\s*(\d.*)$|^(.*[\dkm])\s*(?:\p{Sc}|USD|EUR|GBP|CHF|JPY)$`)
)

// withoutCurrency takes a currency off an amount: EUR 25,000, 25k €.
func withoutCurrency(s string) string {
	if m := currencySign.FindStringSubmatch(s); m != nil {
		return m[1] + m[2]
	}
	return s
}

// Forms of numbers: plain, with a dot or comma before decimals, and in groups
// of three digits set off by one of several marks.
var (
	plainNumber = regexp.MustCompile(`^-?\d*(?:[.,]\d+|\d)(?:e\d+)?$`)
	inGroups    = []struct {
		form *regexp.Regexp
		mark string
	}{
		{regexp.MustCompile(`^-?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?$`), ","},
		{regexp.MustCompile(`^-?[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?$`), "."},
		{regexp.MustCompile(`^-?[1-9]\d{0,2}(?: \d{3})+(?:[.,]\d+)?$`), " "},
		{regexp.MustCompile(`^-?[1-9]\d{0,2}(?:'\d{3})+(?:[.,]\d+)?$`), "'"},
	}
	sameMark = strings.NewReplacer("\u00a0", " ", "\u202f", " ", "\u2009", " ", "’", "'", "_", "'")
)

// readNumber reads digits with marks of decimals and, if groups, of thousands.
func readNumber(s string, groups bool) (float64, bool) {
	s = sameMark.Replace(s)
	for _, g := range inGroups {
		if groups && g.form.MatchString(s) {
			s = strings.ReplaceAll(s, g.mark, "")
			break
		}
	}
	if !plainNumber.MatchString(s) {
		return 0, false
	}
	x, err := strconv.ParseFloat(strings.Replace(s, ",", ".", 1), 64)
	return x, err == nil
}

var threeLetters = regexp.MustCompile(`^[a-z]{3}$`)

// currencyCode writes a code of three letters in capitals, as banks do.
func currencyCode(s string) string {
	if threeLetters.MatchString(s) {
		return strings.ToUpper(s)
	}
	return s
}
