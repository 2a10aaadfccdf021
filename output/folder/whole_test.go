package folder

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// broken opens files that fail.
type broken struct {
	at   string // create, write, sync or close
	name string // how the path begins, within its folder; empty means all
	err  error
}

func (b broken) create(path string) (file, error) {
	if !strings.HasPrefix(filepath.Base(path), b.name) {
		return createFile(path)
	}
	if b.at == "create" {
		return nil, b.err
	}
	f, err := os.Create(path)
	return &brokenFile{f, b}, err
}

type brokenFile struct {
	*os.File
	broken
}

func (f *brokenFile) Write(p []byte) (int, error) {
	if f.at == "write" {
		n, _ := f.File.Write(p[:len(p)/2]) // half of it, as a full disk does
		return n, f.err
	}
	return f.File.Write(p)
}

func (f *brokenFile) Sync() error {
	if f.at == "sync" {
		return f.err
	}
	return f.File.Sync()
}

func (f *brokenFile) Close() error {
	err := f.File.Close()
	if f.at == "close" {
		return f.err
	}
	return err
}

// noPartial checks that no temporary file is left anywhere.
func noPartial(t *testing.T, files map[string]string) {
	t.Helper()
	for path := range files {
		if strings.HasSuffix(path, partial) || path == lockFile {
			t.Errorf("%s was left behind", path)
		}
	}
}

// TestFilesAreWholeOrAbsent breaks each final file, one of them in each way: all
// that came before stays, the broken one is not there, the blocks are safe, and
// Finish can be tried again.
func TestFilesAreWholeOrAbsent(t *testing.T) {
	want, a := finished(t, small)
	f, _ := simulated(t, small)
	begun := tree(t, f.dir)
	for _, b := range []broken{{at: "create", name: "runs.parquet"}, {at: "write", name: "runs.parquet"}, {at: "sync", name: "runs.parquet"}, {at: "close", name: "runs.parquet"},
		{at: "write", name: "points.csv"}, {at: "write", name: "weeks.parquet"}, {at: "write", name: "summary.csv"}, {at: "write", name: "result.json"},
		{at: "write", name: "runs.csv"}, {at: "write", name: "weeks.csv"}, {at: "write", name: "manifest.json"}} {
		b.err = fs.ErrInvalid
		f.create = b.create
		wantError(t, f.Finish(closing(a)), fs.ErrInvalid, b.name+": cannot be written", "all finished runs are safe in "+filepath.Join(f.dir, blocksDir))
		files := tree(t, f.dir)
		noPartial(t, files)
		if files[b.name] != begun[b.name] {
			t.Errorf("%s at %s: there are %d bytes of it", b.name, b.at, len(files[b.name]))
		}
		if m, err := ReadManifest(f.dir); err != nil || m.Complete {
			t.Errorf("%s at %s: the manifest calls the run complete (%v)", b.name, b.at, err)
		}
		for name := range files { // a clean start for the next
			if _, ok := begun[name]; !ok {
				os.Remove(filepath.Join(f.dir, name))
			}
		}
	}
	f.create = createFile
	if err := f.Finish(closing(a)); err != nil {
		t.Fatal(err)
	}
	sameFiles(t, tree(t, want), tree(t, f.dir))
}

// sameFiles compares folders byte by byte, but for their manifests.
func sameFiles(t *testing.T, want, got map[string]string) {
	t.Helper()
	delete(want, manifestFile)
	delete(got, manifestFile)
	noPartial(t, got)
	if len(want) == 0 || len(want) != len(got) {
		t.Errorf("%d files, want %d", len(got), len(want))
	}
	for path := range want {
		if got[path] != want[path] {
			t.Errorf("%s differs: %d bytes and %d", path, len(got[path]), len(want[path]))
		}
	}
}

func TestPutBlockSaysWhatIsSafe(t *testing.T) {
	for _, at := range []string{"create", "write", "sync", "close"} {
		f := begun(t)
		if err := f.PutBlock(sample(0)); err != nil {
			t.Fatal(err)
		}
		f.create = broken{at, "0-00000001", fs.ErrPermission}.create
		wantError(t, f.PutBlock(sample(1)), fs.ErrPermission, "0-00000001.blocks: cannot be written", "all finished runs are safe in")
		if got := list(t, filepath.Join(f.dir, blocksDir)); !cmp.Equal(got, []string{packName(0, 0)}) {
			t.Errorf("%s: blocks are %q", at, got)
		}
		if n := f.manifest().Simulated; n != 1 {
			t.Errorf("%s: %d replications are called simulated, want 1", at, n)
		}
	}
}

// TestBlockSurvives: what PutBlock was given is on disk when it returns.
func TestBlockSurvives(t *testing.T) {
	f := begun(t)
	synced := false
	f.create = func(path string) (file, error) {
		w, err := os.Create(path)
		return watched{w, &synced}, err
	}
	if err := f.PutBlock(sample(0)); err != nil || !synced {
		t.Errorf("synced %v, error %v", synced, err)
	}
	fields, err := f.shelf.get(0)
	if err != nil || !bytes.Equal(fields, encodeBlock(sample(0))) {
		t.Errorf("%d bytes were saved, %v", len(fields), err)
	}
}

// watched sees whether the content was there when the file was synced.
type watched struct {
	*os.File
	synced *bool
}

func (w watched) Sync() error {
	st, err := w.Stat()
	*w.synced = err == nil && st.Size() > int64(headSize+entryHead)
	return errors.Join(err, w.File.Sync())
}
