"""Rosters, pairing lists and boundaries on their way in: reading, checking, and holding against the database."""
