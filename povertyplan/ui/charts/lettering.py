"""How wide words stand in a drawing, so that a long name is clipped instead of running into its neighbour."""

from unicodedata import east_asian_width

_ELLIPSIS = "…"


def width(words: str, size: float) -> float:
    """Units at a font size: an East Asian character is square, any other takes three fifths."""
    return size * sum(1.0 if east_asian_width(letter) in "WFA" else 0.6 for letter in words)


def clipped(words: str, room: float, size: float) -> str:
    """The words, or as many of them as `room` units hold and an ellipsis."""
    if width(words, size) <= room:
        return words
    kept = words
    while kept and width(kept + _ELLIPSIS, size) > room:
        kept = kept[:-1]
    return kept.rstrip() + _ELLIPSIS
