"""Drawn figures: pure functions from frozen data to SVG, the same for screen, poster and PDF."""
