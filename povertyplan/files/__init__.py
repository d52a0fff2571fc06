"""Files that prove something: kept once, never changed, served only through the row that they prove."""
