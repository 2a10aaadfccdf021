package folder

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/klauspost/compress/zstd"
)

// shelf keeps the blocks of one design in files of one folder. A new block gets a
// file of its own; as soon as a level has packSize files they become one of the
// next level, so that there are never many. A file is there as a whole or not at
// all, and a block that is in two files, since the program was killed between
// packing and tidying up, is the same in both.
type shelf struct {
	folder *Folder
	design string // fingerprint
	sync.RWMutex
	places map[int]place    // by block
	levels map[int][]string // names of own files by level
}

// place is where a block lies.
type place struct {
	path string
	packed
}

// packSize is the number of files of a level that become one of the next.
const packSize = 32

// Blocks are compressed with Zstandard; both are safe for use by many at once.
var (
	squeezer, _  = zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1))
	expander, _  = zstd.NewReader(nil, zstd.WithDecoderConcurrency(0))
	unusableFile = ".unusable" // ending of a file that was set aside
)

func newShelf(f *Folder, design string) *shelf {
	return &shelf{folder: f, design: design, places: map[int]place{}, levels: map[int][]string{}}
}

// put saves a block. It is safe when put returns nil.
func (s *shelf) put(index int, fields []byte) error {
	name := packName(0, index)
	e := newPacked(index, squeezer.EncodeAll(fields, nil))
	if err := s.write(name, []packed{e}); err != nil {
		return err
	}
	s.Lock()
	defer s.Unlock()
	s.hold(s.path(name), 0, []packed{e})
	return s.pack(0)
}

func (s *shelf) path(name string) string { return filepath.Join(s.folder.dir, blocksDir, name) }

func (s *shelf) write(name string, entries []packed) error {
	_, err := s.folder.writeWhole(blocksDir+"/"+name, func(w io.Writer) error { return writePack(w, s.design, entries) })
	return err
}

// hold remembers what is in a file; level is -1 for files of other folders.
func (s *shelf) hold(path string, level int, entries []packed) {
	at := int64(headSize)
	for _, e := range entries {
		e.at = at + entryHead
		at = e.at + e.size
		e.payload = nil
		s.places[e.index] = place{path, e}
	}
	if level >= 0 {
		s.levels[level] = append(s.levels[level], path)
	}
}

// pack makes one file of a full level's, and of the level above if that is full now.
func (s *shelf) pack(level int) error {
	paths := s.levels[level]
	if len(paths) < packSize {
		return nil
	}
	var entries []packed
	for _, path := range paths {
		more, err := readPack(path, s.design)
		if err != nil {
			return err
		}
		entries = append(entries, more...)
	}
	slices.SortFunc(entries, func(a, b packed) int { return cmp.Compare(a.index, b.index) })
	name := packName(level+1, entries[0].index)
	if err := s.write(name, entries); err != nil {
		return err
	}
	s.levels[level] = nil
	s.hold(s.path(name), level+1, entries)
	for _, path := range paths {
		if err := os.Remove(path); err != nil {
			return explain(err, "%s: cannot be removed", path)
		}
	}
	return s.pack(level + 1)
}

// get reads a block's fields; nil if there is none.
func (s *shelf) get(index int) ([]byte, error) {
	s.RLock()
	defer s.RUnlock()
	p, ok := s.places[index]
	if !ok {
		return nil, nil
	}
	payload, err := p.read(p.path)
	if err != nil {
		return nil, err
	}
	fields, err := expander.DecodeAll(payload, nil)
	if err != nil {
		return nil, fmt.Errorf("%s: %w: %w", p.path, errBlock, err)
	}
	return fields, nil
}

// open finds the files of an earlier call. What cannot be used is set aside under
// another name, and what was wrong with it returned.
func (s *shelf) open() (faults []error, err error) {
	names, err := packs(filepath.Join(s.folder.dir, blocksDir))
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		path := s.path(name)
		entries, err := readPack(path, s.design)
		if err == nil {
			err = s.agree(path, entries)
		}
		if errors.Is(err, errBlock) {
			faults = append(faults, err)
			err = os.Rename(path, path+unusableFile)
		} else if err == nil && s.knows(entries) {
			err = os.Remove(path)
		} else if err == nil {
			s.hold(path, packLevel(name), entries)
		}
		if err != nil {
			return faults, explain(err, "%s: cannot be used", path)
		}
	}
	return faults, nil
}

// adopt takes in the blocks of another folder, where they stay. It is an error if
// one of them is there already or cannot be used.
func (s *shelf) adopt(dir string) error {
	names, err := packs(filepath.Join(dir, blocksDir))
	if err != nil {
		return err
	}
	before := len(s.places)
	other := newShelf(s.folder, s.design)
	for _, name := range names {
		path := filepath.Join(dir, blocksDir, name)
		entries, err := readPack(path, s.design)
		if err == nil {
			err = other.agree(path, entries)
		}
		if err != nil {
			return err
		}
		other.hold(path, -1, entries)
	}
	for index, p := range other.places {
		if twin, ok := s.places[index]; ok {
			return fmt.Errorf("block %d is in %s and in %s\n  name each shard once", index, twin.path, p.path)
		}
		s.places[index] = p
	}
	if len(s.places) == before {
		return fmt.Errorf("%s: holds no blocks\n  merge joins folders that were filled with --shard", dir)
	}
	return nil
}

// agree refuses entries that are known with another content.
func (s *shelf) agree(path string, entries []packed) error {
	for _, e := range entries {
		if p, ok := s.places[e.index]; ok && p.sum != e.sum {
			return fmt.Errorf("%s: %w: block %d is another one in %s", path, errBlock, e.index, p.path)
		}
	}
	return nil
}

// knows reports whether all entries are there already: their file was packed.
func (s *shelf) knows(entries []packed) bool {
	return !slices.ContainsFunc(entries, func(e packed) bool { _, ok := s.places[e.index]; return !ok })
}

// packs lists the files of blocks in a folder, those of the highest level first, so
// that what a pack replaced comes after it.
func packs(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, explain(err, "%s: cannot be read", dir)
	}
	var names []string
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), packFile) {
			names = append(names, e.Name())
		}
	}
	slices.SortFunc(names, func(a, b string) int {
		return cmp.Or(cmp.Compare(packLevel(b), packLevel(a)), cmp.Compare(a, b))
	})
	return names, nil
}
