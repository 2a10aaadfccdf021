package main

import (
	"cmp"
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/spf13/cobra"

	"channelsim/output/text"
)

// fitHelp makes the help of a command and all below it fit the terminal. In a pipe or
// file it is as it was written.
func fitHelp(root *cobra.Command) {
	usual := root.HelpFunc()
	root.SetHelpFunc(func(cmd *cobra.Command, args []string) {
		if width := terminalWidth(cmd.OutOrStdout()); width > 0 {
			fitted := fitter{width}
			cmd.Long = fitted.paragraphs(cmp.Or(cmd.Long, cmd.Short))
			cmd.SetUsageFunc(fitted.usage)
		}
		usual(cmd, args)
	})
}

// fitter writes help in so many columns.
type fitter struct{ width int }

// paragraphs wraps a text whose paragraphs are wider; commands, which stand indented, stay.
func (f fitter) paragraphs(s string) string {
	var all []string
	for paragraph := range strings.SplitSeq(s, "\n\n") {
		if !strings.HasPrefix(paragraph, "  ") && widest(paragraph) > f.width {
			paragraph = text.Wrap(paragraph, f.width)
		}
		all = append(all, paragraph)
	}
	return strings.Join(all, "\n\n")
}

func widest(s string) int {
	n := 0
	for line := range strings.Lines(s) {
		n = max(n, len(line)-1)
	}
	return n
}

// usage is cobra's usage text in columns that fit.
func (f fitter) usage(cmd *cobra.Command) error {
	w := cmd.OutOrStdout()
	fmt.Fprintln(w, "Usage:")
	if cmd.Runnable() {
		fmt.Fprintln(w, f.entry(cmd.UseLine(), ""))
	}
	if cmd.HasAvailableSubCommands() {
		fmt.Fprintln(w, f.entry(cmd.CommandPath()+" [command]", ""))
	}
	if cmd.HasExample() {
		fmt.Fprintf(w, "\nExamples:\n%s\n", cmd.Example)
	}
	f.commands(w, cmd)
	if cmd.HasAvailableLocalFlags() {
		fmt.Fprintf(w, "\nFlags:\n%s", f.flags(cmd.LocalFlags().FlagUsages()))
	}
	if cmd.HasAvailableSubCommands() {
		fmt.Fprintln(w, "\n"+text.Wrap(fmt.Sprintf("Use %q for more information about a command.", cmd.CommandPath()+" [command] --help"), f.width))
	}
	return nil
}

// commands lists the commands below one.
func (f fitter) commands(w io.Writer, cmd *cobra.Command) {
	if !cmd.HasAvailableSubCommands() {
		return
	}
	fmt.Fprintln(w, "\nAvailable Commands:")
	for _, sub := range cmd.Commands() {
		if sub.IsAvailableCommand() || sub.Name() == "help" {
			fmt.Fprintln(w, f.entry(fmt.Sprintf("%-*s", sub.NamePadding(), sub.Name()), sub.Short))
		}
	}
}

// flagLine is a line of pflag's usage: the flag, and what it does.
var flagLine = regexp.MustCompile(`^( +(?:-\w, )?--\S+(?: \S+)?)( +)(.*)$`)

// flags wraps what pflag says of flags; where there is little room, below their names.
func (f fitter) flags(usages string) string {
	var b strings.Builder
	for line := range strings.Lines(usages) {
		m := flagLine.FindStringSubmatch(strings.TrimRight(line, "\n"))
		if m == nil {
			b.WriteString(line)
			continue
		}
		margin := len(m[1]) + len(m[2])
		if margin > f.width/2 {
			margin = min(10, f.width/4)
			m[1], m[2] = m[1]+"\n", strings.Repeat(" ", margin)
		}
		says := text.Wrap(m[3], f.width-margin)
		b.WriteString(m[1] + m[2] + strings.ReplaceAll(says, "\n", "\n"+strings.Repeat(" ", margin)) + "\n")
	}
	return b.String()
}

// entry is a name with what it is, hanging behind it.
func (f fitter) entry(name, says string) string {
	if says == "" {
		return "  " + strings.ReplaceAll(text.Wrap(name, f.width-2), "\n", "\n    ")
	}
	margin := "\n" + strings.Repeat(" ", len(name)+3)
	return "  " + name + " " + strings.ReplaceAll(text.Wrap(says, f.width-len(name)-3), "\n", margin)
}
