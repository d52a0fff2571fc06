"""Pages that show facts of several floors."""
