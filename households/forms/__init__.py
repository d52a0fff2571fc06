"""Forms of households, helpers and imports, one module per noun."""
