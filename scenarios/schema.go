package scenarios

import (
	"encoding/json"
	"fmt"
	"strings"
)

// object is a JSON object; encoding/json writes its keys sorted.
type object = map[string]any

const namePattern = "^[a-z0-9-]+$"

// Schema returns a JSON Schema (draft 7) of scenario files, made from the
// parameter table, for editors that complete and check TOML.
func Schema() ([]byte, error) {
	properties := object{
		"model":       object{"type": "integer", "minimum": 1, "maximum": Model, "description": "version of the model for which the file was written; what it leaves open is as that version has it"},
		"name":        object{"type": "string", "pattern": namePattern, "description": "short key, lower case with hyphens"},
		"title":       object{"type": "string", "description": "one line for tables and pictures"},
		"description": object{"type": "string", "description": "what the scenario shows"},
		"source":      object{"type": "string", "description": "where its figures come from"},
		"extends":     object{"type": "string", "description": "a shipped scenario (" + strings.Join(Library(), ", ") + ") or the path of a file beside this one"},
		"shocks":      shockSchema(),
		"expect":      expectSchema(),
	}
	for _, section := range []string{"run", "market", "partners", "direct", "mechanisms"} {
		properties[section] = sectionSchema(section)
	}
	for _, section := range namedTables {
		element := sectionSchema(section)
		element["required"] = []string{"name"}
		element["properties"].(object)["name"] = object{"type": "string", "pattern": namePattern}
		properties[section] = object{"type": "array", "items": element}
	}
	text, err := json.MarshalIndent(object{
		"$schema": "http://json-schema.org/draft-07/schema#", "title": "channelsim scenario",
		"type": "object", "additionalProperties": false, "properties": properties,
	}, "", "  ")
	return append(text, '\n'), err
}

func sectionSchema(section string) object {
	properties := object{}
	for i := range table {
		if p := &table[i]; p.Section == section {
			properties[p.Name] = p.schema()
		}
	}
	return object{"type": "object", "additionalProperties": false, "properties": properties}
}

func (p *Param) schema() object {
	o := object{"type": string(p.Kind), "default": p.Default}
	described := p.Doc
	if p.Unit != "" {
		described += fmt.Sprintf(" (%s)", p.Unit)
	}
	described += "; default " + FormatValue(p.Default)
	if r := p.Range(); r != "" {
		described += ", allowed " + r
	}
	o["description"] = described + "; source: " + p.Source
	switch {
	case p.Kind == Float || p.Kind == Int:
		o["minimum"], o["maximum"] = p.Min, p.Max
	case p.Allowed != nil:
		o["enum"] = p.Allowed
	}
	return o
}

func shockSchema() object {
	return object{"type": "array", "description": "a parameter takes a new value from a week on", "items": object{
		"type": "object", "additionalProperties": false, "required": []string{"week", "key", "value"}, "properties": object{
			"name":     object{"type": "string", "pattern": namePattern},
			"week":     object{"type": "integer", "minimum": 1, "maximum": maxWeek, "description": "first recorded week with the new value"},
			"key":      object{"type": "string", "description": "key of a parameter, for instance vendors.acme.gate"},
			"value":    object{"type": []string{"number", "boolean", "string"}},
			"announce": object{"type": "boolean", "default": false, "description": "partners hear of it: the vendor's claim enters their belief"},
		}}}
}

func expectSchema() object {
	return object{"type": "array", "description": "an outcome that the scenario promises", "items": object{
		"type": "object", "additionalProperties": false, "required": []string{"outcome"}, "properties": object{
			"name":      object{"type": "string", "pattern": namePattern},
			"outcome":   object{"type": "string", "description": "METRIC or METRIC@WINDOW"},
			"statistic": object{"enum": Statistics, "default": "mean"},
			"vendor":    object{"type": "string", "default": "all"},
			"min":       object{"type": "number"},
			"max":       object{"type": "number"},
		}}}
}
