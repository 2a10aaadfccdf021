//go:build slow

package workbook

import (
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// asCSV makes LibreOffice write every sheet as a CSV file, with commas, in UTF-8 and with the
// values of cells rather than what they show.
const asCSV = `csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1`

// A spreadsheet program that is not ours reads the numbers that are in the files.
func TestLibreOfficeReadsTheNumbers(t *testing.T) {
	soffice, err := exec.LookPath("soffice")
	if err != nil && os.Getenv("CI") == "true" {
		t.Fatal("soffice is not there: Debian's package libreoffice-calc has it")
	} else if err != nil {
		t.Skip("soffice is not there: install LibreOffice (Debian: libreoffice-calc) to hold the workbook against it")
	}
	a, dir := saved(t, small), t.TempDir()
	out, err := os.Create(filepath.Join(dir, "results.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Write(out, a, Options{}); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	convert := exec.Command(soffice, "-env:UserInstallation=file://"+filepath.ToSlash(filepath.Join(dir, "profile")),
		"--headless", "--convert-to", asCSV, "--outdir", dir, out.Name())
	convert.WaitDelay = time.Second
	if text, err := convert.CombinedOutput(); err != nil {
		t.Fatalf("LibreOffice: %v\n%s", err, text)
	}
	for sheet, file := range map[string]string{"Summary": summaryFile, "Weekly": weeksFile, "Funnel": funnelFile, "Runs": runsFile} {
		table, err := a.Table(file)
		if err != nil {
			t.Fatal(err)
		}
		got := readSheet(t, filepath.Join(dir, "results-"+sheet+".csv"), sheet)
		if len(got) != table.Len {
			t.Errorf("%s: LibreOffice reads %d rows, want %d", sheet, len(got), table.Len)
		}
		for row, err := range table.Rows {
			if err != nil {
				t.Fatal(err)
			}
			cells := got[identity(sheet, func(name string) string { return fmt.Sprint(row[slices.Index(table.Columns, name)]) })]
			for i, name := range table.Columns {
				if at := shown(sheet, name); at != "" && !alike(row[i], cells[at]) {
					t.Fatalf("%s: LibreOffice reads %s of %v as %q", sheet, name, row, cells[at])
				}
			}
		}
	}
}

// readSheet reads the rows of a converted sheet by identity and name.
func readSheet(t *testing.T, path, sheet string) map[string]map[string]string {
	t.Helper()
	in, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	lines, err := csv.NewReader(in).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]map[string]string{}
	for _, line := range lines[headRow:] {
		row := map[string]string{}
		for i, name := range lines[headRow-1] {
			if name != "" && row[name] == "" {
				row[name] = line[i]
			}
		}
		if identified := row[shown(sheet, "vendor")] != ""; !identified { // remarks follow
			break
		}
		all[identity(sheet, func(name string) string { return row[shown(sheet, name)] })] = row
	}
	return all
}

// alike compares with the fifteen digits that spreadsheets write, shares in per cent.
func alike(want any, cell string) bool {
	v, isNumber := want.(float64)
	if !isNumber {
		return same(want, cell)
	}
	digits, percent := strings.CutSuffix(cell, "%")
	x, err := strconv.ParseFloat(digits, 64)
	if percent {
		x /= 100
	}
	return err == nil && math.Abs(x-v) <= 1e-14*math.Max(math.Abs(x), math.Abs(v))
}
