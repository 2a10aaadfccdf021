//go:build !unix

package folder

import (
	"errors"
	"syscall"
)

// Codes of Windows: ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL, ERROR_WRITE_PROTECT.
func diskFull(err error) bool {
	return errors.Is(err, syscall.Errno(39)) || errors.Is(err, syscall.Errno(112))
}

func readOnly(err error) bool { return errors.Is(err, syscall.Errno(19)) }
