package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
)

// document is a text with figures.
type document struct {
	path   string
	text   string
	source *source
	check  bool // write nothing
	quick  bool // pass over what is slow
}

// change is a figure that is not what the program says.
type change struct{ marker, old, new string }

var (
	// figureMark is a whole figure: what it costs, the name of its command if it has one, the rest of
	// the marker, and what stands there now.
	figureMark  = regexp.MustCompile(`(?s)<!-- figure( slow| machine)?( [a-z0-9-]+)?: ([^\n]*?) -->(.*?)<!-- /figure -->`)
	commandMark = regexp.MustCompile(`(?m)^<!-- command ([a-z0-9-]+): (.*?) -->$`)
	anyMark     = regexp.MustCompile(`<!-- (?:/?figure|command)\b`)
	// fileShown is a file that the document shows with its name.
	fileShown = regexp.MustCompile("(?s)```toml\n# ([a-z]+\\.toml)\n(.*?)```")
)

// renew puts into every figure what the program says, and returns what changed. A figure that cannot
// be made is an error, and stays as it was; the others are made all the same.
func (d *document) renew() ([]change, error) {
	marks := figureMark.FindAllStringSubmatchIndex(d.text, -1)
	commands := map[string]string{}
	for _, m := range commandMark.FindAllStringSubmatch(d.text, -1) {
		commands[m[1]] = m[2]
	}
	if n := len(anyMark.FindAllString(d.text, -1)); n != 2*len(marks)+len(commands) {
		return nil, fmt.Errorf("%s: %d figures and %d commands are whole, but %d markers are there", d.path, len(marks), len(commands), n)
	}
	for _, m := range fileShown.FindAllStringSubmatch(d.text, -1) {
		if err := os.WriteFile(filepath.Join(d.source.dir, m[1]), []byte(m[2]), 0o666); err != nil {
			return nil, err
		}
	}
	var (
		b       strings.Builder
		changes []change
		faults  []error
		done    int
	)
	for _, m := range marks {
		part := func(i int) string {
			if m[2*i] < 0 {
				return ""
			}
			return strings.TrimSpace(d.text[m[2*i]:m[2*i+1]])
		}
		inline := m[0] > 0 && d.text[m[0]-1] != '\n'
		old := d.text[m[8]:m[9]]
		marker := strings.Trim(d.text[m[0]:m[8]], "<!-> ")
		fresh := old
		if !d.passes(part(1)) {
			var err error
			if fresh, err = d.figure(part(2), part(3), commands, inline); err != nil {
				faults = append(faults, fmt.Errorf("%s: %s: %w", d.path, marker, err))
				fresh = old
			}
		}
		if fresh != old {
			changes = append(changes, change{marker, old, fresh})
		}
		b.WriteString(d.text[done:m[8]] + fresh)
		done = m[9]
	}
	d.text = b.String() + d.text[done:]
	return changes, errors.Join(faults...)
}

// passes reports whether a figure of this cost is passed over.
func (d *document) passes(cost string) bool {
	return cost == "machine" && (d.check || d.quick) || cost == "slow" && d.quick
}

// figure is what belongs between two markers.
func (d *document) figure(name, rest string, commands map[string]string, inline bool) (string, error) {
	command, what := commands[name], rest
	if name == "" {
		var ok bool
		if command, what, ok = strings.Cut(rest, " | "); !ok {
			return "", errors.New(`there is no " | " between the command and what is taken from its answer`)
		}
	} else if command == "" {
		return "", fmt.Errorf("no command is named %s", name)
	}
	if inline && strings.Contains(rest, "--") {
		return "", errors.New("a marker within a line must not have --: give the command a name on a line of its own")
	}
	words, err := fields(what)
	if err != nil {
		return "", err
	}
	take, ok := takes[words[0]]
	if !ok {
		return "", fmt.Errorf("nothing is known that is called %s", words[0])
	}
	if inline == block[words[0]] { // a comment at the start of a line ends the paragraph
		return "", fmt.Errorf("%s %s", words[0], map[bool]string{true: "stands on lines of its own", false: "stands within a line, not at its start"}[inline])
	}
	got, err := take(d, command, words[1:])
	if err != nil || inline {
		return got, err
	}
	return "\n" + got + "\n", nil
}

// fields are the words of a line; what stands in double quotes is one word.
func fields(line string) ([]string, error) {
	var words []string
	for rest := strings.TrimSpace(line); rest != ""; rest = strings.TrimSpace(rest) {
		end := strings.IndexByte(rest, ' ')
		if rest[0] == '"' {
			if end = strings.IndexByte(rest[1:], '"'); end < 0 {
				return nil, fmt.Errorf("a quote is open in %s", line)
			}
			words, rest = append(words, rest[1:1+end]), rest[end+2:]
			continue
		}
		if end < 0 {
			end = len(rest)
		}
		words, rest = append(words, rest[:end]), rest[end:]
	}
	if len(words) == 0 {
		return nil, errors.New("the marker does not say what is taken")
	}
	return words, nil
}

// source runs channelsim, each command once.
type source struct {
	program string
	dir     string // where commands run
	answers map[string][]byte
}

// answer is what a command prints to standard output. Patterns ends with 3 where one is not shown, as
// a run with an expectation that is not met; that is an answer, too.
func (s *source) answer(args ...string) ([]byte, error) {
	key := strings.Join(args, " ")
	if out, ok := s.answers[key]; ok {
		return out, nil
	}
	cmd := exec.Command(s.program, args...)
	var stdout, stderr bytes.Buffer
	cmd.Dir, cmd.Stdout, cmd.Stderr = s.dir, &stdout, &stderr
	const notMet = 3
	if err := cmd.Run(); err != nil {
		if exit := (*exec.ExitError)(nil); !errors.As(err, &exit) || exit.ExitCode() != notMet {
			return nil, fmt.Errorf("channelsim %s: %w\n%s", key, err, stderr.String())
		}
	}
	s.answers[key] = stdout.Bytes()
	return stdout.Bytes(), nil
}

// folder is a folder that a command has filled.
func (s *source) folder(command string) (string, error) {
	dir := regexp.MustCompile(`[^A-Za-z0-9.]+`).ReplaceAllString(command, "-")
	_, err := s.answer(append(strings.Fields(command), "--quiet", "--csv", "--out", dir)...)
	return filepath.Join(s.dir, dir), err
}
