// Package plot draws the pictures of what a command has come to, as SVG, PNG and PDF of
// any size: for a run weekly bands, the survival curve of the healthy state with its
// runs at risk, the funnel, Lorenz curves and the phase portrait; for a comparison the same
// with the scenarios over each other, where each stands and how often it is the best, and
// paired differences; response curves, maps, loops, tornados and patterns. A title says the
// finding in words that come from the data, and that runs are too few where they are; a
// caption says where the numbers come from. Axes and titles speak of dates and money as
// package text does. Figure.Alt tells in words what is to be seen.
//
// A picture is laid out when it is drawn, for the page that is asked for: see Figure.draw
// and Size.
package plot
