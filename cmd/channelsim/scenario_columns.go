package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"channelsim/output/dictionary"
	"channelsim/output/folder"
)

//go:generate go test -run TestPages -update .

var columnsTable = dictionary.Table{Name: "scenario columns", Row: "a column of a file in a run folder", Fields: fieldsOf(
	[3]string{"file", "text", "name of the file; its twin with the other ending has the same columns"},
	[3]string{"column", "text", "name of the column; METRIC, WINDOW and KEY stand for one column each"},
	[3]string{"type", "text", "text, integer or number; an undefined number is an empty cell in CSV and null in Parquet"},
	[3]string{"meaning", "text", "what it is, with the unit"})}

func scenarioColumnsCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "columns [FILTER]",
		Short: "Print what every column of a run folder's files means",
		Long: `Print what every column of the files in a run folder (--out DIR) means. FILTER is the
name of a file, such as summary.csv, or a part of a column's name or meaning.
METRIC stands for an outcome: channelsim scenario metrics.`,
		Args: cobra.MaximumNArgs(1),
	}
	format := formatFlag(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		l := listing{table: columnsTable, rows: columnRows(strings.Join(args, ""))}
		if l.rows == nil {
			return misuse(fmt.Sprintf("no file or column has %q in its name or meaning", args[0]), suggestion(args[0], fileNames(), cmd.CommandPath()+" lists all"))
		}
		return l.write(cmd.OutOrStdout(), *format)
	}
	return cmd
}

func fileNames() []string {
	var names []string
	for _, t := range folder.Tables() {
		names = append(names, t.Name)
	}
	return names
}

// columnRows lists the columns that a filter selects.
func columnRows(filter string) [][]any {
	var all [][]any
	for _, t := range folder.Tables() {
		for _, f := range t.All() {
			all = append(all, []any{t.Name, f.Name, string(f.Type), f.Says})
		}
	}
	return sift(all, filter, func(row *[]any) ([]string, string) {
		file := (*row)[0].(string)
		return []string{file, strings.TrimSuffix(strings.TrimSuffix(file, ".csv"), ".parquet")}, fmt.Sprint((*row)[1:]...)
	})
}
