package workbook

import (
	"math"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"channelsim/sim"
)

// look is how a cell looks.
type look struct {
	format string // of numbers, in Excel's language; empty: general
	kind   string // head, head right, title, section, text, wrap, remark or empty
}

// font is that of a new file's cells.
const font = "Calibri"

// style returns the number under which the file has a look.
func (b *book) style(l look) (int, error) {
	if id, ok := b.styles[l]; ok {
		return id, nil
	}
	s := excelize.Style{Alignment: &excelize.Alignment{Vertical: "top"}}
	if l.format != "" {
		s.CustomNumFmt = &l.format
	}
	switch l.kind {
	case "head", "head right": // a grey that paper shows, too, and a line that stands without it
		s.Font = &excelize.Font{Bold: true, Family: font, Size: 11}
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E7E6E6"}}
		s.Border = []excelize.Border{{Type: "bottom", Style: 2, Color: "000000"}, {Type: "top", Style: 1, Color: "000000"}}
		s.Alignment = &excelize.Alignment{WrapText: true, Vertical: "top", Horizontal: "left", Indent: 1}
		if l.kind == "head right" {
			s.Alignment.Horizontal, s.Alignment.Indent = "right", 0
		}
	case "title":
		s.Font = &excelize.Font{Bold: true, Family: font, Size: 13}
	case "section":
		s.Font = &excelize.Font{Bold: true, Family: font, Size: 11}
		s.Border = []excelize.Border{{Type: "bottom", Style: 1, Color: "000000"}}
	case "text": // set off from the number before it
		s.Alignment = &excelize.Alignment{Vertical: "top", Horizontal: "left", Indent: 1}
	case "wrap":
		s.Alignment = &excelize.Alignment{WrapText: true, Vertical: "top", Horizontal: "left", Indent: 1}
	}
	id, err := b.file.NewStyle(&s)
	b.styles[l] = id
	return id, err
}

// cell is a value with its look.
type cell struct {
	value any
	look
}

func in(format string, value any) cell { return cell{value, look{format: format}} }

// The number formats by unit.
const (
	wholeFormat = "#,##0"
	plainFormat = "0" // numbers that are names: points, weeks
	shareFormat = "0.00 %"
	dateFormat  = "yyyy-mm-dd"
)

// format is the number format of a metric's values. Means of counts have a decimal; a single run has whole
// ones where the metric is a sum.
func (b *book) format(metric string, mean bool) string {
	i := sim.MetricIndex(metric)
	if i < 0 {
		return ""
	}
	m := &sim.Metrics[i]
	switch {
	case metric == sim.Spiral && !mean:
		return plainFormat // yes or no
	case m.Share:
		return shareFormat
	case m.Unit == "money":
		return money(b.run().Currency)
	case m.Unit == "0-1":
		return "0.000"
	case m.Unit == "ratio":
		return "0.00"
	case m.Unit == "week" && !mean:
		return plainFormat
	case m.Kind == sim.Flow && !mean:
		return wholeFormat
	}
	return "#,##0.0"
}

// money is the format of amounts, with the currency behind them if there is one.
func money(currency string) string {
	if currency == "" {
		return wholeFormat
	}
	var quoted strings.Builder
	for _, r := range currency {
		quoted.WriteRune('\\')
		quoted.WriteRune(r)
	}
	return wholeFormat + `\ ` + quoted.String()
}

// unit is a metric's unit, money in the scenario's currency.
func (b *book) unit(unit string) string {
	if unit == "money" && b.run().Currency != "" {
		return b.run().Currency
	}
	return unit
}

// shortest is the length up to which a number is shown in full.
const shortest = 7

// magnitude is the format of a number of unknown unit.
func magnitude(x float64) string {
	switch a := math.Abs(x); {
	case x == math.Trunc(x) && a < 1e15:
		return wholeFormat
	case len(strconv.FormatFloat(x, 'f', -1, 64)) <= shortest:
		return "" // as it was typed
	case a >= 1000:
		return wholeFormat
	case a >= 10:
		return "0.0"
	case a >= 1:
		return "0.00"
	case a >= 0.001:
		return "0.0000"
	}
	return "0.0E+00"
}

func undefined(x float64) bool { return math.IsNaN(x) || math.IsInf(x, 0) }
