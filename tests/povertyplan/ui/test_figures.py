from decimal import Decimal

import pytest

from povertyplan.ui.figures import percent, plain, whole_percent


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        (4, 180, "2.22%"),
        (3, 180, "1.67%"),
        (4, 200, "2.00%"),
        (0, 180, "0.00%"),
        (1, 3, "33.33%"),
        (1999, 100_000, "2.00%"),
    ],
)
def test_a_share_has_two_decimals_rounded_half_up(part: int, whole: int, text: str) -> None:
    assert percent(part, whole) == text


@pytest.mark.parametrize(("amount", "text"), [("50000.00", "50,000"), ("0.50", "0.5"), ("0.00", "0"), ("100", "100")])
def test_an_amount_has_no_empty_decimals(amount: str, text: str) -> None:
    assert plain(Decimal(amount)) == text


@pytest.mark.parametrize(("part", "whole", "said"), [(0, 0, "–"), (0, 3, "0%"), (299, 300, "99%"), (3, 3, "100%")])
def test_a_whole_share_is_full_only_where_nothing_is_missing(part: int, whole: int, said: str) -> None:
    assert whole_percent(part, whole) == said
