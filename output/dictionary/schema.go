package dictionary

import (
	"slices"
	"strings"
)

// schema is a piece of a JSON Schema; encoding/json writes its keys sorted.
type schema = map[string]any

// doubtRef is where a JSON Schema has numbers in doubt.
const doubtRef = "#/$defs/doubt"

// Answer is the form of a command's answer in JSON.
type Answer struct {
	Command string
	Fields  []Field            // of the answer, without rows
	Rows    map[string][]Table // by the name of the field that has them: each row is of one of the tables
}

// Schema makes a JSON Schema (draft 2020-12) that holds for each of the answers. The fields doubt
// are those of a number in doubt.
func Schema(title string, doubt []Field, answers []Answer) map[string]any {
	var commands []string
	var forms []any
	for _, a := range answers {
		commands = append(commands, a.Command)
		is := schema{"properties": schema{"command": schema{"const": a.Command}}}
		forms = append(forms, schema{"if": is, "then": a.schema()})
	}
	return schema{
		"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, "type": "object",
		"required":   []string{"schema", "command", "rows"},
		"properties": schema{"command": schema{"enum": commands}},
		"allOf":      forms,
		"$defs":      schema{"doubt": object(doubt, nil)},
	}
}

func (a Answer) schema() schema {
	s := object(a.Fields, nil)
	for field, tables := range a.Rows {
		var rows []any
		for i := range tables {
			rows = append(rows, object(tables[i].Fields, tables[i].More))
		}
		s["properties"].(schema)[field].(schema)["items"] = schema{"anyOf": rows}
	}
	return s
}

// object is an object with these fields. Further ones may be there: they may be added, and more
// says what they are where that is known.
func object(fields []Field, more *Field) schema {
	properties, required := schema{}, []string{}
	for i := range fields {
		f := &fields[i]
		properties[f.Name] = f.schema()
		if !f.Absent {
			required = append(required, f.Name)
		}
	}
	s := schema{"type": "object", "properties": properties, "required": required}
	if more != nil {
		s["additionalProperties"] = more.schema()
	}
	return s
}

func (f *Field) schema() schema {
	s := typeSchema(f.Type, f.Fields)
	if f.Among != nil {
		s["enum"] = f.Among
	}
	if f.Null {
		s["type"] = append(types(s), "null")
	}
	if f.Says != "" {
		s["description"] = f.Says
	}
	return s
}

// types are what a schema allows.
func types(s schema) []string {
	if one, ok := s["type"].(string); ok {
		return []string{one}
	}
	return slices.DeleteFunc(slices.Clone(s["type"].([]string)), func(t string) bool { return t == "null" })
}

func typeSchema(t Type, fields []Field) schema {
	if of, ok := strings.CutPrefix(string(t), string(List)); ok {
		return schema{"type": "array", "items": typeSchema(Type(of), fields)}
	}
	switch t {
	case Text:
		return schema{"type": "string"}
	case Integer:
		return schema{"type": "integer"}
	case Boolean:
		return schema{"type": "boolean"}
	case Value:
		return schema{"type": []string{"number", "string", "null"}}
	case Any:
		return schema{"type": []string{"number", "string", "boolean"}}
	case Doubt:
		return schema{"$ref": doubtRef}
	case Object:
		if fields == nil {
			return schema{"type": "object"}
		}
		return object(fields, nil)
	}
	return schema{"type": []string{"number", "null"}}
}
