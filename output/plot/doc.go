// Package plot draws the pictures of a run as SVG and PNG: weekly bands and the
// survival curve of the healthy state. A title says the finding in words that
// come from the data; a caption says where the numbers come from. Axes and titles
// speak of dates and money as package text does.
package plot
