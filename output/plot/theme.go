package plot

import (
	"image/color"

	stdfont "golang.org/x/image/font"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/plotter"
	gtext "gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Colours of Okabe and Ito (2008), which colour-blind readers tell apart. The
// tints of a band differ in lightness, so that they survive grey print.
var (
	ink   = color.Gray{0x22}
	faint = color.Gray{0x55}
	rule  = color.Gray{0xdd}
	shade = color.Gray{0xee} // under curves

	blue = hue{line: rgb(0x00, 0x3f, 0x66), dark: rgb(0x66, 0xaa, 0xd1), light: rgb(0xcc, 0xe3, 0xf0)} // tints of #0072B2
)

// hue is a colour with two tints for the bands behind its line.
type hue struct{ line, dark, light color.Color }

func rgb(r, g, b uint8) color.Color { return color.NRGBA{r, g, b, 0xff} }

// Sizes in points. A page of 960 by 540 points at 120 dots per inch is a
// picture of 1600 by 900 pixels: a slide's shape.
const (
	pageWidth  = 960
	pageHeight = 540
	dpi        = 120
	margin     = 22
	leastPanel = 300 // width that a panel with all its words takes
	lowPanel   = 180 // and the height at which it is seen well
	tooLow     = 150 // and at which little is seen

	titleSize   = 24
	labelSize   = 16
	tickSize    = 14
	captionSize = 12
	smallTitle  = 16 // the least that a long title shrinks to
)

// style is sans-serif text of a size and colour, from the top left corner.
func style(size vg.Length, c color.Color) draw.TextStyle {
	f := font.Font{Typeface: "Liberation", Variant: "Sans", Size: size}
	return draw.TextStyle{Color: c, Font: f, XAlign: draw.XLeft, YAlign: draw.YTop, Handler: plot.DefaultTextHandler}
}

// bold is a style in bold letters.
func bold(s draw.TextStyle) draw.TextStyle {
	s.Font.Weight = stdfont.WeightBold
	return s
}

// newPanel is a plot with the theme: axes, fonts, a light grid, nothing in it.
func newPanel(xTitle, yTitle string) *plot.Plot {
	p := plot.New()
	p.BackgroundColor = color.White
	for _, axis := range []*plot.Axis{&p.X, &p.Y} {
		axis.Color, axis.Tick.Color = faint, faint
		axis.LineStyle.Width, axis.Tick.LineStyle.Width = 0.75, 0.75
		restyle(&axis.Label.TextStyle, labelSize)
		restyle(&axis.Tick.Label, tickSize)
		axis.Padding = 0
	}
	p.X.Label.Text, p.Y.Label.Text = xTitle, yTitle
	restyle(&p.Title.TextStyle, labelSize)
	p.Title.Padding = 6
	grid := plotter.NewGrid()
	grid.Vertical.Color, grid.Horizontal.Color = rule, rule
	grid.Vertical.Width, grid.Horizontal.Width = 0.75, 0.75
	p.Add(grid)
	return p
}

// emptyPanel takes a place in a grid and shows nothing.
func emptyPanel() *plot.Plot {
	p := plot.New()
	p.HideAxes()
	return p
}

// restyle sets the theme's font and colour and leaves the alignment.
func restyle(s *gtext.Style, size vg.Length) {
	themed := style(size, ink)
	s.Font, s.Color = themed.Font, themed.Color
}
