package folder

// Redraw draws the pictures of a finished folder anew, and keeps their checksums in its
// manifest. What else the folder holds stays as it is. The error wraps ErrBusy where another
// process writes there for long.
func Redraw(dir string, draw func(dir string) error) error {
	f := &Folder{dir: dir, create: createFile}
	if err := f.lock(patiently); err != nil {
		return err
	}
	defer f.Close()
	m, err := ReadManifest(dir)
	if err != nil {
		return err
	}
	if err := f.draw(draw, m.Checksums); err != nil {
		return err
	}
	return f.writeManifest(m)
}
