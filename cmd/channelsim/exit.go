package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"channelsim/output/folder"
	"channelsim/scenarios"
)

// The exit codes.
const (
	exitDone        = 0   // done
	exitFailed      = 1   // failed
	exitMisuse      = 2   // misuse or a bad scenario
	exitExpectation = 3   // an expectation or pattern was not met
	exitInterrupted = 130 // interrupted, results kept
)

// codedError is an error that knows its exit code. Without an inner error the
// code is all there is to say: the command has printed the rest itself.
type codedError struct {
	code int
	err  error
}

func (e codedError) Error() string {
	if e.err == nil {
		return fmt.Sprintf("exit code %d", e.code)
	}
	return e.err.Error()
}

func (e codedError) Unwrap() error { return e.err }

// misuse is an error in how the program was called; hint may be empty.
func misuse(msg, hint string) error {
	if hint != "" {
		msg += "\n  " + hint
	}
	return codedError{exitMisuse, errors.New(msg)}
}

// exitCode tells the code with which the program ends after err.
func exitCode(ctx context.Context, err error) int {
	var coded codedError
	var faults scenarios.Faults
	var fault scenarios.Fault
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &coded):
		return coded.code
	case errors.As(err, &faults), errors.As(err, &fault), errors.Is(err, folder.ErrBusy):
		return exitMisuse
	case ctx.Err() != nil:
		return exitInterrupted
	}
	return exitFailed
}

// printError writes an error for people. Faults in a file begin with file and
// line, so that editors can jump there; others with the program's name.
func printError(w io.Writer, err error) {
	var coded codedError
	if errors.As(err, &coded) && coded.err == nil {
		return
	}
	var faults scenarios.Faults
	var fault scenarios.Fault
	if errors.As(err, &fault) {
		faults = scenarios.Faults{fault}
	}
	if faults == nil && !errors.As(err, &faults) {
		fmt.Fprintln(w, "channelsim: "+strings.TrimSpace(err.Error()))
		return
	}
	for _, f := range faults {
		if f.File == "" {
			fmt.Fprint(w, "channelsim: ")
		}
		fmt.Fprintln(w, f.Error())
	}
}
