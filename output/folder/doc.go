// Package folder keeps what a run leaves on disk: tidy tables, a manifest and
// the answer, so that reports, notebooks and later runs read files and nothing
// is simulated twice.
//
// A folder is filled in five steps: Create claims it, Begin says what will be
// run, PutBlock saves each finished block at once (Folder is the runner's Store),
// Finish writes the final files, and Close lets go of it. Every file is written under a
// temporary name, synced and renamed: it is there as a whole or not at all. The same
// answer gives the same bytes in every file but the manifest and the pictures.
//
// One process at a time writes into a folder. Whoever does, also who only adds a picture or a
// table to a finished one, holds a lock of the operating system, which lets go of it
// when the process ends, be it killed; others get ErrBusy. Who only reads needs
// no lock: a folder is finished when its manifest says so, which is written last.
package folder
