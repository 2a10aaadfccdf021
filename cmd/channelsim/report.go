package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"

	"channelsim/output/folder"
	"channelsim/output/text"
	"channelsim/sim/experiment"
)

// report is an answer with what is said about it here and now.
type report struct {
	result    folder.Result
	name      string   // how the user named the scenario, for commands
	footnotes []string // beside the answer's: they are about this call, not about the numbers
}

// show prints the answer in the format that was asked for. Data goes to standard
// output; footnotes that the format has no place for go to standard error.
func (f *runFlags) show(cmd *cobra.Command, r *report) error {
	w, stderr := cmd.OutOrStdout(), cmd.ErrOrStderr()
	switch *f.format {
	case "csv":
		printNotes(stderr, slices.Concat(r.result.Answer.Notes, r.footnotes))
		return r.result.WriteCSV(w)
	case "json":
		printNotes(stderr, r.footnotes)
		return r.result.WriteJSON(w)
	}
	return r.table(w, f.quiet)
}

func printNotes(w io.Writer, notes []string) {
	for _, note := range notes {
		fmt.Fprintf(w, "note: %s\n", note)
	}
}

// table prints the report for people.
func (r *report) table(w io.Writer, quiet bool) error {
	shown := *r.result.Answer
	shown.Notes = slices.Concat(shown.Notes, r.footnotes)
	o := text.Options{Width: terminalWidth(w), Plain: !colourful(w), Expect: r.result.Verdicts}
	closing := experiment.Say(r.result.Answer, r.name)
	if !quiet {
		o.Closing = closing.Says
	}
	if err := text.RunReport(w, &shown, o); err != nil || quiet {
		return err
	}
	return askNext(w, closing)
}

// askNext prints the question that lies near, and the command that answers it.
func askNext(w io.Writer, c experiment.Closing) error {
	_, err := fmt.Fprintf(w, "\n%s\n  %s\n", text.Wrap(c.Ask, 80), c.Command)
	return err
}

// exit is the error that makes the exit code.
func (r *report) exit() error {
	a := r.result.Answer
	switch {
	case a.Interrupted:
		return codedError{code: exitInterrupted}
	case a.Runs == 0:
		return errors.New("no run could be finished: " + a.Failed[0].Err)
	case broken(r.result.Verdicts):
		return codedError{code: exitExpectation}
	}
	return nil
}

// broken reports whether an expectation was not met.
func broken(verdicts []experiment.Verdict) bool {
	return slices.ContainsFunc(verdicts, func(v experiment.Verdict) bool { return v.Judgement == experiment.NotMet })
}

// bar makes a progress bar, if somebody watches; else it draws nothing.
func (f *runFlags) bar(cmd *cobra.Command) *progress {
	stderr := cmd.ErrOrStderr()
	return &progress{w: stderr, hidden: f.quiet || terminalWidth(stderr) == 0}
}

// progress is a bar with rate and remaining time on a terminal.
type progress struct {
	w      io.Writer
	hidden bool
	bar    *progressbar.ProgressBar
}

// show says that so many of so many runs are done; the total may grow.
func (p *progress) show(done, total int) {
	if p.hidden {
		return
	}
	if p.bar == nil || p.bar.IsFinished() {
		p.bar = progressbar.NewOptions(total, progressbar.OptionSetWriter(p.w), progressbar.OptionSetDescription("runs"),
			progressbar.OptionShowCount(), progressbar.OptionShowIts(), progressbar.OptionSetItsString("runs"),
			progressbar.OptionSetPredictTime(true), progressbar.OptionSetWidth(30),
			progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish())
	}
	_ = p.bar.Set(done) // a bar that cannot be drawn is no reason to stop
}

// clear wipes the bar away.
func (p *progress) clear() {
	if p.bar != nil {
		_ = p.bar.Clear()
	}
}
