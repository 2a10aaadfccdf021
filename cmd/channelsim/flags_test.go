package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"channelsim/scenarios"
)

// loadWith runs a command with scenarioFlags and returns what it loads.
func loadWith(args ...string) (s *scenarios.Scenario, altered bool, err error) {
	var f scenarioFlags
	cmd := &cobra.Command{Use: "try SCENARIO", Args: cobra.ExactArgs(1), SilenceErrors: true, SilenceUsage: true}
	f.register(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		s, err = f.load(cmd, args[0])
		altered = f.altersAssumptions(cmd)
		return err
	}
	cmd.SetArgs(args)
	return s, altered, cmd.Execute()
}

func TestScenarioFlags(t *testing.T) {
	s, altered, err := loadWith("death-spiral", "--set", "vendors.acme.gate=50%", "--set", "policy = best-fit", "--set", "run.weeks=9", "--seed", "7", "--weeks", "12", "--runs", "3")
	if err != nil {
		t.Fatal(err)
	}
	if v := s.Vendors[0]; v.Gate != 0.5 || v.Policy != "best-fit" || v.Review != "naive" {
		t.Errorf("vendor %+v", v)
	}
	if r := s.Run; r.Seed != 7 || r.Weeks != 12 || r.Runs != 3 || !altered {
		t.Errorf("run %+v, altered %v", r, altered)
	}
	for _, args := range [][]string{{"--weeks", "12"}, {"--set", "gate=0.5"}} {
		if _, altered, err := loadWith(append([]string{"baseline"}, args...)...); err != nil || !altered {
			t.Errorf("%v: altered %v, error %v", args, altered, err)
		}
	}
	if s, altered, err = loadWith("baseline", "--runs", "5", "--seed", "2"); err != nil || altered || s.Run.Runs != 5 || s.Run.Weeks != 156 {
		t.Errorf("run %+v, altered %v, error %v", s.Run, altered, err)
	}
}

func TestScenarioFlagFaults(t *testing.T) {
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"--set", "gate"}, "--set gate: must have the form KEY=VALUE"},
		{[]string{"--set", "gaet=1"}, "gaet: no such parameter\n  did you mean \"gate\"?"},
		{[]string{"--set", "gate=2", "--set", "market.close=x"}, "gate = 2: must lie in [0, 1]\nmarket.close = \"x\": must be a number"},
		{[]string{"--set", "partners.count=4"}, "partners.peers = 6: must be below partners.count = 4"},
		{[]string{"--runs", "0"}, "run.runs = 0: must lie in [1, 1e7]"},
	} {
		_, _, err := loadWith(append([]string{"baseline"}, c.args...)...)
		if err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%v: got %v", c.args, err)
		}
		if code := exitCode(context.Background(), err); code != exitMisuse {
			t.Errorf("%v: exit code %d", c.args, code)
		}
	}
}

func TestExpectationsAreHeldAgainstWhatIsRecorded(t *testing.T) {
	before := knownOutcomes
	t.Cleanup(func() { knownOutcomes = before })
	knownOutcomes = func() (metrics, windows, whole []string) { return []string{"spiral"}, []string{"all"}, nil }
	path := t.TempDir() + "/x.toml"
	if _, _, err := loadWith("baseline"); err != nil {
		t.Errorf("baseline: %v", err)
	}
	writeFile(t, path, "[[expect]]\noutcome = \"spirall\"\nmin = 0\n")
	_, _, err := loadWith(path)
	if want := path + ":2: expect[0].outcome = \"spirall\": no such metric\n  did you mean \"spiral\"?"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestExitCodes(t *testing.T) {
	done, cancel := context.WithCancel(context.Background())
	cancel()
	for _, c := range []struct {
		ctx  context.Context
		err  error
		want int
	}{
		{context.Background(), nil, 0},
		{context.Background(), errors.New("disk full"), 1},
		{context.Background(), scenarios.Fault{}, 2},
		{context.Background(), scenarios.Faults{{}}, 2},
		{context.Background(), misuse("so not", ""), 2},
		{context.Background(), codedError{code: exitExpectation}, 3},
		{done, context.Canceled, 130},
		{done, misuse("so not", ""), 2},
		{done, nil, 0},
	} {
		if got := exitCode(c.ctx, c.err); got != c.want {
			t.Errorf("%v: exit code %d, want %d", c.err, got, c.want)
		}
	}
}

func TestPrintError(t *testing.T) {
	for _, c := range []struct {
		err  error
		want string
	}{
		{errors.New("disk full"), "channelsim: disk full\n"},
		{codedError{code: 3}, ""},
		{misuse("so not", "but so"), "channelsim: so not\n  but so\n"},
		{scenarios.Faults{{File: "a.toml", Line: 3, Key: "run.weeks", Msg: "bad"}, {Key: "gate", Msg: "bad"}}, "a.toml:3: run.weeks: bad\nchannelsim: gate: bad\n"},
	} {
		var out bytes.Buffer
		printError(&out, c.err)
		if out.String() != c.want {
			t.Errorf("got %q, want %q", out.String(), c.want)
		}
	}
}

// What is written into a broken pipe fails, and says so.
func TestFailedWriteIsAnError(t *testing.T) {
	var stderr bytes.Buffer
	for _, args := range [][]string{{"scenario", "list"}, {"scenario", "list", "--format", "csv"}, {"scenario", "list", "--format", "json"}, {"scenario", "show", "baseline"}, {"scenario", "schema"}} {
		stderr.Reset()
		if code := run(args, strings.NewReader(""), brokenPipe{}, &stderr); code != exitFailed || stderr.String() != "channelsim: broken pipe\n" {
			t.Errorf("%v: exit code %d, %q", args, code, stderr.String())
		}
	}
}

type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) { return 0, errors.New("broken pipe") }

var _ io.Writer = brokenPipe{}
