package sim

// pageLength is the number of entries on a page of the diary.
const pageLength = 126

// diary keeps projects under weeks. An entry is not struck out when its project
// ends: whoever reads it finds the project gone. Weeks are written and read from
// front to back, on pages that are used again.
type diary struct {
	first []int32 // by week: its newest page, or noPage
	pages []page
	blank int32 // first of the pages that are not in use, or noPage
}

// noPage ends a list of pages.
const noPage int32 = -1

type page struct {
	next    int32
	used    int32
	entries [pageLength]sighting
}

// sighting is a project as somebody remembers it: the slot may be taken by
// another project since.
type sighting struct {
	slot int32
	id   uint32
}

func (d *diary) reset(weeks int) {
	if len(d.first) != weeks {
		d.first = make([]int32, weeks)
	}
	for w := range d.first {
		d.first[w] = noPage
	}
	d.blank = noPage
	for i := range d.pages {
		d.release(int32(i))
	}
}

// enter puts a project down under a week; one beyond the run is left out.
func (d *diary) enter(week int, p sighting) {
	if week >= len(d.first) {
		return
	}
	at := d.first[week]
	if at == noPage || d.pages[at].used == pageLength {
		at = d.take(at)
		d.first[week] = at
	}
	pg := &d.pages[at]
	pg.entries[pg.used] = p
	pg.used++
}

// take returns a blank page that is put before another.
func (d *diary) take(next int32) int32 {
	at := d.blank
	if at == noPage {
		d.pages = append(d.pages, page{})
		at = int32(len(d.pages) - 1)
	} else {
		d.blank = d.pages[at].next
	}
	d.pages[at].next, d.pages[at].used = next, 0
	return at
}

// release gives a page back and returns the one after it.
func (d *diary) release(at int32) (next int32) {
	next = d.pages[at].next
	d.pages[at].next = d.blank
	d.blank = at
	return next
}

// open takes the pages of a week out of the diary and returns the newest.
func (d *diary) open(week int) int32 {
	at := d.first[week]
	d.first[week] = noPage
	return at
}

// entries returns what stands on a page. It stays as it is while projects are
// entered under other weeks.
func (d *diary) entries(at int32) []sighting { return d.pages[at].entries[:d.pages[at].used] }
