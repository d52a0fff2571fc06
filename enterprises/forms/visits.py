"""A visit of an enterprise, told on a phone."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from enterprises.codes import Need
from enterprises.models import EnterpriseVisit, HouseholdPairing
from households.models import Household
from povertyplan.ui.fields import DayField
from povertyplan.ui.forms import ActionForm


class EnterpriseVisitForm(ActionForm):
    """One of the paired households; a correction keeps the household."""

    household = forms.TypedChoiceField(label="走访哪户", coerce=int)
    visited_on = DayField(label="哪天去的")
    visitor_name = forms.CharField(label="谁去的", max_length=40)
    by_head = forms.BooleanField(label="负责人本人去的", required=False)
    learned = forms.CharField(
        label="了解到什么",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="家里怎么样、想做什么，一两句话",
    )
    needs = forms.MultipleChoiceField(
        label="需要什么", required=False, choices=Need.choices, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        *args: Any,
        paired: Iterable[HouseholdPairing] = (),
        visit: EnterpriseVisit | None = None,
        today: date,
        **kwargs: Any,
    ) -> None:
        """`paired` with `head_name`, see its phrase; without them the household stays that of `visit`."""
        if visit:
            names = ("visited_on", "visitor_name", "by_head", "learned", "needs")
            kwargs["initial"] = {name: getattr(visit, name) for name in names}
        super().__init__(*args, **kwargs)
        self.fields["visited_on"].widget.attrs["max"] = today.isoformat()
        if visit:
            del self.fields["household"]
            return
        self._households = {row.household_id: row.household for row in paired}
        choices = [(row.household_id, f"{row.head_name} 户{_where(row)}") for row in paired]
        self.fields["household"].choices = [("", "选一户"), *choices]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Household:
        return self._households[self.cleaned_data["household"]]

    @property
    def facts(self) -> dict[str, Any]:
        names = ("visited_on", "visitor_name", "by_head", "learned", "needs")
        return {name: self.cleaned_data[name] for name in names}


def _where(row: HouseholdPairing) -> str:
    return f" · {row.household.hamlet}" if row.household.hamlet else ""
