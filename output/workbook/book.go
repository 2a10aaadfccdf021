package workbook

import (
	"cmp"
	"errors"
	"io"
	"strconv"
	"time"

	"github.com/xuri/excelize/v2"

	"channelsim/output/folder"
	"channelsim/scenarios"
	"channelsim/sim/experiment"
)

// What a sheet of Excel holds.
const (
	MaxRows    = excelize.TotalRows  // 1,048,576
	MaxColumns = excelize.MaxColumns // 16,384
)

// Options say how a workbook is made. The zero value is fine.
type Options struct {
	Program string // version of the program that makes it
	Rows    int    // most rows of a sheet, MaxRows if 0
	Columns int    // most columns of a sheet, MaxColumns if 0
}

// Write writes the workbook of a finished folder. The notes name what a sheet had no room
// for, and where the whole is. The error is of a file of the folder, or of w.
func Write(w io.Writer, a *folder.Archive, o Options) (notes []string, err error) {
	b, err := open(a, o)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, b.file.Close()) }() // removes temporary files
	for _, sheet := range []func() error{b.answer, b.hinges, b.summary, b.weekly, b.funnel, b.runs, b.pointsSheet, b.scenario, b.about} {
		if err := sheet(); err != nil {
			return nil, err
		}
	}
	if err := b.finish(); err != nil {
		return nil, err
	}
	return b.cuts, b.file.Write(w)
}

// book is a workbook that is being filled.
type book struct {
	file      *excelize.File
	archive   *folder.Archive
	options   Options
	said      *folder.Said
	scenarios []*scenarios.Scenario // the first point's, or each of several
	cases     []string              // what the points are called; nil where there are none
	metrics   map[string]bool       // those of the summary; empty where there is none
	found     *experiment.Answer    // as much of the answer as sentences need
	styles    map[look]int
	sheets    []sheetInfo
	cuts      []string // what was left out
}

// sheetInfo is what About says of a sheet.
type sheetInfo struct{ name, says string }

// open reads what all sheets need.
func open(a *folder.Archive, o Options) (*book, error) {
	if o.Rows == 0 {
		o.Rows = MaxRows
	}
	if o.Columns == 0 {
		o.Columns = MaxColumns
	}
	b := &book{file: excelize.NewFile(), archive: a, options: o, styles: map[look]int{}, metrics: map[string]bool{}}
	var err error
	if b.said, err = a.Said(); err != nil {
		return nil, err
	}
	for _, path := range a.ScenarioFiles() {
		s, err := scenarios.LoadAs(path, a.Manifest.Model)
		if err != nil {
			return nil, err
		}
		b.scenarios = append(b.scenarios, s)
	}
	if a.Holds(pointsFile) {
		if b.cases, err = caseNames(a); err != nil {
			return nil, err
		}
	}
	return b, b.find()
}

// The files that sheets are made of.
const (
	pointsFile  = "points.csv"
	summaryFile = "summary.csv"
	weeksFile   = "weeks.parquet"
	runsFile    = "runs.parquet"
	funnelFile  = "funnel.csv"
)

// run is what the first scenario says of calendar and currency.
func (b *book) run() *scenarios.Run { return &b.scenarios[0].Run }

// several reports whether there are points to tell apart.
func (b *book) several() bool { return len(b.cases) > 1 }

// caseName is what a point is called.
func (b *book) caseName(point int64) string {
	if point < 0 || point >= int64(len(b.cases)) {
		return "point " + strconv.FormatInt(point, 10)
	}
	return b.cases[point]
}

// newSheet adds an empty sheet. A new file has one already, which becomes the first: to delete
// it in the end would read all others again.
func (b *book) newSheet(name string) error {
	if len(b.sheets) == 0 {
		return b.file.SetSheetName("Sheet1", name)
	}
	_, err := b.file.NewSheet(name)
	return err
}

// finish sets what concerns the file as a whole.
func (b *book) finish() error {
	m, s := b.archive.Manifest, b.scenarios[0]
	made := time.Now().UTC()
	if m.Finished != nil {
		made = *m.Finished
	}
	stamp := made.UTC().Format(time.RFC3339)
	return b.file.SetDocProps(&excelize.DocProperties{
		Title: cmp.Or(s.Title, s.Name), Subject: "channelsim " + b.said.Command + " " + s.Name, Creator: "channelsim " + m.Version,
		LastModifiedBy: "channelsim " + b.options.Program, Created: stamp, Modified: stamp,
		Description: "seed " + strconv.FormatUint(m.Seed, 10) + ", model " + strconv.Itoa(m.Model), Language: "en"})
}
