package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"channelsim/scenarios"
)

// commands makes the verbs, in the order in which help lists them.
func commands() []func() *cobra.Command {
	return []func() *cobra.Command{
		runCommand,
		storyCommand,
		compareCommand,
		sweepCommand,
		sensitivityCommand,
		tippingCommand,
		calibrateCommand,
		ablateCommand,
		patternsCommand,
		reportCommand,
		plotCommand,
		mergeCommand,
		rerunCommand,
		exportCommand,
		scenarioCommand,
	}
}

// run is the whole program but for the process: it reads arguments, writes
// data to stdout and everything else to stderr, and returns the exit code.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends the program at once
	root := rootCommand()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	if err != nil {
		printError(stderr, err)
	}
	return exitCode(ctx, err)
}

func rootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:   "channelsim",
		Short: "Try out lead policies before you live with them",
		Long: `channelsim simulates a technology vendor's leads, its direct reps and its channel
partners, and tells what a lead policy does to effort, conversion, revenue and trust.

SCENARIO is a TOML file or the name of a scenario that ships inside the program:
channelsim scenario list.`,
		Version: version(),
	}
	root.SetVersionTemplate("channelsim {{.Version}}\n")
	for _, make := range commands() {
		root.AddCommand(make())
	}
	prepare(root)
	fitHelp(root)
	return root
}

// prepare gives a command and all below it the same manners: errors are
// printed by run alone, what is mistyped is answered with the nearest name, and
// all take --quiet.
func prepare(cmd *cobra.Command) {
	cmd.SilenceErrors, cmd.SilenceUsage = true, true
	cmd.DisableSuggestions = true
	cmd.SetFlagErrorFunc(flagError)
	if args := cmd.Args; args != nil {
		cmd.Args = func(cmd *cobra.Command, given []string) error {
			if err := args(cmd, given); err != nil {
				return misuse(err.Error(), "usage: "+cmd.UseLine())
			}
			return nil
		}
	}
	if cmd.RunE != nil && cmd.Flags().Lookup("quiet") == nil { // so that scripts can give it to every command
		cmd.Flags().Bool("quiet", false, "no hints")
	}
	if cmd.HasSubCommands() {
		cmd.Args, cmd.RunE = knownCommand, func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
	}
	for _, sub := range cmd.Commands() {
		prepare(sub)
	}
}

// knownCommand refuses arguments of a command that only has subcommands.
func knownCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	var names []string
	for _, sub := range cmd.Commands() {
		names = append(names, sub.Name())
	}
	return misuse(fmt.Sprintf("unknown command %q for %q", args[0], cmd.CommandPath()), suggestion(args[0], names, cmd.CommandPath()+" --help lists the commands"))
}

// flagError explains a bad flag, with the nearest known one for an unknown.
func flagError(cmd *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	if !errors.As(err, &unknown) {
		return misuse(err.Error(), "")
	}
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, "--"+f.Name) })
	return misuse(err.Error(), suggestion("--"+unknown.GetSpecifiedName(), names, cmd.CommandPath()+" --help lists the flags"))
}

// suggestion is a hint with the nearest name, or the other one.
func suggestion(word string, names []string, otherwise string) string {
	if n := scenarios.Nearest(strings.ToLower(word), names); n != "" {
		return "did you mean " + n + "?"
	}
	return otherwise
}
