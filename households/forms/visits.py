"""A visit, told on a phone in three answers."""

from datetime import date
from typing import Any

from django import forms

from households.forms.fields import DayField
from povertyplan.ui.forms import ActionForm


class VisitForm(ActionForm):
    """`visitors` are (value, label) of who may have gone; the first is the likely one."""

    visitor = forms.ChoiceField(label="谁去的", widget=forms.RadioSelect)
    visited_on = DayField(label="哪天")
    summary = forms.CharField(
        label="办了什么",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="说清楚事、数、人就行，可以用输入法语音",
    )
    problem = forms.CharField(
        label="要解决什么", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, visitors: list[tuple[str, str]], today: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"visitor": visitors[0][0], "visited_on": today}, **kwargs)
        self.fields["visitor"].choices = visitors  # type: ignore[attr-defined]
        self.fields["visited_on"].widget.attrs["max"] = today.isoformat()
