"""A visit, told on a phone in three answers."""

from datetime import date
from typing import Any

from django import forms

from households.models import Helper
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from povertyplan.ui.fields import DayField
from povertyplan.ui.forms import ActionForm

_HELPER, _SELF = "helper", "self"


class VisitForm(ActionForm):
    """Who went is the household's helper or who writes this; the likelier one is chosen already."""

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

    def __init__(self, *args: Any, user: User, helper: Helper | None, today: date, **kwargs: Any) -> None:
        choices = [(_SELF, f"{user.name}（我）")]
        if helper:
            # The office writes down what helpers tell; a cadre goes in person.
            choices.insert(1 if user.role == Role.CADRE else 0, (_HELPER, f"{helper.name}（责任人）"))
        super().__init__(*args, initial={"visitor": choices[0][0], "visited_on": today}, **kwargs)
        self.fields["visitor"].choices = choices  # type: ignore[attr-defined]
        self.fields["visited_on"].widget.attrs["max"] = today.isoformat()
        self._user, self._helper = user, helper

    @property
    def facts(self) -> dict[str, Any]:
        """What goes to the action."""
        helper = self._helper if self.cleaned_data["visitor"] == _HELPER else None
        said = {name: self.cleaned_data[name] for name in ("visited_on", "summary", "problem")}
        return {**said, "helper": helper, "visitor_name": helper.name if helper else self._user.name}
