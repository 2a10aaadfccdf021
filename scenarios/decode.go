package scenarios

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
)

// decoder writes a TOML tree over a scenario and collects what is wrong.
type decoder struct {
	file    string
	lines   map[string]int
	s       *Scenario
	faults  Faults
	extends bool     // the file has a parent
	edition *edition // whose defaults the file leaves open
}

// fault notes a fault at a path of the line index.
func (d *decoder) fault(path, key string, value any, msg, hint string) {
	f := Fault{File: d.file, Line: d.lines[path], Key: key, Msg: msg, Hint: hint}
	if value != nil {
		f.Value = brief(value)
	}
	d.faults = append(d.faults, f)
}

// brief writes a value for an error; tables and arrays only by their kind.
func brief(value any) string {
	switch value.(type) {
	case map[string]any:
		return "{...}"
	case []any, []map[string]any:
		return "[...]"
	}
	return FormatValue(value)
}

// addFindings adds what is wrong with the scenario as a whole, but for the
// consequences of what was found wrong in itself.
func (d *decoder) addFindings(found []finding) {
	wrong := map[string]bool{}
	for _, f := range d.faults {
		wrong[f.Key] = true
	}
	for _, f := range found {
		if slices.ContainsFunc(f.about, func(key string) bool { return wrong[key] }) {
			continue
		}
		if f.File == "" {
			f.File = d.file
		}
		d.faults = append(d.faults, f.Fault)
	}
}

// wrote remembers where a key was written.
func (d *decoder) wrote(key, path string) {
	if d.s.origin == nil {
		d.s.origin = map[string]place{}
	}
	d.s.origin[key] = place{d.file, d.lines[path]}
}

var topLevel = []string{"model", "name", "title", "description", "source", "extends", "run", "market", "partners", "direct", "mechanisms",
	"vendors", "segments", "archetypes", "shocks", "expect"}

func (d *decoder) scenario(tree map[string]any) {
	for _, key := range sortedKeys(tree) {
		value := tree[key]
		switch key {
		case "extends", "model":
		case "name":
			d.text(key, value, &d.s.Name)
		case "title":
			d.text(key, value, &d.s.Title)
		case "description":
			d.text(key, value, &d.s.Description)
		case "source":
			d.text(key, value, &d.s.Source)
		case "run", "market", "partners", "direct", "mechanisms":
			d.section(key, value)
		case "vendors":
			d.vendors(value)
		case "segments":
			mergeNamed(d, "segments", value, &d.s.Segments, func(g *Segment) string { return g.Name }, d.edition.newSegment)
		case "archetypes":
			mergeNamed(d, "archetypes", value, &d.s.Archetypes, func(a *Archetype) string { return a.Name }, d.edition.newArchetype)
		case "shocks":
			d.shocks(value)
		case "expect":
			d.expectations(value)
		default:
			d.fault(key, key, nil, "no such key or table", d.suggestTop(key))
		}
	}
	if d.s.Name == "" {
		d.s.Name = nameOfFile(d.file)
	}
}

// suggestTop proposes a top-level key, or the section that a parameter is in.
func (d *decoder) suggestTop(key string) string {
	if p, err := Find(key); err == nil {
		return fmt.Sprintf("it belongs under %s", headerOf(p.Section))
	}
	if hint := didYouMean(key, topLevel); hint != "" {
		return hint
	}
	return "at the top level there are " + strings.Join(topLevel, ", ")
}

func headerOf(section string) string {
	if slices.Contains(namedTables, section) {
		return "[[" + section + "]]"
	}
	return "[" + section + "]"
}

// nameOfFile makes a scenario's name from its file's.
func nameOfFile(file string) string {
	base := strings.ToLower(strings.TrimSuffix(filepath.Base(file), filepath.Ext(file)))
	return strings.Trim(strings.Map(func(r rune) rune {
		if nameRune(r) {
			return r
		}
		return '-'
	}, base), "-")
}

func (d *decoder) text(key string, value any, at *string) {
	text, ok := value.(string)
	if !ok {
		d.fault(key, key, value, "must be a string in quotes", "")
		return
	}
	*at = text
	d.wrote(key, key)
}

func (d *decoder) section(name string, value any) {
	table, ok := value.(map[string]any)
	if !ok {
		d.fault(name, name, value, "must be a table, written as ["+name+"]", "")
		return
	}
	d.params(name, name, name, table, d.s.section(name))
}

// params writes the parameters of one table into an element. Path is where
// its lines are found, prefix how its keys begin. It returns the names that
// were set.
func (d *decoder) params(section, path, prefix string, table map[string]any, element any) stated {
	given := stated{}
	for _, name := range sortedKeys(table) {
		value := table[name]
		at, key := path+"."+name, prefix+"."+name
		p, names := lookup(section, name)
		if p == nil {
			d.fault(at, key, nil, "no such parameter", suggestParam(section, name, names))
			continue
		}
		v, ok := p.coerce(value)
		if !ok {
			d.fault(at, key, value, "must be "+p.wanted(), "")
			continue
		}
		if msg, hint := p.check(v); msg != "" {
			d.fault(at, key, v, msg, hint)
			continue
		}
		p.write(element, v)
		d.wrote(key, at)
		given[name] = true
	}
	return given
}

// lookup finds a parameter of a section, and lists the section's names.
func lookup(section, name string) (found *Param, names []string) {
	for i := range table {
		if p := &table[i]; p.Section == section {
			names = append(names, p.Name)
			if p.Name == name {
				found = p
			}
		}
	}
	return found, names
}

func suggestParam(section, name string, names []string) string {
	if hint := didYouMean(name, names); hint != "" {
		return hint
	}
	if p, err := Find(name); err == nil {
		return "it belongs under " + headerOf(p.Section)
	}
	return "channelsim scenario params " + section + " lists what there is"
}

func sortedKeys(m map[string]any) []string { return slices.Sorted(maps.Keys(m)) }
