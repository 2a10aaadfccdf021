package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"channelsim/output/folder"
	"channelsim/output/page"
)

// reportFile is the name of a report in its folder.
const reportFile = "report.html"

// reportFlags are the flags of report.
type reportFlags struct {
	out   string
	quiet bool
}

func reportCommand() *cobra.Command {
	var f reportFlags
	cmd := &cobra.Command{
		Use:   "report DIR",
		Short: "A report for people who decide, from a finished folder: one HTML file",
		Long: `report reads a folder that run, compare, sweep, sensitivity, tipping, calibrate, ablate or patterns
has filled with --out, and writes DIR/report.html: the answer and how sure it is, what each
choice does, what could go wrong, what it hinges on, pictures, method and doubts; of patterns,
whether the model may be believed. It is one file that needs no network and no script, and
prints well. Nothing is simulated.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return f.report(cmd, args[0]) },
	}
	cmd.Flags().StringVar(&f.out, "out", "", "write the report into this `FILE` (default DIR/"+reportFile+")")
	cmd.Flags().BoolVar(&f.quiet, "quiet", false, "do not say where the report is")
	return cmd
}

// report is the whole command: read back, write, say where.
func (f *reportFlags) report(cmd *cobra.Command, dir string) error {
	if cmd.Flags().Changed("out") && f.out == "" {
		return misuse("--out: must name a file", "")
	}
	s, err := openSaved(cmd, dir)
	if err != nil {
		return err
	}
	r, err := s.report()
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := page.Write(&b, r); err != nil {
		return fmt.Errorf("%s: %w", dir, err)
	}
	file, err := f.write(s, b.Bytes())
	if err != nil {
		return fmt.Errorf("the report cannot be written: %w\n  --out FILE writes it elsewhere", err)
	}
	if f.quiet {
		return nil
	}
	_, err = fmt.Fprintf(cmd.OutOrStdout(), "The report is in %s: open it in a browser, or print it from there.\n", file)
	return err
}

// write writes the report to where it shall go, and says where that is. In the folder an
// earlier one stays as it was until the new one is whole.
func (f *reportFlags) write(s *saved, report []byte) (string, error) {
	if f.out != "" {
		return f.out, os.WriteFile(f.out, report, 0o666)
	}
	a := &folder.Archive{Dir: s.dir, Manifest: s.manifest}
	return filepath.Join(s.dir, reportFile), a.Put(reportFile, func(w io.Writer) error {
		_, err := w.Write(report)
		return err
	})
}

// report is what the folder's report tells of.
func (s *saved) report() (*page.Report, error) {
	if !s.subject.Told() {
		return nil, misuse(fmt.Sprintf("%s: holds %s, of which there is no report", s.dir, s.result.Command),
			"a report is about run, compare, sweep, sensitivity, tipping, calibrate, ablate or patterns")
	}
	r := &page.Report{Subject: s.subject, Closing: s.closing, Notes: s.result.Notes(), Source: s.source()}
	if s.pictures == nil {
		return r, nil
	}
	all, err := s.conclusion.pictures()
	r.Pictures = all
	return r, err
}

// source is where the folder came from.
func (s *saved) source() page.Source {
	m := s.manifest
	source := page.Source{Command: "channelsim " + quotedWords(m.Plan), Scenario: quotedWords(scenarioWords(m)),
		Seed: m.Seed, Version: m.Version, Model: m.Model, Caution: m.Caution(), Finished: time.Time{}, Result: m.Checksums["result.json"]}
	if m.Finished != nil {
		source.Finished = *m.Finished
	}
	return source
}

// scenarioWords are those of a folder's plan that mean its first scenario, without the verb. A
// plan that names none is of one that the program has.
func scenarioWords(m *folder.Manifest) []string {
	if len(m.Sources) == 0 {
		return []string{m.Scenario}
	}
	words := []string{m.Plan[1]}
	for _, word := range m.Plan[2:] {
		if strings.HasPrefix(word, "--set=") || strings.HasPrefix(word, "--weeks=") || strings.HasPrefix(word, "--as-model=") {
			words = append(words, word)
		}
	}
	return words
}

// quotedWords is a command as a shell takes it.
func quotedWords(words []string) string {
	quoted := make([]string, len(words))
	for i, word := range words {
		quoted[i] = commandWord(word)
	}
	return strings.Join(quoted, " ")
}
