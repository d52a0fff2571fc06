"""What the pages about households show, read from the database in few queries: one module a page, no writes."""
