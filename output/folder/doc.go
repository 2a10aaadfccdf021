// Package folder keeps what a run leaves on disk: tidy tables, a manifest and
// the answer, so that reports, notebooks and later runs read files and nothing
// is simulated twice.
//
// A folder is filled in four steps: Create claims it, Begin says what will be
// run, PutBlock saves each finished block at once (Folder is the runner's Store),
// and Finish writes the final files. Every file is written under a temporary
// name, synced and renamed: it is there as a whole or not at all. The same
// answer gives the same bytes in every file but the manifest and the pictures.
package folder
