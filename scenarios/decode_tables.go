package scenarios

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// tables returns the elements of an array of tables, nil if it is none.
func (d *decoder) tables(name string, value any) []map[string]any {
	d.wrote(name, name)
	switch v := value.(type) {
	case []map[string]any:
		return v
	case []any:
		all := []map[string]any{}
		for _, e := range v {
			t, ok := e.(map[string]any)
			if !ok {
				break
			}
			all = append(all, t)
		}
		if len(all) == len(v) {
			return all
		}
	}
	d.fault(name, name, value, "must be an array of tables, each written under [["+name+"]]", "")
	return nil
}

func indexed(name string, i int) string { return name + "[" + strconv.Itoa(i) + "]" }

// names reads the names of the elements of a table, notes missing and double
// ones, and returns "" for elements that cannot be used.
func (d *decoder) names(section string, list []map[string]any) []string {
	names := make([]string, len(list))
	for i, t := range list {
		path := indexed(section, i)
		value, given := t["name"]
		name, ok := value.(string)
		switch {
		case !given:
			d.fault(path, "[["+section+"]]", nil, "needs a name", "")
		case !ok:
			d.fault(path+".name", section+".name", value, "must be a string in quotes", "")
		case slices.Contains(names[:i], name):
			d.fault(path+".name", section+".name", value, "stands for two of the [["+section+"]]: names must differ", "")
		case badName(section, name) != "":
			d.fault(path+".name", section+".name", value, badName(section, name), "")
		default:
			names[i] = name
		}
		delete(t, "name")
	}
	return names
}

// vendors merges [[vendors]] by name. In a file that extends nothing they
// take the place of the default vendor.
func (d *decoder) vendors(value any) {
	list := d.tables("vendors", value)
	names := d.names("vendors", list)
	if !d.extends && list != nil {
		d.s.Vendors = nil
	}
	for i, t := range list {
		path, prefix := indexed("vendors", i), "vendors."+names[i]
		if names[i] == "" {
			nameless := d.edition.newVendor("")
			d.params("vendors", path, path, t, &nameless)
			continue
		}
		at := slices.IndexFunc(d.s.Vendors, func(v Vendor) bool { return v.Name == names[i] })
		if at < 0 {
			at = len(d.s.Vendors)
			d.s.Vendors = append(d.s.Vendors, d.edition.newVendor(names[i]))
		}
		d.wrote(prefix, path)
		v := &d.s.Vendors[at]
		if key, msg := v.settle(d.params("vendors", path, prefix, t, v)); key != "" {
			p, _ := lookup("vendors", key)
			d.fault(path+"."+key, prefix+"."+key, p.read(v), msg, "")
		}
	}
}

// mergeNamed merges [[segments]] or [[archetypes]] by name. In a file that extends
// nothing they take the place of the default ones.
func mergeNamed[T any](d *decoder, section string, value any, all *[]T, name func(*T) string, fresh func(string) T) {
	list := d.tables(section, value)
	names := d.names(section, list)
	if !d.extends && list != nil {
		*all = nil
	}
	for i, t := range list {
		path, prefix := indexed(section, i), section+"."+names[i]
		if names[i] == "" {
			nameless := fresh("")
			d.params(section, path, path, t, &nameless)
			continue
		}
		at := slices.IndexFunc(*all, func(e T) bool { return name(&e) == names[i] })
		if at < 0 {
			at = len(*all)
			*all = append(*all, fresh(names[i]))
		}
		d.wrote(prefix, path)
		d.params(section, path, prefix, t, &(*all)[at])
	}
}

// shocks appends [[shocks]]; one with a name known from the parent changes it.
func (d *decoder) shocks(value any) {
	var seen []string
	for i, t := range d.tables("shocks", value) {
		path := indexed("shocks", i)
		name := d.entryName("shocks", path, t, &seen)
		at := slices.IndexFunc(d.s.Shocks, func(s Shock) bool { return name != "" && s.Name == name })
		if at < 0 {
			at = len(d.s.Shocks)
			d.s.Shocks = append(d.s.Shocks, Shock{Name: name})
		}
		s, prefix := &d.s.Shocks[at], indexed("shocks", at)
		d.wrote(prefix, path)
		d.fields("shocks", path, prefix, t, map[string]any{"week": &s.Week, "key": &s.Key, "value": &s.Value, "announce": &s.Announce})
	}
}

// expectations appends [[expect]]; one with a name known from the parent
// changes it.
func (d *decoder) expectations(value any) {
	var seen []string
	for i, t := range d.tables("expect", value) {
		path := indexed("expect", i)
		name := d.entryName("expect", path, t, &seen)
		at := slices.IndexFunc(d.s.Expect, func(e Expect) bool { return name != "" && e.Name == name })
		if at < 0 {
			at = len(d.s.Expect)
			d.s.Expect = append(d.s.Expect, Expect{Name: name, Statistic: "mean", Vendor: "all"})
		}
		e, prefix := &d.s.Expect[at], indexed("expect", at)
		d.wrote(prefix, path)
		d.fields("expect", path, prefix, t, map[string]any{"outcome": &e.Outcome, "statistic": &e.Statistic, "vendor": &e.Vendor, "min": &e.Min, "max": &e.Max})
	}
}

// entryName reads the optional name of a shock or expectation.
func (d *decoder) entryName(section, path string, t map[string]any, seen *[]string) string {
	value, given := t["name"]
	delete(t, "name")
	if !given {
		return ""
	}
	name, ok := value.(string)
	switch {
	case !ok:
		d.fault(path+".name", section+".name", value, "must be a string in quotes", "")
		return ""
	case slices.Contains(*seen, name):
		d.fault(path+".name", section+".name", value, "stands for two of the [["+section+"]]: names must differ", "")
	case badName(section, name) != "":
		d.fault(path+".name", section+".name", value, badName(section, name), "")
	}
	*seen = append(*seen, name)
	return name
}

// fields writes the keys of a table that is not in the parameter table.
func (d *decoder) fields(section, path, prefix string, t map[string]any, to map[string]any) {
	for _, name := range sortedKeys(t) {
		at, key := path+"."+name, prefix+"."+name
		target, known := to[name]
		if !known {
			names := append(sortedKeys(to), "name")
			d.fault(at, key, nil, fmt.Sprintf("no such key in [[%s]]: there are %s", section, strings.Join(names, ", ")), didYouMean(name, names))
			continue
		}
		if want := assign(target, t[name]); want != "" {
			d.fault(at, key, t[name], "must be "+want, "")
			continue
		}
		d.wrote(key, at)
	}
}

// assign writes a TOML value through a pointer, or says what it should be.
func assign(target, value any) (want string) {
	ok := false
	switch at := target.(type) {
	case *int:
		var v int64
		if v, ok = value.(int64); ok {
			*at = int(v)
		}
		want = "a whole number"
	case *bool:
		*at, ok = value.(bool)
		want = "true or false"
	case *string:
		*at, ok = value.(string)
		want = "a string in quotes"
	case **float64:
		p := &Param{Kind: Float}
		var v any
		if v, ok = p.coerce(value); ok {
			*at = new(v.(float64))
		}
		want = "a number"
	case *any:
		switch value.(type) {
		case map[string]any, []any, []map[string]any:
		default:
			*at, ok = value, true
		}
		want = "a number, true, false or a string"
	}
	if ok {
		return ""
	}
	return want
}
