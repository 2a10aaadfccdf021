package folder

// Redraw draws the pictures of a finished folder anew, and keeps their checksums in its
// manifest. What else the folder holds stays as it is.
func Redraw(dir string, draw func(dir string) error) error {
	m, err := ReadManifest(dir)
	if err != nil {
		return err
	}
	f := &Folder{dir: dir, create: createFile}
	if err := f.draw(draw, m.Checksums); err != nil {
		return err
	}
	return f.writeManifest(m)
}
