package folder

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"syscall"
	"testing"
	"time"

	"github.com/gofrs/flock"
)

// hold takes a folder as another process would.
func hold(t *testing.T, dir string) *Folder {
	t.Helper()
	f := &Folder{dir: dir, create: createFile}
	if err := f.lock(0); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(f.Close)
	return f
}

// TestBusy: who would write into a folder that another one writes into is refused, told whose it
// is, and changes nothing.
func TestBusy(t *testing.T) {
	done, _ := finished(t, small)
	half := filled(t, long, func(i int) bool { return i < 3 })
	for _, dir := range []string{t.TempDir(), done, half} {
		other := hold(t, dir)
		before := tree(t, dir)
		_, err := Create(dir)
		wantError(t, err, ErrBusy, dir+": another channelsim is writing there (process "+fmt.Sprint(os.Getpid())+", since 2", "wait until it has ended", "nothing was changed")
		_, _, err = Resume(dir, planned(t, long))
		wantError(t, err, ErrBusy, dir+": ")
		if !reflect.DeepEqual(before, tree(t, dir)) {
			t.Errorf("%s was changed", dir)
		}
		other.Close()
		if f, err := Create(dir); errors.Is(err, ErrBusy) {
			t.Error(err)
		} else {
			f.Close()
		}
		noPartial(t, tree(t, dir))
	}
}

// TestAddingWaits: a table or picture is added to a folder as soon as another one has added its
// own, and the manifest knows both.
func TestAddingWaits(t *testing.T) {
	a := archive(t)
	other := hold(t, a.Dir)
	mine := make(chan error)
	go func() { mine <- a.Put("mine.html", writeBytes([]byte("mine"))) }()
	go func() {
		mine <- Redraw(a.Dir, func(dir string) error { return os.WriteFile(filepath.Join(dir, "a.svg"), nil, 0o666) })
	}()
	m, err := ReadManifest(a.Dir)
	if err != nil {
		t.Fatal(err)
	}
	m.Checksums["other.html"] = "abc"
	time.Sleep(50 * time.Millisecond)
	if _, err := os.Stat(filepath.Join(a.Dir, "mine.html")); err == nil {
		t.Error("did not wait")
	}
	if err := errors.Join(other.writeManifest(m), func() error { other.Close(); return nil }(), <-mine, <-mine); err != nil {
		t.Fatal(err)
	}
	sums := opened(t, a.Dir).Manifest.Checksums
	for _, name := range []string{"mine.html", "other.html", "plots/a.svg"} {
		if sums[name] == "" {
			t.Errorf("the manifest does not know %s", name)
		}
	}
	noPartial(t, tree(t, a.Dir))
}

// meddled is a lock to which something happens just after it was taken for the first time, or let go.
type meddled struct {
	*flock.Flock
	taken, released func()
}

func (l *meddled) TryLock() (bool, error) {
	got, err := l.Flock.TryLock()
	if taken := l.taken; taken != nil {
		l.taken = nil
		taken()
	}
	return got, err
}

func (l *meddled) Unlock() error {
	err := l.Flock.Unlock()
	if l.released != nil {
		l.released()
	}
	return err
}

// TestRemovedLock: that the lock's file is removed, by its last holder while the next one is opening
// it or by one whose lock has passed on, lets nobody in beside the holder.
func TestRemovedLock(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, lockFile)
	third := &Folder{dir: dir}
	l := &meddled{Flock: flock.New(path)}
	l.taken = func() { _ = os.Remove(path) } // Windows does not: somebody has it open
	f := &Folder{dir: dir}
	if err := f.take(l, briefly); err != nil {
		t.Fatal(err)
	}
	wantError(t, third.lock(0), ErrBusy)
	l.released = func() { hold(t, dir) }
	f.Close()
	wantError(t, third.lock(0), ErrBusy)
}

// lockless is a lock where the file system, or the folder, has none.
type lockless struct {
	*flock.Flock
	err error
}

func (l lockless) TryLock() (bool, error) { return false, l.err }

// soon is a lockless file that cannot be opened the first time.
type soon struct {
	lockless
	tried bool
}

var errNone = errors.New("no locks")

func (l *soon) TryLock() (bool, error) {
	if l.tried {
		return false, errNone
	}
	l.tried = true
	return false, l.err
}

// TestWithoutLocks: a folder that knows no locks can be used, and says that nobody guards it. One
// in which no file can be opened cannot.
func TestWithoutLocks(t *testing.T) {
	f := &Folder{dir: t.TempDir()}
	path := filepath.Join(f.dir, lockFile)
	for _, none := range []error{syscall.ENOLCK, errors.ErrUnsupported, &fs.PathError{Op: "Lock", Path: path, Err: errors.ErrUnsupported}} {
		if err := os.WriteFile(path, nil, 0o666); err != nil {
			t.Fatal(err)
		}
		if err := f.take(lockless{flock.New(path), none}, 0); err != nil || !errors.Is(f.Unguarded(), none) {
			t.Errorf("error %v, unguarded: %v", err, f.Unguarded())
		}
		f.Close()
		if left := list(t, f.dir); left != nil {
			t.Errorf("%q was left", left)
		}
	}
	denied := &fs.PathError{Op: "open", Path: path, Err: fs.ErrPermission}
	wantError(t, f.take(lockless{flock.New(path), denied}, 0), fs.ErrPermission, f.dir+": cannot write there", "name a folder in which you may write with --out")
	gone := &soon{lockless: lockless{flock.New(path), denied}}
	if err := f.take(gone, briefly); err != nil || f.Unguarded() != errNone {
		t.Errorf("a file that could not be opened for a moment: %v, %v", err, f.Unguarded())
	}
	if runtime.GOOS == "windows" {
		return // a folder can be opened there as if it were a file
	}
	if err := os.Mkdir(path, 0o777); err != nil {
		t.Fatal(err)
	}
	_, err := Create(f.dir)
	wantError(t, err, nil, f.dir+": cannot write there")
}
