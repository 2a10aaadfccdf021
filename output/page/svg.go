package page

import (
	"bytes"
	"fmt"
	"html"
	"html/template"
	"regexp"
	"strings"

	"channelsim/output/plot"
)

var (
	svgHead  = regexp.MustCompile(`(?s)^.*?<svg[^>]*viewBox="([^"]*)"[^>]*>`)
	svgTitle = regexp.MustCompile(`(?s)<title>.*?</title>\s*`)
	svgStyle = regexp.MustCompile(`\s+style="([^"]*)"`)
	svgSpace = regexp.MustCompile(`>\s+<`)
)

// usual are properties as they are anyway.
var usual = map[string]bool{"font-variant:normal": true, "font-weight:normal": true, "font-style:normal": true}

// inline is a picture as a part of the page: as wide as that allows, with its meaning in
// words for those who cannot see it, and with attributes instead of styles, which are shorter.
func inline(p plot.Picture, alt string) (template.HTML, error) {
	var b bytes.Buffer
	if err := p.WriteSVG(&b); err != nil {
		return "", fmt.Errorf("%s: %w", p.Name, err)
	}
	svg := b.String()
	head := svgHead.FindStringSubmatch(svg)
	if head == nil {
		return "", fmt.Errorf("%s: the picture is no SVG with a viewBox", p.Name)
	}
	svg = svgTitle.ReplaceAllString(strings.TrimPrefix(svg, head[0]), "")
	svg = svgStyle.ReplaceAllStringFunc(svg, attributes)
	svg = svgSpace.ReplaceAllString(svg, ">\n<")
	return template.HTML(fmt.Sprintf(`<svg viewBox="%s" role="img" aria-label="%s">`, head[1], html.EscapeString(alt)) + strings.TrimSpace(svg)), nil
}

// attributes turns a style into attributes. The page has the font's family.
func attributes(style string) string {
	var out strings.Builder
	for property := range strings.SplitSeq(svgStyle.FindStringSubmatch(style)[1], ";") {
		name, value, ok := strings.Cut(property, ":")
		if ok && name != "font-family" && !usual[property] {
			fmt.Fprintf(&out, ` %s="%s"`, name, value)
		}
	}
	return out.String()
}
