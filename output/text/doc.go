// Package text shows answers on a terminal: tables, a chart, sentences. Where the
// scenario has a start and a currency they speak of dates, calendar quarters and
// money (units.go, weeks.go). It uses
// the standard library and two small renderers only, so that it fits a browser.
package text
