package scenarios

import (
	"encoding/json"
	"testing"
)

// Every parameter is in the schema with its kind and range, and nothing else
// is allowed in the tables.
func TestSchemaHoldsTheTable(t *testing.T) {
	text, err := Schema()
	if err != nil {
		t.Fatal(err)
	}
	var schema map[string]any
	if err := json.Unmarshal(text, &schema); err != nil {
		t.Fatal(err)
	}
	top := schema["properties"].(map[string]any)
	for _, key := range topLevel {
		if top[key] == nil {
			t.Errorf("%s is not in the schema", key)
		}
	}
	for _, p := range Params() {
		section := top[p.Section].(map[string]any)
		if p.Repeated() {
			section = section["items"].(map[string]any)
		}
		if section["additionalProperties"] != false {
			t.Errorf("%s allows anything", p.Section)
		}
		one, ok := section["properties"].(map[string]any)[p.Name].(map[string]any)
		if !ok || one["type"] != string(p.Kind) || one["description"] == "" {
			t.Errorf("%s: %v", p.Key(), one)
			continue
		}
		if (p.Kind == Float || p.Kind == Int) && (one["minimum"] != p.Min || one["maximum"] != p.Max) {
			t.Errorf("%s: range %v to %v", p.Key(), one["minimum"], one["maximum"])
		}
		if p.Allowed != nil && len(one["enum"].([]any)) != len(p.Allowed) {
			t.Errorf("%s: words %v", p.Key(), one["enum"])
		}
	}
}
