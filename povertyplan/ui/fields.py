"""Fields of forms that several apps share."""

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
