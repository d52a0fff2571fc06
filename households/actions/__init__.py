"""Everything that can be done to households, helpers and what belongs to them, one module per noun."""
