package folder

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"iter"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/parquet-go/parquet-go"

	"channelsim/sim"
	"channelsim/sim/experiment"
)

// Read reads the answer to a design off a finished run's files. It says the same as
// the answer that was saved.
func Read(dir string, d experiment.Design) (*experiment.Answer, error) {
	m, err := ReadManifest(dir)
	if err != nil {
		return nil, err
	}
	saved, err := readSaved(dir, &d, m)
	if err != nil {
		return nil, err
	}
	var failed []experiment.Failure
	for _, x := range m.Failures {
		failed = append(failed, experiment.Failure{Point: x.Point, Replication: x.Replication, Seed: x.Seed, Err: x.Error})
	}
	runs := readRuns(filepath.Join(dir, runsFile+".parquet"), &d, m.Earlier())
	return experiment.Recall(d, runs, *saved, failed)
}

// readSaved reads what is not in the table of runs. Folders of an earlier program may have no
// samples and funnels.
func readSaved(dir string, d *experiment.Design, m *Manifest) (*experiment.Saved, error) {
	var saved experiment.Saved
	var errs [4]error
	saved.Groups, errs[0] = readGroups(filepath.Join(dir, summaryFile))
	if !d.NoWeeks && !d.Large() {
		saved.Bands, errs[1] = readBands(filepath.Join(dir, weeksFile+".parquet"))
		if m.Checksums[sampleFile+".parquet"] != "" {
			saved.Samples, errs[2] = readSamples(dir, d, m.totals(), m.Earlier())
			saved.Funnel, errs[3] = readFunnel(filepath.Join(dir, funnelFile))
		}
	}
	return &saved, errors.Join(errs[:]...)
}

// totals is the file with the totals of partners.
func (m *Manifest) totals() string {
	if m.Checksums[totalsFile+".parquet"] != "" {
		return totalsFile
	}
	return partnersFile
}

// readRuns reads each run of runs.parquet as a block of one. Of an earlier model outcomes may be missing: they are
// undefined.
func readRuns(path string, d *experiment.Design, earlier bool) iter.Seq2[*experiment.Block, error] {
	return func(yield func(*experiment.Block, error) bool) {
		var b *experiment.Block
		places, err := placesOf(path, runsTable(d.Layout(0).Windows, nil).columns, earlier)
		if err != nil {
			yield(nil, err)
			return
		}
		for row, err := range readTable(path) {
			if err != nil {
				yield(nil, err)
				return
			}
			point, replication := int(row.whole(0)), int(row.whole(1))
			if point < 0 || point >= len(d.Points) {
				yield(nil, fmt.Errorf("%s: point %d is not of this run", path, point))
				return
			}
			if b != nil && (b.Point != point || b.First != replication) {
				if !yield(b, nil) {
					return
				}
				b = nil
			}
			if b == nil {
				b = blankRun(d, point, replication, uint64(row.whole(2)))
			}
			if err := row.take(b, places); err != nil {
				yield(nil, fmt.Errorf("%s: %w", path, err))
				return
			}
		}
		if b != nil {
			yield(b, nil)
		}
	}
}

// blankRun is a run of which nothing is known yet.
func blankRun(d *experiment.Design, point, replication int, seed uint64) *experiment.Block {
	l := d.Layout(point)
	rec := &sim.Record{Seed: seed, Replication: replication, Values: make([]float64, l.Values())}
	return &experiment.Block{BlockID: experiment.BlockID{Point: point, First: replication, Count: 1}, Layout: l, Records: []*sim.Record{rec}}
}

// placesOf says where the columns of a Parquet file are, by name; -1 for those that a file of an earlier model has not.
func placesOf(path string, columns []column, earlier bool) (places []int, err error) {
	err = withParquet(path, func(file *parquet.File) error {
		have := file.Root().Columns()
		for _, c := range columns {
			at := slices.IndexFunc(have, func(h *parquet.Column) bool { return h.Name() == c.name })
			if at < 0 && !earlier {
				return fmt.Errorf("the columns are not of this run: there is no %s", c.name)
			}
			places = append(places, at)
		}
		if len(have) != len(columns) && !earlier {
			return errors.New("the columns are not of this run: there are more")
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return places, nil
}

// tableRow is a row of a Parquet file, its values by column.
type tableRow struct{ values parquet.Row }

func (r tableRow) whole(i int) int64 { return r.values[i].Int64() }
func (r tableRow) text(i int) string { return r.values[i].String() }
func (r tableRow) number(i int) float64 {
	if i < 0 || r.values[i].IsNull() {
		return math.NaN()
	}
	return r.values[i].Double()
}

// take puts a vendor's row into its run; places are those of its columns.
func (r tableRow) take(b *experiment.Block, places []int) error {
	l, vendor := b.Layout, -1
	for v, name := range l.Vendors {
		if name == r.text(3) {
			vendor = v
		}
	}
	if vendor < 0 || len(places) != len(runsColumns)+len(sim.Metrics)*len(l.Windows) {
		return fmt.Errorf("vendor %q or the columns are not of this run", r.text(3))
	}
	i := len(runsColumns)
	for m := range sim.Metrics {
		for w := range l.Windows {
			b.Records[0].Values[l.Value(vendor, w, m)] = r.number(places[i])
			i++
		}
	}
	return nil
}

// readTable reads a Parquet file row by row; a row is valid until the next one.
func readTable(path string) iter.Seq2[tableRow, error] {
	return func(yield func(tableRow, error) bool) {
		stopped := false
		err := withParquet(path, func(file *parquet.File) error {
			return eachRow(file, func(row parquet.Row) bool {
				stopped = !yield(tableRow{row}, nil)
				return !stopped
			})
		})
		if err != nil && !stopped {
			yield(tableRow{}, fmt.Errorf("%s: %w", path, err))
		}
	}
}

// eachRow reads rows until take has had enough.
func eachRow(file *parquet.File, take func(parquet.Row) bool) error {
	rows := parquet.NewReader(file)
	defer rows.Close()
	buffer := make([]parquet.Row, 64)
	for {
		n, err := rows.ReadRows(buffer)
		for _, row := range buffer[:n] {
			if !take(row) {
				return nil
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// readBands reads weeks.parquet.
func readBands(path string) ([]experiment.Band, error) {
	var bands []experiment.Band
	for r, err := range readTable(path) {
		if err != nil {
			return nil, err
		}
		if len(r.values) != len(weeksColumns) {
			return nil, fmt.Errorf("%s: the columns are not of this version", path)
		}
		bands = append(bands, experiment.Band{Point: int(r.whole(0)), Week: int(r.whole(1)), Metric: r.text(2), Vendor: r.text(3),
			Mean: r.number(4), SD: r.number(5), N: int(r.whole(6)),
			P05: r.number(7), P25: r.number(8), P50: r.number(9), P75: r.number(10), P95: r.number(11)})
	}
	return bands, nil
}

// readGroups reads what summary.csv says about groups of partners: the rest follows
// from the runs.
func readGroups(path string) (rows []experiment.Summary, err error) {
	for line, err := range readLines(path, len(summaryColumns)) {
		if err != nil {
			return nil, err
		}
		if line.text(2) == sim.All {
			continue
		}
		rows = append(rows, summaryOfLine(line))
		if line.bad != nil {
			return nil, line.bad
		}
	}
	return rows, nil
}

// summaryOfLine reads a line of summary.csv. The skewness is not in it.
func summaryOfLine(l *line) experiment.Summary {
	return experiment.Summary{Point: l.whole(0), Vendor: l.text(1), Group: l.text(2), Metric: l.text(3), Unit: l.text(4), Window: l.text(5),
		Mean: l.number(6), SD: l.number(7), CILow: l.number(8), CIHigh: l.number(9),
		P05: l.number(10), P50: l.number(11), P95: l.number(12), N: l.whole(13), Skewness: math.NaN()}
}

// line is a line of a CSV file, its values by column.
type line struct {
	path   string
	fields []string
	bad    error // the first value that could not be read
}

func (l *line) text(i int) string { return strings.Clone(l.fields[i]) }

func (l *line) whole(i int) int {
	n, err := strconv.Atoi(l.fields[i])
	l.note(err)
	return n
}

func (l *line) number(i int) float64 {
	if l.fields[i] == "" {
		return math.NaN()
	}
	x, err := strconv.ParseFloat(l.fields[i], 64)
	l.note(err)
	return x
}

func (l *line) note(err error) {
	if err != nil && l.bad == nil {
		l.bad = fmt.Errorf("%s: %w", l.path, err)
	}
}

// readLines reads a CSV file of so many columns after its header; a line is valid until the
// next one.
func readLines(path string, columns int) iter.Seq2[*line, error] {
	return func(yield func(*line, error) bool) {
		in, err := os.Open(path)
		if err != nil {
			yield(nil, err)
			return
		}
		defer in.Close()
		lines := csv.NewReader(in)
		lines.FieldsPerRecord = columns
		lines.ReuseRecord = true
		_, err = lines.Read()
		for err == nil {
			var fields []string
			if fields, err = lines.Read(); err == nil && !yield(&line{path: path, fields: fields}, nil) {
				return
			}
		}
		if !errors.Is(err, io.EOF) {
			yield(nil, fmt.Errorf("%s: %w", path, err))
		}
	}
}
