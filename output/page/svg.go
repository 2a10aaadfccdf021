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
	svgHead   = regexp.MustCompile(`(?s)^.*?<svg[^>]*viewBox="([^"]*)"[^>]*>`)
	svgWords  = regexp.MustCompile(`(?s)<title>.*?</title>\s*|<desc>.*?</desc>\s*`)
	svgStyle  = regexp.MustCompile(`\s+style="([^"]*)"`)
	svgNumber = regexp.MustCompile(`(\d\.\d)\d+`)
	svgColour = regexp.MustCompile(`(fill|stroke):(#[0-9A-F]{6})`)
	svgTag    = regexp.MustCompile(`<[^>]*>`) // without text, whose numbers mean what they say
)

// usual are properties that the page's own style has.
var usual = map[string]bool{"font-variant:normal": true, "font-weight:normal": true, "font-style:normal": true}

// looks are the styles of all pictures, each once, by the name of its class: pictures repeat a
// few styles in every line.
type looks struct {
	classes map[string]string // by style
	css     strings.Builder
	night   strings.Builder // what differs on a dark page
}

// style is the part of a page's style that is about pictures. On a dark screen they are dark, too;
// paper is white.
func (l *looks) style() string {
	return l.css.String() + "@media screen and (prefers-color-scheme: dark) {\n" + l.night.String() + "}\n"
}

// class is the attribute that stands for a style.
func (l *looks) class(style string) string {
	var kept []string
	for property := range strings.SplitSeq(svgStyle.FindStringSubmatch(style)[1], ";") {
		if property != "" && !usual[property] && !strings.HasPrefix(property, "font-family:") {
			kept = append(kept, property)
		}
	}
	rule := strings.Join(kept, ";")
	if l.classes[rule] == "" {
		name := fmt.Sprintf("v%d", len(l.classes)+1)
		l.classes[rule] = name
		fmt.Fprintf(&l.css, "svg .%s{%s}\n", name, rule)
		if colours := atNight(rule); colours != "" {
			fmt.Fprintf(&l.night, "svg .%s{%s}\n", name, colours)
		}
	}
	return ` class="` + l.classes[rule] + `"`
}

// atNight are the colours of a style on a dark page.
func atNight(rule string) string {
	var colours []string
	for _, c := range svgColour.FindAllStringSubmatch(rule, -1) {
		if twin, ok := plot.Night(c[2]); ok {
			colours = append(colours, c[1]+":"+twin)
		}
	}
	return strings.Join(colours, ";")
}

// inline is a picture as a part of the page: as wide as that allows, with its meaning in
// words for those who cannot see it, and to a tenth of a point.
func (l *looks) inline(p plot.Picture) (template.HTML, error) {
	var b bytes.Buffer
	if err := p.WriteSVG(&b); err != nil {
		return "", fmt.Errorf("%s: %w", p.Name, err)
	}
	svg := b.String()
	head := svgHead.FindStringSubmatch(svg)
	if head == nil {
		return "", fmt.Errorf("%s: the picture is no SVG with a viewBox", p.Name)
	}
	svg = svgWords.ReplaceAllString(strings.TrimPrefix(svg, head[0]), "")
	svg = svgTag.ReplaceAllStringFunc(svg, func(t string) string { return svgNumber.ReplaceAllString(t, "$1") })
	svg = svgStyle.ReplaceAllStringFunc(svg, l.class)
	return template.HTML(fmt.Sprintf(`<svg viewBox="%s" role="img" aria-label="%s">`, head[1], html.EscapeString(p.Alt())) + strings.TrimSpace(svg)), nil
}
