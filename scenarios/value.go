package scenarios

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

// read returns the parameter's value in an element of its section.
func (p *Param) read(element any) any {
	switch at := p.at(element).(type) {
	case *float64:
		return *at
	case *int:
		return *at
	case *bool:
		return *at
	case *string:
		return *at
	}
	panic("scenarios: parameter " + p.Key() + " has a pointer of no known kind")
}

// write sets the parameter in an element of its section. The value must have
// the parameter's Go type, as coerce and Parse return it.
func (p *Param) write(element, value any) {
	switch at := p.at(element).(type) {
	case *float64:
		*at = value.(float64)
	case *int:
		*at = value.(int)
	case *bool:
		*at = value.(bool)
	case *string:
		*at = value.(string)
	}
}

// coerce turns a value as TOML or Go code has it into the parameter's type:
// an integer serves as a number, a number without fraction as an integer, a
// date as a string. It reports false for any other type.
func (p *Param) coerce(value any) (any, bool) {
	switch v := value.(type) {
	case int64:
		return p.coerceInt(v)
	case int:
		return p.coerceInt(int64(v))
	case float64:
		if p.Kind == Float {
			return v, true
		}
		if p.Kind == Int && v == math.Trunc(v) && math.Abs(v) <= 1<<53 {
			return int(v), true
		}
	case bool:
		return v, p.Kind == Bool
	case string:
		return v, p.Kind == Text
	case time.Time:
		return v.Format(time.DateOnly), p.Kind == Text
	}
	return nil, false
}

func (p *Param) coerceInt(v int64) (any, bool) {
	switch p.Kind {
	case Float:
		return float64(v), true
	case Int:
		return int(v), int64(int(v)) == v
	}
	return nil, false
}

// Parse reads the parameter's value from a command line. Numbers may carry a
// percent sign: 35% is 0.35. It does not check the range.
func (p *Param) Parse(text string) (any, error) {
	switch p.Kind {
	case Text:
		return text, nil
	case Bool:
		switch text {
		case "true", "on", "yes":
			return true, nil
		case "false", "off", "no":
			return false, nil
		}
	default:
		digits, percent := strings.CutSuffix(text, "%")
		if v, err := strconv.ParseFloat(digits, 64); err == nil {
			if percent {
				v /= 100
			}
			if value, ok := p.coerce(v); ok {
				return value, nil
			}
		}
	}
	return nil, Fault{Key: p.Key(), Value: quote(text), Msg: "must be " + p.wanted()}
}

// Accept turns a value into the parameter's type and checks its range; a
// string is read as Parse does. The error is a Fault.
func (p *Param) Accept(value any) (any, error) {
	typed, ok := p.coerce(value)
	if text, isText := value.(string); isText && !ok {
		parsed, err := p.Parse(text)
		if err != nil {
			return nil, err
		}
		typed, ok = parsed, true
	}
	if !ok {
		return nil, Fault{Key: p.Key(), Value: brief(value), Msg: "must be " + p.wanted()}
	}
	if msg, hint := p.check(typed); msg != "" {
		return nil, Fault{Key: p.Key(), Value: FormatValue(typed), Msg: msg, Hint: hint}
	}
	return typed, nil
}

// check says what is wrong with a value of the right type; an empty message
// means nothing is.
func (p *Param) check(value any) (msg, hint string) {
	switch v := value.(type) {
	case float64:
		return p.checkNumber(v), ""
	case int:
		return p.checkNumber(float64(v)), ""
	case string:
		if p.Allowed != nil && !slices.Contains(p.Allowed, v) {
			return "must be one of " + p.words(), didYouMean(v, p.Allowed)
		}
		if rule := textRules[p.Key()]; rule != nil && v != "" {
			return rule(v), ""
		}
	}
	return "", ""
}

func (p *Param) checkNumber(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return "must be a finite number"
	}
	if v < p.Min || v > p.Max {
		return "must lie in " + p.Range()
	}
	return ""
}

// Range is the set of allowed values in words: "[0, 1]", "true or false", or
// the allowed words; empty for a text of any kind.
func (p *Param) Range() string {
	switch p.Kind {
	case Float, Int:
		return "[" + FormatNumber(p.Min) + ", " + FormatNumber(p.Max) + "]"
	case Bool:
		return "true or false"
	}
	return p.words()
}

func (p *Param) words() string {
	var words []string
	for _, w := range p.Allowed {
		if w != "" {
			words = append(words, w)
		}
	}
	return strings.Join(words, ", ")
}

// wanted names the parameter's type in an error.
func (p *Param) wanted() string {
	switch p.Kind {
	case Float:
		return "a number"
	case Int:
		return "a whole number"
	case Bool:
		return "true or false"
	}
	return "a string in quotes"
}

// FormatValue writes a parameter's value as TOML has it.
func FormatValue(value any) string {
	switch v := value.(type) {
	case float64:
		return FormatNumber(v)
	case string:
		return quote(v)
	case time.Time:
		return v.Format(time.DateOnly)
	}
	return fmt.Sprint(value)
}

// mostDecimals is the length of a fraction that somebody may have written.
const mostDecimals = 6

// Brief is a number for sentences: three significant digits where its fraction has no end, such as
// that of a third or of a place between two ends, else the number itself.
func Brief(v float64) float64 {
	if _, fraction, _ := strings.Cut(strconv.FormatFloat(v, 'f', -1, 64), "."); len(fraction) <= mostDecimals {
		return v
	}
	short := Rounded(v, 3)
	return short
}

// FormatNumber writes a number with as many digits as it takes to read the
// same number back, without an exponent where that stays short.
func FormatNumber(v float64) string {
	switch a := math.Abs(v); {
	case v == 0:
		return "0" // minus zero too
	case math.IsNaN(v):
		return "nan"
	case math.IsInf(v, 0):
		return strings.ToLower(strconv.FormatFloat(v, 'g', -1, 64))
	case a < 1e-4 || a >= 1e7:
		return strings.Replace(strconv.FormatFloat(v, 'e', -1, 64), "e+0", "e", 1)
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

// quote writes a TOML basic string; bytes that are not UTF-8 become U+FFFD.
func quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r < 0x20 || r == 0x7f:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// Rounded is a number to so many significant digits.
func Rounded(x float64, digits int) float64 {
	y, _ := strconv.ParseFloat(strconv.FormatFloat(x, 'g', digits, 64), 64) // what was printed reads back
	return y
}
