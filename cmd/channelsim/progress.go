package main

import (
	"io"
	"time"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"
)

// bar makes a progress bar, if somebody watches; else it draws nothing.
func (f *runFlags) bar(cmd *cobra.Command) *progress {
	stderr := cmd.ErrOrStderr()
	return &progress{w: stderr, hidden: f.quiet || !lively(stderr)}
}

// roomForRate is the least width of a terminal that has room for the rate beside the bar: a
// longer line would not be wiped away.
const roomForRate = 60

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
		options := []progressbar.Option{progressbar.OptionSetWriter(p.w), progressbar.OptionSetDescription("runs"),
			progressbar.OptionShowCount(), progressbar.OptionSetPredictTime(true), progressbar.OptionSetWidth(30),
			progressbar.OptionThrottle(100 * time.Millisecond), progressbar.OptionClearOnFinish()}
		if width := terminalWidth(p.w); width == 0 || width >= roomForRate {
			options = append(options, progressbar.OptionShowIts(), progressbar.OptionSetItsString("runs"))
		}
		p.bar = progressbar.NewOptions(total, options...)
	}
	_ = p.bar.Set(done) // a bar that cannot be drawn is no reason to stop
}

// clear wipes the bar away.
func (p *progress) clear() {
	if p.bar != nil {
		_ = p.bar.Clear()
	}
}
