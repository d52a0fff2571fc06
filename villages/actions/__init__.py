"""Everything that can be done to villages, postings, the baseline and what was learned elsewhere."""
