"""Two language versions of one document: pairs by label, by position and by what survives translation."""
