"""Fields of forms that several apps share."""

import unicodedata
from decimal import Decimal
from typing import Any

from django import forms


class DayInput(forms.DateInput):
    """The browser's own calendar; without one the day is typed as 2017-11-02."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class DayField(forms.DateField):
    widget = DayInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"input_formats": ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d"]} | kwargs)


def _plain(typed: str) -> str:
    """As it comes from an input method or a bank's page: full-width digits and marks, ¥, 元."""
    return unicodedata.normalize("NFKC", typed).replace(",", "").removesuffix("元").strip(" ¥")


class YuanField(forms.DecimalField):
    """元 on the page, 分 in Python."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"decimal_places": 2, "max_digits": 11, "min_value": 0, "localize": False} | kwargs)

    def clean(self, value: object) -> int | None:
        yuan = super().clean(_plain(value) if isinstance(value, str) else value)
        return None if yuan is None else int(yuan * 100)

    def prepare_value(self, value: object) -> object:
        return Decimal(value) / 100 if isinstance(value, int) else value
