package folder

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
)

// file is what is needed of a file that is being written.
type file interface {
	io.WriteCloser
	Sync() error
}

func createFile(path string) (file, error) { return os.Create(path) }

// partial is the ending of a file that is not whole yet.
const partial = ".partial"

// writeWhole writes a file of the folder under a temporary name, syncs it and
// renames it, so that a reader never sees half of it, not even after a power
// cut. It returns the sha256 of the content in hex.
func (f *Folder) writeWhole(name string, write func(io.Writer) error) (string, error) {
	path := filepath.Join(f.dir, filepath.FromSlash(name))
	hash := sha256.New()
	err := f.writePartial(path+partial, func(w io.Writer) error { return write(io.MultiWriter(w, hash)) })
	if err == nil {
		err = os.Rename(path+partial, path)
	}
	if err != nil {
		os.Remove(path + partial) // the first error says it all
		return "", explain(err, "%s: cannot be written", path)
	}
	if err := syncDir(filepath.Dir(path)); err != nil {
		return "", explain(err, "%s: cannot be synced", path)
	}
	return hex.EncodeToString(hash.Sum(nil)), nil
}

func (f *Folder) writePartial(path string, write func(io.Writer) error) error {
	w, err := f.create(path)
	if err != nil {
		return err
	}
	buffered := bufio.NewWriterSize(w, 1<<16)
	err = write(buffered)
	if err == nil {
		err = buffered.Flush()
	}
	if err == nil {
		err = w.Sync()
	}
	return errors.Join(err, w.Close())
}

// syncDir makes a rename durable. Windows knows no such call.
func syncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

func writeBytes(b []byte) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := w.Write(b)
		return err
	}
}
