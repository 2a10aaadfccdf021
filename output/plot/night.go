package plot

import (
	"fmt"
	"image/color"
)

// night are the colours of pictures on a dark page, by what they are on a white one: of lines and
// dots lighter twins, of tints darker ones, so that what stands out on white stands out there.
var night = nightOf(map[color.Color]string{
	color.White: "#15191C",
	ink:         "#E8E8E8",
	faint:       "#B0B5B9",
	rule:        "#3A4147",
	bothFates:   "#474E54",

	blue.line:      "#8CC8EE",
	blue.dark:      "#2F6D96",
	blue.light:     "#1D3F55",
	fates[0].light: "#1A3342",

	hues[1].line:   "#EE8A3C",
	hues[1].dark:   "#B5692F",
	hues[1].light:  "#54301A",
	fates[1].dark:  "#D97F35",
	fates[1].light: "#6A3D1F",

	hues[2].line: "#BFE8D4", hues[2].light: "#2A4439",
	hues[3].line: "#CC79A7", hues[3].light: "#4A2C3E",
	earlier.light: "#555555",
	shade:         "#22282C",
})

// darkestShade is the share of the way along the ramp at which it begins on a dark page: what lies
// before it would not be seen there.
const darkestShade = 0.2

// nightOf adds the shades of the ramp to twins, and names all as SVG files do.
func nightOf(twins map[color.Color]string) map[string]string {
	all := map[string]string{}
	const steps = 4 * 255 // the shades of maps, and those of their keys
	for i := range steps + 1 {
		share := float64(i) / steps
		all[hex(rampAt(share))] = hex(rampAt(darkestShade + (1-darkestShade)*share))
	}
	for day, twin := range twins {
		all[hex(day)] = twin
	}
	return all
}

// Night is what a colour of pictures becomes on a dark page, both as #RRGGBB in capitals, which is
// how SVG files have them. A colour that no picture has is not ok.
func Night(day string) (twin string, ok bool) {
	twin, ok = night[day]
	return twin, ok
}

func hex(c color.Color) string {
	r, g, b, _ := c.RGBA()
	return fmt.Sprintf("#%02X%02X%02X", r>>8, g>>8, b>>8)
}
