"""Money at the edge: the database keeps 分 (bigint), people read 元 and 万元."""

MINUS = "\u2212"


def yuan(fen: int) -> str:
    """元 with two decimals and thousands: 1560000 → 15,600.00."""
    text = f"{abs(fen) // 100:,}.{abs(fen) % 100:02d}"
    return f"{MINUS}{text}" if fen < 0 else text


def plain_yuan(fen: int) -> str:
    """元 as people say it: 3,335, and 3,666.67 where there are 分."""
    return yuan(fen).removesuffix(".00")


def wan(fen: int) -> str:
    """万元 with one decimal, half up."""
    tenths = (abs(fen) + 50_000) // 100_000
    text = f"{tenths // 10:,}.{tenths % 10}"
    return f"{MINUS}{text}" if fen < 0 and tenths else text
