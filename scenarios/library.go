package scenarios

import (
	"embed"
	"slices"
	"strings"
)

//go:embed *.toml
var shipped embed.FS

// Library returns the names of the scenarios that ship with the program, sorted.
func Library() []string {
	entries, err := shipped.ReadDir(".")
	if err != nil {
		panic(err) // the folder is part of the program
	}
	var names []string
	for _, e := range entries {
		names = append(names, strings.TrimSuffix(e.Name(), ".toml"))
	}
	slices.Sort(names)
	return names
}

// Source returns the commented text of a shipped scenario. The error of an
// unknown name names the nearest one.
func Source(name string) ([]byte, error) { return SourceAs(name, Model) }

// SourceAs is the text that shipped with an earlier model.
func SourceAs(name string, model int) ([]byte, error) {
	if e := editions[model]; e == nil || !e.ships(name) {
		return nil, noScenario(name)
	}
	return editions[model].source(name)
}

func noScenario(name string) Fault {
	f := Fault{Msg: "no scenario " + quote(name) + ": neither a file nor one that ships with the program", Hint: didYouMean(name, Library())}
	if f.Hint == "" {
		f.Hint = "shipped are " + strings.Join(Library(), ", ")
	}
	return f
}
