package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"channelsim/output/folder"
	"channelsim/output/plot"
	"channelsim/output/text"
)

// plotFlags are the flags of plot.
type plotFlags struct {
	only    []string
	list    bool
	size    string
	formats []string
	out     string
	quiet   bool
}

func plotCommand() *cobra.Command {
	var f plotFlags
	cmd := &cobra.Command{
		Use:   "plot DIR",
		Short: "Draw the pictures of a saved run again: some of them, in another size, as PDF",
		Long: `plot draws the pictures of a folder that run, compare, sweep, sensitivity, tipping,
ablate or patterns has filled. Nothing is simulated. They go to DIR/plots, or where --out says: a
folder, or, for a single picture, a file whose ending says the format.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return f.plot(cmd, args[0]) },
	}
	flags := cmd.Flags()
	flags.StringArrayVar(&f.only, "only", nil, "draw the picture of this `NAME` (repeatable; default all)")
	flags.BoolVar(&f.list, "list", false, "draw nothing, and print the names of the pictures with what they say")
	flags.StringVar(&f.size, "size", "1600x900px", "`WIDTHxHEIGHT` in px, cm, mm or in")
	flags.StringSliceVar(&f.formats, "format", plot.Usual, "kinds of files: "+strings.Join(plot.Formats, ", "))
	flags.StringVar(&f.out, "out", "", "write into the folder or file `PATH` instead of DIR/plots")
	flags.BoolVar(&f.quiet, "quiet", false, "do not say which files were written")
	return cmd
}

// plot is the whole command: check, read the folder, choose, draw.
func (f *plotFlags) plot(cmd *cobra.Command, dir string) error {
	size, err := f.check(cmd)
	if err != nil {
		return err
	}
	pictures, err := f.pictures(cmd, dir)
	if err != nil {
		return err
	}
	if f.list {
		return listPictures(cmd.OutOrStdout(), pictures)
	}
	into := filepath.Join(dir, "plots")
	if f.out != "" {
		into = f.out
	}
	files, err := f.write(dir, pictures, size)
	if err != nil || f.quiet {
		return err
	}
	for _, file := range files {
		if f.file() == "" {
			file = filepath.Join(into, file)
		}
		fmt.Fprintln(cmd.OutOrStdout(), file)
	}
	return nil
}

// check refuses flags that nothing can be done with, before the folder is read.
func (f *plotFlags) check(cmd *cobra.Command) (plot.Size, error) {
	size, err := plot.ParseSize(f.size)
	if err != nil {
		return size, misuse(fmt.Sprintf("--size %s: %s", f.size, err), "")
	}
	for _, format := range f.formats {
		if err := oneOf("format", format, plot.Formats); err != nil {
			return size, err
		}
	}
	given := cmd.Flags().Changed
	switch {
	case len(f.formats) == 0:
		return size, misuse("--format: must name at least one of "+strings.Join(plot.Formats, ", "), "")
	case given("out") && f.out == "":
		return size, misuse("--out: must name a folder or a file", "")
	case f.file() != "" && given("format"):
		return size, misuse(fmt.Sprintf("--out %s: its ending says the format, and --format is given too", f.out), "leave --format out, or name a folder")
	case f.file() != "" && len(f.only) != 1:
		return size, misuse(fmt.Sprintf("--out %s: is a file, which takes a single picture", f.out), "name the picture with --only, or a folder with --out")
	}
	return size, nil
}

// file is the format that --out asks for by its ending; empty where it names a folder.
func (f *plotFlags) file() string {
	ending := strings.ToLower(strings.TrimPrefix(filepath.Ext(f.out), "."))
	if slices.Contains(plot.Formats, ending) {
		return ending
	}
	return ""
}

// pictures are those of the folder that are asked for.
func (f *plotFlags) pictures(cmd *cobra.Command, dir string) ([]plot.Picture, error) {
	s, err := openSaved(cmd, dir)
	if err != nil {
		return nil, err
	}
	var all []plot.Picture
	if s.conclusion.pictures != nil {
		if all, err = s.conclusion.pictures(); err != nil {
			return nil, err
		}
	}
	if len(all) == 0 {
		return nil, misuse(fmt.Sprintf("%s: there is no picture of what %s came to", dir, s.result.Command), "its tables and result.json have what it says")
	}
	names := plot.Names(all)
	for _, name := range f.only {
		if !slices.Contains(names, name) {
			return nil, misuse(fmt.Sprintf("--only %s: there is no such picture of %s: must be one of %s", name, dir, strings.Join(names, ", ")), suggestion(name, names, ""))
		}
	}
	if f.only != nil {
		all = plot.Only(all, f.only)
	}
	return all, nil
}

// listPictures prints a line for each picture: its name and its title.
func listPictures(w io.Writer, pictures []plot.Picture) error {
	widest := 0
	for _, name := range plot.Names(pictures) {
		widest = max(widest, len(name))
	}
	for _, p := range pictures {
		title := p.Title
		if width := terminalWidth(w); width > 0 {
			title = strings.ReplaceAll(text.Wrap(title, width-widest-2), "\n", "\n"+strings.Repeat(" ", widest+2))
		}
		if _, err := fmt.Fprintf(w, "%-*s  %s\n", widest, p.Name, title); err != nil {
			return err
		}
	}
	return nil
}

// write draws the pictures to where they shall go, and returns the names of the files.
func (f *plotFlags) write(dir string, pictures []plot.Picture, size plot.Size) ([]string, error) {
	if format := f.file(); format != "" {
		return []string{f.out}, f.writeFile(pictures[0], format, size)
	}
	var files []string
	for _, p := range pictures {
		for _, format := range f.formats {
			files = append(files, p.Name+"."+format)
		}
	}
	draw := func(dir string) error { return plot.SaveAs(dir, pictures, f.formats, size) }
	if f.out == "" {
		return files, folder.Redraw(dir, draw)
	}
	if err := os.MkdirAll(f.out, 0o777); err != nil {
		return nil, codedError{exitMisuse, fmt.Errorf("--out %s: cannot make the folder: %w", f.out, errors.Unwrap(err))}
	}
	return files, draw(f.out)
}

// writeFile draws a single picture into a file.
func (f *plotFlags) writeFile(p plot.Picture, format string, size plot.Size) error {
	out, err := os.Create(f.out)
	if err != nil {
		return codedError{exitMisuse, fmt.Errorf("--out %s: cannot be written: %w", f.out, errors.Unwrap(err))}
	}
	return errors.Join(p.Write(out, format, size), out.Close())
}
