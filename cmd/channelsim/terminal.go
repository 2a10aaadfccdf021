package main

import (
	"io"
	"os"

	"golang.org/x/term"
)

// What a terminal is told is told by its size and by what its user has set: NO_COLOR and
// CLICOLOR=0 (no colours) and TERM=dumb (no colours, and nothing that moves the cursor). A
// pipe or file gets plain text, 80 columns wide where text is wrapped, and no progress.

// usualWidth is that of a terminal whose width nobody knows.
const usualWidth = 80

// terminalWidth is the number of columns of the terminal that w is, or 0.
func terminalWidth(w io.Writer) int {
	f, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return 0
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		return 0
	}
	if width == 0 { // a terminal that does not know
		return usualWidth
	}
	return width
}

// wrapWidth is where text for w is wrapped.
func wrapWidth(w io.Writer) int {
	if width := terminalWidth(w); width > 0 {
		return width
	}
	return usualWidth
}

// colourful reports whether w is a terminal whose user wants colours.
func colourful(w io.Writer) bool {
	return lively(w) && os.Getenv("NO_COLOR") == "" && os.Getenv("CLICOLOR") != "0"
}

// lively reports whether w is a terminal on which something may be drawn over.
func lively(w io.Writer) bool { return terminalWidth(w) > 0 && os.Getenv("TERM") != "dumb" }
