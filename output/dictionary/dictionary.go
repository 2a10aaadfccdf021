// Package dictionary describes tables and objects to those who read them: every
// column and field with its type and meaning. What it knows stands where a column
// is declared, and nowhere else; pages and the JSON Schema are made from it.
package dictionary

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// Type is the type of a field, in a reader's words.
type Type string

// The types. Numbers, and numbers in doubt in each of their parts but n, may be undefined: an
// empty cell in CSV, null in Parquet and JSON.
const (
	Text    Type = "text"
	Integer Type = "integer"
	Number  Type = "number"
	Boolean Type = "true or false"
	Value   Type = "number or text" // of a parameter
	Any     Type = "number, text, or true or false"
	Doubt   Type = "number in doubt" // a mean with its interval
	Object  Type = "object"
	List    Type = "list of " // of objects, or followed by another type
)

// ListOf is the type of a list.
func ListOf(t Type) Type { return List + t }

// Field is a column of a table, or a field of an object.
type Field struct {
	Name   string
	Type   Type
	Says   string  // meaning, with the unit: lower case, no full stop
	Fields []Field // of an object, or of the objects in a list
	Absent bool    // may be left out
	Null   bool    // may be null

	Among []string // of text: the words that it is one of; nil if it may be any
}

// Table is a list of rows: a file, or what a command prints.
type Table struct {
	Name   string // of the file or command
	Row    string // what a row is
	Fields []Field
	More   *Field // stands for any number of further fields; nil if there are none
}

// All are the fields with the one that stands for more.
func (t *Table) All() []Field {
	if t.More == nil {
		return t.Fields
	}
	return append(slices.Clone(t.Fields), *t.More)
}

// Among says of one of the fields which words it is one of. It panics where there is no such
// field: that is a mistake in the program.
func Among(fields []Field, name string, words ...string) []Field {
	at := slices.IndexFunc(fields, func(f Field) bool { return f.Name == name })
	if at < 0 {
		panic(name + ": there is no such field")
	}
	fields = slices.Clone(fields)
	fields[at].Among = words
	return fields
}

// Of describes a struct by its fields' tags: json has the name, says the meaning, among the
// words that a text is one of, with commas between, and null that it may be null, as pointers
// may. It panics where a field has no meaning: that is a mistake in the program.
func Of(object any) []Field { return fields(reflect.TypeOf(object)) }

func fields(t reflect.Type) []Field {
	var all []Field
	for i := range t.NumField() {
		f := t.Field(i)
		name, option, _ := strings.Cut(f.Tag.Get("json"), ",")
		says := f.Tag.Get("says")
		if name == "" || says == "" {
			panic(fmt.Sprintf("%s.%s: does not say what it means", t.Name(), f.Name))
		}
		kind, inner := typeOf(f.Type)
		null := f.Type.Kind() == reflect.Pointer || f.Tag.Get("null") != ""
		var words []string
		if among := f.Tag.Get("among"); among != "" {
			words = strings.Split(among, ",")
		}
		all = append(all, Field{Name: name, Type: kind, Says: says, Fields: inner, Absent: option == "omitempty", Null: null, Among: words})
	}
	return all
}

// Typed is a Go type that knows its type in files, such as a number that may be undefined.
type Typed interface{ DictionaryType() Type }

func typeOf(t reflect.Type) (Type, []Field) {
	if typed, ok := reflect.Zero(t).Interface().(Typed); ok {
		return typed.DictionaryType(), nil
	}
	switch t.Kind() {
	case reflect.String:
		return Text, nil
	case reflect.Bool:
		return Boolean, nil
	case reflect.Float64:
		return Number, nil
	case reflect.Int, reflect.Uint64:
		return Integer, nil
	case reflect.Slice:
		of, inner := typeOf(t.Elem())
		return ListOf(of), inner
	case reflect.Pointer:
		return typeOf(t.Elem())
	case reflect.Map:
		return Object, nil
	case reflect.Struct:
		if t.String() == "time.Time" {
			return Text, nil
		}
		return Object, fields(t)
	}
	panic(fmt.Sprintf("%s: has no type in files", t))
}
