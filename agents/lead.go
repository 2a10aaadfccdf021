package agents

// Grade is what qualification says about a lead.
type Grade uint8

// The grades, best first. Incomplete leads miss the data that a grade needs.
const (
	GradeA Grade = iota
	GradeB
	GradeC
	GradeD
	Unqualified
	Incomplete
	Grades // number of grades
)

// String is the grade in the trade's shorthand.
func (g Grade) String() string {
	return [...]string{"A", "B", "C", "D", "unqualified", "incomplete"}[g]
}

// Class is what a report or a belief distinguishes: A and B leads, or the rest.
type Class uint8

// The classes of leads. Where grades are not disclosed a partner sees all
// leads as one class, kept in the place of AB.
const (
	AB Class = iota
	Rest
	Classes // number of classes
)

// Class returns the class of a grade.
func (g Grade) Class() Class {
	if g <= GradeB {
		return AB
	}
	return Rest
}

// Status is where a lead stands with the seller that holds it.
type Status uint8

// Every lead ends as Worked, Expired, Returned or Recalled (and may then be routed anew).
const (
	Unread   Status = iota // received, not decided on
	Drawer                 // decided against: accepted politely, never opened
	Opened                 // waits in the seller's queue
	Worked                 // contacted
	Expired                // ran out
	Returned               // given back by a seller that failed or left
	Recalled               // taken back by the vendor
)

// String is the status in a word.
func (s Status) String() string {
	return [...]string{"unread", "drawer", "opened", "worked", "expired", "returned", "recalled"}[s]
}

// NoProject marks a lead with nobody behind it: a student, a competitor.
const NoProject int32 = -1

// Lead is an inquiry that passed the gate. Its ID is made from its cause (the
// touch of a project, or the number of a noise touch in its week), so that the
// same lead exists in two worlds that differ elsewhere, and all its draws follow it.
type Lead struct {
	ID       uint64
	Project  int32  // slot of the project behind it, or NoProject
	Identity uint32 // of that project: the slot may be taken by another later
	Created  int16  // week of the touch
	Vendor   uint8
	Segment  uint8
	Grade    Grade
	Status   Status
	Recalls  uint8 // how often the vendor recalled it
	Marks    Marks
}

// Marks are what else is to be known of a lead.
type Marks uint8

// The marks.
const (
	Helped      Marks = 1 << iota // the vendor helps with it: half the hours of contact
	Referred                      // an account manager passed it on: marketing's reports know nothing of it
	Safe                          // its deal was registered when marketing came upon it
	MetReps                       // a rep has had it
	MetPartners                   // a partner has had it

	Kept = MetReps | MetPartners // the marks of a lead that goes back to the desk
)

// Has reports whether a lead has a mark.
func (l *Lead) Has(m Marks) bool { return l.Marks&m != 0 }

// Account identifies the customer: two touches of one project are one account.
func (l *Lead) Account() uint64 {
	if l.Real() {
		return uint64(l.Identity)
	}
	return l.ID
}

// Real reports whether there is a project behind the lead.
func (l *Lead) Real() bool { return l.Project != NoProject }
