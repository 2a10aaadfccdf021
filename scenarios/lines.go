package scenarios

import (
	"bytes"
	"strconv"

	"github.com/pelletier/go-toml/v2/unstable"
)

// lineIndex maps every key and table of a TOML text to the line where it was
// written, with paths such as partners.trust_start, vendors[0] and
// vendors[0].policy. The decoder that reads the values does not tell lines;
// hence a second, tolerant pass: what it cannot parse has no line.
func lineIndex(data []byte) map[string]int {
	x := indexer{data: data, lines: map[string]int{}, count: map[string]int{}}
	x.parser.Reset(data)
	for x.parser.NextExpression() {
		switch e := x.parser.Expression(); e.Kind {
		case unstable.Table:
			x.table = x.path("", e.Key())
		case unstable.ArrayTable:
			header := x.path("", e.Key())
			x.table = header + "[" + strconv.Itoa(x.count[header]) + "]"
			x.count[header]++
			x.lines[x.table] = x.last(e.Key())
		case unstable.KeyValue:
			x.keyValue(x.table, e)
		}
	}
	return x.lines
}

type indexer struct {
	parser unstable.Parser
	data   []byte
	lines  map[string]int
	count  map[string]int // elements seen of each array of tables
	table  string         // path of the table that is open
}

// path joins the parts of a key to the path of its table and notes the lines.
func (x *indexer) path(table string, key unstable.Iterator) string {
	for key.Next() {
		n := key.Node()
		if table != "" {
			table += "."
		}
		table += string(n.Data)
		if _, known := x.lines[table]; !known {
			x.lines[table] = x.line(n)
		}
	}
	return table
}

// last is the line of the last part of a key: an array's header comes once for each element.
func (x *indexer) last(key unstable.Iterator) (line int) {
	for key.Next() {
		line = x.line(key.Node())
	}
	return line
}

func (x *indexer) line(n *unstable.Node) int {
	return 1 + bytes.Count(x.data[:n.Raw.Offset], []byte{'\n'})
}

func (x *indexer) keyValue(table string, kv *unstable.Node) {
	path := x.path(table, kv.Key())
	x.value(path, kv.Value(), x.lines[path])
}

// value notes the keys inside inline tables and arrays of them.
func (x *indexer) value(path string, v *unstable.Node, line int) {
	children := v.Children()
	switch v.Kind {
	case unstable.InlineTable:
		for children.Next() {
			x.keyValue(path, children.Node())
		}
	case unstable.Array:
		for i := 0; children.Next(); i++ {
			element := path + "[" + strconv.Itoa(i) + "]"
			x.lines[element] = line
			x.value(element, children.Node(), line)
		}
	}
}
