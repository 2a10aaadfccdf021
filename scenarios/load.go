package scenarios

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
)

// Load reads a scenario by the name of one that ships with the program, or
// from a TOML file. The error is Faults, with every fault of the file at once,
// a Fault for a name that is neither, or what the system says.
func Load(nameOrPath string) (*Scenario, error) { return LoadAs(nameOrPath, Model) }

// LoadAs is Load for a scenario of an earlier model: what its file leaves open is as it was
// then, and a name is that of a scenario that shipped with it.
func LoadAs(nameOrPath string, model int) (*Scenario, error) {
	e := editions[model]
	if e == nil {
		return nil, Fault{Key: "model", Value: fmt.Sprint(model), Msg: fmt.Sprintf("its defaults are not known: there are those of models %s", numbers(Editions())), Hint: "name one of them with --as-model, or leave it out for the latest"}
	}
	if e.ships(nameOrPath) {
		data, err := e.source(nameOrPath)
		if err != nil {
			return nil, err
		}
		return e.parse(nameOrPath+".toml", data, nil)
	}
	data, err := os.ReadFile(nameOrPath)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, noScenario(nameOrPath)
	}
	if err != nil {
		return nil, err
	}
	if e == current {
		return Parse(nameOrPath, data)
	}
	s, err := e.parse(nameOrPath, data, nil)
	if err == nil && s.written > model {
		return nil, Faults{Fault{File: nameOrPath, Key: "model", Value: fmt.Sprint(s.written), Msg: fmt.Sprintf("is not of version %d of the model", model), Hint: "leave out --as-model"}}
	}
	return s, err
}

func numbers(list []int) string {
	words := make([]string, len(list))
	for i, n := range list {
		words[i] = fmt.Sprint(n)
	}
	return strings.Join(words, ", ")
}

// Parse reads a scenario from TOML. The file's name stands in errors, gives
// the scenario a name if the text does not, and says where files that it
// extends are looked for. The scenario is valid if the error is nil.
func Parse(filename string, data []byte) (*Scenario, error) {
	s, err := current.parse(filename, data, nil)
	if err != nil || s.written == Model {
		return s, err
	}
	// The same text as the earliest model would read it tells what the file leaves open.
	if before, err := editions[earliest].parse(filename, data, nil); err == nil {
		s.moved = s.movedSince(before)
	}
	return s, nil
}

// maxExtends bounds a chain of extends; a longer one is surely a mistake.
const maxExtends = 20

// parse reads one file, which leaves open what the edition says unless it states its own; children
// are the files that lead to it by extends.
func (e *edition) parse(filename string, data []byte, children []string) (*Scenario, error) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")) // editors on Windows write a byte order mark
	var tree map[string]any
	if _, err := toml.Decode(string(data), &tree); err != nil {
		return nil, Faults{syntaxFault(filename, err)}
	}
	_, extends := tree["extends"]
	d := &decoder{file: filename, lines: lineIndex(data), extends: extends, edition: e}
	written := d.model(tree["model"])
	if written == Model {
		d.edition = current
	}
	base, err := d.base(tree, append(slices.Clone(children), filename))
	if err != nil {
		return nil, err
	}
	d.s = base
	d.scenario(tree)
	d.addFindings(d.s.findings())
	if err := d.faults.orNil(); err != nil {
		return nil, err
	}
	d.s.normalizeShocks()
	d.s.written = written
	return d.s, nil
}

// model reads for which version of the model the file was written; 0 if it does not say.
func (d *decoder) model(value any) int {
	if value == nil {
		return 0
	}
	m, ok := value.(int64)
	switch {
	case !ok || m < 1:
		d.fault("model", "model", value, "must be a version of the model, as model = "+fmt.Sprint(Model), "")
	case m > Model:
		d.fault("model", "model", value, fmt.Sprintf("was written for a later version of the model: this program has %d", Model), "a later channelsim reads it")
	}
	return int(m)
}

func syntaxFault(filename string, err error) Fault {
	var syntax toml.ParseError
	if !errors.As(err, &syntax) {
		return Fault{File: filename, Msg: err.Error()}
	}
	msg := strings.TrimRight(syntax.Message, ".")
	if msg == "" {
		msg = err.Error()
	}
	msg = strings.ToLower(msg[:1]) + msg[1:]
	return Fault{File: filename, Line: syntax.Position.Line, Msg: fmt.Sprintf("not TOML at column %d: %s", syntax.Position.Col, msg)}
}

// base returns the scenario that the file extends, or the defaults.
func (d *decoder) base(tree map[string]any, chain []string) (*Scenario, error) {
	value, given := tree["extends"]
	if !given {
		return d.edition.scenario(), nil
	}
	fault := Fault{File: d.file, Line: d.lines["extends"], Key: "extends", Value: brief(value)}
	name, ok := value.(string)
	if !ok {
		fault.Msg = "must be a string in quotes: a shipped scenario or a path beside this file"
		return nil, Faults{fault}
	}
	data, path, err := d.edition.readParent(name, d.file)
	if err != nil {
		fault.Msg, fault.Hint = "neither a shipped scenario nor a file beside this one", didYouMean(name, Library())
		return nil, Faults{fault}
	}
	if slices.Contains(chain, path) || len(chain) > maxExtends {
		fault.Msg = "extends itself: " + strings.Join(append(chain, path), " -> ")
		return nil, Faults{fault}
	}
	parent, err := d.edition.parse(path, data, chain)
	if err != nil {
		return nil, err
	}
	// What a scenario is called and says of itself is not inherited.
	parent.Name, parent.Title, parent.Description, parent.Source = "", "", "", ""
	return parent, nil
}

func (e *edition) readParent(name, child string) (data []byte, path string, err error) {
	if e.ships(name) {
		data, err = e.source(name)
		return data, name + ".toml", err
	}
	path = name
	if !filepath.IsAbs(path) {
		path = filepath.Join(filepath.Dir(child), name)
	}
	info, err := os.Stat(path)
	if err != nil {
		return nil, path, err
	}
	if !info.Mode().IsRegular() {
		return nil, path, fmt.Errorf("%s is not a file", path)
	}
	data, err = os.ReadFile(path)
	return data, path, err
}
