package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"channelsim/scenarios"
)

// collect takes answers from flags and asks for the rest.
func collect(cmd *cobra.Command, yes bool) (answers, error) {
	a := answers{}
	if start := cmd.Flags().Lookup(startQuestion.flag); start.Changed {
		value, err := startQuestion.fromFlag(start.Value.String())
		if err != nil {
			return nil, err
		}
		a[startQuestion.flag] = answer{value, true}
	}
	i := interview{ctx: cmd.Context(), out: cmd.ErrOrStderr(), in: cmd.InOrStdin()}
	for _, q := range questions {
		given, usual := cmd.Flags().Lookup(q.flag), q.usual(a)
		var err error
		next := answer{usual, false}
		switch {
		case given.Changed:
			next.given = true
			next.value, err = q.fromFlag(given.Value.String())
		case !yes:
			next, err = i.put(q, usual)
		}
		if err != nil {
			return nil, err
		}
		a[q.flag] = next
	}
	return a, nil
}

func (q question) fromFlag(text string) (any, error) {
	value, err := q.read(text)
	if err != nil {
		return nil, misuse("--"+q.flag+" "+err.Error(), "")
	}
	return value, nil
}

// interview asks on one stream and listens on another.
type interview struct {
	ctx   context.Context
	in    io.Reader
	out   io.Writer
	lines chan string // what was typed; closed at the end of input; nil before the first question
}

// begin starts to listen, in the background so that Ctrl-C ends the wait.
func (i *interview) begin() {
	fmt.Fprintln(i.out, "Eight questions about your programme. Enter takes the value in [brackets]; Ctrl-C stops, and nothing is written.")
	i.lines = make(chan string)
	go func() {
		defer close(i.lines)
		for typed := bufio.NewScanner(i.in); typed.Scan(); {
			select {
			case i.lines <- strings.TrimSpace(strings.TrimPrefix(typed.Text(), "\ufeff")): // Windows' shells may pipe a byte order mark
			case <-i.ctx.Done():
				return
			}
		}
	}()
}

// put asks until the answer will do; an empty line takes the usual.
func (i *interview) put(q question, usual any) (answer, error) {
	if i.lines == nil {
		i.begin()
	}
	for {
		ask := q.ask
		if q.note != "" {
			ask += " (" + q.note + ")"
		}
		fmt.Fprintf(i.out, "%s [%s] ", ask, q.kind.write(usual))
		text, err := i.line(q)
		if err != nil {
			return answer{}, err
		}
		if text == "" {
			return answer{usual, false}, nil
		}
		value, err := q.read(text)
		if err != nil {
			fmt.Fprintln(i.out, "  "+err.Error())
			continue
		}
		if shown := q.kind.write(value); shown != text {
			fmt.Fprintln(i.out, "  understood: "+shown)
		}
		return answer{value, true}, nil
	}
}

// line waits for a line of input. What comes from a pipe is repeated, so that
// questions and answers read as they would on a terminal.
func (i *interview) line(q question) (string, error) {
	select {
	case <-i.ctx.Done():
		return "", i.interrupted()
	case text, ok := <-i.lines:
		if i.ctx.Err() != nil { // of two that are ready, select takes either
			return "", i.interrupted()
		}
		if !ok {
			fmt.Fprintln(i.out)
			return "", misuse("no answer to: "+q.ask+" The input ended, nothing was written", "--"+q.flag+" answers it, --yes takes the usual value for all")
		}
		if f, isFile := i.in.(*os.File); !isFile || !term.IsTerminal(int(f.Fd())) {
			fmt.Fprintln(i.out, text)
		}
		return text, nil
	}
}

func (i *interview) interrupted() error {
	fmt.Fprintln(i.out)
	return codedError{exitInterrupted, errors.New("interrupted: nothing was written")}
}

// read checks an answer against the parameter that it is about.
func (q question) read(text string) (any, error) {
	p, err := scenarios.Find(q.key)
	if err != nil {
		return nil, err
	}
	if q.kind == currency || q.kind == date {
		return q.readWord(p, text)
	}
	per := max(1, q.per)
	low, high := p.Min*per, p.Max*per
	if q.kind == share && ambiguous(text) {
		return nil, fmt.Errorf("%[1]s: may be %[1]s %% or a part of one: write %[1]s %%, or 100 %% for all", strings.TrimSpace(text))
	}
	x, ok := q.kind.read(text)
	if !ok || x < low || x > high {
		return nil, fmt.Errorf("%s: must be %s", text, q.kind.allowed(low, high))
	}
	if q.kind == count {
		return int(x), nil
	}
	return x, nil
}

func (q question) readWord(p *scenarios.Param, text string) (any, error) {
	text = strings.TrimSpace(text)
	if q.kind == currency {
		text = currencyCode(text)
	}
	value, err := p.Accept(text)
	var fault scenarios.Fault
	if errors.As(err, &fault) {
		return nil, fmt.Errorf("%s: %s", text, fault.Msg)
	}
	return value, err
}
