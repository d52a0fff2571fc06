"""Shares and amounts as people read them: `2.22%`, `50,000`, `0.5`."""

from decimal import Decimal


def percent(part: int, whole: int) -> str:
    """Two decimals, half up like the page's own figure: 2.22%."""
    hundredths = (part * 20_000 + whole) // (2 * whole)
    return f"{hundredths // 100}.{hundredths % 100:02d}%"


def whole_percent(part: int, whole: int) -> str:
    """93%, rounded down: 100% only where nothing is missing; a dash where there is nothing to share."""
    return f"{part * 100 // whole}%" if whole else "–"


def plain(amount: Decimal) -> str:
    """50,000 or 0.5: two decimals at most, none that are empty."""
    return f"{amount:,.2f}".rstrip("0").rstrip(".")
