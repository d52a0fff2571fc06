"""Everything that can be done with a pilot village's fund."""
