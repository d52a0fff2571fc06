"""An invented office: typed builders for single rows (tests use them too) and the seed of the demo."""
