package folder

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/gofrs/flock"
)

// ErrBusy says that another process writes into the folder. It is misuse.
var ErrBusy = errors.New("another channelsim is writing there")

// lockFile is in a folder while a command writes there, and locked. The lock is what counts: the
// operating system lets go of it when the process ends, however it ends, and a file that
// a killed process leaves keeps nobody out. Whoever lets go of the lock removes the file.
const lockFile = ".channelsim.lock"

// How long a command waits for another one to let go of a folder.
const (
	briefly   = time.Second / 2  // a process that was just killed is not gone at once
	patiently = 10 * time.Second // others that add a picture or a table to a finished folder are soon done
)

// locker is what is needed of a lock; flock's in tests another one.
type locker interface {
	Path() string
	TryLock() (bool, error)
	Stat() (fs.FileInfo, error)
	Unlock() error
}

// lock takes the folder for this process alone. The error wraps ErrBusy where another one
// has it and keeps it so long, or says that nothing can be written there.
func (f *Folder) lock(wait time.Duration) error {
	return f.take(flock.New(filepath.Join(f.dir, lockFile), flock.SetPermissions(0o666)), wait)
}

func (f *Folder) take(l locker, wait time.Duration) error {
	for begun := time.Now(); ; time.Sleep(10 * time.Millisecond) {
		got, err := l.TryLock()
		waited := time.Since(begun)
		switch {
		case cannotOpen(err) && waited < min(wait, briefly): // Windows opens no file that is just being removed
		case cannotOpen(err):
			return explain(err, "%s: cannot write there", f.dir)
		case err != nil: // some network folders know no locks: better without than not at all
			_ = os.Remove(l.Path())
			f.unguarded = err
			return nil
		case got && inPlace(l):
			f.held = l
			sign(l.Path())
			return nil
		case got:
			_ = l.Unlock() // the file is gone, and so the lock is worth nothing
		case waited >= wait:
			return fmt.Errorf("%s: %w%s\n  wait until it has ended, or take another folder; nothing was changed", f.dir, ErrBusy, holder(l.Path()))
		}
	}
}

func cannotOpen(err error) bool {
	var fault *fs.PathError
	return errors.As(err, &fault) && fault.Op == "open"
}

// inPlace reports whether a locked file is still the one that others find. It is not where its
// last holder removed it between our opening and locking it.
func inPlace(l locker) bool {
	ours, err := l.Stat()
	theirs, err2 := os.Stat(l.Path())
	return err == nil && err2 == nil && os.SameFile(ours, theirs)
}

// Close lets others write into the folder; of none, and of one that is closed, it does nothing.
// The lock's file goes first, while nobody else can have the lock; Windows removes no open
// file, and so neither ours before nor another's after. Where it cannot be removed it
// does no harm.
func (f *Folder) Close() {
	if f == nil || f.held == nil {
		return
	}
	if runtime.GOOS == "windows" {
		_ = f.held.Unlock()
		_ = os.Remove(f.held.Path())
	} else {
		_ = os.Remove(f.held.Path())
		_ = f.held.Unlock()
	}
	f.held = nil
}

// Unguarded is why the folder could not be locked: nothing keeps another process from
// writing there. It is nil where the folder is locked.
func (f *Folder) Unguarded() error { return f.unguarded }

// A lock file has the number of its process, after a byte that nobody can read on Windows as
// long as it is locked.
const (
	signAt   = 1
	signSize = 20
)

// sign says in a locked file whose it is. That is for people: nothing rests on it.
func sign(path string) {
	out, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return
	}
	defer out.Close()
	_, _ = fmt.Fprintf(io.NewOffsetWriter(out, signAt), "%*d\n", signSize, os.Getpid())
}

// holder says who signed a locked file, and when, if that can be read.
func holder(path string) string {
	in, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer in.Close()
	number := make([]byte, signSize)
	_, err = in.ReadAt(number, signAt)
	pid, err2 := strconv.Atoi(strings.TrimSpace(string(number)))
	st, err3 := in.Stat()
	if errors.Join(err, err2, err3) != nil {
		return ""
	}
	return fmt.Sprintf(" (process %d, since %s)", pid, st.ModTime().Format(time.DateTime))
}
