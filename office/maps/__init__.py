"""作战图 (battle maps): figures of a day and everything that is made of them."""
