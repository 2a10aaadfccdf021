package main

import (
	"encoding/json"
	"slices"

	"github.com/spf13/cobra"

	"channelsim/output/dictionary"
	"channelsim/output/folder"
	"channelsim/output/text"
	"channelsim/scenarios"
)

// schemas are what scenario schema prints.
var schemas = []string{"scenario", "result"}

func scenarioSchemaCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "schema [scenario|result]",
		Short: "Print the JSON Schema of scenario files, for editors, or of results",
		Long: `Print the JSON Schema of scenario files, with which editors complete and check them, or, with
the word result, of what commands answer: result.json and --format json.`,
		Args:      cobra.MaximumNArgs(1),
		ValidArgs: schemas,
		RunE: func(cmd *cobra.Command, args []string) error {
			text, err := schemaOf(append(args, "scenario")[0])
			if err != nil {
				return err
			}
			_, err = cmd.OutOrStdout().Write(text)
			return err
		},
	}
}

func schemaOf(what string) ([]byte, error) {
	switch what {
	case "scenario":
		return scenarios.Schema()
	case "result":
		return resultSchema()
	}
	return nil, misuse("no schema of "+what+": there is one of a scenario and one of a result", suggestion(what, schemas, ""))
}

// resultSchema is the JSON Schema of every command's answer.
func resultSchema() ([]byte, error) {
	s := dictionary.Schema("channelsim result: result.json, and --format json of every command", folder.InDoubt(), forms())
	text, err := json.MarshalIndent(s, "", "  ")
	return append(text, '\n'), err
}

// listingFields are what JSON has of every listing.
var listingFields = fieldsOf(
	[3]string{"schema", "integer", "version of this form: rises when a field changes its meaning"},
	[3]string{"command", "text", "the command that answers"})

var rowsField = dictionary.Field{Name: "rows", Type: dictionary.ListOf(dictionary.Object), Says: "the answer: see the command"}

// forms describes what every command answers with in JSON.
func forms() []dictionary.Answer {
	var all []dictionary.Answer
	for _, t := range folder.Answers() {
		a := dictionary.Answer{Command: t.Name, Fields: folder.Document(), Rows: map[string][]dictionary.Table{"rows": {t}}}
		if t.Name == "compare" {
			a.Rows["hinges"] = []dictionary.Table{folder.Hinges()}
		} else {
			a.Fields = slices.DeleteFunc(a.Fields, func(f dictionary.Field) bool { return f.Name == "hinges" })
		}
		all = append(all, a)
	}
	all = append(all, listed(storyFacts, text.SellerStory, text.VendorStory))
	for _, t := range []dictionary.Table{listTable, checkTable, paramsTable, metricsTable, columnsTable} {
		all = append(all, listed(nil, t))
	}
	return all
}

// listed is the answer of a command that writes a listing.
func listed(facts []dictionary.Field, tables ...dictionary.Table) dictionary.Answer {
	fields := slices.Concat(listingFields, facts, []dictionary.Field{rowsField})
	return dictionary.Answer{Command: commandOf(tables[0].Name), Fields: fields, Rows: map[string][]dictionary.Table{"rows": tables}}
}
