package folder

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"channelsim/sim/experiment"
)

// Closing says how a run ends.
type Closing struct {
	Result   Result                 // the answer, as result.json has it
	Finished time.Time              // wall-clock time
	CSV      bool                   // write CSV twins of the Parquet files too
	Trace    Trace                  // tells of all runs, for partners.parquet by week and leads.parquet; nil traces none
	Draw     func(dir string) error // draws pictures into dir; nil draws none
}

// Finish writes the final files from the answer and the saved blocks. Where the
// answer covers the design the manifest calls the run complete and the blocks are
// removed: their runs are in runs.parquet. After an interruption they stay, so
// that the run can be resumed, and the files hold what the answer covers. After
// an error, too, the blocks are safe.
func (f *Folder) Finish(c Closing) error {
	m := f.manifest()
	finished := c.Finished.UTC()
	m.Finished = &finished
	m.Complete = !c.Result.Answer.Interrupted
	for file, content := range f.inputs() {
		m.Checksums[file] = sumBytes(content)
	}
	if m.Complete { // a precision was reached: only now is it known after how many
		m.Planned = m.Simulated + m.Reused + m.Failed
	}
	if err := f.writeParts(c, m.Checksums); err != nil {
		return f.keeps(err)
	}
	if err := f.clear(m.Checksums); err != nil {
		return f.keeps(err)
	}
	if err := f.draw(c.Draw, m.Checksums); err != nil {
		return f.keeps(err)
	}
	if err := f.writeManifest(m); err != nil {
		return f.keeps(err)
	}
	if !m.Complete {
		return nil
	}
	return explain(os.RemoveAll(filepath.Join(f.dir, blocksDir)), "%s: all results are written, but blocks cannot be removed", f.dir)
}

// FinishRows writes the final files of a command that has no table of runs: result.json, files of its own
// and pictures. The blocks stay: they are all that is known of the runs.
func (f *Folder) FinishRows(r Result, finished time.Time, draw func(dir string) error, more ...File) error {
	m := f.manifest()
	finished = finished.UTC()
	m.Finished, m.Complete = &finished, !r.Interrupted()
	if m.Complete {
		m.Planned = m.Simulated + m.Reused + m.Failed
	}
	for file, content := range f.inputs() {
		m.Checksums[file] = sumBytes(content)
	}
	for _, file := range append([]File{{resultFile, r.WriteJSON}}, more...) {
		sum, err := f.writeWhole(file.Name, file.Write)
		if err != nil {
			return f.keeps(err)
		}
		m.Checksums[file.Name] = sum
	}
	if err := f.clear(m.Checksums); err != nil {
		return f.keeps(err)
	}
	if err := f.draw(draw, m.Checksums); err != nil {
		return f.keeps(err)
	}
	return f.keeps(f.writeManifest(m))
}

// clear removes what an earlier call that was interrupted wrote and this one has not written: it
// is about fewer runs. Pictures are drawn anew.
func (f *Folder) clear(written map[string]string) error {
	for _, name := range tableFiles {
		path := filepath.Join(f.dir, name)
		if written[name] != "" {
			continue
		}
		if err := os.RemoveAll(path); err != nil {
			return explain(err, "%s: is of an earlier call and cannot be removed", path)
		}
	}
	return nil
}

// File is one of the final files.
type File struct {
	Name  string
	Write func(io.Writer) error
}

func asCSV(t table) func(io.Writer) error {
	return func(w io.Writer) error { return writeCSV(w, t) }
}

func asParquet(name string, t table) func(io.Writer) error {
	return func(w io.Writer) error { return writeParquet(w, name, t) }
}

// twins are a table as Parquet and, if asked for, as CSV.
func twins(name string, t table, csv bool) []File {
	all := []File{{name + ".parquet", asParquet(name, t)}}
	if csv {
		all = append(all, File{name + ".csv", asCSV(t)})
	}
	return all
}

// writeParts writes the tables and the answer, and enters their checksums. What is made of the
// blocks is written side by side, so that each block is read once and none is kept.
func (f *Folder) writeParts(c Closing, sums map[string]string) error {
	blocks := newRelay(f.blocks())
	defer blocks.stop()
	alone, together := f.parts(c, blocks.blocks)
	blocks.readers = len(together)
	written, errs := make([]string, len(together)), make([]error, len(together))
	var all sync.WaitGroup
	for i, p := range together {
		all.Go(func() {
			defer blocks.leave()
			written[i], errs[i] = f.writeWhole(p.Name, p.Write)
		})
	}
	all.Wait()
	for i, p := range together {
		if errs[i] != nil {
			return errs[i]
		}
		sums[p.Name] = written[i]
	}
	for _, p := range alone {
		sum, err := f.writeWhole(p.Name, p.Write)
		if err != nil {
			return err
		}
		sums[p.Name] = sum
	}
	return nil
}

// parts are the files that are written by themselves, and those that all go through the blocks.
func (f *Folder) parts(c Closing, blocks iter.Seq2[*experiment.Block, error]) (alone, together []File) {
	a := c.Result.Answer
	alone = []File{{pointsFile, asCSV(pointsTable(&a.Design))}, {resultFile, c.Result.WriteJSON}}
	together = twins(runsFile, runsTable(a.Layout.Windows, blocks), c.CSV)
	partners := partnersFile
	if c.Trace != nil && !a.Interrupted {
		partners = totalsFile
		alone = append(alone, c.Trace.parts(c.CSV)...)
	}
	if a.Design.NoWeeks { // of thousands of points: what is looked at; the rest is in the table of runs
		return append(alone, File{summaryFile, asCSV(summaryTable(once(a.Summary)))}), together
	}
	samples := listOf(blocks, a, a.Samples, (*experiment.Part).Samples)
	lists := slices.Concat(
		[]File{{summaryFile, asCSV(summaryTable(listOf(blocks, a, a.Summary, (*experiment.Part).Summary)))}},
		twins(weeksFile, weeksTable(listOf(blocks, a, a.Bands, (*experiment.Part).Bands)), c.CSV),
		twins(sampleFile, sampleTable(samples), c.CSV),
		twins(partners, partnersTable(samples), c.CSV),
		[]File{{funnelFile, asCSV(funnelTable(listOf(blocks, a, a.Funnel, (*experiment.Part).Funnel)))}})
	if a.Design.Large() {
		return alone, append(together, lists...)
	}
	return append(alone, lists...), together
}

// listOf is a list of the answer's or, of a large design, whose answer has not got it, what
// the saved blocks tell.
func listOf[T any](blocks iter.Seq2[*experiment.Block, error], a *experiment.Answer, list []T, of func(*experiment.Part) []T) iter.Seq2[[]T, error] {
	if a.Design.Large() {
		return byPoint(experiment.Parts(blocks, 0), of)
	}
	return once(list)
}

// draw makes pictures, if there are any.
func (f *Folder) draw(draw func(dir string) error, sums map[string]string) error {
	if draw == nil {
		return nil
	}
	dir := filepath.Join(f.dir, plotsDir)
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return explain(err, "%s: cannot make the folder for pictures", dir)
	}
	if err := draw(dir); err != nil {
		return explain(err, "%s: pictures cannot be drawn", dir)
	}
	return f.sumPlots(sums)
}

// keeps adds to an error what it has not harmed. It returns nil for nil.
func (f *Folder) keeps(err error) error {
	blocks := filepath.Join(f.dir, blocksDir)
	switch {
	case err == nil:
		return nil
	case f.adopted:
		return fmt.Errorf("%w\n  the shards are as they were", err)
	case errors.Is(err, errBlock):
		return fmt.Errorf("%w\n  the other blocks are as they were in %s", err, blocks)
	}
	return fmt.Errorf("%w\n  all finished runs are safe in %s", err, blocks)
}
