package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// importRules says who may import what, in the way of go/build/deps_test.go. A
// package obeys the first line that names it; "x/..." stands for all packages
// below x. After < come our own packages, after + the modules of others. The
// standard library is free except for what the model must not know (worldly);
// tests are exempt.
//
// Imports point one way, up this table. To change it is to change the
// architecture: say why.
const importRules = `
sim/chance      <
scenarios       <                                                    + toml go-toml levenshtein
agents          < sim/chance scenarios                               + gonum
sim/stats       < sim/chance                                         + gonum
scenarios/crm   < sim/chance scenarios sim/stats                     + xtext
sim             < sim/chance scenarios agents sim/stats              + gonum
sim/experiment  < sim/chance scenarios sim/stats sim                 + gonum errgroup
output/...      < sim/chance scenarios sim/stats sim sim/experiment output/...  + gonum plot parquet zstd excelize go-pretty asciigraph xtext flock fpdf ximage
cmd/lab         < scenarios sim sim/experiment output/text
cmd/figures     <
cmd/...         < scenarios scenarios/crm sim sim/experiment output/...  + cobra pflag progressbar term go-pretty
`

// modules are the modules of others that importRules speaks of.
var modules = map[string]string{
	"asciigraph":  "github.com/guptarohit/asciigraph",
	"cobra":       "github.com/spf13/cobra",
	"errgroup":    "golang.org/x/sync/errgroup",
	"excelize":    "github.com/xuri/excelize/v2",
	"flock":       "github.com/gofrs/flock",
	"fpdf":        "codeberg.org/go-pdf/fpdf",
	"go-pretty":   "github.com/jedib0t/go-pretty/v6",
	"go-toml":     "github.com/pelletier/go-toml/v2",
	"gonum":       "gonum.org/v1/gonum",
	"levenshtein": "github.com/agnivade/levenshtein",
	"parquet":     "github.com/parquet-go/parquet-go",
	"zstd":        "github.com/klauspost/compress/zstd",
	"pflag":       "github.com/spf13/pflag",
	"plot":        "gonum.org/v1/plot",
	"progressbar": "github.com/schollz/progressbar/v3",
	"term":        "golang.org/x/term",
	"toml":        "github.com/BurntSushi/toml",
	"ximage":      "golang.org/x/image",
	"xtext":       "golang.org/x/text",
}

// The same scenario and seed give the same run, so the packages in model know no
// clock, no files and no chance but sim/chance.
var (
	model   = []string{"sim/chance", "agents", "sim/stats", "sim", "sim/experiment"}
	worldly = []string{"time", "os/...", "net/...", "math/rand/...", "crypto/rand"}
)

func TestImports(t *testing.T) {
	imports := importsBelow(t, filepath.Join("..", ".."))
	for _, pkg := range slices.Sorted(maps.Keys(imports)) {
		for _, imp := range imports[pkg] {
			if why := forbidden(pkg, imp); why != "" {
				t.Errorf("%s imports %s: %s", pkg, imp, why)
			}
		}
	}
	for _, pkg := range append(model, "scenarios", "cmd/channelsim") {
		if len(imports[pkg]) == 0 {
			t.Errorf("no imports of %s found", pkg)
		}
	}
}

func TestForbidden(t *testing.T) {
	for _, c := range []struct {
		pkg, imp string
		ok       bool
	}{
		{"agents", "channelsim/scenarios", true},
		{"agents", "channelsim/sim", false},
		{"agents", "gonum.org/v1/gonum/stat/distuv", true},
		{"agents", "gonum.org/v1/plot", false},
		{"agents", "math", true},
		{"sim", "github.com/BurntSushi/toml", false},
		{"sim", "time", false},
		{"sim", "math/rand/v2", false},
		{"sim/chance", "channelsim/agents", false},
		{"sim/chance", "math/bits", true},
		{"sim/stats", "channelsim/sim", false},
		{"sim/experiment", "channelsim/agents", false},
		{"output/plot", "gonum.org/v1/plot/vg", true},
		{"output/plot", "channelsim/output/text", true},
		{"output/text", "channelsim/agents", false},
		{"cmd/channelsim", "channelsim/output/folder", true},
		{"cmd/channelsim", "channelsim/agents", false},
		{"cmd/channelsim", "time", true},
		{"cmd/lab", "channelsim/output/plot", false},
		{"cmd/figures", "channelsim/sim", false},
		{"cmd/lab", "github.com/spf13/cobra", false},
		{"helpers", "fmt", false},
	} {
		if why := forbidden(c.pkg, c.imp); (why == "") != c.ok {
			t.Errorf("%s imports %s: allowed %v (%s), want %v", c.pkg, c.imp, why == "", why, c.ok)
		}
	}
}

// forbidden says why a package of ours must not import another, or nothing.
func forbidden(pkg, imp string) string {
	ours, others, ok := allowed(pkg)
	own, isOurs := strings.CutPrefix(imp, "channelsim/")
	first, _, _ := strings.Cut(imp, "/")
	switch {
	case !ok:
		return "importRules have no line for this package"
	case isOurs && !covered(ours, own):
		return "importRules allow it only " + strings.Join(ours, ", ")
	case isOurs:
		return ""
	case !strings.Contains(first, "."): // the standard library
		if slices.Contains(model, pkg) && covered(worldly, imp) {
			return "the model knows no clock, no files and no other chance"
		}
		return ""
	}
	for _, name := range others {
		if modules[name] == imp || strings.HasPrefix(imp, modules[name]+"/") {
			return ""
		}
	}
	return "importRules allow it of others only [" + strings.Join(others, ", ") + "]"
}

// allowed finds the line of importRules for a package.
func allowed(pkg string) (ours, others []string, ok bool) {
	for line := range strings.Lines(importRules) {
		name, rest, _ := strings.Cut(line, "<")
		if name = strings.TrimSpace(name); name != "" && covered([]string{name}, pkg) {
			own, of, _ := strings.Cut(rest, "+")
			return strings.Fields(own), strings.Fields(of), true
		}
	}
	return nil, nil, false
}

// covered reports whether a name is in a list whose "x/..." stands for x and all below.
func covered(list []string, name string) bool {
	return slices.ContainsFunc(list, func(in string) bool {
		above, all := strings.CutSuffix(in, "/...")
		return name == above || all && strings.HasPrefix(name, above+"/")
	})
}

// importsBelow reads what each package below root imports, on any platform and
// under any build tag, tests left out.
func importsBelow(t *testing.T, root string) map[string][]string {
	imports := map[string][]string{}
	err := filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		name := d.Name()
		if err == nil && d.IsDir() && file != root && (name == "testdata" || name[0] == '.' || name[0] == '_') {
			return fs.SkipDir
		}
		if err != nil || d.IsDir() || path.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
			return err
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		below, err := filepath.Rel(root, filepath.Dir(file))
		if err != nil {
			return err
		}
		pkg := filepath.ToSlash(below)
		for _, spec := range parsed.Imports {
			imp, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			imports[pkg] = append(imports[pkg], imp)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return imports
}
