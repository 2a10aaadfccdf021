package folder

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"strings"
)

// A file of blocks is packMagic, the design's fingerprint as 64 hex digits, and its
// blocks one after the other: index, length, sha256 of index and content, and the
// content, compressed. The magic rises when the encoding changes.
const (
	packMagic = "channelsim blocks 4\n"
	packFile  = ".blocks"
	headSize  = len(packMagic) + 2*sha256.Size
	entryHead = 8 + 8 + sha256.Size
)

// packed is a block in a file.
type packed struct {
	index   int
	at      int64 // where the content begins
	size    int64
	sum     [sha256.Size]byte
	payload []byte // content, while it is at hand
}

func newPacked(index int, payload []byte) packed {
	return packed{index: index, size: int64(len(payload)), sum: entrySum(index, payload), payload: payload}
}

func entrySum(index int, payload []byte) [sha256.Size]byte {
	h := sha256.New()
	h.Write(binary.LittleEndian.AppendUint64(nil, uint64(index)))
	h.Write(payload)
	return [sha256.Size]byte(h.Sum(nil))
}

// packName is the name of a file of a level whose least block is this one.
func packName(level, least int) string { return fmt.Sprintf("%d-%08d%s", level, least, packFile) }

// packLevel reads the level off a file's name.
func packLevel(name string) int {
	level := 0
	digits, _, _ := strings.Cut(name, "-")
	_, _ = fmt.Sscanf(digits, "%d", &level) // a name of another kind counts as level 0
	return level
}

func writePack(w io.Writer, design string, entries []packed) error {
	if _, err := io.WriteString(w, packMagic+design); err != nil {
		return err
	}
	for _, e := range entries {
		head := binary.LittleEndian.AppendUint64(nil, uint64(e.index))
		head = binary.LittleEndian.AppendUint64(head, uint64(e.size))
		head = append(head, e.sum[:]...)
		if _, err := w.Write(head); err != nil {
			return err
		}
		if _, err := w.Write(e.payload); err != nil {
			return err
		}
	}
	return nil
}

// readPack reads a file of a design's blocks and makes sure that it is whole.
func readPack(path, design string) ([]packed, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, explain(err, "%s: cannot be read", path)
	}
	bad := func(format string, args ...any) ([]packed, error) {
		return nil, fmt.Errorf("%s: %w: %s", path, errBlock, fmt.Sprintf(format, args...))
	}
	head, rest := raw[:min(headSize, len(raw))], raw[min(headSize, len(raw)):]
	switch own, found := strings.CutPrefix(string(head), packMagic); {
	case !found:
		return bad("it is not of this version of the program")
	case own != design:
		return bad("it belongs to another run")
	}
	var entries []packed
	for at := int64(headSize); len(rest) > 0; at = int64(len(raw) - len(rest)) {
		if len(rest) < entryHead {
			return bad("it is torn")
		}
		e := packed{index: int(binary.LittleEndian.Uint64(rest)), at: at + entryHead, size: int64(binary.LittleEndian.Uint64(rest[8:])), sum: [sha256.Size]byte(rest[16:])}
		rest = rest[entryHead:]
		if e.size < 0 || e.size > int64(len(rest)) {
			return bad("it is torn")
		}
		e.payload, rest = rest[:e.size], rest[e.size:]
		if entrySum(e.index, e.payload) != e.sum {
			return bad("it is damaged, the checksum of block %d is wrong", e.index)
		}
		entries = append(entries, e)
	}
	if len(entries) == 0 {
		return bad("it is torn")
	}
	return entries, nil
}

// read reads the content of an entry.
func (e *packed) read(path string) ([]byte, error) {
	in, err := os.Open(path)
	if err != nil {
		return nil, explain(err, "%s: cannot be read", path)
	}
	defer in.Close()
	payload := make([]byte, e.size)
	if _, err := in.ReadAt(payload, e.at); err != nil {
		return nil, explain(err, "%s: cannot be read", path)
	}
	if entrySum(e.index, payload) != e.sum {
		return nil, fmt.Errorf("%s: %w: it is damaged, the checksum of block %d is wrong", path, errBlock, e.index)
	}
	return payload, nil
}
