//go:build unix

package folder

import (
	"errors"
	"syscall"
	"testing"
)

func TestHints(t *testing.T) {
	for err, hint := range map[error]string{
		syscall.ENOSPC:      "the disk is full: free some space or name a folder on another disk with --out",
		syscall.EDQUOT:      "the disk is full",
		syscall.EROFS:       "name a folder in which you may write with --out",
		syscall.EACCES:      "name a folder in which you may write with --out",
		syscall.EIO:         "see whether the disk and the folder are in order",
		errors.New("other"): "see whether the disk and the folder are in order",
	} {
		wantError(t, explain(err, "%s: cannot be written", "d"), err, "d: cannot be written: "+err.Error()+"\n  "+hint)
	}
	if err := explain(nil, "nothing"); err != nil {
		t.Errorf("no error became %v", err)
	}
}
