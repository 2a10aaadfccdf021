package main

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"channelsim/output/folder"
	"channelsim/output/workbook"
)

// exportFlags are the flags of export.
type exportFlags struct{ xlsx, csv, quiet bool }

func exportCommand() *cobra.Command {
	var f exportFlags
	cmd := &cobra.Command{
		Use:   "export DIR --xlsx --csv",
		Short: "Make a workbook for Excel, or CSV tables, of a saved run",
		Long: `export makes results.xlsx (--xlsx) and CSV twins of the Parquet tables (--csv) of the
files in a finished run folder, and puts them beside these. Nothing is simulated. A file
of the same name is replaced as a whole.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return f.export(cmd, args[0]) },
	}
	flags := cmd.Flags()
	flags.BoolVar(&f.xlsx, "xlsx", false, "make results.xlsx")
	flags.BoolVar(&f.csv, "csv", false, "make runs.csv, weeks.csv and a CSV twin of each other Parquet table")
	flags.BoolVar(&f.quiet, "quiet", false, "do not say what was written")
	return cmd
}

// export is the whole command: look at the folder, make what is asked for.
func (f *exportFlags) export(cmd *cobra.Command, dir string) error {
	if !f.xlsx && !f.csv {
		return misuse("there is nothing to make: neither --xlsx nor --csv is given", "channelsim export "+commandWord(dir)+" --xlsx")
	}
	m, err := finishedManifest(cmd, dir)
	if err != nil {
		return err
	}
	a := &folder.Archive{Dir: dir, Manifest: m}
	if err := a.Check(); err != nil {
		return err
	}
	written, err := f.make(cmd.ErrOrStderr(), a)
	if err != nil || f.quiet {
		return err
	}
	for i, name := range written {
		written[i] = filepath.Join(dir, name)
	}
	_, err = fmt.Fprintln(cmd.OutOrStdout(), "Written: "+strings.Join(written, ", "))
	return err
}

// make makes what is asked for, and names it.
func (f *exportFlags) make(stderr io.Writer, a *folder.Archive) (written []string, err error) {
	if f.csv {
		if written, err = a.PutCSV(); err != nil {
			return nil, err
		}
		if len(written) == 0 && !f.xlsx {
			return nil, misuse(a.Dir+": holds no Parquet tables: "+a.Manifest.Plan[0]+" leaves none", "--xlsx makes a workbook of its answer")
		}
	}
	if f.xlsx {
		if err := putWorkbook(stderr, a); err != nil {
			return nil, err
		}
		written = append(written, folder.WorkbookFile)
	}
	return written, nil
}

// putWorkbook writes results.xlsx into a finished folder. What has no room in it is said.
func putWorkbook(stderr io.Writer, a *folder.Archive) error {
	var cut []string
	err := a.Put(folder.WorkbookFile, func(w io.Writer) (err error) {
		cut, err = workbook.Write(w, a, workbook.Options{Program: release()})
		return err
	})
	printNotes(stderr, cut)
	return err
}

// workbook writes results.xlsx if --xlsx asks for it; after an interruption it waits for
// the rest of the runs.
func (f *runFlags) workbook(cmd *cobra.Command, c *conclusion) error {
	if !f.xlsx {
		return nil
	}
	if c.result.Interrupted() {
		printNotes(cmd.ErrOrStderr(), []string{folder.WorkbookFile + " is not made of an unfinished run: --resume completes it"})
		return nil
	}
	m, err := folder.ReadManifest(f.out)
	if err != nil {
		return err
	}
	if err := putWorkbook(cmd.ErrOrStderr(), &folder.Archive{Dir: f.out, Manifest: m}); err != nil {
		return fmt.Errorf("%w\n  all else is written; channelsim export %s --xlsx makes the workbook", err, commandWord(f.out))
	}
	return nil
}
