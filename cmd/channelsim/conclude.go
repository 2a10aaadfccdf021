package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"channelsim/output/folder"
	"channelsim/output/page"
	"channelsim/output/plot"
	"channelsim/output/text"
	"channelsim/sim/experiment"
)

// conclusion is what a command has come to: it is saved, drawn and shown, or, where a
// saved folder is looked at again, told of.
type conclusion struct {
	result    folder.Result
	closing   experiment.Closing
	money     []string                            // on where revenue goes and what reps do: the finding's further paragraphs; may be empty
	table     func(io.Writer, text.Options) error // prints the answer for people
	pictures  func() ([]plot.Picture, error)      // nil draws none
	files     []folder.File                       // of a command without a table of runs: what is written beside result.json
	subject   page.Subject                        // what a report tells of; the zero value has none
	footnotes []string                            // beside the answer's: they are about this call, not about the numbers
	unmet     bool                                // an expectation or pattern was not met
}

// conclude ends a command: it saves what came out, if there is a folder for it, shows it
// and returns the error that makes the exit code.
func (f *runFlags) conclude(cmd *cobra.Command, dir *folder.Folder, c *conclusion) error {
	c.result.Says = strings.Join(append([]string{c.closing.Says}, c.money...), " ")
	again := replayed(cmd)
	if again != nil && again.told != nil {
		return again.told(c)
	}
	if again != nil && again.adopt != nil && c.result.Interrupted() {
		return again.undo(dir, codedError{exitInterrupted, errors.New("interrupted: nothing was written; the shards are as they were")})
	}
	if c.result.Interrupted() {
		c.closing.Ask, c.closing.Command = goOn(cmd)
	}
	if dir != nil {
		if dir.Finished() && f.trace {
			printNotes(cmd.ErrOrStderr(), []string{dir.Dir() + " is finished, and --trace adds nothing to it: rerun traces single runs"})
		}
		if err := f.save(cmd.Context(), dir, c); err != nil {
			return again.undo(dir, err)
		}
		dir.Close() // the workbook is added as to any finished folder
		if err := f.workbook(cmd, c); err != nil {
			return err
		}
	}
	if err := f.show(cmd, c); err != nil {
		return err
	}
	return c.exit()
}

// goOn is what to do after an interruption: the same command again, which with --out goes on with what is done.
func goOn(cmd *cobra.Command) (ask, command string) {
	words := append([]string{"channelsim"}, planOf(cmd)...)
	ask = "What do all runs say? (With --out DIR what is done would have been kept, and --resume would go on from there.)"
	if out, err := cmd.Flags().GetString("out"); err == nil && out != "" {
		ask = "What do all runs say? This goes on with what is done."
		words = append(words, "--out", out, "--resume")
		for _, files := range []string{"csv", "xlsx", "trace"} {
			if cmd.Flags().Changed(files) {
				words = append(words, "--"+files)
			}
		}
	}
	for i, word := range words {
		words[i] = commandWord(word)
	}
	return ask, strings.Join(words, " ")
}

// save writes the final files.
func (f *runFlags) save(ctx context.Context, dir *folder.Folder, c *conclusion) error {
	if dir.Finished() {
		return dir.Confirm()
	}
	draw := c.draw
	if a := c.result.Answer; c.pictures == nil || a != nil && a.Runs == 0 {
		draw = nil // nothing to see
	}
	if c.result.Answer == nil {
		return dir.FinishRows(c.result, time.Now(), draw, c.files...)
	}
	closing := folder.Closing{Result: c.result, Finished: time.Now(), CSV: f.csv, Draw: draw}
	if f.trace {
		closing.Trace = func(week func(*experiment.PartnerWeek), run func(*experiment.Rerun) error) error {
			return c.result.Answer.Design.Trace(ctx, week, run)
		}
	}
	return dir.Finish(closing)
}

// draw draws the pictures into a folder.
func (c *conclusion) draw(dir string) error {
	all, err := c.pictures()
	if err != nil {
		return err
	}
	return plot.SaveAll(dir, all)
}

// show prints the answer in the format that was asked for. Data goes to standard
// output; footnotes that the format has no place for go to standard error.
func (f *runFlags) show(cmd *cobra.Command, c *conclusion) error {
	w, stderr := cmd.OutOrStdout(), cmd.ErrOrStderr()
	switch *f.format {
	case "csv":
		printNotes(stderr, slices.Concat(c.result.Notes(), c.footnotes))
		return c.result.WriteCSV(w)
	case "json":
		printNotes(stderr, c.footnotes)
		return c.result.WriteJSON(w)
	}
	o := text.Options{Width: terminalWidth(w), Plain: !colourful(w)}
	if !f.quiet {
		o.Closing = c.closing.Says
	}
	if err := c.table(w, o); err != nil || f.quiet {
		return err
	}
	return askNext(w, c.closing)
}

func printNotes(w io.Writer, notes []string) {
	for _, note := range notes {
		fmt.Fprintf(w, "note: %s\n", note)
	}
}

// askNext prints the question that lies near, and the command that answers it.
func askNext(w io.Writer, c experiment.Closing) error {
	_, err := fmt.Fprintf(w, "\n%s\n  %s\n", text.Wrap(c.Ask, wrapWidth(w)), c.Command)
	return err
}

// exit is the error that makes the exit code.
func (c *conclusion) exit() error {
	a := c.result.Answer
	switch {
	case c.result.Interrupted():
		return codedError{code: exitInterrupted}
	case a != nil && a.Runs == 0:
		return errors.New("no run could be finished: " + a.Failed[0].Err)
	case c.unmet:
		return codedError{code: exitExpectation}
	}
	return nil
}

// broken reports whether an expectation was not met.
func broken(verdicts []experiment.Verdict) bool {
	return slices.ContainsFunc(verdicts, func(v experiment.Verdict) bool { return v.Judgement == experiment.NotMet })
}
