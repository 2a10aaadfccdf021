package scenarios

import (
	"embed"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
)

// Model is the version of the model that this program simulates. It rises with every change after
// which the same scenario and seed give other numbers.
const Model = 4

// earliest is the earliest model whose defaults and library are still known.
const earliest = 3

//go:embed testdata/model-3.toml testdata/model-3/*.toml
var past embed.FS

// edition is what a model takes for granted: the defaults of parameters and the shipped library.
type edition struct {
	model int
	moved map[string]any // defaults that are not those of the parameter table, by full key
}

var current = &edition{model: Model}

// editions are the models whose files can be filled in as they were.
var editions = func() map[int]*edition {
	all := map[int]*edition{Model: current}
	for m := earliest; m < Model; m++ {
		all[m] = &edition{model: m, moved: movedDefaults(m)}
	}
	return all
}()

// Editions lists the models whose defaults and library the program knows, the latest first.
func Editions() []int {
	var all []int
	for m := Model; m >= earliest; m-- {
		all = append(all, m)
	}
	return all
}

// Was is a parameter's default in an earlier model; the values of that model's new mechanisms are such
// that the model before is left as it was. ok is false where it has not moved since.
func Was(model int, key string) (value any, ok bool) {
	if e := editions[model]; e != nil {
		value, ok = e.moved[key]
	}
	return value, ok
}

// movedDefaults reads the defaults of an earlier model that have moved since: a table for each
// section, [vendors] for every vendor.
func movedDefaults(model int) map[string]any {
	var sections map[string]map[string]any
	text, err := past.ReadFile(fmt.Sprintf("testdata/model-%d.toml", model))
	if err != nil {
		panic(err) // it is part of the program
	}
	if _, err := toml.Decode(string(text), &sections); err != nil {
		panic("scenarios: " + err.Error())
	}
	moved := map[string]any{}
	for section, values := range sections {
		for name, value := range values {
			p, _ := lookup(section, name)
			if p == nil {
				panic("scenarios: no such parameter in model-" + fmt.Sprint(model) + ".toml: " + section + "." + name)
			}
			v, ok := p.coerce(value)
			if !ok {
				panic("scenarios: " + p.Key() + " has the wrong type")
			}
			moved[p.Key()] = v
		}
	}
	return moved
}

// defaultOf is a parameter's default in the parameter's own type.
func (e *edition) defaultOf(p *Param) any {
	if v, ok := e.moved[p.Key()]; ok {
		return v
	}
	v, ok := p.coerce(p.Default)
	if !ok {
		panic("scenarios: default of " + p.Key() + " has the wrong type")
	}
	return v
}

// source is the text of a scenario that the model shipped.
func (e *edition) source(name string) ([]byte, error) {
	if e == current {
		return shipped.ReadFile(name + ".toml")
	}
	return past.ReadFile(path.Join("testdata", fmt.Sprintf("model-%d", e.model), name+".toml"))
}

// ships reports whether the model shipped a scenario of this name.
func (e *edition) ships(name string) bool {
	_, err := e.source(name)
	return err == nil && !strings.ContainsAny(name, `/\`)
}

// Moved is a value that a file does not state and that is another one than in an earlier model.
type Moved struct {
	Key     string
	Was, Is any
}

// Moved lists what the scenario's file leaves to the program and the program has changed since an
// earlier model. It is empty where the files say for which model they were written, and that is this one.
func (s *Scenario) Moved() []Moved { return s.moved }

// movedSince compares a scenario with what its file meant to an earlier model.
func (s *Scenario) movedSince(before *Scenario) (all []Moved) {
	values := map[string]any{}
	before.Each(func(_ *Param, key string, value any) { values[key] = value })
	s.Each(func(p *Param, key string, value any) {
		if was, ok := values[key]; ok && was != value && p.Name != "budget" { // which follows
			all = append(all, Moved{key, was, value})
		}
	})
	if !slices.Equal(s.Shocks, before.Shocks) {
		all = append(all, Moved{Key: "shocks"})
	}
	return all
}

// MovedNote says what has moved since an earlier model, and what to do about it; it is empty if nothing has.
func (s *Scenario) MovedNote(file string) string {
	if len(s.moved) == 0 {
		return ""
	}
	var values []string
	for _, m := range s.moved {
		if m.Was == nil {
			values = append(values, "what happens in "+m.Key+" of the scenario that it extends")
			continue
		}
		values = append(values, fmt.Sprintf("%s %s (was %s)", m.Key, FormatValue(m.Is), FormatValue(m.Was)))
	}
	says := "does not say for which version of the model it was written"
	if s.written > 0 {
		says = fmt.Sprintf("was written for version %d of the model", s.written)
	}
	return fmt.Sprintf("%s %s. This is version %d, and these values, which the file leaves open, have moved since version %d:\n  %s\n"+
		"  write model = %d at the top of the file to accept them, or give --as-model %d to have the earlier ones",
		file, says, Model, earliest, strings.Join(values, ", "), Model, earliest)
}
