package page_test

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// parsed reads a page as a browser does.
func parsed(t testing.TB, page string) *html.Node {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return root
}

// elements are those of a name, in their order.
func elements(root *html.Node, names ...string) []*html.Node {
	var all []*html.Node
	for n := range root.Descendants() {
		for _, name := range names {
			if n.Type == html.ElementNode && n.Data == name {
				all = append(all, n)
			}
		}
	}
	return all
}

// attribute is an attribute's value, empty without it.
func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// textOf is all text of an element but styles and what pictures write.
func textOf(n *html.Node) string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data + " ")
		}
		if n.Data == "style" || n.Data == "svg" {
			return
		}
		for c := range n.ChildNodes() {
			walk(c)
		}
	}
	walk(n)
	return b.String()
}

// The structure that readers with other eyes rely on.
func TestStructure(t *testing.T) {
	for name, r := range reports(t) {
		for _, fault := range structure(parsed(t, written(t, r))) {
			t.Errorf("%s: %s", name, fault)
		}
	}
}

// A test of the test: what is wrong is found.
func TestStructureFindsFaults(t *testing.T) {
	for page, want := range map[string]string{
		`<html><body><h1>a</h1></body></html>`:                                                             "no language",
		`<html lang="en"><h1>a</h1><h3>b</h3></html>`:                                                      "h3 after h1",
		`<html lang="en"><h2>a</h2></html>`:                                                                "0 h1",
		`<html lang="en"><h1>a</h1><p id="x"><p id="x"></html>`:                                            "id x twice",
		`<html lang="en"><h1>a</h1><a href="#y">b</a></html>`:                                              "nothing has the id y",
		`<html lang="en"><h1>a</h1><svg role="img"></svg></html>`:                                          "picture without words",
		`<html lang="en"><h1>a</h1><table><tr><th scope="col">a</th></tr></table></html>`:                  "table without caption",
		`<html lang="en"><h1>a</h1><table><caption>c</caption><tr><th>a</th></tr></table></html>`:          "heading cell without scope",
		`<html lang="en"><h1>a</h1><table><caption>c</caption><tr><td>a<td>b<tr><td>a</tr></table></html>`: "rows of 2 and 1 cells",
	} {
		if faults := strings.Join(structure(parsed(t, page)), "; "); !strings.Contains(faults, want) {
			t.Errorf("%s: found %q, want %q", page, faults, want)
		}
	}
}

// structure lists what is wrong with a page.
func structure(root *html.Node) []string {
	var faults []string
	wrong := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	if page := elements(root, "html")[0]; attribute(page, "lang") == "" {
		wrong("no language")
	}
	faults = append(faults, headings(root)...)
	ids := map[string]bool{}
	for n := range root.Descendants() {
		if id := attribute(n, "id"); id != "" {
			if ids[id] {
				wrong("id %s twice", id)
			}
			ids[id] = true
		}
	}
	for n := range root.Descendants() {
		for _, key := range []string{"href", "aria-labelledby"} {
			if to := strings.TrimPrefix(attribute(n, key), "#"); to != "" && !ids[to] {
				wrong("nothing has the id %s", to)
			}
		}
	}
	for _, svg := range elements(root, "svg") {
		if attribute(svg, "role") != "img" || len(attribute(svg, "aria-label")) < 40 {
			wrong("picture without words")
		}
	}
	for _, table := range elements(root, "table") {
		faults = append(faults, tableFaults(table)...)
	}
	return faults
}

// headings go down a step at a time, from one h1.
func headings(root *html.Node) []string {
	var faults []string
	level := 0
	for _, h := range elements(root, "h1", "h2", "h3", "h4") {
		if next := int(h.Data[1] - '0'); next > level+1 {
			faults = append(faults, fmt.Sprintf("%s after h%d", h.Data, level))
		}
		level = int(h.Data[1] - '0')
	}
	if n := len(elements(root, "h1")); n != 1 {
		faults = append(faults, fmt.Sprintf("%d h1", n))
	}
	return faults
}

// tableFaults: a caption, a scope for each heading cell, as many cells in each row.
func tableFaults(table *html.Node) []string {
	var faults []string
	if c := elements(table, "caption"); len(c) != 1 || strings.TrimSpace(textOf(c[0])) == "" {
		faults = append(faults, "table without caption")
	}
	width := 0
	for _, tr := range elements(table, "tr") {
		cells := elements(tr, "th", "td")
		for _, c := range cells {
			if c.Data == "th" && attribute(c, "scope") == "" {
				faults = append(faults, "heading cell without scope")
			}
		}
		switch {
		case len(cells) == 1 && attribute(cells[0], "colspan") == fmt.Sprint(width):
		case width == 0:
			width = len(cells)
		case len(cells) != width:
			faults = append(faults, fmt.Sprintf("rows of %d and %d cells", width, len(cells)))
		}
	}
	return faults
}
