// Package workbook makes results.xlsx, for those who live in Excel: the answer, the
// summary, the weeks with a chart, every run, what was assumed, and what all of it means.
// It is made of the files of a finished folder alone: nothing is simulated again.
package workbook
