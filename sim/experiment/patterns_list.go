package experiment

// Patterns are all that the model must show, in the order of their numbers (P23 is about joint
// selling, which this model does not have). Their readings and thresholds come from what the trade
// says, and were committed before the first study of model 4; no default was changed for a pattern.
var Patterns = []Pattern{
	patternP1, patternP2, patternP3, patternP4, patternP5, patternP6, patternP7, patternP8, patternP9, patternP10, patternP11,
	patternP12, patternP13, patternP14, patternP15, patternP16, patternP17, patternP18, patternP19, patternP20, patternP21,
	patternP22, patternP24,
}

// FindPattern returns the pattern of an ID such as P4, or nil.
func FindPattern(id string) *Pattern {
	for i := range Patterns {
		if Patterns[i].ID == id {
			return &Patterns[i]
		}
	}
	return nil
}
