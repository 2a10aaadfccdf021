// Package text shows answers on a terminal: tables, a chart, sentences. It uses
// the standard library and two small renderers only, so that it fits a browser.
package text
